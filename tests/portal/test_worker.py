import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections

from cchc_portal import worker
from cchc_portal.serving.kinds import REPORTING
from cchc_portal.worker import Job, Worker
from database import limits
from stats.models import Hit, SiteDay
from tests.stats.factories import make_hit
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def restless(monkeypatch):
    monkeypatch.setattr(worker, "TICK_SECONDS", 0.01)


class Runs(list):
    """A job that records the database process that ran it."""

    def __call__(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.append(cursor.fetchone()[0])


def until(condition, what):
    wait_until(condition, seconds=60, what=what)


class Running:
    """Workers in threads, stopped at the end."""

    def __init__(self, *workers):
        self.workers = workers
        self.threads = [threading.Thread(target=self._run, args=[each]) for each in workers]

    def _run(self, each):
        try:
            each.run()
        finally:
            connections.close_all()

    def __enter__(self):
        for thread in self.threads:
            thread.start()

    def __exit__(self, *exception):
        for each in self.workers:
            each.stop.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()


def test_one_worker_leads_and_every_worker_loads_its_own_spool():
    alone, everywhere = Runs(), Runs()
    jobs = [Job("alone", 0, alone), Job("everywhere", 0, everywhere, on_every_machine=True)]

    with Running(Worker(jobs), Worker(jobs)):
        until(lambda: len(set(everywhere)) == 2 and len(alone) >= 5, "two workers at work")

    assert len(set(alone)) == 1


def test_another_worker_leads_when_the_first_is_gone():
    runs = Runs()
    first, second = Worker([Job("job", 0, runs)]), Worker([Job("job", 0, runs)])

    with Running(first):
        until(lambda: runs, "the first at work")
    with Running(second):
        until(lambda: len(set(runs)) == 2, "the second at work")


def test_a_worker_survives_its_connection_and_says_so_once(caplog):
    runs = Runs()

    with Running(Worker([Job("job", 0, runs)])):
        until(lambda: runs, "work")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [runs[0]])
        until(lambda: len(set(runs)) == 2, "work over a new connection")
        until(lambda: "is back" in caplog.text, "a word about it")

    assert caplog.text.count("The database is unavailable") == 1


def test_a_job_that_fails_does_not_stop_the_others(caplog):
    runs = Runs()

    def fail():
        raise ZeroDivisionError

    with Running(Worker([Job("broken", 0, fail), Job("job", 0, runs)])):
        until(lambda: len(runs) >= 3, "the other job at work")

    assert "The job “broken” failed." in caplog.text


def test_once_does_every_job(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    make_hit(1)

    Worker().turn()

    assert SiteDay.objects.get().views == 1


def test_the_command_counts_and_ends_cleanly_on_a_signal(tmp_path):
    known = connection.get_connection_params()
    place = quote(known.get("host") or "", safe="")
    port = f":{known['port']}" if known.get("port") else ""
    url = f"postgresql://{known.get('user', '')}:{known.get('password', '')}@{place}{port}/{known['dbname']}"
    make_hit(1)

    command = subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "DATABASE_URL": url, "VAR_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        until(lambda: not Hit.objects.exists(), "the row to be rolled up")
        command.send_signal(signal.SIGTERM)
        said, _ = command.communicate(timeout=60)
    finally:
        command.kill()

    assert command.returncode == 0
    assert said.splitlines()[-1] == "Worker: stopped."
    assert SiteDay.objects.get().views == 1


def test_a_job_has_limits_of_its_own_much_longer_than_a_request():
    seen = []

    Worker([Job("look", 1, lambda: seen.append(limits.current()))]).turn()

    assert seen == [worker.JOB]
    assert worker.JOB.statement > REPORTING.statement
    assert limits.current() is None
