"""Who sends what the server cannot read learns what is wrong and what to do."""

from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.urls import NoReverseMatch, reverse

from cchc_portal.serving.kinds import KINDS, Kind
from tests.factories import EDITOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db

TYPE = "application/x-www-form-urlencoded"
MANY = urlencode([(f"o-{number}", "x") for number in range(1100)])
FORMS = [
    "/quan-tri/articles/article/add/",
    "/quan-tri/login/",
    "/quan-tri/articles/tag/add/",
]
SCRIPTS = {name for name, kind in KINDS.items() if isinstance(kind, Kind) and kind.json}
POSTED = [
    *("/quan-tri/tai-len/anh/", "/quan-tri/soan-thao/unicode/", "/quan-tri/tai-khoan/dang-nhap-lai/"),
    *("/quan-tri/toa-soan/ban-nhap/ghi/", "/quan-tri/tai-khoan/phien/"),
]
READ = ["/quan-tri/tai-len/thu-vien/", "/quan-tri/tai-khoan/phien/"]
PAGES = ["/tim-kiem/", "/quan-tri/articles/article/", "/quan-tri/comments/comment/", "/binh-luan/{}/"]
READERS_FORMS = ["/binh-luan/{}/", "/danh-gia/{}/", "/hoi-dap/tra-cuu/"]


@pytest.fixture
def pk(client):
    make_site()
    client.raise_request_exception = False
    client.force_login(make_user(EDITOR))
    return make_article().pk


def words(answer):
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    return answer.content.decode()


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_more_than_a_thousand_fields(client, pk, path):
    page = words(client.post(path, MANY, content_type=TYPE))

    assert "Biểu mẫu vừa gửi có hơn 1.000 ô" in page
    assert "những gì bạn đã nhập vẫn còn ở đó" in page
    assert "Về bàn biên tập" in page


@pytest.mark.parametrize("path", FORMS)
def test_also_one_with_files(client, pk, path):
    assert "Biểu mẫu vừa gửi có hơn 1.000 ô" in words(
        client.post(path, {f"o-{number}": "x" for number in range(1100)})
    )


@pytest.mark.parametrize("path", PAGES)
def test_an_address_of_more_than_a_thousand_parameters(client, pk, path):
    page = words(client.get(f"{path.format(pk)}?{MANY}"))

    assert "có hơn 1.000 tham số" in page
    assert ("Về bàn biên tập" in page) == path.startswith("/quan-tri/")


@pytest.mark.parametrize("path", READERS_FORMS)
def test_a_readers_form_of_more_than_a_thousand_fields(client, pk, path):
    client.logout()

    page = words(client.post(path.format(pk), MANY, content_type=TYPE))

    assert "có hơn 1.000 ô" in page
    assert "Xin mở lại" in page


def test_a_text_beyond_what_a_form_may_hold(client, pk):
    text = "x" * (django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    assert "lớn hơn 4 MB" in words(client.post(FORMS[0], f"body={text}", content_type=TYPE)).replace("\u00a0", " ")


def test_a_form_that_ends_half_way(client, pk):
    page = words(client.post(FORMS[0], b"--x", content_type="multipart/form-data; boundary="))

    assert "bị đứt giữa chừng" in page


def test_a_request_for_another_reason_keeps_the_general_sentence(client, settings):
    assert "Máy chủ không hiểu yêu cầu vừa gửi" in words(client.get("/", headers={"host": "evil.example"}))


def test_a_thousand_fields_are_read(client, pk):
    few = urlencode([(f"o-{number}", "x") for number in range(990)])

    assert client.post(FORMS[2], few, content_type=TYPE).status_code == HTTPStatus.OK


def error(answer, *statuses):
    assert answer.status_code in statuses
    assert answer["Content-Type"] == "application/json"
    return answer.json()["error"]


@pytest.mark.parametrize("path", ["/quan-tri/tai-len/anh/", "/quan-tri/soan-thao/unicode/"])
def test_a_script_reads_in_json_what_cannot_be_read(client, pk, path):
    fields = error(client.post(path, MANY, content_type=TYPE), HTTPStatus.BAD_REQUEST)
    parts = error(client.post(path, {f"o-{number}": "x" for number in range(1100)}), HTTPStatus.BAD_REQUEST)
    half = error(
        client.post(path, b"--x", content_type="multipart/form-data; boundary="),
        HTTPStatus.BAD_REQUEST,
    )

    assert "có hơn 1.000 ô" in fields["message"]
    assert "có hơn 1.000 ô" in parts["message"]
    assert "bị đứt giữa chừng" in half["message"]
    assert "vẫn còn trên trang này" in fields["message"]


def test_a_script_that_sends_more_than_is_read_is_told_in_json(client, pk):
    text = "x" * (django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    answer = client.post("/quan-tri/soan-thao/unicode/", f"html={text}", content_type=TYPE)

    assert "lớn hơn 4 MB" in error(answer, HTTPStatus.BAD_REQUEST)["message"].replace("\u00a0", " ")


@pytest.mark.parametrize("path", POSTED)
def test_a_script_without_a_token_or_by_another_method_reads_json(client, pk, path):
    client.handler.enforce_csrf_checks = True
    assert error(client.post(path), HTTPStatus.FORBIDDEN)["reason"] == "form_too_old"
    client.handler.enforce_csrf_checks = False

    assert error(client.put(path), HTTPStatus.METHOD_NOT_ALLOWED)["message"]


@pytest.mark.parametrize("path", [*POSTED[:2], POSTED[3], READ[0]])
def test_a_script_whose_session_has_ended_reads_json(client, pk, path):
    client.logout()
    answer = client.get(path) if path in READ else client.post(path)

    assert error(answer, HTTPStatus.UNAUTHORIZED)["message"]


@pytest.mark.parametrize(
    "path", [*FORMS[::2], *POSTED[:2], POSTED[3], "/quan-tri/toa-soan/dang-mo/", "/quan-tri/toa-soan/tep/"]
)
@pytest.mark.parametrize("has_ended", [True, False])
def test_a_script_without_any_cookie_is_told_that_it_is_signed_out(client, pk, path, has_ended):
    client.handler.enforce_csrf_checks = True
    if has_ended:
        client.cookies.clear()

    answer = client.post(path, headers={"Accept": "application/json"})

    if has_ended:
        assert error(answer, HTTPStatus.UNAUTHORIZED)["reason"] == "signed_out"
    else:
        assert error(answer, HTTPStatus.FORBIDDEN)["reason"] == "form_too_old"
    assert django_settings.CSRF_COOKIE_NAME in answer.cookies


@pytest.mark.parametrize("path", ["/quan-tri/tai-khoan/dang-nhap-lai/", "/quan-tri/tai-khoan/phien/"])
def test_where_nobody_need_be_signed_in_the_form_is_too_old(client, pk, path):
    client.cookies.clear()
    client.handler.enforce_csrf_checks = True

    answer = client.post(path, headers={"Accept": "application/json"})

    assert error(answer, HTTPStatus.FORBIDDEN)["reason"] == "form_too_old"


@pytest.mark.parametrize("path", READ)
def test_a_script_reads_json_when_something_breaks(client, pk, path, monkeypatch):
    monkeypatch.setattr("uploads.views.Paginator", lambda *_: 1 / 0)
    monkeypatch.setattr("accounts.idle.get_token", lambda *_: 1 / 0)

    assert error(client.get(path), HTTPStatus.INTERNAL_SERVER_ERROR)["reason"] == "broken"


def test_every_address_of_scripts_answers_strangers_in_json(client, pk):
    client.logout()
    wrong = []
    for name in sorted(SCRIPTS):
        try:
            path = reverse(name)
        except NoReverseMatch:
            path = reverse(name, args=[pk])
        for answer in (client.get(path), client.post(path), client.post(path, "{", content_type="application/json")):
            if answer.status_code >= HTTPStatus.MULTIPLE_CHOICES and answer["Content-Type"] != "application/json":
                wrong.append((name, answer.status_code))

    assert wrong == []
