"""What follows from a decision about a comment: in which order, and nothing of it when one part fails."""

import re

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import Email

from comments.models import Comment, Question
from comments.moderation import decisions
from comments.questions.assignment import charge
from tests.comments.factories import make_comment, waiting
from tests.factories import MODERATOR, make_article, make_user

pytestmark = pytest.mark.django_db

COMMENT, EVENT, QUESTION, LETTER = (
    "comments_comment",
    "comments_commentevent",
    "comments_question",
    "post_office_email",
)
REFUSE_WRITES = """
CREATE FUNCTION refuse_in_test() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
CREATE TRIGGER refuse_in_test BEFORE INSERT OR UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION refuse_in_test();
"""


def confirmed(**fields):
    """A comment whose sender confirmed the address for emails."""
    return make_comment(wants_mail=True, email_confirmed_at=timezone.now(), **fields)


@pytest.fixture
def answer(moderator):
    """The office's answer to a citizen's question, taken back by the moderator."""
    asked = confirmed(email="lien@thu.example")
    charge(asked, "UBND xã Tân Phong", by=moderator)
    answer = decisions.answer_officially(asked, "Có.", by=moderator, name="UBND xã Tân Phong")
    decisions.decide(answer, "pending", by=moderator)
    return answer


def what_is_kept(comment):
    """The state of everything that a decision about `comment` may change."""
    comment.refresh_from_db()
    question = Question.objects.values_list("answer", "answered_at")
    return (
        comment.state,
        comment.version,
        comment.was_recalled,
        comment.events.count(),
        [*question],
        Email.objects.count(),
    )


def written(queries):
    """The tables that `queries` write to, in order."""
    found = (re.match(r'(?:INSERT INTO|UPDATE) "(\w+)"', query["sql"]) for query in queries)
    return [match[1] for match in found if match]


def refuse_writes(table):
    with connection.cursor() as cursor:
        cursor.execute(REFUSE_WRITES.format(table))


def test_an_approval_moves_the_comment_writes_the_event_closes_the_question_and_writes_the_email(answer, moderator):
    with CaptureQueriesContext(connection) as queries:
        decisions.decide(answer, "approved", by=moderator)

    assert written(queries) == [COMMENT, EVENT, QUESTION, LETTER]
    assert Question.objects.get().answer == answer
    assert Email.objects.get().to == ["lien@thu.example"]


@pytest.mark.parametrize("table", [EVENT, QUESTION, LETTER])
def test_an_approval_leaves_nothing_when_a_part_of_it_fails(answer, moderator, table):
    before = what_is_kept(answer)
    refuse_writes(table)

    with pytest.raises(DatabaseError, match="refused"):
        decisions.decide(answer, "approved", by=moderator)

    assert what_is_kept(answer) == before


def test_a_rejection_opens_the_question_again_and_takes_back_the_email(answer, moderator):
    decisions.decide(answer, "approved", by=moderator)

    with CaptureQueriesContext(connection) as queries:
        decisions.decide(answer, "rejected", by=moderator, reason="Trả lời nhầm")

    assert written(queries) == [COMMENT, EVENT, QUESTION]
    assert Question.objects.get().answered_at is None
    assert not Email.objects.exists()


def test_a_readers_comment_concerns_no_question(moderator):
    comment = confirmed(state="pending")

    with CaptureQueriesContext(connection) as queries:
        decisions.decide(comment, "approved", by=moderator)

    assert written(queries) == [COMMENT, EVENT, LETTER]


def test_an_official_answer_approves_the_comment_then_is_published_and_closes_the_question(moderator):
    asked = confirmed(state="pending")
    charge(asked, "UBND xã Tân Phong", by=moderator)

    with CaptureQueriesContext(connection) as queries:
        decisions.answer_officially(asked, "Có.", by=moderator, name="UBND xã Tân Phong")

    assert written(queries) == [COMMENT, EVENT, LETTER, COMMENT, EVENT, COMMENT, EVENT, QUESTION, LETTER]


@pytest.mark.parametrize("table", [QUESTION, LETTER])
def test_an_official_answer_that_fails_does_not_approve_the_comment_either(moderator, table):
    asked = confirmed(state="pending")
    charge(asked, "UBND xã Tân Phong", by=moderator)
    before = what_is_kept(asked)
    refuse_writes(table)

    with pytest.raises(DatabaseError, match="refused"):
        decisions.answer_officially(asked, "Có.", by=moderator, name="UBND xã Tân Phong")

    assert what_is_kept(asked) == before
    assert not asked.replies.exists()


@pytest.mark.parametrize("table", [COMMENT, EVENT])
@pytest.mark.parametrize("step", [decisions.recall, decisions.withdraw])
def test_what_readers_do_leaves_nothing_when_a_part_of_it_fails(step, table):
    comment = make_comment()
    before = what_is_kept(comment)
    refuse_writes(table)

    with pytest.raises(DatabaseError, match="refused"):
        step(comment)

    assert what_is_kept(comment) == before


def test_handing_over_writes_the_event_and_no_email(moderator, colleague):
    comment = confirmed(state="pending")

    with CaptureQueriesContext(connection) as queries:
        decisions.hand_over(comment, colleague, by=moderator)

    assert written(queries) == [COMMENT, EVENT]


def test_handing_over_leaves_nothing_when_the_event_fails(moderator, colleague):
    comment = waiting()
    refuse_writes(EVENT)

    with pytest.raises(DatabaseError, match="refused"):
        decisions.hand_over(comment, colleague, by=moderator)

    comment.refresh_from_db()
    assert comment.assigned_to is None


def test_taking_a_decision_back_is_a_decision_with_all_that_follows(moderator):
    comment = confirmed(state="pending")
    began = timezone.now()
    decisions.decide(comment, "approved", by=moderator)

    with CaptureQueriesContext(connection) as queries:
        decisions.take_back(comment, version=comment.version, by=moderator, since=began)

    assert written(queries)[:2] == [COMMENT, EVENT]
    assert not Email.objects.exists()


@pytest.mark.parametrize("state", ["approved", "rejected", "spam"])
def test_nobody_is_given_what_waits_no_more(moderator, state):
    """Handed over first and decided then, both are true: the version stays, by design."""
    colleague = make_user(MODERATOR, email="duyet@thu.example")
    comment, seen = _seen_twice()
    decisions.decide(comment, state, by=moderator, reason="Trùng ý" if state == "rejected" else "")
    written = Email.objects.count()

    with pytest.raises(decisions.AlreadyDecided):
        decisions.hand_over(seen, colleague, by=moderator)

    seen.refresh_from_db()
    assert seen.assigned_to is None
    assert Email.objects.count() == written
    assert not comment.events.filter(kind="hand_over")


def test_what_was_handed_over_may_be_decided_as_it_was_shown(moderator):
    comment, seen = _seen_twice()
    decisions.hand_over(comment, make_user(MODERATOR, email="duyet@thu.example"), by=moderator)

    decisions.decide(seen, "approved", by=moderator)

    assert [email.to for email in Email.objects.all()][:1] == [["duyet@thu.example"]]


def _seen_twice():
    """A comment that waits, as two moderators have loaded it."""
    comment = waiting(make_article())
    return comment, Comment.objects.get(pk=comment.pk)
