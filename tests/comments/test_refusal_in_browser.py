"""A comment that the server would not even read, as the reader in Chromium sees it."""

import pytest

from comments import anonymous
from tests.factories import make_article, make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_typed_stays_in_the_form_when_the_server_does_not_read_it(page, monkeypatch):
    make_site()
    monkeypatch.setattr(anonymous, "MAX_POST_BYTES", 10_000)
    page.goto(make_article().get_absolute_url())
    page.locator("#nhan-xet").scroll_into_view_if_needed()  # the form comes by itself
    page.fill("#c-body", "Bà con đã chờ nửa tháng. " * 200)
    page.get_by_role("button", name="Gửi bình luận").click()

    page.get_by_text(anonymous.TOO_BIG).wait_for()

    assert page.input_value("#c-body").startswith("Bà con đã chờ nửa tháng.")
    assert page.get_by_role("button", name="Gửi bình luận").is_enabled()
