"""What a reader types into the form: sentences for what is wrong, nothing lost, stored clean."""

import re

import pytest

from comments.models import Comment
from tests.comments.factories import post
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db
FAILED = "Lỗi: Vui lòng thử lại"


@pytest.fixture(autouse=True)
def site():
    make_site()


def text_of(response):
    return response.content.decode()


BLANKS = ["", "   ", "\u200b\u200b", "\x00", "\n\n"]
MISSING = {
    "body": "Xin viết nội dung bình luận.",
    "name": "Xin cho biết tên của bạn.",
    "email": "Xin nhập email của bạn.",
}


@pytest.mark.parametrize("blank", [None, *BLANKS])
@pytest.mark.parametrize("field", MISSING)
def test_a_missing_field_gets_its_sentence(client, field, blank):
    response = post(client, make_article(), **{field: blank})

    page = text_of(response)
    assert response.status_code == 422
    assert FAILED in page
    assert page.count(MISSING[field]) == 2  # in the list on top, and under the field
    assert not Comment.objects.exists()


def test_all_errors_come_at_once_and_what_was_typed_stays(client):
    response = post(
        client, make_article(), body="Xin hỏi về <b>giờ</b> làm việc", name="", email="lien@", consent=None
    )

    page = text_of(response)
    assert page.count('aria-invalid="true"') == 3
    assert [page.count(f'href="#c-{field}"') for field in ("body", "name", "email", "consent")] == [0, 1, 1, 1]
    assert "Xin hỏi về &lt;b&gt;giờ&lt;/b&gt; làm việc</textarea>" in page
    assert 'value="lien@"' in page
    assert "Cần đánh dấu vào ô này thì bình luận mới gửi được." in page


def test_a_given_consent_is_kept_when_something_else_is_wrong(client):
    page = text_of(post(client, make_article(), name=""))

    assert re.search(r'name="consent"[^>]*checked', page)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "H" * 81, "Tên dài 81 ký tự, tối đa 80 ký tự."),
        ("email", "h" * 243 + "@thu.example", "Email dài 255 ký tự, tối đa 254 ký tự."),
        ("body", "H" * 2001, "Nội dung dài 2.001 ký tự, tối đa 2.000 ký tự."),
        ("body", "ủy ban " * 150_000, "Nội dung dài 1.050.000 ký tự, tối đa 2.000 ký tự."),
        ("name", "12345 !!", "Tên phải có ít nhất một chữ cái."),
        ("email", "không phải email", "Địa chỉ email chưa đúng. Ví dụ: ten@thu.vn"),
        ("email", "a@b", "Địa chỉ email chưa đúng. Ví dụ: ten@thu.vn"),
        ("email", "<script>@thu.example", "Địa chỉ email chưa đúng. Ví dụ: ten@thu.vn"),
    ],
    ids=lambda value: value[:12],
)
def test_a_wrong_field_gets_its_sentence_and_keeps_its_text(client, field, value, sentence):
    response = post(client, make_article(), **{field: value})

    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert value.strip().replace("<", "&lt;").replace(">", "&gt;") in page


@pytest.mark.parametrize("field", ["name", "email", "body"])
def test_just_within_the_limits_is_taken(client, field):
    longest = {"name": "Hậ" * 40, "email": "h" * 60 + "@" + "a" * 63 + "." + "b" * 63 + ".example", "body": "ệ" * 2000}

    assert post(client, make_article(), **{field: longest[field]}).status_code == 303


def test_line_breaks_of_windows_count_once(client):
    body = "dòng\r\n" * 399 + "dòng"  # 1,999 characters, 2,398 as the browser sends it

    assert post(client, make_article(), body=body).status_code == 303


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("Thu\u0309 tu\u0323c", "Thủ tục"),  # NFD
        ("thê\u0301", "thế"),  # the Windows-1258 hybrid
        ("giờ\x00 làm\u202e việc\u200b\ufeff", "giờ làm việc"),
        ("Tốt quá 👍🏽", "Tốt quá 👍🏽"),
        ("dòng một\r\ndòng hai", "dòng một\ndòng hai"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_text_is_stored_clean(client, sent, stored):
    assert post(client, make_article(), body=sent).status_code == 303

    assert Comment.objects.get().body == stored
