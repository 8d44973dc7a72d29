"""The addresses of uploads: who may call them, and what they answer."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_image, make_user
from uploads import checks
from uploads.models import Image

from .factories import make_rows, picture_bytes, png_that_claims, sent

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
    assert answer["alt"] == "Cán bộ tiếp dân"
    assert "đã có trong thư viện" in answer["note"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"alt": ""}, "Hãy mô tả ảnh"),
        ({"credit": None}, "Hãy ghi nguồn ảnh"),
        ({"upload": None}, "Chưa có tệp ảnh"),
        ({"upload": sent(b"", "a.jpg")}, "Tệp rỗng"),
        ({"upload": sent(b"<script>alert(1)</script>", "a.jpg", "image/jpeg")}, "không phải là ảnh"),
        ({"upload": sent(b"<svg onload=alert(1)>", "a.svg", "image/svg+xml")}, "SVG"),
        ({"upload": sent(png_that_claims(9_000, 9_000), "a.png")}, "quá lớn"),
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
    script = (Path(settings.BASE_DIR) / "static/uploads/pictures.js").read_text()

    megabytes = re.search(r"MAX_BYTES = (\d+) \* 1024 \* 1024", script)[1]
    assert int(megabytes) * 1024 * 1024 == checks.UPLOAD_MAX_BYTES


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
