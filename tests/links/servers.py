"""A server in a thread that answers as told, however odd, and names that lead to it."""

import socket
import socketserver
import threading
from contextlib import contextmanager, suppress

from links.fetching import Asker, HostGate

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


class OddServer(socketserver.ThreadingTCPServer):
    """`answers` maps paths to bytes, or to functions of (method, send, is_over) that send as they like; `asked` has
    (method, path, headers) of each request.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, answers, default=OK):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers, self.default, self.asked = answers, default, []
        self.is_over = threading.Event()

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, request, client_address):
        pass  # the client went away, as it should


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.settimeout(5)
        head = b""
        while b"\r\n\r\n" not in head:
            if not (part := self.request.recv(4096)):
                return
            head += part
            if head.startswith(b"\x16"):  # of TLS, which this server does not speak
                self.request.sendall(b"HTTP/1.1 400 X\r\n\r\n")
                return
        line, _, rest = head.decode("latin-1").partition("\r\n")
        method, path, _ = line.split(" ")
        headers = dict(header.split(": ", 1) for header in rest.strip().split("\r\n"))
        self.server.asked.append((method, path, headers))
        said = self.server.answers.get(path, self.server.default if path != "/robots.txt" else not_found())
        with suppress(OSError):
            if callable(said):
                said(method, self.request.sendall, self.server.is_over)
            else:
                self.request.sendall(said if method == "GET" else said.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")


def answer(status, body=b"", **headers):
    headers = {"Content-Length": len(body), "Connection": "close", "Content-Type": "text/html", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + body


def not_found():
    return answer(404)


def redirect(location, status=301):
    return answer(status, Location=location)


@contextmanager
def served(answers=None, default=OK):
    server = OddServer({} if answers is None else answers, default)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def asker(names=None, seconds=2.0, **fields):
    """An Asker for which every name leads to this machine, or to what `names` say."""

    def resolver(host, port, seconds):
        found = (names or {}).get(host, ["127.0.0.1"])
        if isinstance(found, Exception):
            raise found
        return found

    fields.setdefault("is_allowed", lambda address: address == "127.0.0.1")
    fields.setdefault("gate", HostGate(between=0.0))
    return Asker(resolver=resolver, seconds=seconds, **fields)


def closed_port():
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
