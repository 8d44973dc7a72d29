"""Makes articles of a Word file in Chromium: how long until it is read and shown, and until the article is there.

    .venv/bin/python -m bench.manuscripts --pictures 20 --times 3

In a portal and with a PostgreSQL of its own. The file has 30 pages (7,000 words) and pictures as Word keeps them, each
with a caption; those of each round are new ones. See README.md.
"""

import argparse
import io
import os
import statistics
import time

from PIL import Image
from playwright.sync_api import sync_playwright

from bench.portal import NAME, PASSWORD, portal
from tests.environment import chromium_path
from tests.manuscripts.docx_files import drawing, p, with_picture

READ, SIZE, WORDS = "/quan-tri/articles/article/tu-tep/", (1430, 1072), 7_000
SENTENCE = "Bộ phận một cửa của xã trả kết quả ngay trong buổi cho bà con ở vùng cao."


def photo(number):
    """A JPEG with as much in it as a photograph."""
    small = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 90).convert("RGB")
    picture = small.resize(SIZE, Image.Resampling.BICUBIC)
    picture.paste((number * 11 % 256, 90, 160), (0, 0, 200, 200))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=85)
    return content.getvalue()


def document(pictures, chance):
    """The bytes of the file, and its name."""
    held = {f"rId{100 + number}": photo(number) for number in range(pictures)}
    paragraphs = [p(" ".join([SENTENCE] * 6)) for _ in range(WORDS // (6 * len(SENTENCE.split())))]
    every = max(1, len(paragraphs) // max(1, pictures))
    body = []
    for number, paragraph in enumerate(paragraphs):
        body.append(paragraph)
        if number % every == 0 and number // every < pictures:
            key = f"rId{100 + number // every}"
            body += [p(drawing(key, "Cán bộ tiếp dân")), p("Ở Một cửa. Ảnh: Thùy Nhung", style="Caption")]
    return with_picture(p(f"Bản tin dài số {chance}"), *body, pictures=held), f"ban-tin-{chance}.docx"


def once(page, pictures, chance):
    """Seconds until the file is read and shown, and from the press until the article is there."""
    content, name = document(pictures, chance)
    page.goto(READ)
    if "/login/" in page.url:
        page.fill("input[name=username]", NAME)
        page.fill("input[name=password]", PASSWORD)
        page.click("#login-form button[type=submit]")
        page.wait_for_url(lambda url: READ in url)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.locator("#content input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": content})
    began = time.perf_counter()
    with page.expect_navigation():
        page.locator("#content button[type=submit]").first.click()
    page.get_by_role("heading", name=f"Ảnh trong tệp ({pictures})").wait_for()
    shown = time.perf_counter() - began
    page.locator("#category").select_option(index=1)
    began = time.perf_counter()
    page.get_by_role("button", name="Tạo bản nháp").click()
    page.wait_for_url(lambda url: "/change/" in url, timeout=120_000)
    return shown, time.perf_counter() - began, len(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=20)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with portal() as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(locale="vi-VN", base_url=f"http://127.0.0.1:{port}")
        times = [once(page, options.pictures, number) for number in range(options.times)]
        browser.close()
    size = times[0][-1] / 1e6
    print(f"{size:.1f} MB, {options.pictures} pictures; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, column in zip(("read and shown", "article made"), zip(*times, strict=True), strict=False):
        print(f"{name:<15} median {statistics.median(column):5.1f} s   most {max(column):5.1f} s")
    together = [shown + made for shown, made, _ in times]
    print(f"{'together':<15} median {statistics.median(together):5.1f} s   most {max(together):5.1f} s")


if __name__ == "__main__":
    main()
