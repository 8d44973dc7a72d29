"""Signing in again over an open page: the answers that its script gets."""

import json
from datetime import timedelta
from http import HTTPStatus

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils import timezone

from accounts import page_accounts
from accounts.page_accounts import token_for
from tests.factories import WRITER, make_user

pytestmark = pytest.mark.django_db
AGAIN, STATUS, SIGN_IN = "/quan-tri/tai-khoan/dang-nhap-lai/", "/quan-tri/tai-khoan/phien/", "/quan-tri/login/"
PASSWORD = "a long password"
OFFICE = "113.161.0.5"


@pytest.fixture
def nhung():
    return make_user(WRITER, username="nhung")


def again(client, token, password=PASSWORD, *, step="password", ip=OFFICE, **headers):
    return post(client, token, json.dumps({"step": step, "password": password}), ip=ip, **headers)


def post(client, token, body, *, ip=OFFICE, **headers):
    headers = {"X-Account": token} | headers
    return client.post(AGAIN, body, content_type="application/json", headers=headers, REMOTE_ADDR=ip)


def error_of(answer, status):
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/json"
    return answer.json()["error"]


def test_the_person_of_the_page_is_signed_in_and_gets_what_the_page_needs(client, nhung, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    answer = again(client, token_for(nhung))

    assert answer.status_code == HTTPStatus.OK
    told = answer.json()
    assert told.pop("csrf_token")
    assert told == {"step": "", "seconds_left": 30 * 60, "user": nhung.pk}
    assert client.get(STATUS).json()["user"] == nhung.pk
    assert client.cookies["sessionid-signature"].value
    assert "no-store" in answer["Cache-Control"]


def test_twelve_hours_begin_anew(client, nhung, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client.force_login(nhung)
    client.get("/quan-tri/")
    before = client.session.session_key
    for _ in range(40):
        time_machine.shift(timedelta(minutes=17))
        client.post(STATUS)

    again(client, token_for(nhung))

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    time_machine.shift(timedelta(minutes=25))
    assert client.post(STATUS).json()["seconds_left"] == 30 * 60


def test_a_wrong_password_is_told_and_counted_as_on_the_ordinary_page(client, nhung):
    for _ in range(2):
        error = error_of(again(client, token_for(nhung), "wrong"), HTTPStatus.UNPROCESSABLE_ENTITY)
        assert error["reason"] == "wrong_password"
        assert "Mật khẩu không đúng" in error["message"]
    for _ in range(2):
        client.post(SIGN_IN, {"username": "nhung", "password": "wrong"}, REMOTE_ADDR=OFFICE)

    error = error_of(again(client, token_for(nhung), "wrong"), HTTPStatus.TOO_MANY_REQUESTS)
    assert error["reason"] == "locked"
    assert client.post(SIGN_IN, {"username": "nhung", "password": PASSWORD}, REMOTE_ADDR=OFFICE).status_code == 429
    assert client.get(STATUS).status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("minutes", [0, 1, 6, 14])
def test_whoever_is_locked_out_reads_how_long_still(client, nhung, time_machine, minutes):
    time_machine.move_to(timezone.now(), tick=False)
    for _ in range(5):
        again(client, token_for(nhung), "wrong")
    time_machine.shift(timedelta(minutes=minutes))

    answer = again(client, token_for(nhung))
    page = client.post(SIGN_IN, {"username": "nhung", "password": PASSWORD}, REMOTE_ADDR=OFFICE)

    error = error_of(answer, HTTPStatus.TOO_MANY_REQUESTS)
    assert f"Xin thử lại sau {15 - minutes} phút" in error["message"]
    assert answer["Retry-After"] == page["Retry-After"] == str((15 - minutes) * 60)
    assert f"Xin thử lại sau {15 - minutes} phút" in page.content.decode()


def test_a_lock_that_is_over_lets_in(client, nhung, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for _ in range(5):
        again(client, token_for(nhung), "wrong")
    time_machine.shift(timedelta(minutes=15, seconds=1))

    assert again(client, token_for(nhung)).status_code == HTTPStatus.OK


def test_a_locked_network_reads_so_with_the_rest_of_its_wait(client, nhung, settings, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    settings.SIGN_IN_NETWORK_FAILURES = 6
    for _ in range(3):
        again(client, token_for(make_user(WRITER)), "wrong")
    time_machine.shift(timedelta(minutes=5))
    for number in range(3):
        client.post(SIGN_IN, {"username": f"name {number}", "password": "x"}, REMOTE_ADDR=OFFICE)

    error = error_of(again(client, token_for(nhung)), HTTPStatus.TOO_MANY_REQUESTS)

    assert "Từ mạng bạn đang dùng" in error["message"]
    assert "Xin thử lại sau 10 phút" in error["message"]  # then three of the six are forgotten
    assert again(client, token_for(nhung), ip="14.160.0.9").status_code == HTTPStatus.OK


def test_nothing_that_was_typed_is_kept_of_an_attempt(client, nhung):
    again(client, token_for(nhung), "almost my password")

    assert "almost" not in str(vars(AccessAttempt.objects.get()))


def forged():
    return signing.dumps([1, "nhung", ""], salt="another purpose")


@pytest.mark.parametrize("token", ["", "x", "1:2:3", "a" * 10_000, None], ids=["", "x", "1:2:3", "long", "forged"])
def test_without_a_page_of_ours_no_name_and_no_password_is_tried(client, nhung, token):
    token = forged() if token is None else token
    for password in (PASSWORD, "wrong"):
        error = error_of(again(client, token, password), HTTPStatus.FORBIDDEN)
        assert error["reason"] == "page_too_old"
        assert "Đăng nhập ở tab mới" in error["message"]
    assert not AccessAttempt.objects.exists()


def test_a_page_that_was_open_for_longer_than_a_month_leads_to_the_ordinary_one(client, nhung, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    token = token_for(nhung)
    time_machine.shift(page_accounts.GOOD_FOR + timedelta(seconds=1))

    assert error_of(again(client, token), HTTPStatus.FORBIDDEN)["reason"] == "page_too_old"


def close(user):
    user.is_active = False
    user.save()


def take_off_the_desk(user):
    user.is_staff = False
    user.save()


def delete(user):
    user.delete()


FATES = [(close, "closed"), (delete, "closed"), (take_off_the_desk, "no_desk")]


@pytest.mark.parametrize(("fate", "reason"), FATES)
def test_an_account_that_may_not_come_back_reads_its_own_sentence(client, nhung, fate, reason):
    token = token_for(nhung)
    fate(nhung)

    answers = [error_of(again(client, token, password), HTTPStatus.FORBIDDEN) for password in (PASSWORD, "wrong")]
    told = client.get(STATUS, headers={"X-Account": token}).json()

    assert {error["reason"] for error in answers} == {reason} == {told["reason"]}
    assert {error["message"] for error in answers} == {told["message"]}
    assert "“nhung”" in told["message"]
    assert told["may_sign_in"] is False
    assert client.get(STATUS).json() == {"seconds_left": 0} or reason == "no_desk"


def test_the_page_learns_that_the_password_was_changed_elsewhere(client, nhung):
    token = token_for(nhung)
    ended = client.get(STATUS, headers={"X-Account": token}).json()
    nhung.set_password("quite another password")
    nhung.save()

    told = client.get(STATUS, headers={"X-Account": token}).json()

    assert (ended["reason"], told["reason"]) == ("ended", "password_changed")
    assert "Xin gõ mật khẩu mới" in told["message"]
    assert error_of(again(client, token), HTTPStatus.UNPROCESSABLE_ENTITY)["reason"] == "wrong_password"
    assert again(client, token, "quite another password").status_code == HTTPStatus.OK


def test_a_hash_that_is_only_written_anew_is_no_change_of_the_password(client, nhung, settings):
    settings.PASSWORD_HASHERS = ["accounts.hashers.PBKDF2", *settings.PASSWORD_HASHERS]
    token = token_for(nhung)  # hashed by the older of the two
    client.post(SIGN_IN, {"username": "nhung", "password": PASSWORD})
    client.logout()

    assert client.get(STATUS, headers={"X-Account": token}).json()["reason"] == "ended"


def test_a_name_that_was_changed_meanwhile_still_signs_in(client, nhung):
    token = token_for(nhung)
    nhung.username = "thuynhung"
    nhung.save()

    assert again(client, token).status_code == HTTPStatus.OK


def test_another_account_of_the_same_browser_gives_way_to_that_of_the_page(client, nhung):
    client.force_login(make_user(WRITER))

    assert again(client, token_for(nhung)).json()["user"] == nhung.pk
    assert client.get(STATUS).json()["user"] == nhung.pk


BODIES = ["", "x", "[]", "null", '{"password": 1}', '{"password": null}', "[" * 9_000, '{"step": "x"}', "\ud800"]


@pytest.mark.parametrize("body", BODIES)
def test_what_no_page_of_ours_sends_is_refused_in_words(client, nhung, body):
    answer = post(client, token_for(nhung), body.encode("utf-8", "surrogatepass"))

    assert error_of(answer, HTTPStatus.BAD_REQUEST)["reason"] == "unreadable"
    assert not AccessAttempt.objects.exists()


def test_a_password_of_a_million_letters_is_not_read(client, nhung):
    answer = again(client, token_for(nhung), "x" * 1_000_000)

    assert error_of(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)["reason"] == "unreadable"


def test_nothing_typed_is_no_attempt(client, nhung):
    answer = again(client, token_for(nhung), "")

    assert error_of(answer, HTTPStatus.UNPROCESSABLE_ENTITY)["message"] == "Xin gõ mật khẩu."
    assert not AccessAttempt.objects.exists()


def test_only_pages_of_ours_may_send_it(client, nhung):
    client.handler.enforce_csrf_checks = True

    assert again(client, token_for(nhung)).status_code == HTTPStatus.FORBIDDEN

    told = client.get(STATUS, headers={"X-Account": token_for(nhung)}).json()
    answer = again(client, token_for(nhung), **{"X-CSRFToken": told["csrf_token"]})
    assert answer.status_code == HTTPStatus.OK


def test_it_is_asked_by_post_alone(client):
    assert client.get(AGAIN).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_what_it_costs(client, nhung, django_assert_num_queries):
    token = token_for(nhung)
    with django_assert_num_queries(1):
        client.get(STATUS, headers={"X-Account": token})
    with django_assert_num_queries(0):
        client.get(STATUS, headers={"X-Account": forged()})


def test_each_page_of_the_desk_names_its_account_and_no_other_page_does(client, nhung):
    client.force_login(nhung)

    page = client.get("/quan-tri/").content.decode()

    assert f'data-account="{token_for(nhung)[:12]}' in page
    assert "data-account" not in client.get("/").content.decode()
