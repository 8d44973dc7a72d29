"""The parts of a DOCX, and the one that mammoth is given: put in order, with pictures that only say their names."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from manuscripts.story import LeftOut
from manuscripts.xml import Element, below, children, parse, text_of, value

from .numbering import Numbering
from .preparing import Preparation
from .styles import Styles

DOCUMENT = "word/document.xml"
_TEXTS = ("footnotes", "endnotes")
_CONTENT_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_FURNITURE = ("header", "footer")


@dataclass
class Relation:
    kind: str
    target: str
    is_external: bool


@dataclass
class Package:
    parts: dict[str, bytes]
    left_out: LeftOut = field(default_factory=LeftOut)

    def prepared(self) -> "tuple[io.BytesIO, Preparation, int]":
        """(the archive for mammoth, what is known of its paragraphs, how many letters its text has)."""
        relations = self.relations(DOCUMENT)
        styles = Styles.of(self._root("styles", relations))
        preparation = Preparation(styles, Numbering.of(self._root("numbering", relations), styles), self.left_out)
        written = {name: self.parts[name] for name in (_CONTENT_TYPES, _RELATIONS) if name in self.parts}
        names: dict[str, bytes] = {}
        letters = {}
        for name in [DOCUMENT, *filter(None, (self._name_of(kind, relations) for kind in _TEXTS))]:
            root = parse(self.parts[name])
            held = self._held(name)
            letters[name] = preparation.prepare(root, self._known(name), {*held})
            written[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
            if (own := _relations_name(name)) in self.parts:
                written[own] = _from_the_root(self.parts[own], held)
            names |= {target: target.encode() for target in held.values()}
        self._note_what_is_beside(relations)
        return _archive(names | written), preparation, letters[DOCUMENT]

    def relations(self, name: str) -> dict[str, Relation]:
        """{id: Relation} of the part `name`, targets as names of parts."""
        part = self.parts.get(_relations_name(name))
        folder = posixpath.dirname(name)
        found = {}
        for relation in children(parse(part), "Relationship") if part else []:
            target = value(relation, "Target") or ""
            is_external = (value(relation, "TargetMode") or "").lower() == "external"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = (value(relation, "Type") or "").rpartition("/")[2]
            found[value(relation, "Id") or ""] = Relation(kind, target, is_external)
        return found

    def _known(self, name: str) -> set[str]:
        """The ids that a text may name: links anywhere, and parts that are there."""
        return {
            key
            for key, relation in self.relations(name).items()
            if (relation.kind == "hyperlink" if relation.is_external else relation.target in self.parts)
        }

    def _held(self, name: str) -> dict[str, str]:
        """{id: name} of the parts that pictures of a text may name, wherever in the archive they lie."""
        relations = self.relations(name).items()
        return {
            key: held.target
            for key, held in relations
            if not held.is_external and held.target in self.parts and not held.target.endswith((".xml", ".rels"))
        }

    def _name_of(self, kind: str, relations: dict[str, Relation]) -> str:
        names = [held.target for held in relations.values() if held.kind == kind and held.target in self.parts]
        return names[0] if names else ""

    def _root(self, kind: str, relations: dict[str, Relation]) -> Element | None:
        name = self._name_of(kind, relations)
        return parse(self.parts[name]) if name else None

    def _note_what_is_beside(self, relations: dict[str, Relation]) -> None:
        """Comments, and the heads and feet of pages: none of them is the article."""
        if (comments := self._root("comments", relations)) is not None:
            for comment in children(comments, "comment"):
                self.left_out.add("comments", text_of(comment))
        for relation in relations.values():
            if relation.kind in _FURNITURE and relation.target in self.parts:
                words = text_of(parse(self.parts[relation.target]))
                if any(sign.isalpha() for sign in words):
                    self.left_out.add("page-furniture", words)
                if any(True for _ in below(parse(self.parts[relation.target]), "blip", "imagedata")):
                    self.left_out.add("page-furniture", "ảnh ở đầu hoặc chân trang")


def _relations_name(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _from_the_root(part: bytes, held: dict[str, str]) -> bytes:
    """Relations whose targets in `held` are written from the root of the archive: mammoth looks below word/ alone."""
    root = parse(part)
    for relation in children(root, "Relationship"):
        if target := held.get(value(relation, "Id") or ""):
            relation.set("Target", f"/{target}")
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _archive(parts: dict[str, bytes]) -> io.BytesIO:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    content.seek(0)
    return content
