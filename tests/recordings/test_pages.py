"""What readers get: a still and words before the press, the player behind it, and nobody else asked until then."""

import json
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html

from articles.models import Article, Page
from cchc_portal.serving import content_version
from recordings.models import Recording
from recordings.taking_in import Words, changed_words
from tests.factories import make_article, make_image, make_site
from uploads.models import FileCheck
from uploads.rechecks import recheck
from uploads.serving import RECORDING_PART_BYTES
from uploads.usage import rows_using

from .factories import box, figure_of, make_recording, mp3_bytes, mp4_bytes, track

pytestmark = pytest.mark.django_db
KEY = "dQw4w9WgXcQ"
SAID = "Hồ sơ được trả trong buổi sáng.\n\nBà con không phải đi lại lần thứ hai."


@pytest.fixture(autouse=True)
def site():
    return make_site()


def article_with(*recordings, **fields):
    return make_article(body="<p>Mở đầu.</p>" + "".join(map(figure_of, recordings)), **fields)


def read(client, address):
    answer = client.get(address)
    return answer, lxml_html.fromstring(answer.content.decode())


def policy(answer, directive):
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].replace(",", ";").split(";"))
    return next((words[1:] for words in parts if words and words[0] == directive), None)


class TestInAnArticle:
    def test_a_video_is_a_still_with_its_words_and_a_link_to_its_player(self, client):
        recording = make_recording(
            f"https://youtu.be/{KEY}", title="Trả lời về đất đai", length="3:12", transcript=SAID
        )

        _, page = read(client, article_with(recording).get_absolute_url())
        [figure] = page.find_class("video")

        [link] = figure.find_class("play")
        assert link.get("href") == f"/video/{recording.key}/phat/"
        assert link.get("data-player") == "video"
        assert link.find("img").get("srcset")
        assert link.text_content().strip() == "Xem video (3:12)"
        assert "Trả lời về đất đai" in figure.find("figcaption").text_content()
        assert "Video trên YouTube; bấm xem thì máy bạn kết nối tới youtube.com." in figure.text_content()
        details = figure.getnext()
        assert (details.tag, details.get("class")) == ("details", "transcript")
        assert [part.text_content() for part in details] == ["Lời thoại của video", *SAID.split("\n\n")]

    def test_a_sound_recording_is_its_title_with_a_link(self, client):
        recording = make_recording(file=mp3_bytes(), still=None, title="Hỏi đáp trên sóng", transcript=SAID)

        _, page = read(client, article_with(recording).get_absolute_url())
        [paragraph] = page.find_class("audio")

        assert paragraph.find("a").get("href") == f"/am-thanh/{recording.key}/phat/"
        assert paragraph.find("a").text_content() == "Hỏi đáp trên sóng Nghe (0:10)"
        assert paragraph.getnext().find("summary").text == "Lời thoại của âm thanh"
        assert "kết nối tới" not in paragraph.text_content()

    def test_no_other_host_stands_in_it_but_as_words(self, client):
        answer, page = read(client, article_with(make_recording(f"https://youtu.be/{KEY}")).get_absolute_url())

        assert KEY not in answer.content.decode()
        assert not [link for _, _, link, _ in page.iterlinks() if "youtube" in link or "vimeo" in link]
        assert "youtube" not in answer.headers["Content-Security-Policy"]

    def test_its_policy_is_that_of_every_page(self, client):
        with_one, _ = read(client, article_with(make_recording()).get_absolute_url())
        without, _ = read(client, make_article().get_absolute_url())

        assert policy(with_one, "frame-src") == ["'self'"]
        assert with_one.headers["Content-Security-Policy"] == without.headers["Content-Security-Policy"]

    def test_it_costs_one_query_more_however_many_there_are(self, client, nothing_expires):
        several = article_with(*(make_recording() for _ in range(8)))
        client.get(several.get_absolute_url())

        counts = []
        for article in (make_article(), article_with(make_recording()), several):
            with CaptureQueriesContext(connection) as queries:
                client.get(article.get_absolute_url())
            counts.append(len(queries))

        assert counts == [counts[0], counts[0] + 1, counts[0] + 1]

    def test_one_that_is_gone_leaves_its_still_and_says_so(self, client):
        recording = make_recording()
        article = article_with(recording)
        Recording.objects.all().delete()

        _, page = read(client, article.get_absolute_url())
        [figure] = page.find_class("video")

        assert not figure.findall(".//a")
        assert figure.find(".//img") is not None
        assert "Video này không còn trên trang tin." in figure.text_content()

    def test_a_static_page_shows_one_too(self, client):
        page = Page.objects.create(title="Giới thiệu", body=figure_of(make_recording()))

        answer, shown = read(client, page.get_absolute_url())

        assert shown.find_class("play")
        assert policy(answer, "frame-src") == ["'self'"]

    def test_machines_are_told_of_the_video(self, client):
        recording = make_recording(file=mp4_bytes(), title="Trả lời về đất đai")

        _, page = read(client, article_with(recording).get_absolute_url())
        described = [json.loads(script.text) for script in page.xpath("//script[@type='application/ld+json']")]
        [video] = next(each["video"] for each in described if each["@type"] == "NewsArticle")

        assert (video["name"], video["duration"]) == ("Trả lời về đất đai", "PT192S")
        assert video["embedUrl"] == f"http://testserver/video/{recording.key}/phat/"
        assert video["contentUrl"].startswith("http://testserver/media/video/")


class TestItsOwnPages:
    def test_its_page_shows_still_title_and_transcript_and_is_not_listed(self, client):
        recording = make_recording(title="Trả lời về đất đai", transcript=SAID, length="3:12")

        answer, page = read(client, recording.get_absolute_url())

        assert page.find(".//h1").text == "Trả lời về đất đai"
        assert [part.text for part in page.xpath("//h2[.='Lời thoại']/following-sibling::p")] == SAID.split("\n\n")
        assert page.find_class("play")[0].get("href") == recording.player_url
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
        assert "youtube.com." in page.find_class("connects")[0].text_content()
        assert policy(answer, "frame-src") == ["'self'"]

    def test_its_page_leads_back_to_the_portal(self, client):
        _, page = read(client, make_recording().get_absolute_url())

        [crumbs] = page.find_class("breadcrumbs")
        assert [part.text_content().strip() for part in crumbs.iter("li")] == ["Trang chủ", "Video"]
        assert page.xpath("//p[contains(@class, 'recording-ways')]/a/@href") == ["/", "/tim-kiem/"]

    def test_the_title_of_a_sound_stands_once(self, client):
        recording = make_recording(file=mp3_bytes(), still=None, title="Hỏi đáp trên sóng")

        _, page = read(client, recording.get_absolute_url())
        [link] = page.find_class("play")

        assert link.text_content().strip() == "Hỏi đáp trên sóng Nghe (0:10)"
        assert link.find("span").get("class") == "hidden-text"

    @pytest.mark.parametrize("of", [{}, {"file": mp4_bytes()}, {"file": mp3_bytes(), "still": None}])
    def test_its_player_is_no_dead_end_without_a_script(self, client, of):
        recording = make_recording(**of)

        _, page = read(client, recording.player_url)
        [main] = page.iter("main")

        assert main.find("h1").text == recording.title
        assert "hidden-text" not in (main.find("h1").get("class") or "")
        assert main.xpath(".//a/@href") == [recording.get_absolute_url(), "/"]

    @pytest.mark.parametrize(
        ("address", "framed", "host"),
        [
            (f"https://youtu.be/{KEY}", f"https://www.youtube-nocookie.com/embed/{KEY}?autoplay=1", None),
            (
                "https://vimeo.com/76979871/8272103f6e",
                "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
                None,
            ),
            ("https://video.songlam.example/nhung/1?a=2", "https://video.songlam.example/nhung/1?a=2", None),
        ],
    )
    def test_its_player_alone_names_the_provider(self, client, settings, address, framed, host):
        settings.VIDEO_HOSTS = ["video.songlam.example"]
        recording = make_recording(address)

        answer, page = read(client, recording.player_url)
        [frame] = page.iter("iframe")

        assert frame.get("src").startswith(framed)
        assert policy(answer, "frame-src") == ["/".join(framed.split("/")[:3])]
        assert policy(answer, "frame-ancestors") == ["'self'"]
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert frame.get("title") == recording.title
        assert "allow-top-navigation" not in frame.get("sandbox")
        assert not list(page.iter("script"))

    def test_a_file_of_our_own_plays_in_the_browsers_own_player(self, client):
        recording = make_recording(file=mp4_bytes())

        answer, page = read(client, recording.player_url)
        [video] = page.iter("video")

        assert video.get("src") == recording.file.url
        assert video.get("poster") == recording.still.url
        assert policy(answer, "media-src") == ["'self'"]
        assert policy(answer, "frame-src") == ["'none'"]

    def test_so_does_one_on_a_server_of_ours(self, client, settings):
        settings.VIDEO_HOSTS = ["video.songlam.example"]
        recording = make_recording("https://video.songlam.example/hop.mp3", still=None)

        answer, page = read(client, recording.player_url)

        assert next(page.iter("audio")).get("src") == "https://video.songlam.example/hop.mp3"
        assert policy(answer, "media-src") == ["https://video.songlam.example"]

    def test_a_server_that_is_trusted_no_more_is_asked_no_more(self, client, settings):
        settings.VIDEO_HOSTS = ["video.songlam.example"]
        recording = make_recording("https://video.songlam.example/hop.mp4")
        article = article_with(recording)
        settings.VIDEO_HOSTS = []

        _, player = read(client, recording.player_url)
        _, page = read(client, recording.get_absolute_url())
        _, shown = read(client, article.get_absolute_url())

        assert not [*player.iter("video"), *player.iter("iframe")]
        assert "không còn được nhận" in player.text_content()
        assert not page.find_class("play")
        assert not shown.find_class("play")

    @pytest.mark.parametrize("address", ["/video/{}/", "/video/{}/phat/", "/am-thanh/{}/", "/am-thanh/{}/phat/"])
    def test_nothing_is_at_an_address_that_nobody_was_given(self, client, address):
        recording = make_recording()
        wrong = address.format("a" * 10)
        other_kind = address.format(recording.key)

        assert client.get(wrong).status_code == HTTPStatus.NOT_FOUND
        expected = HTTPStatus.OK if address.startswith("/video") else HTTPStatus.NOT_FOUND
        assert client.get(other_kind).status_code == expected

    def test_the_player_costs_one_query(self, client, django_assert_num_queries):
        recording = make_recording()

        with django_assert_num_queries(1):
            client.get(recording.player_url)

    def test_keys_are_not_to_be_guessed(self):
        keys = {make_recording().key for _ in range(20)}

        assert len(keys) == 20
        assert all(len(key) == 10 for key in keys)


class TestItsFile:
    def test_it_is_served_in_ranges_that_hold_no_more_than_a_part(self, client):
        recording = make_recording(file=mp4_bytes(after=box(b"free", bytes(3 * 1024 * 1024))))
        size = recording.size

        first = client.get(recording.file.url, headers={"Range": "bytes=0-"})
        end = client.get(recording.file.url, headers={"Range": "bytes=-100"})
        whole = client.get(recording.file.url)

        assert first.status_code == HTTPStatus.PARTIAL_CONTENT
        assert first.headers["Content-Range"] == f"bytes 0-{RECORDING_PART_BYTES - 1}/{size}"
        assert len(first.content) == RECORDING_PART_BYTES
        assert end.headers["Content-Range"] == f"bytes {size - 100}-{size - 1}/{size}"
        assert first.headers["Content-Type"] == "video/mp4"
        assert first.headers["X-Content-Type-Options"] == "nosniff"
        assert whole.headers["Accept-Ranges"] == "bytes"
        assert len(b"".join(whole.streaming_content)) == size

    @pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
    def test_a_range_that_is_not_there_is_refused(self, client, asked):
        recording = make_recording(file=mp4_bytes())

        answer = client.get(recording.file.url, headers={"Range": asked})

        assert answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE

    def test_what_a_telephone_noted_is_not_in_it(self, client):
        recording = make_recording(file=mp4_bytes(udta=box(b"\xa9xyz", b"+18.6796+105.6813/")))

        with recording.file.open() as file:
            assert b"18.6796" not in file.read()


class TestWhatIsKept:
    @pytest.mark.django_db(transaction=True)
    def test_pages_in_memory_end_when_a_recording_changes(self):
        recording = make_recording()
        before = content_version.watch().get().stamp

        changed_words(recording, Words("Tên mới", recording.still))

        assert content_version.watch().get().stamp != before

    def test_stored_files_are_looked_at_again_by_their_own_check(self):
        good, bad = make_recording(file=mp4_bytes()), make_recording(file=mp3_bytes(), still=None)
        with open(bad.file.path, "wb") as file:
            file.write(b"khac" * 100)

        assert recheck(10) == (2, 1)
        assert FileCheck.objects.get(name=good.file.name).refusal == ""
        assert "không phải video hay âm thanh" in FileCheck.objects.get(name=bad.file.name).refusal


class TestSearchAndPublishing:
    def test_an_article_is_found_by_what_is_said_in_its_video(self, client):
        recording = make_recording(transcript="Thủ tục cấp giấy chứng nhận quyền sử dụng đất rút còn bảy ngày.")
        article = article_with(recording, title="Hỏi đáp trực tuyến")

        page = client.get("/tim-kiem/", {"q": "chứng nhận quyền sử dụng đất"}).content.decode()

        assert article.title in page

    def test_and_by_what_is_typed_later(self, client):
        recording = make_recording()
        article = article_with(recording, title="Hỏi đáp trực tuyến")
        saved_at = article.saved_at

        changed_words(recording, Words(recording.title, recording.still, "Rút còn bảy ngày làm việc."))

        assert article.title in client.get("/tim-kiem/", {"q": "bảy ngày làm việc"}).content.decode()
        assert Article.objects.get(pk=article.pk).saved_at == saved_at

    def test_the_still_of_a_video_is_a_used_picture(self):
        still = make_image()
        recording = make_recording(still=still)

        assert recording in rows_using(still)

    def test_a_second_video_of_the_same_address_is_the_one_that_is_there(self):
        first = make_recording(f"https://youtu.be/{KEY}", title="Một")
        second = make_recording(f"https://www.youtube.com/watch?v={KEY}", title="Hai")

        assert second == first
        assert second.title == "Một"

    def test_a_second_copy_of_the_same_file_too(self):
        content = mp4_bytes(track())

        assert make_recording(file=content) == make_recording(file=content)
        assert Recording.objects.count() == 1
