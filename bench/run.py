"""Requests per second and waiting times of the public pages, for several servers; see README.md beside this file."""

import argparse
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parent.parent
PORT = 8077
BASE = f"http://127.0.0.1:{PORT}"
BROTLI, PLAIN, UNCHANGED = "br", "plain", "304"


def granian(threads, workers=1):
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(PORT)),
        *("--http", "1", "--workers", str(workers), "--blocking-threads", str(threads), "--no-ws"),
        *("--log-level", "error", "--workers-kill-timeout", "5", "cchc_portal.wsgi:application"),
    ]


def gunicorn(*options):
    return [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{PORT}", "--log-level", "error"),
        *(*options, "cchc_portal.wsgi:application"),
    ]


@contextmanager
def serving(command, *, in_one_core=True, **variables):
    """Run the server on one core, so that wrk on the other does not take its time; yields its process."""
    can_pin = in_one_core and shutil.which("taskset") and (os.cpu_count() or 1) > 1
    pinned = [*(["taskset", "-c", "0"] if can_pin else []), *command]
    process = subprocess.Popen(pinned, cwd=PROJECT, env=os.environ | variables, start_new_session=True)
    try:
        wait_for_port(process)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_for_port(process):
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                return
        if process.poll() is not None:
            raise SystemExit("the server ended")
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def fetch(path, **headers):
    request = urllib.request.Request(BASE + path, headers=headers)  # noqa: S310 – our own server
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return answer.headers, answer.read()


@dataclass
class Figures:
    """The results of wrk, and the server's use of the processor: on a busy machine only requests per CPU second are
    steady.
    """

    rate: float
    median_ms: float
    p99_ms: float
    wrong: int
    per_cpu_second: float


def wrk(process, *paths, connections=16, seconds, mode=PLAIN):
    """Run wrk for one path, or for several in turn (with Brotli); returns Figures."""
    path = paths[0]
    headers = ["-H", "Accept-Encoding: br"] if mode != PLAIN else []
    if mode == UNCHANGED:
        answered, _ = fetch(path, **{"Accept-Encoding": "br"})
        headers += ["-H", f"If-None-Match: {answered['ETag']}"]
    pinned = ["taskset", "-c", "1"] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []
    command = [*pinned, "wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency", *headers, BASE + path]
    if len(paths) > 1:
        command += ["-s", str(PROJECT / "bench" / "in_turn.lua"), "--", *paths]
    before = cpu_seconds(process)
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(process) - before
    requests = int(re.search(r"(\d+) requests in", text)[1])
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Figures(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        median_ms=milliseconds(text, "50%"),
        p99_ms=milliseconds(text, "99%"),
        wrong=int(wrong[1]) if wrong else 0,
        per_cpu_second=requests / used,
    )


def milliseconds(text, percentile):
    value, unit = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)", text).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def family(process):
    parent = psutil.Process(process.pid)
    return [parent, *parent.children(recursive=True)]


def cpu_seconds(process):
    return sum(times.user + times.system for times in (member.cpu_times() for member in family(process)))


def memory(process):
    """The memory of the largest process of the server, in MB."""
    return max(member.memory_info().rss for member in family(process)) / 1024 / 1024


def row(label, figures, extra=""):
    wrong = f"  {figures.wrong} WRONG ANSWERS" if figures.wrong else ""
    print(
        f"{label:<56}{figures.rate:>8,.0f}/s {figures.per_cpu_second:>8,.0f} per CPU second"
        f"   p50 {figures.median_ms:7.2f} ms   p99 {figures.p99_ms:7.2f} ms{extra}{wrong}",
        flush=True,
    )


def articles():
    """Paths of the articles that the home page leads to."""
    _, body = fetch("/")
    return list(dict.fromkeys(re.findall(r'href="(/bai-viet/[^"#]+)"', body.decode())))


def measure_servers(seconds):
    commands = {f"granian, {threads} blocking threads": granian(threads) for threads in (1, 2, 4, 8)}
    if importlib.util.find_spec("gunicorn"):
        commands["gunicorn sync"] = gunicorn()
        commands["gunicorn gthread, 4 threads"] = gunicorn("--worker-class", "gthread", "--threads", "4")
    for name, command in commands.items():
        with serving(command) as process:
            article = articles()[0]
            fetch(article)
            figures = wrk(process, article, seconds=seconds, mode=BROTLI)
            row(f"article from the page cache: {name}", figures, f"   {memory(process):.0f} MB")


def measure_pages(seconds):
    with serving(granian(4)) as process:
        article = articles()[0]
        for name, path in {"article": article, "home": "/"}.items():
            for mode in (BROTLI, PLAIN, UNCHANGED):
                fetch(path)
                row(f"{name} from the page cache, {mode}", wrk(process, path, seconds=seconds, mode=mode))
        row(
            "article from the page cache, 256 clients",
            wrk(process, article, connections=256, seconds=seconds, mode=BROTLI),
        )
        print(f"largest process {memory(process):.0f} MB")
    with serving(granian(4), DJANGO_SETTINGS_MODULE="bench.django_cache_settings") as process:
        fetch(article)
        row("article from Django's cache middleware", wrk(process, article, seconds=seconds))
    with serving(granian(1), PAGE_CACHE_BYTES="1") as process:  # too little to keep a page
        paths = articles()
        for name, asked in {"article": paths, "home": ["/"]}.items():
            wrk(process, *asked, connections=1, seconds=1)
            row(f"{name} rendered each time, one client", wrk(process, *asked, connections=1, seconds=seconds))
        print(f"largest process {memory(process):.0f} MB")
    with serving(granian(1), DJANGO_SETTINGS_MODULE="bench.bare_django_settings") as process:
        row("bare Django, one query, small template", wrk(process, *paths, connections=1, seconds=seconds))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=5, help="length of each measurement")
    parser.add_argument("--only", choices=["servers", "pages"])
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is needed; on Debian: apt-get install wrk")
    if options.only != "pages":
        measure_servers(options.seconds)
    if options.only != "servers":
        measure_pages(options.seconds)
