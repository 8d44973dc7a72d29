"""The browser of the tests (tests/windows.py)."""

import pytest
from playwright.sync_api import Error

from tests.windows import end_browsers

pytestmark = pytest.mark.browser


def test_after_a_browser_that_was_ended_comes_another(chromium):
    page = chromium.new_page()

    end_browsers()

    with pytest.raises(Error):
        page.title()
    other = chromium.new_page()
    assert other.title() == ""
    other.close()


@pytest.mark.django_db(transaction=True)
def test_a_window_opens_after_its_browser_was_ended(open_window, live_server):
    open_window()

    end_browsers()

    assert open_window().goto(f"{live_server.url}/robots.txt").ok
