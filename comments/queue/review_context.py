"""One comment with all that helps to decide about it."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import MD5, Left, Upper
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from comments.models import AbuseReport, Comment, ModeratorNote, OriginalText, SenderStop, UnitAnswer
from comments.models.appeal import REFUSED, appeal_of
from comments.moderation import masking
from comments.moderation.appeals import why_not_by
from comments.moderation.reasons import WHY_UNDONE
from comments.moderators import moderators
from comments.screening.checks import explain, marked_words
from comments.screening.patterns import end_of_sender_keys
from vietnamese.dates import format_date

from .rows import QueueRow
from .traces import Twin, WrittenLink, twins_of, written_links

THREAD_SHOWN = 30
TEXTS_SHOWN = 4
NOTES_SHOWN = 50
HISTORY_READ = 200
REPORTS_READ = 200
WORDS_OF_A_TEXT = 240
WHO_DECIDED = [f"decided_by__{name}" for name in ("username", "pen_name", "first_name", "last_name")]

State = Comment.State


@dataclass(frozen=True, slots=True)
class OtherComment:
    """Another comment of the same sender; `begin` is how its text begins, `address` a digest of its e-mail address."""

    pk: int
    begin: str
    state: str
    created_at: datetime
    address: str

    @property
    def label(self) -> str:
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class MaskPanel:
    """`choices` to hide; of a masked comment `original` is what is kept. `kinds` are `[(code, name)]`."""

    choices: list[masking.Choice]
    original: OriginalText | None
    kinds: list[tuple[str, str]]


class ReviewContext:
    """What helps to decide about one comment. Thread, sender and reports are a query each, when the template asks."""

    def __init__(self, row: QueueRow) -> None:
        self.row = row
        self.comment = row.comment

    @cached_property
    def reasons(self) -> list[tuple[str, int]]:
        """`[(sentence, points)]`"""
        sentences: list[tuple[str, int]] = explain(self.comment)
        return sentences

    @property
    def takes_decisions(self) -> bool:
        """Whether the buttons of a decision do anything: a refusal that is appealed against is settled instead."""
        return not (self._is_appealed and self.comment.state in REFUSED)

    @property
    def _is_appealed(self) -> bool:
        appeal = appeal_of(self.comment)
        return appeal is not None and appeal.is_open

    def why_not_settled(self, user: User) -> str:
        """Why `user` may not settle the appeal, as a sentence; "" when they may, or none is open. Two queries at most,
        none without an open appeal.
        """
        return why_not_by(self.comment, user, moderators(include_superusers=False)) if self._is_appealed else ""

    @cached_property
    def links(self) -> list[WrittenLink]:
        return written_links(self.comment)

    @cached_property
    def twins(self) -> list[Twin]:
        """Others with the same text, if that was found; one query then."""
        return twins_of(self.comment)

    @cached_property
    def body(self) -> SafeString:
        """The text with what was found in it marked; line breaks are left to the style sheet."""
        return marked(self.comment.body, marked_words(self.comment))

    @cached_property
    def name(self) -> SafeString:
        return marked(self.comment.name, marked_words(self.comment))

    @cached_property
    def others(self) -> list[Comment]:
        """The root and its replies, without this comment, the oldest first."""
        root = self.comment.parent_id or self.comment.pk
        return list(
            Comment.objects.filter(Q(pk=root) | Q(parent=root))
            .exclude(pk=self.comment.pk)
            .select_related("decided_by")
            .only(
                "name", "body", "state", "created_at", "is_official", "parent", "in_reply_to", "reason", *WHO_DECIDED
            )
            .order_by("created_at", "pk")[:THREAD_SHOWN]
        )

    @cached_property
    def published_answer(self) -> Comment | None:
        """The answer of the office to this comment; a query only where the thread is longer than shown."""
        if self.comment.first_decided_at is None and self.comment.state == State.PENDING:
            return None
        if len(self.others) == THREAD_SHOWN:
            return Comment.objects.official_answers_to(self.comment.pk).select_related("decided_by").first()
        return next((other for other in self.others if self._is_answer(other)), None)

    def taken_back_by(self, user: User | AnonymousUser) -> str:
        """The words of the answer that `user` gave and took back, "" when there is none, or another one. No query."""
        own = (
            other.body
            for other in reversed(self.others)
            if other.is_official and other.reason == WHY_UNDONE and other.decided_by == user
            if self.comment.pk == (other.in_reply_to_id or other.parent_id)
        )
        return "" if self.published_answer else next(own, "")

    def _is_answer(self, other: Comment) -> bool:
        """As `official_answers_to` has it."""
        is_to_it = self.comment.pk == (other.in_reply_to_id or other.parent_id)
        return other.is_official and other.state == State.APPROVED and is_to_it

    @cached_property
    def _others(self) -> list[OtherComment]:
        others = Comment.objects.others_of_sender(self.comment)
        others = others.annotate(begin=Left("body", WORDS_OF_A_TEXT), address=MD5(Upper("email")))
        rows = others.values_list("pk", "begin", "state", "created_at", "address")
        return [OtherComment(*row) for row in rows[:HISTORY_READ]]

    @cached_property
    def sender_counts(self) -> list[tuple[str, int, str]]:
        """`[(label, number)]` of the states in which other comments of the sender are."""
        counts = Counter(other.state for other in self._others)
        return [(state.label, counts[state], state.value) for state in State if counts[state]]

    @cached_property
    def sender_waiting(self) -> int:
        """How many other comments of the sender wait."""
        return sum(other.state == State.PENDING for other in self._others)

    @property
    def sender_addresses(self) -> int:
        """Under how many e-mail addresses those that wait were sent: several may be several people."""
        return len({other.address for other in self._others if other.state == State.PENDING})

    @property
    def sender_texts(self) -> list[OtherComment]:
        """The newest others."""
        return self._others[:TEXTS_SHOWN]

    @cached_property
    def notes(self) -> list[ModeratorNote]:
        """What colleagues wrote to each other, the oldest first; no query where the row says that there is none."""
        if not self.comment.note_count:
            return []
        return list(self.comment.notes.select_related("by")[:NOTES_SHOWN])

    @cached_property
    def unit_answer(self) -> UnitAnswer | None:
        """What the unit sent and nobody has looked at; no query where the row says that there is none."""
        if not self.comment.unit_answer_waits:
            return None
        waiting: UnitAnswer | None = UnitAnswer.objects.waiting().filter(question__comment=self.comment).first()
        return waiting

    @cached_property
    def sender_known_by(self) -> str:
        """By what the others are known to be of the same sender, and since when, as words behind "Người gửi này"."""
        if self.comment.email_confirmed_at:
            since = min((other.created_at for other in self._others), default=self.comment.created_at)
            return f"theo email đã xác nhận, từ {format_date(timezone.localtime(since).date())}"
        began = format_date(timezone.localtime(self.comment.created_at).date().replace(day=1))
        if self.comment.browser_key:
            return f"cùng mạng và trình duyệt, trong tháng từ {began}"
        return f"cùng mạng, trong tháng từ {began}; có thể là nhiều người"

    @cached_property
    def stops(self) -> list[SenderStop]:
        """Stops of this sender, and of whoever shares network and kind of browser, the newest first."""
        return list(SenderStop.objects.about(self.comment).in_force().only("email", "until", "why", "browser_key")[:3])

    @property
    def stop_ends(self) -> datetime | None:
        """Until when a stop by browser lasts at most; None when this sender is known by it no more."""
        end = end_of_sender_keys(self.comment.created_at)
        return end if self.comment.browser_key and end > timezone.now() else None

    @cached_property
    def _all_reports(self) -> list[AbuseReport]:
        """No query for a comment without open reports that was never recalled."""
        if not (self.row.reports or self.comment.was_recalled):
            return []
        return list(self.comment.reports.only("comment", "reason", "note", "settled_at")[:REPORTS_READ])

    @property
    def reports(self) -> list[tuple[str, int, list[str]]]:
        """`[(reason, number, notes)]` of what readers reported and nobody has decided since."""
        by_reason: dict[str, list[str]] = {}
        for report in self._all_reports:
            if report.settled_at is None:
                by_reason.setdefault(report.get_reason_display(), []).append(report.note)
        return [(reason, len(notes), [note for note in notes if note]) for reason, notes in by_reason.items()]

    @property
    def reviewed_reports(self) -> list[tuple[str, int]]:
        """`[(reason, number)]` of those that somebody has looked at."""
        counts = Counter(str(one.get_reason_display()) for one in self._all_reports if one.settled_at)
        return list(counts.items())

    @cached_property
    def mask(self) -> MaskPanel | None:
        """What may be hidden; None of what nobody masks. One query for a comment that is masked."""
        if not self.comment.may_be_masked:
            return None
        kept = masking.original_of(self.comment)
        offered = [] if kept else masking.choices(masking.source_of(self.comment, None))
        return MaskPanel(offered, kept, list(masking.NAMES.items()))


def marked(text: str, words: list[str]) -> SafeString:
    """`text` as HTML, each of `words` (as it stands in the text, the longest first) in <mark>."""
    if not words:
        return escape(text)
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", text)
    pieces[1::2] = [format_html("<mark>{}</mark>", word) for word in pieces[1::2]]
    return mark_safe("".join(map(conditional_escape, pieces)))
