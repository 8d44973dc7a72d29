"""What must be so before a process starts, or it says in one sentence what is wrong and what to do."""

import socket
import sys
import tempfile
from contextlib import ExitStack, contextmanager

from django.core.management.base import CommandError


def require_writable(*folders):
    """Raise CommandError unless a file can be written in each of `folders` (Paths), which are made if need be."""
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise CommandError(
                f"{folder} cannot be written ({error.strerror}). Static files, pictures, waiting views and emails lie "
                "there: let the user of this process write in it, or name another folder in VAR_DIR (MEDIA_ROOT for "
                "pictures and documents)."
            ) from error


@contextmanager
def port_held(host, port):
    """A context in which `port` is this process's, and that of what it becomes. Raises CommandError when another
    program listens there.

    Granian would start all the same: it shares ports, and each of the two would answer some of the visitors. Of two
    that start at one moment one is refused (on Linux).
    """
    if not 0 < port < 65536:
        raise CommandError(f"There is no port {port}. Choose one from 1 to 65535 with --port.")
    with ExitStack() as held:
        try:
            _hold(held, f"cchc-portal {host} {port}")
            _try_port(host, port)
        except PermissionError as error:
            raise CommandError(f"Port {port} needs more rights than this user has. Choose one above 1023.") from error
        except socket.gaierror as error:
            raise CommandError(f"{host} is no address of this machine.") from error
        except OSError as error:
            raise CommandError(
                f"Port {port} of {host} is in use, perhaps by another server of this portal. Stop that one first, or "
                "choose another port with --port."
            ) from error
        yield


def _hold(held, name):
    if sys.platform == "linux":
        guard = held.enter_context(socket.socket(socket.AF_UNIX))
        guard.bind(f"\0{name}")  # a name without a file: it goes with the process
        guard.set_inheritable(True)


def _try_port(host, port):
    """The kernel refuses also where one of the two listens on all addresses. What has just ended is no hindrance."""
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
        probe.listen(1)
