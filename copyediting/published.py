"""What is online, for work over all of it: each package that shows texts says how its own are read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proofreading.document import Document

BATCH = 20  # texts in memory at a time; one may have megabytes


@dataclass(frozen=True)
class PublishedText:
    """A text that readers see now, with its address below SITE_URL. `facts` as in proofreading.known.Known."""

    key: int
    title: str
    address: str
    document: Document
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """The published texts of a kind (kinds.py). `after(key, count)` reads the next ones by key, at most `count`; it
    asks for the state of the moment, so that a walk never shows what was withdrawn before. `teaches`: the archive
    counts them (archive.py).
    """

    kind: str
    name: str
    after: Callable[[int, int], Sequence[PublishedText]]
    teaches: bool = False


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Registered again, the last one counts."""
    _SOURCES[source.kind] = source


def sources() -> list[Source]:
    return list(_SOURCES.values())


def walk(source: Source, after: int = 0) -> Iterator[PublishedText]:
    """All published texts of `source` behind the key `after`, by key. A query a BATCH."""
    while texts := source.after(after, BATCH):
        yield from texts
        after = texts[-1].key
