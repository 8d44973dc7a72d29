import unicodedata
from datetime import timedelta
from http import HTTPStatus

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.utils import timezone

from tests.factories import WRITER, make_user

pytestmark = pytest.mark.django_db
SIGN_IN = "/quan-tri/login/"
PASSWORD = "a long password"


def sign_in(client, username, password, ip="203.0.113.5"):
    return client.post(SIGN_IN, {"username": username, "password": password}, REMOTE_ADDR=ip)


def fail_five_times(client, username, **kwargs):
    return [sign_in(client, username, "wrong", **kwargs) for _ in range(5)]


def test_a_writer_signs_in_at_a_vietnamese_page(client):
    make_user(WRITER, username="nhung")

    page = client.get(SIGN_IN).content.decode()
    answer = sign_in(client, "nhung", PASSWORD)

    assert "Đăng nhập" in page
    assert answer.status_code == HTTPStatus.FOUND
    assert answer["Location"] == "/quan-tri/"


def test_a_wrong_password_an_unknown_name_and_a_closed_account_read_the_same(client):
    make_user(WRITER, username="nhung")
    make_user(WRITER, username="closed", is_active=False)

    pages = [
        sign_in(client, "nhung", "wrong"),
        sign_in(client, "nobody", "wrong"),
        sign_in(client, "closed", PASSWORD),
    ]

    for page in pages:
        assert page.status_code == HTTPStatus.OK
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.content.decode()
        assert page.content.decode().count("errornote") == 1  # one sentence, not another one above it


def test_a_name_longer_than_any_account_is_refused_like_every_wrong_one(client):
    page = sign_in(client, "n" * 100_000, PASSWORD)

    assert page.status_code == HTTPStatus.OK
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.content.decode()


@pytest.mark.parametrize("username", ["nhung", "nobody"])
def test_five_failures_lock_the_name_from_that_place(client, username):
    make_user(WRITER, username="nhung")

    *_, fifth = fail_five_times(client, username)
    sixth = sign_in(client, username, PASSWORD)

    for page in (fifth, sixth):
        assert page.status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert "Xin thử lại sau 15 phút." in page.content.decode()


def test_a_lock_holds_neither_colleagues_nor_another_place(client):
    make_user(WRITER, username="nhung")
    make_user(WRITER, username="hau")
    fail_five_times(client, "nhung")

    assert sign_in(client, "hau", PASSWORD).status_code == HTTPStatus.FOUND
    client.logout()
    assert sign_in(client, "nhung", PASSWORD, ip="203.0.113.99").status_code == HTTPStatus.FOUND


def test_a_lock_ends_after_a_quarter_of_an_hour(client, time_machine):
    make_user(WRITER, username="nhung")
    time_machine.move_to(timezone.now(), tick=False)
    fail_five_times(client, "nhung")

    time_machine.shift(timedelta(minutes=14))
    assert sign_in(client, "nhung", PASSWORD).status_code == HTTPStatus.TOO_MANY_REQUESTS

    time_machine.shift(timedelta(minutes=1, seconds=1))
    assert sign_in(client, "nhung", PASSWORD).status_code == HTTPStatus.FOUND


def test_no_address_of_anybody_is_kept(client):
    make_user(WRITER, username="nhung")

    sign_in(client, "nhung", "wrong", ip="203.0.113.5")
    sign_in(client, "nhung", PASSWORD, ip="203.0.113.5")
    sign_in(client, "hau", "wrong", ip="203.0.113.5")

    attempt = AccessAttempt.objects.get()
    assert attempt.ip_address.startswith("fd")
    assert "203.0.113" not in str(vars(attempt))
    assert not AccessLog.objects.exists()


SPOKEN = "Mật khẩu rất dài của tôi"
KEYBOARDS = {
    "Windows": unicodedata.normalize("NFC", SPOKEN),
    "Mac": unicodedata.normalize("NFD", SPOKEN),
    "Windows-1258": "Mâ\u0323t khâ\u0309u râ\u0301t dài cu\u0309a tôi",
}


@pytest.mark.parametrize("typed", KEYBOARDS.values(), ids=KEYBOARDS)
@pytest.mark.parametrize("chosen", KEYBOARDS.values(), ids=KEYBOARDS)
def test_a_password_is_the_same_on_every_keyboard(client, chosen, typed):
    user = make_user(WRITER, username="nhung")
    user.set_password(chosen)
    user.save()

    assert sign_in(client, "nhung", typed).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("chosen", ["NFC", "NFD"])
def test_a_password_that_an_earlier_release_hashed_as_it_was_typed_still_counts(client, chosen, typed):
    user = make_user(WRITER, username="nhung")
    user.password = make_password(unicodedata.normalize(chosen, SPOKEN))
    user.save()

    assert sign_in(client, "nhung", unicodedata.normalize(typed, SPOKEN)).status_code == HTTPStatus.FOUND


def test_another_tone_or_none_is_another_password():
    user = make_user(WRITER)
    user.set_password(SPOKEN)

    for wrong in ("Mật khẩu rất dài của tối", "Mat khau rat dai cua toi", SPOKEN.upper(), "", None):
        assert not user.check_password(wrong)


@pytest.mark.parametrize("password", ["plain ascii letters", *KEYBOARDS.values()], ids=["ASCII", *KEYBOARDS])
def test_a_wrong_password_costs_as_many_hashes_as_an_unknown_name(client, monkeypatch, password):
    make_user(WRITER, username="nhung")
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *arguments: hashed.append(1) or encode(*arguments))

    sign_in(client, "nhung", password)
    of_known, _ = len(hashed), hashed.clear()
    sign_in(client, "nobody", password)

    assert len(hashed) == of_known


def test_a_signed_in_user_stays_so_in_this_release_and_in_the_last(client):
    """Sessions name the backend that finds the account, and a release asks only those of its own settings."""
    lasts_backend = "django.contrib.auth.backends.ModelBackend"
    writer = make_user(WRITER, username="nhung")

    sign_in(client, "nhung", PASSWORD)
    assert client.session[BACKEND_SESSION_KEY] == lasts_backend

    client.logout()
    client.force_login(writer, lasts_backend)
    assert client.get("/quan-tri/").status_code == HTTPStatus.OK


@pytest.mark.parametrize("name", ["nhung", "nobody"])
def test_a_wrong_pair_is_hashed_for_one_backend_alone(client, monkeypatch, name):
    make_user(WRITER, username="nhung")
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))

    sign_in(client, name, "wrong password")

    assert len(hashed) == 1
