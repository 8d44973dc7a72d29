"""The lists of words and phrases (`lists/*.txt`), which people who write no code can read and mend.

A line that begins with `#` is a remark. `{name}` begins a named set of words, parted by spaces. `[reason]` begins
phrases (`phrases.py` says how they are written), parted by commas and lines; behind it may stand `points 2`, when they
are not enough alone, and `unless test`, the name of a function that says of what is met that it is none.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from .phrases import ENOUGH, Group, Test

FOLDER = Path(__file__).parent / "lists"
_HEAD = re.compile(r"\[(?P<why>[^\]]+)\](?: points (?P<points>\d))?,?(?: unless (?P<unless>\w+))?")
_SET = re.compile(r"\{(\w+)\}")


def groups_of(kind: str, tests: Mapping[str, Test]) -> list[Group]:
    """The groups of `lists/{kind}.txt`; `tests` are the functions that its heads name. Unknown names are KeyErrors."""
    groups = []
    for head, text in _sections(kind):
        found = _HEAD.fullmatch(head)
        if not found:
            continue
        unless = tests[found["unless"]] if found["unless"] else None
        groups.append(Group(kind, found["why"], text, int(found["points"] or ENOUGH), unless))
    return groups


def sets_of(name: str) -> dict[str, str]:
    """The named sets of `lists/{name}.txt`: `{name: words}`."""
    return {found[1]: text for head, text in _sections(name) if (found := _SET.fullmatch(head))}


def set_of(words: str) -> frozenset[str]:
    """`words`, parted by spaces."""
    return frozenset(words.split())


def _sections(name: str) -> list[tuple[str, str]]:
    """`[(head, the lines below it)]`"""
    sections: list[tuple[str, list[str]]] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(("[", "{")) and (_HEAD.fullmatch(line) or _SET.fullmatch(line)):
            sections.append((line, []))
        elif line and not line.startswith("#") and sections:
            sections[-1][1].append(line)
    return [(head, "\n".join(lines)) for head, lines in sections]
