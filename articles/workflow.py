"""From draft to reader: the states of an article, and who may move it from one to the next.

    draft ──submit──▶ review ──publish──▶ published ──withdraw──▶ withdrawn
      ▲                 │                     ▲                       │
      └─────return──────┘      draft ──publish┘      ◀────reopen──────┘ (to draft)

What was withdrawn can also be published again at once. A schedule is no state: it is "published" with a `published_at`
that has not come yet.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .models import Article, Transition

DRAFT, REVIEW, PUBLISHED, WITHDRAWN = Article.Status


class Refused(Exception):
    """A step that cannot be taken: `points` say why, in Vietnamese; `field` is the one of the form they belong to."""

    def __init__(self, points: list[str], field: str = "status") -> None:
        self.points, self.field = points, field
        super().__init__(" ".join(points))


class NotAllowed(Refused):
    """This person may not take this step."""


class NotReady(Refused):
    """The article lacks something readers need, or the step its reason."""


@dataclass(frozen=True)
class Step:
    """A way from one state of an article to another; `permission` is the one that its user must have.

    Without a `permission`, everybody who may edit the article may hand it in for review, and only the user who created
    it may take it back (`step_between`).
    """

    source: str
    target: str
    label: str
    permission: str = ""
    needs_note: bool = False


STEPS = [
    Step(DRAFT, REVIEW, "Gửi duyệt"),
    Step(REVIEW, DRAFT, "Rút về bản nháp"),
    Step(REVIEW, DRAFT, "Trả lại người viết", "articles.publish_article", needs_note=True),
    Step(DRAFT, PUBLISHED, "Xuất bản", "articles.publish_article"),
    Step(REVIEW, PUBLISHED, "Duyệt và xuất bản", "articles.publish_article"),
    Step(PUBLISHED, WITHDRAWN, "Gỡ bài", "articles.withdraw_article", needs_note=True),
    Step(WITHDRAWN, DRAFT, "Mở lại bản nháp", "articles.publish_article"),
    Step(WITHDRAWN, PUBLISHED, "Xuất bản lại", "articles.publish_article"),
]


def may_edit(user: User, article: Article) -> bool:
    """Editors edit every article; a writer edits what they wrote, until it is published."""
    if not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.edit_any_article"):
        return True
    return article.created_by_id == user.pk and article.status in (DRAFT, REVIEW)


def step_between(user: User, article: Article, source: str, target: str) -> Step | None:
    """The Step by which `user` may take `article` from `source` to `target`, or None.

    A writer takes their own article back from review without a word; an editor who returns it gives the reason.
    """
    own = article.created_by_id == user.pk
    for step in STEPS:
        if (step.source, step.target) != (source, target):
            continue
        if step.permission and user.has_perm(step.permission) and not (own and source == REVIEW and target == DRAFT):
            return step
        if not step.permission and (own or not article.pk or target == REVIEW):
            return step
    return None


def targets(user: User, article: Article, source: str) -> list[str]:
    """The states `user` may choose for an article that is in state `source`, that one first."""
    return [source, *(state for state in Article.Status if step_between(user, article, source, state))]


def next_step(user: User, article: Article, source: str) -> Step | None:
    """The Step that brings `article`, in state `source`, nearer to its readers and that `user` may take, or None."""
    if source not in (DRAFT, REVIEW):
        return None
    steps = (step_between(user, article, source, target) for target in (PUBLISHED, REVIEW))
    return next(filter(None, steps), None)


def open_points(article: Article) -> list[str]:
    """What readers would miss, as Vietnamese sentences; empty when the article can be published."""
    points = []
    if not article.summary.strip():
        points.append("Chưa có sapo.")
    if not article.body.strip():
        points.append("Chưa có nội dung.")
    if not (article.byline or article.source):
        points.append("Chưa ghi tác giả hoặc nguồn.")
    return points


def check_step(article: Article, target: str, *, by: User, source: str, note: str = "") -> Step:
    """The Step by which `by` may take `article`, as it is to be saved, from `source` to `target`. No query but for
    rights. Raises NotAllowed when there is none, NotReady when an article to be published or the note lacks something.
    """
    step = step_between(by, article, source, target)
    if step is None:
        raise NotAllowed(["Bạn không có quyền chuyển bài sang trạng thái này."])
    if step.needs_note and not note.strip():
        raise NotReady([f"{step.label}: xin ghi lý do để người viết biết."], field="note")
    if target == PUBLISHED and (points := open_points(article)):
        raise NotReady(points)
    return step


def publication_moment(chosen: datetime | None = None) -> datetime:
    """`chosen`, or the current minute: forms show no seconds, and store what they show."""
    return chosen or timezone.now().replace(second=0, microsecond=0)


@transaction.atomic
def move(article: Article, target: str, *, by: User, source: str, note: str = "") -> None:
    """Save `article` in state `target`, coming from `source`, and keep a record of the step.

    Publishing without a date publishes now; withdrawing before the date forgets it. Raises what `check_step` raises.
    With `target` equal to `source` it only saves.
    """
    if target == source:
        article.status = source
        article.save()
        return
    check_step(article, target, by=by, source=source, note=note)
    if target == PUBLISHED:
        article.published_at = publication_moment(article.published_at)
    elif target == WITHDRAWN and article.published_at and article.published_at > timezone.now():
        # Readers never saw it. With its hour it would become one of those that they did see.
        article.published_at = None
    article.status = target
    article.save()
    Transition.objects.create(article=article, by=by, from_status=source, to_status=target, note=note)
