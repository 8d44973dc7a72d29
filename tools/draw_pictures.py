"""Draw the sample pictures: 1280×720 WebP, no larger than 45 kB each, and three banners.

    python tools/draw_pictures.py CHROMIUM sample/pictures [NAME …]

Needs Playwright, Pillow, and fontTools with brotli; any Chromium will do. One palette, one light (from the upper
left), faces without features, signs as outlines, the subject inside the middle square, so that every crop works. The
portal makes its own smaller sizes when the pictures are stored. They are illustrations: never in the place of a news
photograph.
"""

import io
import sys
from pathlib import Path

from pictures import archive, banners, desk, land, market, meeting, office, road, village, water, workshop
from pictures.shapes import H, W
from PIL import Image
from playwright.sync_api import sync_playwright

MAX_BYTES = 45_000

SCENES = {
    "mot-cua": office.mot_cua,
    "hoi-truong": office.hoi_truong,
    "kho-luu-tru": archive.luu_tru,
    "so-hoa-ho-so": archive.so_hoa,
    "ho-tro-nguoi-dan": office.ho_tro,
    "ruong-bac-thang": land.ruong,
    "tru-so-xa": land.tru_so,
    "cau-song-lam": water.cau,
    "hoa-sen": water.sen,
    "loa-truyen-thanh": land.loa,
    "lop-hoc-so": meeting.lop_hoc,
    "hop-truc-tuyen": meeting.hop_truc_tuyen,
    "sang-thu-bay": meeting.sang_thu_bay,
    "chu-ky-so": desk.chu_ky,
    "tre-em-khai-sinh": desk.khai_sinh,
    "bieu-do": desk.bieu_do,
    "buu-dien": village.buu_dien,
    "cho-que": market.cho_que,
    "thung-gop-y": village.gop_y,
    "duong-deo": road.duong_deo,
    "ban-do-dat": road.ban_do,
    "doanh-nghiep": workshop.doanh_nghiep,
}


def svg(width, height, parts, defs=""):
    """One picture as a complete SVG."""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{defs}</defs>{"".join(parts)}</svg>'


def photograph(page, markup, width, height):
    """What the browser makes of the SVG, as a Pillow image of that size."""
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{markup}")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def save(image, path):
    """Write WebP in the best quality that stays below MAX_BYTES."""
    for quality in range(84, 40, -2):
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() <= MAX_BYTES:
            break
    path.write_bytes(buffer.getvalue())
    print(f"{path.name}: {buffer.tell()} bytes, quality {quality}")


def main(chromium, folder, *only):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for name, scene in SCENES.items():
            if not only or name in only:
                defs, parts = scene()
                image = photograph(page, svg(W, H, parts, defs), W, H)
                save(image.resize((1280, 720), Image.Resampling.LANCZOS), folder / f"{name}.webp")
        for name, width, height, parts in banners.banners():
            if not only or name in only:
                save(photograph(page, svg(width, height, parts), width, height), folder / f"{name}.webp")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
