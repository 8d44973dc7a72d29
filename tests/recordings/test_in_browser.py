"""Videos and sound recordings in Chromium: put into a text by the dialog, and played by readers behind one press."""

import base64
from functools import partial

import pytest
from playwright.sync_api import expect

from articles.models import Article
from recordings.models import Recording
from tests.axe import DARK_PHONE, LIGHT_WIDE, STRONG, problems, problems_in
from tests.factories import EDITOR, make_article, make_image, make_site, make_user
from tests.newsroom.copies.test_lost_pages import desk
from tests.newsroom.forms_in_admin import page_of
from tests.richtext.test_editor_in_browser import DROP
from tests.waiting import wait_until

from .factories import figure_of, make_recording, mp3_bytes

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = "dQw4w9WgXcQ"
PHONE = {"width": 390, "height": 844}


def html_in(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def dialog(page, name="Video, âm thanh"):
    return page.get_by_role("dialog", name=name, exact=True)


class TestTheDesk:
    @pytest.fixture
    def page(self, desk):
        make_site()
        make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
        self.still = make_image(alt="Trụ sở xã Bến Lam")
        self.article = make_article(title="Bến Lam", body="<p>Bà Hạnh cười.</p>")
        page = desk("hoa", page_of(self.article))
        page.locator(".cke_wysiwyg_div").click()
        return page

    def choose_still(self, page):
        dialog(page).get_by_role("button", name="Chọn ảnh đại diện").click()
        page.get_by_role("dialog", name="Ảnh", exact=True).locator(".images-tile").click()
        expect(dialog(page).get_by_alt_text("Trụ sở xã Bến Lam")).to_be_visible()

    def test_an_address_that_is_not_taken_is_said_once_it_is_left(self, page):
        page.click(".cke_button__portalrecordings")
        box = dialog(page)
        address = box.get_by_label("Địa chỉ")
        address.fill("https://www.facebook.com/watch/?v=1")
        address.press("Tab")
        expect(box.get_by_role("alert").filter(has_text="không nhận video từ “www.facebook.com”")).to_be_visible()
        expect(address).to_have_attribute("aria-invalid", "true")

        address.fill(f"https://youtu.be/{KEY}")
        expect(box.get_by_role("alert").filter(has_text="facebook")).to_have_count(0)

    def test_an_address_becomes_a_still_in_the_text_that_is_edited_and_removed(self, page):
        asked = []
        page.on("request", lambda request: asked.append(request.url))

        page.click(".cke_button__portalrecordings")
        box = dialog(page)
        box.get_by_role("button", name="Thêm vào bài").click()
        address = box.get_by_label("Địa chỉ")
        expect(box.get_by_role("alert")).to_contain_text("Hãy dán địa chỉ của video")
        expect(box.get_by_role("alert")).to_be_in_viewport(ratio=1)
        expect(address).to_be_focused()
        expect(address).to_have_attribute("aria-invalid", "true")
        assert address.evaluate("field => field.parentElement.contains(document.querySelector('#recordings-error'))")
        expect(box.get_by_role("button", name="Thêm vào bài")).to_be_in_viewport(ratio=1)
        box.get_by_label("Địa chỉ").fill(f"https://youtu.be/{KEY}")
        box.get_by_label("Tên").fill("Trả lời dân")
        box.get_by_label("Thời lượng").fill("3:12")
        box.get_by_role("button", name="Thêm vào bài").click()
        expect(box.get_by_role("alert")).to_contain_text("Hãy chọn ảnh đại diện")
        expect(box.get_by_role("alert")).to_be_in_viewport(ratio=1)
        assert address.get_attribute("aria-invalid") is None
        self.choose_still(page)
        looked = partial(problems, context="dialog[open]")
        assert problems_in(page, [DARK_PHONE, LIGHT_WIDE], looked) == {}
        box.get_by_role("button", name="Thêm vào bài").click()
        expect(box).to_have_count(0)

        recording = Recording.objects.get()
        stored = html_in(page)
        assert f'<figure class="video"><a href="/video/{recording.key}/"><img' in stored
        assert f'<figcaption>Trả lời dân <span class="credit">{self.still.credit}</span></figcaption>' in stored

        page.locator(".cke_wysiwyg_div figure.video img").dblclick()
        box = dialog(page, "Sửa video, âm thanh")
        box.get_by_label("Tên").fill("Chủ tịch trả lời dân")
        box.get_by_label("Lời thoại").fill("Xin chào bà con.")
        box.get_by_role("button", name="Lưu").click()
        expect(box).to_have_count(0)
        assert "Chủ tịch trả lời dân" in html_in(page)
        recording.refresh_from_db()
        assert recording.transcript == "Xin chào bà con."

        page.get_by_role("button", name="Lưu và sửa tiếp").click()
        wait_until(lambda: recording.key in Article.objects.get().body, what=lambda: Article.objects.get().body)
        assert 'class="video"' in Article.objects.get().body
        assert not [address for address in asked if "youtu" in address.split("/")[2]]

    def test_by_the_keyboard_it_is_removed_and_comes_back_by_undo(self, page):
        recording = make_recording()
        page.evaluate("html => CKEDITOR.instances.id_body.setData(html)", f"<p>a</p>{figure_of(recording)}")
        page.locator(".cke_wysiwyg_div figure.video img").click()

        page.keyboard.press("Delete")
        assert "video" not in html_in(page)
        page.keyboard.press("Control+z")
        assert f"/video/{recording.key}/" in html_in(page)
        assert page_of(self.article) in page.url

    def test_a_file_is_sent_with_its_way_shown_and_what_was_typed_stays_after_esc(self, page):
        page.click(".cke_button__portalrecordings")
        box = dialog(page)
        sound = {"name": "phat-thanh.mp3", "mimeType": "audio/mpeg", "buffer": mp3_bytes()}
        box.get_by_label("Hoặc tệp").set_input_files(sound)
        box.get_by_label("Tên").fill("Phát thanh Bến Lam")
        page.keyboard.press("Escape")
        page.click(".cke_button__portalrecordings")
        expect(box.get_by_label("Tên")).to_have_value("Phát thanh Bến Lam")
        expect(box.get_by_text("Đã chọn “phat-thanh.mp3”.")).to_be_visible()

        box.get_by_role("button", name="Thêm vào bài").click()
        expect(box).to_have_count(0)

        recording = Recording.objects.get()
        assert f'<p class="audio"><a href="/am-thanh/{recording.key}/">Phát thanh Bến Lam</a></p>' in html_in(page)

    def test_a_file_above_the_limit_is_refused_before_it_is_sent(self, page):
        page.evaluate("CKEDITOR.instances.id_body.config.portalRecordingMaxBytes = 1000")
        page.click(".cke_button__portalrecordings")
        box = dialog(page)
        sound = {"name": "phat-thanh.mp3", "mimeType": "audio/mpeg", "buffer": mp3_bytes()}
        box.get_by_label("Hoặc tệp").set_input_files(sound)
        box.get_by_label("Tên").fill("Phát thanh")

        box.get_by_role("button", name="Thêm vào bài").click()

        expect(box.get_by_role("alert").last).to_contain_text("“phat-thanh.mp3” nặng 163 KB, quá giới hạn 1 KB.")
        assert not Recording.objects.exists()

    def test_a_file_that_is_dropped_opens_the_dialog_with_it(self, page):
        content = base64.b64encode(mp3_bytes()).decode()
        text = page.locator(".cke_wysiwyg_div")
        text.evaluate(DROP, [content, "Phát thanh 118.mp3", "audio/mpeg", "drop"])

        box = dialog(page)
        expect(box.get_by_text("Đã chọn “Phát thanh 118.mp3”.")).to_be_visible()
        expect(box.get_by_label("Tên")).to_have_value("Phát thanh 118")
        box.get_by_role("button", name="Thêm vào bài").click()
        expect(box).to_have_count(0)

        assert Recording.objects.get().get_absolute_url() in html_in(page)

    def test_one_of_the_library_is_found_and_used_again(self, page):
        recording = make_recording(title="Họp báo tháng mười")
        page.click(".cke_button__portalrecordings")
        dialog(page).get_by_role("button", name="Đã có trong thư viện").click()
        dialog(page).get_by_label("Tìm video, âm thanh").fill("hop bao")
        dialog(page).get_by_role("button", name="Họp báo tháng mười").click()
        expect(dialog(page)).to_have_count(0)

        assert recording.get_absolute_url() in html_in(page)


class TestReaders:
    @pytest.fixture(autouse=True)
    def site(self):
        make_site()

    def window(self, open_window, **options):
        page = open_window(**options)
        page.elsewhere = []

        def refuse(route):
            page.elsewhere.append(route.request.url)
            route.abort()

        page.context.route(lambda url: "youtube" in url, refuse)
        return page

    def test_nobody_else_is_asked_before_the_press_and_then_only_from_the_frame(self, open_window):
        recording = make_recording(f"https://youtu.be/{KEY}", title="Trả lời", length="3:12")
        article = make_article(body=figure_of(recording))
        page = self.window(open_window)
        page.goto(article.get_absolute_url(), wait_until="networkidle")
        assert page.elsewhere == []

        page.get_by_role("link", name="Xem video (3:12)").press("Enter")
        frame = page.frame_locator("iframe.player-frame")
        expect(frame.locator("iframe")).to_have_count(1)

        wait_until(lambda: page.elsewhere or page.wait_for_timeout(20))  # events come while Playwright waits
        assert page.elsewhere[0].startswith(f"https://www.youtube-nocookie.com/embed/{KEY}")
        expect(page.locator("iframe.player-frame")).to_have_attribute("title", "Trả lời")
        box = page.locator("iframe.player-frame").bounding_box()
        assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.02)

    def test_a_sound_recording_of_ours_plays(self, open_window):
        article = make_article(body=figure_of(make_recording(file=mp3_bytes(2000), still=None, title="Phát thanh")))
        page = self.window(open_window, viewport=PHONE)
        page.goto(article.get_absolute_url())

        page.get_by_role("link", name="Nghe").click()
        expect(page.get_by_text("Phát thanh", exact=True)).to_be_visible()
        expect(page.locator("iframe.player-frame")).to_have_attribute("title", "Phát thanh")
        sound = page.frame_locator("iframe.player-frame").locator("audio")
        expect(sound).to_be_visible()

        wait_until(lambda: sound.evaluate("sound => sound.duration") > 50)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    def test_without_a_script_the_same_link_leads_to_the_player(self, open_window):
        recording = make_recording(f"https://youtu.be/{KEY}", transcript="Xin chào bà con.")
        article = make_article(body=figure_of(recording))
        page = self.window(open_window, java_script_enabled=False)
        page.goto(article.get_absolute_url())

        page.get_by_text("Lời thoại của video").click()
        expect(page.get_by_text("Xin chào bà con.")).to_be_visible()
        assert page.elsewhere == []
        with page.expect_navigation(url=f"**{recording.player_url}"):
            page.get_by_role("link", name="Xem video").click()

        expect(page.locator("iframe")).to_have_attribute("title", recording.title)

    def test_the_pages_are_without_barriers(self, open_window):
        recording = make_recording(transcript="Xin chào bà con.", length="3:12")
        sound = make_recording(file=mp3_bytes(), still=None, transcript="Xin chào.")
        article = make_article(body=figure_of(recording) + figure_of(sound))
        page = self.window(open_window)

        own_pages = (recording.get_absolute_url(), sound.get_absolute_url(), sound.player_url)
        for address in (article.get_absolute_url(), *own_pages):
            page.goto(address)
            assert problems_in(page, [LIGHT_WIDE, STRONG, DARK_PHONE]) == {}, address
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
