"""What a key costs in the article's form, with a body of 5,000 words: work of the main thread, as Chromium counts it.

    .venv/bin/python -m bench.keys

In a portal and with a PostgreSQL of its own. The editor that grows with its text and one in a box that scrolls, as it
was before, take turns. See README.md.
"""

import statistics

from playwright.sync_api import sync_playwright

from bench.lost_pages import EDITOR, WORDS, open_form
from bench.portal import portal
from tests.environment import chromium_path

ROUNDS = 4
PARAGRAPHS = 100  # of 50 words
TYPED = "các bạn đọc tin cải cách hành chính của tỉnh "
KEY_MS = 120
BOXED = """
.cke_contents { block-size: 560px !important; }
.cke_contents > .cke_wysiwyg_div { block-size: 100% !important; overflow: auto !important; }
.cke_top { position: static !important; }
"""


def cost_of_a_key(page, devtools, place):
    """(milliseconds of all tasks, of scripts, of layout and style) a key, typed at `place` of the body."""
    page.locator(EDITOR).click()
    page.keyboard.press(place)
    page.keyboard.type("x ", delay=KEY_MS)
    before = counted(devtools)
    page.keyboard.type(TYPED, delay=KEY_MS)
    spent = {name: (value - before[name]) * 1000 / len(TYPED) for name, value in counted(devtools).items()}
    return spent["TaskDuration"], spent["ScriptDuration"], spent["LayoutDuration"] + spent["RecalcStyleDuration"]


def counted(devtools):
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return {each["name"]: each["value"] for each in metrics if each["name"].endswith("Duration")}


def main():
    paragraph = " ".join((WORDS * 3).split()[:50])
    with portal() as (port, _), sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        context = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1366, "height": 768})
        page = open_form(context)
        page.evaluate("([html]) => CKEDITOR.instances.id_body.setData(html)", [f"<p>{paragraph}</p>" * PARAGRAPHS])
        devtools = context.new_cdp_session(page)
        devtools.send("Performance.enable")
        style = page.add_style_tag(content=BOXED)
        found = {}
        for _ in range(ROUNDS):
            for is_boxed in (True, False):
                style.evaluate("(style, isBoxed) => (style.disabled = !isBoxed)", is_boxed)
                for place in ("Control+Home", "Control+End"):
                    found.setdefault((is_boxed, place), []).append(cost_of_a_key(page, devtools, place))
        browser.close()
    for (is_boxed, place), costs in found.items():
        task, script, layout = (statistics.median(cost) for cost in zip(*costs, strict=True))
        name = f"{'boxed' if is_boxed else 'grows'}, {place}"
        print(f"{name:22} {task:5.1f} ms a key, {script:4.1f} of it scripts, {layout:4.1f} layout and style")


if __name__ == "__main__":
    main()
