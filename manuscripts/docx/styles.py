"""styles.xml: what a paragraph or a run is by its style, with the styles that this one is based on."""

from dataclasses import dataclass, field

from manuscripts.numbers import whole
from manuscripts.xml import Element, child, children, is_on, value

MAX_BASES = 20


@dataclass
class Styles:
    by_id: dict[str, Element] = field(default_factory=dict)
    default: str = ""

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        held = {value(style, "styleId") or "": style for style in children(root, "style")}
        defaults = [
            key
            for key, style in held.items()
            if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}
        ]
        return cls(held, next(iter(defaults), ""))

    def chain(self, key: str | None) -> list[Element]:
        """The style and those that it is based on, the nearest first."""
        found: list[Element] = []
        while key in self.by_id and len(found) < MAX_BASES:
            found.append(self.by_id[key])
            key = value(child(self.by_id[key], "basedOn"))
        return found

    def names(self, key: str | None) -> list[str]:
        return [value(child(style, "name")) or "" for style in self.chain(key)]

    def property(self, key: str | None, *path: str) -> Element | None:
        """The nearest element at `path` ("pPr", "jc") of the style and its bases."""
        return next((held for style in self.chain(key) if (held := child(style, *path)) is not None), None)

    def is_on(self, key: str | None, name: str) -> bool:
        return is_on(self.property(key, "rPr", name))

    def outline(self, key: str | None) -> int:
        """The level of a heading that the outline says, from 1; 0 for none."""
        level = value(self.property(key, "pPr", "outlineLvl"))
        return number + 1 if (number := whole(level, 9)) < 9 else 0
