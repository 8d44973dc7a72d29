"""A small tree of HTML that nh3 has written: balanced tags, quoted attributes, escaped text. It is for nothing else.

A second HTML parser with rules of its own would let attackers bypass the sanitiser; this one has no such rules.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

VOID_TAGS = {"br", "hr", "img"}
MAX_DEPTH = 40

_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>|(?P<text>[^<]+)")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass(slots=True, eq=False)
class Element:
    """A tag, its attributes in order, and its children: elements and strings."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """This element and all below it, outermost first."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.elements()

    def strings(self) -> Iterator[str]:
        """The text nodes below, in order."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.strings()

    def text(self) -> str:
        """The text of all nodes below, unchanged."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse(clean_html: str) -> Element:
    """The root (tag "") of what nh3 has written.

    Tags deeper than `MAX_DEPTH` are left out; their words stay.
    """
    root = Element("")
    open_elements, too_deep = [root], 0
    last = clean_html.rfind(">") + 1  # beyond it no tag ends, and _TOKEN would look for the end again from each "<"
    for token in _TOKEN.finditer(clean_html, 0, last):
        if token["text"]:
            open_elements[-1].children.append(html.unescape(token["text"]))
        elif token["end"]:
            too_deep, closed = (too_deep - 1, False) if too_deep else (0, len(open_elements) > 1)
            if closed:
                open_elements.pop()
        elif len(open_elements) > MAX_DEPTH and token["tag"] not in VOID_TAGS:
            too_deep += 1
        else:
            element = Element(token["tag"], _attributes(token["attributes"]))
            open_elements[-1].children.append(element)
            if element.tag not in VOID_TAGS:
                open_elements.append(element)
    if rest := clean_html[last:]:
        open_elements[-1].children.append(html.unescape(rest))
    return root


def _attributes(written: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written)} if written else {}


def write(node: Element | str) -> str:
    """HTML of an element or a string; of a root, what is in it."""
    if isinstance(node, str):
        return html.escape(node, quote=False)
    inner = "".join(map(write, node.children))
    if not node.tag:
        return inner
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in sorted(node.attributes.items()))
    start = f"<{node.tag}{attributes}>"
    return start if node.tag in VOID_TAGS else f"{start}{inner}</{node.tag}>"
