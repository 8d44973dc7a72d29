"""Whatever was done last is what the bar names and z takes back; what nothing takes back, the bar says so of."""

from uuid import uuid4

import pytest
from django.urls import reverse
from post_office.models import STATUS, Email

from comments.models import Comment, CommentMode, ModeratorNote, Question, SenderStop
from comments.moderation.taken_steps import FINAL
from comments.queue.undo import TAKES_BACK
from comments.queue.urls import urlpatterns
from tests.comments.appeals import appealed
from tests.comments.factories import make_comment, signed_in, waiting
from tests.comments.questions.units import answer
from tests.factories import make_article, make_site

from .moderating import QUEUE, SPAM_REASON, action, ask, seen, take_back, told
from .test_charging_in_queue import charge
from .test_reported import report

pytestmark = pytest.mark.django_db
NAME = "Người sau cùng"
REASON = "Thông tin chưa có căn cứ"


def _of_unit(client):
    comment = waiting(name=NAME)
    charge(client, comment)
    Email.objects.update(status=STATUS.sent)
    answer(Question.objects.get())
    return Comment.objects.get(pk=comment.pk)


def _reported():
    comment = make_comment(name=NAME)
    return comment, report(comment).pk


def _decide(client, moderator, colleague):
    one = waiting(name=NAME)
    return ask(client, "decide", chosen=one.pk, decision="approved", **seen(one))


def _reject_sender(client, moderator, colleague):
    one = waiting(name=NAME, browser_key=uuid4())
    return ask(client, "reject_sender", one, reason=SPAM_REASON, **seen(one))


def _answer(client, moderator, colleague):
    one = waiting(name=NAME)
    return ask(client, "answer", one, name="Sở Tư pháp", body="Cảm ơn bạn.", **seen(one))


def _mask(client, moderator, colleague):
    one = waiting(name=NAME, body="Gọi ông Nam 0912 345 678 mà hỏi.")
    return ask(client, "mask", one, chosen=one.pk, piece="body:12:24:phone", **seen(one))


def _keep(client, moderator, colleague):
    one, newest = _reported()
    return ask(client, "keep", one, newest=newest, **seen(one))


def _settle(client, moderator, colleague):
    one = appealed(colleague, name=NAME)
    return ask(client, "settle", one, outcome="kept", verdict="Vẫn vậy.", **seen(one))


def _hand_over(client, moderator, colleague):
    one = waiting(name=NAME)
    return ask(client, "hand_over", one, colleague=colleague.pk, **seen(one))


def _charge(client, moderator, colleague):
    return charge(client, waiting(name=NAME))


def _publish(client, moderator, colleague):
    one = _of_unit(client)
    return ask(client, "publish_unit_answer", one, **seen(one))


def _send_back(client, moderator, colleague):
    one = _of_unit(client)
    return ask(client, "return_unit_answer", one, returned_why="Chưa nói giờ.", **seen(one))


def _note(client, moderator, colleague):
    return ask(client, "note", waiting(name=NAME), note="Đã gọi xã.")


def _delete_note(client, moderator, colleague):
    one = waiting(name=NAME)
    return ask(client, "delete_note", one, note=one.notes.create(by=moderator, text="Đã gọi xã.").pk)


def _seen(client, moderator, colleague):
    one = make_comment(name=NAME)
    return client.post(reverse("queue:seen"), {"chosen": one.pk} | seen(one))


def _stop(client, moderator, colleague):
    one = waiting(name=NAME, browser_key=uuid4(), email="nong@thu.example")
    return client.post(action("stop", one), {"length": "1n", "reason": REASON} | seen(one))


def _lift_stop(client, moderator, colleague):
    row = SenderStop.objects.create(browser_key=uuid4(), why=REASON, by=moderator, comment=waiting())
    return client.post(reverse("queue:lift_stop", args=[row.pk]))


def _modes(client, moderator, colleague):
    return client.post(reverse("queue:modes"), {"bai": make_article().pk, "mode": "closed"})


def _remove_mode(client, moderator, colleague):
    row = CommentMode.objects.create(article=make_article(), mode="closed", by=moderator)
    return client.post(reverse("queue:remove_mode", args=[row.pk]))


STEPS = {
    "decide": _decide,
    "reject_sender": _reject_sender,
    "answer": _answer,
    "mask": _mask,
    "keep": _keep,
    "settle": _settle,
    "hand_over": _hand_over,
    "charge": _charge,
    "publish_unit_answer": _publish,
    "note": _note,
    "seen": _seen,
    "stop": _stop,
}
FINAL_STEPS = {
    "delete_note": _delete_note,
    "return_unit_answer": _send_back,
    "lift_stop": _lift_stop,
    "modes": _modes,
    "remove_mode": _remove_mode,
}
# They read, take back, or set what is about no comment and no sender.
NO_STEPS = {"queue", "insert", "stops", "search", "live", "original", "undo", "keys"}


@pytest.fixture(autouse=True)
def site():
    return make_site()


def bar(client):
    return client.get(QUEUE).context["step"]


@pytest.fixture
def earlier(staff_client, colleague):
    """A step of before, which the bar must not offer as if it were the last."""
    ask(staff_client, "hand_over", one := waiting(name="Người trước"), colleague=colleague.pk, **seen(one))
    return bar(staff_client)


def test_every_action_of_the_queue_says_whether_it_is_taken_back():
    assert {pattern.name for pattern in urlpatterns} == {*STEPS, *FINAL_STEPS, *NO_STEPS}


@pytest.mark.parametrize("name", STEPS)
def test_what_was_done_last_is_named_and_taken_back_and_the_one_before_comes_next(
    name, staff_client, moderator, colleague, earlier
):
    STEPS[name](staff_client, moderator, colleague)

    last = bar(staff_client)
    assert last["does"] in TAKES_BACK
    assert last["key"] != earlier["key"]
    before = len(staff_client.session["queue_steps_taken"])
    assert "Đã hoàn tác" in told(take_back(staff_client, step=last["key"]))[0]
    assert len(staff_client.session["queue_steps_taken"]) == before - 1


@pytest.mark.parametrize("name", FINAL_STEPS)
def test_what_nothing_takes_back_hides_the_step_before(name, staff_client, moderator, colleague, earlier):
    FINAL_STEPS[name](staff_client, moderator, colleague)

    last = bar(staff_client)
    assert last["does"] == FINAL
    assert last["told"].endswith("Việc này không hoàn tác được.")
    html = staff_client.get(QUEUE).content.decode()
    assert last["told"] in html
    assert reverse("queue:undo") not in html
    assert "Không còn gì để hoàn tác." in told(take_back(staff_client, step=last["key"]))


def test_z_after_a_note_deletes_the_note_and_leaves_the_decision_before(staff_client):
    decided, noted = waiting(name="Đã quyết"), waiting(name="Có ghi chú")
    ask(staff_client, "decide", chosen=decided.pk, decision="approved", **seen(decided))

    outcome = ask(staff_client, "note", noted, note="Đã gọi xã.")

    assert "Đã lưu ghi chú về bình luận của Có ghi chú." in outcome["bar"]
    page = take_back(staff_client)
    assert told(page) == ["Đã hoàn tác: ghi chú về bình luận của Có ghi chú đã được xóa."]
    assert not ModeratorNote.objects.exists()
    assert Comment.objects.get(pk=decided.pk).state == "approved"
    take_back(staff_client)
    assert Comment.objects.get(pk=decided.pk).state == "pending"


def test_a_note_or_a_stop_taken_back_lets_nobody_step_over_a_colleague(staff_client, colleague):
    comment = waiting(name="Chung")
    ask(staff_client, "decide", chosen=comment.pk, decision="approved", **seen(comment))
    comment.refresh_from_db()
    ask(staff_client, "note", comment, note="Đã gọi xã.")
    ask(signed_in(colleague), "decide", chosen=comment.pk, decision="spam", **seen(comment))

    take_back(staff_client)
    take_back(staff_client)

    assert Comment.objects.get(pk=comment.pk).state == "spam"


def test_a_note_that_is_gone_is_not_taken_back_again(staff_client):
    ask(staff_client, "note", waiting(), note="Đã gọi xã.")
    ModeratorNote.objects.all().delete()

    assert "Ghi chú này đã được xóa từ trước." in " ".join(told(take_back(staff_client)))


def test_the_script_is_told_what_was_done_apart_from_what_clashed(staff_client, colleague):
    one, two = waiting(), waiting()
    ask(signed_in(colleague), "decide", chosen=one.pk, decision="spam", **seen(one))

    outcome = ask(staff_client, "decide", chosen=[one.pk, two.pk], decision="approved", **seen(one, two))

    assert sorted(outcome["gone"]) == [one.pk, two.pk]
    assert outcome["clashed"] == [one.pk]
