"""Rows of a formset, as a form sends them, renumbered: Django wants those that are saved already to come first."""

import re

from django.utils.datastructures import MultiValueDict

MAX_ROWS = 1_000


def known_rows_first(data, files, prefix, known):
    """(data, files) in which each new row whose number is in `known` ({number: pk}) is the row of that pk. Without
    any, what is given. Its file, if it comes once more, is left out.
    """
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not known or not total.isdecimal() or len(total) > 4 or int(total) > MAX_ROWS:
        return data, files
    is_new = [not (number in known or data.get(f"{prefix}-{number}-id")) for number in range(int(total))]
    order = sorted(range(int(total)), key=lambda number: is_new[number])
    place = {old: new for new, old in enumerate(order)}
    sent = data.copy()
    sent.clear()
    _renumber(data, sent, prefix, place)
    for number, pk in known.items():
        sent[f"{prefix}-{place[number]}-id"] = str(pk)
        sent[f"{prefix}-{place[number]}-file-document"] = ""
    sent[f"{prefix}-INITIAL_FORMS"] = str(is_new.count(False))
    kept = MultiValueDict()
    _renumber(files or kept, kept, prefix, {old: new for old, new in place.items() if old not in known})
    return sent, kept


def read_deletions(data, files, prefix):
    """(keys of the rows that are to be deleted, whether any row stays or is added) of what is sent."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not total.isdecimal() or len(total) > 4:
        return set(), True
    deleted, is_any_kept = set(), False
    for row in (f"{prefix}-{number}" for number in range(min(int(total), MAX_ROWS))):
        key = data.get(f"{row}-id", "")
        if data.get(f"{row}-DELETE", "") not in {"", "false", "False"}:
            deleted.add(key)
        elif key or f"{row}-file" in (files or {}) or data.get(f"{row}-file-document"):
            is_any_kept = True
    return deleted - {""}, is_any_kept


def _renumber(source, target, prefix, place):
    """Set in `target` what is in `source`; rows without a place are left out."""
    for name, values in source.lists():
        row = re.fullmatch(rf"{re.escape(prefix)}-(\d{{1,4}})-(.+)", name)
        if row is None:
            target.setlist(name, values)
        elif int(row[1]) in place:
            target.setlist(f"{prefix}-{place[int(row[1])]}-{row[2]}", values)
