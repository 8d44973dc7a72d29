"""What servers answer, however odd, becomes a word in ten seconds and 64 kB."""

import gzip
import time

import pytest

from links import connections
from links.connections import NoSuchHost
from links.fetching import MOST_BODY, HostGate

from .servers import answer, asker, closed_port, not_found, redirect, served


def ask(path="/a-page-of-before/", answers=None, **fields):
    with served(answers) as server:
        return asker(**fields).ask(f"http://a.example:{server.port}{path}"), server


@pytest.mark.parametrize("status", [200, 204, 206])
def test_what_opens_opens(status):
    assert ask(answers={"/a-page-of-before/": answer(status)})[0].code == str(status)


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 429, 451, 500, 503, 999])
def test_a_refusal_is_its_status(status):
    assert ask(answers={"/a-page-of-before/": answer(status)})[0].code == str(status)


@pytest.mark.parametrize("status", [403, 404, 405, 501, 500])
def test_who_refuses_head_alone_is_asked_by_get(status):
    def head_refused(method, send, is_over):
        send(answer(status) if method == "HEAD" else answer(200, b"<title>Tin</title>"))

    found, server = ask(answers={"/a-page-of-before/": head_refused})

    assert found.code == "200"
    assert [method for method, path, _ in server.asked if path != "/robots.txt"] == ["HEAD", "GET"]


def test_who_breaks_off_at_head_is_asked_by_get():
    def breaks_off(method, send, is_over):
        if method == "GET":
            send(answer(200))

    assert ask(answers={"/a-page-of-before/": breaks_off})[0].code == "200"


@pytest.mark.parametrize(
    "title", ["404", "Không tìm thấy trang", "Page not found", "N&#x1ed9;i dung kh&ocirc;ng t&#x1ed3;n t&#x1ea1;i"]
)
def test_a_page_that_opens_and_says_not_found_is_seen(title):
    body = f"<html><title>{title}</title>".encode()
    assert ask(answers={"/a-page-of-before/": answer(200, body)})[0].code == "soft"


@pytest.mark.parametrize(
    "title",
    [
        "Quyết định số 404/QĐ-TTg về cải cách hành chính",
        "404 hồ sơ đúng hạn",
        "Không tìm thấy nạn nhân sau ba ngày",
        "Chợ không tồn tại trên giấy",
        "Trang trại không có chủ",
        "Cổng thông tin: lỗi đánh máy 404 văn bản",
    ],
)
def test_a_title_that_only_sounds_so_is_no_such_page(title):
    body = f"<html><title>{title}</title>".encode()
    assert ask(answers={"/a-page-of-before/": answer(200, body)})[0].code == "200"


@pytest.mark.parametrize("path", ["/portal/Pages/default.aspx", "/vi/trang-chu/", "/web/guest/home"])
def test_a_first_page_that_leads_to_the_first_page_is_there(path):
    assert ask(path, answers={path: redirect("/")})[0].code == "200"


def test_a_page_that_was_led_to_the_first_one_is_seen():
    assert ask(answers={"/a-page-of-before/": redirect("/")})[0].code == "home"
    assert ask("/", answers={"/": redirect("/trang-chu/")})[0].code == "200"


def test_what_moved_for_good_is_known_by_its_new_address():
    answers = {
        "/a-page-of-before/": redirect("/b"),
        "/b": redirect("/c?x=một#d", 308),
        "/c?x=m%E1%BB%99t": answer(200),
    }
    found, server = ask(answers=answers)

    assert (found.code, found.moved_to) == ("200", f"http://a.example:{server.port}/c?x=m%E1%BB%99t")


def test_what_moved_for_today_is_where_it_was():
    answers = {"/a-page-of-before/": redirect("/b"), "/b": redirect("/c", 302), "/c": redirect("/d")}
    found, server = ask(answers=answers)

    assert found.moved_to == f"http://a.example:{server.port}/b"
    assert ask(answers={"/a-page-of-before/": redirect("/b", 307)})[0].moved_to == ""


def test_who_leads_round_and_round_is_left():
    found, server = ask(answers={"/a-page-of-before/": redirect("/a-page-of-before/")})

    assert found.code == "loop"
    assert len(server.asked) <= 2 * 6 + 1


def test_a_server_that_sends_a_byte_now_and_then_gets_no_longer_than_others():
    def slowly(method, send, is_over):
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1000:
            send(bytes([byte]))
            if is_over.wait(0.05):
                return

    begun = time.monotonic()
    found, _ = ask(answers={"/a-page-of-before/": slowly}, seconds=0.4)

    assert found.code == "timeout"
    assert time.monotonic() - begun < 5


def test_a_body_that_never_ends_is_read_for_64_kilobytes():
    sent = []

    def endless(method, send, is_over):
        send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while method == "GET" and not is_over.is_set():
            send(b"<p>tin</p>" * 1000)
            sent.append(10_000)

    assert ask(answers={"/a-page-of-before/": endless})[0].code == "200"
    assert sum(sent) < 100 * MOST_BODY  # what the system's buffers take


@pytest.mark.parametrize("headers", [b"X: " + b"a" * 400_000, b"X: a\r\n" * 60_000], ids=["one long", "many"])
def test_endless_headers_are_no_answer(headers):
    found, _ = ask(
        answers={"/a-page-of-before/": lambda method, send, is_over: send(b"HTTP/1.1 200 OK\r\n" + headers)}
    )

    assert found.code == "protocol"


def test_what_is_packed_is_not_unpacked():
    bomb = gzip.compress(b"<title>404</title>" * 1_000_000)
    found, server = ask(answers={"/a-page-of-before/": answer(200, bomb, Content_Encoding="gzip")})

    assert found.code == "200"
    assert {headers["Accept-Encoding"] for _, _, headers in server.asked} == {"identity"}


@pytest.mark.parametrize("said", [b"\x00\xff\xfe" * 50, b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/9.9 abc\r\n\r\n", b""])
def test_who_speaks_something_else_answers_nothing(said):
    found, _ = ask(answers={"/a-page-of-before/": lambda method, send, is_over: send(said)})

    assert found.code in {"protocol", "connect"}


def test_a_server_without_tls_has_no_certificate():
    with served() as server:
        assert asker().ask(f"https://a.example:{server.port}/").code == "tls"


def test_nobody_at_home():
    assert asker().ask(f"http://a.example:{closed_port()}/").code == "connect"
    assert asker({"a.example": NoSuchHost("a.example")}).ask("http://a.example/").code == "dns"
    assert not asker({"a.example": []}).ask("http://a.example/").is_answer


def test_who_asks_says_who_they_are_and_nothing_else():
    _, server = ask(answers={"/a-page-of-before/": answer(200, Set_Cookie="a=b")})

    for _, _, headers in server.asked:
        assert headers["User-Agent"].startswith("CCHC-LinkCheck/")
        assert "http://testserver/" in headers["User-Agent"]
        assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_who_wants_no_machine_is_not_asked():
    rules = answer(200, b"User-agent: *\nDisallow: /noi-bo/\n", Content_Type="text/plain")
    with served({"/robots.txt": rules}) as server:
        asked = asker()
        found = [asked.ask(f"http://a.example:{server.port}{path}").code for path in ("/noi-bo/1", "/tin/1", "/tin/2")]

    assert found == ["robots", "200", "200"]
    assert [path for _, path, _ in server.asked].count("/robots.txt") == 1
    assert not any(path == "/noi-bo/1" for _, path, _ in server.asked)


def test_a_host_is_asked_once_a_second_and_others_meanwhile():
    now, slept = [100.0], []
    gate = HostGate(clock=lambda: now[0], sleep=slept.append)

    assert [gate.wait(host) for host in ("a", "b", "a", "a", "b")] == [0, 0, 1, 2, 1]
    now[0] += 10
    assert gate.wait("a") == 0


def test_waiting_for_a_host_is_no_slowness_of_its(monkeypatch):
    now = [0.0]

    def wait(seconds):
        now[0] += seconds

    monkeypatch.setattr(connections, "monotonic", lambda: now[0])
    with served() as server:
        asked = asker(gate=HostGate(between=60, clock=lambda: now[0], sleep=wait))
        address = f"http://a.example:{server.port}/"

        assert [asked.ask(address).code for _ in range(2)] == ["200", "200"]
        assert now[0] == 60 * (len(server.asked) - 1) > 60


def test_an_address_that_is_gone_stays_gone_for_get():
    assert ask(answers={"/a-page-of-before/": not_found()})[0].code == "404"
