"""Styles of an ODT: how a run looks, what a paragraph is, which marks a list has."""

from dataclasses import dataclass, field
from typing import Any

from manuscripts.numbers import whole
from manuscripts.roles import role_of
from manuscripts.xml import Element, below, child, children, local, value

MAX_BASES = 20
_KINDS = {"1", "a", "A", "i", "I"}
_ALIGN = {"center": "center", "right": "right", "end": "right"}


@dataclass(frozen=True)
class ListLevel:
    ordered: bool
    kind: str
    start: int


@dataclass
class Styles:
    by_name: dict[tuple[str, str], Element] = field(default_factory=dict)  # (family, name)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    automatic: set[str] = field(default_factory=set)  # of paragraphs that somebody set by hand

    def read(self, root: Element) -> None:
        for style in below(root, "style"):
            self.by_name[value(style, "family") or "", value(style, "name") or ""] = style
        for held in below(root, "automatic-styles"):
            self.automatic |= {value(style, "name") or "" for style in held if value(style, "family") == "paragraph"}
        for style in below(root, "list-style"):
            self.lists[value(style, "name") or ""] = {
                whole(value(level, "level"), 1): _list_level(level)
                for level in style
                if (value(level, "level") or "").isdecimal()
            }
        for face in below(root, "font-face"):
            self.fonts[value(face, "name") or ""] = (value(face, "font-family") or "").strip("'\"")

    def chain(self, family: str, name: str | None) -> list[Element]:
        """The style and its parents, the nearest first."""
        found: list[Element] = []
        while name is not None and (family, name) in self.by_name and len(found) < MAX_BASES:
            found.append(self.by_name[family, name])
            name = value(found[-1], "parent-style-name")
        return found

    def property(self, family: str, name: str | None, properties: str, key: str) -> str | None:
        """The nearest value of an attribute of "text-properties" or "paragraph-properties"."""
        held = (value(child(style, properties), key) for style in self.chain(family, name))
        return next((found for found in held if found is not None), None)

    def named(self, name: str | None) -> str | None:
        """The style that a person chose by its name, below what they set by hand."""
        held = (value(style, "name") for style in self.chain("paragraph", name))
        return next((found for found in held if found not in self.automatic), None)

    def names(self, name: str | None) -> list[str]:
        return [
            (value(style, "display-name") or value(style, "name") or "").replace("_20_", " ")
            for style in self.chain("paragraph", name)
        ]

    def role(self, name: str | None) -> tuple[str, int]:
        return role_of(self.names(name))

    def align(self, name: str | None) -> str:
        return _ALIGN.get(self.property("paragraph", name, "paragraph-properties", "text-align") or "", "")

    def is_hidden(self, family: str, name: str | None) -> bool:
        return self.property(family, name, "text-properties", "display") == "none"

    def list_of(self, name: str | None) -> str:
        """The list style that a paragraph's style names; "" for none."""
        held = (value(style, "list-style-name") for style in self.chain("paragraph", name))
        return next((found for found in held if found is not None), "")

    def font(self, name: str | None) -> str:
        face = self.property("text", name, "text-properties", "font-name")
        return self.fonts.get(face or "", face or "")


def _list_level(level: Element) -> ListLevel:
    number = value(level, "num-format") or ""
    start = value(level, "start-value") or "1"
    is_number = local(level) == "list-level-style-number" and bool(number)
    return ListLevel(is_number, number if number in _KINDS else "1", whole(start, 1))


def looks_of(styles: Styles, family: str, name: str | None) -> dict[str, Any]:
    """What `story.Run` has of looks, by a style; without those that it does not name."""
    found: dict[str, Any] = {}
    weight = styles.property(family, name, "text-properties", "font-weight")
    if weight is not None:
        found["bold"] = weight == "bold" or whole(weight) >= 600
    slant = styles.property(family, name, "text-properties", "font-style")
    if slant is not None:
        found["italic"] = slant in {"italic", "oblique"}
    for look, key in (("underline", "text-underline-style"), ("strike", "text-line-through-style")):
        line = styles.property(family, name, "text-properties", key)
        if line is not None:
            found[look] = line != "none"
    position = styles.property(family, name, "text-properties", "text-position")
    if position is not None:
        found["script"] = _script(position)
    return found


def _script(position: str) -> str:
    first = position.split(maxsplit=1)[0] if position.split() else ""
    if first in {"super", "sub"}:
        return {"super": "sup"}.get(first, "sub")
    height = first.rstrip("%")
    if height.lstrip("-").replace(".", "", 1).isdecimal() and float(height):
        return "sup" if float(height) > 0 else "sub"
    return ""


def rows_of(table: Element) -> list[tuple[Element, bool]]:
    """(row, whether it is of the head), through groups of rows."""
    found: list[tuple[Element, bool]] = []
    for inner in table:
        if local(inner) == "table-row":
            found.append((inner, False))
        elif local(inner) == "table-header-rows":
            found += [(row, True) for row in children(inner, "table-row")]
        elif local(inner) in {"table-rows", "table-row-group"}:
            found += rows_of(inner)
    return found
