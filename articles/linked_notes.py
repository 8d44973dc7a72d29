"""Footnotes as readers get them: each number leads to its note, and each note back to its number."""

from lxml.builder import E
from lxml.html import HtmlElement


def link_notes(root: HtmlElement) -> None:
    """Link the numbers and the notes of a stored text, as richtext/notes.py leaves them, both ways by ids."""
    references = root.xpath(".//sup[@class='note']")
    for reference in references:
        reference.set("class", "reference")  # a "note" of the site's is a box
    notes = root.xpath("div[@class='notes']/ol/li")
    for frame in root.findall("div[@class='notes']"):
        frame.attrib.update({"role": "doc-endnotes", "aria-label": "Ghi chú"})
    named = {number: note for number, note in enumerate(notes, start=1) if number <= 99_999}
    for number, note in named.items():
        note.set("id", f"ghi-chu-{number}")
    seen: set[int] = set()
    for reference in references:
        digits = reference.text or ""
        number = int(digits) if digits.isdecimal() and len(digits) < 6 else 0
        if number not in named or len(reference):
            continue
        reference.text = None
        reference.append(_link(f"#ghi-chu-{number}", str(number), "doc-noteref", f"Ghi chú {number}"))
        if number not in seen:
            seen.add(number)
            reference.set("id", f"goi-ghi-chu-{number}")
            _lead_back(named[number], number)


def _lead_back(note: HtmlElement, number: int) -> None:
    """The way back stands at the end of the last line of the note."""
    lines = note.findall("p")
    line = lines[-1] if lines and lines[-1].getnext() is None else note
    link = _link(f"#goi-ghi-chu-{number}", "↩", "doc-backlink", f"Về chỗ có ghi chú {number}")
    link.set("class", "back")
    last = line[-1] if len(line) else None
    if last is None:
        line.text = f"{(line.text or '').rstrip()} "
    else:
        last.tail = f"{(last.tail or '').rstrip()} "
    line.append(link)


def _link(address: str, words: str, role: str, name: str) -> HtmlElement:
    return E.a({"href": address, "role": role, "aria-label": name}, words)
