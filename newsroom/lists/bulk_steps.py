"""Steps for many chosen articles of the list: a page says which can take it, which cannot and why, and asks for the
reason where one is needed; then each takes it by its own right and rules, in a transaction of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from articles import workflow
from articles.binning import why_not
from articles.in_the_bin import find_binned, put_into_bin, seen_of
from articles.models import Article
from database.keys import is_key
from newsroom.form.step_findings import counted_in_many, takes_text_on
from revisions.saving import saved_by
from vietnamese.numbers import format_number

MAX_ARTICLES = 100  # each is a transaction with a revision; so many take some seconds
NAMED = 10  # in a sentence about what was left


@dataclass(frozen=True)
class BulkStep:
    """A step as the list offers it. `done` says what became of the articles ("Đã xuất bản 3 bài")."""

    key: str
    target: str
    label: str
    done: str
    sources: tuple[str, ...]
    needs_note: bool = False

    @property
    def button(self) -> str:
        return self.label.rstrip("…")

    @property
    def done_before(self) -> str:
        return f"đã ở trạng thái “{Article.Status(self.target).label}” từ trước"

    def why_not(self, user: User, article: Article) -> list[str]:
        """What stands against the step, as sentences: the state, a right, what readers would miss. No query but for
        rights.
        """
        return _why_not(user, article, self)

    def carry_out(self, user: User, article: Article, note: str) -> None:
        """Raises workflow.Refused."""
        source = article.status
        article.edition += 1
        article.saved_by = user
        workflow.move(article, self.target, by=user, source=source, note=note)


class BulkBinning(BulkStep):
    """No step from state to state: into the bin, from any."""

    @property
    def done_before(self) -> str:
        return "đã ở trong thùng rác từ trước"

    def why_not(self, user: User, article: Article) -> list[str]:
        return [sentence] if (sentence := why_not(user, article)) else []

    def carry_out(self, user: User, article: Article, note: str) -> None:
        with saved_by(user):
            put_into_bin(article, user)


BIN = BulkBinning("delete_selected", "", "Đưa vào thùng rác…", "Đã đưa vào thùng rác", tuple(Article.Status))
STEPS = {
    step.key: step
    for step in (
        BulkStep("submit_many", workflow.REVIEW, "Gửi duyệt", "Đã gửi duyệt", (workflow.DRAFT,)),
        BulkStep("return_many", workflow.DRAFT, "Trả lại…", "Đã trả lại", (workflow.REVIEW,), needs_note=True),
        BulkStep(
            "publish_many",
            workflow.PUBLISHED,
            "Duyệt và xuất bản",
            "Đã duyệt và xuất bản",
            (workflow.DRAFT, workflow.REVIEW),
        ),
        BulkStep("withdraw_many", workflow.WITHDRAWN, "Gỡ bài…", "Đã gỡ", (workflow.PUBLISHED,), needs_note=True),
        BIN,
    )
}


@dataclass(frozen=True)
class Candidate:
    """An article that was chosen, as the page shows it; `why_not` are sentences, none when it can take the step.
    `to_read` is one on what proofreading finds in it, "" for nothing: no step waits for it.
    """

    article: Article
    why_not: list[str]
    to_read: str = ""

    @property
    def seen(self) -> str:
        return seen_of(self.article)


@dataclass
class Outcome:
    """What became of the chosen articles."""

    done: list[Article] = field(default_factory=list)
    before: list[Article] = field(default_factory=list)  # were there already: a double click
    left: list[tuple[Article, str]] = field(default_factory=list)  # with the sentence why
    gone: list[int] = field(default_factory=list)  # keys: deleted or hidden since, no title may be said

    def sentences(self, step: BulkStep) -> Iterable[tuple[str, str]]:
        """("success", "info" or "warning", the sentence) of each kind there was."""
        if self.done:
            yield "success", f"{step.done} {format_number(len(self.done))} bài."
        if self.before:
            yield "info", f"{format_number(len(self.before))} bài {step.done_before}, không làm lại."
        if self.left:
            named = "; ".join(f"“{article.title}”: {why}" for article, why in self.left[:NAMED])
            rest = len(self.left) - NAMED
            more = f" Và {format_number(rest)} bài khác." if rest > 0 else ""
            yield "warning", f"Chưa làm {format_number(len(self.left))} bài. {named}{more}"
        if self.gone:
            yield (
                "warning",
                f"{format_number(len(self.gone))} bài đã chọn không còn ở đây: vừa bị xóa, hoặc bạn không còn "
                "xem được. Xin tìm trong “Thùng rác” hoặc hỏi biên tập viên.",
            )


def candidates(user: User, articles: QuerySet[Article], step: BulkStep) -> list[Candidate]:
    """The chosen `articles` with what stands against the step, whatever its reason will be. One query, whole rows;
    for a step that takes texts on those of `counted_in_many`.
    """
    whole = articles.defer(None).select_related("created_by").order_by("-saved_at", "-pk")
    found = [Candidate(article, step.why_not(user, article)) for article in whole]
    able = [one.article for one in found if not one.why_not]
    if not any(takes_text_on(source, step.target) for source in step.sources) or not able:
        return found
    said = counted_in_many(able, user)
    return [replace(one, to_read=said.get(one.article.pk, "")) for one in found]


def take(user: User, step: BulkStep, seen: Mapping[int, str], note: str, visible: QuerySet[Article]) -> Outcome:
    """Take `step` with each article of `seen` ({pk: Candidate.seen}) that is `visible`; a dozen queries each.

    One that somebody has saved since is left, one that is there already is not moved again.
    """
    outcome = Outcome()
    for pk in sorted(seen):
        with transaction.atomic():
            article = _locked(pk, visible)
            if article is None:
                _note_absent(user, pk, step, outcome)
            elif article.status == step.target and not seen[pk].startswith(f"{step.target}:"):
                outcome.before.append(article)
            elif seen[pk] != seen_of(article) and (seen[pk] or step is not BIN):
                outcome.left.append((article, _who_saved(user, article)))
            elif why := step.why_not(user, article):
                outcome.left.append((article, " ".join(why)))
            else:
                _move(user, article, step, note, outcome)
    return outcome


def _locked(pk: int, visible: QuerySet[Article]) -> Article | None:
    """The article, if it is `visible` once whoever saves it has done so. Locked by itself first: who may know it lies
    in other tables, which a statement that waits reads as they were before. Two queries.
    """
    list(Article.with_binned.select_for_update(of=("self",)).filter(pk=pk).values_list("pk"))
    return visible.defer(None).order_by().filter(pk=pk).first()


def _note_absent(user: User, pk: int, step: BulkStep, outcome: Outcome) -> None:
    """An article that is not among the visible ones any more: of one in the bin it is said."""
    article = find_binned(pk, user)
    if article is not None and step is BIN:
        outcome.before.append(article)
    elif article is not None:
        outcome.left.append((article, "Bài đang ở trong thùng rác."))
    else:
        outcome.gone.append(pk)


def _move(user: User, article: Article, step: BulkStep, note: str, outcome: Outcome) -> None:
    try:
        with transaction.atomic():
            step.carry_out(user, article, note)
    except workflow.Refused as refused:
        outcome.left.append((article, " ".join(refused.points)))
    else:
        outcome.done.append(article)


def _who_saved(user: User, article: Article) -> str:
    if article.saved_by_id == user.pk:
        return "Chính bạn vừa lưu bài này ở tab khác, xin xem lại rồi chọn lại."
    return f"{article.saved_by or 'Người khác'} vừa lưu bài này, xin xem lại rồi chọn lại."


def _why_not(user: User, article: Article, step: BulkStep) -> list[str]:
    if article.status not in step.sources:
        return [f"Bài đang ở trạng thái “{article.get_status_display()}”, không có bước này."]
    if not workflow.may_edit(user, article):
        return ["Bạn không sửa được bài này."]
    own_return = article.status == workflow.REVIEW and step.target == workflow.DRAFT
    if own_return and article.created_by_id == user.pk:
        return ["Bài của chính bạn: mở bài rồi bấm “Rút về bản nháp”."]
    try:
        workflow.check_step(article, step.target, by=user, source=article.status, note="…")
    except workflow.Refused as refused:
        return refused.points
    return []


def read_seen(sent: Mapping[str, Any], pks: Iterable[str]) -> dict[int, str]:
    """{pk: what the page showed of it} of the articles that a form sends; of numbers only."""
    return {int(pk): str(sent.get(f"seen-{pk}", "")) for pk in pks if is_key(pk)}
