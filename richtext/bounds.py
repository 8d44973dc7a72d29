"""Prepares HTML of any origin for a parser, so that the work grows no faster than the text.

HTML parsers take quadratic time for elements that are opened and never closed, for formatting that they open again in
each paragraph, for thousands of attributes on one tag; nh3's writer for thousands of "&" or of some letters in a row.
"""

import re

MAX_NESTING = 200
# How many open <b>, <i> … each tag may stand in on average; a parser may write them all anew at each of them.
MAX_FORMATTING = 8
SMALL_WORK = 10_000
LONG_TAG = 4_000
MAX_ATTRIBUTES = 200
MAX_RUN = 500

_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+|(?=>)))?+"""
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)
# The tokens of an HTML tokenizer, in its order. Each alternative consumes what it has read, so nothing is read twice.
_TOKEN = re.compile(
    rf"""<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<attributes>(?:[\s/]++|{_ATTRIBUTE})*+)>
    |(?P<comment><!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z)))
    |(?P<bogus><(?:[!?]|/[^A-Za-z])[^>]*+(?:>|\Z))
    |(?P<unfinished></?[A-Za-z][\s\S]*+)
    |(?P<sign><)""",
    re.VERBOSE,
)

_NOT_KEPT = {"html", "head", "body", "frameset"}  # a page's own; a parser adds up their attributes
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
# The next element of its kind, and the end of its parent, end each of these; nearly everything ends a `p`.
_ITEMS = {"li", "dt", "dd", "option"}
_FORMATTING = {
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
}  # fmt: skip
_CELLS = {"td", "th"}
_ROWS = _CELLS | {"tr"}
_TABLE_PARTS = _ROWS | {"thead", "tbody", "tfoot", "caption", "colgroup"}
_TABLE = _TABLE_PARTS | {"table"}
_ENDED_BY = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
    "td": _CELLS,
    "th": _CELLS,
    "tr": _ROWS,
} | dict.fromkeys(["thead", "tbody", "tfoot"], _TABLE_PARTS)


class _TooDeep(Exception):
    """A parser would nest the text deeper than MAX_NESTING, or write its formatting anew too often."""


class _Nesting:
    """An upper limit for how deep a parser nests what it has read, tag by tag.

    A tag counts as closed only where every parser closes it: its end comes first, or what stands between ends by
    itself or is formatting.
    An end tag without a start tag, or one in the wrong order, counts for nothing.
    """

    def __init__(self) -> None:
        self.open: list[str] = []
        self.formatting = self.work = self.tags = 0

    def start(self, name: str) -> None:
        self._count()
        if name in _VOID or name == "p":
            return
        ended = _ENDED_BY.get(name, ())
        while self.open and self.open[-1] in ended:
            self.open.pop()
        self.open.append(name)
        self.formatting += name in _FORMATTING
        if len(self.open) > MAX_NESTING:
            raise _TooDeep

    def end(self, name: str) -> None:
        self._count()
        last = len(self.open) - 1
        between = _FORMATTING if name in _FORMATTING else _TABLE_PARTS if name in _TABLE else _ITEMS
        while last >= 0 and self.open[last] in between and self.open[last] != name:
            last -= 1
        if last >= 0 and self.open[last] == name:
            if name in _FORMATTING:
                del self.open[last]
                self.formatting -= 1
            else:
                del self.open[last:]

    def _count(self) -> None:
        self.tags += 1
        self.work += self.formatting
        if self.work > SMALL_WORK + MAX_FORMATTING * self.tags:
            raise _TooDeep


def bounded(html: str) -> str:
    """`html` with tags and text only, without comments, in a form that a parser reads in linear time.

    Where tags nest deeper than any text does, all of them go and the words stay.
    """
    nesting = _Nesting()

    def kept(token: re.Match[str]) -> str:
        name = token["name"]
        if not name:
            return "&lt;" if token["sign"] else ""
        name = name.lower()
        if name in _NOT_KEPT:
            return ""
        (nesting.end if token["end"] else nesting.start)(name)
        return token[0] if len(token["attributes"]) < LONG_TAG else _of_bearable_length(token)

    try:
        return spread(_TOKEN.sub(kept, html))
    except _TooDeep:
        return spread(_TOKEN.sub(lambda token: "&lt;" if token["sign"] else " ", html))


def _of_bearable_length(token: re.Match[str]) -> str:
    attributes = token["attributes"]
    many = sum(1 for _ in _EACH_ATTRIBUTE.finditer(attributes)) > MAX_ATTRIBUTES
    return f"<{token['end']}{token['name']}>" if many or _marks(attributes) > MAX_RUN else token[0]


def _marks(text: str) -> int:
    return len(_MARK.findall(text))


# nh3 looks for "&" and for the first byte of a non-breaking space from each hit on to the end of the text: with
# them for all letters of that byte, of which TCVN3 has many.
_MARK = re.compile("[&\x80-\xbf]")
# Words without a run of them before the next tag are one piece: a run is not looked for from each letter of theirs.
_TAG_OR_RUN = re.compile(rf"<[^>]*+(?:>|\Z)|(?P<run>(?:[^<&\x80-\xbf]*+[&\x80-\xbf]){{{MAX_RUN}}})|[^<]++")


def spread(html: str) -> str:
    """`html` with a comment in each long run of such signs: nh3 writes each piece by itself."""
    if _marks(html) <= 2 * MAX_RUN:
        return html
    return _TAG_OR_RUN.sub(lambda piece: f"{piece[0][:-1]}<!---->{piece[0][-1]}" if piece["run"] else piece[0], html)
