"""Ten pictures sent one after another from the form of an article: seconds, and the memory of browser and server.

    .venv/bin/python -m bench.pictures

In a portal and with a PostgreSQL of its own, in Chromium, as the dialog of pictures sends them. See README.md.
"""

import argparse
import io
import threading
import time

import pillow_heif
import psutil
from PIL import Image
from playwright.sync_api import sync_playwright

from bench.lost_pages import open_form
from bench.portal import FOLDER, portal
from tests.environment import chromium_path

COUNT = 10
PAUSE_SECONDS = 0.02
KINDS = {
    "JPEG of 12 megapixels": ((4032, 3024), "JPEG", {"quality": 92}),
    "HEIC of 12 megapixels": ((4032, 3024), "HEIF", {"quality": 60, "tile_size": 512}),
    "PNG of 12 megapixels": ((4032, 3024), "PNG", {"compress_level": 1}),
    "JPEG of 48 megapixels": ((8064, 6048), "JPEG", {"quality": 90}),
}
ADD_INPUT = """() => {
  const input = Object.assign(document.createElement("input"), { type: "file", multiple: true, id: "bench" });
  document.body.append(input);
}"""
SEND = """async () => {
  const { sendPicture } = await import("/static/uploads/sending.js");
  const told = new Set();
  let bytes = 0;
  for (const [number, file] of [...document.querySelector("#bench").files].entries()) {
    const texts = { alt: `Ảnh ${number}`, credit: "BBT", caption: "" };
    await sendPicture("/quan-tri/tai-len/anh/", { file, ...texts }, { progress: (share) => told.add(number + share) });
    bytes += file.size;
  }
  return [bytes, told.size];
}"""


class Memory:
    """The most memory that a process of each name has had, in MB, seen some times a second."""

    def __init__(self, parents):
        self.parents, self.most, self._stop = parents, {}, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _watch(self):
        while not self._stop.wait(PAUSE_SECONDS):
            for name, parent in self.parents.items():
                for process in [parent, *parent.children(recursive=True)]:
                    try:
                        megabytes = process.memory_info().rss / 1024**2
                        kind = f"{name}, a child" if "uploads.decoding" in " ".join(process.cmdline()) else name
                    except psutil.Error:
                        continue
                    self.most[kind] = max(self.most.get(kind, 0), megabytes)


def files_of(size, kind, options):
    """COUNT different pictures of this kind, with as much in them as a photograph, in a folder of this bench."""
    pillow_heif.register_heif_opener()
    paths = []
    coarse = Image.effect_noise((size[0] // 8, size[1] // 8), 90).convert("RGB").resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((512, 512), 24).convert("RGB")
    for x in range(0, size[0], 1024):
        coarse.paste(grain, (x, 0))
    for number in range(COUNT):
        coarse.paste((number * 20, 90, 160), (0, 0, 200, 200))
        buffer = io.BytesIO()
        coarse.save(buffer, kind, **options)
        path = FOLDER / f"{kind}-{size[0]}-{number}.bin"
        path.write_bytes(buffer.getvalue() + bytes(str(time.time_ns()), "ascii"))  # no picture of an earlier run
        paths.append(path)
    return paths


def measure(page, paths, parents):
    """(seconds, megabytes of all files, how often progress was told, {process: its most memory in MB})"""
    page.evaluate(ADD_INPUT)
    page.set_input_files("#bench", [str(path) for path in paths])
    with Memory(parents) as memory:
        started = time.monotonic()
        total, told = page.evaluate(SEND)
        seconds = time.monotonic() - started
    page.evaluate("document.querySelector('#bench').remove()")
    return seconds, total / 1024**2, told, memory.most


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", help="kinds whose name has this in it")
    only = parser.parse_args().only or ""
    with portal() as (port, _), sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        page = open_form(browser.new_context(base_url=f"http://127.0.0.1:{port}"))
        own = psutil.Process()
        server = next(each for each in own.children() if str(port) in " ".join(each.cmdline()))
        chromium = next(each for each in own.children(recursive=True) if "--no-sandbox" in each.cmdline())
        for name, (size, kind, options) in KINDS.items():
            if only not in name:
                continue
            paths = files_of(size, kind, options)
            seconds, megabytes, told, most = measure(page, paths, {"server": server, "Chromium": chromium})
            for path in paths:
                path.unlink()
            memory = ", ".join(f"{process} {peak:.0f} MB" for process, peak in sorted(most.items()))
            print(f"{COUNT} × {name}, {megabytes:.0f} MB: {seconds:.1f} s, progress told {told} times; {memory}")
        browser.close()


if __name__ == "__main__":
    main()
