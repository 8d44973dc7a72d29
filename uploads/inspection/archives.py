"""DOCX, XLSX and ODT: zip archives of parts. The kind of a part is found in its bytes; its name can only be one more
reason to refuse it.

Everything is read once, within limits: number and size of the parts, and what they unpack to together.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType

from . import layout, opendocument, openxml
from .findings import Found
from .hidden import archive_in, program_in
from .limits import MAX_MEMBERS, MAX_PART_BYTES, MAX_UNPACKED_BYTES
from .page_counts import pages_said_in
from .part_names import check_name, check_place, folded
from .parts import Part, kind_of_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
NECESSARY = {
    "docx": {"[Content_Types].xml", "word/document.xml"},
    "xlsx": {"[Content_Types].xml", "xl/workbook.xml"},
    "odt": {"mimetype", "content.xml", "META-INF/manifest.xml"},
}


@dataclass
class Budget:
    """How much one upload may unpack to, with all archives inside it."""

    members: int = MAX_MEMBERS
    unpacked: int = MAX_UNPACKED_BYTES
    packages: list[str] = field(default_factory=list)  # the packages around the present part, outermost first

    def take(self, archive: zipfile.ZipFile) -> None:
        infos = archive.infolist()
        self.members -= len(infos)
        self.unpacked -= sum(info.file_size for info in infos)
        if self.members < 0 or self.unpacked < 0 or any(info.file_size > MAX_PART_BYTES for info in infos):
            raise Found("too_much_packed")


@dataclass
class Tolerance:
    """Keeps what is found and has one of `codes`, where it would end the inspection; another finding ends it."""

    codes: frozenset[str] = frozenset()
    found: list[Found] = field(default_factory=list)

    def __enter__(self) -> None:
        """Begins to look at a part."""

    def __exit__(
        self, kind: type[BaseException] | None, found: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        if not isinstance(found, Found) or found.code not in self.codes:
            return False
        self.found.append(found)
        return True


def inspect(content: bytes, extension: str) -> int | None:
    """The number of pages that it says it has. Raises Found; any other exception means that the file cannot be
    read.
    """
    pages = None
    for part in inspected_parts(content, extension, Tolerance()):
        pages = pages or pages_said_in(part)
    return pages


def inspected_parts(content: bytes, extension: str, tolerance: Tolerance) -> Iterator[Part]:
    """The parts of a document, each after it was inspected. Whoever only reads its words tolerates more; what was let
    pass is in `tolerance` afterwards. Raises Found; any other exception means that the file cannot be read.
    """
    if content[:8] == OLE:
        raise Found("ole_file")
    if not content.startswith(b"PK\x03\x04"):
        raise Found("other_kind")
    yield from _inspected_package(content, extension, Budget(), tolerance)


def _inspected_package(content: bytes, extension: str, budget: Budget, tolerance: Tolerance) -> Iterator[Part]:
    with layout.opened(content) as archive:
        budget.take(archive)
        _check_members(archive, extension)
        look = opendocument.Document() if extension == "odt" else openxml.Package(extension)
        for part in _parts(archive, content, extension):
            with tolerance:
                _check_part(part, extension, budget)
                look.read(part)
            yield part


def _check_members(archive: zipfile.ZipFile, extension: str) -> None:
    names = [member.orig_filename for member in archive.infolist()]
    # Of two parts with one name programs read different ones.
    if len({folded(name) for name in names}) < len(names):
        raise Found("damaged", "duplicate")
    for name in names:
        check_place(name)
    if not NECESSARY[extension] <= set(names):
        raise Found("other_kind")
    for name in names:
        check_name(name)


def _parts(archive: zipfile.ZipFile, content: bytes, extension: str) -> Iterator[Part]:
    """The parts, the lists of contents first: the meaning of the others depends on them."""
    parts = [
        Part(member.filename, held) for member, held in layout.read_parts(archive, content) if not member.is_dir()
    ]
    kinds = [part.content[:100].strip() for part in parts if part.name == "mimetype"]
    if (kinds == [ODT_TYPE]) != (extension == "odt"):
        raise Found("other_kind")
    yield from sorted(parts, key=lambda part: not part.name.endswith(("[Content_Types].xml", ".rels")))


def _check_part(part: Part, extension: str, budget: Budget) -> None:
    kind = kind_of_bytes(part.content)
    if kind == "zip" and extension != "odt" and part.name.lower().endswith(".xlsx") and not budget.packages:
        # The data of a chart, as Word and PowerPoint store them.
        inner = Budget(budget.members, budget.unpacked, [part.name])
        for _ in _inspected_package(part.content, "xlsx", inner, Tolerance()):
            pass
        budget.members, budget.unpacked = inner.members, inner.unpacked
        return
    if code := {"program": "program", "ole": "ole", "zip": "packed_inside", "document": "packed_inside"}.get(kind):
        raise Found(code, part.name)
    if program_in(part.content):
        raise Found("program", part.name)
    if archive_in(part.content):
        raise Found("packed_inside", part.name)
