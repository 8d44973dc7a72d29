"""Galleries of a text: a `div` of the class "gallery" that holds 2 to 30 figures of one picture each, nothing else.

It stands between the paragraphs of a text, never inside of one, of a list or a table. Whatever else it holds goes in
front of it or behind it, so no word and no picture is lost; more pictures make several galleries, a single one none.
"""

from collections.abc import Iterator
from typing import TypeGuard

from .policy import MAX_GALLERY_PICTURES
from .tree import Element

GALLERY = "gallery"

Node = Element | str


def is_gallery(node: Node) -> TypeGuard[Element]:
    return isinstance(node, Element) and node.tag == "div" and GALLERY in node.attributes.get("class", "").split()


def arrange_galleries(root: Element) -> None:
    """Put the galleries of a tidied tree in order, in place."""
    root.children = [node for child in root.children for node in _arranged(child)]


def _arranged(node: Node) -> list[Node]:
    """What stands at the outermost level in place of `node`."""
    return _in_order(node) if is_gallery(node) else [_without_galleries(node)]


def _in_order(gallery: Element) -> list[Node]:
    """`gallery` with what goes in front of it and behind it."""
    before: list[Node] = []
    pictures: list[Node] = []
    behind: list[Node] = []
    for child in _members(gallery):
        if found := _pictures(child):
            pictures += found
        else:
            (behind if pictures else before).append(_without_galleries(child))
    return [*before, *_in_galleries(pictures, gallery.attributes), *behind]


def _members(gallery: Element) -> Iterator[Node]:
    """The children of a gallery and of those in it."""
    for child in gallery.children:
        if is_gallery(child):
            yield from _members(child)
        else:
            yield child


def _pictures(node: Node) -> list[Node]:
    """The figures that `node` is or becomes; none where it says more than a picture and its caption."""
    if not isinstance(node, Element):
        return []
    below = list(node.elements())
    images = [element for element in below if element.tag == "img"]
    if not images or any(element.tag in {"table", "hr"} for element in below):
        return []
    if "video" in node.attributes.get("class", "").split():
        return []
    if node.tag == "figure":
        return [node] if len(images) == 1 and sum(element.tag == "figure" for element in below) == 1 else []
    return [] if node.text().strip() else [Element("figure", {"class": "image"}, [image]) for image in images]


def _in_galleries(pictures: list[Node], attributes: dict[str, str]) -> list[Node]:
    """Galleries of about the same length; a single picture stays by itself."""
    if len(pictures) < 2:
        return pictures
    count = -(-len(pictures) // MAX_GALLERY_PICTURES)
    length = -(-len(pictures) // count)
    parts = [pictures[start : start + length] for start in range(0, len(pictures), length)]
    return [Element("div", attributes | {"class": GALLERY}, part) for part in parts]


def _without_galleries(node: Node) -> Node:
    """`node` with the pictures of galleries inside of it, without these."""
    if isinstance(node, Element):
        node.children = [inner for child in node.children for inner in _opened(child)]
    return node


def _opened(node: Node) -> list[Node]:
    node = _without_galleries(node)
    return node.children if isinstance(node, Element) and is_gallery(node) else [node]
