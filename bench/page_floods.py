"""Measures a request for a public page that is spelled so that it might miss the kept copy, beside a plain request.

    .venv/bin/python -m devserver.launcher exec .venv/bin/python -m bench.page_floods

It runs in this process and in a scratch database, through the whole application as a server calls it (fast path, page
cache, Django), without HTTP. It counts the processor time of Python alone, not that of PostgreSQL. Each kind
is sent in turn with the plain request, so that a busy machine slows both; what counts is the ratio. Run it on an
older checkout (copy this file) for a "before".
"""

import argparse
import io
import logging
import os
import signal
import statistics
import sys
import time
from itertools import count

from bench.counting import make_articles, scratch_database

PATH, LIST = "/bai-viet/bai-7-7/", "/chuyen-muc/do-toc-do/"
PARAGRAPH = "<p>Bộ phận một cửa xã Tân Phong trả kết quả ngay trong buổi; người dân không phải đi lại lần thứ hai.</p>"
_number = count(1)


def n():
    """The next number, which no request had before."""
    return next(_number)


# name → parts of a request of the flood, made anew for each; `path` and `query` beside headers and cookies.
FLOODS = {
    "HX-Request": lambda: {"HTTP_HX_REQUEST": "true"},
    "Authorization": lambda: {"HTTP_AUTHORIZATION": f"Bearer {n()}"},
    "a made-up session cookie": lambda: {"HTTP_COOKIE": f"sessionid={n():032}"},
    "… with a made-up signature": lambda: {"HTTP_COOKIE": f"sessionid={n():032}; sessionid-signature=1w:{n():043}"},
    "a port in Host": lambda: {"HTTP_HOST": f"localhost:{n() % 60000 + 1}"},
    "zeros before the number": lambda: {"PATH_INFO": f"/bai-viet/bai-7-{'0' * (n() % 200 + 1)}7/"},
    "slashes": lambda: {"PATH_INFO": f"/bai-viet{'/' * (n() % 200 + 2)}bai-7-7/"},
    "capitals in our words": lambda: {"PATH_INFO": "/BAI-viet/bai-7-7/"},
    "an unknown parameter": lambda: {"QUERY_STRING": f"utm_source={n()}"},
    "an unknown parameter, list": lambda: {"PATH_INFO": LIST, "QUERY_STRING": f"x{n()}=1"},
    "sixty parameters, list": lambda: {"PATH_INFO": LIST, "QUERY_STRING": f"a={n()}" + "&a=1" * 60},
    "a query of 60 kB, list": lambda: {"PATH_INFO": LIST, "QUERY_STRING": f"a={n()}" + "&a" * 30_000},
    "?trang=0…2, list": lambda: {"PATH_INFO": LIST, "QUERY_STRING": f"trang={'0' * (n() % 50 + 1)}2"},
    "If-None-Match of 60 kB": lambda: {"HTTP_IF_NONE_MATCH": f'"{n()}"' + ', "x"' * 12_000},
    "Accept-Encoding of 60 kB": lambda: {"HTTP_ACCEPT_ENCODING": f"x{n()}" + ", x" * 20_000},
    "X-Forwarded-Host, Range, Accept": lambda: {
        "HTTP_X_FORWARDED_HOST": f"x{n()}", "HTTP_RANGE": f"bytes={n()}-", "HTTP_ACCEPT": f"x/{n()}",
    },
    "HEAD": lambda: {"REQUEST_METHOD": "HEAD"},
    "(not to be kept) POST to a page": lambda: {"REQUEST_METHOD": "POST"},
    "(not to be kept) an article that is not there": lambda: {"PATH_INFO": f"/bai-viet/x-{n() + 1_000_000}/"},
    "an article's old slug": lambda: {"PATH_INFO": f"/bai-viet/cu-{n()}-x-7/"},
    "a page of the list that is not there": lambda: {"PATH_INFO": LIST, "QUERY_STRING": f"trang={n() + 999}"},
}  # fmt: skip


def request(application, more):
    """Send one request; returns (status line, processor seconds)."""
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": PATH, "QUERY_STRING": "", "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "203.0.113.5",
        "HTTP_ACCEPT_ENCODING": "br", "CONTENT_LENGTH": "0", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    } | more  # fmt: skip
    statuses = []
    before = time.process_time()
    result = application(environ, lambda status, headers, *_: statuses.append(status))
    b"".join(result)
    if hasattr(result, "close"):
        result.close()
    return statuses[-1], time.process_time() - before


def measure(application, name, make, rounds):
    plain, flood, seen = [], [], set()
    for _ in range(rounds):
        plain.append(min(request(application, {})[1] for _ in range(5)))
        status, used = request(application, make())
        flood.append(used)
        seen.add(status[:3])
    kept, asked = statistics.median(plain), statistics.median(flood)
    compared = f"{asked * 1e6:>9,.0f} µs {asked / kept:>8.1f} × a kept page ({kept * 1e6:.0f} µs)"
    print(f"{name:<48}{compared}   {'/'.join(seen)}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=150)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the database does not stay
    os.environ["FINGERPRINT_STATIC"] = "0"  # pages name static files that nobody has collected here
    with scratch_database():
        logging.disable(logging.CRITICAL)
        make_articles()
        from articles.models import Article, Category
        from cchc_portal.wsgi import application

        Category.objects.update(slug="do-toc-do")
        Article.objects.update(body=PARAGRAPH * 40)
        request(application, {})
        for name, make in FLOODS.items():
            measure(application, name, make, options.rounds)
        if cache := _page_cache(application):
            print(f"kept at the end: {len(cache.pages)} pages, {cache.pages.size / 1024:.0f} kB")


def _page_cache(application):
    """The page cache in the chain of applications."""
    waiting, known = [application], set()
    while waiting:
        part = waiting.pop()
        if hasattr(part, "pages"):
            return part
        known.add(id(part))
        inner = [cell.cell_contents for cell in getattr(part, "__closure__", None) or ()]
        waiting += [
            one for one in [*inner, getattr(part, "application", None)] if callable(one) and id(one) not in known
        ]
    return None


if __name__ == "__main__":
    main()
