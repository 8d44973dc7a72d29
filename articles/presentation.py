"""From the stored body to what a reader sees: document numbers linked, abbreviations explained, telephone numbers kept
on one line, tables that scroll inside themselves, galleries as strips, pictures in the size the screen needs,
recordings behind one press. It never changes the stored text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from lxml import html as lxml_html
from lxml.builder import E
from lxml.html import HtmlElement

from recordings.models import Recording
from richtext.bounds import bounded
from richtext.sanitize import clean_for_readers
from uploads.images import responsive_attributes
from uploads.sizes import animation_of, still_of
from vietnamese.abbreviations import ShortForms
from vietnamese.documents import DocumentNumber, document_numbers
from vietnamese.telephones import telephone_numbers

from .galleries import lay_out_galleries
from .linked_notes import link_notes
from .shown_recordings import show_recordings

Mark = tuple[int, int, HtmlElement]  # from, to, and the element in place of that piece of a text

_END_OF_SENTENCE = re.compile(r"[.!?…][”\"’)]?(?=\s+[^\Wa-zà-ỹđ_]|\s+[“\"‘(]|\s*$)")
_FIGURE = re.compile(r"[+−–-]?\d[\d.,]*\s?%?|[–-]?")
_LEFT_ALONE = {"a", "abbr", "code", "pre", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"}
_WORD_FOR_WORD = {"code", "pre"}
_NONE = ShortForms({})


@dataclass(frozen=True, slots=True)
class Presented:
    """A body as HTML for readers, marked safe, and the abbreviations that stand in its text."""

    html: str
    abbreviations: set[str]


def abbreviations_in(text: str, explained: ShortForms) -> set[str]:
    """Those of the short forms `explained` that stand in `text`."""
    return {found.short for found in explained.find(text)}


def opening(text: str, length: int) -> str:
    """The sentences that fit into `length` characters; when not even half is filled, words of the next one and "…"."""
    if len(text) <= length:
        return text
    ends = [match.end() for match in _END_OF_SENTENCE.finditer(text) if match.end() <= length]
    if ends and ends[-1] >= length / 2:
        return text[: ends[-1]]
    return text[:length].rsplit(maxsplit=1)[0].rstrip(" ,;:–-“(") + "…"


def present_body(body: str, recordings: Mapping[str, Recording] | None = None, explained: ShortForms = _NONE) -> str:
    """The HTML of `present`."""
    return present(body, recordings, explained).html


def present(body: str, recordings: Mapping[str, Recording] | None = None, explained: ShortForms = _NONE) -> Presented:
    """HTML for readers, marked safe because the sanitiser has written it: whatever `body` holds, only what the
    allow-list has and the additions of this module reach a reader. `recordings` are those that `body` names and that
    are there, by key (`recordings.in_texts.recordings_in`); `explained` the short forms that readers are told of
    (`glossary.py`). About 2 ms for 6 kB, no query.
    """
    if not body.strip():
        return Presented("", set())
    found: set[str] = set()
    root = _parsed(body)
    _size_pictures(root)
    lay_out_galleries(root)
    _wrap_tables(root)
    link_notes(root)
    marks = partial(_marks, explained=explained, seen=set(), found=found)
    _mark(root, marks, _LEFT_ALONE, partial(_note, explained=explained, found=found))
    _mark(root, _whole_telephones, _WORD_FOR_WORD)
    show_recordings(root, recordings or {})
    return Presented(mark_safe(clean_for_readers(_written(root))), found)


def keep_telephones(body: str) -> str:
    """`body`, no cleaner than it is, with each telephone number in an element that does not break over lines."""
    if not body.strip():
        return ""
    root = _parsed(body)
    _mark(root, _whole_telephones, _WORD_FOR_WORD)
    return _written(root)


def _parsed(body: str) -> HtmlElement:
    return lxml_html.fragment_fromstring(bounded(body), create_parent="div")


def _written(root: HtmlElement) -> str:
    inner = "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    return escape(root.text or "") + inner


def _size_pictures(root: HtmlElement) -> None:
    for picture in list(root.iter("img")):
        if "src" in picture.attrib:
            picture.set("src", still_of(picture.get("src", "")))  # nothing moves by itself, whatever was stored
        picture.attrib.update(responsive_attributes(picture.get("src", ""), picture.get("width")))
        picture.set("loading", "lazy")
        if address := animation_of(picture.get("src", "")):
            _offer_motion(picture, address)


def _offer_motion(picture: HtmlElement, address: str) -> None:
    """Put a link to the animation behind a picture that is its first frame; static/js/motion.js shows it in place."""
    link = E.a({"class": "button button-quiet motion", "href": address, "data-motion": ""}, "Xem ảnh động")
    # No link stands in a link.
    before = next((above for above in picture.iterancestors("a")), picture)
    link.tail, before.tail = before.tail, None
    before.addnext(link)


def _wrap_tables(root: HtmlElement) -> None:
    """Give each table a frame that scrolls and takes the focus, named by its caption."""
    for number, table in enumerate(list(root.iter("table")), start=1):
        frame = E.div({"class": "table", "tabindex": "0", "role": "region"})
        caption = table.find("caption")
        if caption is None:
            frame.set("aria-label", f"Bảng {number}")
        else:
            caption.set("id", f"bang-{number}")
            frame.set("aria-labelledby", f"bang-{number}")
        _align_figures(table)
        table.getparent().replace(table, frame)
        frame.tail, table.tail = table.tail, None
        frame.append(table)


def _align_figures(table: HtmlElement) -> None:
    """Right-align the columns that hold figures alone, as class "right"; tables with merged cells stay as they are."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if len({len(row) for row in rows}) != 1 or table.xpath(".//*[@colspan or @rowspan]"):
        return
    for column in zip(*rows, strict=True):
        figures = [cell for cell in column if cell.tag == "td"]
        if figures and all(_FIGURE.fullmatch(cell.text_content().strip()) for cell in figures):
            for cell in column:
                cell.classes.add("right")


def _mark(
    root: HtmlElement,
    marks_of: Callable[[str], list[Mark]],
    left_alone: set[str],
    pass_over: Callable[[str], None] = lambda text: None,
) -> None:
    """Put elements around what `marks_of` finds in a text, (start, end, element) in order. A text inside of the tags
    `left_alone` stays as it is and goes to `pass_over`.
    """
    for element in [element for element in root.iter() if isinstance(element.tag, str)]:
        for parent, text, after in ((element, element.text, None), (element.getparent(), element.tail, element)):
            if parent is None or not text:
                continue
            if _is_inside(parent, left_alone):
                pass_over(text)
            else:
                _replace(parent, text, marks_of, after=after)


def _is_inside(element: HtmlElement, tags: set[str]) -> bool:
    return element.tag in tags or any(above.tag in tags for above in element.iterancestors())


def _replace(
    parent: HtmlElement,
    text: str,
    marks_of: Callable[[str], list[Mark]],
    *,
    after: HtmlElement | None,
) -> None:
    """Put marked elements in place of the matches in `text`, which opens `parent` or follows its child `after`."""
    marks = marks_of(text)
    if not marks:
        return
    opening = text[: marks[0][0]]
    if after is None:
        parent.text = opening
    else:
        after.tail = None  # else it would stand behind what is added
    # From the last to the first, each at once behind `after`: lxml finds an index by counting.
    for (_, end, element), (following, *_) in reversed([*zip(marks, [*marks[1:], (len(text),)], strict=True)]):
        element.tail = text[end:following]
        if after is None:
            parent.insert(0, element)
        else:
            after.addnext(element)
    if after is not None:
        after.tail = opening


def _note(text: str, explained: ShortForms, found: set[str]) -> None:
    found |= abbreviations_in(text, explained)


def _marks(text: str, explained: ShortForms, seen: set[str], found: set[str]) -> list[Mark]:
    """Document numbers, linked to a search for them, and abbreviations, each spelled out where it is not `seen` yet:
    (start, end, element), in order, without overlaps. All abbreviations come into `found`.
    """
    documents = [(found.start, found.end, _document_link(found)) for found in document_numbers(text)]
    taken = [(start, end) for start, end, _ in documents]
    abbreviations = []
    for place in explained.find(text):
        found.add(place.short)
        free = all(place.end <= start or end <= place.start for start, end in taken)
        if free and place.short not in seen:
            seen.add(place.short)
            abbreviations.append((place.start, place.end, _explained(place.short, explained)))
    return sorted(documents + abbreviations, key=lambda mark: mark[0])


def _explained(short: str, explained: ShortForms) -> HtmlElement:
    """The class tells what the page has made from what somebody stored, for whoever copies it into a text."""
    return E.abbr({"class": "explained", "title": explained.long_of[short]}, short)


def _whole_telephones(text: str) -> list[Mark]:
    """Each telephone number in `text`, which then does not break over lines."""
    return [(start, end, E.span({"class": "unbroken"}, text[start:end])) for start, end in telephone_numbers(text)]


def _document_link(found: DocumentNumber) -> HtmlElement:
    address = f"{reverse('articles:search')}?{urlencode({'q': found.text})}"
    return E.a({"class": "doc", "href": address, "title": f"Các bài nhắc đến {found.text}"}, found.text)
