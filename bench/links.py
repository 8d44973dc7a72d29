"""Measures how many links elsewhere are asked in an hour, and what that takes; needs no database.

    .venv/bin/python -m bench.links [--hosts 32] [--each 12] [--latency 0.2]

A server of this machine answers for all names, after a while as servers do. Each host is asked once a second.
"""

import argparse
import multiprocessing
import os
import queue
import resource
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import django

BODY = b"<html><title>Tin</title>" + b"<p>Tin trong tinh.</p>" * 2_000


def serve(port_out, latency):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._answer(BODY)

        def do_HEAD(self):
            self._answer(b"")

        def _answer(self, body):
            time.sleep(latency)
            is_robots = self.path == "/robots.txt"
            self.send_response(404 if is_robots else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(BODY)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port_out.send(server.server_address[1])
    server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hosts", type=int, default=32)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--latency", type=float, default=0.2)
    said = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
    for name in ("SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS"):
        os.environ.setdefault(name, "http://bench.example" if name == "SITE_URL" else "bench")
    os.environ.setdefault("DATABASE_URL", "postgres://none/none")
    django.setup()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(there, said.latency), daemon=True)
    server.start()
    try:
        ask_all(here.recv(), said.hosts, said.each)
    finally:
        server.terminate()


def ask_all(port, hosts, each):
    from links import checking
    from links.fetching import Asker
    from links.models import Address

    asker = Asker(resolver=lambda *_: ["127.0.0.1"], is_allowed=lambda address: address == "127.0.0.1")
    run = checking._Run(asker, lease=None)
    waiting = queue.Queue()
    for host in range(hosts):
        name = f"h{host}.example"
        waiting.put(
            [
                Address(pk=host * each + number, host=name, address=f"http://{name}:{port}/tin/{number}.html")
                for number in range(each)
            ]
        )
    began, used = time.perf_counter(), time.process_time()
    threads = [threading.Thread(target=checking._ask_hosts, args=(run, waiting)) for _ in range(checking.AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, processor = time.perf_counter() - began, time.process_time() - used
    codes = {answer.code for _, answer in run.results.queue}
    links = hosts * each
    requests = links * 2 + hosts  # HEAD and GET of each, robots.txt of each host
    print(f"{links} links at {hosts} hosts, {checking.AT_ONCE} at once, answers {codes}")
    print(f"{seconds:.1f} s, {requests / seconds:.1f} requests and {links / seconds:.1f} links a second")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{1000 * processor / links:.1f} ms processor a link, {memory} MB")
    print(f"20,000 links over many hosts: {20_000 / (links / seconds) / 3600:.1f} hours")


if __name__ == "__main__":
    main()
