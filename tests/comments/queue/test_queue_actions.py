"""What moderators do in the queue: by plain forms, and as the page's script asks for it."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, CommentEvent
from comments.moderation import decisions
from comments.moderation.reasons import REASONS
from tests.comments.factories import ago, make_comment, signed_in, waiting
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_article, make_user

from .moderating import QUEUE, SCRIPT, SPAM_REASON, action, ask, decide, seen, state_of, take_back, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("decision", "fields", "sentence"),
    [
        ("approved", {}, "đã duyệt"),
        ("spam", {}, "đã đánh dấu là bình luận rác"),
        ("rejected", {"reason": SPAM_REASON}, "đã từ chối"),
        ("rejected", {"other_reason": "Trùng câu hỏi số 12"}, "đã từ chối"),
    ],
)
def test_a_form_decides_and_opens_the_next(staff_client, moderator, decision, fields, sentence):
    article = make_article()
    comment, following = waiting(article, name="Khải", created_at=ago(hours=2)), waiting(article)

    answer = decide(staff_client, decision, comment, following=following.pk, **fields)

    assert told(answer) == [f"Bình luận của Khải: {sentence}."]
    assert answer.context["opened"].comment == following
    comment.refresh_from_db()
    assert (comment.state, comment.decided_by, comment.version) == (decision, moderator, 1)
    assert comment.reason == "".join(fields.values())
    assert [(e.from_state, e.to_state, e.by) for e in comment.events.all()] == [("pending", decision, moderator)]


def test_the_filters_stay_after_a_decision(staff_client, moderator):
    article = make_article()
    comment = waiting(article, assigned_to=moderator, created_at=ago(hours=2))
    waiting(article, name="Không phải của tôi")

    answer = decide(staff_client, "approved", comment, here="cua_toi=1")

    assert answer.request["QUERY_STRING"] == "cua_toi=1"
    assert answer.context["rows"] == []


@pytest.mark.parametrize(
    ("decision", "fields"),
    [
        ("rejected", {}),
        ("rejected", {"reason": "tự đặt"}),
        ("rejected", {"other_reason": "x" * 301}),
        ("withdrawn", {}),
        ("deleted", {}),
        ("", {}),
    ],
)
def test_an_unknown_decision_changes_nothing_and_is_reported(staff_client, decision, fields):
    comment = waiting()

    answer = decide(staff_client, decision, comment, here=f"bl={comment.pk}", **fields)
    as_script = ask(staff_client, "decide", chosen=comment.pk, decision=decision, **fields)

    assert len(told(answer)) == 1
    assert answer.context["opened"].comment == comment
    assert as_script["status"] == 422
    assert as_script["told"][0]["level"] == "warning"
    assert state_of(comment) == "pending"


@pytest.mark.parametrize("hostile", [{"chosen": "abc"}, {"chosen": "9" * 40}, {"version-x": "1"}, {"version-1": "²"}])
def test_hostile_fields_are_left_aside(staff_client, hostile):
    assert staff_client.post(action("decide", None), {"decision": "approved"} | hostile).status_code == 302


def test_the_script_gets_what_to_show(staff_client):
    article = make_article()
    comment = waiting(article)
    waiting(article)

    answer = ask(staff_client, "decide", chosen=comment.pk, decision="approved", **seen(comment))

    assert answer["gone"] == [comment.pk]
    assert answer["told"][0]["level"] == "success"
    assert answer["states"] == {"pending": 1, "approved": 1, "rejected": 0, "spam": 0, "withdrawn": 0}
    assert f'name="version-{comment.pk}" value="1"' in answer["bar"]


def test_several_are_decided_together_and_taken_back_together(staff_client):
    article = make_article()
    comments = [waiting(article) for _ in range(4)]

    done = decide(staff_client, "rejected", *comments, reason=REASONS[0])
    back = take_back(staff_client)

    assert told(done) == ["Đã từ chối 4 bình luận."]
    assert told(back) == ["Đã hoàn tác: 4 bình luận trở lại như trước."]
    assert set(Comment.objects.values_list("state", "reason")) == {("pending", "")}
    assert CommentEvent.objects.filter(why="Hoàn tác").count() == 4


def test_all_that_waits_of_one_sender_is_rejected_with_the_reason(staff_client):
    key, article = uuid.uuid4(), make_article()
    first, second = waiting(article, sender_key=key), waiting(make_article(), sender_key=key)
    shown = make_comment(article, sender_key=key)
    stranger = waiting(article)

    answer = staff_client.post(action("reject_sender", first), {"reason": SPAM_REASON} | seen(first), follow=True)

    assert told(answer) == ["Đã từ chối 2 bình luận."]
    assert [state_of(comment) for comment in (first, second, shown, stranger)] == [
        "rejected",
        "rejected",
        "approved",
        "pending",
    ]
    assert set(Comment.objects.filter(state="rejected").values_list("reason", flat=True)) == {SPAM_REASON}


def test_a_sender_is_not_rejected_without_a_reason_nor_without_a_key(staff_client):
    comment, unknown = waiting(), waiting(sender_key=None)

    assert ask(staff_client, "reject_sender", comment)["status"] == 422
    assert ask(staff_client, "reject_sender", unknown, reason=SPAM_REASON)["gone"] == []
    assert set(Comment.objects.values_list("state", flat=True)) == {"pending"}


def test_what_is_answered_after_its_approval_stays_in_the_list(staff_client):
    comment = make_comment()

    answer = ask(staff_client, "answer", comment, name="Ban Biên tập", body="Xin cảm ơn.", here="trang_thai=approved")

    assert answer["gone"] == []
    assert [row["pk"] for row in answer["back"]] == [comment.pk]


def test_a_page_that_is_behind_shows_who_decided_what_and_when(staff_client, colleague):
    comment = waiting(name="Khải")
    shown = seen(comment)
    decisions.decide(comment, "rejected", by=colleague, reason=SPAM_REASON)

    answer = decide(staff_client, "approved", comment, versions=shown)
    as_script = ask(staff_client, "decide", chosen=comment.pk, decision="spam", **shown)

    assert told(answer)[0].startswith("Bình luận của Khải: Nguyễn Văn Bình đã từ chối lúc ")
    assert "(Quảng cáo, mời chào)" in told(answer)[0]
    assert as_script["gone"] == [comment.pk]  # the list drops it
    assert state_of(comment) == "rejected"
    assert comment.events.count() == 1


def test_what_its_sender_withdrew_is_not_decided_any_more(staff_client):
    comment = waiting()
    decisions.withdraw(comment)

    answer = decide(staff_client, "approved", comment)

    assert "rút" in told(answer)[0]
    assert state_of(comment) == "withdrawn"
    assert 'data-queue-key="a"' not in staff_client.get(QUEUE, {"bl": comment.pk}).content.decode()


def test_a_comment_is_handed_over_and_back(staff_client, moderator, colleague):
    comment = waiting()
    User.objects.filter(pk=colleague.pk).update(email="binh@toasoan.example")

    given = staff_client.post(action("hand_over", comment), {"colleague": colleague.pk} | seen(comment), follow=True)
    as_script = ask(staff_client, "hand_over", comment, colleague="", **seen(comment))

    assert told(given) == [f"Bình luận của {comment.name}: đã giao cho Nguyễn Văn Bình."]
    assert given.context["opened"].comment.assigned_to == colleague
    assert [row["pk"] for row in as_script["back"]] == [comment.pk]
    comment.refresh_from_db()
    assert (comment.assigned_to, comment.state, comment.version) == (None, "pending", 0)
    assert [e.why for e in comment.events.all()] == ["Giao cho Nguyễn Văn Bình", "Không giao cho ai nữa"]


def test_only_moderators_are_given_work_and_only_what_waits_is_given(staff_client, colleague):
    comment, done = waiting(), make_comment()

    wrong = ask(staff_client, "hand_over", comment, colleague=make_user("Phóng viên").pk)
    late = ask(staff_client, "hand_over", done, colleague=colleague.pk)

    assert wrong["status"] == 422
    assert late["gone"] == [done.pk]
    assert not Comment.objects.exclude(assigned_to=None).exists()


def test_who_decided_is_shown_even_when_the_work_was_handed_over_before(staff_client, colleague):
    comment = waiting()
    decisions.decide(comment, "spam", by=colleague)
    decisions.decide(comment, "pending", by=colleague)
    decisions.hand_over(comment, colleague, by=colleague)

    answer = decide(staff_client, "approved", comment, versions={f"version-{comment.pk}": 0})

    assert "Nguyễn Văn Bình đã đưa về chờ duyệt" in told(answer)[0]


def test_the_office_answers_and_its_name_is_remembered(staff_client, moderator):
    article = make_article()
    comment, following = waiting(article, created_at=ago(hours=2)), waiting(article)
    fields = {"name": "UBND xã Tân Phong", "body": "Xã làm việc cả sáng thứ Bảy.", "following": following.pk}

    answer = staff_client.post(action("answer", comment), fields | seen(comment), follow=True)

    assert told(answer) == [f"Đã đăng câu trả lời cho {comment.name}."]
    assert answer.context["opened"].comment == following
    assert 'value="UBND xã Tân Phong"' in answer.content.decode()
    assert state_of(comment) == "approved"
    reply = comment.replies.get()
    assert (reply.is_official, reply.name, reply.decided_by) == (True, "UBND xã Tân Phong", moderator)


def test_an_answer_without_words_and_one_to_a_rejected_comment_are_refused(staff_client, colleague):
    comment, rejected = waiting(), waiting()
    decisions.decide(rejected, "rejected", by=colleague, reason=SPAM_REASON)

    empty = ask(staff_client, "answer", comment, name="Ban Biên tập", body=" ")
    late = ask(staff_client, "answer", rejected, name="Ban Biên tập", body="Xin chào.")

    assert empty["status"] == 422
    assert empty["told"][0]["text"] == "Xin viết nội dung trả lời."
    assert "Nguyễn Văn Bình đã từ chối" in late["told"][0]["text"]
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "fields", "typed"),
    [
        ("answer", {"name": "UBND xã Tân Phong", "body": "Đã xong. " * 700}, "body"),
        ("decide", {"decision": "rejected", "other_reason": "Trùng ý. " * 40}, "other_reason"),
    ],
)
def test_without_a_script_what_is_too_long_comes_back_whole_and_once(staff_client, name, fields, typed):
    comment = waiting()
    sent = {"chosen": [comment.pk], "here": f"bl={comment.pk}"} | fields | seen(comment)

    refused = staff_client.post(action(name, comment), sent, follow=True)

    assert "Xin bớt" in told(refused)[0]
    page = refused.content.decode()
    assert fields[typed] in page
    assert fields.get("name", "Ban Biên tập") in page
    assert fields[typed] not in staff_client.get(f"{QUEUE}?bl={comment.pk}").content.decode()
    assert state_of(comment) == "pending"


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_two_queues_decide_each_comment_once():
    people = [make_user(MODERATOR, pen_name="Lê Ngọc Ánh"), make_user(MODERATOR, pen_name="Nguyễn Văn Bình")]
    article = make_article()
    comments = [waiting(article) for _ in range(40)]
    clients = [signed_in(person) for person in people]

    def work(number):
        outcome = Counter()
        for comment in comments:
            fields = {"chosen": comment.pk, "decision": ["approved", "spam"][number], f"version-{comment.pk}": 0}
            level = ask(clients[number], "decide", **fields)["told"][0]["level"]
            outcome[level] += 1
        return outcome

    total = sum(all_at_once(2, work), Counter())

    assert total == {"success": 40, "warning": 40}
    assert CommentEvent.objects.count() == 40
    assert set(Comment.objects.values_list("version", flat=True)) == {1}


def test_a_signed_out_moderator_does_not_read_that_it_was_done():
    comment = waiting()

    answer = Client().post(action("decide", None), {"chosen": comment.pk, "decision": "approved"}, headers=SCRIPT)

    assert answer.status_code == 302
    assert reverse("admin:login") in answer["Location"]


def test_events_stay_append_only(staff_client):
    comment = waiting()
    decide(staff_client, "approved", comment)
    take_back(staff_client)

    with pytest.raises(Exception, match="only ever added"), transaction.atomic():
        comment.events.first().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(decided_at=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_one_decision_that_fails_leaves_the_others_decided_and_told(
    staff_client, moderator, monkeypatch, caplog, failing
):
    article = make_article()
    comments = [waiting(article, name=name) for name in ("Anh", "Bình", "Cúc")]
    broken, others = comments[failing], [one for one in comments if one is not comments[failing]]
    decide_one = decisions.decide

    def fail_for_one(comment, *args, **kwargs):
        if comment.pk == broken.pk:
            raise ZeroDivisionError
        decide_one(comment, *args, **kwargs)

    monkeypatch.setattr(decisions, "decide", fail_for_one)

    answer = decide(staff_client, "approved", *comments)

    assert answer.status_code == 200
    done, failed = told(answer)
    assert done == "Đã duyệt 2 bình luận."
    assert broken.reference in failed
    assert "chưa xử lý được vì lỗi hệ thống" in failed
    assert [state_of(one) for one in comments].count("approved") == 2
    assert state_of(broken) == "pending"
    assert f"comment {broken.pk}" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    take_back(staff_client)
    assert {state_of(one) for one in others} == {"pending"}


def test_a_database_that_is_away_is_no_failure_of_a_row(monkeypatch):
    def away(*_, **__):
        raise OperationalError

    monkeypatch.setattr(decisions, "decide", away)

    with pytest.raises(OperationalError):
        decisions.decide_many([waiting(make_article())], "approved", by=None, seen_versions={})
