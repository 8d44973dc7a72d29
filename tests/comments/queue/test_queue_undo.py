"""Taking back in the queue what one has just decided."""

import pytest
from django.utils import timezone

from accounts.idle import BEGAN
from comments.models import Comment
from comments.moderation import decisions
from comments.privacy.personal_data import erase
from comments.questions.assignment import charge
from comments.queue.undo import STEPS
from tests.comments.factories import make_comment, waiting
from tests.factories import MODERATOR, make_article, make_user

from .moderating import QUEUE, SPAM_REASON, ask, decide, seen, state_of, take_back, told

pytestmark = pytest.mark.django_db


def test_undo_takes_back_step_by_step_and_writes_events(staff_client, moderator):
    article = make_article()
    first, second = waiting(article, name="Một"), waiting(article, name="Hai")
    decide(staff_client, "approved", first)
    decide(staff_client, "spam", second)

    back = [take_back(staff_client), take_back(staff_client)]

    assert [told(answer)[0] for answer in back] == [
        "Đã hoàn tác: bình luận của Hai trở lại như trước.",
        "Đã hoàn tác: bình luận của Một trở lại như trước.",
    ]
    assert back[0].context["opened"].comment == second
    assert staff_client.get(QUEUE).context["step"] is None
    first.refresh_from_db()
    assert (first.state, first.decided_by, first.decided_at, first.first_decided_at) == ("pending", None, None, None)
    assert [(e.to_state, e.by, e.why) for e in first.events.all()] == [
        ("approved", moderator, ""),
        ("pending", moderator, "Hoàn tác"),
    ]


def test_what_was_rejected_before_gets_its_reason_back(staff_client):
    comment = waiting()
    decisions.decide(comment, "rejected", by=make_user(MODERATOR), reason=SPAM_REASON)
    decide(staff_client, "approved", comment)

    take_back(staff_client)

    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("rejected", SPAM_REASON)
    assert comment.first_decided_at


def test_undo_leaves_what_a_colleague_has_moved_since_and_reports_it(staff_client, colleague):
    comment = waiting(name="Khải")
    decide(staff_client, "approved", comment)
    comment.refresh_from_db()
    decisions.decide(comment, "rejected", by=colleague, reason=SPAM_REASON)

    answer = take_back(staff_client)

    assert told(answer)[0].startswith("Bình luận của Khải: Nguyễn Văn Bình đã từ chối lúc ")
    assert state_of(comment) == "rejected"
    assert staff_client.get(QUEUE).context["step"] is None


def test_undo_is_for_ones_own_decisions_of_this_session(staff_client, colleague):
    theirs, older = waiting(), waiting()
    decisions.decide(theirs, "approved", by=colleague)
    decide(staff_client, "approved", older)
    session = staff_client.session
    session[BEGAN] = timezone.now().timestamp() + 5
    session.save()
    older.refresh_from_db()

    answers = [ask(staff_client, "undo", **seen(comment)) for comment in (theirs, older)]

    assert [answer["back"] for answer in answers] == [[], []]
    assert [state_of(theirs), state_of(older)] == ["approved", "approved"]


def test_what_was_taken_back_is_not_taken_back_again(staff_client):
    comment = waiting()
    decide(staff_client, "approved", comment)
    versions = {f"version-{comment.pk}": 1}

    first, second = ask(staff_client, "undo", **versions), ask(staff_client, "undo", **versions)

    assert [row["pk"] for row in first["back"]] == [comment.pk]
    assert f'data-pk="{comment.pk}"' in first["back"][0]["html"]
    assert second["back"] == []
    assert state_of(comment) == "pending"
    assert comment.events.count() == 2


def test_undo_takes_back_the_decision_although_a_unit_was_charged_since(staff_client, moderator):
    comment = waiting()
    decide(staff_client, "approved", comment)
    charge(Comment.objects.get(), "Sở Nội vụ", by=moderator)

    take_back(staff_client)

    assert state_of(comment) == "pending"


def test_an_erasure_is_not_taken_back(staff_client, moderator):
    comment = make_comment()
    erase(comment.reference, by=moderator)
    comment.refresh_from_db()

    answer = ask(staff_client, "undo", **seen(comment))

    assert answer["back"] == []
    assert state_of(comment) == "withdrawn"


def test_undo_with_nothing_to_take_back_says_so(staff_client):
    assert ask(staff_client, "undo")["told"][0]["text"] == "Không còn gì để hoàn tác."


def test_only_the_last_steps_are_kept_in_the_session(staff_client):
    article = make_article()
    for _ in range(22):
        ask(staff_client, "decide", chosen=waiting(article).pk, decision="approved")

    assert len(staff_client.session[STEPS]) == 20
