"""Puts the XML of a text in order before mammoth reads it: what mammoth loses is written so that it keeps it, what a
reader of the file does not see goes, and is noted.

The properties of each paragraph go into a table; its style then names the place in the table (`MARK` and a number).
"""

from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from manuscripts.numbers import whole
from manuscripts.roles import role_of
from manuscripts.story import Item, LeftOut, Paragraph
from manuscripts.symbols import sign_written, without_symbols
from manuscripts.xml import Element, below, child, children, is_on, local, remove, replace, sibling_tag, text_of, value

from .drawings import prepare_drawings
from .numbering import Numbering
from .styles import Styles

MARK = "cchc"
_ALIGN = {"center": "center", "right": "right", "end": "right"}
_DELETED = ("del", "moveFrom")
_UNWRAPPED = ("fldSimple", "dir", "bdo", "smartTagPr")
_TOGGLES = ("b", "i", "strike", "dstrike")
_CONTENTS = "Table of Contents"


@dataclass
class Preparation:
    styles: Styles
    numbering: Numbering
    left_out: LeftOut
    paragraphs: list[Paragraph] = field(default_factory=list)  # without runs: what each one is
    labels: list[str] = field(default_factory=list)  # words that Word writes before each
    _bookmarks: "count[int]" = field(default_factory=count)

    def prepare(self, root: Element, relations: set[str], pictures: set[str]) -> int:
        """Put one text in order, in place; `relations` and `pictures` are the ids that it may name. Returns how many
        letters it has then: all of them are to be read.
        """
        self._leave_out_contents(root)
        self._leave_out_deleted(root)
        prepare_drawings(root, pictures, self.left_out)
        self._leave_out_hidden(root)
        self._write_symbols(root)
        self._unwrap(root)
        self._drop_comments(root)
        self._drop_broken_references(root, relations)
        _write_gaps(root)
        for paragraph in [*below(root, "p")]:
            self._mark(paragraph)
        return letters_in(text_of(root))

    # What is not part of the text

    def _leave_out_contents(self, root: Element) -> None:
        """Tables of contents: an article has none, and its pages have no numbers."""
        for block in [*below(root, "sdt")]:
            gallery = value(child(block, "sdtPr", "docPartObj", "docPartGallery"))
            if gallery == _CONTENTS:
                self.left_out.add("contents", text_of(block))
                remove(block)
        lines = [line for line in below(root, "p") if self._is_line_of_contents(line)]
        if lines:
            self.left_out.add("contents", text_of(lines[0]))
        for line in lines:
            remove(line)

    def _is_line_of_contents(self, paragraph: Element) -> bool:
        names = self.styles.names(value(child(paragraph, "pPr", "pStyle")))
        return any(name.lower().startswith(("toc ", "contents ", "table of figures")) for name in names)

    def _leave_out_deleted(self, root: Element) -> None:
        for deleted in [*below(root, *_DELETED)]:
            if local(parent := deleted.getparent()) in {"rPr", "trPr", "tcPr", "pPr"}:
                if local(parent) == "trPr":
                    self.left_out.add_words("tracked", text_of(parent.getparent(), "t", "delText"))
                    remove(parent.getparent())
                continue
            self.left_out.add_words("tracked", text_of(deleted, "delText", "t"))
            remove(deleted)

    def _leave_out_hidden(self, root: Element) -> None:
        for run in [*below(root, "r")]:
            if self._is_hidden(run):
                self.left_out.add_words("hidden", text_of(run))
                remove(run)

    def _is_hidden(self, run: Element) -> bool:
        own = child(run, "rPr", "vanish")
        if own is not None:
            return is_on(own)
        if self.styles.is_on(value(child(run, "rPr", "rStyle")), "vanish"):
            return True
        paragraph = next((above for above in run.iterancestors() if local(above) == "p"), None)
        return self.styles.is_on(value(child(paragraph, "pPr", "pStyle")), "vanish")

    def _drop_comments(self, root: Element) -> None:
        for mark in [*below(root, "commentReference", "commentRangeStart", "commentRangeEnd", "annotationRef")]:
            remove(mark)

    # What mammoth does not read

    def _write_symbols(self, root: Element) -> None:
        """Signs of symbol fonts as text."""
        for symbol in [*below(root, "sym")]:
            code, name = value(symbol, "char") or "", value(symbol, "font") or ""
            written = etree.SubElement(symbol.getparent(), sibling_tag(symbol, "t"))
            written.text = sign_written(name, code, self.left_out)
            replace(symbol, [written])
        for run in below(root, "r"):
            fonts = child(run, "rPr", "rFonts")
            font = value(fonts, "ascii") or value(fonts, "hAnsi")
            for text in children(run, "t"):
                text.text = without_symbols(text.text or "", font, self.left_out)

    def _unwrap(self, root: Element) -> None:
        """Simple fields, and runs of another direction: mammoth leaves them out with their words. Formulas as one
        line.
        """
        for wrapper in [*below(root, *_UNWRAPPED)]:
            replace(wrapper, [*wrapper])
        for gloss in [*below(root, "ruby")]:  # letters with their reading above: the letters
            base = child(gloss, "rubyBase")
            replace(gloss.getparent(), [] if base is None else [*base])
        for formula in [*below(root, "oMath")]:
            words = text_of(formula)
            self.left_out.add("formulas", words)
            paragraph = next((above for above in formula.iterancestors() if local(above) == "p"), None)
            if paragraph is None:
                remove(formula)
                continue
            run = etree.SubElement(paragraph, sibling_tag(paragraph, "r"))
            etree.SubElement(run, sibling_tag(paragraph, "t")).text = words
            replace(formula, [run])
        for wrapper in [*below(root, "oMathPara")]:
            replace(wrapper, [*wrapper])

    def _drop_broken_references(self, root: Element, relations: set[str]) -> None:
        """A link or a note that names nothing would end mammoth's reading."""
        for link in below(root, "hyperlink"):
            for key in [key for key in link.attrib if key.rpartition("}")[2] == "id"]:
                if link.attrib[key] not in relations:
                    del link.attrib[key]
        for reference in [*below(root, "footnoteReference", "endnoteReference")]:
            if value(reference, "id") is None:
                remove(reference)
        for span in [*below(root, "gridSpan")]:
            width = value(span) or ""
            if not 0 < whole(width) < 1000:
                remove(span)

    # What each paragraph is

    def _mark(self, paragraph: Element) -> None:
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle")) or self.styles.default
        self.paragraphs.append(self._described(paragraph, properties, style))
        for run in below(paragraph, "r"):
            self._write_looks(run)
        if properties is None:
            properties = etree.Element(sibling_tag(paragraph, "pPr"))
            paragraph.insert(0, properties)
        kept = child(properties, "rPr", "del")  # the mark of the paragraph was deleted: it goes on in the next one
        for inner in [*properties]:
            if kept is None or local(inner) != "rPr":
                properties.remove(inner)
        mark = etree.Element(sibling_tag(paragraph, "pStyle"))
        mark.set(sibling_tag(paragraph, "val"), f"{MARK}{len(self.paragraphs) - 1}")
        properties.insert(0, mark)

    def _described(self, paragraph: Element, properties: Element | None, style: str) -> Paragraph:
        role, level = role_of(self.styles.names(style))
        own_outline = value(child(properties, "outlineLvl"))
        outline = int(own_outline) + 1 if own_outline in set("012345678") else self.styles.outline(style)
        if not role and outline and text_of(paragraph).strip():
            role, level = "heading", outline
        own = child(properties, "jc")
        align = value(own if own is not None else self.styles.property(style, "pPr", "jc"))
        item, label = self._item(paragraph, properties, style, is_heading=role in {"heading", "title"})
        self.labels.append(label)
        return Paragraph(
            role=role,
            level=level,
            align=_ALIGN.get(align or "", ""),
            item=item,
            bold=self.styles.is_on(style, "b"),
            italic=self.styles.is_on(style, "i"),
        )

    def _item(
        self, paragraph: Element, properties: Element | None, style: str, *, is_heading: bool
    ) -> tuple[Item | None, str]:
        place = self.numbering.place(properties, style, self.styles)
        if place is None or not any(True for _ in below(paragraph, "t", "drawing", "pict")):
            return None, ""
        return (None, self.numbering.label(*place)) if is_heading else self.numbering.next(*place)

    def _write_looks(self, run: Element) -> None:
        """The looks of a run's style as its own, in mammoth's words."""
        properties = child(run, "rPr")
        style = value(child(properties, "rStyle"))
        if properties is None or not (style or child(properties, "dstrike") is not None):
            return
        for name in _TOGGLES:
            if child(properties, name) is None and self.styles.is_on(style, name):
                etree.SubElement(properties, sibling_tag(run, name))
        if is_on(child(properties, "dstrike")) and child(properties, "strike") is None:
            etree.SubElement(properties, sibling_tag(run, "strike"))
        script = self.styles.property(style, "rPr", "vertAlign")
        if script is not None and child(properties, "vertAlign") is None:
            properties.append(etree.fromstring(etree.tostring(script)))


def letters_in(text: str) -> int:
    """How many letters and digits `text` has; blanks, marks and signs are written in several ways."""
    return sum(map(str.isalnum, text))


def _write_gaps(root: Element) -> None:
    """Rows that begin or end some columns further in get an empty cell there: mammoth would move their cells."""
    for name, at_start in (("gridBefore", True), ("gridAfter", False)):
        for gap in [*below(root, name)]:
            row = next((above for above in gap.iterancestors() if local(above) == "tr"), None)
            cells = [] if row is None else children(row, "tc")
            width = value(gap) or ""
            if not cells or not 0 < whole(width) < 1000:
                continue
            cell = etree.Element(sibling_tag(gap, "tc"))
            span = etree.SubElement(etree.SubElement(cell, sibling_tag(gap, "tcPr")), sibling_tag(gap, "gridSpan"))
            span.set(sibling_tag(gap, "val"), width)
            etree.SubElement(cell, sibling_tag(gap, "p"))
            replace(cells[0 if at_start else -1], [cell, cells[0]] if at_start else [cells[-1], cell])
