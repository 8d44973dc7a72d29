"""“Bỏ qua”: findings that somebody has looked at and left in one text."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db import connection, transaction

from accounts.models import User
from proofreading.rules import RULES

from .models import Dismissal, ReadFindings
from .models.dismissal import TEXT_LENGTH

MAX_OF_TEXT = 500
LOCK = 0x64736D73  # "dsms": the number of PostgreSQL's advisory lock, with one of the text
FIELD = "dismissed_findings"  # of a form: what was dismissed before its text had a row
_ID = re.compile(r"[0-9a-f]{8}")


class NotDismissed(Exception):
    """What no page of ours sends, or more than one text can have."""


@dataclass(frozen=True)
class Dismissed:
    """What a page sends of a finding that is left as it is: its identity, its rule, what stands there."""

    id: str
    rule: str
    text: str


def read_dismissed(sent: Any) -> Dismissed:
    """Raises NotDismissed."""
    if not isinstance(sent, dict):
        raise NotDismissed
    found, rule, text = (sent.get(name) for name in ("id", "rule", "text"))
    if not (isinstance(found, str) and isinstance(rule, str) and isinstance(text, str)):
        raise NotDismissed
    if not _ID.fullmatch(found) or rule not in RULES:
        raise NotDismissed
    return Dismissed(found, rule, text[:TEXT_LENGTH])


def dismissed_in(kind: str, key: str) -> list[str]:
    """The identities of what is dismissed in a text ("" for a new one). One query, none for a new text."""
    rows = Dismissal.objects.of_text(kind, key) if key else Dismissal.objects.none()
    return list(rows.values_list("finding", flat=True)[:MAX_OF_TEXT])


def dismiss(kind: str, key: int, all_sent: Iterable[Dismissed], by: User) -> None:
    """Note each once. Three queries. Raises NotDismissed where the text has too many."""
    rows = [Dismissal(kind=kind, key=key, finding=sent.id, rule=sent.rule, text=sent.text, by=by) for sent in all_sent]
    with transaction.atomic():
        _one_at_a_time(kind, key)
        if Dismissal.objects.of_text(kind, key).count() + len(rows) > MAX_OF_TEXT:
            raise NotDismissed
        Dismissal.objects.bulk_create(rows, ignore_conflicts=True)


def take_back(kind: str, key: int, found: str) -> None:
    Dismissal.objects.of_text(kind, key).filter(finding=found).delete()


def sent_with_form(text: str) -> list[Dismissed]:
    """What the hidden field FIELD of a form has: a JSON list. What cannot be read of it is left out."""
    try:
        sent = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    found = []
    for each in sent[:MAX_OF_TEXT] if isinstance(sent, list) else []:
        try:
            found.append(read_dismissed(each))
        except NotDismissed:
            continue
    return found


def note_read(user: User, kind: str, key: int, ids: Iterable[str]) -> None:
    """`user` has read these findings in the list before a step; what they read on another page stays read. A few
    queries.
    """
    with transaction.atomic():
        _one_at_a_time(kind, key)
        known = ReadFindings.ids_of(user, kind, key)
        wanted = sorted(known | set(ids))[:MAX_OF_TEXT]
        ReadFindings.objects.update_or_create(kind=kind, key=key, by=user, defaults={"ids": wanted})


def _one_at_a_time(kind: str, key: int) -> None:
    """Whoever notes something of this text waits until the transaction of another one that does is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, crc32(f"{kind}-{key}".encode()) - (1 << 31)])
