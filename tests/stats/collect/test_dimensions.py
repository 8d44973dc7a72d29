import sys

import pytest
from django.urls import reverse

from articles.models import Attachment, Page
from articles.pagination import PER_PAGE
from stats.collect import agents, dimensions, recording, sources
from stats.collect.bots import is_bot
from stats.models import DimensionDay, Hit, Reason
from stats.rollup.rollup import roll_up_all
from tests.factories import make_article, make_category, make_site
from tests.layout.test_site_context import make_banner
from tests.stats.factories import CHROME, local, see, send

from .test_bots import APPLE, WEBKIT

pytestmark = pytest.mark.django_db

PHONE = f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE}"
AGENTS = {
    CHROME: ("desktop", "Chrome", "Windows"),
    PHONE: ("mobile", "Chrome", "Android"),
    f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0": ("desktop", "Edge", "Windows"),
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} coc_coc_browser/128.0.140 Chrome/122.0.0.0 Safari/537.36": (
        "desktop", "Cốc Cốc", "Windows",
    ),
    f"Mozilla/5.0 (Linux; Android 14; SM-S921B) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36": (
        "mobile", "Samsung Internet", "Android",
    ),
    f"{IPHONE} Version/18.5 Mobile/15E148 Safari/604.1": ("mobile", "Safari", "iOS"),
    f"{IPHONE} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1": ("mobile", "Chrome", "iOS"),
    f"{IPHONE} Mobile/15E148 Zalo iOS/540 ZaloTheme/light ZaloLanguage/vi": ("mobile", "Zalo", "iOS"),
    f"{PHONE} Zalo android/12110720 ZaloTheme/light ZaloLanguage/vi": ("mobile", "Zalo", "Android"),
    f"{IPHONE} Mobile/22F76 [FBAN/FBIOS;FBAV/528.0.0.40.73]": ("mobile", "Facebook", "iOS"),
    f"Mozilla/5.0 (iPad; CPU OS 17_6 like Mac OS X) {APPLE} Version/17.6 Mobile/15E148 Safari/604.1": (
        "tablet", "Safari", "iOS",
    ),
    f"Mozilla/5.0 (Linux; Android 13; SM-X200) {WEBKIT} Chrome/141.0.0.0 Safari/537.36": (
        "tablet", "Chrome", "Android",
    ),
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {APPLE} Version/18.5 Safari/605.1.15": (
        "desktop", "Safari", "macOS",
    ),
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0": ("desktop", "Firefox", "Linux"),
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/141.0.0.0 Safari/537.36": (
        "desktop", "Chrome", "ChromeOS",
    ),
    f"Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) {WEBKIT} 85.0.4183.93/6.5 TV Safari/537.36": (
        "other", "Safari", "other",
    ),
    "Mozilla/5.0 (Windows NT 10.0) NguyenVanA-0912345678Browser/1.0": ("desktop", "other", "Windows"),
    "": ("other", "other", "other"),
}  # fmt: skip


@pytest.mark.parametrize(("agent", "known"), AGENTS.items())
def test_device_browser_and_system_are_read_from_the_agent(agent, known):
    assert agents.read(agent) == known


def test_no_agent_makes_a_value_of_its_own():
    names = {*agents.BROWSERS, "Zalo", "other"}
    made_up = [f"Mozilla/5.0 ({word}/1.0; {word} OS 3) {word}Browser/7.1 {word}" for word in ("Abc", "Minh", "0912")]

    assert {agents.read(agent).browser for agent in made_up} <= names


@pytest.mark.parametrize("read", [agents.read, is_bot, dimensions.language])
def test_a_header_as_long_as_a_book_is_not_remembered(read):
    header = "vi " * 100_000
    known = sys.getrefcount(header)

    read(header)

    assert sys.getrefcount(header) == known


OURS = ("testserver", "cchc.example")
SOURCES = {
    "": ("direct", ""),
    "http://testserver/chuyen-muc/a/?q=1": ("inside", ""),
    "https://cchc.example/": ("inside", ""),
    "https://www.google.com/": ("search", "google.com"),
    "https://www.google.com.vn/search?q=nguyen+van+a": ("search", "google.com.vn"),
    "https://coccoc.com/search?query=mot+cua": ("search", "coccoc.com"),
    "https://search.yahoo.co.jp/": ("search", "search.yahoo.co.jp"),
    "https://mail.google.com/": ("other", "mail.google.com"),
    "https://google.com.lua-dao.example/": ("other", "google.com.lua-dao.example"),
    "https://l.facebook.com/l.php?u=x": ("social", "l.facebook.com"),
    "https://chat.zalo.me/": ("social", "chat.zalo.me"),
    "https://netflix.com/": ("other", "netflix.com"),
    "android-app://com.zing.zalo/": ("social", "zalo.me"),
    "android-app://com.google.android.googlequicksearchbox/": ("search", "google.com"),
    "android-app://vn.example.khac/": ("other", ""),
    "https://WWW.Langson.EXAMPLE:8443/tin?id=3#x": ("other", "langson.example"),
    "https://nguyen.a:matkhau@langson.example/": ("other", "langson.example"),
    "https://thủtục.example/": ("other", "xn--thtc-x05ak.example"),
    "http://192.168.1.7/": ("other", ""),
    "http://[2001:db8::1]/": ("other", ""),
    "http://[::1": ("other", ""),
    "http://may-cua-anh-minh/": ("other", ""),
    "file:///C:/Users/Minh/bai.html": ("other", ""),
    "javascript:alert(1)": ("other", ""),
    "https://" + "a" * 130 + ".example/": ("other", ""),
    "không phải địa chỉ": ("other", ""),
}


@pytest.mark.parametrize(("referrer", "known"), SOURCES.items())
def test_a_referrer_gives_a_kind_and_at_most_a_host(referrer, known):
    assert sources.read(referrer, OURS) == known


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("VI", "vi"),
        ("zh-Hant-TW;q=1", "zh"),
        ("lo, vi", "lo"),
        ("", "other"),
        ("*", "other"),
        ("nguyenvana", "other"),
        ("qq", "other"),
    ],
)
def test_the_first_language_is_taken(accepted, code):
    assert dimensions.language(accepted) == code


def pieces():
    return sorted(piece for hit in Hit.objects.all() for piece in hit.dimensions)


def test_a_view_has_its_dimensions(client):
    see(client, agent=PHONE, headers={"Accept-Language": "vi"}, path="/tim-kiem/", referrer="https://zalo.me/s/1/")

    assert pieces() == [
        "browser=Chrome", "device=mobile", "language=vi", "page=search", "referrer=zalo.me", "source=social",
        "system=Android",
    ]  # fmt: skip


def test_the_view_of_an_article_is_no_view_of_another_page(client):
    see(client, make_article(), path="/")

    assert not [piece for piece in pieces() if piece.startswith("page=")]


def test_who_comes_to_zalo_without_an_address_comes_from_zalo(client):
    see(client, agent=f"{IPHONE} Mobile/15E148 Zalo iOS/540", referrer="")

    assert "source=social" in pieces()


def test_a_page_is_counted_by_its_kind_or_by_the_path_of_one_that_there_is(client):
    category = make_category()
    page = Page.objects.create(title="Giới thiệu", body="<p>Về chúng tôi</p>")
    Page.objects.create(title="Chưa hiện", body="<p>Sắp có</p>", is_published=False)
    paths = {
        "/": "home",
        category.get_absolute_url(): category.get_absolute_url(),
        page.get_absolute_url(): page.get_absolute_url(),
        "/trang/chua-hien/": "page",
        "/trang/0912345678/": "page",
        "/chuyen-muc/khong-co/": "category",
        "/the/khong-co/": "tag",
        "/hoi-dap/": "questions",
        "/khong/co/": "other",
        "//khac.example/": "other",
        "": "other",
        "\0": "other",
    }

    for path, value in paths.items():
        assert dimensions.page(path) == value


def test_values_that_anybody_can_make_up_end_somewhere(client, monkeypatch):
    monkeypatch.setitem(dimensions.LIMITED, "referrer", dimensions.CardinalityLimit(2))
    for number in range(4):
        see(client, referrer=f"https://trang{number}.example/")
    see(client, referrer="https://trang1.example/")

    assert [piece for piece in pieces() if piece.startswith("referrer")] == [
        "referrer=other", "referrer=other", "referrer=trang0.example", "referrer=trang1.example",
        "referrer=trang1.example",
    ]  # fmt: skip


@pytest.mark.parametrize("excluded", [{"agent": "curl/8.5.0"}, {"headers": {"Origin": "https://khac.example"}}, {}])
def test_excluded_beacons_do_not_use_up_the_values_of_a_day(client, monkeypatch, excluded):
    monkeypatch.setitem(dimensions.LIMITED, "search", dimensions.CardinalityLimit(2))
    monkeypatch.setattr(recording, "FLOOD_PER_MINUTE", 1)
    tell(client, "search", words="khai sinh", results=1)
    for number in range(4):
        tell(client, "search", words=f"từ bịa {number}", results=0, **excluded)
    see(client, event="search", words="hộ tịch", results=1, address="203.0.113.6")

    assert pieces() == ["search=1 hộ tịch", "search=1 khai sinh"]


def test_a_name_too_long_for_any_site_is_not_even_looked_at(monkeypatch):
    asked = []
    monkeypatch.setattr(sources, "_HOST", type("Pattern", (), {"fullmatch": asked.append}))

    assert sources.clean_host("é." * 900) == ""
    assert asked == []


def test_the_next_day_may_hold_new_values_again(time_machine):
    few = dimensions.CardinalityLimit(1)
    time_machine.move_to("2026-03-02T10:00Z")
    assert [few.admits("a"), few.admits("b"), few.admits("a")] == [True, False, True]

    time_machine.move_to("2026-03-03T10:00Z")

    assert few.admits("b")


def test_the_limit_of_a_day_begins_anew_at_local_midnight(time_machine):
    few = dimensions.CardinalityLimit(1)
    time_machine.move_to(local(2026, 3, 2, 6, 59), tick=False)
    few.admits("a")

    time_machine.move_to(local(2026, 3, 2, 7, 1), tick=False)  # 0:01 of the day in UTC
    in_the_morning = few.admits("b")
    time_machine.move_to(local(2026, 3, 2, 23, 59), tick=False)
    before_midnight = few.admits("b")
    time_machine.move_to(local(2026, 3, 3, 0, 1), tick=False)
    after_midnight = few.admits("b")

    assert [in_the_morning, before_midnight, after_midnight] == [False, False, True]


def test_the_counting_picture_records_what_it_can(client):
    headers = {"User-Agent": PHONE, "Accept-Language": "vi", "Referer": "http://testserver/tim-kiem/?q=a"}

    client.get(reverse("stats:picture", args=[0]), headers=headers)

    assert pieces() == ["browser=Chrome", "device=mobile", "language=vi", "page=search", "system=Android"]


def tell(client, event, **body):
    return see(client, event=event, **body)


@pytest.mark.parametrize(
    ("words", "results", "value"),
    [
        ("Khai sinh", 12, ["search=12 khai sinh"]),
        ("  HOÀ   BÌNH ", 0, ["search=0 hòa bình"]),
        ("18-NQ/TU", 100_000, ["search=9999 18-nq/tu"]),
        ("\0\u200b", 0, []),
        ("nguyenvana@thu.example", 0, []),
        ("0912 345 678", 0, []),
        ("căn cước 001099012345", 0, []),
        ("a" * 200, 3, ["search=3 " + "a" * 80]),
    ],
)
def test_a_search_is_counted_by_its_words_unless_they_may_be_about_a_person(client, words, results, value):
    tell(client, "search", words=words, results=results)

    hit = Hit.objects.get()
    assert (hit.is_view, hit.reason, hit.dimensions) == (False, "", value)


def test_only_the_first_page_of_results_reports_the_search(client):
    make_site()
    for _ in range(PER_PAGE + 1):
        make_article(title="Thủ tục khai sinh")

    first = client.get("/tim-kiem/?q=Khai+sinh").text
    second = client.get("/tim-kiem/?q=Khai+sinh&trang=2").text

    assert f'data-search-words="Khai sinh" data-search-results="{PER_PAGE + 1}"' in first
    assert "khai sinh" in second
    assert "data-search-words" not in second


@pytest.mark.parametrize(
    ("host", "value"),
    [
        ("www.dichvucong.gov.vn:443", ["outbound=dichvucong.gov.vn"]),
        ("thủtục.example", ["outbound=xn--thtc-x05ak.example"]),
        ("192.168.1.7", []),
        ("", []),
        ("a b", []),
    ],
)
def test_a_link_to_another_site_is_counted_by_its_host(client, host, value):
    tell(client, "outbound", host=host)

    assert Hit.objects.get().dimensions == value


@pytest.mark.parametrize(
    ("depth", "seconds", "value"),
    [
        (0, 0, ["depth=25", "reading=0-10"]),
        (25, 9, ["depth=25", "reading=0-10"]),
        (26, 10, ["depth=50", "reading=10-30"]),
        (75, 30, ["depth=75", "reading=30-60"]),
        (76, 60, ["depth=100", "reading=60-180"]),
        (100, 180, ["depth=100", "reading=180+"]),
        (100, 10**9, ["depth=100", "reading=180+"]),
    ],
)
def test_leaving_is_counted_by_coarse_classes(client, depth, seconds, value):
    tell(client, "leave", depth=depth, seconds=seconds)

    assert Hit.objects.get().dimensions == value


def test_downloads_and_banners_count_when_there_are_such(client):
    article, banner = make_article(), make_banner()
    (attachment,) = Attachment.objects.bulk_create([Attachment(article=article, title="Mẫu", file="a.docx", size=1)])

    tell(client, "download", id=attachment.pk)
    tell(client, "banner", id=banner.pk)
    tell(client, "download", id=attachment.pk + 1)
    tell(client, "banner", id=2**62)
    roll_up_all()

    rows = (
        DimensionDay.objects.filter(kind__in=["download", "banner"])
        .order_by("kind")
        .values_list("kind", "value", "count")
    )
    assert list(rows) == [("banner", str(banner.pk), 1), ("download", str(attachment.pk), 1)]


def test_what_readers_do_is_no_view(client):
    see(client)
    tell(client, "leave", depth=50, seconds=20)

    answer = tell(client, "search", words="khai sinh", results=1).json()

    assert answer["article_views"] == 0
    assert answer["today"] == 1
    assert Hit.objects.filter(is_view=True).count() == 1


@pytest.mark.parametrize(
    "body",
    [
        '{"event": "khong-co"}',
        '{"event": null}',
        '{"event": ["search"]}',
        '{"event": "search", "words": 5, "results": 1}',
        '{"event": "search", "words": "a"}',
        '{"event": "search", "words": "a", "results": -1}',
        '{"event": "search", "words": "a", "results": 1.5}',
        '{"event": "search", "words": "' + "a" * 401 + '", "results": 1}',
        '{"event": "download"}',
        '{"event": "download", "id": 0}',
        '{"event": "download", "id": "1"}',
        '{"event": "download", "id": true}',
        '{"event": "banner", "id": 9223372036854775808}',
        '{"event": "outbound", "host": {}}',
        '{"event": "leave", "depth": 101, "seconds": 1}',
        '{"event": "leave", "depth": 50}',
    ],
)
def test_a_wrong_event_gets_the_same_quiet_answer(client, body):
    response = send(client, body)

    assert response.status_code == 200
    assert response.json() == {"article_views": 0, "today": 0, "total": 0, "online": 0}
    assert Hit.objects.get().reason == Reason.MALFORMED


def test_what_is_left_out_has_no_dimensions(client):
    tell(client, "search", words="khai sinh", results=1, webdriver=True)
    tell(client, "download", id=1, webdriver=True)
    see(client, agent="curl/8.5.0")
    tell(client, "download", id=1)
    see(client, make_article(status="draft"))

    assert (
        list(Hit.objects.order_by("pk").values_list("reason", flat=True))
        == ["webdriver"] * 2 + ["bot"] + ["unknown"] * 2
    )
    assert pieces() == []


def test_clicks_do_not_make_reading_a_flood(client, monkeypatch):
    monkeypatch.setattr("stats.collect.recording.FLOOD_PER_MINUTE", 2)
    for _ in range(3):
        tell(client, "outbound", host="songlam.example")
    see(client)

    assert list(Hit.objects.order_by("pk").values_list("reason", flat=True)) == ["", "", "flood", ""]
