"""Many at the same moment, each on a connection of its own: once is once, and a limit is exact."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from post_office.models import Email

from comments.models import AbuseReport, Comment, CommentEvent, Like, Question, SpentChallenge
from comments.moderation import decisions
from comments.moderation.decisions import AlreadyDecided
from comments.notifications import moderator_emails
from comments.posting.challenge import new_challenge
from comments.questions.assignment import charge
from comments.questions.reminders import remind_units
from tests.comments.factories import BODY, make_comment, make_token, post, waiting
from tests.comments.posting.test_challenge import DOUBTFUL, solved, worked
from tests.comments.posting.test_limits import all_at_once
from tests.comments.reactions.test_reactions import like, report
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db(transaction=True)

State = Comment.State
EVENTS = 1_000


@pytest.fixture(autouse=True)
def site():
    return make_site()


def statuses(answers):
    return Counter(answer.status_code for answer in answers)


@pytest.mark.parametrize("way", [solved, worked])
def test_one_solution_in_twenty_parallel_comments_is_good_for_one(way):
    article, solution = make_article(), way(new_challenge())

    answers = all_at_once(
        20, lambda number: post(Client(), article, ip=f"203.0.113.{number}", body=f"{DOUBTFUL} {number}", **solution)
    )

    assert statuses(answers) == {303: 1, 422: 19}
    assert Comment.objects.count() == CommentEvent.objects.count() == SpentChallenge.objects.count() == 1
    refused = (answer.content.decode() for answer in answers if answer.status_code == 422)
    assert all(DOUBTFUL.split()[1] in page and "bằng mấy?" in page for page in refused)


def test_fifty_parallel_identical_comments_with_a_solution_make_one():
    article = make_article()
    fields = {"token": make_token(article), "body": DOUBTFUL} | solved(new_challenge())

    answers = all_at_once(50, lambda number: post(Client(), article, **fields))

    # Who comes first to the challenge may come second to the comment; the next press finds it there.
    assert set(statuses(answers)) <= {303, 422}
    assert Comment.objects.count() <= 1
    assert post(Client(), article, **fields | solved(new_challenge())).status_code == 303
    assert Comment.objects.count() == CommentEvent.objects.count() == 1


def test_of_fifty_parallel_comments_of_five_senders_each_has_one_taken():
    articles = [make_article() for _ in range(5)]

    answers = all_at_once(
        50,
        lambda number: post(
            Client(), articles[number % 5], ip=f"203.0.113.{number // 10}", body=f"{BODY} Ý kiến số {number}."
        ),
    )

    assert statuses(answers) == {303: 5, 429: 45}
    assert Comment.objects.count() == Comment.objects.values("sender_key").distinct().count() == 5


def test_of_fifty_parallel_doubtful_comments_of_one_sender_with_fifty_solutions_one_is_taken():
    article = make_article()
    solutions = [solved(new_challenge()) for _ in range(50)]

    answers = all_at_once(
        50, lambda number: post(Client(), article, body=f"{DOUBTFUL} Ý kiến số {number}.", **solutions[number])
    )

    assert statuses(answers) == {303: 1, 429: 49}
    assert Comment.objects.count() == 1


def test_fifty_parallel_likes_of_one_visitor_are_one():
    comment = make_comment()

    answers = all_at_once(50, lambda number: like(Client(), comment))

    assert statuses(answers) == {200: 50}
    assert Comment.objects.get().likes == Like.objects.count() == 1


def test_fifty_parallel_reports_of_one_visitor_are_one():
    comment = make_comment()

    answers = all_at_once(50, lambda number: report(Client(), comment))

    assert statuses(answers) == {200: 50}
    assert AbuseReport.objects.count() == 1
    comment.refresh_from_db()
    assert comment.state == State.APPROVED


def test_three_parallel_reporters_send_every_comment_back_exactly_once():
    comments = [make_comment(make_article()) for _ in range(5)]

    for comment in comments:
        answers = all_at_once(3, lambda number: report(Client(), comment, ip=f"203.0.113.{number}"))  # noqa: B023
        assert statuses(answers) == {200: 3}

    assert set(Comment.objects.values_list("state", "was_recalled", "version")) == {("pending", True, 1)}
    assert Counter(CommentEvent.objects.values_list("comment", flat=True)) == {comment.pk: 1 for comment in comments}


def test_two_moderators_race_a_thousand_times_and_each_comment_is_decided_once():
    """Each has the whole list before them and waits for the other at every comment, so that they meet there."""
    people = [make_user(MODERATOR, pen_name="Lê Ngọc Ánh"), make_user(MODERATOR, pen_name="Nguyễn Văn Bình")]
    article = make_article()
    template = make_comment(article, state="pending")
    copies = [
        Comment(
            article=article,
            name=template.name,
            email=template.email,
            body=f"{BODY} ({number})",
            consent_version=template.consent_version,
            consented_at=template.consented_at,
        )
        for number in range(EVENTS - 1)
    ]
    Comment.objects.bulk_create(copies)
    lists = [list(Comment.objects.order_by("pk")) for _ in people]
    meeting = threading.Barrier(2, timeout=60)

    def decide_all(number):
        outcome = Counter()
        for comment in lists[number]:
            meeting.wait()
            try:
                decisions.decide(comment, [State.APPROVED, State.SPAM][number], by=people[number])
                outcome["decided"] += 1
            except AlreadyDecided as clash:
                outcome["clashed"] += clash.comment.decided_by == people[1 - number]
        return outcome

    first, second = all_at_once(2, decide_all)

    assert first + second == {"decided": EVENTS, "clashed": EVENTS}
    assert set(Comment.objects.values_list("version", flat=True)) == {1}
    events = list(CommentEvent.objects.values_list("comment", "from_state", "to_state", "by"))
    assert len(events) == len({comment for comment, *_ in events}) == EVENTS
    assert {from_state for _, from_state, _, _ in events} == {State.PENDING}
    stored = set(Comment.objects.values_list("pk", "state", "decided_by"))
    assert {(comment, to_state, by) for comment, _, to_state, by in events} == stored


WEDNESDAY = datetime(2026, 12, 2, 3, tzinfo=UTC)


def test_four_workers_at_once_write_one_digest(monkeypatch, time_machine):
    time_machine.move_to(WEDNESDAY)
    waiting(make_article())
    moderator = make_user(MODERATOR, email="duyet@thu.example")
    together = threading.Barrier(4, timeout=20)
    counted = moderator_emails.count_waiting

    def count_together(now):
        found = counted(now)
        together.wait()
        return found

    monkeypatch.setattr(moderator_emails, "count_waiting", count_together)

    written = all_at_once(4, lambda _: moderator_emails.notify_moderators(WEDNESDAY))

    assert sorted(written) == [0, 0, 0, 1]
    assert [email.to for email in Email.objects.all()] == [[moderator.email]]


def test_four_workers_at_once_write_one_urgent_letter():
    make_user(MODERATOR, email="duyet@thu.example")
    comment = make_comment(state="approved")
    AbuseReport.objects.create(comment=comment, reason="personal", visitor=uuid4(), network=uuid4())

    written = all_at_once(4, lambda _: moderator_emails.write_of_urgent_reports())

    assert sorted(written) == [0, 0, 0, 1]
    assert Email.objects.count() == 1


def test_four_workers_at_once_remind_a_unit_once():
    comment = make_comment()
    question = charge(comment, "UBND xã Tân Phong", by=make_user(MODERATOR), unit_email="motcua@tanphong.example")
    day = WEDNESDAY.date()
    Question.objects.filter(pk=question.pk).update(due_on=day, charged_at=WEDNESDAY - timedelta(days=5))
    Email.objects.all().delete()

    written = all_at_once(4, lambda _: remind_units(WEDNESDAY))

    assert sorted(written) == [0, 0, 0, 1]
    assert Email.objects.count() == 1
