"""Answers that the office keeps: offered where one is written, put in behind what is typed, published by a person."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from comments.models import CannedAnswer, Comment
from comments.models.office_words import OFFERED_MAX
from comments.moderation.canned import CHOOSE, GONE
from tests.comments.factories import signed_in, waiting
from tests.factories import EDITOR, make_user

from .moderating import QUEUE

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/comments/cannedanswer/"
TITLE, WORDS = "Giờ làm việc", "Bộ phận Một cửa làm việc từ 7 giờ 30.\nThứ Bảy nghỉ."
SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def canned(db):
    row = CannedAnswer.objects.create(title=TITLE, body=WORDS)
    CannedAnswer.objects.expire()
    return row


def insert(client, comment, key, typed="", **options):
    fields = {"chosen": comment.pk, f"version-{comment.pk}": comment.version, "canned": key, "body": typed}
    return client.post(reverse("queue:insert", args=[comment.pk]), fields, **options)


def archive(comment):
    return reverse("admin:comments_comment_change", args=[comment.pk])


def written(answer):
    """What stands in the field of the answer."""
    html = answer.content.decode()
    return re.search(r'<textarea[^>]*name="body"[^>]*>\s*\n?(.*?)</textarea>', html, re.DOTALL)[1]


def offered(client, address=QUEUE):
    html = client.get(address).content.decode()
    select = re.search(r'<select[^>]*name="canned".*?</select>', html, re.DOTALL)
    return re.findall(r'<option value="\d+">(.*?)</option>', select[0]) if select else None


def test_without_canned_answers_the_forms_are_as_before(staff_client):
    comment = waiting()

    for address in (QUEUE, archive(comment)):
        assert offered(staff_client, address) is None
        assert "Chèn" not in staff_client.get(address).content.decode()


def test_what_the_office_keeps_is_offered_at_once_in_its_order(staff_client):
    comment = waiting()
    for title, position in (("Nơi nộp hồ sơ", 2), ("<Giờ> làm việc", 1), ("Đã thôi dùng", 3)):
        kept = {"title": title, "body": WORDS, "position": position}
        staff_client.post(f"{LIST}add/", kept | ({} if title == "Đã thôi dùng" else {"is_active": "on"}))

    expected = [escape("<Giờ> làm việc"), "Nơi nộp hồ sơ"]
    assert offered(staff_client) == offered(staff_client, archive(comment)) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda client, row: client.post(f"{LIST}{row.pk}/change/", {"title": TITLE, "body": WORDS, "position": 1}),
        lambda client, row: client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}),
        lambda client, row: client.post(
            LIST, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
        ),
    ],
    ids=["switched off", "deleted", "deleted with others"],
)
def test_what_is_kept_no_more_is_offered_no_more_and_said_so(staff_client, canned, change):
    comment = waiting()
    assert offered(staff_client) == [TITLE]

    change(staff_client, canned)

    assert offered(staff_client) is None
    assert insert(staff_client, comment, canned.pk, headers=SCRIPT).json() == {"text": "", "why": GONE}


def test_thousands_make_no_endless_list(staff_client):
    waiting()
    CannedAnswer.objects.bulk_create(
        CannedAnswer(title=f"Câu {n}", body="Xin cảm ơn.") for n in range(OFFERED_MAX + 9)
    )

    assert len(offered(staff_client)) == OFFERED_MAX


def test_a_comment_carries_titles_alone_and_costs_no_further_query(
    staff_client, canned, django_assert_max_num_queries
):
    waiting()
    assert WORDS not in staff_client.get(QUEUE).content.decode()

    with django_assert_max_num_queries(0):
        assert CannedAnswer.objects.offered() == [(canned.pk, TITLE)]


@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("", WORDS),
        ("  \n", WORDS),
        ("Chào bác Năm,", f"Chào bác Năm,\n{WORDS}"),
        ("Chào bác Năm,\n\n", f"Chào bác Năm,\n{WORDS}"),
    ],
)
def test_without_the_script_it_stands_behind_what_was_typed(staff_client, canned, typed, then):
    comment = waiting()

    page = insert(staff_client, comment, canned.pk, typed, follow=True)
    in_archive = staff_client.post(archive(comment), {"insert": "1", "canned": canned.pk, "body": typed})

    assert written(page) == written(in_archive) == then
    for answer in (page, in_archive):
        assert "Đã chèn “Giờ làm việc” vào phần trả lời, chưa đăng." in answer.content.decode()
    comment.refresh_from_db()
    assert (comment.state, Comment.objects.count()) == ("pending", 1)


@pytest.mark.parametrize(("key", "told"), [("", CHOOSE), ("999999", GONE), ("x", CHOOSE), ("9" * 40, CHOOSE)])
def test_what_is_no_canned_answer_leaves_what_was_typed(staff_client, canned, key, told):
    comment = waiting()

    page = insert(staff_client, comment, key, "Chào bác Năm,", follow=True)
    in_archive = staff_client.post(archive(comment), {"insert": "1", "canned": key, "body": "Chào bác Năm,"})

    assert written(page) == written(in_archive) == "Chào bác Năm,"
    assert told in page.content.decode()
    assert told in in_archive.content.decode()
    assert in_archive.status_code == 422


def test_a_name_that_was_typed_stays_and_that_of_a_unit_still_follows_the_charge(staff_client, canned):
    comment = waiting()
    fields = {"insert": "1", "canned": canned.pk, "body": "", "name": "Phòng Tư pháp", "signed": "Ban Biên tập"}

    assert 'value="Phòng Tư pháp"' in staff_client.post(archive(comment), fields).content.decode()


def test_the_button_of_an_answer_comes_first_so_that_enter_posts_it(staff_client, canned):
    comment = waiting()

    for address, action in ((QUEUE, ""), (archive(comment), 'name="answer"')):
        html = staff_client.get(address).content.decode()
        form = next(part for part in html.split("<form")[1:] if 'name="canned"' in part)
        first = re.search(r"<button[^>]*>", form)[0]
        assert "hidden" in first
        assert "formaction" not in first
        assert action in first


def test_only_who_moderates_gets_the_words(canned):
    comment = waiting()
    editor = signed_in(make_user(EDITOR, username="bien-tap"))

    assert insert(editor, comment, canned.pk, headers=SCRIPT).status_code == 403
    assert editor.get(LIST).status_code == 403
