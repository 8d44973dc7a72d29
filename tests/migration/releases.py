"""Databases of releases, restored beside the one of the tests."""

import json
import lzma
import os
import re
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.db import connection

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parent.parent


def stored(name):
    """The text of `release_….sql` or `release_….json`."""
    return lzma.decompress((FOLDER / f"{name}.xz").read_bytes()).decode()


@contextmanager
def restored(release):
    """The database of `release` ("release_0_4_0"), as its DATABASE_URL; dropped at the end."""
    name = f"{connection.settings_dict['NAME']}_{release}"
    with closing(_connect("postgres")) as server, server.cursor() as cursor:
        server.autocommit = True
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            with closing(_connect(name)) as own, own, own.cursor() as fill:
                fill.execute(stored(f"{release}.sql"))
            yield _url(name)
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def _connect(name):
    return psycopg2.connect(**connection.get_connection_params() | {"dbname": name, "cursor_factory": None})


def _url(name):
    return re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", os.environ["DATABASE_URL"])


@contextmanager
def connected(url):
    """A connection to the database at `url`, as a program without Django has it; each statement counts at once."""
    with closing(psycopg2.connect(url)) as own:
        own.autocommit = True
        with own.cursor() as cursor:
            yield cursor


def migrate(url, *target):
    """Migrate like `manage.py migrate comments 0052`."""
    command = [sys.executable, PROJECT / "manage.py", "migrate", "--verbosity=0", *target]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=True)


def snapshot(url, *steps, known=None):
    """What `snapshot.py` prints of the database at `url` when this code migrates or shows it."""
    with tempfile.TemporaryDirectory() as var:
        (Path(var) / "static").mkdir()
        done = subprocess.run(
            [sys.executable, FOLDER / "snapshot.py", *steps],
            cwd=PROJECT,
            env=os.environ | {"DATABASE_URL": url, "VAR_DIR": var},
            input=json.dumps(known or {}).encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
    return json.loads(done.stdout) if done.stdout else None
