"""From draft to reader: the states of an article, and who may move it from one to the next.

    draft ──submit──▶ review ──publish──▶ published ──withdraw──▶ withdrawn
      ▲                 │                     ▲                       │
      └─────return──────┘      draft ──publish┘      ◀────reopen──────┘ (to draft)

What was withdrawn can also be published again at once. A schedule is no state: it is "published" with a `published_at`
that has not come yet.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeGuard

from django.utils import timezone

from accounts.models import User
from revisions.saving import keep, saved_by
from vietnamese.dates import format_time_date

from .models import Article, Transition
from .models.readiness import gaps

DRAFT, REVIEW, PUBLISHED, WITHDRAWN = Article.Status
BACKDATES = "articles.backdate_article"
JUST_NOW = timedelta(minutes=5)  # so long is a moment that was typed as "now" none of the past


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

    def button(self, published_at: datetime | None = None) -> str:
        """What its button says, for an article with this hour: that a reason will be asked for, or that readers will
        see the article later.
        """
        if self.target == PUBLISHED and published_at and published_at > timezone.now():
            return SCHEDULES
        return f"{self.label}…" if self.needs_note else self.label


SCHEDULES = "Hẹn giờ xuất bản"
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


def steps_from(user: User, article: Article, source: str) -> list[Step]:
    """The Steps that `user` may take with an article in state `source`."""
    found = (step_between(user, article, source, target) for target in Article.Status)
    return list(filter(None, found))


def next_step(user: User, article: Article, source: str) -> Step | None:
    """The Step that brings `article`, in state `source`, nearer to its readers and that `user` may take, or None."""
    if source not in (DRAFT, REVIEW):
        return None
    steps = (step_between(user, article, source, target) for target in (PUBLISHED, REVIEW))
    return next(filter(None, steps), None)


def open_points(article: Article) -> list[str]:
    """What readers would miss, as Vietnamese sentences; empty when the article can be published (readiness.py)."""
    return [gap.sentence for gap in gaps(article)]


def check_step(article: Article, target: str, *, by: User, source: str, note: str = "") -> Step:
    """The Step by which `by` may take `article`, as it is to be saved, from `source` to `target`. No query but for
    rights. Raises NotAllowed when there is none, NotReady when an article to be published or the note lacks something.
    """
    step = step_between(by, article, source, target)
    if step is None:
        now, wanted = (dict(Article.Status.choices).get(state, state) for state in (source, target))
        raise NotAllowed(
            [f"Bài đang ở trạng thái “{now}”: bạn không chuyển sang “{wanted}” được. Xin nhờ biên tập viên."]
        )
    if step.needs_note and not note.strip():
        raise NotReady([f"{step.label}: xin ghi lý do để người viết biết."], field="note")
    if target == PUBLISHED and (points := open_points(article)):
        raise NotReady(points)
    return step


def check_moment(chosen: datetime | None, *, by: User, saved: datetime | None) -> None:
    """Raises NotAllowed when `by` sets the hour of publication to `chosen`, in the past, without the right to: what is
    `saved` may stay. No query but for rights.
    """
    if not is_backdated(chosen, saved) or by.has_perm(BACKDATES):
        return
    raise NotAllowed(
        [
            f"Giờ xuất bản {format_time_date(chosen)} đã qua, mà bạn không có quyền ghi lùi ngày xuất bản. "
            "Xin để trống (lấy giờ lúc xuất bản), chọn giờ sau hiện tại, hoặc nhờ biên tập viên có quyền ấy."
        ],
        field="published_at",
    )


def is_backdated(chosen: datetime | None, saved: datetime | None) -> TypeGuard[datetime]:
    """Whether `chosen` is in the past and another minute than what is `saved`."""
    if chosen is None or chosen >= timezone.now() - JUST_NOW:
        return False
    return not is_same_minute(chosen, saved)


def is_same_minute(some: datetime | None, other: datetime | None) -> bool:
    """Whether the two read the same in a form, which shows no seconds."""
    if some is None or other is None:
        return some is other
    return some.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def publication_moment(chosen: datetime | None = None) -> datetime:
    """`chosen`, or the current minute: forms show no seconds, and store what they show."""
    return chosen or timezone.now().replace(second=0, microsecond=0)


def move(article: Article, target: str, *, by: User, source: str, note: str = "") -> None:
    """Save `article` in state `target`, coming from `source`, and keep a record of the step and a revision.

    Publishing without a date publishes now; withdrawing before the date forgets it. Raises what `check_step` and
    `check_moment` raise. With `target` equal to `source` it only saves; then, too, what readers see lacks nothing,
    or it raises NotReady. An hour in the past costs a query, of whoever has no right to set one.
    """
    with saved_by(by):
        _move(article, target, by=by, source=source, note=note)


def _move(article: Article, target: str, *, by: User, source: str, note: str) -> None:
    step = _check_save(article, target, by=by, source=source, note=note)
    keep(article, step=step.label if step else "", note=note)
    if step is None:
        article.status = source
        article.save()
        return
    if target == PUBLISHED:
        article.published_at = publication_moment(article.published_at)
    elif target == WITHDRAWN and article.published_at and article.published_at > timezone.now():
        # Readers never saw it. With its hour it would become one of those that they did see.
        article.published_at = None
    article.status = target
    article.save()
    Transition.objects.create(article=article, by=by, from_status=source, to_status=target, note=note)


def _check_save(article: Article, target: str, *, by: User, source: str, note: str) -> Step | None:
    """The Step that is to be taken, None when the article is only saved."""
    if article.binned_at is not None:
        raise NotAllowed(["Bài đang ở trong thùng rác. Xin khôi phục bài trước."])
    if is_backdated(article.published_at, None) and not by.has_perm(BACKDATES):
        saved = Article.with_binned.filter(pk=article.pk).values_list("published_at", flat=True).first()
        check_moment(article.published_at, by=by, saved=saved)
    if target != source:
        return check_step(article, target, by=by, source=source, note=note)
    if target == PUBLISHED and (points := open_points(article)):
        raise NotReady(points)
    return None
