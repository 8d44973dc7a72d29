"""Connections that lead to public machines alone and end at their hour, for httpcore.

The name is looked up here, once; httpcore gets the connection to the very address that was looked at, and TLS still
asks the server for the name. Httpcore has no cookies, proxies of the environment or passwords, and unpacks nothing.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

import httpcore

from .guard import is_public, may_ask_port

Resolver = Callable[[str, int, float], list[str]]
MOST_ADDRESSES = 3  # of a name with many; browsers try a few as well
MOST_BYTES = 256 * 1024  # that one connection may bring: headers, what is asked for, and no more


class NoSuchHost(Exception):
    """Nobody knows the name, or it has no address."""


class Inner(Exception):
    """The name has an address that is none of the public Internet."""


class ClosedPort(Exception):
    """A port that is not asked."""


class Deadline:
    """Seconds for all that happens with one address, from the name to the last byte. Waiting for one's turn at a host
    is not part of it.
    """

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def remaining(self) -> float:
        """Seconds, more than none. Raises httpcore.ReadTimeout when they are over."""
        left = self._end - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def extend(self, seconds: float) -> None:
        self._end += seconds


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of `host`. The system's look-up cannot be broken off, so a thread that nobody waits for makes it.
    Raises NoSuchHost, httpcore.ConnectTimeout.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(socket.EAI_NONAME, str(error)))

    thread = threading.Thread(target=look_up, name="look up", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive() or (failed and failed[0].errno == socket.EAI_AGAIN):
        raise httpcore.ConnectTimeout
    if failed:
        raise NoSuchHost(host)
    return list(dict.fromkeys(found))


class GuardedBackend(httpcore.NetworkBackend):
    """`is_allowed` says which addresses may be asked; nothing but tests gives another one."""

    def __init__(
        self, deadline: Deadline, resolver: Resolver = resolve, is_allowed: Callable[[str], bool] = is_public
    ) -> None:
        self._deadline, self._resolver, self._is_allowed = deadline, resolver, is_allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises NoSuchHost, Inner, ClosedPort besides httpcore's own."""
        if not may_ask_port(port):
            raise ClosedPort(port)
        addresses = self._resolver(host, port, self._deadline.remaining())
        if not addresses:
            raise NoSuchHost(host)
        if not all(map(self._is_allowed, addresses)):
            raise Inner(host)
        failure: Exception = NoSuchHost(host)
        for number, address in enumerate(addresses[:MOST_ADDRESSES]):
            left = self._deadline.remaining()
            share = left / 2 if len(addresses) > 1 and number == 0 else left  # IPv6 that leads nowhere is common
            try:
                return _TimedStream(httpcore.SyncBackend().connect_tcp(address, port, timeout=share), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """Each step gets what is left of the whole: a server that sends a byte now and then gets no longer than others."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, read: int = 0) -> None:
        self._stream, self._deadline, self._read = stream, deadline, read

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._deadline.remaining())
        self._read += len(data)
        if self._read > MOST_BYTES:
            raise httpcore.RemoteProtocolError("More than was asked for.")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining())
        return _TimedStream(stream, self._deadline, self._read)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
