"""The addresses of uploads: who may call them, and what they answer."""

import re
import struct
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_image, make_user
from uploads import checks
from uploads.models import Image
from uploads.names import readable_name

from .factories import make_rows, picture_bytes, png_that_claims, sent
from .marked_pictures import GREEN, RED, animation_of, marked

pytestmark = pytest.mark.django_db
UPLOAD, LIBRARY = "/quan-tri/tai-len/anh/", "/quan-tri/tai-len/thu-vien/"


def signed_in(client, role):
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def post(client, **fields):
    fields = {"upload": sent(picture_bytes()), "alt": "Cán bộ tiếp dân", "credit": "Ảnh: Thùy Nhung"} | fields
    return client.post(UPLOAD, {name: value for name, value in fields.items() if value is not None})


def test_the_names_and_the_paths_are_those_of_the_contract():
    assert reverse("uploads:image") == UPLOAD
    assert reverse("uploads:library") == LIBRARY


def test_a_writer_uploads_and_gets_what_the_editor_needs(client):
    answer = post(signed_in(client, WRITER), caption="Sáng 20/11.").json()

    image = Image.objects.get()
    assert answer["uploaded"] == 1
    assert (answer["url"], answer["width"], answer["height"]) == (image.url, 1280, 720)
    assert (answer["alt"], answer["credit"], answer["caption"]) == (image.alt, image.credit, "Sáng 20/11.")
    assert answer["note"] == ""


def test_the_row_remembers_who_sent_it(client):
    post(signed_in(client, WRITER))

    assert Image.objects.get().uploaded_by.groups.get().name == WRITER


def test_a_picture_that_is_there_is_given_with_a_note(client):
    signed_in(client, WRITER)
    post(client)
    answer = post(client, alt="Chữ khác").json()

    assert answer["uploaded"] == 1
    assert (answer["alt"], answer["library_alt"]) == ("Chữ khác", "Cán bộ tiếp dân")
    assert "đã có trong thư viện" in answer["note"]
    assert "Mô tả bạn vừa gõ dùng cho lần này." in answer["note"]
    assert "dùng cho lần này" not in answer["kept_note"]
    assert Image.objects.get().alt == "Cán bộ tiếp dân"


def test_a_picture_that_is_there_keeps_its_source_and_that_is_said(client):
    signed_in(client, WRITER)
    credit = post(client).json()["credit"]
    answer = post(client, credit="Ảnh: Người khác").json()

    assert answer["credit"] == credit
    assert f"Nguồn ghi theo thư viện: “{credit}”." in answer["note"]


@pytest.mark.parametrize("known_caption", ["", "Sáng 20/11."])
def test_a_picture_that_is_there_gets_the_new_caption_for_this_use_alone(client, known_caption):
    signed_in(client, WRITER)
    post(client, caption=known_caption)
    answer = post(client, caption="Chiều 21/11.").json()

    assert (answer["caption"], answer["library_caption"]) == ("Chiều 21/11.", known_caption)
    assert "chú thích đã lưu trước đó được giữ nguyên" in answer["note"]
    assert "Chú thích bạn vừa gõ dùng cho lần này." in answer["note"]
    assert Image.objects.get().caption == known_caption


def test_a_picture_that_is_there_keeps_its_caption_where_none_is_typed(client):
    signed_in(client, WRITER)
    post(client, caption="Sáng 20/11.")
    answer = post(client).json()

    assert (answer["caption"], answer["note"]) == ("Sáng 20/11.", "")


@pytest.mark.parametrize(
    ("end", "words"),
    [("", "bạn đọc thấy khung hình đầu và nút “Xem ảnh động”"), ("too long", "nên chỉ giữ khung hình đầu")],
)
def test_what_becomes_of_an_animation_is_said(client, end, words):
    content = bytearray(animation_of([marked(corners=(colour,) * 4) for colour in (RED, GREEN)] * (80 if end else 1)))
    if end:
        struct.pack_into("<HH", content, 6, 1600, 1200)  # it says that it is larger than it is

    by_script = post(signed_in(client, WEBMASTER), upload=sent(bytes(content), "cờ.gif")).json()
    form = {"upload": sent(bytes(content), "cờ.gif"), "alt": "Cờ bay", "credit": "BBT"}
    in_the_library = client.post("/quan-tri/uploads/image/add/", form, follow=True).text

    assert words in by_script["note"]
    assert "khung hình đầu" in in_the_library


MORE_THAN_32_MB = sent(b"\xff\xd8\xff" + bytes(checks.IMAGE_MAX_BYTES), "DSC_0042.JPG")


@pytest.mark.parametrize(
    ("upload", "name", "measured"),
    [
        (sent(bytes(33 * 1024 * 1024), "bìa.png"), "bìa.png", "Tệp nặng 33 MB, quá giới hạn 32 MB"),
        (MORE_THAN_32_MB, "DSC_0042.JPG", "Tệp nặng 33.554.435 byte, quá giới hạn 32 MB"),
        (
            sent(png_that_claims(11_000, 11_000), "bản đồ.png"),
            "bản đồ.png",
            "Ảnh 11.000 × 11.000 điểm ảnh là quá lớn (nhiều nhất 110 triệu điểm ảnh; ảnh này có 121,0 triệu;",
        ),
        (sent(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_1.HEIC"), "IMG_1.HEIC", "dưới dạng JPEG"),
        (sent(picture_bytes()[:900], "cụt.jpg"), "cụt.jpg", "Ảnh bị"),
        (sent(b"%PDF-1.7 x", "đơn.jpg"), "đơn.jpg", "Tệp này là PDF"),
        (sent(b"x", "C:\\anh\\" + "a" * 200 + ".jpg"), "a" * 68 + "…" + "a" * 7 + ".jpg", "không phải là ảnh"),
    ],
)
def test_a_file_that_is_refused_is_named_measured_and_told_what_to_do(client, upload, name, measured):
    upload.seek(0)
    by_script = post(signed_in(client, WEBMASTER), upload=upload).json()["error"]["message"]
    upload.seek(0)
    form = {"upload": upload, "alt": "Bản đồ xã", "credit": "BBT"}
    (in_the_library,) = client.post("/quan-tri/uploads/image/add/", form).context["adminform"].form.errors["upload"]

    assert by_script == in_the_library
    assert by_script.startswith(f"“{name}”: ")
    assert measured in by_script
    assert "Hãy " in by_script


def test_what_is_wrong_with_the_words_is_not_said_of_the_file(client):
    assert post(signed_in(client, WRITER), alt="").json()["error"]["message"].startswith("Hãy mô tả ảnh")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"alt": ""}, "Hãy mô tả ảnh"),
        ({"credit": None}, "Hãy ghi nguồn ảnh"),
        ({"upload": None}, "Chưa có tệp ảnh"),
        ({"upload": sent(b"", "a.jpg")}, "Tệp rỗng"),
        ({"upload": sent(b"<script>alert(1)</script>", "a.jpg", "image/jpeg")}, "không phải là ảnh"),
        ({"upload": sent(b"<svg onload=alert(1)>", "a.svg", "image/svg+xml")}, "SVG"),
        ({"upload": sent(png_that_claims(11_000, 11_000), "a.png")}, "quá lớn"),
        ({"upload": "chữ, không phải tệp"}, "Chưa có tệp ảnh"),
    ],
)
def test_a_bad_upload_gets_a_sentence(client, fields, sentence):
    response = post(signed_in(client, WRITER), **fields)

    assert response.status_code == 400
    assert response.json()["uploaded"] == 0
    assert sentence in response.json()["error"]["message"]
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("role", "upload", "library"),
    [(WRITER, 200, 200), (EDITOR, 200, 200), (WEBMASTER, 200, 200), (MODERATOR, 403, 403), (None, 403, 403)],
)
def test_only_roles_with_the_permission_may(client, role, upload, library):
    signed_in(client, role)

    assert post(client).status_code == upload
    assert client.get(LIBRARY).status_code == library


def test_without_sign_in_there_is_a_sentence_and_nothing_else(client):
    response = post(client)

    assert response.status_code == 401
    assert "đăng nhập lại" in response.json()["error"]["message"]
    assert client.get(LIBRARY).status_code == 401


def test_an_upload_without_the_csrf_token_is_refused():
    assert post(signed_in(Client(enforce_csrf_checks=True), WRITER)).status_code == 403


def test_an_upload_with_the_token_in_the_header_is_taken():
    client = signed_in(Client(enforce_csrf_checks=True), WRITER)
    token = client.get("/quan-tri/articles/article/add/").cookies["csrftoken"].value

    response = client.post(
        UPLOAD, {"upload": sent(picture_bytes()), "alt": "A", "credit": "B"}, headers={"X-CSRFToken": token}
    )

    assert response.status_code == 200


@pytest.mark.parametrize("call", [(UPLOAD, "get"), (UPLOAD, "put"), (LIBRARY, "post"), (LIBRARY, "delete")])
def test_other_methods_are_not_allowed(client, call):
    address, method = call

    assert getattr(signed_in(client, WRITER), method)(address).status_code == 405


def test_the_library_is_searched_without_marks(client):
    make_image(alt="Lễ hội đền Bến Lam", credit="Ảnh: Thùy Nhung")
    make_image(alt="Bộ phận một cửa", credit="Ảnh: Quang Hậu", caption="Sáng thứ Hai ở xã Tân Phong.")
    signed_in(client, WRITER)

    def found(query):
        return [image["alt"] for image in client.get(LIBRARY, {"q": query}).json()["images"]]

    assert found("le hoi") == ["Lễ hội đền Bến Lam"]
    assert found("TÂN PHONG hậu") == ["Bộ phận một cửa"]
    assert found("100%") == found("không có") == []
    assert len(found("")) == 2


@pytest.mark.parametrize(("asked", "got"), [("2", 2), ("abc", 1), ("-1", 2), ("999999", 2), ("", 1), ("1" * 400, 2)])
def test_pages_of_the_library_are_what_they_can_be(client, asked, got):
    make_rows(30)

    answer = signed_in(client, WRITER).get(LIBRARY, {"trang": asked}).json()

    assert (answer["page"], answer["pages"], answer["count"]) == (got, 2, 30)


def test_the_library_costs_the_same_for_one_picture_and_for_twenty(client, django_assert_num_queries):
    make_rows(20)
    signed_in(client, WRITER).get(LIBRARY)  # the first request of a session writes it down

    with django_assert_num_queries(6) as asked:  # session, user, their permissions and their groups', count, page
        client.get(LIBRARY)

    assert sum("uploads_image" in query["sql"] for query in asked) == 2


def test_the_scripts_know_the_limit_of_the_server():
    weights, scaling = (
        (Path(settings.BASE_DIR) / "static/uploads" / name).read_text() for name in ("weights.js", "scaling.js")
    )

    for name, most in (("MAX_BYTES", checks.UPLOAD_MAX_BYTES), ("IMAGE_MAX_BYTES", checks.IMAGE_MAX_BYTES)):
        megabytes = re.search(rf"\b{name} = (\d+) \* 1024 \* 1024", weights)[1]
        assert int(megabytes) * 1024 * 1024 == most
    assert f"MAX_PIXELS = {checks.IMAGE_MAX_PIXELS:_};" in scaling
    assert f"MAX_SIDE = {checks.IMAGE_MAX_SIDE:_};" in scaling


# Media


def ask(client, address, method="get", **headers):
    """The response, with its file read and closed."""
    response = getattr(client, method)(address, headers=headers)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return response


def test_a_picture_is_served_as_what_it_is_and_as_nothing_else(client):
    response = ask(client, make_image().url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert len(response.body) == int(response["Content-Length"]) > 0


def test_a_document_is_for_download_under_a_readable_name(client):
    name = default_storage.save("tep/2026/11/nghi-quyet-18-3f9a0c12de.pdf", sent(b"%PDF-1.7"))

    response = ask(client, f"/media/{name}")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="nghi-quyet-18.pdf"'


def test_a_pdf_that_is_to_be_looked_at_is_shown_by_the_browser_in_a_page_of_ours_alone(client):
    name = default_storage.save("tep/2026/11/nghi-quyet-18-3f9a0c12de.pdf", sent(b"%PDF-1.7"))

    response = ask(client, f"/media/{name}?xem")

    assert response["Content-Disposition"] == 'inline; filename="nghi-quyet-18.pdf"'
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert ask(client, f"/media/{name}")["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "odt"])
def test_no_other_kind_is_shown_in_a_page(client, kind):
    name = default_storage.save(f"tep/2026/11/bieu-mau-3f9a0c12de.{kind}", sent(b"PK"))

    response = ask(client, f"/media/{name}?xem")

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("end", ["", "_x7Hs2aB"])
def test_a_document_that_was_stored_twice_has_the_same_readable_name(end):
    assert readable_name(f"tep/2026/11/nghi-quyet-18-3f9a0c12de{end}.pdf") == "nghi-quyet-18.pdf"


def test_a_browser_that_has_the_picture_gets_not_modified(client):
    address = make_image().url
    etag = ask(client, address)["ETag"]

    again = ask(client, address, if_none_match=f'"x", W/{etag}')

    assert again.status_code == 304
    assert again["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "body"),
    [
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=2-3", 206, "bytes 2-3/10", b"23"),
        ("bytes=8-999", 206, "bytes 8-9/10", b"89"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=0-1,4-5", 200, None, b"0123456789"),
        ("rows=1-2", 200, None, b"0123456789"),
    ],
)
def test_a_download_goes_on_where_it_was_cut(client, asked, status, content_range, body):
    default_storage.save("tep/a-3f9a0c12de.pdf", sent(b"0123456789"))

    response = ask(client, "/media/tep/a-3f9a0c12de.pdf", range=asked)

    assert (response.status_code, response.get("Content-Range"), response.body) == (status, content_range, body)


@pytest.mark.parametrize(
    "path",
    [
        "../cchc_portal/settings.py",
        "..%2f..%2fetc/passwd.pdf",
        "anh/../../a.webp",
        "%2e%2e/a.webp",
        "anh//a.webp",
        "/etc/a.webp",
        "anh/.a.webp",
        ".hidden/a.webp",
        "anh\\..\\a.webp",
        "a.webp%00.html",
        "page.html",
        "evil.svg",
        "x.js",
        "anh",
        "anh/",
        "missing.webp",
        "a" * 300 + ".webp",
        "anh/x.webp/y.webp",
    ],
)
def test_whatever_else_is_asked_of_media_is_not_there(client, path, media_folder):
    media_folder.mkdir()
    (media_folder / "evil.svg").write_text("<svg/>")
    (media_folder / "page.html").write_text("<script>")
    (media_folder / ".hidden").mkdir()
    (media_folder / ".hidden/a.webp").write_text("x")

    assert client.get(f"/media/{path}").status_code == 404


def test_media_only_answers_to_reading(client):
    address = make_image().url

    assert ask(client, address, "head").status_code == 200
    assert client.post(address).status_code == 405
