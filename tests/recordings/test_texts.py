"""A text may hold links to recordings, and nothing that plays by itself; what is compared, read aloud, asked about."""

import pytest

from articles.models import Article
from articles.save_questions import save_questions
from recordings.in_texts import MAX_PER_TEXT, keys_in
from revisions.compare.blocks import blocks_of
from richtext.sanitize import sanitize_html
from tests.factories import EDITOR, WRITER, make_article, make_user

from .factories import figure_of, make_recording, mp3_bytes

LINK = "/video/abcdefghjk/"
STILL = '<img alt="Trụ sở" height="450" src="/media/anh/7a/7af1-1280.webp" width="800">'
FIGURE = (
    f'<figure class="video"><a href="{LINK}" rel="noopener noreferrer">{STILL}</a>'
    "<figcaption>Họp báo</figcaption></figure>"
)
SOUND = '<p class="audio"><a href="/am-thanh/abcdefghjk/" rel="noopener noreferrer">Phát thanh</a></p>'


@pytest.mark.parametrize("html", [FIGURE, SOUND])
def test_what_the_editor_writes_is_stored_as_it_is(html):
    assert sanitize_html(html) == html


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        (FIGURE.replace('class="video"', ""), FIGURE),
        (FIGURE.replace(LINK, f"http://testserver{LINK}"), FIGURE),
        (SOUND.replace(' class="audio"', ' class="audio center"'), SOUND),
        (FIGURE.replace(LINK, "https://evil.example/"), 'class="image"'),
        (FIGURE.replace(LINK, "/video/abc/"), 'class="image"'),
        (FIGURE.replace(LINK, "/am-thanh/abcdefghjk/"), 'class="image"'),
        (f'<figure class="video">{STILL}</figure>', 'class="image"'),
        (SOUND.replace("/am-thanh/abcdefghjk/", "https://evil.example/"), "<p><a"),
        ('<p class="audio">Không có gì.</p>', "<p>Không"),
        ('<p class="audio">Nghe <a href="/am-thanh/abcdefghjk/">bài</a></p>', "<p>Nghe"),
    ],
)
def test_the_two_classes_stand_on_links_to_recordings_alone(html, stored):
    cleaned = sanitize_html(html)

    assert stored in cleaned
    if stored not in (FIGURE, SOUND):
        assert 'class="video"' not in cleaned
        assert 'class="audio"' not in cleaned
    assert sanitize_html(cleaned) == cleaned


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://www.youtube.com/embed/x"></iframe>',
        '<video src="/media/a.mp4" autoplay></video>',
        '<audio src="/media/a.mp3" autoplay></audio>',
        '<details open ontoggle="ran()"><summary>x</summary></details>',
        f'<a href="{LINK}" data-player="video" class="play">x</a>',
    ],
)
def test_nothing_that_plays_or_opens_is_stored(html):
    cleaned = sanitize_html(f"<p>a</p>{html}")

    assert not any(word in cleaned for word in ("<iframe", "<video", "<audio", "<details", "data-player", "play"))


def test_a_text_names_each_recording_once_and_not_more_than_it_may():
    several = "".join(SOUND.replace("abcdefghjk", f"{number:010}") for number in range(300))

    assert keys_in(FIGURE + FIGURE + SOUND) == ["abcdefghjk"]
    assert keys_in("<p>/video/abcdefghjk/</p>") == []
    assert len(keys_in(several)) == MAX_PER_TEXT


def test_another_video_under_the_same_still_is_another_block():
    before, after = (blocks_of(FIGURE.replace("abcdefghjk", key), is_stored=True) for key in ("a" * 10, "b" * 10))

    assert before != after
    assert before[0].texts == ["Video: Họp báo"]


@pytest.mark.django_db
class TestAQuestionBeforeASave:
    @pytest.fixture
    def hoa(self):
        return make_user(EDITOR)

    def asked(self, article, after, by):
        changed = Article.objects.get(pk=article.pk)
        for name, value in after.items():
            setattr(changed, name, value)
        return [question.sentence for question in save_questions(article, changed, by=by)]

    def test_a_video_without_transcript_is_asked_about_when_the_article_is_published(self, hoa):
        recording = make_recording(title="Trả lời dân")
        article = make_article(status="review", published_at=None, body=figure_of(recording))

        [sentence] = self.asked(article, {"status": "published"}, hoa)

        assert sentence.startswith("Video “Trả lời dân” chưa có lời thoại")
        assert sentence.endswith("Lưu như vậy?")

    def test_and_when_it_comes_into_one_that_readers_see(self, hoa):
        article = make_article()
        recording = make_recording(file=mp3_bytes(), still=None, title="Phát thanh")

        [sentence] = self.asked(article, {"body": article.body + figure_of(recording)}, hoa)

        assert "Video, âm thanh “Phát thanh”" in sentence

    def test_not_again_at_each_save_and_not_of_a_draft_or_one_with_a_transcript(self, hoa):
        silent, spoken = make_recording(), make_recording(transcript="Xin chào.")
        shown = make_article(body=figure_of(silent))
        draft = make_article(status="draft", published_at=None, created_by=hoa)

        assert self.asked(shown, {"title": "Tiêu đề khác"}, hoa) == []
        assert self.asked(draft, {"body": figure_of(silent)}, hoa) == []
        assert self.asked(make_article(), {"body": "<p>a</p>" + figure_of(spoken)}, hoa) == []

    def test_without_a_recording_it_asks_no_query(self, hoa, django_assert_num_queries):
        article = make_article()

        with django_assert_num_queries(1):  # the row itself
            assert self.asked(article, {"body": "<p>Khác một chút.</p>"}, hoa) == []

    def test_an_article_in_review_is_asked_about_as_well(self):
        nhung = make_user(WRITER)
        article = make_article(status="draft", published_at=None, created_by=nhung, body=figure_of(make_recording()))

        assert len(self.asked(article, {"status": "review"}, nhung)) == 1
