"""What moderators are told, and asked about, before they do something: that it is somebody else's work, or takes more
with it than they see. Nothing is asked in the ordinary case.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.http import QueryDict

from accounts.models import User
from comments.models import Comment, Question
from vietnamese.dates import format_date

from .decisions import TAKES_DOWN, seen_versions
from .threads import beneath, told_of_answers, told_of_root

ANSWER = "answer"
SENT_APART = 50  # so many that are agreed to are fields of their own
TOLD = 5  # so many are told of in sentences of their own
# What the button says that does it all the same.
STILL = {
    "approved": "Vẫn duyệt",
    "rejected": "Vẫn từ chối",
    "spam": "Vẫn đánh dấu là bình luận rác",
    "pending": "Vẫn đưa về chờ duyệt",
}


@dataclass(frozen=True, slots=True)
class Concern:
    """`sentence` says what there is to know before acting on the comment with the key `comment`. `stamp` is the fact
    that it is about: who has agreed is asked again when that has changed. `choice` says what can be done with what
    stands below it, too (`with_answers` of the form); "" where nothing can.
    """

    comment: int
    code: str
    stamp: str
    sentence: str
    choice: str = ""

    @property
    def key(self) -> str:
        """What the form sends as `agreed`."""
        return f"{self.code}:{self.comment}:{self.stamp}"


# (comments, action, who acts, the name under an answer) → what they are to be told of. `action` is a state
# ("rejected", "spam"), "answer", "mask"…; the cost in queries does not grow with the number of comments.
Source = Callable[[Sequence[Comment], str, User, str], Iterable[Concern]]


def concerns(comments: Sequence[Comment], action: str, by: User, *, name: str = "") -> list[Concern]:
    """What `by` is to be told before `action` on `comments`, in their order; `name` is that under an answer.

    One query for what takes comments down or answers them, none for other actions.
    """
    found = [concern for source in SOURCES for concern in source(comments, action, by, name)]
    place = {comment.pk: number for number, comment in enumerate(comments)}
    return sorted(found, key=lambda concern: place[concern.comment])


def unagreed(
    comments: Sequence[Comment], action: str, by: User, posted: QueryDict, *, name: str = ""
) -> list[Concern]:
    """The `concerns` that the form `posted` has not agreed to.

    What has moved since the form showed it (`version-<pk>`) is left out: that is told first.
    """
    seen, agreed = seen_versions(posted), set(posted.getlist("agreed"))
    asked = [one for one in comments if one.may_be_decided and seen.get(one.pk, one.version) == one.version]
    found = [concern for concern in concerns(asked, action, by, name=name) if concern.key not in agreed]
    return [] if _together(found) in agreed else found


def sent_again(posted: QueryDict, found: Sequence[Concern]) -> list[tuple[str, str]]:
    """`[(name, value)]`: the fields of the form `posted`, which now agrees to the Concerns `found`."""
    sent = [(name, value) for name, values in posted.lists() if name != "csrfmiddlewaretoken" for value in values]
    keys = [concern.key for concern in found]
    return [*sent, *(("agreed", key) for key in (keys if len(keys) <= SENT_APART else [_together(found)]))]


def _together(found: Iterable[Concern]) -> str:
    """One key for many Concerns: a form has no room for thousands of fields."""
    return sha256("\n".join(sorted(concern.key for concern in found)).encode()).hexdigest()


def _charged(comments: Sequence[Comment], action: str, by: User, name: str) -> Iterable[Concern]:
    """Charged to a unit: before it is taken down, or answered in the name of another."""
    if action not in TAKES_DOWN and action != ANSWER:
        return
    names = {comment.pk: comment.name for comment in comments}
    for question in Question.objects.open().filter(comment__in=names):
        until = format_date(question.due_on)
        told = f"Bình luận của {names[question.comment_id]} đã giao {question.unit} trả lời, hạn {until}"
        stamp = f"{question.unit}, {question.due_on}"
        if action != ANSWER:
            yield Concern(question.comment_id, "charged", stamp, f"{told}.")
        elif name != question.unit:
            signed = f"{told}; câu trả lời này đứng tên {name}."
            yield Concern(question.comment_id, "charged", f"{stamp}, {name}", signed)


def _handed_over(comments: Sequence[Comment], action: str, by: User, name: str) -> Iterable[Concern]:
    """Given to a colleague: before somebody else takes it down or answers it."""
    if action not in TAKES_DOWN and action != ANSWER:
        return
    for comment in comments:
        if comment.state == Comment.State.PENDING and comment.assigned_to_id not in {None, by.pk}:
            told = f"Bình luận của {comment.name} đã giao cho {comment.assigned_to} xử lý."
            yield Concern(comment.pk, "handed_over", str(comment.assigned_to_id), told)


def _answered_below(comments: Sequence[Comment], action: str, by: User, name: str) -> Iterable[Concern]:
    """Readers see answers under it: before it is taken from them."""
    if action not in TAKES_DOWN and action != Comment.State.PENDING:
        return
    found = beneath(comments)
    for comment in comments:
        if under := found.get(comment.pk):
            which = f"cả {len(under.answers)} câu trả lời" if len(under.answers) > 1 else "câu trả lời ấy"
            choice = f"Đưa {which} về chờ duyệt"
            told = told_of_answers(comment, under)
            yield Concern(comment.pk, "answers_below", under.stamp, told, choice)


def _under_nothing(comments: Sequence[Comment], action: str, by: User, name: str) -> Iterable[Concern]:
    """It answers what readers do not see: before it is published there."""
    if action not in {Comment.State.APPROVED, ANSWER}:
        return
    chosen = {comment.pk for comment in comments}
    for comment in comments:
        is_news = action == ANSWER or comment.state != Comment.State.APPROVED
        if comment.parent and is_news and comment.parent_id not in chosen and (told := told_of_root(comment)):
            yield Concern(comment.pk, "root_hidden", comment.parent.state, told)


SOURCES: tuple[Source, ...] = (_handed_over, _charged, _answered_below, _under_nothing)
