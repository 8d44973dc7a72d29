"""What moderators write to each other, and what a colleague learns who gets a comment."""

from datetime import timedelta

import pytest
from post_office.models import Email

from comments.models import CommentEvent, ModeratorNote
from comments.models.event import WORDS_GONE
from comments.privacy.personal_data import erase
from tests.comments.factories import signed_in, waiting
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_site, make_user

from .moderating import QUEUE, ask, seen

pytestmark = pytest.mark.django_db

TEXT = "Đã gọi xã, họ nhận là có thật."


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def colleague():
    return make_user(MODERATOR, username="binh", pen_name="Nguyễn Văn Bình", email="binh@toasoan.example")


def hand_over(client, comment, colleague, **fields):
    return ask(client, "hand_over", comment, colleague=colleague.pk if colleague else "", **seen(comment) | fields)


def test_a_note_stands_with_who_and_when_and_changes_no_page_of_others(staff_client, colleague):
    comment = waiting()

    outcome = ask(staff_client, "note", comment, note=TEXT)

    assert "1 ghi chú" in outcome["back"][0]["html"]
    page = signed_in(colleague).get(QUEUE).content.decode()
    assert TEXT in page
    assert "<b>Lê Ngọc Ánh</b>" in page
    assert "Xóa ghi chú" not in page
    version = comment.version
    comment.refresh_from_db()
    assert comment.version == version
    assert CommentEvent.objects.get().kind == CommentEvent.Kind.NOTE


def test_no_reader_sees_a_note(staff_client, client):
    comment = waiting()
    ask(staff_client, "note", comment, note=TEXT)
    ask(staff_client, "decide", chosen=comment.pk, decision="approved", **seen(comment))

    assert TEXT not in client.get(f"/binh-luan/{comment.article_id}/").content.decode()


@pytest.mark.parametrize("note", ["", " \u200b ", "x" * 501])
def test_an_empty_or_endless_note_is_refused(staff_client, note):
    assert ask(staff_client, "note", waiting(), note=note)["status"] == 422
    assert not ModeratorNote.objects.exists()


def test_a_note_pressed_twice_is_one(staff_client):
    comment = waiting()
    for _ in range(2):
        ask(staff_client, "note", comment, note=TEXT)

    assert ModeratorNote.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_five_presses_at_once_are_one_note():
    comment, browser = waiting(), signed_in(make_user(MODERATOR))

    all_at_once(5, lambda number: ask(browser, "note", comment, note=TEXT))

    assert ModeratorNote.objects.count() == 1


def test_only_who_wrote_it_deletes_a_note_and_only_soon(staff_client, colleague):
    comment = waiting()
    ask(staff_client, "note", comment, note=TEXT)
    note = ModeratorNote.objects.get()

    foreign = ask(signed_in(colleague), "delete_note", comment, note=note.pk)
    ModeratorNote.objects.update(at=note.at - timedelta(minutes=16))
    late = ask(staff_client, "delete_note", comment, note=note.pk)
    ModeratorNote.objects.update(at=note.at)
    for nonsense in ("", "x", "9" * 40):
        ask(staff_client, "delete_note", comment, note=nonsense)

    assert "không xóa được nữa" in foreign["told"][0]["text"]
    assert "không xóa được nữa" in late["told"][0]["text"]
    assert ModeratorNote.objects.exists()
    assert ask(staff_client, "delete_note", comment, note=note.pk)["told"][0]["text"] == "Đã xóa ghi chú."
    assert not ModeratorNote.objects.exists()


def test_the_colleague_gets_a_letter_with_the_reason_and_no_word_of_the_citizen(staff_client, colleague):
    comment = waiting(name="Đỗ Hữu Thọ", body="Chuyện của tôi.")

    hand_over(staff_client, comment, colleague, why="Chị nắm việc đất đai.")

    email = Email.objects.get()
    assert email.to == [colleague.email]
    assert "Lý do: Chị nắm việc đất đai." in email.message
    assert f"?bl={comment.pk}" in email.message
    for part in (email.subject, email.message, email.html_message):
        assert not [word for word in ("Chuyện của tôi", comment.name, comment.email) if word in part]
    assert comment.events.get().why == "Giao cho Nguyễn Văn Bình: Chị nắm việc đất đai."


def test_a_hand_over_taken_back_or_to_another_sends_no_letter_of_before(staff_client, colleague):
    comment = waiting()
    hand_over(staff_client, comment, colleague)
    step = staff_client.session["queue_steps_taken"][-1]

    ask(staff_client, "undo", step=step["key"])
    assert not Email.objects.exists()

    other = make_user(MODERATOR, email="moi@toasoan.example")
    hand_over(staff_client, comment, colleague)
    hand_over(staff_client, comment, other)
    assert [email.to for email in Email.objects.all()] == [["moi@toasoan.example"]]


def test_nobody_writes_to_oneself_and_who_has_no_address_is_told_of(staff_client, moderator, colleague):
    comment = waiting()
    hand_over(staff_client, comment, moderator)
    colleague.email = ""
    colleague.save()

    told = hand_over(staff_client, comment, colleague)["told"]

    assert not Email.objects.exists()
    assert "chưa có email nên không nhận được thư báo" in told[1]["text"]


def test_a_reason_too_long_is_refused(staff_client, colleague):
    assert hand_over(staff_client, waiting(), colleague, why="x" * 301)["status"] == 422


def test_what_colleagues_wrote_goes_with_the_words_of_the_comment(staff_client, colleague):
    comment = waiting(email="lien@thu.example")
    ask(staff_client, "note", comment, note=TEXT)
    hand_over(staff_client, comment, colleague, why="Bà Liên ở thôn 3.")

    erase("lien@thu.example")

    assert not ModeratorNote.objects.exists()
    assert WORDS_GONE in set(comment.events.values_list("why", flat=True))
    assert not comment.events.filter(why__contains="thôn 3").exists()
    assert "Nội dung bình luận này đã xóa" in ask(staff_client, "note", comment, note=TEXT)["told"][0]["text"]
