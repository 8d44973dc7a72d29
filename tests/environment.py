"""What the tests stand on, as a pytest plugin (see `addopts`): settings, a PostgreSQL of their own, the clock.

`DATABASE_URL` names another server. `CHROMIUM` names the browser; with `REQUIRE_BROWSER=1` its absence is a failure.
`--clock "2028-02-29 00:30"` lets each test begin at that Vietnamese time.
"""

import gc
import os
import shutil
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from devserver import embedded_postgres

from .axe import looked

PROJECT = Path(__file__).resolve().parent.parent

for name, value in {
    "SECRET_KEY": "for tests only",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "FINGERPRINT_STATIC": "0",
    "STATUS_NETWORKS": "127.0.0.1",
    "CHECK_LINKS": "0",
    "VAR_DIR": str(PROJECT / "var" / "test"),
}.items():
    os.environ.setdefault(name, value)

# Several workers inherit what the process that started them has set; each has files of its own.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["VAR_DIR"] += f"/{worker}"

(Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none

NO_CHROMIUM = "no Chromium"
CLOCK = pytest.StashKey()

# The address is known before the server runs: pytest-django reads the settings first.
database = None
if "DATABASE_URL" not in os.environ:
    database = embedded_postgres.Use(embedded_postgres.locate(PROJECT / "var" / "test-postgres"), durable=False)
    os.environ["DATABASE_URL"] = database.server.url("portal")
    os.environ["OWN_POSTGRES"] = "1"  # workers inherit this, and the address


def pytest_sessionstart(session):
    if session.config.option.collectonly:
        return
    # Files of a run that was cut off would be served in this one.
    shutil.rmtree(Path(os.environ["VAR_DIR"]) / "media", ignore_errors=True)
    if database:
        database.begin()


def pytest_collection():
    """What is read stays to the end: to look for what could be collected is a fifth of the work of reading it."""
    gc.disable()


def pytest_collection_finish():
    """Modules and tests stay to the end: the collector need not walk through them, nor often through the rest."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def pytest_unconfigure():
    if database:
        database.end()


def pytest_addoption(parser):
    parser.addoption(
        "--clock",
        metavar="TIME",
        help='begin each test at this Vietnamese time, for example "2028-02-29 00:30"; the clock then runs on',
    )


def pytest_configure(config):
    config.stash[CLOCK] = nullcontext()
    if text := config.option.clock:
        try:
            moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        except ValueError as error:
            raise pytest.UsageError(f"--clock: {error}") from None
        config.stash[CLOCK] = time_machine.travel(moment)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """The clock of this process, fixtures included. PostgreSQL, Chromium and other processes keep the machine's."""
    with item.config.stash[CLOCK]:
        return (yield)


# The shell draws pages as Chromium does, without the windows, tabs and menus that nobody sees here.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")


def chromium_path():
    """The browser's path, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What lasts long begins first, whatever the order: no worker is left with it when the others are done.

    Where the run decides whether a change lands, a browser test that fails has a second try; the summary names it.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if os.environ.get("REQUIRE_BROWSER") == "1":
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.flaky(reruns=1))
        return
    if chromium_path():
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["looks"] = looked.total()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    looked["in other processes"] += getattr(node, "workeroutput", {}).get("looks", 0)


def pytest_terminal_summary(terminalreporter):
    if looks := looked.total():
        terminalreporter.write_line(f"{looks} looks at pages (page × width × scheme) with axe-core")
    skipped = terminalreporter.getreports("skipped")
    if count := sum(report.longrepr[2].endswith(NO_CHROMIUM) for report in skipped):
        terminalreporter.section("browser", yellow=True)
        terminalreporter.line(f"{count} browser tests were NOT run. On Debian: apt-get install {CHROMIUMS[0]}")
