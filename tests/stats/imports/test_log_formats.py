"""Access logs of IIS, CloudFront, load balancers and services: read like those of nginx, or refused by their name."""

import json
from contextlib import suppress
from datetime import date

import pytest
from django.core.management import CommandError

from stats.collect.bots import is_bot
from stats.imports import figure_imports
from stats.imports.access_log import Reading
from stats.imports.report import Told, Unusable
from stats.models import DimensionDay, Excluded, FigureImport, SiteDay
from tests.commands import run
from tests.factories import make_article
from tests.stats.collect.test_bots import BOTS, BROWSERS
from tests.stats.factories import CHROME

from .figures import FIRST, checked, totals, upload, words

pytestmark = pytest.mark.django_db

IIS_FIELDS = (
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status"
    " sc-substatus sc-win32-status time-taken"
)
SOFTWARE = "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2025-03-01 02:00:00\n"
VALUES = {
    "date": "2025-03-01",
    "time": "02:00:00",
    "s-ip": "10.0.0.5",
    "cs-method": "GET",
    "cs-uri-stem": "/",
    "cs-uri-query": "-",
    "s-port": "443",
    "cs-username": "-",
    "c-ip": "203.0.113.5",
    "cs(User-Agent)": CHROME.replace(" ", "+"),
    "cs(Referer)": "-",
    "sc-status": "200",
    "sc-substatus": "0",
    "sc-win32-status": "0",
    "time-taken": "15",
    "s-sitename": "W3SVC1",
    "s-computername": "WEB01",
    "cs-host": "cchc.example",
    "cs(Host)": "cchc.example",
    "x-host-header": "cchc.example",
    "cs-version": "HTTP/1.1",
    "cs(Cookie)": "a=1;+b=2",
    "cs-uri": "/",
}


def entry(fields=IIS_FIELDS, separator=" ", **values):
    """A line of those fields; values are named as fields are, with “_” for what no name in Python holds."""
    plain = {name.replace("-", "_").replace("(", "_").replace(")", "").lower(): name for name in VALUES}
    said = VALUES | {plain[name]: value for name, value in values.items()}
    return separator.join(said[name] for name in fields.split()) + "\n"


def iis(*lines, fields=IIS_FIELDS):
    return f"{SOFTWARE}#Fields: {fields}\n" + "".join(lines or [entry(fields)])


@pytest.fixture(autouse=True)
def portal(settings):
    settings.SITE_URL = "https://cchc.example"
    settings.ALLOWED_HOSTS = ["cchc.example", "testserver"]


def read(text):
    reading = Reading()
    reading.add(text.splitlines(keepends=True))
    reading.close()
    return reading


def views(reading):
    return {day: reading.views(day) for day in reading.days()}


def left_out(reading):
    counts = {code: count for code, _, count, *_ in reading.report.as_json()["left_out"]}
    counts.pop("comment", 0)
    return counts


def told(reading):
    return Told.of(reading.report.as_json())


def cloudfront(**values):
    fields = "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer)"
    fields += " cs(User-Agent) cs-uri-query x-host-header"
    said = VALUES | {"x-edge-location": "HAN50-C1", "sc-bytes": "9", "cs(Host)": "d111111abcdef8.cloudfront.net"}
    said |= {"cs(User-Agent)": CHROME.replace(" ", "%20"), **values}
    return f"#Version: 1.0\n#Fields: {fields}\n" + "\t".join(said[name] for name in fields.split()) + "\n"


ELB = "2025-03-01T02:00:00.186641Z app/web/50dc6c 203.0.113.5:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366"
REQUEST = f'"GET https://cchc.example:443/ HTTP/1.1" "{CHROME}"'
COMBINED = f'203.0.113.5 - - [01/Mar/2025:09:00:00 +0700] "GET / HTTP/1.1" 200 9 "-" "{CHROME}"\n'
CLOUDFLARE = {
    "ClientIP": "203.0.113.5",
    "ClientRequestHost": "cchc.example",
    "ClientRequestMethod": "GET",
    "ClientRequestURI": "/",
    "EdgeResponseStatus": 200,
    "EdgeStartTimestamp": 1740794400000000000,
    "ClientRequestUserAgent": CHROME,
    "ClientRequestReferer": "",
}
AZURE = {
    "time": "2025-03-01T02:00:00.0000000Z",
    "properties": {
        "clientIp": "203.0.113.5",
        "httpMethod": "GET",
        "requestUri": "https://cchc.example:443/",
        "httpStatusCode": "200",
        "userAgent": CHROME,
    },
}
GOOGLE = {
    "timestamp": "2025-03-01T02:00:00.123456Z",
    "httpRequest": {
        "remoteIp": "203.0.113.5",
        "requestMethod": "GET",
        "requestUrl": "https://cchc.example/",
        "status": 200,
        "userAgent": CHROME,
    },
}
VIEWS = {
    "IIS": iis(),
    "IIS with every field": iis(fields=" ".join(name for name in VALUES if name != "cs-uri")),
    "IIS with fields in another order": iis(fields=" ".join(reversed(IIS_FIELDS.split()))),
    "IIS, a copy that still holds": iis(entry(sc_status="304")),
    "IIS with a query": iis(entry(cs_uri_query="utm_source=zalo&q=a+b")),
    "IIS with small names": iis().replace(IIS_FIELDS, IIS_FIELDS.lower()),
    "IIS in IPv6": iis(entry(c_ip="2001:db8::7")),
    "IIS without referrers": iis(fields=IIS_FIELDS.replace("cs(Referer) ", "")),
    "IIS, a site named by its domain": iis(fields=f"{IIS_FIELDS} s-sitename").replace("W3SVC1", "cchc.example"),
    "IIS without days": iis(fields=IIS_FIELDS.replace("date ", "")),
    "IIS with a mark and Windows' line ends": "\ufeff" + iis().replace("\n", "\r\n"),
    "W3C with tabs": iis(entry(separator="\t")),
    "W3C with cs-uri": iis(fields=IIS_FIELDS.replace("cs-uri-stem cs-uri-query", "cs-uri")),
    "W3C with quotes": iis(entry(cs_user_agent=f'"{CHROME}"')),
    "W3C with quotes inside": iis(entry(cs_user_agent=f'"{CHROME} ""x"""')),
    "W3C with a browser that has a quotation mark": iis(entry(cs_user_agent=CHROME.replace(" ", "+") + '+"x"')),
    "CloudFront": cloudfront(),
    "CloudFront, written twice": cloudfront(**{"cs(User-Agent)": CHROME.replace(" ", "%2520")}),
    "a load balancer of AWS": f"https {ELB} {REQUEST} - - arn:aws:x\n",
    "a classic load balancer": f"{ELB} {REQUEST} ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2\n",
    "JSON of Cloudflare": json.dumps(CLOUDFLARE),
    "JSON of Azure": json.dumps(AZURE),
    "JSON of Google Cloud": json.dumps(GOOGLE),
    "nginx through syslog": "<190>Mar  1 09:00:00 web01 nginx: " + COMBINED,
    "Apache through syslog": "Mar  1 09:00:00 web01 httpd[812]: " + COMBINED,
    "syslog with whole days": "2025-03-01T09:00:00.123+07:00 web01 nginx: " + COMBINED,
    "vhost_combined": "cchc.example:443 " + COMBINED,
    "a caddy that is asked by name": COMBINED.replace("GET /", "GET https://cchc.example/"),
}


@pytest.mark.parametrize("text", VIEWS.values(), ids=VIEWS)
def test_a_reader_is_a_view_in_every_format(text):
    reading = read(text)

    assert views(reading) == {FIRST: 1}
    assert not left_out(reading)
    assert not any(reading._ours.excluded.values())


@pytest.mark.parametrize("text", VIEWS.values(), ids=VIEWS)
def test_a_format_is_found_by_what_is_in_the_file(text):
    assert checked(text).kind == "log"


@pytest.mark.parametrize(
    ("why", "values"),
    [
        ("method", {"cs_method": "POST"}),
        ("status", {"sc_status": "404"}),
        ("no_page", {"cs_uri_stem": "/Content/site.css"}),
        ("bot", {"cs_user_agent": "Mozilla/5.0+(compatible;+bingbot/2.0;++http://www.bing.com/bingbot.htm)"}),
        ("bot", {"cs_user_agent": "-"}),
        ("unreadable", {"c_ip": "-"}),
        ("unreadable", {"date": "2025-02-31"}),
        ("unreadable", {"time_taken": "15 16"}),
    ],
)
def test_lines_of_iis_are_left_out_for_the_same_reasons(why, values):
    reading = read(iis(entry(**values)))

    assert left_out(reading) == {why: 1}
    assert not sum(views(reading).values())


@pytest.mark.parametrize("write_blank", ["+", "%20", "%2520"])
def test_browsers_and_programs_are_told_apart_however_a_blank_is_written(write_blank):
    wrong = []
    for agent in [*BROWSERS, *BOTS]:
        if " " in agent.strip():
            text = iis(entry(cs_user_agent=agent.strip().replace(" ", write_blank)))
            if sum(views(read(text)).values()) != (not is_bot(agent)):
                wrong.append(agent)

    assert not wrong


def test_a_day_of_utc_is_parted_at_local_midnight():
    reading = read(iis(entry(time="16:59:59"), entry(time="17:00:00")))

    assert views(reading) == {FIRST: 1, date(2025, 3, 2): 1}


def test_the_clock_that_begins_anew_is_the_next_day_where_lines_have_none():
    fields = IIS_FIELDS.replace("date ", "")
    reading = read(iis(*(entry(fields, time=time) for time in ("03:00:00", "23:59:00", "00:01:00")), fields=fields))

    assert views(reading) == {FIRST: 1, date(2025, 3, 2): 2}


def test_fields_may_change_within_a_file():
    other = "time date sc-status cs(User-Agent) c-ip cs-uri-stem cs-method"
    reading = read(iis() + f"#Date: 2025-03-01 03:00:00\n#Fields: {other}\n" + entry(other) + iis())

    assert views(reading) == {FIRST: 3}
    assert "Từ dòng 7, nhật ký ghi các trường khác" in " ".join(told(reading).notes)


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        (IIS_FIELDS.replace("c-ip ", ""), "c-ip"),
        (IIS_FIELDS.replace("sc-status", "").replace("cs-method", ""), "cs-method, sc-status"),
        ("date time cs(User-Agent)", "c-ip, cs-method, cs-uri-stem, sc-status"),
    ],
)
def test_a_log_that_lacks_fields_is_named_with_them(client, webmaster, fields, lacking):
    fields = " ".join(fields.split())
    page = client.get(upload(client, iis(fields=fields), "u_ex250301.log").headers["Location"])

    assert f"Nhật ký không ghi những trường cần có: {lacking} 1" in words(page)


def test_a_log_without_browsers_says_that_it_cannot_tell_readers_from_programs():
    reading = read(iis(fields=IIS_FIELDS.replace("cs(User-Agent) ", "")))

    assert left_out(reading) == {"no_agent": 1}


@pytest.mark.parametrize("name", ["IIS without referrers", "a load balancer of AWS", "JSON of Traefik's kind"])
def test_where_readers_came_from_is_not_made_up(name, write):
    text = VIEWS.get(name) or json.dumps(CLOUDFLARE | {"ClientRequestReferer": None})

    said = run("import_access_logs", write(text, "a.log"), "--dry-run")
    run("import_access_logs", write(text, "a.log"))

    assert "1 lines do not record where readers came from" in said
    assert not DimensionDay.objects.filter(kind="source").exists()
    assert DimensionDay.objects.get(kind="browser").value == "Chrome"


def test_readers_who_came_by_themselves_are_counted_where_the_log_could_name_a_referrer(write):
    run("import_access_logs", write(iis(), "a.log"))

    assert DimensionDay.objects.get(kind="source").value == "direct"


def test_another_site_of_the_same_server_counts_nothing():
    fields = f"{IIS_FIELDS} cs(Host)"
    reading = read(iis(entry(fields), entry(fields, cs_host="khac.example:443"), fields=fields))

    assert views(reading) == {FIRST: 1}
    assert left_out(reading) == {"other_site": 1}


def test_a_log_of_iis_is_shown_added_and_undone(client, webmaster):
    article = make_article()
    before = totals()
    lines = [entry(cs_uri_stem=article.get_absolute_url()), entry(sc_status="304"), entry(cs_user_agent="curl/8")]

    page = upload(client, iis(*lines), "u_ex250301.log").headers["Location"]
    shown = words(client.get(page))
    for part in (
        "Kiểu nhật ký: W3C (IIS, CloudFront).",
        "c-ip Địa chỉ của người đọc (không lưu)",
        "cs-uri-stem Trang được mở",
        "cs(User-Agent) Trình duyệt",
        "time-taken Không dùng",
        "Dòng ghi chú 4 Dòng 1: #Software: Microsoft Internet Information Services 10.0",
    ):
        assert part in shown
    assert "203.0.113" not in shown
    client.post(page)
    assert SiteDay.objects.values_list("views", "visits", "visitors").get() == (2, 1, 1)
    assert Excluded.objects.get().count == 1

    figure_imports.undo(FigureImport.objects.get().pk, webmaster)
    assert {name: rows for name, rows in totals().items() if name != "ArticleYear"} == {
        name: rows for name, rows in before.items() if name != "ArticleYear"
    }


def test_the_same_log_of_iis_twice_adds_once(client, webmaster, write):
    run("import_access_logs", write(iis(), "a.log"), write(iis(), "b.log"))
    assert SiteDay.objects.get().views == 1

    shown = words(client.get(upload(client, iis(), "a.log").headers["Location"]))

    assert "Ngày đã có số liệu: 01/03/2025 1" in shown
    assert "Không có gì để nhập" in shown


# Formats that are not read


UNREAD = {
    "IIS with commas": (
        "203.0.113.5, -, 03/01/25, 7:55:20, W3SVC2, WEB, 10.0.0.5, 45, 163, 32, 200, 0, GET, /, -,\n",
        "W3C",
    ),
    "W3C without its head": (entry(), "“#Fields:”"),
    "an error log of nginx": ('2025/03/01 09:00:00 [error] 12#12: *1 open() "/x" failed\n', "nhật ký lỗi"),
    "an error log of Apache": (
        "[Sat Mar 01 09:00:00.123456 2025] [core:error] [pid 1] [client 203.0.113.5:1] AH00126: x\n",
        "nhật ký lỗi",
    ),
    "an error log of Windows": (
        "#Software: Microsoft HTTP API 2.0\n#Version: 1.0\n#Date: 2025-03-01 02:00:00\n"
        "#Fields: date time c-ip c-port cs-version cs-method cs-uri sc-status s-reason\n"
        "2025-03-01 02:00:00 203.0.113.5 50 HTTP/1.1 GET / 400 Hostname\n",
        "HTTPERR",
    ),
    "HAProxy": (
        "Mar  1 09:00:00 lb haproxy[14]: 203.0.113.5:5 [01/Mar/2025:09:00:00.1] f b/s 10/0/30/69/109 200 27 - - ---- "
        '1/1/1/1/0 0/0 "GET / HTTP/1.1"\n',
        "HAProxy",
    ),
    "S3": (
        f'{"7a" * 32} b [01/Mar/2025:09:00:00 +0000] 203.0.113.5 - 3E57 REST.GET.OBJECT a.jpg "GET /b" 200\n',
        "S3",
    ),
    "events of Windows": ("ElfFile\x00" + "\x00" * 200, "evtx"),
    "Parquet": ("PAR1" + "\x00" * 200, "Parquet"),
    "an array in JSON": (json.dumps([CLOUDFLARE]), "mỗi dòng một bản ghi"),
    "indented JSON": (json.dumps(CLOUDFLARE, indent=1), "mỗi dòng một bản ghi"),
    "a format of one's own": ("203.0.113.5|GET|/|200|2025-03-01\n" * 3, "kiểu ghi này không đọc được"),
}


@pytest.mark.parametrize(("text", "said"), UNREAD.values(), ids=UNREAD)
def test_a_format_that_is_not_read_is_named_with_what_to_do(client, webmaster, write, text, said):
    answer = upload(client, text, "a.log")

    assert answer.status_code == 200
    assert said in words(answer)
    assert "Dòng đầu phải có cột" not in words(answer)
    assert not FigureImport.objects.exists()
    with pytest.raises(CommandError, match="Nothing was added"):
        run("import_access_logs", write(text, "a.log"))


@pytest.mark.parametrize(
    "text",
    [
        "#Fields:\n" + entry(),
        "#Fields: " + "x " * 9000 + "\n" + "y " * 9000,
        "#Date: x\n#Fields: time c-ip\n00:00:00 ::\n",
    ],
)
def test_a_head_that_says_nothing_is_no_fault(text):
    with suppress(Unusable):
        assert not checked(text).rows.site
