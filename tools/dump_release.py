"""Dumps a release's database with the sample and what its pages show, for the test that later releases migrate it.

    git worktree add var/release <commit of the release>
    .venv/bin/python -m devserver.launcher exec .venv/bin/python tools/dump_release.py var/release 0.5.0
    git worktree remove var/release

It makes an empty database on the server of DATABASE_URL, lets the release fill it (tests/migration/snapshot.py) and
writes two files into tests/migration/: `release_0_5_0.sql.xz`, plain SQL for any PostgreSQL from 14 on, and
`release_0_5_0.json.xz`, the words on its pages and the rows of its tables. Beside them lies `release_0_5_0.toml`, made
empty: what later pages show otherwise, on purpose. pg_dump must be as new as the server.
Pictures are left out: pages show their addresses, and no test fetches them.
"""

import lzma
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / "tests" / "migration"
DATABASE = "release_dump"
# Lines that only psql understands, that older servers do not know, or that belong to this server.
LEFT_OUT = re.compile(r"^(\\|--|SET transaction_timeout|SET idle_in_transaction|SET default_|COMMENT ON|\s*$)")


def main(tree, version):
    tree, url = Path(tree).resolve(), os.environ["DATABASE_URL"]
    name = FOLDER / f"release_{version.replace('.', '_')}"
    own_url = re.sub(r"/[^/?]*(\?|$)", rf"/{DATABASE}\1", url)
    server = psycopg2.connect(url)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
        snapshot(tree, own_url, "load")
        save(name.with_suffix(".sql.xz"), dump(own_url))
        save(name.with_suffix(".json.xz"), snapshot(tree, own_url, "show"))
        cursor.execute(f"DROP DATABASE {DATABASE}")
    name.with_suffix(".toml").touch()


def snapshot(tree, url, step):
    """The output of that step of the release, as bytes. Each step gets an empty folder for uploaded files."""
    with tempfile.TemporaryDirectory() as var:
        (Path(var) / "static").mkdir()
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": url,
            "SECRET_KEY": "of no use: nobody signs in",
            "SITE_URL": "http://testserver",
            "ALLOWED_HOSTS": "testserver",
            "FINGERPRINT_STATIC": "0",
            "VAR_DIR": var,
        }
        command = [sys.executable, FOLDER / "snapshot.py", step]
        done = subprocess.run(command, cwd=tree, env=environment, input=b"", stdout=subprocess.PIPE, check=True)
        return done.stdout


def dump(url):
    """The whole database as SQL that psycopg2 can execute, as bytes."""
    command = ["pg_dump", "--no-owner", "--no-privileges", "--rows-per-insert=500", url]
    sql = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()
    return without_left_out(sql).encode()


def without_left_out(sql):
    """Remove such lines between statements only: a line within a text may begin in the same way."""
    kept, quotes = [], 0
    for line in sql.splitlines():
        if quotes % 2 or not LEFT_OUT.match(line):
            kept.append(line)
            quotes += line.count("'")
    return "\n".join(kept) + "\n"


def save(path, content):
    path.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.relative_to(PROJECT)}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
