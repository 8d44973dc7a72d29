"""Pastes a long document of Word into the form of an article and saves it: how long until it is on screen, and stored.

    .venv/bin/python -m bench.pasting --kilobytes 300 --times 5

In a portal and with a PostgreSQL of its own; the browser is Chromium. The document is made of the stored clipboards in
tests/richtext/clipboard/word/, one behind the other. See README.md.
"""

import argparse
import os
import re
import statistics
from contextlib import suppress
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from bench.portal import NAME, PASSWORD, portal
from tests.environment import chromium_path

STORED = Path(__file__).resolve().parent.parent / "tests" / "richtext" / "clipboard" / "word"
ADD = "/quan-tri/articles/article/add/"
_FRAGMENT = re.compile(r"<!--StartFragment-->(.*)<!--EndFragment-->", re.DOTALL)
PASTE = """(element, html) => new Promise((resolve) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const began = performance.now();
  element.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
  const painted = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
  requestAnimationFrame(painted);
})"""
TRANSLATE = """async (html) => {
  const editor = document.querySelector("[src*='richtext/editor']").src;
  const { translate } = await import(editor.replace(/editor[^/]*$/, "clipboard/index.js"));
  const began = performance.now();
  translate(html, { allowed: CKEDITOR.instances.id_body.config.allowedContent });
  return performance.now() - began;
}"""


def document(kilobytes):
    """A clipboard of Word with so many thousand bytes."""
    files = sorted(path for path in STORED.glob("*.html") if not path.name.endswith(".want.html"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    head = texts[0].partition("<!--StartFragment-->")[0]
    bodies = [found[1] for text in texts if "<img" not in text and (found := _FRAGMENT.search(text))]
    html, number = head, 0
    while len(html.encode()) < kilobytes * 1000:
        html += bodies[number % len(bodies)]
        number += 1
    return f"{html}</body></html>"


def open_form(page):
    page.goto(ADD)
    if "/login/" in page.url:
        page.fill("input[name=username]", NAME)
        page.fill("input[name=password]", PASSWORD)
        page.click("#login-form button[type=submit]")
    page.locator(".cke_wysiwyg_div").wait_for()


def processor():
    """Milliseconds of processor that the portal and its PostgreSQL have used."""
    used = 0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if not re.search("chrom|playwright|node", process.name()):
                used += sum(process.cpu_times()[:2])
    return used * 1000


def once(page, html, number):
    """Milliseconds: our pass, until the paste is painted, until the save is answered, of processor for it; bytes."""
    open_form(page)
    ours = page.evaluate(TRANSLATE, html)
    painted = page.locator(".cke_wysiwyg_div").evaluate(PASTE, html)
    size = len(page.evaluate("CKEDITOR.instances.id_body.getData()").encode())
    page.fill("[name=title]", f"Bản tin dài số {number}")
    page.evaluate(
        "() => { const field = document.querySelector('[name=category]'); field.value = field.options[1].value; }"
    )
    before = processor()
    with page.expect_response(lambda answer: answer.request.method == "POST" and ADD in answer.url) as saved:
        page.locator("[name=_save]").first.click()
    saved.value.finished()
    used = processor() - before
    page.wait_for_url(lambda url: ADD not in url)
    timing = saved.value.request.timing
    return ours, painted, timing["responseStart"] - timing["requestStart"], used, size


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kilobytes", type=int, default=300)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    html = document(options.kilobytes)
    with portal() as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="vi-VN", base_url=f"http://127.0.0.1:{port}")
        page.on("dialog", lambda dialog: dialog.accept())
        times = [once(page, html, number) for number in range(options.times)]
        browser.close()
    print(f"{len(html.encode()):,} bytes of Word; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, column in zip(("our pass", "on screen", "saved", "processor"), zip(*times, strict=True), strict=False):
        print(f"{name:<10} median {statistics.median(column):7.0f} ms   most {max(column):7.0f} ms")
    print(f"{times[0][-1]:,} bytes in the editor")


if __name__ == "__main__":
    main()
