"""Taking back the last thing that one did, whatever it was: by a further event, and only while nobody else has taken a
step about the comment.

Each of the steps that the session keeps (`moderation.taken_steps`) says in `does` what takes it back (`TAKES_BACK`). A
decision is also taken back by its events alone, as pages of an earlier session send it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from accounts.idle import BEGAN
from accounts.models import User
from comments.models import Comment, ModeratorNote
from comments.moderation import appeals, charging, decisions, masking, reports
from comments.moderation.outcome import Outcome
from comments.moderation.taken_steps import FINAL, NAME, STEPS, note_final, note_step

__all__ = ["STEPS", "TAKES_BACK", "note_final", "note_step", "take_back"]


def _decision(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    decisions.take_back(comment, version=version, by=by, since=since)


def _answer(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    decisions.take_back_answer(comment, was["answer"], approved=was["approved"], version=version, by=by, since=since)


def _hand_over(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    decisions.take_back_hand_over(comment, before=was["before"], after=was["after"], version=version, by=by)


def _mask(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    masking.take_back(comment, was, version=version, by=by)


def _appeal(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    appeals.take_back(comment, was, version=version, by=by, since=since)


def _keep(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    reports.take_back(comment, datetime.fromisoformat(was["settled_at"]), version=version, by=by)


def _charge(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    charging.uncharge(comment, was["charge"], version=version, by=by, since=since)


def _publishing(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    given = was["answer"], was["unit_answer"]
    charging.take_back_unit_answer(comment, *given, approved=was["approved"], version=version, by=by, since=since)


def _note(comment: Comment, was: dict[str, Any], *, version: int, by: User, since: datetime) -> None:
    if not ModeratorNote.objects.filter(pk=was["note"], comment=comment, by=by).delete()[0]:
        raise decisions.AlreadyDecided(comment, "Ghi chú này đã được xóa từ trước.")


# What a step does → what takes it back from one comment: f(comment, was, *, version, by, since), in one transaction.
# `version` is that of the comment after the step; AlreadyDecided if it is another one now.
TAKES_BACK: dict[str, Callable[..., None]] = {
    "decide": _decision,
    "answer": _answer,
    "hand_over": _hand_over,
    "mask": _mask,
    "keep": _keep,
    "charge": _charge,
    "publish": _publishing,
    "appeal": _appeal,
    "note": _note,
}


def take_back(session: SessionBase, key: str, versions: dict[int, int], *, by: User) -> tuple[Outcome, str]:
    """Take back the step with this `key`, from each comment of `versions` (`{pk: version after the step}`); without a
    key, of a page that names none, that which made these versions.

    Returns the Outcome, and the sentence of the step for when it was taken back. Five queries a comment for decisions.
    """
    outcome, steps = Outcome(reader=by), session.get(STEPS, [])
    step = _named(steps, key, versions)
    if (step is None and key) or (step and step["does"] == FINAL):
        return outcome, ""
    taken = step or {"does": "decide", "was": {}, "before": {}, "undone": ""}
    since = datetime.fromtimestamp(session.get(BEGAN, 0), UTC)
    made = {int(pk): version for pk, version in step["versions"].items()} if step else versions
    for comment in Comment.objects.for_queue().with_article_title(by).filter(pk__in=made):
        try:
            TAKES_BACK[taken["does"]](comment, taken["was"], version=made[comment.pk], by=by, since=since)
        except decisions.AlreadyDecided as clash:
            outcome.note_refusal(clash)
        else:
            outcome.done.append(comment)
            _move_on(steps, comment, taken["before"].get(str(comment.pk)))
    session[STEPS] = [other for other in steps if other is not step]
    return outcome, taken["undone"].replace(NAME, outcome.done[0].name if outcome.done else "")


def _named(steps: list[dict[str, Any]], key: str, versions: dict[int, int]) -> dict[str, Any] | None:
    """The step with `key`; of a page that names none, the newest that left the comments in `versions`."""
    made = {str(pk): version for pk, version in versions.items()}
    named = (step for step in reversed(steps) if (step["key"] == key if key else step["versions"] == made))
    return next(named, None)


def _move_on(steps: list[dict[str, Any]], comment: Comment, before: int | None) -> None:
    """`comment` is again as it was in the version `before`: the step that made that can be taken back next."""
    for step in steps:
        if before is not None and step["versions"].get(str(comment.pk)) == before:
            step["versions"][str(comment.pk)] = comment.version
