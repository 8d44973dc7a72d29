"""How much of a process may be busy: a WSGI application around Django's, behind the page cache.

Of the threads that a process has, two never wait inside Django: they answer pages from memory, and those who must come
again. So no work that anybody can ask for, and no database that hangs, stands between readers and kept pages.

Dear work (kinds.py) has fewer places; each kind works in one or two of them while others wait for their turn, and no
network of the Internet gets all. What waits for no database (the sign-in page) is followed by a pause, and so
is an address that is not there: one thread that always computes has Python's lock whenever a page from memory wants
it. A request without a place, or without a turn in time, is
answered with the time when to come again.
"""

import sys
import threading
from collections import Counter, defaultdict, deque
from enum import Enum
from itertools import pairwise
from time import monotonic, sleep, thread_time

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from accounts.network import address_in, network_of
from database.limits import within

from .failures import HAS_NOT_FOUND_PAGE, USED
from .kinds import FILE, LIVENESS, kind_of
from .refusals import refuse

RESERVED = 2  # threads that are never inside
WAIT_SECONDS = 0.7  # for the end of somebody else's dear work
PAUSE_MAX_SECONDS = 0.05
PAUSES_AFTER_NOTHING = 4  # as `Kind.pauses`, where nothing was found
THREADS_OPTION = "--blocking-threads"


class Refusal(Enum):
    """Why somebody is not let in."""

    FULL = "this process has enough to do"
    OWN = "so much of it comes from this network"


class Places:
    """Who is inside. `threads`: those of the process."""

    def __init__(self, threads):
        self.threads = threads
        self.all = max(1, threads - RESERVED)
        self.dear = max(1, self.all - RESERVED)  # so that there is room for what is cheap
        self.of_network = max(1, self.dear - 1)
        self._lock = threading.Lock()
        self._inside = 0
        self._dear = 0
        self._of_network = Counter()
        self._working = Counter()
        self._waiting = defaultdict(deque)  # kind's name → turns, the longest wait first
        self._free_at = defaultdict(float)  # kind's name → when its next work may begin

    def enter(self, kind, network=None):
        """Take a place; returns None, or the Refusal. `network` is of the sender, None where it says nothing."""
        if kind is LIVENESS:
            return None
        refusal = self._wait_for_turn(kind, network)
        if refusal is None and (pause := self._free_at[kind.name] - monotonic()) > 0:
            sleep(pause)
        return refusal

    def _wait_for_turn(self, kind, network):
        with self._lock:
            if refusal := self._refusal(kind, network):
                return refusal
            self._count(kind, network, 1)
            if kind.at_once is None or self._working[kind.name] < kind.at_once:
                self._working[kind.name] += 1
                return None
            turn = _Turn()
            self._waiting[kind.name].append(turn)
        turn.wait(WAIT_SECONDS)
        with self._lock:
            if turn.is_given:
                return None
            self._waiting[kind.name].remove(turn)
            self._count(kind, network, -1)
            return Refusal.FULL

    def _refusal(self, kind, network):
        if self._inside >= (self.threads - 1 if kind is FILE else self.all):
            return Refusal.FULL
        if network is not None and self._of_network[network] >= self.of_network:
            return Refusal.OWN
        return Refusal.FULL if kind.is_dear and self._dear >= self.dear else None

    def leave(self, kind, network=None, pause=0.0):
        """Give back what `enter` has given; the next of its kind begins after `pause` seconds."""
        if kind is LIVENESS:
            return
        with self._lock:
            if pause:
                self._free_at[kind.name] = monotonic() + pause
            self._count(kind, network, -1)
            if waiting := self._waiting[kind.name]:
                waiting.popleft().give()
            else:
                self._working[kind.name] -= 1

    def _count(self, kind, network, step):
        self._inside += step
        self._dear += step * kind.is_dear
        if network is not None:
            self._of_network[network] += step
            if not self._of_network[network]:
                del self._of_network[network]


class _Turn:
    """What a thread waits for. It is handed from one to the next: woken all at once, those that wait in vain would
    take Python's lock from pages from memory each time that one of them goes on.
    """

    def __init__(self):
        self.is_given = False
        self._lock = threading.Lock()
        self._lock.acquire()

    def give(self):
        self.is_given = True
        self._lock.release()

    def wait(self, seconds):
        self._lock.acquire(timeout=seconds)


class Gate:
    """`application` is Django's."""

    def __init__(self, application, threads):
        self.application = application
        self.places = Places(threads)

    def __call__(self, environ, start_response):
        kind = kind_of(get_path_info(environ), environ["REQUEST_METHOD"], environ.get("QUERY_STRING", ""))
        network = _network(environ) if kind.is_shared else None
        if refusal := self.places.enter(kind, network):
            answer = refuse(environ, is_json=kind.json, is_own=refusal is Refusal.OWN)
            return answer.send(environ, start_response)
        leaving, began = _Once(self.places.leave, kind, network), thread_time()
        try:
            with within(kind.limits):
                body = self.application(environ, start_response)
                if getattr(body, "streaming", False):
                    leaving, streamed = _NEVER, _Streamed(body, kind.limits, leaving)
                    return streamed
                return _collected(body)
        finally:
            pauses = PAUSES_AFTER_NOTHING if environ.get(HAS_NOT_FOUND_PAGE) == USED else kind.pauses
            leaving(pause=min(pauses * (thread_time() - began), PAUSE_MAX_SECONDS))


class _Once:
    """Calls `function` the first time."""

    def __init__(self, function, *arguments):
        self._waiting = [(function, arguments)]

    def __call__(self, **options):
        while self._waiting:
            function, arguments = self._waiting.pop()
            function(*arguments, **options)


_NEVER = _Once(lambda **_: None)


def _network(environ):
    """What stands for the sender's network; None where many may be behind it: a proxy that nobody named."""
    address = address_in(environ)
    return network_of(address) if address.is_global else None


def _collected(body):
    """The parts of an answer that is whole already; its end (signals, connections) belongs to the work on it."""
    if isinstance(body, list):
        return body
    try:
        return list(body)
    finally:
        if hasattr(body, "close"):
            body.close()


class _Streamed:
    """An answer that is read bit by bit, as files are: it keeps its place to its end."""

    def __init__(self, body, limits, leave):
        self._body = body
        self._parts = iter(body)
        self._limits = limits
        self._leave = leave

    def __iter__(self):
        return self

    def __next__(self):
        with within(self._limits):
            return next(self._parts)

    def close(self):
        try:
            self._body.close()
        finally:
            self._leave()


def threads_of_this_process():
    """How many threads the server gives a process: what granian was started with, else `settings.WEB_THREADS`."""
    options = sys.argv
    for option, value in pairwise(options):
        if option == THREADS_OPTION and value.isdecimal():
            return int(value)
    return settings.WEB_THREADS
