"""Paragraphs, lists and tables of a Story as HTML of the portal's texts, before its sanitiser sees it.

Pictures stand as `<img alt="#picture-3">`, references to notes as `<sup class="note">#3</sup>`: who composes the text
knows what they become.
"""

from collections.abc import Callable, Iterable
from html import escape
from itertools import groupby

from .story import Block, Cell, Item, Paragraph, Row, Run, Table

_TAGS = {"bold": "strong", "italic": "em", "strike": "s"}
_SAFE = ("http://", "https://", "mailto:", "tel:")


def words_of(runs: Iterable[Run], *, plain: frozenset[str] = frozenset()) -> str:
    """Inline HTML; looks in `plain` are left out (a heading is bold by itself)."""
    parts = []
    for _, group in groupby(runs, key=lambda run: run.look if run.text else (id(run),)):
        run, *others = group
        if run.is_break:
            parts.append("<br>")
        elif run.note:
            parts.append(f'<sup class="note">#{run.note}</sup>')
        elif run.picture:
            parts.append(f'<img alt="#picture-{run.picture}">')
        else:
            parts.append(
                _dressed(escape("".join([run.text, *(other.text for other in others)]), quote=False), run, plain)
            )
    return "".join(parts)


def _dressed(html: str, run: Run, plain: frozenset[str]) -> str:
    if not html.strip():
        return html
    if run.script:
        html = f"<{run.script}>{html}</{run.script}>"
    for look, tag in _TAGS.items():
        if getattr(run, look) and look not in plain:
            html = f"<{tag}>{html}</{tag}>"
    is_link = run.href.startswith(_SAFE)
    if run.underline and not is_link and "underline" not in plain:
        html = f"<u>{html}</u>"
    return f'<a href="{escape(run.href)}">{html}</a>' if is_link else html


def paragraph(block: Paragraph, tag: str = "p") -> str:
    words = words_of(block.runs)
    aligned = f' class="{block.align}"' if block.align else ""
    return f"<{tag}{aligned}>{words}</{tag}>" if words.strip() else ""


# Lists


def is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.item is not None


def lists(items: list[Paragraph]) -> str:
    """Items that follow each other, as lists within lists."""
    parts: list[str] = []
    at = 0
    while at < len(items):
        html, at = _list(items, at)
        parts.append(html)
    return "".join(parts)


def _list(items: list[Paragraph], at: int) -> tuple[str, int]:
    """(the list that begins at `at`, where it ends)."""
    first = _item(items[at])
    entries: list[str] = []
    expected = first.number
    while at < len(items):
        item = _item(items[at])
        if item.level < first.level or (item.level == first.level and not _goes_on(first, item, expected)):
            break
        if item.level > first.level:
            inner, at = _list(items, at)
            entries.append(entries.pop() + inner)
            continue
        entries.append(words_of(items[at].runs))
        expected, at = item.number + 1, at + 1
    tag, attributes = _list_tag(first)
    return f"<{tag}{attributes}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{tag}>", at


def _item(block: Paragraph) -> Item:
    assert block.item is not None  # noqa: S101 – only items come here
    return block.item


def _goes_on(first: Item, item: Item, expected: int) -> bool:
    is_alike = (item.ordered, item.kind) == (first.ordered, first.kind)
    return is_alike and (not item.ordered or item.number == expected)


def _list_tag(item: Item) -> tuple[str, str]:
    if not item.ordered:
        return "ul", ""
    kind = f' type="{item.kind}"' if item.kind != "1" else ""
    start = f' start="{item.number}"' if item.number != 1 else ""
    return "ol", f"{start}{kind}"


# Tables


def table(block: Table) -> str:
    """A table with merged cells; the first rows that say so are its head."""
    head = [row for row in block.rows if row.is_header]
    if head != block.rows[: len(head)] or len(head) == len(block.rows):
        head = []
    body = block.rows[len(head) :]
    first = f"<thead>{''.join(_row(row, 'th') for row in head)}</thead>" if head else ""
    return f"<table>{first}<tbody>{''.join(_row(row, 'td') for row in body)}</tbody></table>" if body else ""


def _row(row: Row, tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in row.cells)}</tr>"


def _cell(cell: Cell, tag: str) -> str:
    spans = "".join(
        f' {name}="{value}"' for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if value > 1
    )
    paragraphs = cell.paragraphs
    only = paragraphs[0] if len(cell.blocks) == 1 and paragraphs and not paragraphs[0].item else None
    if only:
        aligned = f' class="{only.align}"' if only.align else ""
        return f"<{tag}{spans}{aligned}>{words_of(only.runs, plain=_bold_in(tag))}</{tag}>"
    return f"<{tag}{spans}>{flow(cell.blocks)}</{tag}>"


def _bold_in(tag: str) -> frozenset[str]:
    return frozenset({"bold"}) if tag == "th" else frozenset()


def flow(blocks: list[Block], tag_of: Callable[[Paragraph], str] = lambda block: "p") -> str:
    """Paragraphs, lists and tables one after the other: what stands in a cell or a note."""
    parts = []
    for are_items, group in groupby(blocks, is_item):
        held = list(group)
        if are_items:
            parts.append(lists([block for block in held if isinstance(block, Paragraph)]))
            continue
        for block in held:
            parts.append(paragraph(block, tag_of(block)) if isinstance(block, Paragraph) else table(block))
    return "".join(parts)
