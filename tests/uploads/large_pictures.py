"""How much memory a child takes for the largest pictures of each kind: `make large-pictures`, some minutes.

Above what is measured here, pictures are refused before they are decoded (uploads/decoding/headers.py).
"""

import json
import subprocess
import sys

import pytest
from PIL import Image

from uploads.children import PROJECT

from .marked_pictures import CORNERS, corners_of, file_of, is_like, marked

MOST = 400 * 1024  # kB, as the kernel counts
# What getrusage says begins with the memory of whoever started the process; the kernel's mark of this one does not.
START = """
import re, sys
sys.path.append(sys.argv[1])
from uploads.decoding import child
child.run()
sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
HUNDRED, TELEPHONE = (11_600, 8_600), (8_064, 6_048)


@pytest.fixture(autouse=True, scope="module")
def no_limit():
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    yield
    Image.MAX_IMAGE_PIXELS = before


def decoded(content):
    """What a child answers, its picture, and the most memory it had, in kB."""
    command = [sys.executable, "-I", "-c", START, str(PROJECT)]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    line, _, points = done.stdout.partition(b"\n")
    said, peak = json.loads(line), int(done.stderr)
    sys.stderr.write(f"\n{said} {peak // 1024} MB ")
    if "code" in said:
        return said, None, peak
    picture = Image.frombytes(said["mode"], said["size"], points[said["profile"] + said["animation"] :])
    return said, picture, peak


def noisy(size):
    """A picture with as many different points as a photograph, and with corners."""
    picture = marked(*size)
    noise = Image.effect_noise((512, 512), 30).convert("RGB")
    for x in range(0, size[0] // 8, 512):
        picture.paste(noise, (x, 0))
    return picture


@pytest.mark.parametrize(
    ("kind", "size", "options"),
    [
        ("JPEG", HUNDRED, {}),
        ("JPEG", HUNDRED, {"progressive": True}),
        ("JPEG", (8_600, 6_700), {"progressive": True, "subsampling": 0}),
        ("JPEG", (48_000, 2_200), {}),
        ("PNG", HUNDRED, {"compress_level": 1}),
        ("PNG", (48_000, 2_200), {"compress_level": 1}),
        ("HEIC", TELEPHONE, {"quality": 60}),
        ("HEIC", TELEPHONE, {"quality": 60, "tile_size": 512}),
        ("AVIF", (7_000, 5_300), {}),
        ("WEBP", (5_400, 4_000), {"method": 0}),
        ("WEBP", (5_400, 4_000), {"method": 0, "lossless": True}),
    ],
)
def test_the_largest_that_are_taken_stay_below_400_megabytes(kind, size, options):
    _, picture, peak = decoded(file_of(noisy(size), kind, **options))

    assert is_like(corners_of(picture), CORNERS)
    assert peak <= MOST


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_so_do_those_with_an_alpha_plane(kind):
    size = HUNDRED if kind == "PNG" else (5_000, 4_000)
    picture = noisy(size).convert("RGBA")

    said, shown, peak = decoded(file_of(picture, kind))

    assert peak <= MOST
    assert shown is not None or said["code"] in {"too_heavy", "out_of_memory"}


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_a_hundred_megapixels_of_a_kind_that_takes_more_are_refused_with_what_fits(kind):
    content = file_of(Image.new("RGB", HUNDRED, CORNERS[0]), kind, **({"method": 0} if kind == "WEBP" else {}))

    said, _, peak = decoded(content)

    assert said["code"] == "too_heavy"
    assert said["details"]["fits"] > 20_000_000
    assert peak <= MOST


def test_a_hundred_megapixels_of_heic_are_refused_with_what_fits():
    content = file_of(Image.new("RGB", HUNDRED, CORNERS[0]), "HEIC", quality=30, tile_size=1024)

    said, _, peak = decoded(content)

    assert said["code"] == "too_heavy"
    assert peak <= MOST


def test_sixteen_bits_of_colour_of_a_hundred_megapixels():
    from .test_picture_formats import png_of

    said, _, peak = decoded(png_of(3, 16, (0.75, 0.25, 0.5), *HUNDRED))

    assert said["code"] == "too_heavy"
    assert peak <= MOST
