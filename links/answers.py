"""What an answer means, in words, and what it makes of an address: pure rules, without network and queries.

Nothing is broken at once. A page that says that it is gone is asked again on another day; a server that does not
answer or has trouble of its own gets four looks over three days. Who lets no machine in has done nothing wrong.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from .models import Address
from .state import State
from .verdicts import Verdict

GONE = {"404", "410", "dns", "soft", "home"}  # the second time, at least GONE_AFTER later
GONE_LOOKS, GONE_AFTER = 2, timedelta(hours=12)
TROUBLE_LOOKS, TROUBLE_AFTER = 4, timedelta(days=3)
AT_ONCE = {"inner"}  # nobody outside of a network can open its addresses

DAILY, WEEKLY, INSIDE = timedelta(days=1), timedelta(days=7), timedelta(hours=6)
SPREAD = 0.2  # by so much of the time looks are earlier or later, so that they do not all come in one night
CLOSED_STATUSES = {401, 402, 403, 405, 406, 407, 409, 418, 423, 425, 426, 428, 429, 431, 451, 501, 999}

SENTENCES = {
    "200": "Mở được",
    "404": "Trang không còn (404)",
    "410": "Trang đã bị gỡ hẳn (410)",
    "soft": "Trang trả lời rằng không tìm thấy nội dung",
    "home": "Địa chỉ dẫn về trang chủ: có thể trang cũ không còn",
    "dns": "Không có máy chủ mang tên này",
    "timeout": "Máy chủ không trả lời trong 10 giây",
    "connect": "Không nối được đến máy chủ",
    "tls": "Chứng chỉ bảo mật của trang có lỗi: trình duyệt sẽ cảnh báo bạn đọc",
    "protocol": "Máy chủ trả lời sai quy cách",
    "loop": "Địa chỉ chuyển đi chuyển lại mãi, không đến trang nào",
    "inner": "Địa chỉ trong mạng nội bộ: bạn đọc ở ngoài không mở được",
    "private": "Máy chủ nằm trong mạng nội bộ nên trang tin không tự kiểm tra",
    "port": "Địa chỉ dùng cổng mà trang tin không hỏi",
    "robots": "Trang không cho máy hỏi (robots.txt)",
    "401": "Trang đòi đăng nhập (401)",
    "403": "Trang không cho máy hỏi (403)",
    "429": "Máy chủ bảo hỏi ít lại (429)",
    "451": "Trang bị chặn theo pháp luật (451)",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking gave. `code` is a status of HTTP or a word of SENTENCES. `moved_to` is where permanent redirects
    ended. `is_answer` says that some server answered: so this machine reaches the world.
    """

    code: str
    moved_to: str = ""
    is_answer: bool = True


def sentence(code: str) -> str:
    """ "404" → "Trang không còn (404)"; a plain sentence for every code."""
    if code in SENTENCES:
        return SENTENCES[code]
    if code.isdecimal() and len(code) == 3:
        if code.startswith("5"):
            return f"Máy chủ đang gặp trục trặc ({code})"
        return f"Mở được ({code})" if code.startswith("2") else f"Máy chủ không nhận câu hỏi của máy ({code})"
    return "Chưa kiểm tra"


def _is_open(code: str) -> bool:
    return code.isdecimal() and code.startswith("2")


def _is_closed(code: str) -> bool:
    if code in {"private", "robots", "port"}:
        return True
    is_other_refusal = code.isdecimal() and code.startswith("4") and code not in {"404", "410", "408"}
    return is_other_refusal or (code.isdecimal() and int(code) in CLOSED_STATUSES)


def settle(address: Address, answer: Answer, now: datetime) -> None:
    """Let `address`, which stands outside of the portal, be as `answer` says. Saves nothing."""
    address.checked_at, address.answer, address.is_asked_for = now, answer.code, False
    address.moved_to = answer.moved_to if _is_open(answer.code) else ""
    if _is_open(answer.code) or _is_closed(answer.code):
        address.failures, address.failing_since = 0, None
        address.state = State.CLOSED if not _is_open(answer.code) else State.MOVED if answer.moved_to else State.FINE
        address.next_check_at = later(now, WEEKLY)
        return
    address.failing_since = address.failing_since or now
    address.failures = min(address.failures + 1, 30_000)
    address.state = State.BROKEN if _is_broken(address, now) else State.SHAKY
    address.next_check_at = later(now, WEEKLY if address.failures > 2 * TROUBLE_LOOKS else DAILY)


def _is_broken(address: Address, now: datetime) -> bool:
    """Once broken it stays so until it opens, whatever else goes wrong with it."""
    since = address.failing_since or now
    if address.answer in AT_ONCE or address.state == State.BROKEN:
        return True
    looks, after = (GONE_LOOKS, GONE_AFTER) if address.answer in GONE else (TROUBLE_LOOKS, TROUBLE_AFTER)
    return address.failures >= looks and now - since >= after


def settle_inside(address: Address, verdict: Verdict, now: datetime) -> None:
    """As `settle`, of an address of the portal: what the database says holds at once."""
    address.checked_at, address.answer, address.is_asked_for = now, verdict.answer, False
    address.moved_to, address.target, address.state = verdict.moved_to[:2000], verdict.target[:150], verdict.state
    if verdict.state == State.BROKEN:
        address.failing_since = address.failing_since or now
        address.failures = min(address.failures + 1, 30_000)
    else:
        address.failing_since, address.failures = None, 0
    address.next_check_at = later(now, INSIDE)


def later(now: datetime, after: timedelta) -> datetime:
    return now + after * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311 (it only spreads)
