"""How much of a process may be busy: a WSGI application around Django's, behind the page cache.

Of the threads that a process has, two never wait inside Django: they answer pages from memory, and those who must come
again. So no work that anybody can ask for, and no database that hangs, stands between readers and kept pages.

Dear work (kinds.py) has fewer places; each kind works in one or two of them while others wait for their turn, and no
network of the Internet gets all. A request without a place, or without a turn in time, is
answered with the time when to come again.
"""

import sys
import threading
from collections import Counter
from enum import Enum
from itertools import pairwise

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from accounts.network import address_in, network_of
from database.limits import within

from .kinds import FILE, LIVENESS, kind_of
from .refusals import refuse

RESERVED = 2  # threads that are never inside
WAIT_SECONDS = 0.7  # for the end of somebody else's dear work
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
        self._changed = threading.Condition()
        self._inside = 0
        self._dear = 0
        self._of_network = Counter()
        self._working = Counter()

    def enter(self, kind, network=None):
        """Take a place; returns None, or the Refusal. `network` is of the sender, None where it says nothing."""
        if kind is LIVENESS:
            return None
        with self._changed:
            if self._inside >= (self.threads - 1 if kind is FILE else self.all):
                return Refusal.FULL
            if network is not None and self._of_network[network] >= self.of_network:
                return Refusal.OWN
            if kind.is_dear and self._dear >= self.dear:
                return Refusal.FULL
            self._count(kind, network, 1)
            if self._changed.wait_for(lambda: self._has_turn(kind), timeout=WAIT_SECONDS):
                self._working[kind.name] += 1
                return None
            self._count(kind, network, -1)
            return Refusal.FULL

    def _has_turn(self, kind):
        return kind.at_once is None or self._working[kind.name] < kind.at_once

    def leave(self, kind, network=None):
        """Give back what `enter` has given."""
        if kind is LIVENESS:
            return
        with self._changed:
            self._working[kind.name] -= 1
            self._count(kind, network, -1)
            self._changed.notify_all()

    def _count(self, kind, network, step):
        self._inside += step
        self._dear += step * kind.is_dear
        if network is not None:
            self._of_network[network] += step
            if not self._of_network[network]:
                del self._of_network[network]


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
        leaving = _Once(self.places.leave, kind, network)
        try:
            with within(kind.limits):
                body = self.application(environ, start_response)
                if getattr(body, "streaming", False):
                    leaving, streamed = _NEVER, _Streamed(body, kind.limits, leaving)
                    return streamed
                return _collected(body)
        finally:
            leaving()


class _Once:
    """Calls `function` the first time."""

    def __init__(self, function, *arguments):
        self._waiting = [(function, arguments)]

    def __call__(self):
        while self._waiting:
            function, arguments = self._waiting.pop()
            function(*arguments)


_NEVER = _Once(lambda: None)


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
