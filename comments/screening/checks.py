"""The checks of a comment: small pure functions, which all run; every finding is kept with the words it found.

`screen(draft, context)` answers with a `Screening`. The worst effect wins: `reject` refuses the comment at once (only
rules of moderators do), `spam` puts it aside, `hold` lets it wait with the others (everything waits for a moderator
anyway) and tells the moderator why to look twice. Findings of a kind (`kinds/`) only hold.
"""

import re
import string
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from .kinds import Piece, codes, other_script
from .kinds.finder import find_in_body, find_in_name
from .links import is_trusted, links_in
from .matching import DOMAIN, EMAIL, MAX_PIECES, NAME, NEAR, NUMBER, PHRASE, SENDER, Matcher
from .obfuscation import Words, words_of

if TYPE_CHECKING:
    from comments.models import Comment

HOLD, SPAM, REJECT = EFFECTS = ("hold", "spam", "reject")  # from mild to bad

TOO_FAST_SECONDS = 3
OLD_FORM_SECONDS = 24 * 3600
MANY_IN_TEN_MINUTES = 3
MANY_REJECTIONS = 2
WHYS_SHOWN = 2  # reasons in one sentence

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
    "rule_network": "Cùng mạng với một người gửi trong danh sách; có thể là người khác.",
    "rule_number": "Có số thuộc loại trong danh sách: {matched}.",
    "rule_near": "Có các từ trong danh sách đứng gần nhau: “{matched}”.",
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

    @cached_property
    def links(self) -> list[str]:
        """Those in name and text, as `links_in` gives them."""
        return links_in(f"{self.name}\n{self.body}")


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
    `rule` is the key of the `Rule` that found it; `kind` is one of `codes.KINDS`, "" of what tells of machines, and
    `why` says in a few words what was found of it.
    """

    code: str
    matched: str = ""
    weight: int = 1
    effect: str = HOLD
    words: tuple[str, ...] = ()
    rule: int | None = None
    kind: str = ""
    why: str = ""


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

    @property
    def technical_score(self) -> int:
        """Points without the findings of kinds, which people write and no machine is told by."""
        return sum(finding.weight for finding in self.findings if finding.code not in codes.KINDS)

    @property
    def kinds(self) -> list[str]:
        """The kinds of all findings, each once, in the order of `codes.KINDS`."""
        found = {finding.kind for finding in self.findings}
        return [kind for kind in codes.KINDS if kind in found]

    @property
    def urgency(self) -> int:
        return codes.urgency_of(self.kinds)

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(finding) for finding in self.findings]


def screen(draft: Draft, context: Context) -> Screening:
    """Everything that the checks find in `draft`; no query, no input or output."""
    found = [finding for check in CHECKS if (finding := check(draft, context))]
    words = words_of(draft.body)
    return Screening([*found, *by_rules(draft, context, words), *_by_kinds(draft.name, draft.body, words)])


def sentence(finding: dict[str, Any]) -> str:
    """One stored finding (a dict) as a sentence for moderators."""
    code = finding.get("code", "")
    template = SENTENCES.get(code) or codes.SENTENCES.get(code, "Lý do khác: {matched}.")
    why = finding.get("why") or codes.LABELS.get(code, "").lower()
    return template.replace("{why}", str(why)).replace("{matched}", str(finding.get("matched", "")))


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
    found = [link for link in draft.links if not is_trusted(link)]
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


_REPEATED = re.compile(r"([\w!?])\1{5,}", re.IGNORECASE)  # of digits too: one set of signs is read twice as fast


def repeated_char(draft: Draft, context: Context) -> Finding | None:
    runs = _REPEATED.finditer(f"{draft.name} {draft.body}")
    found = next((run for run in runs if not (run[1].isdecimal() or run[1] == "_")), None)
    return Finding("repeated_char", _short(found[0]), words=(found[0],)) if found else None


_SMALL = string.ascii_lowercase.encode()


def shouting(draft: Draft, context: Context) -> Finding | None:
    plain = draft.body.encode("ascii", "ignore")
    if len(plain) - len(plain.translate(None, _SMALL)) > 0.4 * len(draft.body):  # so most letters are small
        return None
    letters = [letter for letter in draft.body if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return Finding("shouting") if len(letters) >= 20 and capitals > 0.7 * len(letters) else None


def foreign_script(draft: Draft, context: Context) -> Finding | None:
    """Letters of other scripts than those of the peoples of the country (`kinds/other_script.py`)."""
    return _other_script(f"{draft.name}\n{draft.body}")


def _other_script(text: str) -> Finding | None:
    runs = [piece.text for piece in other_script.find(text)]
    if not runs:
        return None
    return Finding(
        "foreign_script",
        _short("".join(runs)),
        codes.POINTS[codes.OTHER_SCRIPT],
        words=tuple(dict.fromkeys(runs))[:MAX_PIECES],
        kind=codes.OTHER_SCRIPT,
    )


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
    NUMBER: "rule_number",
    NEAR: "rule_near",
}
WEIGHTS = {HOLD: 5, SPAM: 10, REJECT: 10}


def by_rules(draft: Draft, context: Context, words: Words) -> list[Finding]:
    """A finding for each rule that is met. Nothing of the e-mail address goes into it: the queue shows findings."""
    matches = context.rules.matches(
        name=draft.name,
        email=draft.email,
        body=draft.body,
        sender=context.sender,
        network=context.network,
        words=words,
        links=draft.links,
    )
    return [
        Finding("rule_network", rule=match.rule.pk)
        if match.is_network
        else Finding(
            CODE_OF_KIND[match.rule.kind],
            _short(", ".join(match.pieces)),
            WEIGHTS[match.rule.effect],
            match.rule.effect,
            match.pieces,
            match.rule.pk,
        )
        for match in matches
    ]


def kinds_in(name: str, body: str) -> list[Finding]:
    """The findings of kinds alone, other scripts among them, of a comment that is stored."""
    return [*filter(None, [_other_script(f"{name}\n{body}")]), *_by_kinds(name, body, words_of(body))]


def _by_kinds(name: str, body: str, words: Words) -> list[Finding]:
    """A finding for each kind of which name or text hold something."""
    by_kind: dict[str, list[Piece]] = {}
    for piece in (*find_in_name(name), *find_in_body(body, words)):
        by_kind.setdefault(piece.kind, []).append(piece)
    return [_of_kind(kind, by_kind[kind]) for kind in codes.KINDS if kind in by_kind]


def _of_kind(kind: str, pieces: list[Piece]) -> Finding:
    texts = tuple(dict.fromkeys(piece.text for piece in pieces))[:MAX_PIECES]
    return Finding(
        kind,
        _short(", ".join(texts)),
        codes.POINTS[kind],
        words=() if kind == codes.GIBBERISH else texts,
        kind=kind,
        why=", ".join(list(dict.fromkeys(piece.why for piece in pieces))[:WHYS_SHOWN]),
    )


def _short(text: str, length: int = 80) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
