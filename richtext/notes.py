"""Footnotes: small numbers in a text, and one list of notes behind it, whose places the numbers name."""

import re
from collections.abc import Iterator

from .policy import BLOCK_TAGS
from .tree import Element, write

_NUMBER = re.compile("[0-9]{1,4}")
_IN_PLACE = "* "  # how a reference begins that holds its note


def gather_notes(root: Element) -> None:
    """One list of notes at the end of `root`, in the order in which the text names them, and numbers to match.

    A number means the first list behind it that has such a note (each paste brings a list along), else the last one. A
    number without a note is a number that stands high; a note that nothing names stays, behind the others. A note in
    the place of its number (`notes_in_place`) goes to the list, the same one once.
    """
    frames = [element for element in root.elements() if is_frame(element)]
    if not frames and not any(map(is_reference, root.elements())):
        return
    items, references = _read(root)
    numbers: dict[int, int] = {}  # by the identity of the note
    for reference, found in references:
        if found:
            reference.children = [str(numbers.setdefault(id(found), len(numbers) + 1))]
        else:
            reference.attributes.pop("class")
    _without_frames(root)
    if items:
        behind = len(items) + 1
        items.sort(key=lambda item: numbers.get(id(item), behind))
        root.children.append(Element("div", {"class": "notes"}, [Element("ol", {}, [*items])]))


def notes_in_place(root: Element) -> None:
    """Put each note where its number stands, as "* words"; what nothing names stays in the list. Two texts that are
    joined then keep each note with the words that it is about, whatever numbers they have.
    """
    items, references = _read(root)
    named = {id(found) for _, found in references if found}
    for reference, found in references:
        if found:
            reference.children = [_IN_PLACE, *_in_one_line(found)]
    _without_frames(root)
    left = [item for item in items if id(item) not in named]
    if left:
        root.children.append(Element("div", {"class": "notes"}, [Element("ol", {}, [*left])]))


def _in_one_line(element: Element) -> list[Element | str]:
    """What is in the item of a note without its blocks: a break before each but the first."""
    line: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag in BLOCK_TAGS:
            line += [Element("br")] * bool(line) + _in_one_line(child)
        else:
            line.append(child)
    return line


def is_frame(element: Element) -> bool:
    """Whether `element` holds notes."""
    return element.tag == "div" and "notes" in element.attributes.get("class", "").split()


def is_reference(element: Element) -> bool:
    """Whether `element` is the number of a note in the text."""
    return element.tag == "sup" and element.attributes.get("class") == "note"


def _read(root: Element) -> tuple[list[Element], list[tuple[Element, Element | None]]]:
    """All notes, and each reference in the text with the note that it means."""
    notes: list[Element] = []
    meant: dict[int, Element] = {}
    open_references: dict[int, list[Element]] = {}
    in_order: list[Element] = []
    last: dict[int, Element] = {}
    in_place: dict[str, Element] = {}
    for element in _outside_of_notes(root):
        if not is_frame(element):
            in_order.append(element)
            if element.text().startswith(_IN_PLACE):
                item = _taken_out(element)
                if (words := write(item)) not in in_place:
                    notes.append(in_place.setdefault(words, item))
                meant[id(element)] = in_place[words]
                continue
            open_references.setdefault(_number(element), []).append(element)
            continue
        for number, item in _numbered(element):
            notes.append(item)
            last[number] = item
            meant |= {id(reference): item for reference in open_references.pop(number, ())}
    for number, references in open_references.items():
        meant |= {id(reference): last[number] for reference in references if number in last}
    return notes, [(reference, meant.get(id(reference))) for reference in in_order]


def _outside_of_notes(element: Element) -> Iterator[Element]:
    """References and frames below `element`, in order; what is in a frame or in a reference counts for nothing."""
    for child in element.children:
        if isinstance(child, Element):
            if is_frame(child) or is_reference(child):
                yield child
            else:
                yield from _outside_of_notes(child)


def _taken_out(reference: Element) -> Element:
    first = reference.children[0]
    if isinstance(first, str):
        reference.children[0] = first.removeprefix(_IN_PLACE)
    return Element("li", {}, reference.children)


def _number(reference: Element) -> int:
    text = reference.text().strip()
    return int(text) if _NUMBER.fullmatch(text) else 0


def _numbered(frame: Element) -> Iterator[tuple[int, Element]]:
    number = 1
    for part in frame.children:
        if isinstance(part, Element) and part.tag == "ol":
            number = int(part.attributes.get("start", number))
            for item in part.children:
                if isinstance(item, Element) and item.tag == "li":
                    yield number, item
                    number += 1


def _without_frames(element: Element) -> None:
    """Take the frames out. What is in one beside its lists, which somebody typed there, stays in its place."""
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif is_frame(child):
            children += [part for part in child.children if isinstance(part, Element) and part.tag != "ol"]
        else:
            _without_frames(child)
            children.append(child)
    element.children = children
