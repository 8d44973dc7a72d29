"""What a piece of work takes: by the clock, of this process, of PostgreSQL; in queries. See README.md."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.db import connection
from django.test.utils import CaptureQueriesContext

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """Milliseconds: medians by the clock and of processor time of this process, the mean of PostgreSQL's."""

    clock: float
    most: float
    own: float
    database: float
    queries: int

    @property
    def processor(self) -> float:
        return self.own + self.database

    def __str__(self) -> str:
        return (
            f"processor {self.processor:6.1f} ms (web {self.own:6.1f} + PostgreSQL {self.database:6.1f})   "
            f"clock p50 {self.clock:6.1f}, most {self.most:6.1f} ms   {self.queries:3} queries"
        )


def measure(work: Callable[[], object], times: int = 9) -> Measured:
    """Does `work` twice to warm up and then `times`, over the connection of this thread.

    PostgreSQL's time is that of the connection's own process and of all that it has reaped meanwhile: its helpers.
    Where others use the same server, theirs is in it.
    """
    work()
    with CaptureQueriesContext(connection) as asked:
        work()
    queries = len(asked)
    clock, own, before = [], [], _database_ms()
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - began) * 1000)
        own.append((time.process_time() - used) * 1000)
    database = (_database_ms() - before) / times
    return Measured(statistics.median(clock), max(clock), statistics.median(own), database, queries)


def conditions() -> str:
    """The load of the machine, to be printed beside what was measured."""
    loads = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return f"load {loads} on {os.cpu_count()} cores"


def _database_ms() -> float:
    """Processor time so far of the process behind the connection and of the ended children of its postmaster."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    on_core = int(Path(f"/proc/{backend.pid}/schedstat").read_text().split()[0]) / 1e6
    reaped = Path(f"/proc/{backend.ppid()}/stat").read_text().rpartition(")")[2].split()[13:15]
    return on_core + sum(map(int, reaped)) * 1000 / TICK
