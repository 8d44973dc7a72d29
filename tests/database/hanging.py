"""A database server that can be made to hang: what is sent is taken, and nothing is answered, as after SIGSTOP."""

import socket
import threading
from contextlib import contextmanager, suppress

from django.db import connections


class Forwarder:
    """A proxy between this process and PostgreSQL. After `hang()` it holds the data back until `go_on()`."""

    def __init__(self, host, port):
        self._target = (host, int(port or 5432))
        self._goes = threading.Event()
        self._goes.set()
        self._sockets = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self):
        self._goes.clear()

    def go_on(self):
        self._goes.set()

    def close(self):
        self._goes.set()
        for each in [self._server, *self._sockets]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                server = self._connect()
                self._sockets += [client, server]
                for pair in ((client, server), (server, client)):
                    threading.Thread(target=self._hand_on, args=pair, daemon=True).start()

    def _connect(self):
        host, port = self._target
        if host.startswith("/"):
            server = socket.socket(socket.AF_UNIX)
            server.connect(f"{host}/.s.PGSQL.{port}")
            return server
        return socket.create_connection((host or "127.0.0.1", port))

    def _hand_on(self, source, target):
        with suppress(OSError):
            while data := source.recv(65536):
                self._goes.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def server_that_may_hang():
    """The Forwarder through which Django's connections of this process reach the database meanwhile."""
    own = connections["default"].settings_dict
    forwarder = Forwarder(own["HOST"], own["PORT"])
    before = own["HOST"], own["PORT"]
    connections.close_all()
    own["HOST"], own["PORT"] = "127.0.0.1", forwarder.port
    try:
        yield forwarder
    finally:
        own["HOST"], own["PORT"] = before
        connections.close_all()
        forwarder.close()
