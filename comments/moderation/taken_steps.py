"""The steps that a moderator took in this session of work, the newest last, for `queue.undo` to take back.

They are kept in the session, wherever they were taken: in the queue or in the archive of comments. A session holds no
word of a citizen: `NAME` stands where a sentence names the sender, who may be masked or erased before it is shown.
"""

import re
from collections.abc import Iterable
from secrets import token_hex
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

from comments.models import Comment

# Release 0.4.0 keeps decisions under "queue_steps"; it would take back an answer as if it were one.
STEPS, MAX_STEPS = "queue_steps_taken", 20
NAME = "{name}"
FINAL = "final"  # what such a step does: nothing that could be taken back


def note_step(
    session: SessionBase,
    told: str,
    comments: list[Comment],
    does: str = "decide",
    was: dict[str, Any] | None = None,
    *,
    counted: int | None = 1,
    undone: str = "",
    about: Comment | None = None,
) -> None:
    """Remember a step about `comments`, which are as it left them.

    `told` says what was done, as a sentence, and stands in the bar. `was` is what `TAKES_BACK[does]` of `queue.undo`
    needs to know, as JSON can hold it. `counted` is by how much the step raised the version of each comment; None: it
    has nothing to do with versions. `undone` is the sentence for when it was taken back ("": that the
    comment is as before). Whom the sentences name is the sender of `about`, by default of the first of `comments`.
    """
    named = about or (comments[0] if comments else None)
    step = {
        "key": token_hex(6),
        "told": _without_name(told, named),
        "about": named and named.pk,
        "versions": {str(comment.pk): comment.version for comment in comments},
        "does": does,
        "was": was or {},
        "before": {} if counted is None else {str(comment.pk): comment.version - counted for comment in comments},
        "undone": _without_name(undone, named),
    }
    session[STEPS] = [*session.get(STEPS, []), step][-MAX_STEPS:]


def _without_name(sentence: str, comment: Comment | None) -> str:
    if comment is None or not comment.name:
        return sentence
    return re.sub(rf"(?<!\w){re.escape(comment.name)}(?!\w)", NAME, sentence)


def note_final(session: SessionBase, told: str, about: Comment | None = None) -> None:
    """Remember what was done and cannot be taken back: the bar says so, and offers nothing older in its place."""
    note_step(session, f"{told} Việc này không hoàn tác được.", [], FINAL, about=about)


def note_answer(session: SessionBase, comment: Comment, answer: Comment, *, was_pending: bool, seen: int) -> int:
    """Remember that `answer` was given to `comment`, which was in the version `seen`, and waited if `was_pending`.

    Returns by how much that raised the version: 0 when the same words were there already, which is no step.
    """
    counted: int = comment.version - seen
    if counted:
        was = {"answer": answer.pk, "approved": was_pending}
        back = "; bình luận trở lại chờ duyệt" if was_pending else ""
        undone = f"câu trả lời cho {comment.name} đã được gỡ{back}."
        note_step(session, said_of_answer(comment), [comment], "answer", was, counted=counted, undone=undone)
    return counted


def said_of_answer(comment: Comment) -> str:
    """The sentence that says that `comment` was answered."""
    return f"Đã đăng câu trả lời cho {comment.name}."


def last_step(session: SessionBase, known: Iterable[Comment] = ()) -> dict[str, Any] | None:
    """`{"key": …, "told": sentence, "versions": {pk: version}, …}` of the newest step, or None.

    The sentence names the sender as the comment does now: one query, none where the comment is among `known`.
    """
    steps = session.get(STEPS)
    if not steps or NAME not in steps[-1]["told"]:
        return steps[-1] if steps else None
    step: dict[str, Any] = steps[-1]
    names = {comment.pk: comment.name for comment in known}
    name = names.get(step["about"]) or Comment.objects.filter(pk=step["about"]).values_list("name", flat=True).first()
    return step | {"told": step["told"].replace(NAME, name or "bạn đọc")}
