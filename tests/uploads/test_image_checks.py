"""Which pictures are let in, and with which sentence the others are sent back."""

import pytest
from PIL import Image

from uploads import checks
from uploads.checks import Refused, open_image

from .factories import animation_bytes, picture_bytes, png_that_claims, sent

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="9"/></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_the_four_kinds_of_the_web_are_read(kind):
    image = open_image(sent(picture_bytes(320, 200, kind)))

    assert image.size == (320, 200)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "TGA", "EPS", "PDF", "JPEG2000"])
def test_other_kinds_of_pictures_are_refused(kind):
    with pytest.raises(Refused, match="JPEG, PNG, GIF hoặc WebP"):
        open_image(sent(picture_bytes(64, 64, kind)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp rỗng"),
        (HTML, "không phải là ảnh"),
        (SVG, "Không nhận ảnh SVG"),
        (b'<?xml version="1.0"?>\n' + SVG, "Không nhận ảnh SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"8BPS\0\1" + bytes(40), "không phải là ảnh"),
        (b"GIF89a", "bị hỏng|không phải là ảnh"),
        (b"\xff\xd8\xff\xe0" + HTML, "bị hỏng|không phải là ảnh"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "bị hỏng|không phải là ảnh"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + bytes(30), "bị hỏng|không phải là ảnh"),
        (b"MZ\x90\0" + bytes(500), "không phải là ảnh"),
        (b"PK\3\4" + bytes(500), "không phải là ảnh"),
    ],
    ids=["empty", "html", "svg", "xml", "heic", "psd", "gif head", "jpeg head", "png head", "webp head", "exe", "zip"],
)
def test_what_only_is_called_a_picture_is_refused(content, sentence):
    with pytest.raises(Refused, match=sentence):
        open_image(sent(content, name="anh.jpg", kind="image/jpeg"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_cut_short_is_refused(kind):
    whole = picture_bytes(300, 300, kind, colour="white") if kind != "GIF" else animation_bytes(1)

    with pytest.raises(Refused, match=r"bị cắt cụt|không phải là ảnh"):
        open_image(sent(whole[: len(whole) // 2]))


def test_a_file_above_ten_megabytes_is_refused():
    with pytest.raises(Refused, match="quá giới hạn 10 MB"):
        open_image(sent(picture_bytes(20, 20) + bytes(checks.UPLOAD_MAX_BYTES)))


@pytest.mark.parametrize(
    ("width", "height"), [(10_000, 5_000), (12_001, 10), (10, 12_001), (60_000, 60_000), (2**31 - 1, 2**31 - 1)]
)
def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(width, height):
    with pytest.raises(Refused):
        open_image(sent(png_that_claims(width, height)))


def test_the_sentence_names_the_size_and_the_limit():
    with pytest.raises(Refused, match=r"Ảnh 10\.000 × 5\.000 điểm ảnh là quá lớn \(nhiều nhất 40 triệu điểm ảnh"):
        open_image(sent(png_that_claims(10_000, 5_000)))


def test_a_real_picture_of_fifty_megapixels_is_refused():
    with pytest.raises(Refused, match="quá lớn"):
        open_image(sent(picture_bytes(10_000, 5_000, "PNG", mode="1", colour=0)))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_of_more_than_200_frames_is_refused(kind):
    with pytest.raises(Refused, match="quá 200 khung hình"):
        open_image(sent(animation_bytes(201, kind)))


def test_of_an_animation_the_first_frame_is_read():
    image = open_image(sent(animation_bytes(3)))

    assert image.convert("RGB").getpixel((5, 5)) == (0, 0, 90)


def test_a_picture_taken_on_its_side_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees

    image = open_image(sent(picture_bytes(300, 200, exif=exif)))

    assert image.size == (200, 300)


def test_a_decoder_that_fails_in_any_way_is_a_refusal(monkeypatch):
    def fail(*_, **__):
        raise MemoryError

    monkeypatch.setattr(Image, "open", fail)

    with pytest.raises(Refused, match="không đọc được"):
        open_image(sent(picture_bytes()))
