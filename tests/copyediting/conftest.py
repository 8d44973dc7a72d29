import pytest

from tests.factories import EDITOR, make_user
from tests.newsroom.copies.test_lost_pages import ready
from tests.signing_in import let_in

from .found import Finder


@pytest.fixture
def writing(open_window):
    """A function that opens `address` as an editor, where the slips of `slips` are found: (page, Finder)."""

    def writing(address, slips=None, **options):
        make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
        page = open_window(**options)
        finder = Finder(page, slips)
        let_in(page, "hoa", address)
        if page.locator(".richtext").count():
            ready(page)
        return page, finder

    return writing
