"""How soon a slip is on the screen, and what a key costs in a long article with places that proofreading has marked.

    .venv/bin/python -m bench.marking

In a portal and with a PostgreSQL of its own. First an article of 1,500 words and the rules as they are, from the key
that leaves the paragraph with the slip. Then 5,000 paragraphs of which 200 have a place, and the same without: these
pages are told what is found, and take turns. See README.md.
"""

import statistics

from playwright.sync_api import sync_playwright

from bench.keys import cost_of_a_key
from bench.lost_pages import EDITOR, WORDS, open_form
from bench.portal import portal
from tests.copyediting.found import Finder
from tests.environment import chromium_path

ROUNDS = 3
TIMES = 8
LINES = 6
PARAGRAPHS = 5_000
PLACES = 200
PLAIN = " ".join((WORDS * 2).split()[:30])
SLIPPED = f"{PLAIN} tiêp nhận hồ sơ"
READ = """async () => {
  const { src } = document.querySelector("script[src*='copyediting/proofread']");
  const { readText } = await import(new URL("document.js", src));
  const root = CKEDITOR.instances.id_body.editable().$;
  const began = performance.now();
  for (let count = 0; count < 5; count += 1) readText(root);
  return (performance.now() - began) / 5;
}"""


LOOK = """() => {
  window.moments = [];
  const note = () => window.moments.push(performance.now());
  document.addEventListener("keydown", ({ key }) => key === "ArrowDown" && note(), true);
  new MutationObserver(note).observe(document.querySelector(".proofread-list"), { childList: true });
}"""

FOUND = """(wanted) => [...document.querySelectorAll(".proofread-item mark")].filter(
  ({ textContent }) => textContent === "tiêp").length === wanted"""


def first_place(context):
    """Milliseconds from the key that leaves a paragraph to the slip in the list, several times."""
    page = open_form(context)
    html = "".join(f"<p>{' '.join((WORDS * 3).split()[:50])}</p>" for _ in range(30))
    page.evaluate("html => new Promise(callback => CKEDITOR.instances.id_body.setData(html, { callback }))", html)
    page.evaluate(LOOK)
    found = []
    for number in range(TIMES):
        page.locator(f"{EDITOR} p").nth(2 * number).click()
        page.keyboard.press("End")
        page.keyboard.type(" Xã tiêp nhận hồ sơ.")
        page.evaluate("window.moments.length = 0")
        for _ in range(LINES):  # of a paragraph, at most
            page.keyboard.press("ArrowDown")
        page.wait_for_function(FOUND, arg=number + 1)
        moments = page.evaluate("window.moments")
        found.append(moments[-1] - moments[0])
    page.close()
    return found


def filled(context, slips):
    page = open_form(context)
    Finder(page, slips)
    every = PARAGRAPHS // PLACES
    html = "".join(f"<p>{PLAIN if number % every else SLIPPED}</p>" for number in range(PARAGRAPHS))
    page.evaluate("html => new Promise(callback => CKEDITOR.instances.id_body.setData(html, { callback }))", html)
    page.locator("#id_title").fill("Bộ phận một cửa")
    page.locator(EDITOR).click()
    if slips:
        page.locator(".proofread-item").first.wait_for()
        print(f"the page reads its text in {page.evaluate(READ):.0f} ms")
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable")
    return page, devtools


def main():
    with portal() as (port, _), sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        options = {"base_url": f"http://127.0.0.1:{port}", "viewport": {"width": 1366, "height": 768}}
        waits = sorted(first_place(browser.new_context(**options)))
        print(
            f"a slip is shown {statistics.median(waits):.0f} ms after its paragraph is left, {waits[-1]:.0f} at most"
        )
        slips = {"tiêp nhận": ("syllable", "words", "tiếp nhận", None)}
        pages = {
            name: filled(browser.new_context(**options), found) for name, found in (("marked", slips), ("plain", {}))
        }
        found = {}
        for _ in range(ROUNDS):
            for name, (page, devtools) in pages.items():
                page.bring_to_front()
                for place in ("Control+Home", "Control+End"):
                    found.setdefault((name, place), []).append(cost_of_a_key(page, devtools, place))
        browser.close()
    for (name, place), costs in found.items():
        task, script, layout = (statistics.median(cost) for cost in zip(*costs, strict=True))
        print(f"{name}, {place}: {task:5.1f} ms a key, {script:4.1f} of it scripts, {layout:4.1f} layout and style")


if __name__ == "__main__":
    main()
