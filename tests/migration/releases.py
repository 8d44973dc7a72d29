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
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from database import recent

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parent.parent
NAME = re.compile(r"/([^/?]*)(?=\?|$)")  # of the database, in an address


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


@contextmanager
def copied(url):
    """A copy of the database at `url`, to which nobody is connected, as its address; dropped at the end."""
    name = NAME.search(url)[1]
    with closing(_connect("postgres")) as server, server.cursor() as cursor:
        server.autocommit = True
        cursor.execute(f"DROP DATABASE IF EXISTS {name}_copy")
        cursor.execute(f"CREATE DATABASE {name}_copy TEMPLATE {name}")
        try:
            yield _url(f"{name}_copy")
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}_copy")


def _connect(name):
    return psycopg2.connect(**connection.get_connection_params() | {"dbname": name, "cursor_factory": None})


def _url(name):
    return NAME.sub(f"/{name}", os.environ["DATABASE_URL"])


@contextmanager
def connected(url):
    """A connection to the database at `url`, as a program without Django has it; each statement counts at once."""
    with closing(psycopg2.connect(url)) as own:
        own.autocommit = True
        with own.cursor() as cursor:
            yield cursor


def migrate(url, *target):
    """Migrate like `manage.py migrate comments 0052`, in this process: a new one takes a second to begin."""
    with _led_to(url):
        call_command("migrate", *target, verbosity=0, interactive=False)


def unapply(url, app, name):
    """Take a migration back, after those that need it. `migrate` works out all models again for each that stays."""
    with _led_to(url):
        executor = MigrationExecutor(connections["default"])
        loader = executor.loader
        for key in loader.graph.backwards_plan((app, name)):
            executor.unapply_migration(loader.project_state(key, at_end=False), loader.get_migration(*key))


@contextmanager
def _led_to(url):
    """A context in which Django's connection leads to the database at `url`; that of the test waits meanwhile."""
    of_test = connections["default"]
    own = of_test.copy()
    own.settings_dict["NAME"] = NAME.search(url)[1]
    connections["default"] = own
    forget_rows()
    try:
        yield
    finally:
        own.close()
        connections["default"] = of_test
        forget_rows()


def forget_rows():
    """Forget what this process knows of rows: those of another database have other keys."""
    ContentType.objects.clear_cache()
    recent.forget_all()


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
