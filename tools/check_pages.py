"""Checks every page of a running portal with the Nu HTML checker, and every kind of page with axe-core in Chromium.

    .venv/bin/python tools/check_pages.py http://127.0.0.1:8000            both
    .venv/bin/python tools/check_pages.py http://127.0.0.1:8000 html       the HTML alone (needs npm and Java)
    .venv/bin/python tools/check_pages.py http://127.0.0.1:8000 browser    Chromium alone
    .venv/bin/python tools/check_pages.py http://127.0.0.1:8000 weight     bytes over the wire, without pictures

Run it against the production server with the sample content (`make run`). It prints what is wrong and exits with 1.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

VNU = "vnu-jar@26.9.27"
VNU_FOLDER = Path(__file__).resolve().parent.parent / "var" / "tools"
MOST_PAGES = 600
NO_PAGES = ("/quan-tri/", "/media/", "/static/", "/rss/", "/atom/")
# Pages that no link leads to.
FURTHER = [
    "/khong-co-trang-nay/",
    "/bai-viet/khong-co-999999/",
    "/tim-kiem/",
    "/tim-kiem/?q=cai+cach+hanh+chinh",
    "/tim-kiem/?q=18nqtu&sap_xep=moi-nhat&tac_gia=Thu+Giang",
    "/tim-kiem/?q=h%E1%BB%93+s%C6%A1&chuyen_muc=thu-tuc-hanh-chinh&tu=01/10/2026",
    "/tim-kiem/?q=khongcotunaynhuthe",
    "/tim-kiem/?q=%3Cscript%3Ealert(1)%3C/script%3E&tu=31/02/2026&den=abc&chuyen_muc=khong-co",
    "/tim-kiem/?q=" + "x" * 300,
    "/chuyen-muc/thu-tuc-hanh-chinh/?trang=2",
    "/chuyen-muc/thu-tuc-hanh-chinh/?trang=abc",
    "/su-kien/?trang=99",
]
PER_KIND = {"bai-viet": 4, "tim-kiem": 12, "chuyen-muc": 3, "su-kien": 3, "trang": 2}
WIDTHS = (1366, 390)
LOOKS = {"light": {}, "dark": {}, "light, contrast": {"contrast": "more"}, "dark, contrast": {"contrast": "more"}}
NARROW = (320, 768)
# Without preload: axe-core would write copies of the stylesheets into the page, which its policy forbids.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}


def fetch(address):
    """(status, kind of content, text) of one page."""
    try:
        with urlopen(address, timeout=30) as answer:  # noqa: S310 – the portal that the caller named
            return answer.status, answer.headers.get_content_type(), answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read().decode()


def crawl(base):
    """{path: (status, HTML)} of all pages that links lead to, and of FURTHER."""
    found, queue, asked = {}, ["/", *FURTHER], set()
    while queue and len(found) < MOST_PAGES:
        path = queue.pop(0)
        if path in asked:
            continue
        asked.add(path)
        status, kind, text = fetch(base + path)
        if kind != "text/html":
            continue
        found[path] = (status, text)
        for link in re.findall(r'<a\s[^>]*?href="([^"]+)"', text):
            target = urlsplit(urljoin(base + path, html.unescape(link)))
            if f"{target.scheme}://{target.netloc}" == base and not target.path.startswith(NO_PAGES):
                queue.append(target.path + (f"?{target.query}" if target.query else ""))
    return found


def check_html(pages):
    """The messages of the Nu checker and server errors, as lines."""
    failed = [f"{path}: {status}" for path, (status, _) in pages.items() if status >= 500]
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (path, (_, text)) in enumerate(pages.items()):
            names[f"{number}.html"] = path
            (Path(folder) / f"{number}.html").write_text(text)
        command = ["java", "-jar", vnu_jar(), "--stdout", "--format", "json", "--exit-zero-always", folder]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for message in json.loads(output)["messages"]:
        path = names[message["url"].rpartition("/")[2]]
        failed.append(f"{path}: {message.get('subType', message['type'])}: {message['message']}")
    return failed


def vnu_jar():
    """The path of the checker, which is fetched from npm the first time."""
    jar = VNU_FOLDER / "package" / "build" / "dist" / "vnu.jar"
    if not jar.exists():
        VNU_FOLDER.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", "--silent", VNU], cwd=VNU_FOLDER, capture_output=True, text=True, check=True
        )
        shutil.unpack_archive(VNU_FOLDER / packed.stdout.split()[-1], VNU_FOLDER, filter="data")
    return str(jar)


def kinds(pages):
    """A few paths of each kind of page."""
    taken, chosen = Counter(), []
    for path in [*FURTHER, *pages]:
        kind = path.split("/")[1]
        if path in pages and path not in chosen and taken[kind] < PER_KIND.get(kind, 1):
            taken[kind] += 1
            chosen.append(path)
    return chosen


class Visit:
    """One browser window; what goes wrong in it is added to `failed`."""

    def __init__(self, browser, base, name, failed, *, width, scheme="light", choices=None):
        self.name, self.base, self.failed, self.path = name, base, failed, ""
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="vi-VN", reduced_motion="reduce"
        )
        for key, choice in (choices or {}).items():
            self.context.add_init_script(f"localStorage.setItem('display-{key}', '{choice}')")
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.add(f"script error: {error}"))
        self.page.on("request", lambda request: self._asked(request.url))

    def add(self, what):
        self.failed.append(f"{self.path} [{self.name}]: {what}")
        print(self.failed[-1], flush=True)

    def _heard(self, message):
        is_own_answer = "Failed to load resource" in message.text and message.location["url"] == self.base + self.path
        if message.type in ("error", "warning") and not is_own_answer:
            self.add(f"console: {message.text}")

    def _asked(self, address):
        if not address.startswith((self.base, "data:", "blob:")):
            self.add(f"asks another host: {address}")

    def open(self, path):
        self.path = path
        self.page.goto(self.base + path)
        self.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self.page.wait_for_load_state("networkidle")
        over = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            self.add(f"scrolls sideways by {over} px")

    def check(self, axe):
        for violation in axe.run(self.page, options=AXE_OPTIONS).response["violations"]:
            places = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
            self.add(f"axe, {violation['impact']}: {violation['id']}, {violation['help']}: {places}")

    def close(self):
        if cookies := self.context.cookies():
            self.add(f"cookies: {cookies}")
        self.context.close()


def check_in_browser(base, paths):
    """What axe-core, the console and the network report of `paths` in each look and width, as lines."""
    failed, axe = [], Axe()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for width in WIDTHS:
            for name, choices in LOOKS.items():
                scheme = name.partition(",")[0]
                visit = Visit(browser, base, f"{width} {name}", failed, width=width, scheme=scheme, choices=choices)
                for path in paths:
                    visit.open(path)
                    visit.check(axe)
                visit.close()
        for width in NARROW:
            visit = Visit(browser, base, f"{width}", failed, width=width)
            for path in paths:
                visit.open(path)
            visit.close()
        browser.close()
    return failed


def weigh(base, paths):
    """Bytes over the wire of each page for a first visit, without pictures, as lines."""
    lines = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for path in paths:
            context = browser.new_context(viewport={"width": 390, "height": 844})
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            kind_of, sizes = {}, Counter()
            session.on(
                "Network.responseReceived", lambda event, of=kind_of: of.update({event["requestId"]: called(event)})
            )
            session.on(
                "Network.loadingFinished",
                lambda event, of=kind_of, into=sizes: into.update(
                    {of.get(event["requestId"], "Other"): int(event["encodedDataLength"])}
                ),
            )
            page.goto(base + path)
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            page.wait_for_load_state("networkidle")
            total = sum(size for kind, size in sizes.items() if kind != "Image")
            parts = ", ".join(f"{kind} {size:,}" for kind, size in sizes.most_common())
            lines.append(f"{total:>8,}  {path}  ({parts})")
            context.close()
        browser.close()
    return lines


def called(event):
    """The kind of a response as Chromium calls it: "Image", "Font", "Script" …; the icon of the page is an image,
    too.
    """
    return "Image" if event["response"]["mimeType"].startswith("image/") else event["type"]


def launch(playwright):
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


def main(base, what="all"):
    pages = crawl(base)
    paths = kinds(pages)
    if what == "weight":
        print("\n".join(weigh(base, paths)))
        return 0
    failed = []
    if what in ("all", "html"):
        print(f"{len(pages)} pages through the Nu HTML checker …", flush=True)
        failed += check_html(pages)
        print(*failed, sep="\n", flush=True)
    if what in ("all", "browser"):
        print(f"{len(paths)} kinds of pages through axe-core in Chromium …", flush=True)
        failed += check_in_browser(base, paths)
    print(f"{len(failed)} things to mend." if failed else "Nothing to mend.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
