"""What readers find at addresses of the portal itself: asked of the database, many at once, nothing is fetched.

Whoever asks learns no more than they may: an article that is not public yet is "no page" for a colleague who may not
know it, in the same words as a number that nobody ever used.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from proofreading.document import Document
from proofreading.findings import Finding
from uploads import serving

from .addresses import ReadAddress, bare_host, path_of, read_address
from .answers import sentence, settle_inside
from .guard import is_inner_for_browsers
from .models import Address
from .registry import judge_of
from .state import State
from .verdicts import Verdict, gone, leads_on, missing, opens
from .visible import addresses_for

BATCH = 500
PER_TURN = 20
MOST_LINKS = 500  # of a text that is being written
CHANGED = ["state", "answer", "moved_to", "target", "failing_since", "failures", "checked_at", "next_check_at"]

DESK = "Đây là địa chỉ của Bàn biên tập: bạn đọc bấm vào sẽ gặp trang đăng nhập. Xin dùng địa chỉ của trang tin."
PREVIEW = "Đây là liên kết xem trước, chỉ mở được vài ngày. Xin dùng địa chỉ của bài khi bài đã đăng."
BINNED_FILE = "Tệp này đang ở trong thùng rác nên bạn đọc không mở được. Xin khôi phục tệp, hoặc bỏ liên kết."
NO_FILE = "Trên trang tin không có ảnh hoặc tệp này. Xin tải tệp lên lại, hoặc bỏ liên kết."
LACKS_BEGINNING = "Địa chỉ thiếu “https://” nên bạn đọc bấm vào sẽ gặp trang lỗi. Xin ghi {}."
INNER = "Địa chỉ này chỉ mở được trong mạng nội bộ: bạn đọc ở ngoài không vào được. Xin dùng địa chỉ công khai."
WITH_CREDENTIALS = "Địa chỉ này ghi cả tên đăng nhập hoặc mật khẩu, ai đọc bài cũng thấy. Xin bỏ phần đó đi."
BROKEN_OUTSIDE = "Trang tin đã hỏi địa chỉ này nhiều lần. Lần gần nhất: {}. Xin xem lại, hoặc tìm địa chỉ khác."
MOVED_OUTSIDE = "Trang này đã chuyển sang {}. Bạn đọc vẫn mở được; nên dùng địa chỉ mới."


@dataclass(frozen=True, slots=True)
class _Match:
    view: Callable[..., Any]
    kwargs: Mapping[str, Any]


def judged(addresses: Sequence[str], user: Any = None) -> list[Verdict]:
    """What `user` (None: a reader) may hear of each of `addresses`, inside ones as `read_address` writes them. Those
    of one kind cost together what their package asks: two or three queries.
    """
    verdicts: list[Verdict | None] = []
    asked: dict[Callable[..., Any], list[tuple[int, Mapping[str, Any]]]] = {}
    for number, address in enumerate(addresses):
        found = _match(path_of(address))
        if isinstance(found, Verdict):
            verdicts.append(found)
        else:
            verdicts.append(None)
            asked.setdefault(found.view, []).append((number, found.kwargs))
    for view, several in asked.items():
        judge = judge_of(view)
        answers = judge([kwargs for _, kwargs in several], user) if judge else [opens()] * len(several)
        for (number, _), verdict in zip(several, answers, strict=True):
            verdicts[number] = verdict
    return [verdict or opens() for verdict in verdicts]


def _match(path: str) -> "_Match | Verdict":
    if path.startswith("/quan-tri/"):
        return Verdict(State.BROKEN, "401", DESK)
    if path.startswith("/xem-truoc/"):
        return Verdict(State.BROKEN, "410", PREVIEW)
    if path.startswith((settings.STATIC_URL, "/.well-known/")):
        return opens()
    found = _resolved(path)
    if found is None:
        slashed = None if path.endswith("/") else _resolved(f"{path}/")
        return leads_on(f"{path}/") if slashed else missing()
    if found.view_name == "media":
        return _file(found.kwargs["path"])
    return _Match(found.func, found.kwargs)


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except (Resolver404, ValueError):
        return None


def _file(name: str) -> Verdict:
    """Asks the storage, not the database."""
    if serving.is_there(name):
        return opens()
    return gone(BINNED_FILE) if serving.is_binned(name) else Verdict(State.BROKEN, "404", NO_FILE)


def check_inside() -> int:
    """Look at inside addresses that are due, as readers; returns how many. Some dozen queries for 500."""
    done = 0
    for _ in range(PER_TURN):
        now = timezone.now()
        several = list(Address.objects.inside().due(now).order_by("next_check_at")[:BATCH])
        for address, verdict in zip(several, judged([address.address for address in several]), strict=True):
            settle_inside(address, verdict, now)
        Address.objects.bulk_update(several, [*CHANGED, "is_asked_for"])
        done += len(several)
        if len(several) < BATCH:
            break
    return done


@dataclass(frozen=True, slots=True)
class _Spot:
    """A link of a Document: block, start, end, the address as it is written and as it is read."""

    block: int
    start: int
    end: int
    written: str
    read: ReadAddress | None


def findings(document: Document, user: Any) -> list[Finding]:
    """What is wrong with the links of `document`, as far as `user` (None: who runs the portal) may know: of the portal
    at once, elsewhere what the worker has found out of addresses that stand where `user` may know of them. One query
    for all outside addresses, and those of `judged`; none without links.
    """
    spots = _spots(document)
    inside = [spot for spot in spots if _is_of_portal(spot)]
    verdicts = dict(zip(inside, judged([spot.read.address for spot in inside if spot.read], user), strict=True))
    outside = {spot.read.address for spot in spots if spot.read is not None and spot.read.host}
    known = {}
    if outside:
        mine = Address.objects.all() if user is None else addresses_for(user)
        rows = mine.filter(address__in=outside, ignored_at=None, state__in=[State.BROKEN, State.MOVED])
        known = {row.address: row for row in rows}
    found = []
    for spot in spots:
        said = _of_inside(verdicts[spot]) if spot in verdicts else _of_outside(spot, known)
        if said is not None:
            rule, reason = said
            text = document.blocks[spot.block].text[spot.start : spot.end]
            found.append(Finding(rule, spot.block, spot.start, spot.end, text, None, reason))
    return found


def _is_of_portal(spot: _Spot) -> bool:
    read = spot.read
    return read is not None and read.is_inside and not read.has_password and not bare_host(spot.written)


def _spots(document: Document) -> list[_Spot]:
    links = [(number, link) for number, block in enumerate(document.blocks) for link in block.links][:MOST_LINKS]
    spots = [_Spot(number, link.start, link.end, link.address, read_address(link.address)) for number, link in links]
    return list(dict.fromkeys(spots))


def _of_inside(verdict: Verdict) -> tuple[str, str] | None:
    if verdict.state == State.MOVED:
        return "link_moved", verdict.says
    if verdict.state != State.BROKEN:
        return None
    return ("link_waiting" if verdict.waits else "link_missing"), verdict.says


def _of_outside(spot: _Spot, known: Mapping[str, Address]) -> tuple[str, str] | None:
    if whole := bare_host(spot.written):
        return "link_missing", LACKS_BEGINNING.format(whole)
    if spot.read is None:
        return None
    if spot.read.has_password or is_inner_for_browsers(spot.read.host):
        return "link_private", WITH_CREDENTIALS if spot.read.has_password else INNER
    row = known.get(spot.read.address)
    if row is not None and row.state == State.MOVED:
        return "link_moved", MOVED_OUTSIDE.format(row.moved_to)
    if row is None:
        return None
    said = sentence(row.answer)
    return "link_broken", BROKEN_OUTSIDE.format(f"{said[:1].lower()}{said[1:]}")
