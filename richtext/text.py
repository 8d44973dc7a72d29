"""Plain text of rich text."""

from .notes import is_reference
from .policy import BLOCK_TAGS
from .sanitize import safe_tree
from .tree import Element, parse

_CELLS = {"td", "th"}


def html_to_text(html: str, *, is_stored: bool = False) -> str:
    """The words of `html`: a line for each block, cells of a table row side by side. Any HTML is accepted.

    `is_stored` says that `html` comes from a RichTextField and is clean already; that halves the time.
    """
    parts: list[str] = []
    _collect(parse(html) if is_stored else safe_tree(html), parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _collect(element: Element, parts: list[str]) -> None:
    if element.tag == "br":
        parts.append("\n")
        return
    if is_reference(element):  # "đồng" and not "đồng1"
        return
    edge = " " if element.tag in _CELLS else "\n" if element.tag in BLOCK_TAGS else ""
    parts.append(edge)
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        else:
            _collect(child, parts)
    parts.append(edge)
