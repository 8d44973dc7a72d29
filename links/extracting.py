"""The links of a row: of its rich text, of its fields that are an address, of addresses that its plain texts spell."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from richtext.tree import parse

from .addresses import MAX_LENGTH, ReadAddress, addresses_in, read_address
from .registry import Source

MAX_PER_ROW = 2000  # nobody writes more by hand; the rest of such a text is not looked at
WORDS_MAX = 200


@dataclass(frozen=True, slots=True)
class Found:
    """`written` is the address as `field` spells it, `words` the text that leads there, `number` how often."""

    field: str
    read: ReadAddress
    written: str
    words: str
    number: int


def links_of(source: Source, row: Any) -> list[Found]:
    """What of `row` a machine can ask for, each field in its order. No query but those of `source.also`."""
    counted = Counter(_places(source, row))
    found: list[Found] = []
    for (name, written, words), number in counted.items():
        if len(found) == MAX_PER_ROW:
            break
        if (read := read_address(written)) is not None:
            found.append(Found(name, read, written, words, number))
    return found


def _places(source: Source, row: Any) -> Iterator[tuple[str, str, str]]:
    for name in source.addresses:
        yield name, str(getattr(row, name) or ""), ""
    for name in source.html:
        for written, words in links_in_html(getattr(row, name) or ""):
            yield name, written, words
    for name in source.texts:
        for written in addresses_in(str(getattr(row, name) or "")):
            yield name, written[:MAX_LENGTH], ""
    for written in source.also(row):
        yield "", written, ""


def links_in_html(html: str) -> Iterator[tuple[str, str]]:
    """(address, words that lead there) of each link of stored HTML, in order."""
    if "href=" not in html:
        return
    for element in parse(html).elements():
        if element.tag == "a" and (written := element.attributes.get("href", "").strip()):
            yield written, " ".join(element.text().split())[:WORDS_MAX]
