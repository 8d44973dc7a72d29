"""Pictures of telephones and cameras come in as they were seen: compared by their points, whatever kind of file."""

import io
import re
import struct
import zlib
from contextlib import suppress

import pytest
from PIL import Image

from tests.growth import LINEAR, growth
from uploads.checks import Refused, open_image, read_image
from uploads.decoding.colours import to_srgb
from uploads.decoding.findings import Unreadable
from uploads.decoding.headers import header_of, kind_of
from uploads.decoding.reading import read
from uploads.picture_sentences import sentence_for

from .factories import animation_bytes, chunk_of_png, sent
from .marked_pictures import (
    BLUE,
    CORNERS,
    GREEN,
    RED,
    YELLOW,
    animation_of,
    as_camera_stores,
    cmyk_profile,
    corners_of,
    file_of,
    is_like,
    marked,
)

KINDS = ["JPEG", "PNG", "WEBP", "AVIF", "HEIC"]
# Each with a child process of its own takes a quarter of a second: most are read here.
PNG_START = b"\x89PNG\r\n\x1a\n" + chunk_of_png(b"IHDR", b"\0\0\0\x40\0\0\0\x40\x08\x02\0\0\0")
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(256)) * 400


def taken(content):
    """As `read_image`, in this process."""
    return read(content, header_of(content, kind_of(content)))


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
def test_each_kind_shows_what_was_seen(kind):
    image = open_image(sent(file_of(marked(), kind)))

    assert image.size == (320, 200)
    assert is_like(corners_of(image), CORNERS)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", [*KINDS, "HEIC by its note alone"])
def test_however_the_camera_was_held_the_picture_stands_upright_and_is_turned_once(kind, orientation):
    image = taken(as_camera_stores(orientation, kind)).picture

    assert image.size == (320, 200)
    assert is_like(corners_of(image), CORNERS)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_large_picture_that_is_made_smaller_stands_upright_too(orientation):
    image = open_image(sent(as_camera_stores(orientation, "JPEG", marked(5200, 3000))))

    assert image.width > image.height
    assert 1280 <= image.width < 5200
    assert is_like(corners_of(image), CORNERS)


# Several in one file


def test_of_a_jpeg_with_several_pictures_the_first_is_taken():
    other = marked(corners=(BLUE, BLUE, BLUE, BLUE))

    image = open_image(sent(file_of(marked(), "MPO", save_all=True, append_images=[other])))

    assert is_like(corners_of(image), CORNERS)


@pytest.mark.parametrize("behind", [FILM, FILM + b"\xff\xd9", FILM + file_of(marked(64, 64), "JPEG")])
@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_the_film_behind_a_motion_photo_is_left_out(behind, options):
    image = open_image(sent(file_of(marked(), "JPEG", **options) + behind))

    assert is_like(corners_of(image), CORNERS)


def test_a_thumbnail_in_the_note_of_the_camera_does_not_end_the_picture():
    thumbnail = file_of(marked(64, 40, corners=(BLUE,) * 4), "JPEG")
    note = b"Exif\0\0" + thumbnail
    jpeg = file_of(marked(), "JPEG")
    with_note = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note + jpeg[2:]

    image = open_image(sent(with_note[:-2]))

    assert is_like(corners_of(image), CORNERS)


# Colours


@pytest.mark.parametrize("kind", ["PNG", "AVIF", "HEIC", "WEBP"])
def test_what_is_transparent_stays_so(kind):
    picture = marked().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 160, 200))

    image = taken(file_of(picture, kind)).picture

    assert image.mode == "RGBA"
    assert [image.getpixel((x, 100))[3] for x in (40, 280)] == [0, 255]


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "AVIF"])
def test_a_picture_of_which_nothing_is_seen_is_refused(kind):
    content = file_of(Image.new("RGBA", (320, 200), (9, 9, 9, 0)), kind)

    with pytest.raises(Unreadable) as error:
        taken(content)

    assert re.search("trong suốt hoàn toàn.*Hãy ", sentence_for(error.value, content))


@pytest.mark.parametrize("inverted", [True, False])
def test_the_inks_of_a_press_become_colours(inverted):
    jpeg = file_of(Image.new("CMYK", (320, 200), (0, 255, 255, 20)), "JPEG")
    assert b"Adobe" in jpeg
    transform = jpeg.index(b"Adobe") + 11
    content = jpeg if inverted else jpeg[:transform] + b"\0" + jpeg[transform + 1 :]

    red, green, blue = open_image(sent(content)).convert("RGB").getpixel((9, 9))

    assert red > 180
    assert max(green, blue) < 60


def test_the_profile_of_a_press_says_what_its_inks_look_like():
    """By this one, paper without ink is green, and any ink nearly black."""
    found = [
        to_srgb(reading.picture, reading.profile).getpixel((9, 9))
        for ink in ((0, 0, 0, 0), (255, 255, 0, 0))
        for reading in [taken(file_of(Image.new("CMYK", (320, 200), ink), "JPEG", icc_profile=cmyk_profile()))]
    ]

    (red, green, blue), dark = found
    assert green > red + 60
    assert green > blue
    assert max(dark) < 70


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_eight_and_sixteen_bits_of_grey_and_colour_keep_their_brightness(bits, channels):
    content = png_of(channels, bits, (0.75, 0.25, 0.5, 1.0) if channels > 2 else (0.75, 1.0))

    found = open_image(sent(content)).convert("RGB").getpixel((5, 5))

    expected = (191, 64, 128) if channels > 2 else (191, 191, 191)
    assert all(abs(a - b) <= 2 for a, b in zip(found, expected, strict=True))


def png_of(channels, bits, levels, width=40, height=30):
    """A PNG of one colour, `levels` from 0 to 1; Pillow writes none with sixteen bits of colour."""
    colour = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    point = b"".join(round(level * (2**bits - 1)).to_bytes(bits // 8, "big") for level in levels[:channels])
    packed = zlib.compress((b"\0" + point * width) * height)
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk_of_png(*chunk) for chunk in chunks)


# Shapes


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(16_400, 400), (400, 16_400)])
def test_a_panorama_is_taken(kind, size):
    image = open_image(sent(file_of(marked(*size), kind)))

    assert (image.width > image.height) == (size[0] > size[1])
    assert is_like(corners_of(image), CORNERS)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P"])
def test_a_large_png_is_read_in_strips_as_it_is_read_whole(mode):
    picture = marked(3900, 3850).convert(mode)
    whole = io.BytesIO()
    picture.save(whole, "PNG", compress_level=1)

    image = taken(whole.getvalue()).picture

    assert image.size == (1950, 1925)
    assert is_like(corners_of(image), corners_of(picture), 3)


def test_a_large_png_that_lacks_lines_is_refused():
    content = file_of(marked(4400, 4000), "PNG", compress_level=1)

    with pytest.raises(Refused, match="cắt cụt"):
        open_image(sent(content[: len(content) * 2 // 3]))


# Parts that are missing, and sizes that are lies


def test_a_jpeg_that_lacks_its_last_lines_is_good_without_them():
    noise = Image.effect_noise((600, 3000), 60).convert("RGB")
    whole = file_of(noise, "JPEG")

    image = open_image(sent(whole[: int(len(whole) * 0.997)]))

    assert image.width == 600
    assert 2940 <= image.height < 3000


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_whose_end_was_put_behind_half_of_it_is_refused(options):
    whole = file_of(Image.effect_noise((800, 600), 60).convert("RGB"), "JPEG", **options)

    with pytest.raises(Refused, match="cắt cụt"):
        open_image(sent(whole[: len(whole) // 2] + b"\xff\xd9"))


def outcome_of(content):
    """The picture, or why it is refused. Anything else is raised."""
    try:
        return open_image(sent(content))
    except Refused as refusal:
        return refusal


def claims(content, kind, width, height):
    """The file `content` with another size in its header."""
    changed = bytearray(content)
    if kind == "JPEG":
        at = content.index(b"\xff\xc0") + 5
        struct.pack_into(">HH", changed, at, height, width)
    elif kind == "PNG":
        return content[:8] + chunk_of_png(b"IHDR", struct.pack(">II", width, height) + content[24:29]) + content[33:]
    elif kind == "GIF":
        struct.pack_into("<HH", changed, 6, width, height)
    elif kind == "WEBP":
        struct.pack_into("<HH", changed, 26, width, height)
    else:
        at = content.index(b"ispe") + 8
        struct.pack_into(">II", changed, at, width, height)
    return bytes(changed)


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
@pytest.mark.parametrize("size", [(320, 4000), (9000, 9000), (16_000, 6_000), (40, 30), (0, 0), (1, 16_383)])
def test_a_picture_that_lies_about_its_size_is_refused_or_read_and_nothing_worse(kind, size):
    content = claims(file_of(marked(), kind), kind, *size)

    outcome = outcome_of(content)

    assert isinstance(outcome, Image.Image) or "Hãy " in str(outcome)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_claims_more_than_it_has_is_refused(kind):
    with pytest.raises(Refused):
        open_image(sent(claims(file_of(marked(), kind), kind, 1600, 4000)))


@pytest.mark.parametrize("kind", ["AVIF", "HEIC"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_a_file_of_a_telephone_that_is_cut_is_refused_in_a_sentence(kind, part):
    whole = file_of(Image.effect_noise((400, 300), 60).convert("RGB"), kind)

    with pytest.raises(Refused, match="Hãy "):
        open_image(sent(whole[: int(len(whole) * part)]))


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"\xff\xd8", b"\xff"),
        (b"\xff\xd8", b"\xff\x00"),
        (b"\xff\xd8", b"\xff\xff\x00"),
        (b"\xff\xd8\xff\xe0\x00\x02", b"\xff\xd0"),
        (b"\xff\xd8", b"\xff\xe0\x00\x02"),
        (b"\xff\xd8", b"\xff\xe0\x00\x00"),
        (PNG_START, chunk_of_png(b"abCd", b"")),
        (PNG_START, chunk_of_png(b"tEXt", b"")),
        (b"GIF89a\x40\x01\x40\x01\x00\x00\x00", b"!\xfe\x00"),
    ],
)
def test_a_file_of_very_many_parts_costs_no_more_than_it_is_long(start, piece):
    def look(content):
        with suppress(Unreadable, SyntaxError):
            header_of(content, kind_of(content))

    assert growth(look, start + piece * (1_000_000 // len(piece))) < LINEAR


@pytest.mark.parametrize(
    "content", [b"\xff\xd8" + b"\xff\xe0\x00\x02" * 6_000, PNG_START + chunk_of_png(b"abCd", b"") * 60_000]
)
def test_a_file_of_more_parts_than_a_picture_has_is_refused_before_a_decoder_looks_at_them(content):
    with pytest.raises(Unreadable, match="damaged"):
        header_of(content, kind_of(content))


def test_a_kind_that_takes_too_much_memory_is_refused_with_the_size_that_fits():
    header = b"RIFF\0\0\0\x01WEBPVP8X\x0a\0\0\0\0\0\0\0" + (7999).to_bytes(3, "little") + (5999).to_bytes(3, "little")

    with pytest.raises(Refused, match=r"Ảnh 8\.000 × 6\.000 điểm ảnh loại WebP .* còn khoảng 22 triệu điểm ảnh"):
        open_image(sent(header + bytes(60)))


def test_without_the_extra_a_heic_is_refused_with_the_way_to_send_jpeg(monkeypatch):
    monkeypatch.setattr("uploads.decoding.heif.pillow_heif", None)
    content = file_of(marked(), "HEIC")

    with pytest.raises(Unreadable) as error:
        taken(content)

    sentence = sentence_for(error.value, content)
    assert re.search(r"HEIC.*dưới dạng JPEG \(iPhone chụp sẵn JPEG khi chọn Cài đặt", sentence)


# Animations


def moving(count=5, size=(320, 200)):
    turn = [CORNERS[n % 4 :] + CORNERS[: n % 4] for n in range(count)]
    return [marked(*size, corners=corners) for corners in turn]


def frames_of(content):
    animation = Image.open(io.BytesIO(content))
    shown = []
    for number in range(animation.n_frames):
        animation.seek(number)
        shown.append((corners_of(animation), animation.info["duration"]))
    return shown


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_its_frames_and_their_times(kind):
    reading = taken(animation_of(moving(), kind, loop=0))

    assert is_like(corners_of(reading.picture), CORNERS)
    shown = frames_of(reading.animation.content)
    assert [duration for _, duration in shown] == [80] * 5
    assert is_like(shown[1][0], (GREEN, BLUE, YELLOW, RED), 40)


def test_frames_that_say_no_time_are_shown_as_browsers_show_them():
    reading = taken(animation_of(moving(3), duration=0))

    assert [duration for _, duration in frames_of(reading.animation.content)] == [100] * 3


def test_frames_that_all_look_alike_are_a_still_picture():
    assert taken(animation_of([marked(), marked()], "PNG", default_image=False)).animation.content == b""


def test_a_large_animation_is_made_smaller():
    reading = read_image(sent(animation_of(moving(4, (1400, 900)))))

    assert Image.open(io.BytesIO(reading.animation.content)).size == (640, 411)


def test_an_animation_of_too_many_points_keeps_its_first_frame():
    content = claims(animation_bytes(160), "GIF", 1600, 1200)

    reading = taken(content)

    assert (reading.is_moving, reading.animation.content, reading.animation.lost) == (True, b"", "large")
