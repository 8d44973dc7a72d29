"""Every pair of steps about one comment at the same moment: one wins, the other is told so in one sentence, and
nothing of it is half stored. The second always waits for what the first has locked, as far as it locks the same.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

import pytest
from django.db import connections, transaction

from accounts.models import User
from comments.models import Comment, CommentEvent, Question
from comments.models.rating import Rater
from comments.moderation import charging, decisions, masking
from comments.moderation.outcome import explain
from comments.moderation.reasons import WHY_UNDONE
from comments.moderation.steps import AlreadyDecided
from comments.privacy.personal_data import erase
from comments.questions.assignment import NoQuestion
from comments.reactions.likes_and_reports import report
from tests.comments.factories import ago, make_comment
from tests.factories import EDITOR, MODERATOR, make_article, make_site, make_user
from tests.newsroom.bin.binned import bin_it
from tests.two_at_once import somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)

Kind, State = CommentEvent.Kind, Comment.State
DONE = "done"
GONE = "not there for readers any more"  # whoever reports it
BODY = "Số của ông ấy là 0912 345 678. Sáng thứ Bảy có trả kết quả không?"  # there is something to mask
SHORT = 0.002  # seconds between two looks at what the second does


@dataclass
class People:
    """`first` and `second` act at once, `third` is given work, `editor` handles articles."""

    first: User
    second: User
    third: User
    editor: User


@pytest.fixture
def people():
    make_site()
    return People(
        make_user(MODERATOR, pen_name="Lê Ngọc Ánh"),
        make_user(MODERATOR, pen_name="Nguyễn Văn Bình"),
        make_user(MODERATOR, pen_name="Trần Thị Cúc"),
        make_user(EDITOR, pen_name="Minh Hòa"),
    )


# What moderators do: f(comment, by, people). The comment waits, as they saw it; whoever takes back has moved it there.
STEPS = {
    "approve": lambda comment, by, _: decisions.decide(comment, "approved", by=by),
    "reject": lambda comment, by, _: decisions.decide(comment, "rejected", by=by, reason="Trùng ý"),
    "mask": lambda comment, by, _: mask_all(comment, by),
    "answer": lambda comment, by, _: decisions.answer_officially(comment, f"Thưa. {by}", by=by, name="Ban Biên tập"),
    "undo": lambda comment, by, _: decisions.take_back(comment, version=comment.version, by=by, since=ago(hours=1)),
    "charge": lambda comment, by, _: charging.charge(comment, f"Sở của {by}", by=by),
    "hand over": lambda comment, by, people: decisions.hand_over(comment, people.third, by=by),
}
# A hand-over leaves open pages valid: these go on after it, since the comment that they see is the same. Taking it
# down, answering it and handing it on do not.
AFTER_HAND_OVER = {"approve", "undo", "charge", "mask"}


def take_back_answer(comment, by, _):
    [answer] = Comment.objects.official_answers_to(comment.pk)
    decisions.take_back_answer(comment, answer.pk, approved=True, version=comment.version, by=by, since=ago(hours=1))


# What readers and editors do meanwhile, whoever moderates: f(comment, by, people).
MEANWHILE = {
    "withdraw": lambda comment, by, _: decisions.withdraw(comment),
    "erase": lambda comment, by, _: erase(comment.reference),
    "report": lambda comment, by, _: a_third_reports(comment),
    "bin": lambda comment, by, people: bin_it(comment.article, people.editor),
}


def mask_all(comment, by):
    masking.mask(comment, [choice.span for choice in masking.choices(masking.source_of(comment, None))], by=by)


def visitor():
    return Rater(uuid.uuid4(), uuid.uuid4())


def a_third_reports(comment):
    report(comment, reason="insult", note="", visitor=visitor())


def prepared(name, article, *, state, undoer=None):
    """A comment that waits, or is shown; the last decision about it is that of `undoer`, if there is one."""
    if not undoer:
        return make_comment(article, name=name, body=BODY, state=state)
    comment = make_comment(article, name=name, body=BODY, state="pending" if state == "approved" else "approved")
    decisions.decide(comment, state, by=undoer)
    return comment


def result_of(step, comment, by, people):
    """What becomes of `step`, taken by `by` who sees `comment` as it is loaded: "done", or the sentence."""
    try:
        with transaction.atomic():
            outcome = step(comment, by, people)
    except AlreadyDecided as clash:
        return explain(clash)
    except NoQuestion as problem:
        return str(problem)
    except Comment.DoesNotExist:
        return GONE
    return "nothing to withdraw" if outcome is False else DONE


class Second:
    """A colleague at another machine, with a connection of their own."""

    def __init__(self):
        self.pool = ThreadPoolExecutor(1)

    def race(self, first, second):
        """`first()` in a transaction that ends once `second()` waits for it, or is through; returns both results."""
        with transaction.atomic():
            outcome = first()
            later = self.pool.submit(second)
            while not wait([later], timeout=SHORT).done and not somebody_waits():
                pass
        return outcome, later.result(timeout=30)

    def close(self):
        self.pool.submit(connections.close_all).result()
        self.pool.shutdown()


@pytest.fixture
def second():
    colleague = Second()
    yield colleague
    colleague.close()


def is_whole(comment):
    """Whether what is stored about `comment` belongs together; fails where it does not."""
    now = Comment.objects.get(pk=comment.pk)
    moves, steps = list(now.events.moves()), now.events.steps()
    assert not moves or moves[-1].to_state == now.state
    counted = steps.exclude(kind=Kind.ERASURE).count()
    assert now.version == counted
    answers = list(Comment.objects.official_answers_to(now.pk))
    assert len(answers) <= 1
    given = now.events.filter(kind=Kind.ANSWER).exclude(why=WHY_UNDONE).count()
    assert Comment.objects.filter(is_official=True, parent=now.pk).count() == given
    assert given - now.events.filter(kind=Kind.ANSWER, why=WHY_UNDONE).count() == len(answers)
    question = Question.objects.filter(comment=now).first()
    assert question is None or bool(question.answered_at) == bool(answers)
    return True


def raced(pairs, people, second, *, state="pending"):
    """{(first, second): (result of the first, of the second)} of `pairs` of (name, step), each about a comment of its
    own, after a look at what is stored.
    """
    results, article = {}, make_article()
    for (name, step), (other_name, other) in pairs:
        is_answered = "undo answer" in {name, other_name}
        undoer = people.first if name == "undo" else people.second if other_name == "undo" else None
        is_binned = "bin" in {name, other_name}
        comment = prepared(
            f"{name}, {other_name}", make_article() if is_binned else article, state=state, undoer=undoer
        )
        if is_answered:
            by = people.first if name == "undo answer" else people.second
            decisions.answer_officially(Comment.objects.get(pk=comment.pk), "Thưa.", by=by, name="Ban Biên tập")
        if "report" in {name, other_name}:
            for _ in range(2):
                a_third_reports(comment)
        events = set(comment.events.values_list("pk", flat=True))
        other_by = people.first if name == other_name and name.startswith("undo") else people.second
        mine, theirs = (Comment.objects.for_queue().get(pk=comment.pk) for _ in range(2))
        results[name, other_name] = outcome = second.race(
            lambda: result_of(step, mine, people.first, people),  # noqa: B023
            lambda: result_of(other, theirs, other_by, people),  # noqa: B023
        )
        assert is_whole(comment), (name, other_name)
        if outcome[1] != DONE and other_by != people.first:
            added = CommentEvent.objects.filter(comment=comment, by=other_by).exclude(pk__in=events)
            assert not added.exists(), (name, other_name)
    return results


def test_of_every_two_steps_at_once_one_is_taken_and_the_other_is_told_who_took_it(people, second):
    pairs = [(one, other) for one in STEPS.items() for other in STEPS.items()]

    results = raced(pairs, people, second)

    assert {pair: first for pair, (first, _) in results.items() if first != DONE} == {}
    both = {("hand over", after) for after in AFTER_HAND_OVER}
    assert {pair for pair, (_, then) in results.items() if then == DONE} == both
    for pair, (_, told) in results.items():
        if pair not in both:
            assert told.startswith("Bình luận của"), (pair, told)
            assert "Lê Ngọc Ánh" in told, (pair, told)


@pytest.mark.parametrize(
    ("state", "names"), [("pending", {"erase", "bin"}), ("approved", {"withdraw", "report"})], ids=["waits", "shown"]
)
def test_a_comment_withdrawn_erased_reported_or_binned_at_that_moment(people, second, state, names):
    meanwhile = {name: MEANWHILE[name] for name in names}
    steps = {name: step for name, step in STEPS.items() if state == "pending" or name != "hand over"}
    before = [(one, other) for one in meanwhile.items() for other in steps.items()]
    after = [(other, one) for one, other in before if one[0] != "bin"]  # nobody waits for that

    results = raced(before + after, people, second, state=state)

    assert {pair: first for pair, (first, _) in results.items() if first != DONE} == {}
    for (first, then), (_, told) in results.items():
        if first in {"withdraw", "erase"} and told != DONE:
            assert "người gửi đã rút lại" in told, (first, then, told)
    goes_on = {pair for pair, (_, told) in results.items() if told == DONE}
    assert {(first, then) for first, then in goes_on if first in {"withdraw", "erase"}} == set()
    assert {pair for pair in results if "bin" in pair} <= goes_on
    assert {(name, one) for name, one in results if one == "erase"} <= goes_on
    hidden = {name for (name, one), (_, told) in results.items() if one == "report" and told == GONE}
    assert hidden <= {"reject", "undo"}


def test_an_answer_that_is_taken_back_at_that_moment(people, second):
    undo = ("undo answer", take_back_answer)
    firsts = [
        ("reject", STEPS["reject"]),
        *((name, MEANWHILE[name]) for name in ("withdraw", "erase", "report")),
        undo,
    ]
    seconds = [(name, STEPS[name]) for name in ("reject", "answer", "charge")]

    results = raced([(one, undo) for one in firsts] + [(undo, one) for one in seconds], people, second)

    assert {pair: first for pair, (first, _) in results.items() if first != DONE} == {}
    assert {pair for pair, (_, told) in results.items() if told == DONE} == set()
