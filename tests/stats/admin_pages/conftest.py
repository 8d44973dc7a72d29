import pytest

from tests.factories import WEBMASTER, make_user

from .pages import NOON


@pytest.fixture
def webmaster(client, time_machine):
    """A client that is signed in at NOON."""
    time_machine.move_to(NOON, tick=False)
    client.force_login(make_user(WEBMASTER, username="web"))
    return client
