"""What a save is asked about, and what it is not."""

from copy import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.save_questions import save_questions
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN
from tests.factories import EDITOR, make_article, make_category, make_event, make_image, make_user

pytestmark = pytest.mark.django_db
DAY, YEAR = timedelta(days=1), timedelta(days=365)


def words(number):
    return f"<p>{' '.join(['chữ'] * number)}</p>"


def ask(article, by=None, *, lost_tags=(), lost_attachments=(), **changes):
    """The questions about `article` saved with `changes`."""
    after = copy(article)
    for name, value in changes.items():
        setattr(after, name, value)
    return save_questions(
        article, after, by=by or make_user(EDITOR), lost_tags=lost_tags, lost_attachments=lost_attachments
    )


def sentences(questions):
    return [question.sentence for question in questions]


@pytest.mark.parametrize(
    ("status", "had", "has", "is_asked"),
    [
        (PUBLISHED, 812, 95, True),
        (PUBLISHED, 812, 405, True),
        (PUBLISHED, 812, 406, False),
        (REVIEW, 50, 24, True),
        (REVIEW, 49, 1, False),
        (DRAFT, 812, 95, True),
        (WITHDRAWN, 812, 95, True),
    ],
)
def test_a_text_of_a_colleague_that_shrinks_by_more_than_half_is_asked_about(status, had, has, is_asked):
    asked = ask(make_article(status=status, body=words(had)), body=words(has))

    assert sentences(asked) == [f"Nội dung giảm từ {had} xuống {has} từ. Lưu như vậy?"] * is_asked


@pytest.mark.parametrize(
    ("had", "has", "is_asked"), [(812, 400, False), (812, 170, False), (812, 95, True), (20, 0, False)]
)
def test_of_their_own_draft_people_are_asked_only_when_nearly_all_is_gone(had, has, is_asked):
    author = make_user(EDITOR)
    draft = make_article(status=DRAFT, created_by=author, published_at=None, body=words(had))

    assert bool(ask(draft, author, body=words(has), summary="", byline="", category=make_category())) is is_asked


def test_a_text_that_is_all_gone_is_called_so():
    author = make_user(EDITOR)
    draft = make_article(status=DRAFT, created_by=author, published_at=None, body=words(1_234))

    assert sentences(ask(draft, author, body="")) == ["Toàn bộ 1.234 từ sẽ mất. Lưu như vậy?"]


def test_pictures_that_go_are_counted():
    picture = '<figure><img src="/media/a.jpg" alt="Bến Lam"></figure>'
    article = make_article(body=words(60) + picture * 6)

    assert sentences(ask(article, body=words(60) + picture * 2)) == ["Nội dung giảm từ 6 xuống 2 ảnh. Lưu như vậy?"]
    assert not ask(article, body=words(60) + picture * 3)


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("summary", "Ô “Sapo” sẽ để trống. Lưu như vậy?"),
        ("cover", "Ô “Ảnh đại diện” sẽ để trống. Lưu như vậy?"),
        ("byline", "Ô “Tác giả” sẽ để trống (đang là “Thùy Nhung”). Lưu như vậy?"),
        ("source", "Ô “Nguồn” sẽ để trống (đang là “Theo BBT”). Lưu như vậy?"),
        ("event", "Ô “Sự kiện” sẽ để trống (đang là “Ngày hội Công dân số”). Lưu như vậy?"),
    ],
)
def test_a_field_that_is_emptied_is_asked_about(field, sentence):
    article = make_article(status=REVIEW, cover=make_image(), source="Theo BBT", event=make_event())

    asked = ask(article, **{field: None if field in {"cover", "event"} else ""})

    assert [(one.field, one.sentence) for one in asked] == [(field, sentence)]


def test_attachments_that_all_go_are_named_but_for_a_draft_of_ones_own():
    lost = ["Nghị quyết 18", "Phụ lục"]
    writer = make_user()

    assert sentences(ask(make_article(status=REVIEW), lost_attachments=lost)) == [
        "Bài sẽ không còn tệp đính kèm nào (đang có “Nghị quyết 18”, “Phụ lục”). Lưu như vậy?"
    ]
    own = make_article(status=DRAFT, created_by=writer)
    assert not ask(own, by=writer, lost_attachments=lost)


def test_tags_that_all_go_and_another_category_are_named():
    article = make_article(category=make_category("Chuyển đổi số"))

    asked = ask(article, lost_tags=["một cửa", "tại nhà"], category=make_category("Thủ tục"))

    assert sentences(asked) == [
        "Bài sẽ không còn thẻ nào (đang có “một cửa”, “tại nhà”). Lưu như vậy?",
        "Bài đã xuất bản sẽ chuyển từ chuyên mục “Chuyển đổi số” sang “Thủ tục”. Lưu như vậy?",
    ]
    assert not ask(make_article(status=REVIEW), category=make_category("Khác"))


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"published_at": -2 * YEAR}, "lùi về 2 năm trước"),
        ({"published_at": 2 * YEAR}, "ngày nữa bài mới hiện"),
        ({"published_at": DAY}, "Bài đang hiện sẽ ẩn với bạn đọc"),
        ({"expires_at": -DAY / 48}, "đã qua: bạn đọc sẽ không thấy bài"),
        ({"expires_at": DAY / 24 + timedelta(seconds=30)}, "Bài chỉ hiện 1 giờ"),
    ],
)
def test_an_odd_moment_is_asked_about(changes, part):
    now = timezone.now()

    (question,) = ask(make_article(), **{name: now + span for name, span in changes.items()})

    assert part in question.sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"published_at": timedelta()},
        {"published_at": -30 * DAY},
        {"expires_at": 30 * DAY},
        {"status": WITHDRAWN},
        {"title": "Tiêu đề khác"},
    ],
)
def test_what_editors_do_every_day_is_no_question(changes):
    now = timezone.now()

    assert not ask(
        make_article(),
        **{name: now + value if isinstance(value, timedelta) else value for name, value in changes.items()},
    )


def test_an_old_day_that_stays_is_no_question():
    article = make_article(published_at=timezone.now() - 20 * YEAR, expires_at=timezone.now() - YEAR)

    assert not ask(article, published_at=article.published_at.replace(second=0, microsecond=0), title="Khác")


def test_a_schedule_far_ahead_is_asked_about_when_the_article_is_handed_in_or_published():
    author = make_user(EDITOR)
    draft = make_article(status=DRAFT, created_by=author, published_at=timezone.now() + 70 * YEAR)

    assert not ask(draft, author, title="Khác")
    for target in (REVIEW, PUBLISHED):
        assert [question.field for question in ask(draft, author, status=target)] == ["published_at"]


def test_an_answer_is_for_one_accident_alone():
    article = make_article(body=words(812), created_by=None)

    keys = [ask(article, body=words(number))[0].key for number in (95, 95, 12)]

    assert keys[0] == keys[1] != keys[2]
