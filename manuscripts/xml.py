"""Small reading of WordprocessingML by local names: a strict file has other namespaces for the same words."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # lxml brings no types
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)


def parse(content: bytes) -> Element:
    """The root of a part that has no DTD (the inspection refuses those). Raises RecursionError for one that nests too
    deep, XMLSyntaxError for a broken one.
    """
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise RecursionError from error
        raise


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, name: str = "val") -> str | None:
    """The attribute of that local name, whatever its prefix."""
    if element is None:
        return None
    held: str | None = next((held for key, held in element.attrib.items() if key.rpartition("}")[2] == name), None)
    return held


def child(element: Element | None, *path: str) -> Element | None:
    """The first child by local names, down a path."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element


def children(element: Element | None, name: str) -> list[Element]:
    return [] if element is None else [inner for inner in element if local(inner) == name]


def below(element: Element, *names: str) -> Iterator[Element]:
    """All elements below of these local names, in the order of the text."""
    for inner in element.iter():
        if inner is not element and local(inner) in names:
            yield inner


def is_on(element: Element | None) -> bool:
    """Whether a property that is switched on by being there is on."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


def text_of(element: Element, *names: str) -> str:
    """The text of all elements below of these names ("t" without any)."""
    return "".join(inner.text or "" for inner in below(element, *(names or ("t",))))


def remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def replace(element: Element, others: list[Element]) -> None:
    """Put `others`, which may be its own children or itself, in its place. It takes as long however many siblings it
    has.
    """
    parent = element.getparent()
    if parent is None:
        return
    place = etree.Element("place")
    element.addprevious(place)
    for other in others:
        place.addprevious(other)
    if not any(other is element for other in others):
        parent.remove(element)
    parent.remove(place)


def sibling_tag(element: Element, name: str) -> str:
    """The tag `name` in the namespace of `element`."""
    return f"{{{etree.QName(element).namespace}}}{name}"
