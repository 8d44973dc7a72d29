"""The people of the newsroom."""

import pytest

from tests.factories import EDITOR, WRITER, make_user


@pytest.fixture
def nhung():
    return make_user(WRITER, username="nhung", pen_name="Thùy Nhung")


@pytest.fixture
def hoa():
    return make_user(EDITOR, username="hoa", pen_name="Minh Hòa")


@pytest.fixture
def sit_down(client):
    """A function that signs a user in and returns the test client."""

    def as_(user):
        client.force_login(user)
        return client

    return as_
