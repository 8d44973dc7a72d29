import pytest

from tests.factories import WEBMASTER, make_user


@pytest.fixture
def webmaster(client):
    user = make_user(WEBMASTER, username="web")
    client.force_login(user)
    return user
