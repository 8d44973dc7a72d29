"""What the news of the queue cost: processor time for one moderator's question, ours and PostgreSQL's, and the share
of a core for ten moderators who ask by the clock (comments/queue/live.py, static/comments/queue/live.js).

Each question goes through the whole WSGI application, as a browser sends it; what the asking costs is not counted. It
writes into its database, so take one of its own, filled as for `-m bench.moderating`; PostgreSQL runs on this machine.
"""

import argparse
import cProfile
import gzip
import io
import itertools
import json
import logging
import os
import pstats
import re
import statistics
import time
from contextlib import contextmanager, nullcontext
from urllib.parse import urlencode

import brotli
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
if __name__ == "__main__":
    django.setup()

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from cchc_portal.wsgi import application
from comments.models import Comment
from comments.moderation import decisions
from comments.queue import journal, live
from database import recent

QUEUE, ADDRESS = "/quan-tri/binh-luan/", "/quan-tri/binh-luan/tin-moi/"
MODERATORS, PROCESSES = 10, 2
NOTHING, NEWS = "nobody decides", "each decides one in ten seconds"
ROW = re.compile(r'data-pk="(\d+)" data-place="[^"]*" data-step="([^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
UNPACK = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}


class Page:
    """An open page of the queue, in a browser of its own. Whoever looks at it has done nothing for a minute."""

    def __init__(self, user):
        self.known = ""
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user)
        html = client.get(QUEUE).content.decode()
        self.rows = dict(ROW.findall(html))
        self.token = TOKEN.search(html)[1]
        self.cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())

    def question(self):
        rows = ",".join(f"{pk}.{step}" for pk, step in self.rows.items())
        told = {
            "csrfmiddlewaretoken": self.token,
            "here": "",
            "opened": next(iter(self.rows), ""),
            "known": self.known,
        }
        body = urlencode(told | {"quiet": 60, "rows": rows}).encode()
        return {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": ADDRESS,
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT": "application/json",
            "HTTP_ACCEPT_ENCODING": "gzip, deflate, br, zstd",
            "HTTP_ORIGIN": "http://127.0.0.1",
            "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "HTTP_X_ASKED_BY": "clock",
            "HTTP_COOKIE": self.cookies,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def hear(self, status, headers, answer):
        """Take over what is told, as the script does."""
        if status not in {"200 OK", "204 No Content"}:
            raise SystemExit(f"{status}: {answer[:300]!r}")
        if not answer:
            return
        news = json.loads(UNPACK[headers.get("Content-Encoding")](answer))
        self.known = news.get("digest", self.known)
        for pk in news.get("gone", {}):
            self.rows.pop(pk, None)
        for row in news.get("rows", ()):
            self.rows[str(row["pk"])] = ROW.search(row["html"])[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--every", type=float, default=15, help="seconds between two questions of a page")
    parser.add_argument("--profile", action="store_true", help="where the time goes, in place of how much there is")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    recent.monotonic = journal.monotonic = live.monotonic = time_of_portal
    pages = [Page(user) for user in moderators(MODERATORS // PROCESSES)]
    print(f"{Comment.objects.pending().count():,} waiting; {MODERATORS} moderators ask {PROCESSES} processes", end=" ")
    print(f"every {options.every:g} s; load {os.getloadavg()[0]:.1f}")
    for name, decided in ((NOTHING, 0), (NEWS, round(MODERATORS * options.every / 10))):
        ask_all(pages, options.every, decided)  # what is read once is read
        with profiled() if options.profile else nullcontext():
            used = [ask_all(pages, options.every, decided) for _ in range(options.rounds)]
        report(name, used, options.every)


def moderators(count):
    """Users with the role of moderators, made where there are none yet."""
    users = get_user_model().objects
    found = []
    for number in range(count):
        user, is_new = users.get_or_create(username=f"bench-{number}", defaults={"is_staff": True, "password": "!"})
        if is_new:
            user.groups.add(Group.objects.get(name="Kiểm duyệt viên"))
        found.append(user)
    return found


def ask_all(pages, every, decided):
    """Each of `pages` asks once within `every` seconds, in one of the processes, while in all `decided` are decided.
    Returns [(own seconds of the processor, PostgreSQL's)] of its questions.
    """
    used = []
    for number, page in enumerate(pages):
        steps = (number + 1) * decided // len(pages) - number * decided // len(pages)
        for comment in Comment.objects.pending().defer("email")[:steps]:
            decisions.decide(comment, "spam", by=None)
        time_of_portal.passed += every / len(pages)
        used.append(ask(page))
    return used


def ask(page):
    environ, statuses = page.question(), []
    began, began_there = time.process_time(), _their_seconds()
    result = application(environ, lambda status, headers, *_: statuses.append((status, dict(headers))))
    answer = b"".join(result)
    getattr(result, "close", bool)()
    used = time.process_time() - began, _their_seconds() - began_there
    page.hear(*statuses[-1], answer)
    return used


class Time:
    """What `monotonic()` is in the portal: seconds pass without anybody waiting for them."""

    passed = 0.0

    def __call__(self):
        return time.monotonic() + self.passed


time_of_portal = Time()


@contextmanager
def profiled():
    with cProfile.Profile() as profile:
        yield
    pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


def _their_seconds():
    """The processor time of this connection's backend."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with open(f"/proc/{pid}/schedstat", encoding="utf-8") as stat:
        return int(stat.read().split()[0]) / 1e9


def report(name, used, every):
    own, theirs = (1000 * statistics.fmean(each) for each in zip(*itertools.chain(*used), strict=True))
    share = (own + theirs) / 1000 * MODERATORS / every
    print(f"{name:34} {own:5.2f} + {theirs:5.2f} ms a question   {share:6.2%} of a core", flush=True)


if __name__ == "__main__":
    main()
