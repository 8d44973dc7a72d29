"""The worker asks addresses elsewhere: many hosts at once, each host once a second (fetching.py).

A run takes addresses for an hour (`next_check_at` moves on), so that a second run finds others, and one that is killed
gives its own back by itself. Each answer is written down alone, and only while the address is still that of this run.
"""

import logging
import queue
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from database.limits import Limits, within

from .answers import Answer, later, settle
from .fetching import Asker, HostGate
from .models import Address, Outlook
from .state import State

LEASE, AGAIN = timedelta(hours=1), timedelta(hours=1)
RUN_SECONDS = 20 * 60.0
AT_ONCE = 16  # hosts
TAKEN, TAKEN_OF_HOST = 3000, 300
ENDING_SECONDS = 30.0
# So many of these one after the other say something of the host, not of its pages: the others are not asked.
OF_THE_HOST = {"dns": 1, "private": 1, "tls": 1, "port": 1, "connect": 3, "timeout": 3}
BUSY = {"429", "503"}  # the host is left alone until the next run
PROOFS = 3
DOUBTFUL_HOSTS = 3
RESULT = ["state", "answer", "moved_to", "failing_since", "failures", "checked_at", "next_check_at", "is_asked_for"]
STATEMENTS = Limits(statement=60, lock=20)

log = logging.getLogger(__name__)

GATE = HostGate()  # of all runs of this process: one behind the other asks a host no sooner than it may


@dataclass
class _Run:
    """`doubtful` are answers that may be the fault of this machine's own network: they wait for a proof."""

    asker: Asker
    lease: datetime
    stop: threading.Event = field(default_factory=threading.Event)
    results: "queue.Queue[tuple[Address, Answer | None]]" = field(default_factory=queue.Queue)
    doubtful: list[tuple[Address, Answer]] = field(default_factory=list)
    is_out: bool = False
    asked: int = 0

    def note(self, address: Address, answer: Answer) -> None:
        """One query; two for the first answer of the run."""
        self.asked += 1
        if answer.is_answer and not self.is_out:
            self.is_out = True
            Outlook.objects.update_or_create(pk=1, defaults={"cut_off_since": None, "last_answer_at": timezone.now()})
        if answer.is_answer or answer.code in {"private", "port", "inner"} or self.is_out:
            self.record(address, answer)
        else:
            self.doubtful.append((address, answer))

    def record(self, address: Address, answer: Answer) -> None:
        """One query. Whoever asked for another look meanwhile gets it: then this answer is left aside."""
        settle(address, answer, timezone.now())
        values = {name: getattr(address, name) for name in RESULT}
        Address.objects.filter(pk=address.pk, next_check_at=self.lease).update(**values)


def start(background: "Background | None" = None) -> None:
    """Let a thread ask what is due, unless one does; the worker's other jobs go on. One query, or none."""
    if settings.CHECK_LINKS:
        (background or BACKGROUND).start()


class Background:
    """At most one run in this process."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        if (self._thread and self._thread.is_alive()) or not Address.objects.outside().due().standing().exists():
            return
        self._thread = threading.Thread(target=_in_thread, name="check links", daemon=True)
        self._thread.start()


BACKGROUND = Background()


def _in_thread() -> None:
    try:
        with within(STATEMENTS):
            check_outside(Asker(gate=GATE))
    except Exception:
        log.exception("Links elsewhere could not be checked.")
    finally:
        connection.close()


def check_outside(asker: Asker, seconds: float = RUN_SECONDS, at_once: int = AT_ONCE) -> int:
    """Ask what is due for at most `seconds`; returns how many addresses were asked. One query for each of them, and a
    few for the run.
    """
    now = timezone.now()
    run = _Run(asker, now + LEASE)
    taken = _take(now, run.lease)
    if not taken:
        return 0
    hosts: queue.Queue[list[Address]] = queue.Queue()
    for several in _by_host(taken):
        hosts.put(several)
    threads = [
        threading.Thread(target=_ask_hosts, args=(run, hosts), name="ask links", daemon=True)
        for _ in range(min(at_once, hosts.qsize()))
    ]
    try:
        for thread in threads:
            thread.start()
        left = _write_down(run, len(taken), monotonic() + seconds)
        run.stop.set()  # what is being asked is answered yet; each other address of its host says that it was not
        _write_down(run, left - _waiting(hosts), monotonic() + ENDING_SECONDS)
        _settle_doubts(run)
    finally:  # whatever became of the run, such as a database that is away
        run.stop.set()
        _wait_for(threads, monotonic() + ENDING_SECONDS)
        _give_back(taken, run.lease, now)
    return run.asked


def _wait_for(threads: Iterable[threading.Thread], end: float) -> None:
    """So that the next run asks no host beside this one. Each thread ends with the address that it is asking."""
    for thread in threads:
        if thread.is_alive():
            thread.join(max(0.0, end - monotonic()))


def _give_back(taken: Iterable[Address], lease: datetime, now: datetime) -> None:
    """What was not asked is free for the next run; while the database is away, from the end of the lease."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()  # so that it is opened anew once the database is back
    try:
        Address.objects.filter(pk__in=[row.pk for row in taken], next_check_at=lease).update(next_check_at=now)
    except Error:
        log.warning("Links that were taken could not be given back; their lease ends at %s.", lease)


def _waiting(hosts: "queue.Queue[list[Address]]") -> int:
    """How many addresses are of hosts that no thread has begun with, and none will now."""
    number = 0
    while not hosts.empty():
        try:
            number += len(hosts.get_nowait())
        except queue.Empty:
            break
    return number


def _take(now: datetime, lease: datetime) -> list[Address]:
    """Addresses that are due, no more of a host than a run asks. Two at once do not get the same: the second waits for
    the rows and then sees that they are not due any more.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE links_address SET next_check_at = %s WHERE next_check_at <= %s AND id IN ("
            " SELECT id FROM (SELECT id, is_asked_for, next_check_at,"
            "   row_number() OVER (PARTITION BY host ORDER BY is_asked_for DESC, next_check_at) AS place"
            "  FROM links_address WHERE host <> '' AND next_check_at <= %s"
            "   AND EXISTS (SELECT FROM links_place WHERE address_id = links_address.id)) AS due"
            " WHERE place <= %s ORDER BY is_asked_for DESC, next_check_at LIMIT %s) RETURNING id",
            [lease, now, now, TAKEN_OF_HOST, TAKEN],
        )
        keys = [key for (key,) in cursor.fetchall()]
    return list(Address.objects.filter(pk__in=keys).order_by("-is_asked_for", "pk"))


def _by_host(taken: Iterable[Address]) -> list[list[Address]]:
    """What somebody waits for first, then hosts with many addresses, which take longest."""
    hosts: dict[str, list[Address]] = {}
    for address in taken:
        hosts.setdefault(address.host, []).append(address)
    return sorted(hosts.values(), key=lambda several: (not several[0].is_asked_for, -len(several)))


def _ask_hosts(run: _Run, hosts: "queue.Queue[list[Address]]") -> None:
    while not run.stop.is_set():
        try:
            several = hosts.get_nowait()
        except queue.Empty:
            return
        try:
            _ask_host(run, several)
        except Exception:  # a fault of ours with one host must not take the thread from others
            log.exception("Links to %s could not be checked.", several[0].host)
            for address in several:
                run.results.put((address, None))


def _ask_host(run: _Run, several: Sequence[Address]) -> None:
    """Each address gives one result; None: not asked this time. What one server of the host answers all the time (http
    and https, each port) is taken for its other pages too.
    """
    last: dict[str, tuple[Answer, int]] = {}
    is_left_alone = False
    for address in several:
        server = address.address.partition("://")[0] + urlsplit(address.address).netloc
        before, in_a_row = last.get(server, (Answer(""), 0))
        if run.stop.is_set() or is_left_alone:
            run.results.put((address, None))
        elif in_a_row >= OF_THE_HOST.get(before.code, len(several) + 1):
            run.results.put((address, before))
        else:
            look_closer = address.state != State.FINE or address.pk % 8 == timezone.localdate().toordinal() % 8
            answer = run.asker.ask(address.address, look_closer=look_closer)
            last[server] = answer, in_a_row + 1 if answer.code == before.code else 1
            is_left_alone = answer.code in BUSY
            run.results.put((address, answer))


def _write_down(run: _Run, number: int, end: float) -> int:
    """Until each of `number` addresses has its result or the time is over; returns how many have none yet."""
    for left in range(number, 0, -1):
        try:
            address, answer = run.results.get(timeout=max(0.0, end - monotonic()))
        except queue.Empty:
            return left
        if answer is not None:
            run.note(address, answer)
    return 0


def _settle_doubts(run: _Run) -> None:
    """Failures before any answer count only if this machine reaches the world."""
    if not run.doubtful:
        return
    if run.is_out or _reaches_the_world(run):
        for address, answer in run.doubtful:
            run.record(address, answer)
        return
    outlook, _ = Outlook.objects.get_or_create(pk=1)
    Outlook.objects.filter(pk=outlook.pk, cut_off_since=None).update(cut_off_since=timezone.now())
    keys = [address.pk for address, _ in run.doubtful]
    soon = later(timezone.now(), AGAIN)
    Address.objects.filter(pk__in=keys, next_check_at=run.lease).update(next_check_at=soon)


def _reaches_the_world(run: _Run) -> bool:
    """Asks some that opened before, at other hosts. A portal that never had an answer believes one or two failures."""
    hosts = {address.host for address, _ in run.doubtful}
    opened = Address.objects.outside().exclude(host__in=hosts).filter(state__in=[State.FINE, State.MOVED])
    proofs = list(opened.order_by("-checked_at")[:PROOFS])
    if not proofs:
        return len(hosts) < DOUBTFUL_HOSTS
    return any(run.asker.ask(address.address, look_closer=False).is_answer for address in proofs)
