"""Names of cookies under HTTPS, and people who work while the last release runs beside this one."""

import re
from http import HTTPStatus

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.sessions import has_signed_session
from tests.factories import WRITER, make_user

pytestmark = pytest.mark.django_db
ADMIN, SIGN_IN, SIGN_OUT = "/quan-tri/", "/quan-tri/login/", "/quan-tri/logout/"
NEW, OLD = "__Host-sessionid", "sessionid"


class OldRelease:
    """Release 0.4.0 beside this one: the same browser and the same rows, the old names."""

    def __init__(self, browser, settings):
        self.browser, self.settings = browser, settings

    def ask(self, address, **form):
        self.settings.SESSION_COOKIE_NAME, self.settings.CSRF_COOKIE_NAME = OLD, "csrftoken"
        try:
            return self.browser.post(address, form, secure=True) if form else self.browser.get(address, secure=True)
        finally:
            self.settings.SESSION_COOKIE_NAME, self.settings.CSRF_COOKIE_NAME = NEW, "__Host-csrftoken"


@pytest.fixture
def browser(settings):
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = NEW, "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SITE_URL = "https://testserver"
    settings.CSRF_TRUSTED_ORIGINS = ["https://testserver"]
    return Client(enforce_csrf_checks=True, headers={"Origin": "https://testserver"})


@pytest.fixture
def old(browser, settings):
    return OldRelease(browser, settings)


def get(browser, address=ADMIN):
    return browser.get(address, secure=True)


def token(answer):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.content.decode())[1]


def sign_in(browser, username="nhung", ask=None):
    form = {"username": username, "password": "a long password", "csrfmiddlewaretoken": token(get(browser, SIGN_IN))}
    return ask(SIGN_IN, **form) if ask else browser.post(SIGN_IN, form, secure=True)


def is_signed_in(answer):
    return answer.status_code == HTTPStatus.OK


@pytest.fixture(autouse=True)
def writer():
    return make_user(WRITER, username="nhung")


def test_every_cookie_of_a_user_who_signs_in_is_of_this_host_alone(browser):
    sign_in(browser)

    prefixed = [cookie for name, cookie in browser.cookies.items() if name.startswith("__Host-")]
    assert {cookie.key for cookie in prefixed} == {NEW, "__Host-csrftoken", f"{NEW}-signature"}
    assert all((cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "") for cookie in prefixed)
    assert browser.cookies[NEW]["httponly"]
    assert has_signed_session("; ".join(f"{cookie.key}={cookie.value}" for cookie in prefixed))


def test_a_user_who_signed_in_before_the_upgrade_is_signed_in_after_it(browser, old):
    sign_in(browser, ask=old.ask)
    for name in [*browser.cookies]:
        if name.startswith("__Host-"):
            del browser.cookies[name]

    answer = get(browser)

    assert is_signed_in(answer)
    assert answer.cookies[NEW].value == browser.cookies[OLD].value
    del browser.cookies[OLD]
    assert is_signed_in(get(browser))


def test_a_form_that_was_opened_before_the_upgrade_is_taken_after_it(browser, old):
    sign_in(browser, ask=old.ask)
    opened = token(old.ask(ADMIN))
    for name in [*browser.cookies]:
        if name.startswith("__Host-"):
            del browser.cookies[name]

    answer = browser.post(SIGN_OUT, {"csrfmiddlewaretoken": opened}, secure=True)

    assert answer.status_code < HTTPStatus.BAD_REQUEST
    assert not is_signed_in(get(browser))


def test_the_last_release_beside_this_one_signs_nobody_out(browser, old):
    sign_in(browser)

    for _ in range(2):
        assert is_signed_in(old.ask(ADMIN))
        assert is_signed_in(get(browser))


def test_a_session_that_the_last_release_begins_later_counts_here_too(browser, old):
    sign_in(browser)
    Session.objects.all().delete()  # it ended
    sign_in(browser, ask=old.ask)

    assert is_signed_in(get(browser))
    assert is_signed_in(old.ask(ADMIN))
    assert is_signed_in(get(browser))


def test_forms_go_to_and_fro_between_the_two(browser, old):
    sign_in(browser, ask=old.ask)

    assert browser.post(SIGN_OUT, {"csrfmiddlewaretoken": token(old.ask(ADMIN))}, secure=True).status_code < 400
    sign_in(browser)
    assert old.ask(SIGN_OUT, csrfmiddlewaretoken=token(get(browser))).status_code < 400


@pytest.mark.parametrize("by_old", [False, True])
def test_signing_out_at_one_is_signing_out_at_both(browser, old, by_old):
    sign_in(browser)
    form = {"csrfmiddlewaretoken": token(get(browser))}

    old.ask(SIGN_OUT, **form) if by_old else browser.post(SIGN_OUT, form, secure=True)

    assert not is_signed_in(get(browser))
    assert not is_signed_in(old.ask(ADMIN))
    assert not Session.objects.exists()


def test_a_session_that_a_neighbour_puts_in_does_not_take_the_place_of_ours(browser):
    sign_in(browser)
    other = Client()
    other.force_login(make_user(WRITER, username="ke-gian"))

    browser.cookies[OLD] = other.cookies[NEW].value

    assert "nhung" in get(browser, "/quan-tri/password_change/").context["user"].username


@pytest.mark.parametrize("key", ["\x00", "ê", "x" * 5000, ""])
def test_a_made_up_key_is_no_error_of_ours(browser, key):
    browser.cookies[NEW], browser.cookies[OLD] = key, "y" * 32

    assert get(browser).status_code == HTTPStatus.FOUND


def test_a_reader_gets_no_cookie(browser):
    assert not browser.get("/robots.txt", secure=True).cookies


def test_without_https_names_are_as_they_were(client):
    client.force_login(make_user(WRITER))

    client.get(ADMIN)

    assert not [name for name in client.cookies if name.startswith("__Host-")]
