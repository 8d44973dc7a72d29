"""Sources that are press organs: what they publish is theirs, and readers may not comment on it on a portal."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from vietnamese.text import canonical

from ..document import Document
from ..findings import Finding
from ..known import Known
from ..word_lists import lines_of
from .values import about, value

SOURCE = "press-source"
NAMES = lines_of("structure/press_names.txt")
HOSTS = lines_of("structure/press_hosts.txt")
_INTRODUCES = re.compile(r"(?:(?:theo|nguồn(?: tin)?|trích(?: từ)?|dẫn lại)\s*:?\s+)+")
_KINDS = re.compile(
    r"(?:báo(?! cáo| hiệu)|tạp chí|nhật báo|tuần báo|thời báo|đài (?:phát thanh|truyền hình|ptth|pt-th|tiếng nói)"
    r"|truyền hình việt nam|thông tấn xã)\b"
)
_BESIDE, _AMONG = re.compile("[/|()](?!/)(?<!//)"), re.compile(r"[,;]|\s[-–]\s")
_OFF = {"", "false", "0", "off", "no"}


def find(document: Document, known: Known) -> Iterator[Finding]:
    """Nothing where comments are known to be off (the fact `comments_open`)."""
    if known.facts.get("comments_open", "on").lower() in _OFF:
        return
    source, address = value(document, known, "source"), value(document, known, "source_url")
    if names_press(source):
        name, text = "source", source
    elif _host(address) and _is_host_of_press(_host(address), known):
        name, text = "source_url", address
    else:
        return
    reason = (
        f"Nguồn “{text}” là cơ quan báo chí khác; tin dẫn lại của báo chí không mở bình luận: tắt “Cho bình luận”."
    )
    finding = about(document, SOURCE, name, text, reason)
    if finding:
        yield finding


def names_press(source: str) -> bool:
    """Whether the line `source` of a form names a press organ: alone, beside who wrote ("Minh Anh/TTXVN"), or among
    others ("Sở Y tế, Báo Nhân Dân").
    """
    return any(
        _is_press(name) or any(_is_press(one) and _is_plain(one) for one in map(_bare, _AMONG.split(name)))
        for name in map(_bare, _BESIDE.split(source))
    )


def _bare(name: str) -> str:
    return _INTRODUCES.sub("", canonical(name).strip(" ."), count=1).strip()


def _is_plain(name: str) -> bool:
    """Whether nothing else is called so: "Sở Xây dựng, Công Thương" names no newspaper."""
    return " " not in name or _KINDS.match(name) is not None


def _is_press(name: str) -> bool:
    return (
        name.removesuffix(" online") in NAMES
        or name in NAMES
        or _KINDS.match(name) is not None
        or _host(name) in HOSTS
    )


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def _is_host_of_press(host: str, known: Known) -> bool:
    parts = host.split(".")
    return any(
        ".".join(parts[start:]) in names for start in range(len(parts) - 1) for names in (HOSTS, known.press_hosts)
    )
