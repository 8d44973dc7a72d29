"""From the stored body to what a reader sees: document numbers linked, abbreviations explained, telephone numbers kept
on one line, tables that scroll inside themselves, pictures in the size the screen needs. It never changes the stored
text.
"""

import re
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from lxml import html as lxml_html
from lxml.builder import E

from richtext.bounds import bounded
from richtext.sanitize import clean_for_readers
from uploads.images import responsive_attributes
from vietnamese.abbreviations import ABBREVIATIONS
from vietnamese.lexemes import document_numbers
from vietnamese.telephones import telephone_numbers

_END_OF_SENTENCE = re.compile(r"[.!?…][”\"’)]?(?=\s+[^\Wa-zà-ỹđ_]|\s+[“\"‘(]|\s*$)")
_FIGURE = re.compile(r"[+−–-]?\d[\d.,]*\s?%?|[–-]?")
_LEFT_ALONE = {"a", "abbr", "code", "pre", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"}
_WORD_FOR_WORD = {"code", "pre"}
_ABBREVIATION = re.compile(
    rf"(?<![\w/-])(?:{'|'.join(sorted(map(re.escape, ABBREVIATIONS), key=len, reverse=True))})(?![\w/-])"
)


def spelled_out(*texts):
    """{"UBND": "Ủy ban nhân dân", …}: the abbreviations that stand in `texts` (plain or HTML), in full."""
    found = {match[0] for text in texts for match in _ABBREVIATION.finditer(text)}
    return {short: ABBREVIATIONS[short] for short in sorted(found)}


def opening(text, length):
    """The sentences that fit into `length` characters; when not even half is filled, words of the next one and "…"."""
    if len(text) <= length:
        return text
    ends = [match.end() for match in _END_OF_SENTENCE.finditer(text) if match.end() <= length]
    if ends and ends[-1] >= length / 2:
        return text[: ends[-1]]
    return text[:length].rsplit(maxsplit=1)[0].rstrip(" ,;:–-“(") + "…"


def present_body(body):
    """HTML for readers, marked safe because the sanitiser has written it: whatever `body` holds, only what the
    allow-list has and the additions of this module reach a reader. About 2 ms for 6 kB, no query.
    """
    if not body.strip():
        return ""
    root = _parsed(body)
    _size_pictures(root)
    _wrap_tables(root)
    _mark(root, partial(_marks, seen=set()), _LEFT_ALONE)
    _mark(root, _whole_telephones, _WORD_FOR_WORD)
    return mark_safe(clean_for_readers(_written(root)))


def keep_telephones(body):
    """`body`, no cleaner than it is, with each telephone number in an element that does not break over lines."""
    if not body.strip():
        return ""
    root = _parsed(body)
    _mark(root, _whole_telephones, _WORD_FOR_WORD)
    return _written(root)


def _parsed(body):
    return lxml_html.fragment_fromstring(bounded(body), create_parent="div")


def _written(root):
    inner = "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    return escape(root.text or "") + inner


def _size_pictures(root):
    for picture in root.iter("img"):
        picture.attrib.update(responsive_attributes(picture.get("src", ""), picture.get("width")))
        picture.set("loading", "lazy")


def _wrap_tables(root):
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


def _align_figures(table):
    """Right-align the columns that hold figures alone, as class "right"; tables with merged cells stay as they are."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if len({len(row) for row in rows}) != 1 or table.xpath(".//*[@colspan or @rowspan]"):
        return
    for column in zip(*rows, strict=True):
        figures = [cell for cell in column if cell.tag == "td"]
        if figures and all(_FIGURE.fullmatch(cell.text_content().strip()) for cell in figures):
            for cell in column:
                cell.classes.add("right")


def _mark(root, marks_of, left_alone):
    """Put elements around what `marks_of` finds in a text, (start, end, element) in order, but not inside of the tags
    `left_alone`.
    """
    for element in [element for element in root.iter() if isinstance(element.tag, str)]:
        if not _is_inside(element, left_alone):
            _replace(element, element.text, marks_of, after=None)
        parent = element.getparent()
        if parent is not None and not _is_inside(parent, left_alone):
            _replace(parent, element.tail, marks_of, after=element)


def _is_inside(element, tags):
    return element.tag in tags or any(above.tag in tags for above in element.iterancestors())


def _replace(parent, text, marks_of, *, after):
    """Put marked elements in place of the matches in `text`, which opens `parent` or follows its child `after`."""
    marks = marks_of(text) if text else []
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


def _marks(text, seen):
    """Document numbers, linked to a search for them, and abbreviations, each spelled out where it is not `seen` yet:
    (start, end, element), in order, without overlaps.
    """
    documents = [(found.start, found.end, _document_link(found)) for found in document_numbers(text)]
    taken = [(start, end) for start, end, _ in documents]
    abbreviations = []
    for match in _ABBREVIATION.finditer(text):
        free = all(match.end() <= start or end <= match.start() for start, end in taken)
        if free and match[0] not in seen:
            seen.add(match[0])
            abbreviations.append((match.start(), match.end(), E.abbr({"title": ABBREVIATIONS[match[0]]}, match[0])))
    return sorted(documents + abbreviations, key=lambda mark: mark[0])


def _whole_telephones(text):
    """Each telephone number in `text`, which then does not break over lines."""
    return [(start, end, E.span({"class": "unbroken"}, text[start:end])) for start, end in telephone_numbers(text)]


def _document_link(found):
    address = f"{reverse('articles:search')}?{urlencode({'q': found.text})}"
    return E.a({"class": "doc", "href": address, "title": f"Các bài nhắc đến {found.text}"}, found.text)
