"""Measures how a flood of requests, and a database that hangs, slow down readers of kept pages. See README.md.

It makes a portal of its own with the sample content (in var/bench), and a PostgreSQL that it may stop.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlencode

import psutil

from bench.portal import (
    FOLDER,
    FORM,
    LOGIN,
    NAME,
    PASSWORD,
    PROJECT,
    Client,
    paths_of_articles,
    portal,
    read_kept,
    sign_in_form,
)

CLIENTS = 16
LOOK_UP = "/hoi-dap/tra-cuu/"
WORDS = re.findall(r"\w+", "cải cách thủ tục hành chính một cửa hồ sơ trực tuyến dịch vụ công chuyển đổi số phường xã")
FLOODS = (
    "sign-in", "search", "thread pages", "look-ups", "challenge", "uploads", "made-up pages",
    "sign-in page", "page numbers", "missing files", "unknown addresses", "wrong slugs",
)  # fmt: skip


# The flooding process


def text():
    return " ".join(random.sample(WORDS, 3))


def post(path, **fields):
    return "POST", path, urlencode(fields).encode(), FORM


async def requests_of(flood, port, articles):
    """A function that returns another (method, path, body, headers) each time."""
    keys = [path.rstrip("/").rpartition("-")[2] for path in articles]
    if flood == "uploads":
        return await uploads(port)
    form, headers = await sign_in_form(port)

    def thread_page():
        return f"/binh-luan/{random.choice(keys)}/?trang={random.randint(1, 9)}&sap_xep=moi-nhat"

    def reading(address):
        return lambda: ("GET", address(random.randint(10**6, 10**8)), b"", {})

    return {
        "sign-in": lambda: ("POST", LOGIN, form(f"n{random.random()}", "a made-up one"), headers),
        "search": lambda: ("GET", f"/tim-kiem/?{urlencode({'q': text()})}", b"", {}),
        "thread pages": lambda: ("GET", thread_page(), b"", {}),
        "made-up pages": reading(lambda number: f"/bai-viet/khong-co-{number}/"),
        "sign-in page": reading(lambda number: f"{LOGIN}?{number}"),
        "page numbers": reading(lambda number: f"/hoi-dap/?trang={number % 99_999}"),
        "missing files": reading(lambda number: f"{random.choice(['/media/anh/', '/static/'])}{number}.webp"),
        "unknown addresses": reading(lambda number: f"/wp-content/{number}.php"),
        "wrong slugs": reading(lambda number: f"/bai-viet/cu-{number}-{random.choice(keys)}/"),
        "look-ups": lambda: post(LOOK_UP, number=f"BL-{random.randint(10000, 99999)}-ABCDE", email="ai@example.org"),
        "challenge": lambda: post(f"/binh-luan/{random.choice(keys)}/", body=text(), name="Ai", doi_cau_hoi="1"),
    }[flood]


async def uploads(port):
    from PIL import Image

    form, headers = await sign_in_form(port)
    _, head, _ = await Client(port).ask("POST", LOGIN, form(NAME, PASSWORD), **headers)
    cookies = "; ".join(re.findall(r"(?i)set-cookie: *([^;]+)", head))
    token = re.search(r"csrftoken=([^;]+)", cookies)[1]
    boundary = "bench-bench-bench"

    def request():
        file = BytesIO()
        colour = tuple(random.randint(0, 255) for _ in range(3))
        Image.linear_gradient("L").resize((2400, 1600)).convert("RGB").point(lambda v: v).save(
            file, "JPEG", comment=str(colour).encode()
        )
        parts = [
            *(
                f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
                for name, value in {"alt": "Ảnh thử", "credit": "Ảnh: Thùy Nhung"}.items()
            ),
            f'--{boundary}\r\nContent-Disposition: form-data; name="upload"; filename="a.jpg"\r\n'
            f"Content-Type: image/jpeg\r\n\r\n".encode()
            + file.getvalue(),
            f"--{boundary}--\r\n".encode(),
        ]
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Cookie": cookies,
            "X-CSRFToken": token,
            "Origin": f"http://127.0.0.1:{port}",
        }
        return "POST", "/quan-tri/tai-len/anh/", b"\r\n".join(parts), headers

    return request


async def flood(name, port):
    """CLIENTS clients ask without a pause until this process is ended; then it prints the statuses of the answers."""
    request = await requests_of(name, port, await paths_of_articles(port))
    statuses, going = Counter(), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, going.set)

    async def ask(number):
        client = Client(port, f"113.161.0.{number}")
        while not going.is_set():
            method, path, body, headers = request()
            try:
                status, _, answer = await client.ask(method, path, body, **headers)
            except (ConnectionError, asyncio.IncompleteReadError):
                status = 0
            statuses[status] += 1
            if status == HTTPStatus.BAD_REQUEST and statuses[status] == 1:
                print(answer.decode(), file=sys.stderr)

    print("ready", flush=True)
    asking = [asyncio.create_task(ask(number)) for number in range(CLIENTS)]
    await going.wait()
    await asyncio.wait(asking, timeout=60)
    print(json.dumps(statuses), flush=True)


@contextmanager
def flooded(name, port, statuses):
    """Run the flood in another process meanwhile, so that this one only reads."""
    command = ["nice", "-n", "10", sys.executable, "-m", "bench.floods", "--flood", name, "--port", str(port)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        statuses |= json.loads(process.communicate(timeout=90)[0] or "{}")


def measure_floods(port, seconds, names):
    asyncio.run(read_kept(port, 3, clients=4))
    for name in names:
        quiet, _ = asyncio.run(read_kept(port, seconds, pause=0.01))
        statuses = {}
        with flooded(name, port, statuses):
            time.sleep(1)
            busy, wrong = asyncio.run(read_kept(port, seconds, pause=0.01))
        before, after = statistics.median(quiet), statistics.median(busy)
        answered = summary(statuses) + (f"   WRONG {dict(wrong)}" if wrong else "")
        print(
            f"{name:<14} kept page p50 {before:6.2f} ms quiet, {after:8.2f} ms flooded: × {after / before:6.1f}"
            f"   worst {max(busy):7.0f} ms   flood answered {answered}",
            flush=True,
        )


def summary(statuses):
    return ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))


def measure_sign_in(port, times=9):
    """Print the milliseconds of a sign-in without a flood, from the sent form to the answer."""

    async def once():
        form, headers = await sign_in_form(port)
        client = Client(port)
        started = time.perf_counter()
        status, _, _ = await client.ask("POST", LOGIN, form(NAME, PASSWORD), **headers)
        if status != HTTPStatus.FOUND:
            raise SystemExit(f"the sign-in was answered with {status}")
        return 1000 * (time.perf_counter() - started)

    asyncio.run(once())  # an old hash is written anew
    took = sorted(asyncio.run(once()) for _ in range(times))
    print(f"sign-in        p50 {statistics.median(took):.0f} ms, {took[0]:.0f} to {took[-1]:.0f} ms", flush=True)


# A database that hangs


async def others(port, seconds, articles):
    """Send 60 reads of pages that are not kept, 3 comments and 30 beacons a second.

    One read in ten is a search or a page of a thread, eight ask for the form of a comment. Returns (first part of the
    path, status, seconds) of each.
    """
    keys = [path.rstrip("/").rpartition("-")[2] for path in articles]
    results = []

    async def ask(method, path, body=b"", **headers):
        client, started = Client(port), time.monotonic()
        client.address = f"113.161.0.{random.randint(1, 250)}"
        try:
            status, _, _ = await asyncio.wait_for(client.ask(method, path, body, **headers), 60)
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
            status = 0
        finally:
            client.close()
        results.append((path.split("/")[1], status, time.monotonic() - started))

    def read():
        form = f"/binh-luan/{random.choice(keys)}/?phan=1"
        dear = random.choice([f"/tim-kiem/?{urlencode({'q': text()})}", f"/binh-luan/{random.choice(keys)}/?trang=2"])
        return ask("GET", random.choice([form] * 8 + [dear, f"/chuyen-muc/khong-co-{random.random()}/"]))

    def comment():
        fields = {"name": "Ai đó", "email": "", "body": text(), "consent": "on", "token": "x"}
        return ask("POST", f"/binh-luan/{random.choice(keys)}/", urlencode(fields).encode(), **FORM)

    def beacon():
        body = json.dumps({"article": int(random.choice(keys)), "path": "/", "referrer": ""}).encode()
        return ask(
            "POST", "/thong-ke/ghi-nhan/", body, **{"Content-Type": "application/json", "User-Agent": "Mozilla"}
        )

    tasks, started = [], time.monotonic()
    for second in range(seconds):
        due = [read] * 60 + [comment] * 3 + [beacon] * 30
        random.shuffle(due)
        for number, make in enumerate(due):
            await asyncio.sleep(max(0, started + second + number / len(due) - time.monotonic()))
            tasks.append(asyncio.create_task(make()))
    await asyncio.gather(*tasks)
    return results


async def both(port, seconds, articles):
    reading = asyncio.create_task(read_kept(port, seconds, clients=2, paths=articles[:8], pause=0.01))
    answers = await others(port, seconds, articles)
    return await reading, answers


@contextmanager
def stopped(postmaster, seconds):
    """Suspend PostgreSQL for `seconds`, or until the `with` block ends."""
    processes = [postmaster, *postmaster.children(recursive=True)]

    def resume():
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()

    for process in processes:
        process.suspend()
    end = threading.Timer(seconds, resume)
    end.start()
    try:
        yield
    finally:
        end.cancel()
        resume()


def measure_hang(port, postmaster, seconds):
    articles = asyncio.run(paths_of_articles(port))
    asyncio.run(read_kept(port, 2, clients=4, paths=articles[:8]))
    (quiet, _), _ = asyncio.run(both(port, min(seconds, 15), articles))
    with stopped(postmaster, seconds):
        (kept, wrong), answers = asyncio.run(both(port, seconds, articles))
    before, after = len(quiet) / min(seconds, 15), len(kept) / seconds
    print(
        f"PostgreSQL stopped for {seconds} s: kept pages {before:.0f}/s before, {after:.0f}/s meanwhile,"
        f" {100 * after / before:.0f} %; p50 {statistics.median(kept):.1f} ms, worst {max(kept):.0f} ms"
        + (f"   WRONG {dict(wrong)}" if wrong else ""),
        flush=True,
    )
    for kind in sorted({kind for kind, _, _ in answers}):
        own = [(status, took) for name, status, took in answers if name == kind]
        times = sorted(took for _, took in own)
        print(
            f"   /{kind}/: {summary(Counter(status for status, _ in own))};"
            f" p50 {times[len(times) // 2]:.2f} s, slowest {times[-1]:.2f} s",
            flush=True,
        )
    time.sleep(3)
    print(f"   afterwards: {asyncio.run(Client(port).ask('GET', '/tim-kiem/?q=ho+so'))[0]}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=10, help="length of the measurement of each flood")
    parser.add_argument("--hang", type=int, default=30, help="for how long PostgreSQL is stopped; 0: not at all")
    parser.add_argument("--only", nargs="*", choices=FLOODS, default=FLOODS)
    parser.add_argument("--flood", choices=FLOODS, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.flood:
        asyncio.run(flood(options.flood, options.port))
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    try:
        with portal() as (port, postmaster):
            print(f"load {os.getloadavg()[0]:.1f}, {CLIENTS} clients", flush=True)
            measure_sign_in(port)
            measure_floods(port, options.seconds, options.only)
            if options.hang:
                measure_hang(port, postmaster, options.hang)
    finally:
        shutil.rmtree(FOLDER / "media", ignore_errors=True)


if __name__ == "__main__":
    main()
