"""Measures what it costs to keep a hundred people's text while they type. See README.md."""

import argparse
import asyncio
import json
import re
import statistics
import time
import uuid
from http import HTTPStatus

import psutil

from bench.portal import NAME, PASSWORD, Client, portal, sign_in_form

ADDRESS = "/quan-tri/toa-soan/ban-nhap/ghi/"
EVERY_SECONDS = 2  # static/newsroom/working_copy.js sends after 1.8 seconds of change
PARAGRAPH = "<p>Bộ phận một cửa xã Tân Phong trả kết quả ngay trong buổi, bà con không phải đi lại lần thứ hai. </p>"


async def signed_in(port):
    """The headers of somebody who writes."""
    form, headers = await sign_in_form(port)
    _, head, _ = await Client(port).ask("POST", "/quan-tri/login/?next=/quan-tri/", form(NAME, PASSWORD), **headers)
    session, token = (re.search(rf"(?i)set-cookie: *{name}=([^;]+)", head)[1] for name in ("sessionid", "csrftoken"))
    return {
        "Content-Type": "application/json",
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Origin": f"http://127.0.0.1:{port}",
    }


def sending(key, number, size):
    body = PARAGRAPH * (size // len(PARAGRAPH.encode()))
    fields = {"title": ["Bến Lam"], "body": [f"{body}<p>{number}</p>"]}
    sent = {"key": key, "page": key, "number": number, "article": None, "edition": 0, "claims": True, "fields": fields}
    return json.dumps(sent, ensure_ascii=False).encode()


async def type_on(client, headers, person, options, pause):
    """(milliseconds of each sending, how many the server put off) of the `person` (a number). Each has one copy, also
    over several runs.
    """
    key, times, put_off = str(uuid.UUID(int=person + 1)), [], 0
    first, until = int(time.time()), time.monotonic() + options.seconds
    while time.monotonic() < until:
        started = time.perf_counter()
        status, _, answer = await client.ask(
            "POST", ADDRESS, sending(key, first + len(times), options.kilobytes * 1000), **headers
        )
        times.append(1000 * (time.perf_counter() - started))
        put_off += status == HTTPStatus.SERVICE_UNAVAILABLE
        if status not in {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}:
            raise SystemExit(f"{status}: {answer.decode()[:300]}")
        await asyncio.sleep(max(0, pause - (time.perf_counter() - started)))
    client.close()
    return times, put_off


def seconds_used(processes):
    every = {process for root in processes for process in (root, *root.children(recursive=True))}
    return sum(sum(process.cpu_times()[:2]) for process in every)


async def measure(port, postgres, options):
    headers = await signed_in(port)
    servers = [postgres, *(process for process in psutil.Process().children() if process.pid != postgres.pid)]
    quiet, _ = await type_on(Client(port), headers, 0, options, 0.05)
    print(f"one person, {options.kilobytes} kB: median {statistics.median(quiet):.1f} ms of {len(quiet)} sendings")

    async def person(number):
        await asyncio.sleep(number * EVERY_SECONDS / options.people)
        return await type_on(Client(port), headers, number, options, EVERY_SECONDS)

    before, started = seconds_used(servers), time.monotonic()
    answers = await asyncio.gather(*(person(number) for number in range(options.people)))
    lasted, used = time.monotonic() - started, seconds_used(servers) - before
    times = [ms for each, _ in answers for ms in each]
    print(
        f"{options.people} people: {len(times) / lasted:.0f} sendings/s, median {statistics.median(times):.1f} ms, "
        f"p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms, {sum(put_off for _, put_off in answers)} put off; "
        f"web and PostgreSQL use {used / lasted:.2f} of a core, {1000 * used / len(times):.1f} ms a sending"
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--kilobytes", type=int, default=20, help="of the body of each article")
    options = parser.parse_args()
    with portal() as (port, postgres):
        asyncio.run(measure(port, postgres, options))


if __name__ == "__main__":
    main()
