"""Takes the page away from somebody who types, at a random moment, and measures how much of the text is gone.

    .venv/bin/python -m bench.lost_pages --times 10

In a portal and with a PostgreSQL of its own; the browser is Chromium. See README.md.
"""

import argparse
import random
import shutil
import signal
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from bench.portal import NAME, PASSWORD, portal
from tests.environment import chromium_path

KEYS_PER_SECOND = 5
TYPES_SECONDS = (4.0, 9.0)  # from when to when the accident may happen
ADD = "/quan-tri/articles/article/add/"
MINE = "/quan-tri/toa-soan/ban-nhap/"
WORDS = "Bộ phận một cửa xã Tân Phong trả kết quả ngay trong buổi để bà con không phải đi lại lần thứ hai "
EDITOR = ".cke_wysiwyg_div"


@contextmanager
def browser(playwright, profile, address):
    """(context, process) of a Chromium with the folder `profile`; it may be dead at the end."""
    arguments = ["--no-sandbox", "--disable-gpu"]
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=chromium_path(), args=arguments, locale="vi-VN", base_url=address
    )
    root = next(
        process
        for process in psutil.Process().children(recursive=True)
        if f"--user-data-dir={profile}" in process.cmdline() and "--type=" not in " ".join(process.cmdline())
    )
    try:
        yield context, root
    finally:
        if root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
            context.close()


def open_form(context):
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(ADD)
    if "/login/" in page.url:
        page.fill("input[name=username]", NAME)
        page.fill("input[name=password]", PASSWORD)
        page.click("#login-form button[type=submit]")
    page.locator(EDITOR).wait_for()
    page.wait_for_load_state("networkidle")
    return page


def type_until(page, seconds):
    """[(moment, text so far)] of each key."""
    typed, text = [], ""
    page.locator(EDITOR).click()
    until = time.monotonic() + seconds
    while (now := time.monotonic()) < until:
        text += WORDS[len(text) % len(WORDS)]
        page.keyboard.type(text[-1])
        typed.append((time.monotonic(), text))
        time.sleep(max(0, 1 / KEYS_PER_SECOND - (time.monotonic() - now)))
    return typed


def close_tab(page, _):
    page.close()


def kill(_, root):
    for process in [*root.children(recursive=True), root]:
        with suppress(psutil.NoSuchProcess):  # one goes with another
            process.send_signal(signal.SIGKILL)
    root.wait(10)


def reload(page, _):
    page.reload()


def back_and_forward(page, _):
    page.goto("about:blank")
    page.go_back()


ACCIDENTS = {
    "1 tab closed": close_tab,
    "2 browser killed": kill,
    "3 machine gone": kill,  # … and its profile with it
    "4 reload": reload,
    "5 back and forward": back_and_forward,
}


def text_found(page):
    """What is in the editor, or in the copy that the form offers."""
    offer = page.get_by_role("link", name="Viết tiếp bản nháp này").first
    if "ban_nhap=" not in page.url:
        page.wait_for_timeout(1500)  # the page sends what an earlier one could not
        page.goto(ADD)
        page.locator(EDITOR).wait_for()
        if not offer.count():
            return ""
        offer.click()
    page.locator(EDITOR).wait_for()
    page.wait_for_load_state("networkidle")
    return page.locator(EDITOR).inner_text().replace("\xa0", " ").strip()


def play(playwright, name, address, chance):
    """Seconds of typing that are gone."""
    profile = Path(tempfile.mkdtemp(prefix="lost-pages-"))
    try:
        with browser(playwright, profile, address) as (context, root):
            page = open_form(context)
            typed = type_until(page, chance.uniform(*TYPES_SECONDS))
            ended = time.monotonic()
            ACCIDENTS[name](page, root)
            if root.is_running() and root.status() != psutil.STATUS_ZOMBIE:
                left = page if not page.is_closed() else open_form(context)
                found = text_found(left)
                discard(left)
                return seconds_lost(typed, found, ended)
        if name.startswith("3"):
            shutil.rmtree(profile)
        with browser(playwright, profile, address) as (context, _):
            page = open_form(context)
            found = text_found(page)
            discard(page)
            return seconds_lost(typed, found, ended)
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def discard(page):
    """So that the next accident finds no older text."""
    page.goto(MINE)
    while (buttons := page.get_by_role("button", name="Bỏ bản nháp")).count():
        with page.expect_navigation():
            buttons.first.click()


def seconds_lost(typed, found, ended):
    gone = [moment for moment, text in typed if len(text.strip()) > len(found)]
    if not typed[-1][1].startswith(found):
        raise SystemExit(f"another text: {found[:80]!r}")
    return ended - gone[0] if gone else 0.0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--only", choices=ACCIDENTS)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with portal() as (port, _), sync_playwright() as playwright:
        address = f"http://127.0.0.1:{port}"
        with tempfile.TemporaryDirectory() as folder, browser(playwright, folder, address) as (context, _):
            discard(open_form(context))
        for name in [options.only] if options.only else ACCIDENTS:
            lost = [play(playwright, name, address, chance) for _ in range(options.times)]
            print(f"{name}: at most {max(lost):.1f} s of typing gone ({', '.join(f'{each:.1f}' for each in lost)})")


if __name__ == "__main__":
    main()
