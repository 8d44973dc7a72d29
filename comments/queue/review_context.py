"""One comment with all that helps to decide about it."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import MD5, Left, Upper
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from comments.models import Comment
from comments.screening.checks import explain, marked_words

from .rows import QueueRow

THREAD_SHOWN = 30
TEXTS_SHOWN = 4
HISTORY_READ = 200
WORDS_OF_A_TEXT = 240

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

    @cached_property
    def body(self) -> SafeString:
        """The text with what was found in it marked; line breaks are left to the style sheet."""
        return marked(self.comment.body, marked_words(self.comment))

    @cached_property
    def name(self) -> SafeString:
        return marked(self.comment.name, marked_words(self.comment))

    @cached_property
    def thread(self) -> list[Comment]:
        """The root and its replies, without this comment, the oldest first."""
        root = self.comment.parent_id or self.comment.pk
        return list(
            Comment.objects.filter(Q(pk=root) | Q(parent=root))
            .exclude(pk=self.comment.pk)
            .only("name", "body", "state", "created_at", "is_official", "parent")
            .order_by("created_at", "pk")[:THREAD_SHOWN]
        )

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
    def reports(self) -> list[tuple[str, int, list[str]]]:
        """`[(reason, number, notes)]` of what readers reported; no query for a comment that was never recalled."""
        if not self.comment.was_recalled:
            return []
        by_reason: dict[str, list[str]] = {}
        for report in self.comment.reports.only("reason", "note"):
            by_reason.setdefault(report.get_reason_display(), []).append(report.note)
        return [(reason, len(notes), [note for note in notes if note]) for reason, notes in by_reason.items()]


def marked(text: str, words: list[str]) -> SafeString:
    """`text` as HTML, each of `words` (as it stands in the text, the longest first) in <mark>."""
    if not words:
        return escape(text)
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", text)
    pieces[1::2] = [format_html("<mark>{}</mark>", word) for word in pieces[1::2]]
    return mark_safe("".join(map(conditional_escape, pieces)))
