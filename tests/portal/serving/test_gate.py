"""How many threads of a process may serve each kind of request, and the answer to a request that is refused."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from psycopg2 import extensions

from cchc_portal.serving import gate as gate_module
from cchc_portal.serving import kinds
from cchc_portal.serving.gate import Gate, Places, Refusal, threads_of_this_process
from cchc_portal.serving.kinds import ADMIN, FILE, LIVENESS, PAGE, SEARCH, THREAD, Kind
from cchc_portal.serving.page_cache import PageCache
from database import limits
from database.limits import Limits
from tests.database.hanging import server_that_may_hang
from tests.factories import make_article, make_site
from tests.waiting import wait_until

from .workers import MEGABYTES, Worker, committed, small_application

ANSWER_SECONDS = 20
ANY = Kind("any", PAGE.limits)
OFFICE, HOME = b"\x71\xa1\x00\x05", b"\x71\xa1\x00\x06"


@pytest.fixture
def places():
    return Places(8)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(gate_module, "WAIT_SECONDS", 0.02)


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def behind_gate(application, threads=8):
    worker = Worker(application)
    worker.cache = Gate(application, threads)
    return worker


# Places


def test_two_threads_are_never_inside(places):
    assert [places.enter(ANY) for _ in range(7)] == [None] * 6 + [Refusal.FULL]

    places.leave(ANY)

    assert places.enter(ADMIN) is None


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 16])
def test_small_processes_do_all_kinds_of_work_one_after_the_other(count):
    places = Places(count)

    for kind in (PAGE, SEARCH, FILE):
        assert places.enter(kind) is None or (count == 1 and kind is FILE)
        if count > 1 or kind is not FILE:
            places.leave(kind)


def test_dear_work_has_places_of_its_own_and_the_next_waits_for_one(places, threads, monkeypatch):
    monkeypatch.setattr(gate_module, "WAIT_SECONDS", ANSWER_SECONDS)
    assert places.enter(SEARCH) is None
    second = threads.submit(places.enter, SEARCH)
    other = places.enter(THREAD)

    assert other is None
    assert not second.done()
    places.leave(SEARCH)
    assert second.result(ANSWER_SECONDS) is None


def test_a_request_that_waits_in_vain_is_refused_and_leaves_no_trace(places, impatient):
    places.enter(SEARCH, OFFICE)

    assert places.enter(SEARCH, HOME) is Refusal.FULL

    places.leave(SEARCH, OFFICE)
    assert [places.enter(ANY) for _ in range(6)] == [None] * 6


def test_however_much_dear_work_is_asked_for_there_is_room_for_the_rest(places, impatient):
    kinds_asked = [Kind(f"kind {number}", PAGE.limits, at_once=1, is_dear=True) for number in range(6)]

    refusals = [places.enter(kind) for kind in kinds_asked]

    assert refusals == [None] * 4 + [Refusal.FULL] * 2
    assert [places.enter(ANY) for _ in range(3)] == [None, None, Refusal.FULL]


def test_one_network_does_not_get_all_dear_places(places, impatient):
    kinds_asked = [Kind(f"kind {number}", PAGE.limits, at_once=1, is_dear=True) for number in range(4)]

    refusals = [places.enter(kind, OFFICE) for kind in kinds_asked]

    assert refusals == [None, None, None, Refusal.OWN]
    assert places.enter(kinds_asked[3], HOME) is None
    places.leave(kinds_asked[0], OFFICE)
    places.leave(kinds_asked[3], HOME)
    assert places.enter(kinds_asked[3], OFFICE) is None


def test_sixty_people_behind_one_address_get_through_one_after_the_other(places):
    """Three requests at a time may wait or work, and single requests are never refused."""
    for _ in range(60):
        assert places.enter(kinds.PASSWORD, OFFICE) is None
        places.leave(kinds.PASSWORD, OFFICE)


def test_styles_of_kept_pages_come_while_django_is_full_and_life_is_always_shown(places):
    for _ in range(6):
        places.enter(ANY)

    assert places.enter(FILE) is None
    assert places.enter(FILE) is Refusal.FULL  # one thread is left for pages from memory
    assert places.enter(LIVENESS) is None


# The gate


def test_a_place_is_released_whatever_happens():
    def broken(environ, start_response):
        raise ZeroDivisionError

    class Streamed:
        streaming = True
        is_closed = False

        def __iter__(self):
            return iter([b"a", b"b"])

        def close(self):
            self.is_closed = True

    def streaming(environ, start_response):
        start_response("200 OK", [])
        return Streamed()

    gate = Gate(broken, 3)  # one place
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            gate({"PATH_INFO": "/", "REQUEST_METHOD": "GET"}, None)
    gate.application = streaming
    body = gate({"PATH_INFO": "/", "REQUEST_METHOD": "GET"}, lambda *_: None)
    assert gate.places.enter(ANY) is Refusal.FULL  # as long as it is read
    assert list(body) == [b"a", b"b"]
    body.close()
    body.close()

    assert gate.places.enter(ANY) is None
    assert gate.places.enter(ANY) is Refusal.FULL


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", kinds.READING), ("/quan-tri/", kinds.WORKING), ("/quan-tri/thong-ke/ngay.csv", kinds.REPORTING)],
)
def test_statements_keep_to_the_limits_of_the_request(path, expected):
    seen = []

    def application(environ, start_response):
        seen.append(limits.current())
        return small_application()(environ, start_response)

    behind_gate(application).get(path)

    assert seen == [expected]
    assert limits.current() is None


def full(worker):
    for _ in range(6):
        worker.cache.places.enter(ANY)
    return worker


def test_a_request_to_a_full_process_is_asked_to_come_back():
    got = full(behind_gate(small_application())).get("/tim-kiem/", "q=h%E1%BB%93+s%C6%A1")

    assert got.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert got.headers["retry-after"] == "3"
    assert got.headers["cache-control"] == "no-store"
    assert "Xin bạn thử lại sau ít phút" in got.text
    assert "content-security-policy" in got.headers


def test_the_sender_of_a_form_learns_how_to_send_it_again():
    got = full(behind_gate(small_application())).get("/quan-tri/articles/article/add/", method="POST")

    assert got.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "đồng ý gửi lại" in got.text


def test_a_network_that_asks_for_too_much_is_answered_so(impatient):
    worker = behind_gate(small_application())
    for kind in (SEARCH, THREAD, kinds.PASSWORD):
        worker.cache.places.enter(kind, OFFICE)

    got = worker.get("/tim-kiem/", client="113.161.0.5")
    sent = worker.get("/hoi-dap/tra-cuu/", method="POST", client="113.161.0.5")
    elsewhere = worker.get("/hoi-dap/tra-cuu/", method="POST", client="113.161.0.6")

    assert got.status == sent.status == HTTPStatus.TOO_MANY_REQUESTS
    assert got.headers["retry-after"] == "3"
    assert "Mạng của bạn đang gửi quá nhiều yêu cầu cùng một lúc" in got.text
    assert "đồng ý gửi lại" in sent.text
    assert elsewhere.status == HTTPStatus.OK


def test_a_proxy_that_nobody_named_is_no_network():
    worker = behind_gate(small_application())
    worker.cache.places.enter(THREAD, b"\x0a\x00\x00\x02")
    for _ in range(2):
        worker.cache.places.enter(Kind("another", PAGE.limits, at_once=2, is_dear=True), b"\x0a\x00\x00\x02")

    assert worker.get("/tim-kiem/", client="10.0.0.2").status == HTTPStatus.OK


@pytest.mark.parametrize("path", ["/quan-tri/tai-len/anh/", "/quan-tri/soan-thao/unicode/", "/thong-ke/so-lieu.json"])
def test_programs_get_json_with_a_sentence(path):
    got = full(behind_gate(small_application())).get(path, method="POST")

    assert got.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert got.headers["content-type"] == "application/json"
    answer = json.loads(got.text)
    assert answer["error"]["message"] == "Máy chủ đang có quá nhiều việc. Xin thử lại sau vài giây."
    assert answer["retry_after"] == int(got.headers["retry-after"])


def test_a_form_that_was_sent_by_a_script_gets_a_note_to_stand_above_it():
    worker = full(behind_gate(small_application()))

    sent = worker.get("/binh-luan/5/", "phan=1", method="POST")
    looked = worker.get("/binh-luan/5/", "phan=1")

    assert "note-error" in sent.text
    assert "data-part" in sent.text
    assert "Nội dung bạn đã nhập vẫn còn nguyên" in sent.text
    assert "data-part" not in looked.text  # the link to the form stays where it is
    assert sent.status == looked.status == HTTPStatus.SERVICE_UNAVAILABLE


def test_life_is_shown_while_the_process_is_full(db):
    assert full(behind_gate(WSGIHandler())).get("/suc-khoe/").status == HTTPStatus.OK


def test_the_number_of_threads_is_that_of_the_server(monkeypatch, settings):
    settings.WEB_THREADS = 5
    monkeypatch.setattr("sys.argv", ["granian", "--interface", "wsgi"])
    assert threads_of_this_process() == 5

    monkeypatch.setattr("sys.argv", ["granian", "--blocking-threads", "12", "cchc_portal.wsgi:application"])
    assert threads_of_this_process() == 12


# Statements that last too long, and a database that does not answer


@pytest.fixture
def short_limits(monkeypatch):
    """Limits with milliseconds in place of seconds."""
    short = Kind("page", Limits(statement=0.2, lock=0.1))
    monkeypatch.setattr(gate_module, "kind_of", lambda *_: short)


def query_that_sleeps(*_, **__):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(60)")


@committed
def test_a_statement_that_lasts_too_long_gets_readers_the_page_that_asks_to_come_back(short_limits, monkeypatch):
    make_site()
    monkeypatch.setattr("articles.views.load_front_page", query_that_sleeps)

    got = behind_gate(WSGIHandler()).get("/")

    assert got.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert got.headers["retry-after"]
    assert "Xin bạn thử lại sau ít phút" in got.text


@committed
def test_the_sender_of_a_form_that_took_too_long_may_send_it_again(short_limits, monkeypatch):
    make_site()
    monkeypatch.setattr("comments.questions.views.LookUpForm", query_that_sleeps)

    got = behind_gate(WSGIHandler()).get("/hoi-dap/tra-cuu/", method="POST")

    assert got.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "đồng ý gửi lại" in got.text


@pytest.fixture
def hanging(monkeypatch):
    limits.keep_time()
    yield
    extensions.set_wait_callback(None)
    limits.forget_hang()


@committed
def test_while_the_database_hangs_kept_pages_are_answered_and_others_in_time(short_limits, hanging, let_pass):
    make_site()
    article = make_article()
    with server_that_may_hang() as server:
        worker = Worker()
        gate = Gate(WSGIHandler(), 8)
        worker.cache = PageCache(gate, 8 * MEGABYTES, worker.cache.watch, gate.places)
        fresh = worker.get(article.get_absolute_url())
        server.hang()
        let_pass(1.5)

        kept = [worker.get(article.get_absolute_url()) for _ in range(3)]
        others = [worker.get("/so-do-trang/"), worker.get("/tim-kiem/", "q=Ho"), worker.get("/quan-tri/")]
        server.go_on()
        limits.forget_hang()
        let_pass(3)
        again = worker.get("/so-do-trang/")
        connection.close()

    assert [got.text for got in kept] == [fresh.text] * 3
    assert others[0].status == others[1].status == HTTPStatus.SERVICE_UNAVAILABLE
    assert others[2].status == HTTPStatus.FOUND  # who is not signed in is led to the sign-in; nobody is asked
    assert again.status == HTTPStatus.OK


def test_a_request_that_waits_for_anothers_rendering_takes_a_place_too():
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ, start_response):
        begun.set()
        assert go_on.wait(ANSWER_SECONDS)
        return small_application(headers=[("Cache-Control", "no-store")])(environ, start_response)

    gate = Gate(slow, 4)  # two places
    cache = PageCache(gate, MEGABYTES, Worker().cache.watch, gate.places)
    worker = Worker()
    worker.cache = cache
    cache.watch.keep(cache.watch._initial)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(worker.get, "/")
        assert begun.wait(ANSWER_SECONDS)
        second = threads.submit(worker.get, "/")
        wait_until(lambda: gate.places._inside == 2, ANSWER_SECONDS)
        third = worker.get("/")  # at once, whatever the others wait for
        go_on.set()
        first.result(ANSWER_SECONDS)
        second.result(ANSWER_SECONDS)

    assert third.status == HTTPStatus.SERVICE_UNAVAILABLE


def test_a_refusal_asks_the_database_nothing(monkeypatch):
    monkeypatch.setattr(connection, "ensure_connection", lambda: (_ for _ in ()).throw(OperationalError("asked")))

    assert full(behind_gate(WSGIHandler())).get("/tim-kiem/").status == HTTPStatus.SERVICE_UNAVAILABLE
