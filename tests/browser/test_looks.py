"""The walks of axe-core load a page once and turn it: it must then look as after loading in that look."""

import pytest
from django.conf import settings

from sample.management.commands.screenshots import session_of
from tests.axe import DARK_PHONE, LIGHT_WIDE, STRONG, look_at, settle
from tests.factories import WEBMASTER, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAINTED = """(part) => [...document.querySelectorAll(`${part}, ${part} *`)].map((each) => {
  const style = getComputedStyle(each), box = each.getBoundingClientRect();
  return [each.tagName, style.display, style.color, style.backgroundColor, style.borderColor,
    style.fontSize, Math.round(box.width), Math.round(box.height)].join(" ");
})"""


def loaded(visitor, path, look, cookies=()):
    page = visitor(viewport=look.size, color_scheme=look.scheme, reduced_motion="reduce")
    page.context.add_cookies(cookies)
    for name in ("text", "contrast"):
        page.add_init_script(f"localStorage.setItem('display-{name}', '{getattr(look, name)}')")
    page.goto(path)
    settle(page)
    return page


@pytest.mark.parametrize("look", [DARK_PHONE, STRONG])
def test_a_page_for_readers_follows_by_css_alone(visitor, portal, look):
    path = portal.category.get_absolute_url()
    page = loaded(visitor, path, LIGHT_WIDE)
    before = page.evaluate(PAINTED, "body")

    look_at(page, look)

    assert page.evaluate(PAINTED, "body") == loaded(visitor, path, look).evaluate(PAINTED, "body") != before


@pytest.mark.parametrize(
    ("path", "part"), [("/quan-tri/thong-ke/nguon/", ".stats"), ("/quan-tri/binh-luan/", ".queue")]
)
def test_a_page_of_the_admin_follows_the_choice_of_its_theme(visitor, portal, live_server, path, part):
    make_user(WEBMASTER, username="web", is_superuser=True)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of("web"), "url": live_server.url}
    page = loaded(visitor, path, LIGHT_WIDE, [cookie])
    before = page.evaluate(PAINTED, part)

    look_at(page, DARK_PHONE)

    as_loaded = loaded(visitor, path, DARK_PHONE, [cookie]).evaluate(PAINTED, part)
    assert page.evaluate(PAINTED, part) == as_loaded != before
