"""axe-core on every kind of page, in three looks: nothing to mend, of any impact."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stats.imports.history import add_days
from stats.rollup import ranking
from tests.axe import DARK_PHONE, LIGHT_WIDE, STRONG, look_at, problems, settle
from tests.factories import make_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [LIGHT_WIDE, DARK_PHONE, STRONG]
PARTS = 3  # of the pages, each with a test of its own
BOTTOM = "scrollTo(0, document.documentElement.scrollHeight)"


@pytest.fixture
def paths(portal):
    gone = make_article(expires_at=timezone.now())
    article = portal.get_absolute_url()
    add_days(articles=[(timezone.localdate() - timedelta(days=days), portal.pk, 5, 5) for days in (0, 3, 20)])
    ranking.refresh()
    return [
        "/",
        article,
        portal.category.get_absolute_url(),
        "/chuyen-muc/thu-tuc-hanh-chinh/?trang=2",
        "/chuyen-muc/thu-tuc-hanh-chinh/?trang=abc",
        "/su-kien/",
        portal.event.get_absolute_url(),
        "/tac-gia/thuy-nhung/",
        "/the/mot-cua/",
        "/trang/gioi-thieu/",
        "/so-do-trang/",
        "/tu-viet-tat/",
        "/tu-viet-tat/tim/?q=cải",
        "/thong-ke/",
        "/thong-ke/cach-tinh/",
        "/tim-kiem/?q=ket+qua",
        "/tim-kiem/?q=khongcotunay&tu=31/02/2026",
        f"/binh-luan/{portal.pk}/",
        "/khong-co-trang-nay/",
        gone.get_absolute_url(),
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_no_violation(visitor, paths, part):
    page = visitor(viewport=LIGHT_WIDE.size, reduced_motion="reduce")

    found = {}
    for path in paths[part::PARTS]:
        page.goto(path)
        page.evaluate("document.querySelector('[data-comment-area]')?.scrollIntoView()")
        page.locator("[data-comment-link]").wait_for(state="detached")
        page.evaluate(BOTTOM)
        settle(page)
        for look in LOOKS:
            look_at(page, look)
            page.evaluate(BOTTOM)
            if violations := problems(page):
                found[path, look] = violations

    assert not found


def test_the_comment_form_with_its_errors_has_no_violation(visitor, portal):
    page = visitor()
    page.goto(f"/binh-luan/{portal.pk}/")
    page.get_by_role("button", name="Gửi bình luận").click()
    page.locator(".note-error").wait_for()

    assert not problems(page)
