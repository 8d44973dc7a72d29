"""Somebody who may delete everything; a media folder of each test."""

import pytest

from tests.factories import make_user


@pytest.fixture
def boss(client):
    """Somebody with every right, who is signed in."""
    user = make_user(is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
