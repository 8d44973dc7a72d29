"""Why a moderator should look closely: small pure functions, all run, every finding kept with the words it found.

`screen(draft, context)` answers with a `Screening`. The worst effect wins: `spam` puts the comment aside, `hold` lets
it wait with the others (everything waits for a moderator anyway) and tells the moderator why to look twice.
"""

import re
import unicodedata
from dataclasses import asdict, dataclass, field
from uuid import UUID

from vietnamese.text import canonical, fold

from .phrases import FOLDED, INSULTS, RESERVED_NAMES, SELLING

HOLD, SPAM = "hold", "spam"

TOO_FAST_SECONDS = 3
OLD_FORM_SECONDS = 24 * 3600
MANY_IN_TEN_MINUTES = 3
MANY_REJECTIONS = 2

SENTENCES = {
    "honeypot": "Ô bẫy dành cho máy đã bị điền.",
    "too_fast": "Gửi chỉ {matched} giây sau khi mở biểu mẫu.",
    "token_old": "Biểu mẫu mở hơn 24 giờ rồi mới gửi.",
    "links": "Có liên kết: {matched}.",
    "html": "Có mã HTML hoặc BBCode: {matched}.",
    "rule": "Có cụm từ trong danh sách: “{matched}”.",
    "duplicate": "Trùng nội dung với {matched} bình luận khác trong 24 giờ.",
    "flood": "Người này đã gửi {matched} bình luận trong 10 phút.",
    "repeated_char": "Ký tự lặp nhiều lần: “{matched}”.",
    "shouting": "Viết phần lớn bằng chữ in hoa.",
    "foreign_script": "Có chữ viết không phải chữ Latin: “{matched}”.",
    "reserved_name": "Tên giống tên cơ quan hoặc chức danh: “{matched}”.",
    "recent_rejections": "Người này có {matched} bình luận bị từ chối hoặc là thư rác trong 30 ngày.",
}


@dataclass(frozen=True)
class Draft:
    """What the form brought, clean and valid. `trap` is what stood in the field that people do not see."""

    name: str
    email: str
    body: str
    submission_id: UUID
    consent_version: str
    parent: int | None = None
    trap: str = ""
    open_seconds: float = 60


@dataclass(frozen=True)
class Context:
    """What is known of the sender and the text: counts of others with the same text in 24 hours, of this sender's
    comments in ten minutes (this one not counted), and of his rejected or spam comments in 30 days.
    """

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
    def is_spam(self):
        return any(finding.effect == SPAM for finding in self.findings)

    @property
    def score(self):
        return sum(finding.weight for finding in self.findings)

    def as_json(self):
        return [asdict(finding) for finding in self.findings]


def screen(draft, context):
    """Everything that the checks find in `draft`; no query, no input or output."""
    return Screening([finding for check in CHECKS if (finding := check(draft, context))])


def sentence(finding):
    """One stored finding (a dict) as a sentence for moderators."""
    template = SENTENCES.get(finding.get("code"), "Lý do khác: {matched}.")
    return template.replace("{matched}", str(finding.get("matched", "")))


def explain(comment):
    """Why a stored comment waits: `[(sentence, points)]` in the order of the checks; the points make up its score."""
    return [(sentence(finding), finding.get("weight", 1)) for finding in comment.findings]


def explained_score(comment):
    """`explain` on one line: "Điểm nghi ngờ 7: có liên kết: abc.vn (2); viết phần lớn bằng chữ in hoa (1)"."""
    reasons = [f"{reason[:1].lower()}{reason[1:].removesuffix('.')} ({points})" for reason, points in explain(comment)]
    total = f"Điểm nghi ngờ {sum(points for _, points in explain(comment))}"
    return f"{total}: {'; '.join(reasons)}" if reasons else total


def marked_words(comment):
    """What the checks found, as it stands in name or text of a stored comment, the longest first: to be marked."""
    words = {word for finding in comment.findings for word in finding.get("words", ())}
    return sorted((word for word in words if word in comment.body or word in comment.name), key=len, reverse=True)


def honeypot(draft, context):
    return Finding("honeypot", _short(draft.trap), 10, SPAM) if draft.trap else None


def too_fast(draft, context):
    if draft.open_seconds >= TOO_FAST_SECONDS:
        return None
    return Finding("too_fast", str(max(int(draft.open_seconds), 0)), 4)


def token_old(draft, context):
    return Finding("token_old") if draft.open_seconds > OLD_FORM_SECONDS else None


# A host needs a known ending, so that "xong.Tôi" and "TP.HCM" stay words. Counts are bounded, so that no text is slow.
_LINK = re.compile(
    r"https?://\S+|\bwww\.\S+|(?<![\w-])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|net|org|info|biz|vn|io|me|co|xyz|top|shop|"
    r"site|online|store|club|click|link|live|win|vip|bet|fun|pro|app|dev|ru|cn|tk|cc|asia)(?![\w-])(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)


def links(draft, context):
    found = _LINK.findall(f"{draft.name} {draft.body}")
    return Finding("links", _short(", ".join(found)), min(2 * len(found), 8), words=tuple(found)) if found else None


_MARKUP = re.compile(r"</?[a-z!][^<>\n]{0,200}>|\[/?(?:url|img|b|link)\b[^\]\n]{0,200}\]", re.IGNORECASE)


def html(draft, context):
    found = _MARKUP.search(f"{draft.name}\n{draft.body}")
    return Finding("html", _short(found[0]), 4, words=(found[0],)) if found else None


def _matcher(phrases):
    """One pattern for all `phrases`, at word borders, any spaces between the words, the longest first."""
    words = (r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


_PHRASES = _matcher({*map(canonical, SELLING + INSULTS), *map(fold, FOLDED)})


def rule(draft, context):
    found = _PHRASES.search(canonical(f"{draft.name} \n {draft.body}"))
    return Finding("rule", _short(found[0]), 5) if found else None


def duplicate(draft, context):
    return Finding("duplicate", str(context.same_text), 3) if context.same_text else None


def flood(draft, context):
    sent = context.sent_in_ten_minutes + 1
    return Finding("flood", str(sent), 2) if sent >= MANY_IN_TEN_MINUTES else None


_REPEATED = re.compile(r"([^\W\d_]|[!?])\1{5,}", re.IGNORECASE)


def repeated_char(draft, context):
    found = _REPEATED.search(f"{draft.name} {draft.body}")
    return Finding("repeated_char", _short(found[0]), words=(found[0],)) if found else None


def shouting(draft, context):
    letters = [letter for letter in draft.body if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return Finding("shouting") if len(letters) >= 20 and capitals > 0.7 * len(letters) else None


def foreign_script(draft, context):
    foreign = "".join(
        letter
        for letter in draft.name + draft.body
        if letter > "\u024f" and letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
    )
    return Finding("foreign_script", _short(foreign), 3) if len(foreign) >= 2 else None


_RESERVED = _matcher(map(fold, RESERVED_NAMES))


def reserved_name(draft, context):
    found = _RESERVED.search(fold(draft.name))
    return Finding("reserved_name", draft.name, 4) if found else None


def recent_rejections(draft, context):
    return Finding("recent_rejections", str(context.rejections), 3) if context.rejections >= MANY_REJECTIONS else None


CHECKS = [
    honeypot,
    too_fast,
    token_old,
    links,
    html,
    rule,
    duplicate,
    flood,
    repeated_char,
    shouting,
    foreign_script,
    reserved_name,
    recent_rejections,
]


def _short(text, length=80):
    return text if len(text) <= length else text[: length - 1] + "…"
