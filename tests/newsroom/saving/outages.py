"""A server of its own behind what may fail: the way to it, its process, and its database."""

import os
import signal
import socket
import subprocess
import threading
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.db import connection

from devserver.launcher import web_server
from tests.database.hanging import Forwarder
from tests.waiting import wait_until


class Way(Forwarder):
    """A Forwarder whose other end can be another one, or nobody; `is_holding` while it keeps data back."""

    def __init__(self, host, port):
        self.is_holding = threading.Event()
        self._is_open = True
        super().__init__(host, port)

    def lead_to(self, host, port):
        self._target = (host, int(port))
        self._cut()

    def stop(self):
        """As when whoever is at the other end has ended: what is open is cut, nothing new is taken."""
        self._is_open = False
        self._cut()

    def start(self):
        self._is_open = True

    def hang(self):
        self.is_holding.clear()
        super().hang()

    def _cut(self):
        sockets, self._sockets = self._sockets, []
        for each in sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _connect(self):
        if not self._is_open:
            raise ConnectionRefusedError
        return super()._connect()

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                try:
                    server = self._connect()
                except OSError:
                    client.close()
                    continue
                self._sockets += [client, server]
                for pair in ((client, server), (server, client)):
                    threading.Thread(target=self._hand_on, args=pair, daemon=True).start()

    def _hand_on(self, source, target):
        with suppress(OSError):
            while data := source.recv(65536):
                if not self._goes.is_set():
                    self.is_holding.set()
                self._goes.wait()
                target.sendall(data)
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class Server:
    """The portal as it is served, in a process of its own with the test's database; `database` is the way to that."""

    def __init__(self, folder: Path):
        own = connection.settings_dict
        self.database = Way(own["HOST"], own["PORT"])
        user = f"{own['USER']}:{own['PASSWORD']}" if own["PASSWORD"] else own["USER"]
        url = f"postgres://{user}@127.0.0.1:{self.database.port}/{own['NAME']}"
        self._variables = os.environ | {"DATABASE_URL": url, "VAR_DIR": str(folder), "WEB_WORKERS": "1"}
        self.port = _free_port()
        self._process = None

    def start(self):
        command = web_server(str(self.port))
        self._process = subprocess.Popen(command, env=self._variables, start_new_session=True)
        wait_until(self._answers, seconds=30)

    def kill(self):
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(30)

    def _answers(self):
        """Whether a request is answered; the port is taken earlier, before the worker is there."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with suppress(OSError, HTTPException), closing(asked):
            asked.request("HEAD", "/")
            return asked.getresponse().status > 0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
