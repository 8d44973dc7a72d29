"""Measures what it costs that a hundred open forms tell of themselves. See README.md."""

import argparse
import asyncio
import json
import re
import statistics
import time
import uuid
from http import HTTPStatus

import psutil

from bench.portal import Client, paths_of_articles, portal
from bench.working_copies import seconds_used, signed_in

ADDRESS = "/quan-tri/toa-soan/dang-mo/"
EVERY_SECONDS = 10  # static/newsroom/presence.js, while nobody types
FORMS_OF_ARTICLE = 4


async def stay_open(client, headers, page, article, seconds):
    """Milliseconds of each beat of one open form (a number)."""
    told = {"page": str(uuid.UUID(int=page + 1)), "article": article, "unsaved": bool(page % 2), "hidden": False}
    body, times, until = json.dumps(told).encode(), [], time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.perf_counter()
        status, _, answer = await client.ask("POST", ADDRESS, body, **headers)
        times.append(1000 * (time.perf_counter() - started))
        if status != HTTPStatus.OK:
            raise SystemExit(f"{status}: {answer.decode()[:300]}")
        await asyncio.sleep(max(0, EVERY_SECONDS - (time.perf_counter() - started)))
    client.close()
    return times


async def measure(port, postgres, options):
    headers = await signed_in(port) | {"X-Asked-By": "clock"}
    articles = [int(re.search(r"-(\d+)/$", path)[1]) for path in await paths_of_articles(port)]
    servers = [postgres, *(process for process in psutil.Process().children() if process.pid != postgres.pid)]

    async def form(number):
        await asyncio.sleep(number * EVERY_SECONDS / options.forms)
        article = articles[number // FORMS_OF_ARTICLE % len(articles)]
        return await stay_open(Client(port), headers, number, article, options.seconds)

    await asyncio.gather(*(form(number) for number in range(options.forms // 10)))  # the servers are warm
    before, started = seconds_used(servers), time.monotonic()
    times = [ms for each in await asyncio.gather(*(form(number) for number in range(options.forms))) for ms in each]
    lasted, used = time.monotonic() - started, seconds_used(servers) - before
    print(
        f"{options.forms} open forms, {FORMS_OF_ARTICLE} of each article: {len(times) / lasted:.1f} beats/s, "
        f"median {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms; "
        f"web and PostgreSQL use {used / lasted:.3f} of a core, {1000 * used / len(times):.1f} ms a beat"
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--forms", type=int, default=100)
    options = parser.parse_args()
    with portal() as (port, postgres):
        asyncio.run(measure(port, postgres, options))


if __name__ == "__main__":
    main()
