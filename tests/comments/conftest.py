"""The people behind the admin, for every test of comments."""

import pytest

from tests.factories import MODERATOR, make_site, make_user
from tests.signing_in import let_in

from .factories import signed_in


@pytest.fixture
def moderator():
    return make_user(MODERATOR, username="anh", pen_name="Lê Ngọc Ánh")


@pytest.fixture
def colleague():
    return make_user(MODERATOR, username="binh", pen_name="Nguyễn Văn Bình")


@pytest.fixture
def staff_client(moderator):
    """The browser of the moderator, signed in."""
    return signed_in(moderator)


@pytest.fixture
def admin_page(transactional_db, page, moderator):
    """The moderator's window, signed in."""
    make_site()
    let_in(page, "anh")
    return page
