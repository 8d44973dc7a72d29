"""numbering.xml: which paragraph is an item of which list, and the number that Word writes before it."""

import re
from dataclasses import dataclass, field

from manuscripts.numbers import written
from manuscripts.story import Item
from manuscripts.xml import Element, child, children, value

from .styles import Styles

_KINDS = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
_PLACE = re.compile(r"%([1-9])")
_WORDS = re.compile(r"[^\W\d_]")
MAX_NUMBER = 9_999


@dataclass(frozen=True)
class Level:
    kind: str  # as numFmt
    start: int
    text: str  # "%1.", "Điều %1."


@dataclass
class Numbering:
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by the key of an abstract list
    abstract_of: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)  # that a list (num) says for itself
    own_levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    by_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None, styles: Styles) -> "Numbering":
        numbering = cls()
        links = {}
        for abstract in children(root, "abstractNum"):
            key = value(abstract, "abstractNumId") or ""
            numbering.levels[key] = {
                _number(value(level, "ilvl")): _level(level) for level in children(abstract, "lvl")
            }
            links[key] = value(child(abstract, "numStyleLink"))
            for level in children(abstract, "lvl"):
                if style := value(child(level, "pStyle")):
                    numbering.by_style[style] = (key, _number(value(level, "ilvl")))
        for num in children(root, "num"):
            numbering._read_num(num)
        for key, style in links.items():
            linked = value(child(styles.property(style, "pPr", "numPr"), "numId"))
            if linked and not numbering.levels[key]:
                numbering.levels[key] = numbering.levels.get(numbering.abstract_of.get(linked, ""), {})
        return numbering

    def _read_num(self, num: Element) -> None:
        key = value(num, "numId") or ""
        self.abstract_of[key] = value(child(num, "abstractNumId")) or ""
        for override in children(num, "lvlOverride"):
            level = _number(value(override, "ilvl"))
            if (start := value(child(override, "startOverride"))) is not None:
                self.starts[key, level] = _number(start)
            if (own := child(override, "lvl")) is not None:
                self.own_levels[key, level] = _level(own)

    def place(self, properties: Element | None, style: str | None, styles: Styles) -> tuple[str, int] | None:
        """(key of the list, level) of a paragraph by its own properties or its style; None for a plain one."""
        own = child(properties, "numPr")
        key, level = value(child(own, "numId")), value(child(own, "ilvl"))
        if key is None:
            inherited = styles.property(style, "pPr", "numPr")
            key = value(child(inherited, "numId"))
            by_level = self._level_of_style(key, style)
            level = level or (str(by_level) if by_level is not None else value(child(inherited, "ilvl")))
        if not key or key == "0" or key not in self.abstract_of:
            return None
        return key, _number(level)

    def _level_of_style(self, key: str | None, style: str | None) -> int | None:
        abstract, level = self.by_style.get(style or "", ("", 0))
        return level if key and abstract == self.abstract_of.get(key) else None

    def next(self, key: str, level: int) -> "tuple[Item | None, str]":
        """(the Item of the next paragraph there, words that Word writes before it). A number that stands among words
        ("Điều 3."), or has several parts ("2.1."), is no item: no list of HTML writes it.
        """
        look = self._look(key, level)
        if look is None or look.kind == "none":
            return None, ""
        abstract = self.abstract_of[key]
        if look.kind == "bullet":
            return Item(abstract, level), ""
        number = self._count(key, level, look)
        places = _PLACE.findall(look.text)
        if len(places) != 1 or _WORDS.search(_PLACE.sub("", look.text)):
            return None, self._label(key, look)
        return Item(abstract, level, True, _KINDS.get(look.kind, "1"), number), ""

    def label(self, key: str, level: int) -> str:
        """The number before a heading, in words, counted on; "" for a bullet."""
        look = self._look(key, level)
        if look is None or look.kind in {"bullet", "none"}:
            return ""
        self._count(key, level, look)
        return self._label(key, look)

    def _look(self, key: str, level: int) -> Level | None:
        own = self.own_levels.get((key, level))
        return own or self.levels.get(self.abstract_of.get(key, ""), {}).get(level)

    def _count(self, key: str, level: int, look: Level) -> int:
        counts = self.counts.setdefault(self.abstract_of[key], {})
        start = self.starts.get((key, level))
        if start is not None and (key, level) not in self.begun:
            counts[level] = start
        else:
            counts[level] = min(counts[level] + 1, MAX_NUMBER) if level in counts else look.start
        self.begun.add((key, level))
        for deeper in [held for held in counts if held > level]:
            del counts[deeper]
        return counts[level]

    def _label(self, key: str, look: Level) -> str:
        counts = self.counts.get(self.abstract_of[key], {})

        def number(place: re.Match[str]) -> str:
            level = int(place[1]) - 1
            shown = self._look(key, level)
            return written(
                counts.get(level, shown.start if shown else 1), _KINDS.get(shown.kind if shown else "", "1")
            )

        return _PLACE.sub(number, look.text).strip()


def _level(level: Element) -> Level:
    start = value(child(level, "start"))
    return Level(
        value(child(level, "numFmt")) or "decimal",
        _number(start) if start is not None else 1,
        value(child(level, "lvlText")) or "",
    )


def _number(text: str | None) -> int:
    return min(int(text), MAX_NUMBER) if text and text.isdecimal() and len(text) < 6 else 0
