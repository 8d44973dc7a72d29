import pytest


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    """A media folder of this test alone."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SITE_URL = "http://testserver"
    return settings.MEDIA_ROOT
