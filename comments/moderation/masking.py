"""Hiding personal data in a reader's words: a fixed sentence in the place of a number, an address; nothing else.

What is hidden are spans of the text as it was sent, which `OriginalText` keeps while the appeal can run. Each function
that changes something is one transaction and one step (`steps.py`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from comments.models import Comment, CommentEvent, ModerationPolicy, OriginalText
from comments.models.comment import MASKED_BODY_MAX, NAME_MAX
from comments.notifications import sender_emails
from comments.screening.kinds import personal
from comments.screening.kinds.chosen import is_personal, is_personal_there
from comments.screening.kinds.codes import urgency_of
from vietnamese.text import clean_text

from .reasons import WHY_UNDONE
from .steps import AlreadyDecided, lock_as_seen, note_step

Kind = CommentEvent.Kind

NAMES = {
    personal.PHONE: "số điện thoại",
    personal.IDENTITY: "số giấy tờ",
    personal.ACCOUNT: "số tài khoản",
    personal.ADDRESS: "địa chỉ",
    personal.EMAIL: "email",
    personal.PLATE: "biển số xe",
}
IN_PLACE = {what: f"[đã ẩn {name}]" for what, name in NAMES.items()}
FIELDS = ("name", "body")
CHANGED = ("name", "body", "masked_at", "findings", "kinds", "urgency")
MOST_SPANS = 200

NOTHING_CHOSEN = "Xin chọn ít nhất một chỗ cần che, hoặc bỏ che bằng nút “Bỏ che”."
NOTHING_NEW = "Các chỗ này đã che đúng như vậy, không có gì thay đổi."
NOT_FOUND_NOW = "Chỗ cần che không còn trong bản đang xem. Xin mở lại bình luận rồi chọn lại."
NOT_IN_TEXT = "Không thấy “{words}” trong bình luận này. Xin chép đúng từng chữ như trong bình luận."
NOT_PERSONAL = (
    "Chỉ che được {name}; “{words}” không giống {name}, hoặc có cả chữ khác: xin chép riêng {name}. Lời khác của "
    "bạn đọc không sửa được: nếu không đăng được, xin từ chối bình luận."
)
ORIGINAL_GONE = (
    "Bình luận của {name}: bản gốc không còn được giữ, nên không hoàn tác việc che được. Không có gì thay đổi."
)
ALL_OF_IT = "Che như vậy thì bình luận không còn chữ nào. Xin từ chối với lý do lộ thông tin cá nhân."
TOO_LONG = "Có quá nhiều chỗ phải che trong bình luận này. Xin từ chối với lý do lộ thông tin cá nhân."


class CannotMask(Exception):
    """Nothing was changed; the sentence says why, and what to do."""


class Span(NamedTuple):
    """What is hidden, as `what`, from `start` to `end` of `field` ("name" or "body") as it was sent."""

    field: str
    start: int
    end: int
    what: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A stretch that may be hidden: its `words`, why it is offered, and whether it is hidden now."""

    span: Span
    words: str
    why: str
    is_hidden: bool

    @property
    def value(self) -> str:
        """As a form sends it (`read_span`)."""
        return ":".join(map(str, self.span))

    @property
    def label(self) -> str:
        return NAMES[self.span.what]


class Source(NamedTuple):
    """The text as it was sent, as far as it is kept: what spans are places in."""

    name: str
    body: str
    spans: tuple[Span, ...]


def source_of(comment: Comment, original: OriginalText | None) -> Source:
    if original is None:
        return Source(comment.name, comment.body, ())
    return Source(original.name, original.body, tuple(Span(*span) for span in original.spans))


def original_of(comment: Comment) -> OriginalText | None:
    """The kept original, if there is one. One query, none for a comment that was never masked."""
    return (
        OriginalText.objects.select_related("masked_by").filter(comment=comment).first() if comment.masked_at else None
    )


def choices(source: Source) -> list[Choice]:
    """What may be hidden in `source` and what is hidden, in the order of the text."""
    found = {Span(field, piece.start, piece.end, piece.what): piece.why for field, piece in _pieces(source)}
    hidden = set(source.spans)
    offered = [span for span in found if span in hidden or not any(_overlap(span, other) for other in hidden)]
    spans = sorted({*offered, *hidden}, key=_place)
    return [
        Choice(span, _words(source, span), found.get(span, "chọn bằng tay"), is_hidden=span in hidden)
        for span in spans
    ]


def _pieces(source: Source) -> Iterable[tuple[str, Any]]:
    return ((field, piece) for field in FIELDS for piece in personal.find(getattr(source, field)))


def _words(source: Source, span: Span) -> str:
    words: str = getattr(source, span.field)[span.start : span.end]
    return words


def _is_there(source: Source, span: Span) -> bool:
    return is_personal_there(getattr(source, span.field), span.start, span.end, span.what)


def _place(span: Span) -> tuple[int, int]:
    return FIELDS.index(span.field), span.start


def _overlap(one: Span, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def read_span(value: str) -> Span | None:
    """A span that a form sent ("body:12:24:phone"), or None; it may be nowhere in the text."""
    field, *numbers, what = value.split(":") if value.count(":") == 3 else ("", "", "", "")
    is_whole = field in FIELDS and what in NAMES and all(n.isascii() and n.isdigit() and len(n) < 6 for n in numbers)
    return Span(field, int(numbers[0]), int(numbers[1]), what) if is_whole else None


def spans_by_hand(source: Source, words: str, what: str) -> list[Span]:
    """Where `words`, typed as they stand in the text, are to be hidden as `what`. Raises CannotMask."""
    words = clean_text(words)
    shown = words if len(words) <= 60 else f"{words[:59]}…"
    if what not in NAMES or not is_personal(words, what):
        raise CannotMask(NOT_PERSONAL.format(name=NAMES.get(what, "dữ liệu cá nhân"), words=shown))
    spans: list[Span] = []
    for field in FIELDS:
        text, start = getattr(source, field), -1
        while (start := text.find(words, start + 1)) >= 0:
            span = Span(field, start, start + len(words), what)
            if not any(_overlap(span, other) for other in spans):
                spans.append(span)
    if not spans:
        raise CannotMask(NOT_IN_TEXT.format(words=shown))
    spans = [span for span in spans if _is_there(source, span)]
    if not spans:
        raise CannotMask(NOT_PERSONAL.format(name=NAMES[what], words=shown))
    return spans


def left_to_see(source: Source, spans: Sequence[Span], words: str = "", what: str = "") -> list[Choice]:
    """What was found in `source` and would be seen with the masks that `mask` is asked for. Raises CannotMask."""
    chosen = _checked(source, [*spans, *(spans_by_hand(source, words, what) if words.strip() else ())])
    return [
        choice
        for choice in choices(source)
        if not any(one.field == choice.span.field and _covers(one, choice.span) for one in chosen)
    ]


def _covers(one: Span, other: Span) -> bool:
    return one.start <= other.start and other.end <= one.end


@transaction.atomic
def mask(comment: Comment, spans: Sequence[Span], *, by: User, words: str = "", what: str = "") -> dict[str, Any]:
    """Hide exactly `spans` of `comment` as it was sent, and where `words` stand as `what`; it is then as it is now.

    What `spans` leave out of what is hidden comes back. `comment` has the version that the moderator saw. Returns what
    `take_back` needs to know. Raises CannotMask with a sentence, AlreadyDecided. Ten queries; letters take their own.
    """
    now, original = _locked(comment)
    source = source_of(now, original)
    chosen = _checked(source, [*spans, *(spans_by_hand(source, words, what) if words.strip() else ())])
    if not chosen:
        raise CannotMask(NOTHING_CHOSEN)
    if chosen == source.spans:
        raise CannotMask(NOTHING_NEW)
    was = _remembered(original)
    _hide(now, original, chosen, by=by)
    _as_now(comment, now)
    return was


@transaction.atomic
def unmask(comment: Comment, *, by: User) -> dict[str, Any]:
    """Show `comment` as it was sent. As `mask`, and CannotMask when the original is not kept any more."""
    now, original = _locked(comment)
    if original is None:
        raise CannotMask("Bản gốc không còn được giữ, nên không bỏ che được nữa.")
    was = _remembered(original)
    _show(now, original, by=by)
    _as_now(comment, now)
    return was


@transaction.atomic
def take_back(comment: Comment, was: Mapping[str, Any], *, version: int, by: User) -> None:
    """Hide what was hidden before the step that made `version`; AlreadyDecided if `comment` is in another one now,
    or its original is not kept any more.

    `was` is what `remembered` said before that step.
    """
    if comment.version != version:
        raise AlreadyDecided(comment)
    now, original = _locked(comment)
    spans = tuple(Span(*span) for span in was["spans"])
    if (now.masked_at and original is None) or not _are_of(spans, was, now, original):
        raise AlreadyDecided(now, ORIGINAL_GONE.format(name=now.name))
    if spans:
        # The same key again: earlier steps know the text by it.
        kept = original or OriginalText(pk=was.get("in"), **_as_sent(now))
        _hide(now, kept, spans, by=by, why=WHY_UNDONE)
    elif original is not None:
        _show(now, original, by=by, why=WHY_UNDONE)
    _as_now(comment, now)


def _remembered(original: OriginalText | None) -> dict[str, Any]:
    """What a session keeps of the masks before a step: places alone, no words, and in which text they are."""
    return {"spans": [list(span) for span in original.spans], "in": original.pk} if original else {"spans": []}


def _are_of(spans: tuple[Span, ...], was: Mapping[str, Any], now: Comment, original: OriginalText | None) -> bool:
    """Whether the remembered `spans` are places in what is known as the original now."""
    source = source_of(now, original)
    if original and was.get("in", original.pk) != original.pk:
        return False
    return all(span.end <= len(getattr(source, span.field)) for span in spans)


def _as_now(comment: Comment, now: Comment) -> None:
    comment.name, comment.body, comment.masked_at = now.name, now.body, now.masked_at
    comment.findings, comment.kinds, comment.version = now.findings, now.kinds, now.version
    comment.urgency = now.urgency


def _locked(comment: Comment) -> tuple[Comment, OriginalText | None]:
    now = lock_as_seen(comment)
    if not now.may_be_masked:
        raise AlreadyDecided(now)
    return now, original_of(now)


def _checked(source: Source, spans: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` in order: each is found in the text, was hidden before, or was chosen by hand; CannotMask otherwise."""
    chosen: list[Span] = []
    offered = {choice.span for choice in choices(source)}
    for span in sorted(set(spans), key=_place):
        if span not in offered and not _is_there(source, span):
            raise CannotMask(NOT_FOUND_NOW)
        if not chosen or not _overlap(chosen[-1], span):
            chosen.append(span)
        elif span.end > chosen[-1].end:
            chosen[-1] = span if span.start == chosen[-1].start else chosen[-1]._replace(end=span.end)
    if len(chosen) > MOST_SPANS:
        raise CannotMask(TOO_LONG)
    return tuple(chosen)


def masked(text: str, spans: Iterable[Span]) -> str:
    """`text` with the fixed sentence of each of `spans` (of this text, in order, apart) in its place."""
    pieces, end = [], 0
    for span in spans:
        pieces += [text[end : span.start], IN_PLACE[span.what]]
        end = span.end
    return "".join([*pieces, text[end:]])


def _hide(now: Comment, original: OriginalText | None, spans: tuple[Span, ...], *, by: User, why: str = "") -> None:
    source = source_of(now, original)
    of_body = [span for span in spans if span.field == "body"]
    name, body = masked(source.name, (span for span in spans if span.field == "name")), masked(source.body, of_body)
    if not _says_something(source.body, of_body):
        raise CannotMask(ALL_OF_IT)
    if len(name) > NAME_MAX or len(body) > MASKED_BODY_MAX:
        raise CannotMask(TOO_LONG)
    at = timezone.now()
    original = original or OriginalText(**_as_sent(now))
    original.spans, original.masked_at, original.masked_by = [list(span) for span in spans], at, by
    original.kept_until = at + timedelta(days=ModerationPolicy.objects.current().appeal_days)
    original.save()
    hidden = [_words(source, span) for span in spans]
    now.name, now.body, now.masked_at = name, body, at
    now.findings = [_without(finding, hidden) for finding in original.before["findings"]]
    _become(now, _kinds_left(now, original.before["kinds"]))
    now.save(update_fields=CHANGED)
    note_step(now, Kind.MASK, by=by, why=why or told(spans))
    sender_emails.notify_of_mask(now, hidden)


def _says_something(text: str, spans: Iterable[Span]) -> bool:
    """Whether words are left of `text` beside what is hidden."""
    end, left = 0, []
    for span in spans:
        left.append(text[end : span.start])
        end = span.end
    return any(map(str.isalnum, "".join([*left, text[end:]])))


def _show(now: Comment, original: OriginalText, *, by: User, why: str = "") -> None:
    now.name, now.body = original.name, original.body
    now.masked_at = parse_datetime(original.before.get("masked_at") or "")
    now.findings = original.before["findings"]
    _become(now, original.before["kinds"])
    original.delete()
    now.save(update_fields=CHANGED)
    note_step(now, Kind.UNMASK, by=by, why=why)
    sender_emails.notify_of_unmask(now)


def _as_sent(comment: Comment) -> dict[str, Any]:
    return {"comment": comment, "name": comment.name, "body": comment.body, "before": _screened(comment)}


def _screened(comment: Comment) -> dict[str, Any]:
    """How the comment is without masks; `masked_at` where it has some whose original is gone."""
    masked_at = comment.masked_at and comment.masked_at.isoformat()
    return {"findings": comment.findings, "kinds": list(comment.kinds), "masked_at": masked_at}


def _become(comment: Comment, kinds: list[str]) -> None:
    """Be of `kinds`, and as urgent as they are, unless reports of readers made it more urgent."""
    if comment.urgency == urgency_of(comment.kinds):
        comment.urgency = urgency_of(kinds)
    comment.kinds = kinds


def _kinds_left(comment: Comment, kinds: Sequence[str]) -> list[str]:
    """`kinds` without personal data once none is left to be seen."""
    is_left = personal.find(comment.body) or personal.find(comment.name)
    return [kind for kind in kinds if is_left or kind != personal.PERSONAL_DATA]


def _without(finding: Mapping[str, Any], hidden: Sequence[str]) -> dict[str, Any]:
    """`finding` without words of what is `hidden`; what it quotes goes with them."""
    words, quoted = finding.get("words") or [], str(finding.get("matched", ""))
    kept = [word for word in words if not any(word in one or one in word for one in hidden)]
    quotes = any(one in quoted or (len(quoted) > 3 and quoted in one) for one in hidden)
    if len(kept) == len(words) and not quotes:
        return dict(finding)
    return {**finding, "words": kept, "matched": "…"}


def told(spans: Iterable[Span]) -> str:
    """“số điện thoại (2), địa chỉ”: what is hidden, without a word of it."""
    counts = Counter(span.what for span in spans)
    return ", ".join(f"{NAMES[what]} ({count})" if count > 1 else NAMES[what] for what, count in counts.items())
