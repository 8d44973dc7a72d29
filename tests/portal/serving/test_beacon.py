import json
from contextlib import closing
from http import HTTPStatus
from io import BytesIO

import psycopg2
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from cchc_portal.middleware.charsets import only_utf8
from cchc_portal.serving.answers import collect
from cchc_portal.serving.beacon import BeaconFastPath
from stats.collect import recording, spool
from stats.collect.switches import switches
from stats.models import Hit, Reason
from tests.factories import make_article, make_site
from tests.stats.factories import CHROME

from .workers import signed_cookies

# Django itself answers here, as in a server: it closes connections.
pytestmark = pytest.mark.django_db(transaction=True)
QUIET = {"article_views": 0, "today": 0, "total": 0, "online": 0}


class Process:
    """A web process: the fast path, and Django behind it, which counts its requests."""

    def __init__(self):
        self.passed = 0
        self.application = only_utf8(BeaconFastPath(self.django))

    def django(self, environ, start_response):
        self.passed += 1
        return WSGIHandler()(environ, start_response)

    def send(self, body='{"article": null}', method="POST", address="203.0.113.7", https=False, **more):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": "/thong-ke/ghi-nhan/",
            "QUERY_STRING": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "443" if https else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": address,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body.encode())),
            "HTTP_HOST": "testserver",
            "HTTP_USER_AGENT": CHROME,
            "wsgi.url_scheme": "https" if https else "http",
            "wsgi.input": BytesIO(body.encode()),
            "wsgi.errors": BytesIO(),
            **more,
        }
        return collect(self.application, environ)


@pytest.fixture
def process(settings, tmp_path):
    """A process that has answered its first beacon and knows the headers; the counts are reset."""
    settings.VAR_DIR = tmp_path
    process = Process()
    process.send(HTTP_USER_AGENT="curl/8.5.0")
    Hit.objects.all().delete()
    process.passed = 0
    return process


def visitors():
    return list(Hit.objects.order_by("pk").values_list("visitor", flat=True))


def test_a_reader_is_counted_without_asking_the_rest_of_django(process):
    article = make_article()

    answer = process.send(json.dumps({"article": article.pk, "referrer": "https://coccoc.com/"}))

    assert json.loads(answer.body)["article_views"] == 1
    hit = Hit.objects.get()
    assert (hit.article_id, hit.reason) == (article.pk, "")
    assert {"source=search", "referrer=coccoc.com", "browser=Chrome"} <= set(hit.dimensions)
    assert process.passed == 0


def test_a_figure_that_is_switched_off_is_not_sent_on_the_fast_path(process):
    make_site(show_view_counts=False, show_counters=False, publishes_statistics=False)
    switches.forget()

    answer = process.send(json.dumps({"article": make_article().pk}))

    assert json.loads(answer.body) == dict.fromkeys(QUIET)
    assert Hit.objects.get().reason == ""
    assert process.passed == 0


def test_the_answer_looks_as_django_made_it(process):
    long_way = Process().send()

    short_way = process.send()

    assert process.passed == 0
    assert short_way.status_line == long_way.status_line == "200 OK"
    assert dict(short_way.headers).keys() == dict(long_way.headers).keys()
    assert [dict(short_way.headers)[name] for name in ("Cache-Control", "Content-Type", "X-Content-Type-Options")] == [
        "no-store", "application/json", "nosniff",
    ]  # fmt: skip
    assert dict(short_way.headers)["Content-Length"] == str(len(short_way.body))
    assert "Set-Cookie" not in dict(short_way.headers)


def test_what_https_adds_is_kept_apart(process, settings):
    settings.SECURE_HSTS_SECONDS = 60
    process.send(https=True)

    assert "Strict-Transport-Security" in dict(process.send(https=True).headers)
    assert "Strict-Transport-Security" not in dict(process.send().headers)
    assert process.passed == 1


@pytest.mark.parametrize(
    ("request_of", "status"),
    [
        ({"method": "GET"}, HTTPStatus.METHOD_NOT_ALLOWED),
        ({"HTTP_HOST": "khac.example"}, HTTPStatus.BAD_REQUEST),
        ({"HTTP_HOST": ""}, HTTPStatus.BAD_REQUEST),
        ({"PATH_INFO": "/suc-khoe/", "method": "GET"}, HTTPStatus.OK),
    ],
)
def test_all_else_goes_the_long_way(process, request_of, status):
    assert process.send(**request_of).status == status
    assert process.passed == 1


def test_a_session_whose_key_we_signed_goes_the_long_way(process):
    assert process.send(HTTP_COOKIE=f"a=1; {signed_cookies('x')}").status == HTTPStatus.OK
    assert process.passed == 1


@pytest.mark.parametrize(
    "cookie", ["theme=dark", "sessionid=x", "a=1; sessionid=x; sessionid-signature=made:up", "sessionid-signature=x"]
)
def test_a_cookie_that_is_no_session_of_ours_neither_goes_the_long_way_nor_hides_a_view(process, cookie):
    process.send(HTTP_COOKIE=cookie)

    assert process.passed == 0
    assert Hit.objects.get().reason == ""


def test_the_address_behind_our_proxy_is_the_visitor(process, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    process.send(address="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7")
    process.send(address="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    process.send(address="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.1")

    first, second, third = visitors()
    assert first == second != third


@pytest.mark.parametrize(
    ("request_of", "reason"),
    [
        ({"body": "Xin chào"}, Reason.MALFORMED),
        ({"body": "x" * 1_000_000}, Reason.MALFORMED),
        ({"CONTENT_TYPE": "text/plain"}, Reason.MALFORMED),
        ({"CONTENT_TYPE": "application/json; charset=rot13"}, ""),
        ({"CONTENT_TYPE": "application/x-khong-co"}, Reason.MALFORMED),
        ({"CONTENT_LENGTH": ""}, Reason.MALFORMED),
        ({"CONTENT_LENGTH": "-5"}, Reason.MALFORMED),
        ({"HTTP_ORIGIN": "https://khac.example"}, Reason.FOREIGN),
        ({"HTTP_ORIGIN": "http://[::1"}, Reason.FOREIGN),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, Reason.FOREIGN),
        ({"HTTP_USER_AGENT": ""}, Reason.BOT),
        ({"HTTP_SEC_PURPOSE": "prefetch"}, Reason.PREFETCH),
        ({"body": '{"article": 99999999}'}, Reason.UNKNOWN),
        ({"address": "khong phai dia chi"}, ""),
    ],
)
def test_bad_input_gets_the_same_quiet_answer(process, request_of, reason):
    answer = process.send(**request_of)

    assert answer.status == HTTPStatus.OK
    assert json.loads(answer.body).keys() == QUIET.keys()
    assert json.loads(answer.body)["article_views"] == 0
    assert Hit.objects.get().reason == reason
    assert process.passed == 0


def test_a_connection_that_the_server_ended_is_replaced_before_a_view_is_lost(process):
    process.send()
    parameters = connection.get_connection_params()
    with closing(psycopg2.connect(**{**parameters, "cursor_factory": None})) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])

    answer = process.send()

    assert answer.status == HTTPStatus.OK
    assert Hit.objects.count() == 2


def test_the_database_is_not_asked_whether_it_is_there(process, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    process.send()
    asked = []
    monkeypatch.setattr(connection, "is_usable", lambda: asked.append(1) or True)

    process.send()

    assert connection.connection is not None
    assert asked == []


def test_while_the_database_is_unavailable_views_are_kept(process, make_database_unavailable, monkeypatch):
    make_database_unavailable()
    answer = process.send()
    monkeypatch.undo()
    recording._is_unavailable.forget()

    assert answer.status == HTTPStatus.OK
    assert json.loads(answer.body)["article_views"] is None
    assert spool.load() == 1


def test_headers_are_not_learnt_from_a_failure(monkeypatch):
    process = Process()
    monkeypatch.setattr(recording, "record", lambda *_: 1 / 0)
    assert process.send().status == HTTPStatus.INTERNAL_SERVER_ERROR
    monkeypatch.undo()
    process.passed = 0

    process.send()
    process.send()

    assert process.passed == 1


def test_a_mistake_of_ours_is_logged_and_harms_nobody_else(process, monkeypatch, caplog):
    monkeypatch.setattr(recording, "record", lambda *_: 1 / 0)
    answer = process.send()
    monkeypatch.undo()

    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "A beacon failed." in caplog.text
    assert process.send().status == HTTPStatus.OK
