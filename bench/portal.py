"""A portal to be measured, with a PostgreSQL of its own, and clients that ask it. See README.md."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import psutil

from devserver import embedded_postgres
from devserver.launcher import web_server

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "var" / "bench"
LOGIN = "/quan-tri/login/"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NAME, PASSWORD = "bench", "a password for a bench"
STAFF = f"""
from accounts.models import User
user, _ = User.objects.get_or_create(username="{NAME}", defaults=dict(is_staff=True, is_superuser=True))
user.set_password("{PASSWORD}"); user.save()
"""


class Client:
    """Sends HTTP/1.1, one request at a time over one connection; `address` is in X-Forwarded-For."""

    def __init__(self, port, address=None):
        self.port, self.address = port, address
        self.reader = self.writer = None

    async def ask(self, method, path, body=b"", **headers):
        """(status, headers as text, body)."""
        for attempt in (1, 2):
            try:
                return await self._ask(method, path, body, headers)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if attempt == 2:
                    raise
        return None

    async def _ask(self, method, path, body, headers):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        headers = {"Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body))} | headers
        if self.address:
            headers["X-Forwarded-For"] = self.address
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        return int(head.split()[1]), head, await self._body(head)

    async def _body(self, head):
        if length := re.search(r"(?i)content-length: (\d+)", head):
            return await self.reader.readexactly(int(length[1]))
        if "chunked" not in head.lower():
            return b""
        parts = []
        while size := int(await self.reader.readline(), 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readline()
        await self.reader.readline()
        return b"".join(parts)

    def close(self):
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None


@contextmanager
def portal():
    """(port, PostgreSQL's postmaster as a process) of a portal with the sample content, as `make run` serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with embedded_postgres.running(FOLDER / "postgres") as database:
        variables = os.environ | {
            "DATABASE_URL": database.ensure_database("portal"),
            "SECRET_KEY": "for a bench only, and long enough to be one",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "ALLOWED_HOSTS": "127.0.0.1",
            "TRUSTED_PROXIES": "127.0.0.1",
            "VAR_DIR": str(FOLDER),
            "WEB_WORKERS": "2",
        }
        for command in (["prepare", "--sample"], ["shell", "--verbosity", "0", "-c", STAFF]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=PROJECT,
                env=variables,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        log = (FOLDER / "server.log").open("w")
        server = subprocess.Popen(web_server(str(port)), cwd=PROJECT, env=variables, stdout=log, stderr=log)
        try:
            wait_for(port)
            yield port, psutil.Process(int((database.server.data / "postmaster.pid").read_text().split()[0]))
        finally:
            server.terminate()
            server.wait(30)
            log.close()


def wait_for(port):
    until = time.monotonic() + 60
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if time.monotonic() > until:
            raise SystemExit("the server does not answer")
        time.sleep(0.1)


async def paths_of_articles(port):
    _, _, body = await Client(port).ask("GET", "/")
    return list(dict.fromkeys(re.findall(r'href="(/bai-viet/[^"#]+)"', body.decode())))


async def read_kept(port, seconds, clients=1, paths=("/",), pause=0.0):
    """([milliseconds of each answer for a kept page], Counter of the statuses other than 200)."""
    times, wrong = [], Counter()
    until = time.monotonic() + seconds

    async def read(number):
        client, count = Client(port, "113.161.9.7"), number
        while time.monotonic() < until:
            started = time.perf_counter()
            status, _, _ = await client.ask("GET", paths[count % len(paths)], **{"Accept-Encoding": "br"})
            times.append(1000 * (time.perf_counter() - started))
            count += 1
            if status != HTTPStatus.OK:
                wrong[status] += 1
            await asyncio.sleep(pause)
        client.close()

    await asyncio.gather(*(read(number) for number in range(clients)))
    return times, wrong


async def sign_in_form(port):
    """(a function that makes the body of a form for a name and a password, headers)."""
    _, head, body = await Client(port).ask("GET", "/quan-tri/login/")
    cookie = re.search(r"(?i)set-cookie: *(csrftoken=[^;]+)", head)[1]
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)[1].decode()

    def form(username, password):
        return urlencode({"csrfmiddlewaretoken": token, "username": username, "password": password}).encode()

    return form, FORM | {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}"}
