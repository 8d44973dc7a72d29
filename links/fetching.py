"""Asking one address elsewhere: HEAD, then at most 64 kB of a GET where HEAD is no answer; ten seconds in all.

A server is asked once a second at most, whatever its addresses are, and not at all where its robots.txt says so.
"""

import re
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
from django.conf import settings

from .addresses import read_elsewhere
from .answers import Answer
from .connections import ClosedPort, Deadline, GuardedBackend, Inner, NoSuchHost, Resolver, resolve
from .guard import is_inner_host, is_public

SECONDS = 10.0
MOST_BODY = 64 * 1024
MOST_REDIRECTS = 5
BETWEEN = 1.0  # seconds between two requests to a host
MOST_HOSTS = 10_000  # remembered at a time
NAME = "CCHC-LinkCheck"
REDIRECTS, FOR_GOOD = {301, 302, 303, 307, 308}, {301, 308}
# What some servers say to HEAD alone.
DOUBTFUL_OF_HEAD = {400, 403, 404, 405, 406, 500, 501, 502, 503}
# What stands in the way of an answer; "protocol" says that somebody answered.
FAILURES: dict[type[Exception], str] = {
    Inner: "private",
    ClosedPort: "port",
    NoSuchHost: "dns",
    httpcore.TimeoutException: "timeout",
    httpcore.NetworkError: "connect",
    httpcore.ProtocolError: "protocol",
    httpcore.UnsupportedProtocol: "protocol",
    ValueError: "protocol",
}
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,400})", re.IGNORECASE)
# Of a whole title, from its first word: decisions have the number 404, too, and news say that nobody was found.
_NOT_FOUND = re.compile(
    r"""\W*(?:
        404\W*$ | 404\W+(?:not[ ]found|page|trang|không|error|lỗi)\b | (?:lỗi|error)\W{0,3}404\b
        | (?:page[ ])?not[ ]found\b
        | không[ ]tìm[ ]thấy[ ](?:trang|nội[ ]dung|bài[ ]viết|đường[ ]dẫn|dữ[ ]liệu)\b
        | (?:trang|nội[ ]dung|bài[ ]viết|đường[ ]dẫn|liên[ ]kết)(?:[ ]này)?[ ]không[ ](?:tồn[ ]tại|tìm[ ]thấy)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_PAGE = re.compile(r"/?|.*/(?:index|default|home|trang-chu|trangchu)(?:\.[a-z]{3,5})?/?", re.IGNORECASE)
LONG_PATH = 12  # a path so long meant a page; an answer from the first page of the site means that it is gone


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request brought; `body` only of a GET of text."""

    status: int
    location: str = ""
    is_html: bool = False
    body: bytes = b""


class HostGate:
    """Lets requests to one host pass one second after the other, in whichever threads they wait."""

    def __init__(
        self,
        between: float = BETWEEN,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._between, self._clock, self._sleep = between, clock, sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> float:
        """Wait until `host` may be asked; returns how many seconds that was."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            if len(self._next) >= MOST_HOSTS:
                self._next = {each: time for each, time in self._next.items() if time > now}
            self._next[host] = turn + self._between
        if turn > now:
            self._sleep(turn - now)
        return turn - now


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


@dataclass
class Asker:
    """Asks addresses. What tests put in the place of the network is given here and by no setting."""

    gate: HostGate = field(default_factory=HostGate)
    resolver: Resolver = resolve
    is_allowed: Callable[[str], bool] = is_public
    seconds: float = SECONDS
    robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def ask(self, address: str, *, look_closer: bool = True) -> Answer:
        """The Answer of `address`. `look_closer` also reads the title of a page that opens: some servers say “not
        found” with 200. Never raises for what a server does.
        """
        if self.is_allowed is is_public and is_inner_host(urlsplit(address).hostname or ""):
            return Answer("inner", is_answer=False)
        deadline = Deadline(self.seconds)
        try:
            if not self._robots_allow(address, deadline):
                return Answer("robots")
            return self._follow(address, Deadline(self.seconds), look_closer)
        except tuple(FAILURES) as error:
            return _failure(error)

    def _follow(self, address: str, deadline: Deadline, look_closer: bool) -> Answer:
        current, moved_to, for_good = address, "", True
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._reply(current, deadline, look_closer)
            if reply.status not in REDIRECTS or not reply.location:
                return _answer(address, current, moved_to, reply)
            read = read_elsewhere(urljoin(current, reply.location))
            if read is None:
                return Answer("protocol")
            current = read.address
            for_good = for_good and reply.status in FOR_GOOD
            moved_to = current if for_good else moved_to
        return Answer("loop")

    def _reply(self, address: str, deadline: Deadline, look_closer: bool) -> Reply:
        """HEAD, and GET where that says too little. A server that breaks off at HEAD may know GET alone."""
        try:
            reply = self._request("HEAD", address, deadline)
        except (httpcore.RemoteProtocolError, httpcore.ReadError):
            return self._request("GET", address, deadline)
        is_page = reply.status == 200 and reply.is_html and look_closer
        return self._request("GET", address, deadline) if reply.status in DOUBTFUL_OF_HEAD or is_page else reply

    def _request(self, method: str, address: str, deadline: Deadline) -> Reply:
        url = httpcore.URL(address)
        deadline.extend(self.gate.wait(url.host.decode("ascii")))
        backend = GuardedBackend(deadline, self.resolver, self.is_allowed)
        connection = httpcore.HTTPConnection(url.origin, ssl_context=_tls(), network_backend=backend)
        with connection, connection.stream(method, url, headers=_headers(url)) as response:
            headers = {name.lower(): _text(value) for name, value in response.headers}
            is_html = "html" in headers.get(b"content-type", "")
            is_text = is_html or headers.get(b"content-type", "").startswith("text/")
            body = _beginning(response) if method == "GET" and is_text else b""
            return Reply(response.status, headers.get(b"location", ""), is_html, body)

    def _robots_allow(self, address: str, deadline: Deadline) -> bool:
        """Whether robots.txt lets us in; without one, or with one that does not come, it does. Asked once a host."""
        origin = "://".join(urlsplit(address)[:2])
        if origin not in self.robots:
            self.robots[origin] = None
            rules = RobotFileParser()
            with suppress(httpcore.ProtocolError, httpcore.ReadError, ValueError):
                reply = self._request("GET", f"{origin}/robots.txt", deadline)
                if reply.status == 200 and reply.body and not reply.is_html:
                    rules.parse(reply.body.decode("utf-8", "replace").splitlines())
                    self.robots[origin] = rules
        rules_there = self.robots[origin]
        return rules_there is None or rules_there.can_fetch(NAME, address)


def _text(value: bytes) -> str:
    """Of a header: UTF-8 is usual in Vietnamese addresses, Latin-1 what the rules say."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _failure(error: Exception) -> Answer:
    if isinstance(error, httpcore.NetworkError) and isinstance(error.__cause__, ssl.SSLError):
        return Answer("tls")
    code = next(code for kind, code in FAILURES.items() if isinstance(error, kind))
    return Answer(code, is_answer=code == "protocol")


def _headers(url: httpcore.URL) -> list[tuple[bytes, bytes]]:
    host = urlsplit(bytes(url).decode("ascii")).netloc
    said = {
        "Host": host,
        "User-Agent": f"{NAME}/1.0 (+{settings.SITE_URL}/; kiem tra lien ket)",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "vi,en;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in said.items()]


def _beginning(response: httpcore.Response) -> bytes:
    """At most MOST_BODY bytes, as they were sent: nothing is unpacked."""
    body = b""
    for part in response.iter_stream():
        body += part
        if len(body) >= MOST_BODY:
            break
    return body[:MOST_BODY]


def _answer(asked: str, current: str, moved_to: str, reply: Reply) -> Answer:
    if not 200 <= reply.status < 300:
        return Answer(str(reply.status))
    before, now = urlsplit(asked), urlsplit(current)
    was_a_page = len(before.path) >= LONG_PATH and not _FIRST_PAGE.fullmatch(before.path)
    if was_a_page and _FIRST_PAGE.fullmatch(now.path) and not now.query:
        return Answer("home")
    if _says_not_found(reply.body):
        return Answer("soft")
    return Answer(str(reply.status), moved_to)


def _says_not_found(body: bytes) -> bool:
    title = _TITLE.search(body)
    return bool(title and _NOT_FOUND.match(" ".join(unescape(title[1].decode("utf-8", "replace")).split())))
