"""Finding the rules that a comment meets: all rules are compiled into a few tables, so that 500 cost hardly more than
five.

Pure: no query, no clock. Words are compared at word borders, in lower case, with one tone placement; signs of regular
expressions have no meaning.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from .digits import DigitRows, read_digits
from .links import domains_above, host_of, links_in
from .nearness import Nearness
from .obfuscation import Words, words_of

PHRASE, EMAIL, DOMAIN, NAME, SENDER = "phrase", "email", "domain", "name", "sender"
NUMBER, NEAR = "number", "near"
MIN_SPELLED = 4  # letters: nobody writes "l ô đ ề" without a purpose
MIN_GLUED = 5
MAX_PIECES = 10


class RuleRow(NamedTuple):
    """What matching needs of a `Rule`."""

    pk: int
    kind: str
    pattern: str
    ignores_marks: bool
    effect: str


@dataclass(frozen=True)
class Match:
    """`rule` is met; `pieces` are what met it, as they stand in the text (none for e-mail and sender). `is_network`:
    only the network is that of the rule, which others share.
    """

    rule: RuleRow
    pieces: tuple[str, ...] = ()
    is_network: bool = False


Found = defaultdict[RuleRow, list[str]]  # what met each rule


class Matcher:
    """Compiled rules. `matches` answers for one comment."""

    def __init__(self, rules: Iterable[RuleRow] = ()) -> None:
        kinds: defaultdict[str, list[RuleRow]] = defaultdict(list)
        for rule in rules:
            kinds[rule.kind].append(rule)
        self._phrases = _Phrases(kinds[PHRASE])
        self._names = _Phrases(kinds[NAME])
        self._emails = {email_pattern(rule.pattern): rule for rule in kinds[EMAIL]}
        self._domains = {host_of(rule.pattern): rule for rule in kinds[DOMAIN]}
        self._senders = {rule.pattern: rule for rule in kinds[SENDER]}
        self._digits = [(rule, digits) for rule in kinds[NUMBER] if (digits := read_digits(rule.pattern))]
        self._near = Nearness((rule, rule.pattern, rule.ignores_marks) for rule in kinds[NEAR])

    def matches(
        self,
        *,
        name: str,
        email: str,
        body: str,
        sender: UUID | None = None,
        network: UUID | None = None,
        words: Words | None = None,
        links: list[str] | None = None,
    ) -> list[Match]:
        """Every rule that is met, each once: `[Match]`.

        `sender` is the key of a browser, `network` that of its network, of which rules made by an older release tell.
        `words` are those of `body`, `links` those of `name` and `body`, where somebody has them already.
        """
        return [
            *self._phrases.matches(name, body, words=words),
            *self._of_email(email.lower()),
            *self._of_domains(email, f"{name}\n{body}", links),
            *self._names.matches(name),
            *self._of_digits(f"{name}\n{body}"),
            *self._of_words_nearby(body, words),
            *self._of_sender(sender, network),
        ]

    def _of_sender(self, sender: UUID | None, network: UUID | None) -> list[Match]:
        of_browser, of_network = self._senders.get(str(sender)), self._senders.get(str(network))
        met = [Match(of_browser)] if of_browser else []
        return [*met, Match(of_network, is_network=True)] if of_network else met

    def _of_email(self, email: str) -> list[Match]:
        keys = (email, f"*@{email.rpartition('@')[2]}")
        return [Match(rule) for key in keys if (rule := self._emails.get(key))]

    def _of_digits(self, text: str) -> list[Match]:
        if not self._digits:
            return []
        rows = DigitRows(text)
        return [Match(rule, _pieces(found)) for rule, digits in self._digits if (found := rows.met_by(digits))]

    def _of_words_nearby(self, body: str, words: Words | None) -> list[Match]:
        if not self._near:
            return []
        found = self._near.met_in(words or words_of(body), _has_marks)
        return [Match(rule, (piece,)) for rule, piece in found]

    def _of_domains(self, email: str, text: str, links: list[str] | None) -> list[Match]:
        if not self._domains:
            return []
        found: Found = defaultdict(list)
        for domain in domains_above(host_of(email.rpartition("@")[2])):
            if rule := self._domains.get(domain):
                found[rule].append(rule.pattern)  # the queue must not show the address
        for link in links_in(text) if links is None else links:
            for domain in domains_above(host_of(link)):
                if rule := self._domains.get(domain):
                    found[rule].append(link)
        return [Match(rule, _pieces(pieces)) for rule, pieces in found.items()]


def email_pattern(pattern: str) -> str:
    """`Ai@Thu.vn` → `ai@thu.vn`; `@thu.vn` and `*@thu.vn` → `*@thu.vn`, everybody there (no subdomains)."""
    pattern = pattern.lower()
    return f"*{pattern}" if pattern.startswith("@") else pattern


def sender_of(pattern: str) -> UUID | None:
    """The sender key that the pattern of a rule names, or None."""
    try:
        return UUID(pattern)
    except ValueError:
        return None


class _Phrases:
    """Phrases by their first two words; those without spaces by themselves."""

    def __init__(self, rules: list[RuleRow]) -> None:
        # First one or two plain words → [(plain words, exact words, rule)]
        self._starting: defaultdict[tuple[str, ...], list[tuple[list[str], list[str], RuleRow]]] = defaultdict(list)
        # Plain letters → [(exact letters, rule)], and the first three of them → [(plain letters, rule)]
        self._glued: defaultdict[str, list[tuple[str, RuleRow]]] = defaultdict(list)
        self._spelled: defaultdict[str, list[tuple[str, RuleRow]]] = defaultdict(list)
        for rule in rules:
            words = words_of(rule.pattern)
            self._starting[tuple(words.plain[:2])].append((words.plain, words.exact, rule))
            letters = "".join(words.plain)
            if len(words.plain) > 1:
                self._glued[letters].append(("".join(words.exact), rule))
            if len(letters) >= MIN_SPELLED:
                self._spelled[letters[:3]].append((letters, rule))
        self._firsts = frozenset(begin[0] for begin in self._starting if begin)

    def matches(self, *texts: str, words: Words | None = None) -> list[Match]:
        """What is met in any of `texts`; `words` are those of the last one."""
        if not self._starting:
            return []
        found: Found = defaultdict(list)
        for number, text in enumerate(texts, 1):
            self._find_in(words if words and number == len(texts) else words_of(text), found)
        return [Match(rule, _pieces(pieces)) for rule, pieces in found.items()]

    def _find_in(self, words: Words, found: Found) -> None:
        for place, word in enumerate(words.plain):
            if word in self._firsts:
                self._find_at(place, words, found)
            if word in self._glued:
                self._find_glued(place, words, found)
        for letters, places in words.spelled:
            self._find_spelled(letters, places, words.text, found)

    def _find_at(self, place: int, words: Words, found: Found) -> None:
        plain = words.plain
        candidates = self._starting.get((plain[place],), [])
        if place + 1 < len(plain):
            candidates = [*candidates, *self._starting.get((plain[place], plain[place + 1]), [])]
        for wanted, exact, rule in candidates:
            end = place + len(wanted)
            if plain[place:end] == wanted and _has_marks(words, place, exact, rule.ignores_marks):
                found[rule].append(words.text[words.spans[place][0] : words.spans[end - 1][1]])

    def _find_glued(self, place: int, words: Words, found: Found) -> None:
        for exact, rule in self._glued[words.plain[place]]:
            if len(exact) < MIN_GLUED and words.exact[place] != exact:
                continue
            if _has_marks(words, place, [exact], rule.ignores_marks):
                found[rule].append(words.text[slice(*words.spans[place])])

    def _find_spelled(self, letters: str, places: list[int], text: str, found: Found) -> None:
        for start in range(len(letters) - 2):
            for wanted, rule in self._spelled.get(letters[start : start + 3], []):
                if letters.startswith(wanted, start):
                    found[rule].append(text[places[start] : places[start + len(wanted) - 1] + 1])


def _has_marks(words: Words, start: int, exact: list[str], ignores_marks: bool) -> bool:
    """Whether the words from `start` have the marks of the rule's, `exact`. An obfuscated word has lost them: it
    counts.

    A rule that `ignores_marks` also takes a word without any, as does one obfuscated word beside it ("l0 de"); but no
    other marks: "nhà cải tạo" is not "nhà cái".
    """
    places = range(start, start + len(exact))
    takes_bare = ignores_marks or any(words.is_obfuscated[place] for place in places)
    for place, wanted in zip(places, exact, strict=True):
        word, plain = words.exact[place], words.plain[place]
        is_bare = (takes_bare and plain == word) or (ignores_marks and plain == wanted)
        if not (word == wanted or is_bare or words.is_obfuscated[place]):
            return False
    return True


def _pieces(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:MAX_PIECES]
