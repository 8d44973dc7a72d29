"""What stands under a comment, before somebody takes it down: answers stay where they are, below a sentence in its
place.

Answers are those to the comment itself and, of a root, all of its thread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from accounts.models import User
from comments.models import Comment, Question
from comments.models.public_state import OF_STATE, PublicState
from comments.models.queryset import CommentQuerySet
from database.keys import read_key

from .decisions import decide_many


@dataclass(frozen=True, slots=True)
class Beneath:
    """Keys of the answers that readers see under one comment; how many are the office's, and how many of those are on
    the page of questions.
    """

    answers: list[int]
    official: int
    questions: int

    @property
    def stamp(self) -> str:
        return f"{len(self.answers)},{self.official},{self.questions}"

    @property
    def told(self) -> str:
        official = f", trong đó {self.official} của cơ quan" if self.official else ""
        questions = f" ({self.questions} câu ở trang Hỏi đáp)" if self.questions else ""
        return f"{len(self.answers)} câu trả lời{official}{questions}"


def beneath(comments: Sequence[Comment]) -> dict[int, Beneath]:
    """`{pk: Beneath}` of those of `comments` that readers see and that have answers; an answer that is itself among
    them does not count. One query; none where readers see none of them.
    """
    shown = {comment.pk for comment in comments if comment.state == Comment.State.APPROVED}
    if not shown:
        return {}
    is_asked = Exists(Question.objects.filter(answer=OuterRef("pk")))
    rows = answers_to(shown).exclude(pk__in=[comment.pk for comment in comments])
    found: dict[int, list[tuple[int, bool, bool]]] = {}
    for pk, root, answered, is_official, on_page in rows.values_list(
        "pk", "parent", "in_reply_to", "is_official", is_asked
    ):
        for above in {root, answered} & shown:
            found.setdefault(above, []).append((pk, is_official, on_page))
    return {
        above: Beneath([pk for pk, _, _ in under], sum(one for _, one, _ in under), sum(one for _, _, one in under))
        for above, under in found.items()
    }


def answers_to(keys: Iterable[int]) -> CommentQuerySet:
    """What readers see under the comments with these keys."""
    return Comment.objects.visible().filter(Q(parent__in=keys) | Q(in_reply_to__in=keys)).order_by("pk")


def move_answers(done: Sequence[Comment], posted: QueryDict, *, by: User) -> list[Comment]:
    """Put back to wait what stands under those of `done`, which `by` has taken down, for which the form `posted` asks
    it (`with_answers`); returns them.
    """
    asked = {read_key(value) for value in posted.getlist("with_answers")}
    keys = [comment.pk for comment in done if comment.pk in asked]
    if not keys:
        return []
    answers = answers_to(keys).for_queue().with_article_title(by)
    return decide_many(answers, Comment.State.PENDING, by=by, seen_versions={}).done


def told_of_moved(moved: Sequence[Comment]) -> str:
    return f"Đã đưa {len(moved)} câu trả lời bên dưới về chờ duyệt."


def told_of_answers(comment: Comment, under: Beneath) -> str:
    """What stands under `comment`, and what becomes of it."""
    place = PublicState.HIDDEN.in_its_place.removesuffix(".")
    becomes = "vẫn hiện, không còn ghi là trả lời ai" if comment.parent_id else f"vẫn hiện, dưới dòng “{place}”"
    which = "Câu ấy" if len(under.answers) == 1 else "Các câu ấy"
    return f"Dưới bình luận của {comment.name} đang có {under.told}. {which} {becomes}."


def told_of_root(answer: Comment) -> str:
    """Under which sentence readers will see `answer`; "" under a root that they see."""
    root = answer.parent
    place = OF_STATE[root.state].in_its_place if root else ""
    if not root or not place:
        return ""
    state = root.get_state_display().lower()
    return f"Bình luận gốc của {root.name} không hiện ({state}). Câu này sẽ hiện dưới dòng “{place}”"
