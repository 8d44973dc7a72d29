"""The list of places that is read before an official answer is posted: read, not obeyed."""

import pytest

from comments.models import Comment
from comments.moderation import decisions
from comments.privacy.personal_data import erase
from copyediting import reading
from copyediting.models import Dismissal, ReadFindings
from tests.comments.factories import make_comment, waiting
from tests.comments.moderation.archive import page_of
from tests.copyediting.made_up_slips import SLIP, one_rule
from tests.factories import MODERATOR, make_user

from .moderating import QUEUE, action, ask, seen, state_of, told

__all__ = ["one_rule"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rule")]
BODY = f"Xã đẩy mạnh {SLIP} cách, sẽ {SLIP} tạo trụ sở."


def written(comment, body=BODY, **fields):
    """What the form of an answer sends."""
    return {"name": "UBND xã", "body": body, "shows_lists": "1", "here": ""} | seen(comment) | fields


def answers():
    return list(Comment.objects.filter(is_official=True).values_list("body", flat=True))


def confirmed_in(html):
    return html.split('name="confirmed" value="')[1].split('"')[0]


# The queue, by its script


def test_the_script_gets_the_list_and_nothing_is_posted_until_it_is_read(staff_client, moderator):
    comment = waiting()

    first = ask(staff_client, "answer", comment, **written(comment))

    assert (first["status"], first["gone"], answers(), state_of(comment)) == (422, [], [], "pending")
    [said] = first["told"]
    assert said["text"] == f"Chưa đăng câu trả lời cho {comment.name}. Soát lỗi có 2 lời nhắc."
    assert "Không có chữ này. Nên là “cải”." in first["unread"]
    assert "Đã đọc, duyệt và đăng câu trả lời" in first["unread"]

    second = ask(staff_client, "answer", comment, **written(comment, confirmed=confirmed_in(first["unread"])))

    assert (second["status"], second["gone"], second["unread"]) == (200, [comment.pk], None)
    assert answers() == [BODY]
    assert ReadFindings.objects.get().by == moderator


def test_an_answer_without_findings_is_posted_at_once(staff_client):
    comment = waiting()

    answer = ask(staff_client, "answer", comment, **written(comment, "Xin cảm ơn."))

    assert (answer["status"], answers()) == (200, ["Xin cảm ơn."])
    assert not ReadFindings.objects.exists()


def test_whoever_mends_one_place_reads_no_second_list_but_a_new_slip_is_listed(staff_client):
    comment = make_comment()
    read = confirmed_in(ask(staff_client, "answer", comment, **written(comment))["unread"])

    new = ask(staff_client, "answer", comment, **written(comment, f"{BODY} Dân {SLIP} tiến.", confirmed=read))
    assert new["status"] == 422
    assert "Soát lỗi có 3 lời nhắc." in new["told"][0]["text"]

    mended = ask(staff_client, "answer", comment, **written(comment, BODY.replace(SLIP, "cải"), confirmed=read))
    assert mended["status"] == 200


def test_what_one_has_read_is_not_listed_again_for_them_but_for_a_colleague(staff_client, client):
    comment = make_comment()
    read = confirmed_in(ask(staff_client, "answer", comment, **written(comment))["unread"])
    ask(staff_client, "answer", comment, **written(comment, confirmed=read))

    assert ask(staff_client, "answer", comment, **written(comment))["status"] == 200
    client.force_login(make_user(MODERATOR, username="binh"))
    assert ask(client, "answer", comment, **written(comment))["status"] == 422


def test_what_was_left_while_writing_is_not_listed(staff_client, moderator):
    comment = make_comment()
    places = ask(staff_client, "answer", comment, **written(comment))["unread"]
    for place in places.split('data-place="')[1:]:
        Dismissal.objects.create(
            kind="answer", key=comment.pk, finding=place.split('"')[0], rule="made_up", by=moderator
        )

    assert ask(staff_client, "answer", comment, **written(comment))["status"] == 200


def test_a_program_or_a_page_of_before_is_asked_nothing(staff_client):
    comment = make_comment()

    answer = ask(staff_client, "answer", comment, name="UBND xã", body=BODY)

    assert (answer["status"], answers()) == (200, [BODY])


def test_a_mistake_is_said_before_the_list(staff_client):
    answer = ask(staff_client, "answer", comment := make_comment(), **written(comment, name=""))

    assert ([said["text"] for said in answer["told"]], answer["unread"]) == (["Xin ghi đơn vị trả lời."], None)


def test_where_proofreading_does_not_work_the_answer_is_posted_and_that_is_said(staff_client, monkeypatch):
    monkeypatch.setattr(reading, "all_findings", lambda *_: 1 / 0)

    answer = ask(staff_client, "answer", comment := make_comment(), **written(comment))

    assert [said["text"] for said in answer["told"]] == [
        f"Đã đăng câu trả lời cho {comment.name}.",
        reading.DOES_NOT_WORK,
    ]
    assert answers() == [BODY]


def test_a_comment_that_a_colleague_rejects_while_the_list_is_read_is_not_answered(staff_client, moderator):
    comment = waiting()
    read = confirmed_in(ask(staff_client, "answer", comment, **written(comment))["unread"])
    before = written(comment, confirmed=read)
    decisions.decide(comment, "rejected", by=make_user(MODERATOR, username="binh"), reason="Trùng")

    late = ask(staff_client, "answer", comment, **before)

    assert "đã từ chối" in late["told"][0]["text"]
    assert not answers()


def test_the_list_costs_the_same_queries_however_long_it_is(staff_client, django_assert_max_num_queries):
    comment = make_comment()
    ask(staff_client, "answer", comment, **written(comment))
    for body in (SLIP, f"Một {SLIP} hai. " * 150):
        with django_assert_max_num_queries(13):
            assert ask(staff_client, "answer", comment, **written(comment, body))["status"] == 422


# The queue without a script


def test_without_a_script_the_list_stands_above_the_button_of_the_same_comment(staff_client):
    comment, other = waiting(), waiting()
    sent = written(other, here="", following=comment.pk)

    page = staff_client.post(action("answer", other), sent, follow=True)

    assert page.context["opened"].comment == other
    html = page.content.decode()
    assert (told(page)[0], BODY in html) == (
        f"Chưa đăng câu trả lời cho {other.name}. Soát lỗi có 2 lời nhắc.",
        True,
    )
    assert "Đã đọc, duyệt và đăng câu trả lời" in html

    staff_client.post(action("answer", other), sent | {"confirmed": confirmed_in(html)})

    assert (answers(), state_of(other), state_of(comment)) == ([BODY], "approved", "pending")


def test_what_waits_to_be_read_is_shown_once_and_under_no_other_comment(staff_client):
    comment, other = waiting(), waiting()
    staff_client.post(action("answer", comment), written(comment))

    page = staff_client.get(f"{QUEUE}?bl={other.pk}").content.decode()

    assert BODY not in page
    assert "Đã đọc" not in page


# The page of a comment


def test_the_page_of_a_comment_shows_the_list_and_posts_when_it_is_read(staff_client):
    comment = make_comment()
    fields = written(comment) | {"answer": "1"}
    assert 'name="shows_lists"' in staff_client.get(page_of(comment)).content.decode()

    page = staff_client.post(page_of(comment), fields)

    html = page.content.decode()
    assert (page.status_code, answers()) == (422, [])
    assert BODY in html
    assert "Soát lỗi có 2 lời nhắc." in html
    assert "Đã đọc, đăng câu trả lời" in html

    staff_client.post(page_of(comment), fields | {"confirmed": confirmed_in(html)})
    assert answers() == [BODY]


def test_nothing_of_what_was_read_stays_with_an_erased_comment(staff_client, moderator):
    comment = make_comment(email="dan@vi.example")
    read = confirmed_in(ask(staff_client, "answer", comment, **written(comment))["unread"])
    ask(staff_client, "answer", comment, **written(comment, confirmed=read))
    assert ReadFindings.objects.exists()

    erase(comment.reference, by=moderator)

    assert not ReadFindings.objects.exists()
