import pytest


@pytest.fixture(autouse=True)
def site_address(settings):
    """The host whose pictures and links are ours."""
    settings.SITE_URL = "http://testserver"
