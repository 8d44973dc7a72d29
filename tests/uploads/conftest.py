import logging

import pytest


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    """A media folder of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def quiet_pikepdf(caplog):
    """It says nothing of the broken files that tests give it."""
    caplog.set_level(logging.CRITICAL, logger="pikepdf")
