"""Windows of Debian's Chromium, as a pytest plugin (see `addopts`): one browser for all tests of a process.

A profile (Playwright's "context": cookies, storage, caches) is used by one visitor after the other. Making one, with
the process that paints its pages, costs half a second; what a visitor has left in it is taken out instead.
"""

import faulthandler
import os
import signal
import sys
from collections import defaultdict

import psutil
import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import expect, sync_playwright

from .environment import chromium_path

# No other host is found. Routes of Playwright would keep them away too, but a context with routes has no HTTP cache.
OTHER_HOSTS = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", OTHER_HOSTS]
SILENT_SECONDS = 300  # a browser that lets a test wait for longer has died without a word
EXPECT_MS = 15_000  # as long as an action waits: a busy machine is no fault of a page
DESKTOP = {"width": 1366, "height": 768}
LIGHT_PAGE = "/robots.txt"
HAS_CLOCK = "'__pwClock' in globalThis"  # Playwright's, which stays in a profile
SENDS_NOTHING_WHEN_LEFT = """
    Navigator.prototype.sendBeacon = () => true;
    const ask = window.fetch;
    let isLeft = false;
    addEventListener("pagehide", () => { isLeft = true; });
    addEventListener("pageshow", () => { isLeft = false; });
    window.fetch = (address, options) =>
      options?.keepalive && (isLeft || document.hidden) ? new Promise(() => {}) : ask(address, options);
"""


class Chromium:
    """The browser of all tests of this process, and the next one after it was ended."""

    endings = 0  # of browsers of this process; Playwright hears of one a moment later

    def __init__(self, launch):
        self._launch = launch
        self._browser, self._after = launch(), self.endings

    def new_context(self, *, tells_of_leaving=False, **options):
        """A page sends a beacon when it is left, or its working copy: that would arrive while the tables are emptied
        for the next test. What it sends with `keepalive` while somebody sees it goes out: counts of views, decisions.
        """
        context = self.running().new_context(**options)
        if not tells_of_leaving:
            context.add_init_script(SENDS_NOTHING_WHEN_LEFT)
        return context

    def new_page(self):
        return self.running().new_page()

    def running(self):
        """Playwright's browser; another one where the last is gone."""
        if self._after != self.endings or not self._browser.is_connected():
            self._browser, self._after = self._launch(), self.endings
        return self._browser

    def close(self):
        self._browser.close()


def end_browsers(*_):
    """End the browsers of this process, and say where it waits. The test that waits for an answer fails then."""
    faulthandler.dump_traceback(sys.__stderr__)
    running = [each for each in psutil.Process().children(recursive=True) if "chrom" in each.name()]
    for process in running:
        process.kill()
    psutil.wait_procs(running, timeout=5)
    Chromium.endings += 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """A browser that does not answer any more, which no timeout of Playwright sees, does not hold up the run."""
    if not item.get_closest_marker("browser"):
        return (yield)
    before = signal.signal(signal.SIGALRM, end_browsers)
    signal.setitimer(signal.ITIMER_REAL, SILENT_SECONDS, SILENT_SECONDS)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, without a window and without a way to other hosts; for tests marked `browser`.
    `new_context(tells_of_leaving=True)` lets pages send beacons when they are left.
    """
    path = chromium_path()
    if not path:
        pytest.fail("REQUIRE_BROWSER is set, and there is no Chromium.")
    # Playwright keeps an event loop in this thread; Django would take our plain code for asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # The live server writes head and body apart; the system would hold the body back until the head has arrived.
    WSGIRequestHandler.disable_nagle_algorithm = True
    expect.set_options(timeout=EXPECT_MS)
    with sync_playwright() as playwright:
        browser = Chromium(lambda: playwright.chromium.launch(executable_path=path, args=ARGUMENTS))
        yield browser
        browser.close()


class Profile:
    """A context whose first page stays open, out of sight: it keeps alive the process that paints for the portal."""

    def __init__(self, browser, address, options):
        self.address = address
        self.has_scripts = options.get("java_script_enabled", True)
        self.context = browser.new_context(base_url=address, viewport=DESKTOP, **options)
        self._first = self.context.new_page()
        self._first.goto(LIGHT_PAGE)
        self._devtools = self.context.new_cdp_session(self._first)

    def forget_the_visitor(self):
        """Close the pages and empty what they have stored; returns whether another visitor can use the profile."""
        for page in self.context.pages:
            if page is not self._first:
                page.close()
        self.context.clear_cookies()
        self._devtools.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": "all"})
        return not (self.has_scripts and self._first.evaluate(HAS_CLOCK))


class Windows:
    """Hands profiles out, each to one visitor at a time."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self._free, self._of = defaultdict(list), None

    def take(self, options):
        if (running := self.browser.running()) is not self._of:
            self._free.clear()
            self._of = running
        free = self._free[tuple(sorted(options.items()))]
        return free.pop() if free else Profile(self.browser, self.address, options)

    def give_back(self, profile, options):
        if profile.context.browser is not self.browser.running():
            return
        if profile.forget_the_visitor():
            self._free[tuple(sorted(options.items()))].append(profile)
        else:
            profile.context.close()

    def close(self):
        for profiles in self._free.values():
            for profile in profiles:
                profile.context.close()


@pytest.fixture(scope="session")
def windows(chromium, live_server, django_db_setup):
    windows = Windows(chromium, live_server.url)
    yield windows
    windows.close()


@pytest.fixture
def open_window(windows, live_server):
    """Opens the window of another visitor; an uncaught script error fails the test.

    `viewport`, `color_scheme` and `reduced_motion` are the window's; further options are those of a browser context.
    """
    taken, errors = [], []

    def open_window(*, viewport=DESKTOP, color_scheme="light", reduced_motion="no-preference", seconds=15, **options):
        options = {"locale": "vi-VN"} | options
        profile = windows.take(options)
        taken.append((profile, options))
        profile.context.set_default_timeout(seconds * 1000)
        page = profile.context.new_page()
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_window
    for profile, options in taken:
        windows.give_back(profile, options)
    assert not errors, f"uncaught script errors: {errors}"


@pytest.fixture
def page(open_window):
    """A page of a fresh visitor at the live server, at 1366 px."""
    return open_window(timezone_id="Asia/Ho_Chi_Minh")
