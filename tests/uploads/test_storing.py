"""A sent file becomes a picture of the library: sizes, one row for one picture, whole files or none."""

import errno
import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from PIL import Image as Pillow
from PIL import ImageCms

from articles.models import Attachment
from tests.factories import make_article
from uploads.binned_files import take_out
from uploads.checks import Refused
from uploads.images import responsive_attributes, store_image
from uploads.models import Image
from uploads.names import files_of

from .factories import animation_bytes, docx_bytes, pdf_bytes, picture_bytes, sent
from .marked_pictures import BLUE, GREEN, RED, animation_of, marked

TEXTS = {"alt": "Ba cán bộ tiếp dân", "credit": "Ảnh: Thùy Nhung"}


def stored_picture(image, size):
    with default_storage.open(image.name_for(size)) as file:
        picture = Pillow.open(file)
        picture.load()
        return picture


def files_below(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_picture_is_kept_in_four_sizes_of_webp():
    image = store_image(sent(picture_bytes(2400, 1350)), **TEXTS)
    kept = [stored_picture(image, size) for size in (1280, 640, 320, "vuong")]

    assert (image.width, image.height) == (1280, 720)
    assert [picture.size for picture in kept] == [(1280, 720), (640, 360), (320, 180), (480, 480)]
    assert {picture.format for picture in kept} == {"WEBP"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent_size", "main"),
    [((400, 16_400), (293, 12_000)), ((12, 60_000), (3, 12_000)), ((60_000, 12), (1280, 1)), ((1, 1), (1, 1))],
)
def test_pictures_of_odd_shapes_are_kept_as_far_as_they_can_be(sent_size, main):
    image = store_image(sent(picture_bytes(*sent_size, kind="PNG")), **TEXTS)

    assert (image.width, image.height) == main == stored_picture(image, 1280).size
    assert stored_picture(image, "vuong").size == (480, 480)


@pytest.mark.django_db
def test_a_small_picture_is_never_made_larger():
    image = store_image(sent(picture_bytes(500, 300)), **TEXTS)

    assert (image.width, image.height) == (500, 300)
    assert stored_picture(image, 640).size == (500, 300)
    assert stored_picture(image, 320).size == (320, 192)
    assert image.srcset == ""


@pytest.mark.django_db
def test_addresses_of_all_sizes_hang_on_the_content():
    image = store_image(sent(picture_bytes(1600, 900)), **TEXTS)

    stem = f"/media/anh/{image.content_hash[:2]}/{image.content_hash[:32]}s"
    assert image.url == f"{stem}-1280.webp"
    assert image.url_for("vuong") == f"{stem}-vuong.webp"
    assert image.srcset == f"{stem}-320.webp 320w, {stem}-640.webp 640w, {stem}-1280.webp 1280w"


@pytest.mark.django_db(transaction=True)
def test_what_moves_is_kept_as_a_still_picture_in_all_sizes_and_beside_it_an_animation(media_folder):
    frames = [marked(corners=(colour,) * 4) for colour in (RED, GREEN, BLUE)]
    image = store_image(sent(animation_of(frames)), **TEXTS)

    assert image.file.endswith("m-1280.webp")
    assert {getattr(stored_picture(image, size), "n_frames", 1) for size in (1280, 640, 320, "vuong")} == {1}
    assert stored_picture(image, "dong").n_frames == 3
    assert image.animation_url == image.url.replace("-1280.", "-dong.")
    assert image.share.url == image.url
    image.delete()
    assert files_below(media_folder) == []


@pytest.mark.django_db
def test_a_picture_of_the_last_release_is_never_asked_for_what_it_has_not():
    """It stored three sizes, and stores them so where it still runs."""
    image = Image(file="anh/7a/7af1-1280.webp", width=1280, height=720)

    assert image.url_for(320) == "/media/anh/7a/7af1-640.webp"
    assert "-320" not in image.srcset
    assert image.animation_url == ""
    assert files_of("anh/7a/7af1") == [f"anh/7a/7af1-{size}.webp" for size in (1280, 640, "vuong")]


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_is_sent_again_keeps_the_key_under_which_its_files_lie_in_the_bin(media_folder):
    content = picture_bytes()
    old = f"anh/7a/{hashlib.sha256(content).hexdigest()[:32]}"
    for size in (1280, 640, "vuong"):
        default_storage.save(f"{old}-{size}.webp", ContentFile(b"x"))
    take_out({old: hashlib.sha256(content).hexdigest()})

    image = store_image(sent(content), **TEXTS)

    assert image.file == f"{old}-1280.webp"
    assert files_below(media_folder) == sorted(name.rpartition("/")[2] for name in files_of(old))


@pytest.mark.django_db
def test_the_srcset_has_the_real_width_of_a_picture_between_the_sizes():
    image = store_image(sent(picture_bytes(900, 600)), **TEXTS)

    assert image.srcset.endswith("-1280.webp 900w")


@pytest.mark.django_db
def test_the_same_picture_sent_again_is_the_same_row_with_its_first_texts():
    first = store_image(sent(picture_bytes()), **TEXTS)
    second = store_image(sent(picture_bytes(), "khac.jpg"), alt="Khác", credit="Khác")

    assert second == first
    assert Image.objects.get().alt == TEXTS["alt"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"alt": " \u200b", "credit": "x"}, "Hãy mô tả ảnh"),
        ({"alt": "x", "credit": "\u00a0"}, "Hãy ghi nguồn ảnh"),
        ({"alt": "x" * 301, "credit": "x"}, "Mô tả ảnh dài 301 ký tự, tối đa 300 ký tự. Xin bớt 1 ký tự."),
        ({"alt": "x", "credit": "x" * 161}, "Nguồn ảnh dài 161 ký tự, tối đa 160 ký tự. Xin bớt 1 ký tự."),
    ],
)
def test_a_picture_without_description_or_source_is_refused(texts, sentence, media_folder):
    with pytest.raises(Refused, match=sentence):
        store_image(sent(picture_bytes()), **texts)

    assert not files_below(media_folder)


@pytest.mark.django_db
def test_texts_of_every_sender_are_clean_vietnamese():
    image = store_image(
        sent(picture_bytes()), alt="Ca\u0301n bộ\u00a0\u00a0xã\0", credit="A\u202enh", caption="a\r\nb"
    )

    assert (image.alt, image.credit, image.caption) == ("Cán bộ xã", "Anh", "a\nb")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [
        ("PNG", "RGBA", (200, 20, 20, 90)),
        ("PNG", "LA", (200, 90)),
        ("PNG", "L", 120),
        ("PNG", "1", 1),
        ("PNG", "I;16", 40_000),
        ("PNG", "P", 3),
        ("JPEG", "CMYK", (10, 200, 200, 10)),
        ("JPEG", "L", 90),
        ("GIF", "P", 5),
        ("WEBP", "RGBA", (1, 2, 3, 4)),
    ],
)
def test_every_way_to_write_colours_is_read(kind, mode, colour):
    image = store_image(sent(picture_bytes(700, 500, kind, mode, colour)), **TEXTS)

    assert stored_picture(image, 640).size == (640, 457)


@pytest.mark.django_db
def test_what_is_clear_stays_clear():
    buffer = io.BytesIO()
    half = Pillow.new("RGBA", (700, 500), (200, 20, 20, 0))
    half.paste((200, 20, 20, 255), (350, 0, 700, 500))
    half.save(buffer, "PNG")

    image = store_image(sent(buffer.getvalue()), **TEXTS)

    assert [stored_picture(image, 1280).getpixel((x, 9))[3] for x in (9, 690)] == [0, 255]


@pytest.mark.django_db
def test_sixteen_bits_of_grey_keep_their_brightness():
    image = store_image(sent(picture_bytes(700, 500, "PNG", "I;16", 128 * 256)), **TEXTS)

    assert abs(stored_picture(image, 1280).getpixel((9, 9))[0] - 128) < 4


@pytest.mark.django_db
@pytest.mark.parametrize("profile", [ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"broken"])
def test_a_colour_profile_is_applied_or_left_out_and_never_kept(profile):
    image = store_image(sent(picture_bytes(700, 500, icc_profile=profile)), **TEXTS)

    assert "icc_profile" not in stored_picture(image, 1280).info


@pytest.mark.django_db
def test_place_and_camera_are_forgotten(media_folder):
    exif = Pillow.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[1] = "N"

    image = store_image(sent(picture_bytes(300, 200, exif=exif, comment=b"Secret comment")), **TEXTS)

    assert dict(stored_picture(image, 1280).getexif()) == {}
    assert all(b"Secret" not in path.read_bytes() for path in media_folder.rglob("*.webp"))


@pytest.mark.django_db
def test_a_picture_that_is_a_page_of_html_too_is_served_without_the_html(media_folder):
    gif = animation_bytes(1)
    polyglot = gif[:-1] + b"!\xfe\x1c<script>alert(1)</script>\0;" + b"<script>alert(2)</script>"

    store_image(sent(polyglot), **TEXTS)

    assert all(b"script" not in path.read_bytes() for path in media_folder.rglob("*.webp"))


@pytest.mark.django_db
def test_a_full_disk_is_reported_in_a_sentence_and_leaves_no_half_file(monkeypatch, media_folder):
    real_fsync, calls = os.fsync, []

    def third_is_too_much(handle):
        calls.append(handle)
        if len(calls) > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real_fsync(handle)

    monkeypatch.setattr(os, "fsync", third_is_too_much)

    with pytest.raises(Refused, match="hết chỗ"):
        store_image(sent(picture_bytes()), **TEXTS)

    assert files_below(media_folder) == []
    assert not Image.objects.exists()


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_reported_in_a_sentence(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(Refused, match="báo quản trị web"):
        store_image(sent(picture_bytes()), **TEXTS)

    assert not Image.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_send_one_picture_at_once_get_one_row(media_folder):
    def send(_):
        try:
            return store_image(sent(picture_bytes(300, 200)), **TEXTS).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        rows = set(people.map(send, range(8)))

    assert len(rows) == 1
    assert len(files_below(media_folder)) == 4


@pytest.mark.django_db(transaction=True)
def test_the_files_go_with_the_row(media_folder):
    image = store_image(sent(picture_bytes()), **TEXTS)

    image.delete()

    assert files_below(media_folder) == []


def test_a_name_that_is_taken_is_not_written_over(media_folder):
    first = default_storage.save("tep/a.txt", ContentFile(b"one"))
    second = default_storage.save("tep/a.txt", ContentFile(b"two"))

    assert first == "tep/a.txt" != second
    assert (media_folder / first).read_bytes() == b"one"
    assert (media_folder / second).read_bytes() == b"two"
    assert (media_folder / second).stat().st_mode & 0o777 == 0o644


@pytest.mark.django_db
def test_an_attachment_is_named_after_its_name_and_its_content():
    attachment = Attachment.objects.create(
        article=make_article(),
        title="Nghị quyết",
        file=sent(pdf_bytes(), r"C:\Tài liệu\Nghị quyết 18-NQ∕TU (bản ký).PDF"),
    )

    assert attachment.file.name.rpartition("/")[2].startswith("nghi-quyet-18-nq-tu-ban-ky-")
    assert attachment.file.name.endswith(".pdf")
    assert attachment.size == len(pdf_bytes())


@pytest.mark.django_db
def test_an_attachment_that_pretends_is_refused_with_and_without_a_form(media_folder):
    attachment = Attachment(article=make_article(), title="Mẫu đơn", file=sent(b"<script>", "mau.docx"))

    with pytest.raises(Exception, match=r"Tên tệp ghi “\.docx” nhưng bên trong là loại khác"):
        attachment.full_clean()
    with pytest.raises(Refused):
        attachment.save()

    assert files_below(media_folder) == []


@pytest.mark.django_db
def test_a_form_reports_a_full_disk_before_it_saves(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full)
    attachment = Attachment(article=make_article(), title="Mẫu đơn", file=sent(docx_bytes(), "mau.docx"))

    with pytest.raises(Exception, match="hết chỗ"):
        attachment.full_clean(exclude=["size"])


def test_pictures_in_a_text_get_their_sizes_without_a_query():
    attributes = responsive_attributes("/media/anh/7a/7af1-1280.webp", "1280")

    assert attributes["srcset"] == "/media/anh/7a/7af1-640.webp 640w, /media/anh/7a/7af1-1280.webp 1280w"
    newer = responsive_attributes("/media/anh/7a/7af1s-1280.webp", "1280")["srcset"]
    assert newer == f"/media/anh/7a/7af1s-320.webp 320w, {attributes['srcset'].replace('7af1', '7af1s')}"
    assert responsive_attributes("/media/anh/7a/7af1-1280.webp", None) == {}
    assert responsive_attributes("/media/anh/7a/7af1-1280.webp", "600") == {}
    assert responsive_attributes("/static/img/logo.svg", "1280") == {}
