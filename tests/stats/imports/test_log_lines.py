"""Lines of access logs as servers write them: what each says, and which of them are views."""

import gzip
import json
import tracemalloc
from datetime import date
from itertools import cycle, islice, product

import pytest
from django.core.management import CommandError

from stats.collect import dimensions
from stats.imports import access_log, log_lines
from stats.imports.access_log import Reading
from stats.imports.report import Unusable
from stats.models import DimensionDay, SiteDay
from tests.commands import run
from tests.stats.factories import CHROME, FIREFOX

pytestmark = pytest.mark.django_db
AT = "01/Mar/2025:09:00:00 +0700"


def line(**parts):
    """A line of nginx's “combined”, with what differs."""
    parts = {
        "front": "203.0.113.5 - -",
        "at": AT,
        "request": "GET / HTTP/1.1",
        "status": 200,
        "referrer": "-",
        "agent": CHROME,
        **parts,
    }
    return '{front} [{at}] "{request}" {status} 512 "{referrer}" "{agent}"\n'.format(**parts)


def nginx_json(**fields):
    entry = {"remote_addr": "203.0.113.5", "time_iso8601": "2025-03-01T09:00:00+07:00", "status": "200"}
    entry |= {"request": "GET / HTTP/1.1", "http_referer": "", "http_user_agent": CHROME, **fields}
    return json.dumps(entry) + "\n"


CADDY = {
    "ts": 1740794400.25,
    "status": 200,
    "request": {
        "remote_ip": "203.0.113.5",
        "method": "GET",
        "host": "cchc.example",
        "uri": "/",
        "headers": {"User-Agent": [CHROME], "Referer": ["https://www.google.com/"]},
    },
}
TRAEFIK = {
    "ClientHost": "203.0.113.5",
    "RequestMethod": "GET",
    "RequestPath": "/",
    "DownstreamStatus": 200,
    "StartUTC": "2025-03-01T02:00:00.1234567Z",
    "request_User-Agent": CHROME,
}


def read(*lines):
    reading = Reading()
    reading.add(lines)
    reading.close()
    return reading


def left_out(reading):
    return {code: count for code, _, count, *_ in reading.report.as_json()["left_out"]}


VIEWS = {
    "combined": line(),
    "a copy that still holds": line(status=304),
    "HTTP/2": line(request="GET / HTTP/2.0"),
    "HTTP/3": line(request="GET / HTTP/3"),
    "no protocol": line(request="GET /"),
    "a query": line(request="GET /?utm_source=zalo HTTP/1.1"),
    "an absolute address": line(request="GET http://cchc.example/ HTTP/1.1"),
    "a virtual host in front": line(front="cchc.example:443 203.0.113.5 - -"),
    "its www": line(front="www.cchc.example 203.0.113.5 - -"),
    "a server without a name": line(front="_ 203.0.113.5 - -"),
    "a user with a space": line(front="203.0.113.5 - Nguyễn Văn A"),
    "a port behind the address": line(front="203.0.113.5:50912 - -"),
    "IPv6": line(front="2001:db8::7 - -"),
    "IPv6 in brackets with a port": line(front="[2001:db8::7]:50912 - -"),
    "IPv6 with a zone": line(front="fe80::1%eth0 - -"),
    "IPv4 in IPv6": line(front="::ffff:203.0.113.5 - -"),
    "a list of proxies": line(front="203.0.113.5, 10.0.0.1 - -"),
    "quotes in the referrer": line(referrer=r"https://a.example/?q=\"một cửa\""),
    "quotes in hex": line(referrer=r"https://a.example/?q=\x22x\x22"),
    "quotes in the browser": line(agent=CHROME + r" \"x\""),
    "a backslash at the end": line(referrer=r"https://a.example/\\"),
    "fields behind": line().rstrip("\n") + ' "203.0.113.9" rt=0.001\n',
    "UTC": line(at="01/Mar/2025:02:00:00 +0000"),
    "a zone in the west": line(at="28/Feb/2025:19:00:00 -0700"),
    "JSON of nginx": nginx_json(),
    "JSON with apart fields": nginx_json(request="", request_method="GET", request_uri="/"),
    "JSON in seconds": nginx_json(time_iso8601="", msec="1740794400.123"),
    "JSON in milliseconds": nginx_json(time_iso8601="", timestamp=1740794400123),
    "JSON with the log's time": nginx_json(time_iso8601="", time_local=AT),
    "JSON of Caddy": json.dumps(CADDY),
    "JSON of Traefik": json.dumps(TRAEFIK),
}
NO_VIEWS = {
    "method": [line(request=f"{method} / HTTP/1.1") for method in ("HEAD", "POST", "OPTIONS", "PURGE")],
    "status": [line(status=status) for status in (206, 301, 302, 403, 404, 429, 499, 500, 503)],
    "no_page": [
        line(request=f"GET {path} HTTP/1.1")
        for path in ("/static/js/site.js", "/quan-tri/", "/rss/", "/wp-login.php", "/%", "//[", "*")
    ],
    "no_agent": [line().split(' "-"')[0] + "\n"],
    "unreadable": [
        "nonsense\n",
        "\n",
        line(at="31/Feb/2025:09:00:00 +0700"),
        line(at="01/Mar/1970:09:00:00 +0700"),
        line(front="unix: - -"),
        line(front="cchc.example - -"),
        '{"remote_addr": "203.0.113.5"\n',
        "{" * 5000 + "\n",
        "[" * 5000 + "\n",
        nginx_json(time_iso8601="9" * 25),
        nginx_json(time_iso8601="hôm qua"),
        nginx_json(remote_addr=""),
        json.dumps({"request": {"a": [{}]}}),
    ],
}


@pytest.fixture(autouse=True)
def portal(settings):
    settings.SITE_URL = "https://cchc.example"
    settings.ALLOWED_HOSTS = ["cchc.example", "testserver"]


@pytest.mark.parametrize("text", VIEWS.values(), ids=VIEWS)
def test_a_reader_is_a_view_however_the_server_writes_it(text):
    reading = read(text)

    assert [(day, reading.views(day)) for day in reading.days()] == [(date(2025, 3, 1), 1)]
    assert not left_out(reading)


@pytest.mark.parametrize(("why", "text"), [(why, text) for why, texts in NO_VIEWS.items() for text in texts], ids=str)
def test_what_is_no_view_is_counted_by_its_reason(why, text):
    reading = read(text)

    assert not reading.days()
    # A request that is none of a browser has no method either.
    assert left_out(reading) == {why: 1}


def test_garbage_that_was_sent_in_place_of_a_request_is_no_damaged_log():
    reading = read(line(request=r"\x16\x03\x01", status=400, agent="-"), line(request="-", status=408, agent="-"))

    assert left_out(reading) == {"method": 2}


def test_lines_of_another_site_in_the_same_log_count_nothing():
    reading = read(line(front="cchc.example 203.0.113.5 - -"), *[line(front="khac.example:443 203.0.113.5 - -")] * 3)

    assert reading.views(date(2025, 3, 1)) == 1
    assert left_out(reading) == {"other_site": 3}


def test_a_log_that_names_only_another_host_counts_and_says_so():
    reading = read(*[line(front="cchc-cu.example 203.0.113.5 - -")] * 2)

    assert reading.views(date(2025, 3, 1)) == 2
    assert ("other_host", {"host": "cchc-cu.example"}) in reading.report.notes


def test_an_example_of_what_is_left_out_names_nobody():
    for front in ("203.0.113.5 - -", "2001:db8:aaaa::77 - -", "2001:db8:1:2:3:4:5:6 - -"):
        reading = read(line(front=front, request="POST /tim-kiem/?q=Trần+Thị+Mão HTTP/1.1"))
        ((*_, number, example),) = reading.report.as_json()["left_out"]

        assert number == 1
        assert "POST /tim-kiem/" in example
        assert not any(part in example for part in ("203.0", "2001", "77", "Mão"))


@pytest.mark.parametrize("order", [(0, 29, 60), (60, 29, 0), (29, 0, 60), (0, 60, 29), (60, 0, 29)])
def test_visits_are_the_same_in_whatever_order_lines_come(order):
    lines = [line(at=f"01/Mar/2025:{9 + minute // 60:02}:{minute % 60:02}:00 +0700") for minute in order]

    assert read(*lines)._ours._visits(date(2025, 3, 1)) == (2, 1)


def test_a_view_between_two_visits_makes_them_one():
    lines = [line(at=f"01/Mar/2025:09:{minute:02}:00 +0700") for minute in (0, 50, 25)]

    assert read(*lines[:2])._ours._visits(date(2025, 3, 1)) == (2, 1)
    assert read(*lines)._ours._visits(date(2025, 3, 1)) == (1, 1)


def test_memory_grows_with_readers_and_not_with_lines():
    def lines(count):
        minutes = cycle(product(range(9, 12), range(0, 60, 5)))
        return (line(at=f"01/Mar/2025:{hour:02}:{minute:02}:00 +0700") for hour, minute in islice(minutes, count))

    read(*lines(100))  # what is loaded once

    def peak(count):
        tracemalloc.start()
        reading = Reading()
        reading.add(lines(count))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < 2 * peak(500)


def test_more_readers_than_memory_holds_are_refused(monkeypatch):
    monkeypatch.setattr(access_log, "MOST_READERS", 3)

    with pytest.raises(Unusable, match="more than 3 readers"):
        read(*(line(front=f"203.0.113.{n} - -") for n in range(9)))


def test_a_log_uses_up_none_of_what_todays_counter_may_take(write, monkeypatch):
    monkeypatch.setitem(dimensions.LIMITED, "referrer", dimensions.CardinalityLimit(1))
    days = [line(at=f"0{n}/Mar/2025:09:00:00 +0700", referrer=f"https://trang{n}.example/") for n in (1, 2)]

    run("import_access_logs", write("".join(days), "access.log"))

    assert set(DimensionDay.objects.filter(kind="referrer").values_list("value", flat=True)) == {
        "trang1.example",
        "trang2.example",  # each day of the log has its own
    }
    assert dimensions.LIMITED["referrer"].admits("referrer=hom-nay.example")


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-32"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: gzip.compress(text.encode("utf-16")),
    ],
)
def test_a_log_is_read_in_whatever_encoding_it_was_saved(write, encode):
    text = line() + line(agent=FIREFOX, referrer="https://báo.example/")

    # The name says nothing about compression: the first bytes show it.
    assert "0 of 2 lines unreadable" in run("import_access_logs", write(encode(text), "access.log-20250301"))
    assert SiteDay.objects.get().visitors == 2


def test_the_same_log_twice_counts_once_also_when_one_is_packed(write):
    plain, packed = write(line(), "a.log"), write(gzip.compress(line().encode()), "a.log.gz")

    run("import_access_logs", plain, plain, packed)

    assert SiteDay.objects.get().views == 1


@pytest.mark.parametrize("start", [b"BZh91AY", b"\xfd7zXZ\x00\x00", b"\x28\xb5\x2f\xfd\x00", b"PK\x03\x04\x00\x00"])
def test_what_is_packed_otherwise_is_refused_in_words(write, start):
    with pytest.raises(CommandError, match="unpack it first"):
        run("import_access_logs", write(start + bytes(100), "access.log"))


@pytest.mark.parametrize("text", ['"\\' * 40_000, "[" * 60_000, "1" * 60_000, "a [b] " * 10_000, "::" * 30_000])
def test_a_long_line_takes_no_longer_than_its_length(text):
    assert log_lines.parse(text) is None
    assert len(log_lines.without_persons(text)) <= 2000
