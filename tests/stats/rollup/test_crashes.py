"""Database, web server and worker are killed while readers come: whatever was acknowledged is counted, and once.

Each reader sends one beacon, so an article with more views than readers has counted somebody twice.
"""

import http.client
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import psycopg2
import pytest

from devserver import embedded_postgres
from devserver.launcher import web_server
from tests.stats.factories import CHROME
from tests.waiting import wait_until

CRASHES = 10  # of each
READERS = 4
TARGETS = ("database", "web", "worker")
MAKE_ARTICLE = "from tests.factories import make_article; print(make_article().pk)"


class Portal:
    """A whole portal of its own: PostgreSQL, web server and worker, each of which can be killed and comes back."""

    def __init__(self, folder):
        self.postgres = embedded_postgres.Use(embedded_postgres.locate(folder / "postgres"))
        self.postgres.begin()
        self.url = self.postgres.ensure_database("portal")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = os.environ | {
            "DATABASE_URL": self.url,
            "VAR_DIR": str(folder),
            "TRUSTED_PROXIES": "127.0.0.1",
            "SECRET_KEY": "k" * 50,
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "ALLOWED_HOSTS": "127.0.0.1",
        }
        self.manage("migrate", "--verbosity", "0")
        self.processes = {"web": self.start_web(), "worker": self.start_worker()}

    def manage(self, *arguments):
        """Run a command of manage.py; returns its output."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def start_web(self):
        return self._start(web_server(str(self.port)))

    def start_worker(self):
        return self._start([sys.executable, "manage.py", "worker"])

    def _start(self, command):
        return subprocess.Popen(
            command,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def crash(self, target):
        """Kill `target` as power failure would, and bring it back."""
        if target == "database":
            pid = int((self.postgres.server.data / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, signal.SIGKILL)
            wait_until(self._revived, seconds=60)
            return
        self._kill(target)
        self.processes[target] = self.start_web() if target == "web" else self.start_worker()

    def _revived(self):
        with suppress(embedded_postgres.Unusable, OSError):
            return self.postgres.revive()
        return False

    def _kill(self, target):
        os.killpg(self.processes[target].pid, signal.SIGKILL)
        self.processes[target].wait()

    def ask(self, sql):
        connection = psycopg2.connect(self.url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone()
        finally:
            connection.close()

    def end(self):
        for target in self.processes:
            self._kill(target)
        self.postgres.end()


class Readers:
    """`sent` counts beacons that went out, `acknowledged` those that were answered with 200."""

    def __init__(self, port, article):
        self.port, self.article = port, article
        self.stop = threading.Event()
        self.numbers = itertools.count(1)
        self.sent = self.acknowledged = 0
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]
        for thread in self._threads:
            thread.start()

    def end(self):
        self.stop.set()
        for thread in self._threads:
            thread.join()

    def _read(self):
        while not self.stop.is_set():
            number = next(self.numbers)
            with self._lock:
                self.sent += 1
            if self._send(number) == http.client.OK:
                with self._lock:
                    self.acknowledged += 1
            else:
                self.stop.wait(0.02)

    def _send(self, number):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        headers = {"Content-Type": "application/json", "User-Agent": CHROME, "X-Forwarded-For": address}
        body = json.dumps({"article": self.article, "path": "/", "referrer": ""})
        try:
            connection.request("POST", "/thong-ke/ghi-nhan/", body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


@pytest.fixture
def portal(monkeypatch):
    monkeypatch.setenv("WEB_WORKERS", "1")  # one is back soonest
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o755)
    portal = Portal(folder)
    yield portal
    portal.end()
    shutil.rmtree(folder)


@pytest.mark.long
def test_ten_crashes_of_each_part_lose_no_view_and_count_none_twice(portal):
    article = int(portal.manage("shell", "-v0", "-c", MAKE_ARTICLE))
    readers = Readers(portal.port, article)
    wait_until(lambda: readers.acknowledged, seconds=60)

    for target in TARGETS * CRASHES:
        portal.crash(target)
        reached = readers.acknowledged
        wait_until(lambda reached=reached: readers.acknowledged > reached + 5, seconds=60)
    readers.end()

    wait_until(
        lambda: portal.ask("SELECT count(*) FROM stats_hit") == (0,) and not list(spool_files(portal)), seconds=60
    )
    views, visitors = portal.ask("SELECT sum(views), sum(visitors) FROM stats_articleday")
    assert readers.acknowledged > 30 * 5
    assert readers.acknowledged <= views <= readers.sent
    assert views == visitors
    assert "none disagrees" in portal.manage("verify_counts")


def spool_files(portal):
    return (Path(portal.environment["VAR_DIR"]) / "spool").glob("*.*")
