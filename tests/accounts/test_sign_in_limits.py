"""What a guess costs, and how many are allowed: limits come before the hash."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from accounts import hashers
from accounts.models import User
from tests.factories import WRITER, make_user

pytestmark = pytest.mark.django_db
SIGN_IN, OWN_PASSWORD = "/quan-tri/login/", "/quan-tri/password_change/"
PASSWORD, WRONG = "a long password", "wrong"
NETWORK_FAILURES = 8  # as if an office had five people, and not sixty
OFFICE, HOME, PRIVATE = "113.161.0.5", "14.160.0.9", "10.0.0.2"
OFFICE_IPV6, NEIGHBOUR_IPV6 = "2405:4800::5", "2405:4800::9999"


@pytest.fixture(autouse=True)
def hashes(settings, monkeypatch):
    """The names of the hashers that worked, in order; they are the real ones, made cheap."""
    settings.PASSWORD_HASHERS = ["accounts.hashers.Scrypt", "accounts.hashers.PBKDF2"]
    settings.SIGN_IN_NETWORK_FAILURES = NETWORK_FAILURES
    monkeypatch.setattr(hashers.Scrypt, "work_factor", 2)
    monkeypatch.setattr(hashers.PBKDF2, "iterations", 1)
    done = []
    encode = hashers.InTurn.encode

    def counted(self, *args, **kwargs):
        done.append(self.algorithm)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(hashers.InTurn, "encode", counted)
    return done


def sign_in(client, username, password=WRONG, ip=OFFICE):
    return client.post(SIGN_IN, {"username": username, "password": password}, REMOTE_ADDR=ip)


def fail(client, times, ip=OFFICE):
    """Fail to sign in once under each of so many names, so that no pair of name and network is locked."""
    for number in range(times):
        assert sign_in(client, f"name {number} {ip}", ip=ip).status_code == HTTPStatus.OK


def old_hash(user):
    User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    return user


def test_a_network_that_fails_by_ever_new_names_is_locked_before_anything_is_hashed(client, hashes):
    make_user(WRITER, username="nhung")
    fail(client, NETWORK_FAILURES)
    hashes.clear()

    for username in ("nhung", "another made-up name"):
        page = sign_in(client, username, PASSWORD)
        assert page.status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert "Từ mạng bạn đang dùng đã có quá nhiều lần đăng nhập sai." in page.content.decode()
        assert page["Retry-After"] == "900"
    assert hashes == []


def test_a_pair_is_locked_before_anything_is_hashed(client, hashes):
    for _ in range(5):
        sign_in(client, "nhung")
    hashes.clear()

    page = sign_in(client, "nhung", PASSWORD)

    assert page.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Tên đăng nhập này đã bị nhập sai mật khẩu 5 lần từ mạng bạn đang dùng." in page.content.decode()
    assert page["Retry-After"] == "900"
    assert hashes == []


def test_the_page_of_a_lock_looks_like_the_desk_and_leads_back(client):
    for _ in range(5):
        page = sign_in(client, "nhung")

    assertContains(page, "desk/desk.css", status_code=HTTPStatus.TOO_MANY_REQUESTS)
    assertContains(page, f'href="{reverse("admin:login")}"', status_code=HTTPStatus.TOO_MANY_REQUESTS)
    assertContains(page, 'href="/"', status_code=HTTPStatus.TOO_MANY_REQUESTS)


def test_the_people_of_an_office_mistype_and_sign_in(client):
    for number in range(12):
        make_user(WRITER, username=f"person{number}")
    for number in range(12):
        assert sign_in(client, f"person{number}").status_code == HTTPStatus.OK
        assert sign_in(client, f"person{number}", PASSWORD).status_code == HTTPStatus.FOUND
        client.logout()


def test_a_success_forgives_its_own_failures_and_not_those_of_other_names(client):
    make_user(WRITER, username="nhung")
    fail(client, NETWORK_FAILURES - 2)
    sign_in(client, "nhung")

    assert sign_in(client, "nhung", PASSWORD).status_code == HTTPStatus.FOUND
    client.logout()
    assert sign_in(client, "x").status_code == HTTPStatus.OK
    assert sign_in(client, "y").status_code == HTTPStatus.OK
    assert sign_in(client, "z").status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_a_lock_of_a_network_holds_no_other_and_ends(client, time_machine):
    make_user(WRITER, username="nhung")
    time_machine.move_to(timezone.now(), tick=False)
    fail(client, NETWORK_FAILURES)

    assert sign_in(client, "nhung", PASSWORD, ip=HOME).status_code == HTTPStatus.FOUND
    client.logout()
    time_machine.shift(timedelta(minutes=14))
    assert sign_in(client, "nhung", PASSWORD).status_code == HTTPStatus.TOO_MANY_REQUESTS
    time_machine.shift(timedelta(minutes=1, seconds=1))
    assert sign_in(client, "nhung", PASSWORD).status_code == HTTPStatus.FOUND


def test_a_network_of_ipv6_is_what_one_line_has(client):
    fail(client, NETWORK_FAILURES, ip=OFFICE_IPV6)

    assert sign_in(client, "x", ip=NEIGHBOUR_IPV6).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert sign_in(client, "x", ip="2405:4801::5").status_code == HTTPStatus.OK


def test_a_proxy_that_nobody_named_does_not_lock_everybody_out(client):
    make_user(WRITER, username="nhung")
    fail(client, NETWORK_FAILURES + 5, ip=PRIVATE)

    assert sign_in(client, "nhung", PASSWORD, ip=PRIVATE).status_code == HTTPStatus.FOUND


def test_no_more_than_two_hashes_are_made_at_once(monkeypatch):
    inside, most, lock = 0, 0, threading.Lock()
    met = threading.Barrier(2)

    def slow(self, password, salt, **_):
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        met.wait(20)  # two are
        with lock:
            inside -= 1
        return "hash"

    monkeypatch.undo()
    monkeypatch.setattr(hashers.ScryptPasswordHasher, "encode", slow)
    monkeypatch.setattr(hashers.PBKDF2PasswordHasher, "encode", slow)
    with ThreadPoolExecutor(8) as threads:
        kinds = [hashers.Scrypt(), hashers.PBKDF2()] * 4
        list(threads.map(lambda hasher: hasher.encode(PASSWORD, "salt"), kinds))

    assert most == hashers.AT_ONCE == 2


def test_an_old_hash_signs_in_and_is_written_anew(client):
    user = old_hash(make_user(WRITER, username="nhung"))

    assert sign_in(client, "nhung", PASSWORD).status_code == HTTPStatus.FOUND

    user.refresh_from_db()
    assert user.password.startswith("scrypt$")
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("some_are_old", [False, True])
def test_every_wrong_pair_costs_the_same(client, hashes, some_are_old):
    make_user(WRITER, username="today")
    make_user(WRITER, username="closed", is_active=False)
    make_user(WRITER, username="without").set_unusable_password()
    if some_are_old:
        old_hash(make_user(WRITER, username="old"))
        old_hash(make_user(WRITER, username="old and closed", is_active=False))
    sign_in(client, "first")  # which kinds there are is read now and then

    costs = {}
    for username, password in [
        *((name, "wrong") for name in ("today", "closed", "without", "nobody")),
        *((name, "wrong") for name in ("old", "old and closed") if some_are_old),
        ("closed", PASSWORD),
    ]:
        hashes.clear()
        assert sign_in(client, username, password).status_code == HTTPStatus.OK
        costs[username, password] = sorted(hashes)

    expected = ["pbkdf2_sha256", "scrypt"] if some_are_old else ["scrypt"]
    assert set(map(tuple, costs.values())) == {tuple(expected)}


def change_password(client, old, ip=OFFICE):
    new = "quite another password"
    fields = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(OWN_PASSWORD, fields, REMOTE_ADDR=ip)


def test_guesses_of_the_old_password_are_limited_like_sign_ins(client, hashes):
    client.force_login(make_user(WRITER, username="nhung"))

    pages = [change_password(client, "wrong") for _ in range(5)]
    hashes.clear()
    sixth = change_password(client, PASSWORD)

    assert [page.status_code for page in pages[:4]] == [HTTPStatus.OK] * 4
    assert "mật khẩu cũ" in pages[0].content.decode().lower()
    assert sixth.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Xin thử lại sau 15 phút." in sixth.content.decode()
    assert hashes == []


def test_a_user_who_knows_the_old_password_changes_it_and_stays_signed_in(client):
    user = make_user(WRITER, username="nhung")
    client.force_login(user)
    change_password(client, "wrong")

    answer = change_password(client, PASSWORD)

    assert answer.status_code == HTTPStatus.FOUND
    assert client.get(answer["Location"]).status_code == HTTPStatus.OK
    user.refresh_from_db()
    assert user.check_password("quite another password")


def test_an_old_hash_that_is_written_anew_by_the_form_ends_no_session(client):
    user = make_user(WRITER, username="nhung")
    old_hash(user)
    user.refresh_from_db()
    client.force_login(user)

    fields = {"old_password": PASSWORD, "new_password1": "1", "new_password2": "2"}
    page = client.post(OWN_PASSWORD, fields, REMOTE_ADDR=OFFICE)

    assert page.status_code == HTTPStatus.OK  # the new one is refused
    assert client.get("/quan-tri/").status_code == HTTPStatus.OK


def test_the_form_is_for_signed_in_users(client):
    assert client.get(OWN_PASSWORD).status_code == HTTPStatus.FOUND
    assert change_password(client, PASSWORD).status_code == HTTPStatus.FOUND
