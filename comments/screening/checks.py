"""The checks of a comment: small pure functions, which all run; every finding is kept with the words it found.

`screen(draft, context)` answers with a `Screening`. The worst effect wins: `reject` refuses the comment at once (only
rules of moderators do), `spam` puts it aside, `hold` lets it wait with the others (everything waits for a moderator
anyway) and tells the moderator why to look twice.
"""

import re
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from .links import is_trusted, links_in
from .matching import DOMAIN, EMAIL, MAX_PIECES, NAME, PHRASE, SENDER, Matcher

if TYPE_CHECKING:
    from comments.models import Comment

HOLD, SPAM, REJECT = EFFECTS = ("hold", "spam", "reject")  # from mild to bad

TOO_FAST_SECONDS = 3
OLD_FORM_SECONDS = 24 * 3600
MANY_IN_TEN_MINUTES = 3
MANY_REJECTIONS = 2

SENTENCES = {
    "honeypot": "Ô bẫy dành cho chương trình tự động đã bị điền.",
    "too_fast": "Gửi chỉ {matched} giây sau khi mở biểu mẫu.",
    "token_old": "Biểu mẫu mở hơn 24 giờ rồi mới gửi.",
    "links": "Có liên kết: {matched}.",
    "html": "Có mã HTML hoặc BBCode: {matched}.",
    "rule": "Có cụm từ trong danh sách: “{matched}”.",
    "rule_email": "Email của người gửi thuộc danh sách cần xem kỹ.",
    "rule_domain": "Có tên miền trong danh sách: {matched}.",
    "rule_sender": "Người gửi thuộc danh sách cần xem kỹ.",
    "reserved_name": "Tên có trong danh sách cần xem kỹ: “{matched}”.",
    "duplicate": "Trùng nội dung với {matched} bình luận khác trong 24 giờ.",
    "flood": "Cùng mạng và trình duyệt đã gửi {matched} bình luận trong 10 phút.",
    "repeated_char": "Ký tự lặp nhiều lần: “{matched}”.",
    "shouting": "Viết phần lớn bằng chữ in hoa.",
    "foreign_script": "Có chữ viết không phải chữ Latin: “{matched}”.",
    "recent_rejections": "Cùng mạng và trình duyệt có {matched} bình luận bị từ chối hoặc bị coi là rác (30 ngày).",
}


@dataclass(frozen=True)
class Draft:
    """The fields of the form, clean and valid. `trap` is the content of the field that people do not see."""

    name: str
    email: str
    body: str
    submission_id: UUID
    consent_version: str
    parent: int | None = None
    wants_mail: bool = False
    trap: str = ""
    open_seconds: float = 60


@dataclass(frozen=True)
class Context:
    """What is known about the sender and the text: counts of others with the same text in 24 hours, of this sender's
    comments in ten minutes (this one not counted), and of his rejected or spam comments in 30 days. `rules` are those
    in force, `sender` is the key of his browser, `network` that of his network.
    """

    rules: Matcher = field(default_factory=Matcher)
    sender: UUID | None = None
    network: UUID | None = None
    same_text: int = 0
    sent_in_ten_minutes: int = 0
    rejections: int = 0


@dataclass(frozen=True)
class Finding:
    """One reason. `matched` is what the sentence shows; `words` are the pieces exactly as they stand in name or text;
    `rule` is the key of the `Rule` that found it.
    """

    code: str
    matched: str = ""
    weight: int = 1
    effect: str = HOLD
    words: tuple[str, ...] = ()
    rule: int | None = None


@dataclass(frozen=True)
class Screening:
    findings: list[Finding] = field(default_factory=list)

    @property
    def effect(self) -> str | None:
        """The worst of all, or None when nothing was found."""
        return max((finding.effect for finding in self.findings), key=EFFECTS.index, default=None)

    @property
    def is_spam(self) -> bool:
        return self.effect == SPAM

    @property
    def rules(self) -> list[int]:
        """Keys of the rules that were met."""
        return [finding.rule for finding in self.findings if finding.rule]

    @property
    def score(self) -> int:
        return sum(finding.weight for finding in self.findings)

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(finding) for finding in self.findings]


def screen(draft: Draft, context: Context) -> Screening:
    """Everything that the checks find in `draft`; no query, no input or output."""
    found = [finding for check in CHECKS if (finding := check(draft, context))]
    return Screening(found + by_rules(draft, context))


def sentence(finding: dict[str, Any]) -> str:
    """One stored finding (a dict) as a sentence for moderators."""
    template = SENTENCES.get(finding.get("code", ""), "Lý do khác: {matched}.")
    return template.replace("{matched}", str(finding.get("matched", "")))


def explain(comment: "Comment") -> list[tuple[str, int]]:
    """Why a stored comment waits: `[(sentence, points)]` in the order of the checks; the points make up its score."""
    return [(sentence(finding), finding.get("weight", 1)) for finding in comment.findings]


def marked_words(comment: "Comment") -> list[str]:
    """What the checks found, as it stands in name or text of a stored comment, the longest first: to be marked."""
    words = {word for finding in comment.findings for word in finding.get("words", ())}
    found = (word for word in words if word in comment.body or word in comment.name)
    return sorted(found, key=lambda word: (-len(word), word))


def honeypot(draft: Draft, context: Context) -> Finding | None:
    return Finding("honeypot", _short(draft.trap), 10, SPAM) if draft.trap else None


def too_fast(draft: Draft, context: Context) -> Finding | None:
    if draft.open_seconds >= TOO_FAST_SECONDS:
        return None
    return Finding("too_fast", str(max(int(draft.open_seconds), 0)), 4)


def token_old(draft: Draft, context: Context) -> Finding | None:
    return Finding("token_old") if draft.open_seconds > OLD_FORM_SECONDS else None


def links(draft: Draft, context: Context) -> Finding | None:
    found = [link for link in links_in(f"{draft.name}\n{draft.body}") if not is_trusted(link)]
    if not found:
        return None
    return Finding("links", _short(", ".join(found)), min(2 * len(found), 8), words=tuple(found)[:MAX_PIECES])


_MARKUP = re.compile(r"</?[a-z!][^<>\n]{0,200}>|\[/?(?:url|img|b|link)\b[^\]\n]{0,200}\]", re.IGNORECASE)


def html(draft: Draft, context: Context) -> Finding | None:
    found = _MARKUP.search(f"{draft.name}\n{draft.body}")
    return Finding("html", _short(found[0]), 4, words=(found[0],)) if found else None


def duplicate(draft: Draft, context: Context) -> Finding | None:
    return Finding("duplicate", str(context.same_text), 3) if context.same_text else None


def flood(draft: Draft, context: Context) -> Finding | None:
    sent = context.sent_in_ten_minutes + 1
    return Finding("flood", str(sent), 2) if sent >= MANY_IN_TEN_MINUTES else None


_REPEATED = re.compile(r"([^\W\d_]|[!?])\1{5,}", re.IGNORECASE)


def repeated_char(draft: Draft, context: Context) -> Finding | None:
    found = _REPEATED.search(f"{draft.name} {draft.body}")
    return Finding("repeated_char", _short(found[0]), words=(found[0],)) if found else None


def shouting(draft: Draft, context: Context) -> Finding | None:
    letters = [letter for letter in draft.body if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return Finding("shouting") if len(letters) >= 20 and capitals > 0.7 * len(letters) else None


# Letters that are not Latin, Vietnamese or phonetic.
_FOREIGN = re.compile("[^\\W\\d_\u0000-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff]+")
_MIXED = re.compile(f"[A-Za-zÀ-ỹ]{_FOREIGN.pattern}|{_FOREIGN.pattern}[A-Za-zÀ-ỹ]")


def foreign_script(draft: Draft, context: Context) -> Finding | None:
    """Two foreign letters anywhere, or one inside a Latin word, where it looks like another and hides the word."""
    text = f"{draft.name}\n{draft.body}"
    runs = [run for run in _FOREIGN.findall(text) if any(map(str.isalpha, run))]
    foreign = "".join(runs)
    if len(foreign) < 2 and not (foreign and _MIXED.search(text)):
        return None
    return Finding("foreign_script", _short(foreign), 3, words=tuple(dict.fromkeys(runs))[:MAX_PIECES])


def recent_rejections(draft: Draft, context: Context) -> Finding | None:
    return Finding("recent_rejections", str(context.rejections), 3) if context.rejections >= MANY_REJECTIONS else None


CHECKS = [
    honeypot,
    too_fast,
    token_old,
    links,
    html,
    duplicate,
    flood,
    repeated_char,
    shouting,
    foreign_script,
    recent_rejections,
]


CODE_OF_KIND = {
    PHRASE: "rule",
    EMAIL: "rule_email",
    DOMAIN: "rule_domain",
    NAME: "reserved_name",
    SENDER: "rule_sender",
}
WEIGHTS = {HOLD: 5, SPAM: 10, REJECT: 10}


def by_rules(draft: Draft, context: Context) -> list[Finding]:
    """A finding for each rule that is met. Nothing of the e-mail address goes into it: the queue shows findings."""
    matches = context.rules.matches(
        name=draft.name, email=draft.email, body=draft.body, sender=context.sender, network=context.network
    )
    return [
        Finding(
            CODE_OF_KIND[match.rule.kind],
            _short(", ".join(match.pieces)),
            WEIGHTS[match.rule.effect],
            match.rule.effect,
            match.pieces,
            match.rule.pk,
        )
        for match in matches
    ]


def _short(text: str, length: int = 80) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
