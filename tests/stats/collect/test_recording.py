import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import network
from accounts.network import Sender
from articles.models import Article
from stats.collect import recording, visitors
from stats.collect.beacon import Beacon
from stats.days import local_day
from stats.models import ArticleTotal, DaySalt, Excluded, Hit, Reason, SiteDay
from stats.rollup.rollup import roll_up_all
from tests.factories import EDITOR, make_article, make_site, make_user
from tests.stats.factories import CHROME, FIREFOX, local, see, send

pytestmark = pytest.mark.django_db


def reasons():
    return list(Hit.objects.order_by("pk").values_list("reason", flat=True))


def test_a_reader_sees_their_own_view_at_once(client):
    article = make_article()

    first = see(client, article).json()
    second = see(client, article, address="203.0.113.6").json()

    assert (first["article_views"], second["article_views"]) == (1, 2)
    assert first == {"article_views": 1, "today": 1, "total": 1, "online": 1}


def test_views_are_what_was_rolled_up_and_what_still_waits(client):
    article = make_article()
    see(client, article)
    roll_up_all()

    assert see(client, article).json()["article_views"] == 2


def test_the_answer_is_neither_kept_nor_makes_a_cookie(client):
    response = see(client, make_article())

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert not response.has_header("Vary")


def test_a_page_of_no_article_counts_for_the_portal_alone(client):
    answer = see(client).json()

    assert answer["article_views"] == 0
    assert answer["today"] == 1
    assert Hit.objects.get().article_id is None


def test_no_form_token_is_needed():
    assert see(Client(enforce_csrf_checks=True), make_article()).status_code == 200


def test_recording_itself_is_one_statement(django_assert_num_queries):
    article = make_article()
    request = RequestFactory().post("/", headers={"User-Agent": CHROME})
    visitors.visitor_of(Sender.of(request), local_day(timezone.now()))

    with django_assert_num_queries(1):
        views = recording.record(request, Beacon(article.pk))

    assert views == 1


def test_whose_view_it_is_is_worked_out_once(client, monkeypatch):
    asked, client_address = [], network.client_address
    monkeypatch.setattr(network, "client_address", lambda request: asked.append(1) or client_address(request))

    see(client, make_article())

    assert len(asked) == 1
    assert reasons() == [""]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, Reason.BOT),
        ({"User-Agent": ""}, Reason.BOT),
        ({"Sec-Purpose": "prefetch;prerender"}, Reason.PREFETCH),
        ({"Purpose": "prefetch"}, Reason.PREFETCH),
        ({"X-Moz": "prefetch"}, Reason.PREFETCH),
        ({"Origin": "https://khac.example"}, Reason.FOREIGN),
        ({"Origin": "null"}, Reason.FOREIGN),
        ({"Sec-Fetch-Site": "cross-site"}, Reason.FOREIGN),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, ""),
    ],
)
def test_headers_identify_what_is_no_reader(client, headers, reason):
    article = make_article()

    answer = see(client, article, headers=headers).json()

    assert reasons() == [reason]
    assert answer["article_views"] == (0 if reason else 1)


def test_a_browser_that_a_program_drives_is_excluded(client):
    see(client, make_article(), webdriver=True)

    assert reasons() == [Reason.WEBDRIVER]


def test_staff_are_excluded_and_readers_beside_them_are_not(client):
    article = make_article()
    staff = Client()
    staff.force_login(make_user(EDITOR))

    see(staff, article)
    see(client, article)

    assert reasons() == [Reason.STAFF, ""]


def test_an_article_that_nobody_can_see_has_no_views(client):
    draft = make_article(status=Article.Status.DRAFT)
    scheduled = make_article(published_at=timezone.now() + timedelta(hours=1))
    withdrawn = make_article()
    assert see(client, withdrawn).json()["article_views"] == 1
    Article.objects.filter(pk=withdrawn.pk).update(status=Article.Status.WITHDRAWN)

    for article in (draft, scheduled, withdrawn):
        see(client, article)

    assert reasons() == ["", Reason.UNKNOWN, Reason.UNKNOWN, Reason.UNKNOWN]
    assert list(Hit.objects.filter(reason=Reason.UNKNOWN).values_list("article_id", flat=True)) == [None] * 3


BAD_BODIES = {
    "no JSON": ("Xin chào", "application/json"),
    "nothing": ("", "application/json"),
    "bytes that are no text": (b"\xff\xfe{}", "application/json"),
    "a list": ("[1]", "application/json"),
    "an article in words": ('{"article": "12"}', "application/json"),
    "an article that is true": ('{"article": true}', "application/json"),
    "half an article": ('{"article": 1.5}', "application/json"),
    "no article's number": ('{"article": 0}', "application/json"),
    "a negative article": ('{"article": -1}', "application/json"),
    "an article beyond bigint": (f'{{"article": {2**63}}}', "application/json"),
    "a number of 5,000 digits": ('{"article": ' + "9" * 4000 + "}", "application/json"),
    "a path that is a list": ('{"article": null, "path": []}', "application/json"),
    "a path that is too long": (json.dumps({"article": None, "path": "/" * 2001}), "application/json"),
    "nested without end": ("[" * 2000 + "]" * 2000, "application/json"),
    "a megabyte": (json.dumps({"path": "x" * 1_000_000}), "application/json"),
    "a form": ("article=1", "application/x-www-form-urlencoded"),
    "plain text": ('{"article": null}', "text/plain"),
    "no content type": ('{"article": null}', ""),
}


@pytest.mark.parametrize(("body", "content_type"), BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_whatever_is_sent_gets_the_same_quiet_answer(client, body, content_type):
    response = send(client, body, content_type=content_type)

    assert response.status_code == 200
    assert response.json() == {"article_views": 0, "today": 0, "total": 0, "online": 0}
    assert reasons() == [Reason.MALFORMED]


def test_an_unknown_article_gets_the_same_quiet_answer(client):
    response = send(client, '{"article": 999999}')

    assert response.status_code == 200
    assert response.json() == {"article_views": 0, "today": 0, "total": 0, "online": 0}
    assert reasons() == [Reason.UNKNOWN]


def test_one_visitor_counts_so_many_times_a_minute(client, time_machine, monkeypatch):
    monkeypatch.setattr(recording, "FLOOD_PER_MINUTE", 3)
    time_machine.move_to(local(2026, 3, 2, 9, 0, 30), tick=False)
    for _ in range(5):
        see(client)
    see(client, agent=FIREFOX)
    time_machine.move_to(local(2026, 3, 2, 9, 1), tick=False)
    see(client)

    assert reasons() == ["", "", "", Reason.FLOOD, Reason.FLOOD, "", ""]


def test_a_visitor_with_changing_browser_names_is_limited_by_network(client, time_machine, monkeypatch):
    monkeypatch.setattr(recording, "FLOOD_OF_CONNECTION", 3)
    time_machine.move_to(local(2026, 3, 2, 9, 0, 30), tick=False)
    for number in range(5):
        see(client, address="14.160.0.5", agent=f"{CHROME} Edg/{number}")
    see(client, address="14.160.0.5", event="leave", depth=50, seconds=9)
    see(client, address="14.160.0.6")

    assert reasons() == ["", "", "", Reason.FLOOD, Reason.FLOOD, "", ""]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.2", "fd00::1"])
def test_readers_behind_a_proxy_that_nobody_named_are_no_flood(client, time_machine, monkeypatch, address):
    monkeypatch.setattr(recording, "FLOOD_OF_CONNECTION", 3)
    time_machine.move_to(local(2026, 3, 2, 9, 0, 30), tick=False)
    for number in range(5):
        see(client, address=address, agent=f"{CHROME} Edg/{number}")

    assert reasons() == [""] * 5


def test_a_clock_that_goes_back_an_hour_over_midnight_loses_and_doubles_nothing(client, time_machine):
    article = make_article(published_at=local(2026, 3, 1, 9))
    for moment in [(2026, 3, 2, 23, 50), (2026, 3, 3, 0, 10), (2026, 3, 2, 23, 10), (2026, 3, 3, 0, 10)]:
        time_machine.move_to(local(*moment), tick=False)
        assert see(client, article).status_code == 200
        roll_up_all()

    days = SiteDay.objects.order_by("day").values_list("views", "visitors", "visits")
    assert list(days) == [(2, 1, 2), (2, 1, 1)]
    assert ArticleTotal.objects.get().views == 4


def test_a_clock_that_goes_back_is_no_flood(client, time_machine, monkeypatch):
    monkeypatch.setattr(recording, "FLOOD_PER_MINUTE", 1)
    for moment in [(2026, 3, 2, 9, 0), (2026, 3, 2, 8, 0), (2026, 3, 2, 8, 1)]:
        time_machine.move_to(local(*moment), tick=False)
        see(client)

    assert reasons() == ["", "", ""]


def test_a_missing_salt_is_regenerated_and_counting_goes_on(client, time_machine):
    time_machine.move_to(local(2026, 3, 2, 9), tick=False)
    see(client)
    visitors.forget_salts(before=local(2026, 3, 3, 0).date())
    see(client)

    first, second = Hit.objects.order_by("pk").values_list("visitor", flat=True)
    assert first != second
    assert DaySalt.objects.count() == 1


@pytest.mark.parametrize("address", ["", "khong phai dia chi", "::", "::ffff:203.0.113.5", "fe80::1%eth0"])
def test_a_strange_address_counts_all_the_same(client, address):
    assert see(client, address=address).status_code == 200
    assert reasons() == [""]


def test_what_is_left_out_is_counted_by_reason_and_day(client, time_machine):
    time_machine.move_to(local(2026, 3, 2, 23, 59), tick=False)
    see(client, agent="curl/8.5.0")
    see(client, agent="curl/8.5.0")
    see(client, webdriver=True)
    time_machine.move_to(local(2026, 3, 3, 0, 0), tick=False)
    see(client, agent="curl/8.5.0")

    roll_up_all()

    rows = [(f"{row.day:%d/%m}", row.reason, row.count) for row in Excluded.objects.order_by("day", "reason")]
    assert rows == [("02/03", "bot", 2), ("02/03", "webdriver", 1), ("03/03", "bot", 1)]


VIEWS_HIDDEN = {"show_view_counts": False}
BOX_HIDDEN = {"show_counters": False}
VISITS_HIDDEN = {"show_counters": False, "publishes_statistics": False}


@pytest.mark.parametrize(
    ("off", "told"),
    [
        (VIEWS_HIDDEN, {"article_views": None, "today": 1, "total": 1, "online": 1}),
        (VISITS_HIDDEN, {"article_views": 1, "today": None, "total": None, "online": None}),
        (BOX_HIDDEN, {"article_views": 1, "today": 1, "total": 1, "online": 1}),  # the statistics page shows them
    ],
)
def test_a_figure_that_is_switched_off_is_not_sent(client, off, told):
    make_site(**off)

    assert see(client, make_article()).json() == told
    assert reasons() == [""]


def test_a_switch_is_obeyed_within_seconds(client, let_pass):
    article, site = make_article(), make_site()
    see(client, article)
    site.show_view_counts = False
    site.save()
    let_pass(seconds=2)

    assert see(client, article).json()["article_views"] is None


def test_the_switches_cost_no_query_of_each_beacon(client):
    article = make_article()
    see(client, article)

    with CaptureQueriesContext(connection) as queries:
        for _ in range(5):
            see(client, article)

    assert not [query for query in queries.captured_queries if "layout_site" in query["sql"]]


def picture(client, number, **headers):
    headers = {"User-Agent": CHROME, **headers}
    return client.get(reverse("stats:picture", args=[number]), REMOTE_ADDR="203.0.113.5", headers=headers)


def test_the_picture_counts_like_the_beacon_and_shows_the_number(client):
    article = make_article()
    see(client, article)

    response = picture(client, article.pk, Referer="http://testserver/bai-viet/x-1/")

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "no-store"
    assert "2 lượt xem" in response.text
    assert reasons() == ["", ""]


def test_the_picture_of_another_page_shows_the_visits_of_today(client):
    assert "1 lượt truy cập hôm nay" in picture(client, 0).text


@pytest.mark.parametrize(("off", "number"), [(VIEWS_HIDDEN, 1), (VISITS_HIDDEN, 0)])
def test_the_picture_of_a_figure_that_is_switched_off_has_no_words(client, off, number):
    make_site(**off)
    article = make_article()

    answer = picture(client, number and article.pk)

    assert answer.status_code == 200
    assert "lượt" not in answer.text
    assert reasons() == [""]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Referer": "https://khac.example/"}, Reason.FOREIGN),
        ({"Sec-Fetch-Site": "cross-site"}, Reason.FOREIGN),
        ({"User-Agent": "Googlebot-Image/1.0"}, Reason.BOT),
        ({"Sec-Purpose": "prefetch"}, Reason.PREFETCH),
    ],
)
def test_the_picture_is_refused_for_the_same_reasons(client, headers, reason):
    picture(client, make_article().pk, **headers)

    assert reasons() == [reason]


def test_the_picture_of_an_impossible_article_is_quiet(client):
    assert picture(client, 2**70).status_code == 200
    assert reasons() == [Reason.UNKNOWN]


def test_only_post_reaches_the_beacon(client):
    assert client.get(reverse("stats:record")).status_code == 405


def test_two_people_behind_one_address_are_two_visitors_by_their_browsers(client):
    see(client)
    see(client, agent=FIREFOX)
    see(client, address="203.0.113.77")

    assert len(set(Hit.objects.values_list("visitor", flat=True))) == 3


def test_a_household_on_ipv6_is_one_visitor_whatever_its_changing_address(client):
    see(client, address="2001:db8:1:2:aaaa::1")
    see(client, address="2001:db8:1:2:bbbb::2")
    see(client, address="2001:db8:1:3::1")

    keys = list(Hit.objects.order_by("pk").values_list("visitor", flat=True))
    assert keys[0] == keys[1] != keys[2]


def test_a_visitor_has_another_key_the_next_day(client, time_machine):
    time_machine.move_to(local(2026, 3, 2, 23, 59, 59), tick=False)
    see(client)
    time_machine.move_to(local(2026, 3, 3, 0, 0), tick=False)
    see(client)

    first, second = Hit.objects.order_by("pk").values_list("visitor", flat=True)
    assert first != second
    assert DaySalt.objects.count() == 2


def test_no_address_and_no_agent_is_stored(client):
    see(client, make_article())

    hit = Hit.objects.values().get()

    assert set(hit) == {"id", "at", "article_id", "visitor", "reason", "is_view", "dimensions"}
    assert "Mozilla" not in str(hit)
    assert "203.0.113" not in str(hit)
