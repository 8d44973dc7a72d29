"""What is said of who else has an article open: sentences, the same on the page that is rendered and in the answers to
the page's script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from newsroom.models import Presence
from vietnamese.dates import format_clock, format_time_date

MAX_LINES = 5


@dataclass(frozen=True)
class Taken:
    """By whom (a name) and when ("10:50") the article was taken over from a page; no two have one `moment`."""

    by: str
    at: str
    moment: str


@dataclass(frozen=True)
class PresenceState:
    """What a page says: `lines` are sentences. `taken` is from this page; `offer` is "take", "back" (to take it back)
    or "" and says whether its person may take the article over from those who have it open.
    """

    lines: list[str]
    taken: Taken | None = None
    offer: str = ""


def state_of(user: User, rows: Sequence[Presence], own: Presence | None, *, takes_over: bool) -> PresenceState:
    """The PresenceState of the page `own` of `user` (None: a page that has just been rendered) among the living `rows`
    of its article, whose users are loaded. `takes_over`: whether the user may, who edits any article. No query.
    """
    others = [row for row in rows if own is None or row.pk != own.pk]
    here = {row.user_id for row in others}
    taken_from_me = own is not None and own.can_write and own.taken_by_id in here
    lines = [_taken_from_me(own)] if own and taken_from_me else []
    lines += _lines_of_colleagues([row for row in others if row.user_id != user.pk], user, here | {user.pk})
    mine = [row.opened_at for row in others if row.user_id == user.pk]
    if own and mine:
        lines.append(f"Bạn cũng đang mở bài này ở tab hoặc máy khác từ {_since(min(mine))}.")
    is_free = any(row.can_write and user.pk not in {row.user_id, row.taken_by_id} for row in others)
    offer = "back" if taken_from_me else "take" if takes_over and own and own.can_write and is_free else ""
    return PresenceState(lines, _taken(own) if own and taken_from_me else None, offer)


def _lines_of_colleagues(rows: list[Presence], user: User, here: set[int]) -> list[str]:
    """A sentence for each colleague, who has been there longest first; `here` are the users whose pages live."""
    pages: dict[int, list[Presence]] = {}
    for row in sorted(rows, key=lambda row: row.opened_at):
        pages.setdefault(row.user_id, []).append(row)
    lines = [_line(of_one, user, here) for of_one in pages.values()]
    if len(lines) <= MAX_LINES:
        return lines
    return [*lines[: MAX_LINES - 1], f"Và {len(lines) - MAX_LINES + 1} người khác cũng đang mở bài này."]


def _line(pages: list[Presence], user: User, here: set[int]) -> str:
    first = pages[0]
    does = "mở" if any(page.can_write for page in pages) else "xem"
    said = f"{first.user} đang {does} bài này từ {_since(first.opened_at)}"
    if any(page.has_unsaved for page in pages):
        said += ", có chữ chưa lưu"
    taken = next((page for page in pages if page.can_write and page.taken_by_id in here), None)
    if taken is None or taken.taken_at is None:
        return f"{said}."
    if taken.taken_by_id != user.pk:
        return f"{said}; {taken.taken_by} đã tiếp quản lúc {_since(taken.taken_at)}."
    told = "đã báo cho người này" if taken.seen_at > taken.taken_at else "đang báo cho người này"
    return f"{said}; bạn đã tiếp quản lúc {_since(taken.taken_at)}, {told}."


def _taken_from_me(own: Presence) -> str:
    taken = _taken(own)
    rest = "Bạn vẫn đọc và lưu được; chữ bạn gõ vẫn được giữ làm bản nháp."
    return f"{taken.by} đã tiếp quản bài này lúc {taken.at}. {rest}"


def _taken(own: Presence) -> Taken:
    at = own.taken_at or own.seen_at
    return Taken(str(own.taken_by), _since(at), at.isoformat())


def _since(moment: datetime) -> str:
    """ "10:40"; of another day "10:40, 21/11/2026"."""
    is_today = timezone.localdate(moment) == timezone.localdate()
    return format_clock(moment) if is_today else format_time_date(moment)
