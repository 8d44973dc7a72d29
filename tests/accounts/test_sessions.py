"""A session's key is signed in the browser, so that a made-up one is known without a query."""

from http import HTTPStatus

import pytest
from django.conf import settings as django_settings

from accounts.sessions import has_signed_session, is_signed, sign
from tests.factories import EDITOR, WRITER, make_article, make_site, make_user
from tests.portal.serving.workers import Worker, committed

pytestmark = pytest.mark.django_db
SIGN_IN = "/quan-tri/login/"
ADMIN = "/quan-tri/"


def header(client):
    return "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items() if cookie.value)


def sign_in(client, role=WRITER):
    user = make_user(role)
    client.post(SIGN_IN, {"username": user.username, "password": "a long password"})
    return user


def test_a_user_who_signs_in_gets_the_signature_on_the_key(client):
    sign_in(client)

    assert has_signed_session(header(client))
    cookie = client.cookies["sessionid-signature"]
    assert (cookie["httponly"], cookie["path"]) == (True, "/")
    assert cookie["samesite"] == client.cookies["sessionid"]["samesite"]


def test_a_session_that_the_last_release_began_goes_on_and_is_signed_at_its_next_page(client):
    client.force_login(make_user(WRITER))
    assert not has_signed_session(header(client))

    answer = client.get(ADMIN)

    assert answer.status_code == HTTPStatus.OK
    assert has_signed_session(header(client))
    assert "sessionid-signature" not in client.get(ADMIN).cookies


@pytest.mark.parametrize("made_up", ["x", "a" * 5000, "x:y"])
def test_a_made_up_signature_is_replaced_and_signs_nobody_out(client, made_up):
    sign_in(client)
    client.cookies["sessionid-signature"] = made_up

    assert client.get(ADMIN).status_code == HTTPStatus.OK
    assert has_signed_session(header(client))


def test_signing_out_takes_the_signature_too(client):
    sign_in(client)

    client.post("/quan-tri/logout/")

    assert not client.cookies["sessionid-signature"].value


def test_nobody_gets_a_signature_without_signing_in(client):
    make_site()
    client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"

    for address in ["/", SIGN_IN, ADMIN, "/tim-kiem/", "/khong-co/"]:
        written = client.get(address).cookies.get("sessionid-signature")
        assert written is None or not written.value


def test_the_signature_costs_no_query(client, django_assert_num_queries):
    sign_in(client)
    cookies = header(client)

    with django_assert_num_queries(0):
        assert has_signed_session(cookies)


def test_only_a_key_that_we_signed_is_a_session():
    good = sign("abc")
    assert has_signed_session(f"a=1; sessionid=abc; sessionid-signature={good}; b=2")
    assert has_signed_session(f"sessionid-signature={good};sessionid=old;sessionid=abc")
    made_up = [
        *(None, "", "sessionid=abc", "sessionid=; sessionid-signature=", "sessionid=\xff; sessionid-signature=\xff"),
        *(f"sessionid=abd; sessionid-signature={good}", f"sessionid-signature={good}"),
        *(f"xsessionid=abc; sessionid-signature={good}", f"sessionid=abc; x-sessionid-signature={good}"),
        f"sessionid={'a' * 41}; sessionid-signature={sign('a' * 41)}",
    ]
    for cookies in made_up:
        assert not has_signed_session(cookies)


def test_a_signature_is_no_older_than_a_session(time_machine):
    time_machine.move_to("2026-11-30 08:00 +0700", tick=False)
    signature = sign("abc")

    time_machine.shift(12 * 60 * 60 - 1)
    assert is_signed("abc", signature)
    time_machine.shift(2)
    assert not is_signed("abc", signature)


def test_a_key_of_before_the_secret_key_changed_is_still_signed(settings):
    signature = sign("abc")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [django_settings.SECRET_KEY]

    assert is_signed("abc", signature)


@committed
def test_staff_see_through_the_page_cache_what_readers_do_not_see_yet(client):
    make_site()
    sign_in(client, EDITOR)
    draft, worker = make_article(status="draft", slug="chua-dang", published_at=None), Worker()

    assert worker.get(draft.get_absolute_url(), cookie=header(client)).status == HTTPStatus.OK
    assert worker.get(draft.get_absolute_url()).status == HTTPStatus.NOT_FOUND
    assert not worker.cache.pages
