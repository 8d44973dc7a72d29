"""Which pictures are accepted, and the sentence with which each other one is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, JpegImagePlugin

from uploads import checks
from uploads.checks import Refused, open_image

from .factories import animation_bytes, chunk_of_png, photo_bytes, picture_bytes, png_that_claims, sent

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


def test_a_picture_above_32_megabytes_is_refused():
    with pytest.raises(Refused, match="quá giới hạn 32 MB"):
        open_image(sent(picture_bytes(20, 20) + bytes(checks.IMAGE_MAX_BYTES)))


@pytest.mark.parametrize(
    ("width", "height"), [(11_000, 10_001), (65_501, 10), (10, 65_501), (60_000, 60_000), (2**31 - 1, 2**31 - 1)]
)
def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(width, height):
    with pytest.raises(Refused, match="quá lớn"):
        open_image(sent(png_that_claims(width, height)))


def test_the_sentence_names_the_size_and_the_limit():
    with pytest.raises(Refused, match=r"Ảnh 20\.000 × 6\.000 điểm ảnh là quá lớn \(nhiều nhất 110 triệu điểm ảnh"):
        open_image(sent(png_that_claims(20_000, 6_000)))


def test_a_real_picture_of_more_than_110_megapixels_is_refused():
    with pytest.raises(Refused, match="quá lớn"):
        open_image(sent(picture_bytes(20_000, 6_000, "PNG", mode="1", colour=0)))


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
    monkeypatch.setattr(JpegImagePlugin, "JpegImageFile", fail)

    for kind in ("PNG", "JPEG"):
        with pytest.raises(Refused, match="không đọc được"):
            open_image(sent(picture_bytes(kind=kind)))


# Damaged pictures that browsers show


def with_chunk(png, *chunks):
    """`png` with `chunks` behind its header."""
    return png[:33] + b"".join(chunks) + png[33:]


BIG = zlib.compress(bytes(70_000_000), 9)


@pytest.mark.parametrize(
    "chunk",
    [
        chunk_of_png(b"zTXt", b"Comment\0\0" + BIG),
        chunk_of_png(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + BIG),
        chunk_of_png(b"tEXt", b"Comment\0" + b"x" * 2_000_000),
        chunk_of_png(b"zTXt", b"Comment\0\0 khong phai zlib"),
        chunk_of_png(b"iCCP", b"profile\0\0" + BIG),
        chunk_of_png(b"iCCP", b"profile\0\0 khong phai zlib"),
        chunk_of_png(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(900_000))) * 90,
    ],
    ids=["text", "xmp", "plain text", "broken text", "profile", "broken profile", "many texts"],
)
def test_what_is_written_about_a_png_is_never_unpacked(chunk):
    png = with_chunk(picture_bytes(40, 30, "PNG"), chunk)

    assert open_image(sent(png)).convert("RGB").getpixel((5, 5)) == (178, 34, 34)


def test_a_good_colour_profile_stays():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert open_image(sent(picture_bytes(40, 30, "PNG", icc_profile=profile))).info["icc_profile"] == profile


@pytest.mark.parametrize("cut", range(1, 13))
def test_a_png_without_its_last_bytes_is_whole(cut):
    assert open_image(sent(photo_bytes(300, 200, "PNG")[:-cut])).size == (300, 200)


def test_a_png_that_lacks_points_is_refused():
    with pytest.raises(Refused, match="bị cắt cụt"):
        open_image(sent(photo_bytes(300, 200, "PNG")[:-40]))


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 95, "subsampling": 0}, {"mode": "L"}])
@pytest.mark.parametrize(("cut", "behind"), [(1, b""), (2, b""), (2, bytes(70_000)), (2, b"\r\n")])
def test_a_jpeg_without_its_last_two_bytes_is_whole(options, cut, behind):
    whole = photo_bytes(317, 211, **options)
    image = open_image(sent(whole[:-cut] + behind))

    assert image.tobytes() == open_image(sent(whole)).tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 30}, {"mode": "L"}])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.8, 0.9, 0.97])
def test_a_jpeg_that_lacks_more_is_refused(options, part):
    whole = photo_bytes(800, 600, **options)

    with pytest.raises(Refused, match="bị cắt cụt"):
        open_image(sent(whole[: int(len(whole) * part)]))


def test_a_jpeg_of_one_colour_that_was_cut_is_refused():
    whole = picture_bytes(900, 900, "JPEG", colour="white")

    with pytest.raises(Refused, match="bị cắt cụt"):
        open_image(sent(whole[: len(whole) * 2 // 3]))


def test_a_jpeg_with_more_behind_its_end_is_whole():
    assert open_image(sent(photo_bytes(300, 200) + bytes(70_000))).size == (300, 200)
    assert open_image(sent(photo_bytes(300, 200) + photo_bytes(90, 60))).size == (300, 200)  # two pictures of a phone


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow warns of it
@pytest.mark.parametrize("exif", [b"Exif\0\0khong phai TIFF", b"Exif\0\0II*\0\xff\xff\xff\x7f", b"Exif\0\0"])
def test_a_damaged_note_of_the_camera_does_not_spoil_the_picture(exif):
    assert open_image(sent(photo_bytes(300, 200, exif=exif))).size == (300, 200)


@pytest.mark.parametrize(
    ("width", "height", "named"),
    [
        (12_000, 12_000, r"12\.000 × 12\.000"),
        (20_000, 30_000, r"20\.000 × 30\.000"),
        (10_500, 10_500, r"10\.500 × 10\.500"),
    ],
)
def test_a_picture_of_144_megapixels_is_too_large_and_not_damaged(width, height, named):
    with pytest.raises(Refused, match=rf"Ảnh {named} điểm ảnh là quá lớn"):
        open_image(sent(png_that_claims(width, height)))


@pytest.mark.parametrize(
    "start",
    [
        b"GIF89a" + struct.pack("<HH", 20_000, 30_000) + bytes(60),
        b"RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + struct.pack("<I", 15_999)[:3] + struct.pack("<I", 15_999)[:3],
    ],
    ids=["GIF", "WebP"],
)
def test_other_kinds_of_too_many_points_are_never_called_good(start):
    with pytest.raises(Refused):
        open_image(sent(start))


@pytest.mark.parametrize(
    ("kind", "named"), [("TIFF", "TIFF"), ("BMP", "BMP"), ("JPEG2000", "JPEG 2000"), ("PDF", "PDF")]
)
def test_the_refusal_names_what_the_file_is(kind, named):
    with pytest.raises(Refused, match=f"Tệp này là {named}"):
        open_image(sent(picture_bytes(64, 64, kind)))


def test_a_large_jpeg_of_a_camera_is_read():
    assert max(open_image(sent(io.BytesIO(picture_bytes(7000, 5000, quality=40)).getvalue())).size) < 7000
