"""Replacing an address in many rows at once: each is saved as its form would, with a revision, by whoever may.

A row that somebody saved since the page was shown is left, and so is one that cannot be saved; each with its reason.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any
from zlib import crc32

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction

from revisions.registry import is_kept
from revisions.saving import keep, saved_by
from uploads.used_rows import entries_of

from .addresses import as_browsers_read, read_address, with_addresses
from .guard import is_inner_for_browsers
from .inside import INNER, WITH_CREDENTIALS
from .models import Address
from .registry import Source, mending_of, source_of
from .visible import places_for

AT_ONCE = 100  # each is a transaction with a revision; so many take some seconds
NAMED = 10
WORDS_SHOWN = 3  # link words of a row
_LINK = re.compile(r"<a\s[^>]*>")
_HREF = re.compile(r'(\shref=")([^"]*)(")')

NO_RIGHT = "Tài khoản của bạn không được sửa mục này."
SINCE = "Vừa có người lưu mục này, xin xem lại rồi chọn lại."
NOT_THERE = "Trong mục này không còn địa chỉ ấy."
UNREADABLE = "Địa chỉ mới không đọc được. Xin ghi đủ, ví dụ https://chinhphu.vn/… hoặc /trang/gioi-thieu/."
SAME = "Địa chỉ mới trùng địa chỉ cũ. Xin ghi địa chỉ khác."


@dataclass(frozen=True)
class Candidate:
    """A row in which the address stands: `name` (HTML with a link), the fields, the `words` that lead on, what the
    page shows of its state, and why this person cannot change it ("" if they can).
    """

    key: str  # "article-12"
    name: str
    fields: str
    words: Sequence[str]
    number: int
    seen: str
    refusal: str


@dataclass
class Outcome:
    """What became of the chosen rows: how many were saved, names of others with the sentence why, how many are gone"""

    done: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    gone: int = 0

    def note(self, row: Any, refusal: str) -> None:
        """What became of one; None for a row that is gone."""
        if row is None:
            self.gone += 1
        elif refusal:
            self.left.append((str(row), refusal))
        else:
            self.done += 1


def check_new(address: Address, new: str) -> str:
    """The sentence on why `new` cannot stand for `address`; "" if it can."""
    read = read_address(new)
    is_plain = new == as_browsers_read(new) and new.startswith(("/", "http://", "https://"))
    if read is None or not is_plain or new.startswith("//"):
        return UNREADABLE
    if read.has_password:
        return WITH_CREDENTIALS
    if not read.is_inside and is_inner_for_browsers(read.host):
        return INNER
    return SAME if read.address == address.address else ""


def candidates(user: Any, address: Address) -> tuple[list[Candidate], int]:
    """(up to AT_ONCE rows that `user` may know, how many more there are). One query for the places, one for the rows
    of each kind and one for who may know them.
    """
    places = places_for(user).filter(address=address)
    by_row: dict[tuple[str, int], list[Any]] = {}
    for place in places:
        by_row.setdefault((place.kind, place.row_id), []).append(place)
    shown = dict(list(by_row.items())[:AT_ONCE])
    found = []
    for kind in dict.fromkeys(kind for kind, _ in shown):
        source = source_of(kind)
        if source is None:
            continue
        rows = list(source.rows().filter(pk__in=[key for of, key in shown if of == kind]).order_by("-pk"))
        for row, name in zip(rows, entries_of(rows, user), strict=True):
            here = shown[kind, row.pk]
            fields = ", ".join(dict.fromkeys(filter(None, (source.label(place.field) for place in here))))
            words = list(dict.fromkeys(place.words for place in here if place.words))[:WORDS_SHOWN]
            number = sum(place.number for place in here)
            refusal = refusal_to_change(source, user, row)
            found.append(Candidate(f"{kind}-{row.pk}", name, fields, words, number, seen_of(source, row), refusal))
    return found, len(by_row) - len(shown)


def refusal_to_change(source: Source, user: Any, row: Any) -> str:
    """No query but for rights."""
    if source.sealed:
        return source.sealed
    if (mending := mending_of(source.kind)) is not None:
        return mending.refusal(user, row)
    opts = source.model._meta
    return "" if user.has_perm(f"{opts.app_label}.change_{opts.model_name}") else NO_RIGHT


def seen_of(source: Source, row: Any) -> str:
    """What tells one state of a row from another: the number of its save, or its texts."""
    if hasattr(row, "edition"):
        return str(row.edition)
    texts = "\n".join(str(getattr(row, name)) for name in (*source.html, *source.addresses, *source.texts))
    return f"{crc32(texts.encode()):08x}"


def replace(user: Any, address: Address, new: str, chosen: Mapping[str, str]) -> Outcome:
    """Let `new` stand for `address` in the `chosen` rows ({"article-12": what the page showed}); a dozen queries each,
    in a transaction of its own.
    """
    task, outcome = _Task(user, address, new), Outcome()
    for key in list(chosen)[:AT_ONCE]:
        kind, _, number = key.partition("-")
        source = source_of(kind)
        if source is None or not number.isdecimal() or len(number) > 18:
            outcome.note(None, "")
            continue
        with transaction.atomic():
            outcome.note(*task.replace_in_row(source, int(number), chosen[key]))
    return outcome


@dataclass(frozen=True)
class _Task:
    user: Any
    address: Address
    new: str

    def replace_in_row(self, source: Source, key: int, seen: str) -> tuple[Any, str]:
        """(the row, "") of one that was saved, (the row, a sentence) of one that was not, (None, "") without one."""
        row = source.rows().select_for_update(of=("self",)).filter(pk=key).first()
        known = places_for(self.user).filter(address=self.address, kind=source.kind, row_id=key)
        if row is None or not known.exists():  # asked after the wait: whoever saved it may have hidden it
            return None, ""
        refusal = refusal_to_change(source, self.user, row) or (SINCE if seen != seen_of(source, row) else "")
        if refusal:
            return row, refusal
        try:
            with transaction.atomic():
                return row, "" if self._save(source, row) else NOT_THERE
        except ValidationError as error:
            return row, " ".join(error.messages)

    def _save(self, source: Source, row: Any) -> bool:
        """Whether there was something to replace. Raises ValidationError."""
        changed = replace_in(source, row, self.address.address, self.new)
        if not changed:
            return False
        row.clean_fields(exclude={each.name for each in row._meta.fields} - changed)
        if (mending := mending_of(source.kind)) is not None:
            mending.save(self.user, row)
        else:
            with saved_by(self.user):
                if is_kept(source.model):
                    keep(row)
                row.save()
        said = f"Thay liên kết {self.address.address} bằng {self.new}."
        LogEntry.objects.log_actions(self.user.pk, [row], CHANGE, said, single_object=True)
        return True


def replace_in(source: Source, row: Any, old: str, new: str) -> set[str]:
    """The names of the fields of `row` in which `new` stands now for `old`, however it was written. Saves nothing."""
    changed = set()
    for name in source.addresses:
        if _means(getattr(row, name) or "", old):
            _put(row, name, _with_fragment(getattr(row, name), new))
            changed.add(name)
    for names, put_in in ((source.html, replaced_in_html), (source.texts, replaced_in_text)):
        for name in names:
            before = getattr(row, name) or ""
            if (after := put_in(before, old, new)) != before:
                _put(row, name, after)
                changed.add(name)
    return changed


def _put(row: Any, name: str, value: str) -> None:
    row._meta.get_field(name).save_form_data(row, value)


def replaced_in_html(html: str, old: str, new: str) -> str:
    """Stored HTML with `new` in the place of each link to `old`; nothing else of it is touched."""

    def in_link(link: re.Match[str]) -> str:
        return _HREF.sub(in_href, link[0])

    def in_href(href: re.Match[str]) -> str:
        written = unescape(href[2])
        if not _means(written, old):
            return href[0]
        return f"{href[1]}{escape(_with_fragment(written, new))}{href[3]}"

    last = html.rfind(">") + 1  # beyond it no link ends, and the pattern would look for its end from each "<a"
    return f"{_LINK.sub(in_link, html[:last])}{html[last:]}" if "href=" in html else html


def replaced_in_text(text: str, old: str, new: str) -> str:
    """A plain text with `new` in the place of each address in it that means `old`."""
    return with_addresses(text, lambda written: _with_fragment(written, new) if _means(written, old) else written)


def _means(written: str, address: str) -> bool:
    read = read_address(written) if written else None
    return read is not None and read.address == address


def _with_fragment(written: str, new: str) -> str:
    """A place within the page stays, unless the new address names one."""
    _, mark, fragment = written.partition("#")
    return new if "#" in new or not mark else f"{new}#{fragment}"
