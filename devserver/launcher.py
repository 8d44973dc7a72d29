"""`make run`: everything the portal needs on one machine, started in order and stopped together.

    python -m devserver.launcher                    the portal
    python -m devserver.launcher manage COMMAND …   one manage.py command with the same settings and database
    python -m devserver.launcher exec PROGRAM …     any program, likewise

It is not for a server on the Internet: there a supervisor starts the parts (README.md). This process only waits and
never imports Django.
"""

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from . import embedded_postgres

PROJECT = Path(__file__).resolve().parent.parent
DATABASE = "portal"
BLOCKING_THREADS = 10  # eight in Django, two for pages from memory (cchc_portal/serving/gate.py)
MAX_WORKERS = 9  # each thread may hold a connection, and PostgreSQL gives a hundred
STOP_SECONDS = 15
MAX_PAUSE = 60


class CannotStart(Exception):
    """The portal cannot start; the text says why and what to do."""


def main(arguments):
    """Returns the exit code."""
    stop = StopSignal()
    try:
        if not arguments:
            return serve(stop)
        if arguments[0] == "manage":
            return run_one([sys.executable, "manage.py", *arguments[1:]])
        if arguments[0] == "exec" and arguments[1:]:
            return run_one(arguments[1:])
    except (CannotStart, embedded_postgres.Unusable) as error:
        print_message(str(error))
        return 1
    print_message(__doc__)
    return 2


def serve(stop):
    port = chosen_port()
    with environment(port) as (variables, database):
        prepare = Child(
            "preparation",
            [sys.executable, "manage.py", "prepare", "--sample", "--first-admin", "--by-make"],
            variables,
        )
        prepare.start()
        code = prepare.wait(stop)
        if stop.asked or code:
            return 0 if stop.asked else code
        children = [
            Child("web server", web_server(port), variables),
            Child("worker", [sys.executable, "manage.py", "worker"], variables),
        ]
        try:
            for child in children:
                child.start()
            announce(port, children[0], stop)
            watch(children, database, stop)
        finally:
            print_message("\nStopping …")
            stop_all(children)
    print_message("Stopped.")
    return 0


def run_one(command):
    """Run `command` in the foreground with the portal's settings; returns its exit code."""
    port = os.environ.get("PORT", "8000")
    with environment(port) as (variables, _):
        process = subprocess.Popen(command, cwd=PROJECT, env=variables)
        # Ctrl-C reaches the command itself, which handles it; this process waits for it.
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        return process.wait()


def chosen_port():
    """PORT, default 8000. Raises CannotStart when it is not a port or another program has it."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT is {text!r}; write a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            other = "8080" if text != "8080" else "8090"
            raise CannotStart(
                f"Port {text} cannot be used ({error.strerror}). Choose another one: PORT={other} make run"
            ) from error
    return text


@contextmanager
def environment(port):
    """(variables that `settings.py` reads, embedded database or None). Variables that are set already keep their
    value.
    """
    variables = dict(os.environ)
    folder = Path(variables.setdefault("VAR_DIR", str(PROJECT / "var")))
    make_writable(folder)
    if not (variables.get("SECRET_KEY") or variables.get("SECRET_KEY_FILE")):
        variables["SECRET_KEY_FILE"] = str(secret_key(folder / "secret-key"))
    variables.setdefault("SITE_URL", f"http://127.0.0.1:{port}")
    variables.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
    variables.setdefault("STATUS_NETWORKS", "127.0.0.1")
    variables.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
    named = variables.get("DATABASE_URL") or variables.get("DATABASE_URL_FILE")
    with nullcontext() if named else embedded_postgres.running(folder / "postgres") as database:
        if database:
            if database.server.note:
                print_message(database.server.note)
            variables["DATABASE_URL"] = database.ensure_database(DATABASE)
        yield variables, database


def make_writable(folder):
    """Raises CannotStart when `folder` is not writable: database, secret key and pictures lie in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotStart(
            f"{folder} cannot be written ({error.strerror}). Let this user write in it, or name another folder: "
            "VAR_DIR=/path/to/folder make run"
        ) from error


def secret_key(path):
    """The file that holds this machine's secret key, readable for its owner alone; made at the first start."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        with open(unfinished, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
        unfinished.rename(path)
    return path


def web_server(port):
    workers = os.environ.get("WEB_WORKERS") or str(min(max(2, os.cpu_count() or 1), MAX_WORKERS))
    threads = os.environ.get("WEB_THREADS") or str(BLOCKING_THREADS)
    return [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            port,
            "--http",
            "1",
        ),
        *("--workers", workers, "--blocking-threads", threads, "--no-ws", "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "cchc_portal.wsgi:application"),
    ]


class StopSignal:
    """Ctrl-C, SIGTERM or a closed terminal ask for a stop; a second Ctrl-C does not disturb it."""

    def __init__(self):
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number, frame):
        self.asked = True


class Child:
    """A program that runs beside the others, in a session of its own so that Ctrl-C reaches only the launcher."""

    def __init__(self, name, command, variables):
        self.name = name
        self.command = command
        self.variables = variables
        self.process = None
        self.started_at = self.start_again_at = 0.0
        self.failures = 0

    def start(self):
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=PROJECT,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 – the launcher has one thread
        )

    def wait(self, stop):
        """Wait for its end; returns its exit code. Ends it when a stop is asked for."""
        while self.process.poll() is None:
            if stop.asked:
                stop_all([self])
            time.sleep(0.1)
        return self.process.returncode

    def revive(self):
        """Start it again if it has ended: at once the first time, then after longer and longer pauses."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if not self.start_again_at:
            self.end_group()
            lived_long = now - self.started_at > MAX_PAUSE
            self.failures = 0 if lived_long else self.failures + 1
            pause = min(2**self.failures, MAX_PAUSE)
            self.start_again_at = now + pause
            print_message(f"The {self.name} ended with code {self.process.returncode}; it starts again in {pause} s.")
        elif now >= self.start_again_at:
            self.start_again_at = 0.0
            self.start()

    def end_group(self):
        """End the processes that it started: those of a killed web server would go on answering at its port."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _end_with_parent():
    """Ask the kernel to end this child if the launcher is killed. Only Linux can do that; others ignore it."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def announce(port, server, stop):
    """Wait until the portal answers, then say where it is."""
    while not stop.asked and server.process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", int(port))) == 0:
                print_message(
                    f"\nThe portal:  http://127.0.0.1:{port}/\nThe admin:   http://127.0.0.1:{port}/quan-tri/"
                )
                print_message("Ctrl-C stops it.\n")
                return
        time.sleep(0.1)


def watch(children, database, stop):
    """Start children that ended by themselves again, until a stop is asked for."""
    while not stop.asked:
        for child in children:
            child.revive()
        if database and database.revive():
            print_message("The database had ended; it was started again.")
        time.sleep(0.2)


def stop_all(children):
    """Ask all to end, wait, and kill what does not end in STOP_SECONDS."""
    alive = [child for child in children if child.process and child.process.poll() is None]
    for child in alive:
        child.process.terminate()
    until = time.monotonic() + STOP_SECONDS
    for child in alive:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, until - time.monotonic()))
        child.end_group()
        child.process.wait()


def print_message(text):
    print(text, flush=True)  # noqa: T201 – a person reads this in the terminal


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
