"""What moves is a still picture until a reader asks: by mouse, by keyboard, without a script, on a small screen."""

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from tests.axe import problems
from tests.factories import make_article, make_category, make_site
from tests.uploads.marked_pictures import BLUE, GREEN, RED, animation_of, marked
from uploads.images import store_image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXTS = {"alt": "Cờ bay trên trụ sở", "credit": "Ảnh: Thùy Nhung"}
OVER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def moving(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    frames = [marked(900, 600, corners=(colour,) * 4) for colour in (RED, GREEN, BLUE)]
    return store_image(ContentFile(animation_of(frames, loop=0), name="cờ.gif"), **TEXTS)


@pytest.fixture
def address(moving):
    make_site(standing_body="Sở Nội vụ tỉnh Sông Lam")
    picture = f'<img src="{moving.url}" alt="{moving.alt}" width="{moving.width}" height="{moving.height}">'
    body = f"<p>Lễ chào cờ.</p><figure>{picture}<figcaption>Sáng 20/11.</figcaption></figure><p>Hết.</p>"
    return make_article(body=body, cover=moving, category=make_category()).get_absolute_url()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_before_a_press_and_a_press_stops_it_again(visitor, address, moving, motion):
    asked = []
    page = visitor(viewport={"width": 390, "height": 844}, reduced_motion=motion)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.locator("figure").last.scroll_into_view_if_needed()
    expect(page.get_by_role("link", name="Xem ảnh động")).to_have_count(2)
    assert not [url for url in asked if url.endswith(moving.animation_url)]
    assert page.evaluate(OVER) <= 0
    assert problems(page, "main") == []

    picture = page.locator(".prose figure img")
    page.locator(".prose").get_by_role("link", name="Xem ảnh động").focus()
    page.keyboard.press("Enter")
    stop = page.locator(".prose").get_by_role("button", name="Dừng ảnh động")
    expect(stop).to_be_focused()
    expect(picture).to_have_attribute("src", f"{page.url.split('/bai-viet/')[0]}{moving.animation_url}")
    page.keyboard.press("Space")
    expect(picture).to_have_attribute("src", moving.url)
    expect(page.locator(".prose").get_by_role("button", name="Xem ảnh động")).to_be_focused()
    assert problems(page, "main") == []


def test_without_a_script_the_link_leads_to_the_animation(visitor, address, moving):
    page = visitor(java_script_enabled=False)
    page.goto(address)

    with page.expect_navigation():
        page.locator(".cover").get_by_role("link", name="Xem ảnh động").click()

    assert page.url.endswith(moving.animation_url)
