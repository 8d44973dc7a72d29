"""Draw the icons and the picture of a shared link from the identity of the portal.

    python tools/draw_identity.py CHROMIUM static/img

Needs what tools/draw_pictures.py needs.
"""

import sys
from pathlib import Path

from draw_pictures import photograph, svg
from pictures import identity
from PIL import Image
from playwright.sync_api import sync_playwright


def main(chromium, folder):
    folder = Path(folder)
    (folder / "favicon.svg").write_text(
        svg(96, 96, identity.favicon()).replace("<defs></defs>", "") + "\n", encoding="utf-8"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()

        def icon(parts, side):
            markup = svg(96, 96, parts).replace('width="96" height="96"', f'width="{side * 4}" height="{side * 4}"', 1)
            return photograph(page, markup, side * 4, side * 4).resize((side, side), Image.Resampling.LANCZOS)

        icon(identity.favicon(), 32).save(folder / "favicon-32.png", optimize=True)
        icon(identity.touch_icon(), 180).quantize(64).save(folder / "apple-touch-icon.png", optimize=True)
        link = photograph(page, svg(1200, 630, identity.shared_link()), 1200, 630)
        link.quantize(96, dither=Image.Dither.NONE).save(folder / "chia-se.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
