"""The list that is read before a text goes on, to the editor or to readers: read, not obeyed; nothing is refused."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accounts.models import User
from proofreading.document import Document
from proofreading.findings import Finding, identity
from proofreading.known import Known
from proofreading.rules import RULES
from vietnamese.numbers import format_number

from .asked import MAX_LENGTH
from .dismissals import MAX_OF_TEXT
from .kinds import TextKind
from .models import Dismissal, ReadFindings
from .reading import read
from .texts import document_of, excerpt, names_of, place_of

CONTEXT = 36  # characters on each side of a place
ANSWER = "findings-"  # what `confirmed` of a form begins with that answers a list
LONG = "Bài dài nên chỉ các đoạn đầu được soát chữ ở đây; phần còn lại xem ở khung soát lỗi cạnh bài."
TOO_LONG = "Văn bản dài quá mức soát lỗi được (khoảng 30.000 chữ) nên chưa được soát; xin tự đọc soát."


@dataclass(frozen=True)
class Place:
    """A finding as a list says it: `before`, `text` and `behind` are an excerpt; `instead` says what may stand there,
    "" where nobody can know.
    """

    id: str
    rule: str
    where: str
    before: str
    text: str
    behind: str
    instead: str
    reason: str


@dataclass(frozen=True)
class OpenFindings:
    """What is neither dismissed nor read by this person. `says` is a sentence on what could not be read, or "": no
    step waits for it, so whoever takes the step is told. `has_more`: there are more than these.
    """

    places: list[Place] = field(default_factory=list)
    says: str = ""
    has_more: bool = False

    @property
    def ids(self) -> list[str]:
        return list(dict.fromkeys(place.id for place in self.places))

    @property
    def answer(self) -> str:
        """What a form sends once the list is read."""
        return ANSWER + ".".join(self.ids)

    @property
    def sentence(self) -> str:
        count = format_number(len(self.places))
        return (
            f"Soát lỗi có hơn {count} lời nhắc, đây là {count} lời đầu."
            if self.has_more
            else f"Soát lỗi có {count} lời nhắc."
        )

    def is_read(self, answers: Iterable[str]) -> bool:
        """Whether `answers`, as forms send them, name all of these places: also where some were mended since."""
        named = {each for text in answers if text.startswith(ANSWER) for each in text[len(ANSWER) :].split(".")}
        return named.issuperset(self.ids)


def left_alone(kind: str, keys: Collection[int], user: User) -> dict[int, set[str]]:
    """{key: the identities of what is dismissed in that text, or what `user` has read}. Two queries."""
    found: dict[int, set[str]] = {key: set() for key in keys}
    for key, one in Dismissal.objects.filter(kind=kind, key__in=keys).values_list("key", "finding"):
        found[key].add(one)
    for key, ids in ReadFindings.objects.filter(kind=kind, key__in=keys, by=user).values_list("key", "ids"):
        found[key].update(ids)
    return found


def open_findings(
    kind: TextKind,
    values: Mapping[str, str],
    known: Known,
    *,
    user: User,
    but: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
) -> OpenFindings:
    """Those in a text as its form would save it, without those in `but`, which hide no other; `values` and `labels` by
    the names of the form. The queries of links; time: that of the rules, for 6,000 words at most.
    """
    document = document_of(kind, values)
    if sum(len(block.text) for block in document.blocks) > MAX_LENGTH:
        return OpenFindings(says=TOO_LONG)
    reading = read(document, known, user=user, dismissed=but)
    found = [finding for finding in reading.findings if identity(document, finding) not in but]
    names = {kind.fields[name]: label for name, label in (labels or {}).items() if name in kind.fields}
    says = reading.says or (LONG if reading.unread else "")
    places = _places(document, found[:MAX_OF_TEXT], names_of(document, names))
    return OpenFindings(places, says, has_more=reading.has_more or len(found) > MAX_OF_TEXT)


def _places(document: Document, found: Sequence[Finding], names: Sequence[str]) -> list[Place]:
    return [_place(document, finding, place_of(finding, names)) for finding in found]


def _place(document: Document, finding: Finding, where: str) -> Place:
    before, place, behind = excerpt(document, finding, CONTEXT)
    return Place(
        id=identity(document, finding),
        rule=RULES[finding.rule].name,
        where=where,
        before=before,
        text=place,
        behind=behind,
        instead=_instead(finding),
        reason=finding.reason,
    )


def _instead(finding: Finding) -> str:
    if finding.suggestion is None:
        return ""
    if finding.suggestion == "":
        return "Nên bỏ chỗ này" if finding.text.strip() else "Nên bỏ khoảng trống này"
    if not finding.suggestion.strip():
        return "Nên là một khoảng trắng"
    return f"Nên là “{finding.suggestion}”"
