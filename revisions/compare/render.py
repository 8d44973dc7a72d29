"""A comparison as HTML for people and as JSON for scripts; neither holds a tag or a live address of the texts."""

from dataclasses import asdict
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .changes import LEFT, Change
from .documents import Comparison, FieldChange

AROUND = 1  # blocks that stay as they are and are shown beside what changed


def as_html(comparison: Comparison, *, before: str = "Trước", after: str = "Sau") -> SafeString:
    """The snippet `revisions/includes/comparison.html`; `before` and `after` name the two states."""
    fields = [{"change": change, "stretches": _stretches(change)} for change in comparison.fields]
    return render_to_string("revisions/includes/comparison.html", {"fields": fields, "before": before, "after": after})


def as_json(comparison: Comparison) -> dict[str, Any]:
    """`{"summary": sentence, "fields": [{"name", "label", "kind", …}]}`, without the blocks that stay as they are."""
    return {"summary": comparison.summary, "fields": [_field(change) for change in comparison.fields]}


def _stretches(field: FieldChange) -> list[dict[str, Any]]:
    """The changes of a rich text, cut into what is shown and what is folded away: `{"folded", "changes"}` each."""
    changes = field.changes
    near = {
        place + distance
        for place, change in enumerate(changes)
        if not change.is_same
        for distance in range(-AROUND, AROUND + 1)
    }
    shown = [(place in near, change) for place, change in enumerate(changes)]
    return [
        {"folded": not is_near, "changes": [change for _, change in stretch]}
        for is_near, stretch in groupby(shown, lambda pair: pair[0])
    ]


def _field(field: FieldChange) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "kind": field.kind,
        "before": "" if field.kind == "rich" else field.before.shown,
        "after": "" if field.kind == "rich" else field.after.shown,
        "pictures": [field.before.picture, field.after.picture],
        "pieces": [asdict(piece) for piece in field.pieces],
        "added": list(field.added),
        "removed": list(field.removed),
        "renamed": [list(pair) for pair in field.renamed],
        "blocks": [_block(change) for change in field.changes if not change.is_same and change.kind != LEFT],
    }


def _block(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "label": change.block.label,
        "cells": [[asdict(piece) for piece in cell] for cell in change.cells],
        "notes": list(change.notes),
        "picture": change.block.picture,
    }
