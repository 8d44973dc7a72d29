"""What each of the statistics pages shows, beyond the overview; those of articles are in `test_content_pages.py`."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Attachment
from layout.models import Banner
from stats.imports.history import add_days
from stats.models import ArticleDay, Dimension, Minute, Reason, SiteDay
from stats.rollup import ledger
from stats.rollup.rollup import roll_up_all
from tests.factories import make_article, make_image
from tests.stats.factories import make_hit
from tests.uploads.factories import pdf_bytes

from .pages import DAY, NOON, YESTERDAY, page, table, words

pytestmark = pytest.mark.django_db


def test_today_is_compared_up_to_the_same_hour(webmaster):
    today, week_ago = YESTERDAY + DAY, YESTERDAY - 6 * DAY
    add_days(
        dimensions=[
            *((today, Dimension.HOUR, hour, 30) for hour in ("09", "11")),
            (today, Dimension.HOUR, "12", 5),  # the hour that runs
            *((YESTERDAY, Dimension.HOUR, hour, 20) for hour in ("09", "11", "12", "20")),
            (week_ago, Dimension.HOUR, "10", 120),
        ]
    )

    tree = page(webmaster, "desk")

    told = [words(cell) for cell in tree.xpath("//section[@aria-labelledby='stats-so-far']/dl/div/*")]
    assert "Hôm nay đến 12 giờ" in words(tree)
    assert tree.xpath("//a[starts-with(@href, '/quan-tri/thong-ke/gio-hom-nay.xlsx')]")
    assert told[:2] == ["Lượt xem trang hôm nay", "60"]
    assert told[3:6] == ["So với hôm qua, Thứ Tư, 11/03/2026", "40", "▲ tăng 50%"]
    assert told[6:] == ["So với cùng thứ tuần trước, Thứ Năm, 05/03/2026", "120", "▼ giảm 50%"]


def test_hours_and_weekdays_are_a_map_and_a_table(webmaster):
    add_days(dimensions=[(YESTERDAY - 7 * n * DAY, Dimension.HOUR, "09", 100 + n) for n in range(4)])

    tree = page(webmaster, "desk")

    assert len(tree.xpath("//*[local-name()='rect' and @class='heat-5']")) == 1
    assert "Đông nhất: Thứ Tư, từ 9 đến 10 giờ." in words(tree)
    row = tree.xpath("//section[@aria-labelledby='stats-heat']//tbody/tr[10]")[0]
    assert [words(cell) for cell in row] == ["9 giờ", "0", "0", "81", "0", "0", "0", "0"]  # five Wednesdays in 30 days


@pytest.mark.parametrize(
    ("asked", "average", "note"),
    [
        ({"tu": "05/03/2026", "den": "12/03/2026"}, "30", "Hôm nay chưa hết ngày nên không tính vào"),
        ({"tu": "06/03/2026", "den": "12/03/2026"}, "0", "Hôm nay chưa hết ngày nên không tính vào"),
        ({"tu": "12/03/2026", "den": "12/03/2026"}, "2", "Hôm nay chưa hết ngày"),
        ({"tu": "05/03/2026", "den": "11/03/2026"}, "30", ""),
    ],
)
def test_a_day_that_is_not_over_draws_no_average_down(webmaster, asked, average, note):
    thursday = YESTERDAY + DAY
    add_days(
        dimensions=[
            (thursday, Dimension.HOUR, "09", 2),
            (thursday - 7 * DAY, Dimension.HOUR, "09", 30),
            (YESTERDAY, Dimension.HOUR, "08", 1),
        ]
    )

    (panel,) = page(webmaster, "desk", **asked).xpath("//section[@aria-labelledby='stats-heat']")

    assert [words(cell) for cell in panel.xpath(".//tbody/tr[10]/td")][3] == average
    for place in (".//p", ".//*[local-name()='desc']", ".//caption"):
        said = words(panel.xpath(place)[0])
        assert note in said
        assert note or "chưa hết ngày" not in said
    file = webmaster.get(reverse("stats:export", args=["gio", "csv"]), asked).content.decode("utf-8-sig")
    row = next(line for line in file.splitlines() if "9 giờ" in line)
    assert row.replace('"', "").split(";")[4].partition(",")[0] == average


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"tu": "10/03/2026", "den": "12/03/2026"}, ["Khách trung bình mỗi ngày, không tính hôm nay", "20"]),
        ({"tu": "12/03/2026", "den": "12/03/2026"}, ["Khách trung bình mỗi ngày", "0"]),
        ({"tu": "10/03/2026", "den": "11/03/2026"}, ["Khách trung bình mỗi ngày", "20"]),
    ],
)
def test_visitors_a_day_are_those_of_whole_days(webmaster, asked, told):
    add_days(site=[(YESTERDAY - DAY, 9, 9, 10), (YESTERDAY, 50, 50, 30)])

    tree = page(webmaster, "desk", **asked)

    cells = [words(cell) for cell in tree.xpath("//dl[contains(@class, 'stats-figures')]/div/*")]
    place = cells.index(told[0])
    assert cells[place + 1] == told[1]


def test_a_long_range_is_shown_by_month(webmaster):
    add_days(site=[(date(2025, 11, 3), 10, 5, 5), (date(2025, 11, 30), 1, 1, 1), (YESTERDAY, 7, 3, 3)])

    tree = page(webmaster, "desk", tu="01/11/2025", den="11/03/2026")

    assert table(tree, "Từng tháng") == [
        ["03/2026tháng này, chưa hết tháng", "3", "7"],
        ["02/2026", "0", "0"],
        ["01/2026", "0", "0"],
        ["12/2025", "0", "0"],
        ["11/2025", "6", "11"],
    ]


@pytest.mark.parametrize(
    ("tab", "asked", "called", "lines_of_now"),
    [
        ("desk", {"tu": "01/03/2026", "den": "12/03/2026"}, "hôm nay, chưa hết ngày", 1),
        ("desk", {"tu": "12/03/2026", "den": "12/03/2026"}, "hôm nay, chưa hết ngày", 1),
        ("desk", {"tu": "01/11/2025", "den": "12/03/2026"}, "tháng này, chưa hết tháng", 1),
        ("desk", {"tu": "01/11/2025", "den": "11/03/2026"}, "tháng này, chưa hết tháng", 1),
        ("left_out", {"tu": "01/03/2026", "den": "12/03/2026"}, "hôm nay, chưa hết ngày", 0),
        ("left_out", {"tu": "01/11/2025", "den": "11/03/2026"}, "tháng này, chưa hết tháng", 0),
    ],
)
def test_what_is_not_over_is_drawn_apart_and_named_in_words_legend_and_table(
    webmaster, tab, asked, called, lines_of_now
):
    add_days(site=[(YESTERDAY, 7, 3, 3)], excluded=[(YESTERDAY, Reason.BOT, 4), (YESTERDAY + DAY, Reason.BOT, 1)])

    tree = page(webmaster, tab, **asked)

    panel = tree.xpath("//section[@aria-labelledby='stats-days']")[0]
    bars = panel.xpath(".//*[local-name()='svg' and @role='img']/*[local-name()='rect']/@class")
    assert [bar for bar in bars if "bar-open" in bar] == bars[-1:] == ["bar bar-open"]
    assert len(panel.xpath(".//*[local-name()='svg' and @role='img']/*[local-name()='circle']")) == lines_of_now
    assert f"Vẽ riêng: {called}, đến lúc này" in words(panel.xpath(".//*[local-name()='desc']")[0])
    assert sum(called in words(item) for item in panel.xpath(".//ul[@class='stats-legend']/li")) == 1 + lines_of_now
    assert called in words(panel.xpath(".//tbody/tr[1]/th")[0])


def test_a_range_that_is_over_has_nothing_apart(webmaster):
    tree = page(webmaster, "desk", tu="01/03/2026", den="11/03/2026")

    panel = tree.xpath("//section[@aria-labelledby='stats-days']")[0]
    assert "chưa hết" not in words(panel)
    assert not panel.xpath(".//*[contains(@class, 'open')]")


def test_the_hour_and_the_minute_that_run_are_named(webmaster):
    for tab, section, called in (
        ("desk", "stats-so-far", "giờ này, chưa hết giờ"),
        ("live", "stats-minutes", "phút này, chưa hết phút"),
    ):
        panel = page(webmaster, tab).xpath(f"//section[@aria-labelledby='{section}']")[0]

        assert f"Lượt xem {called}" in [words(item) for item in panel.xpath(".//ul[@class='stats-legend']/li")]
        assert len(panel.xpath(".//*[local-name()='rect' and @class='bar bar-open']")) == 2  # and in the legend


def test_a_wrong_date_is_reported_on_the_page(webmaster):
    tree = page(webmaster, "sources", tu="31/02/2026", den="01/03/2026")

    assert words(tree.xpath("//*[@role='alert']")[0]).startswith("Tháng 2 không có ngày 31.")


def test_sources_and_devices_have_vietnamese_names_and_shares(webmaster):
    add_days(
        dimensions=[
            (YESTERDAY, Dimension.SOURCE, "search", 75),
            (YESTERDAY, Dimension.SOURCE, "direct", 25),
            (YESTERDAY, Dimension.REFERRER, "zalo.me", 3),
            (YESTERDAY, Dimension.DEVICE, "mobile", 3),
            (YESTERDAY, Dimension.BROWSER, "Cốc Cốc", 3),
            (YESTERDAY, Dimension.SYSTEM, "Android", 3),
            (YESTERDAY, Dimension.LANGUAGE, "vi", 3),
        ]
    )

    sources, devices = page(webmaster, "sources"), page(webmaster, "devices")

    assert table(sources, "Nguồn truy cập") == [
        ["Công cụ tìm kiếm", "75", "75%", "–"],
        ["Gõ địa chỉ, dấu trang, ứng dụng", "25", "25%", "–"],
    ]
    assert [row[0] for row in table(sources, "Trang dẫn đến")] == ["zalo.me"]
    names = {name: table(devices, name)[0][0] for name in ("Thiết bị", "Trình duyệt", "Hệ điều hành", "Ngôn ngữ")}
    assert list(names.values()) == ["Điện thoại", "Cốc Cốc", "Android", "Tiếng Việt"]


def test_only_the_first_values_are_shown_and_the_others_counted(webmaster):
    add_days(dimensions=[(YESTERDAY, Dimension.REFERRER, f"trang{n:03}.vn", 1000 - n) for n in range(45)])

    tree = page(webmaster, "sources")

    assert len(table(tree, "Trang dẫn đến")) == 20
    assert "Còn 25 dòng nữa" in words(tree)


def test_words_that_found_nothing_come_first(webmaster):
    add_days(
        dimensions=[
            (YESTERDAY - DAY, Dimension.SEARCH, "0 hộ chiếu", 5),
            (YESTERDAY, Dimension.SEARCH, "3 hộ chiếu", 2),
            (YESTERDAY, Dimension.SEARCH, "0 sổ đỏ", 9),
            (YESTERDAY, Dimension.SEARCH, "12 khai sinh", 84),
            (YESTERDAY, Dimension.SEARCH, "không số", 4),  # a value that the portal never writes
        ]
    )

    tree = page(webmaster, "searches")

    assert table(tree, "Tìm mà không thấy") == [["sổ đỏ", "9", "9", "0"], ["hộ chiếu", "5", "7", "3"]]
    assert table(tree, "Từ tìm kiếm") == [
        ["khai sinh", "84", "84%", "12"],
        ["sổ đỏ", "9", "9%", "0"],
        ["hộ chiếu", "7", "7%", "3"],
    ]


def test_downloads_and_banners_have_titles_and_classes_their_order(webmaster, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    pdf = ContentFile(pdf_bytes(), name="mau.pdf")
    file = Attachment.objects.create(article=make_article(title="Mẫu đơn mới"), title="Mẫu 01", file=pdf)
    banner = Banner.objects.create(place=Banner.Place.values[0], image=make_image(), label="Ngày Pháp luật")
    add_days(
        dimensions=[
            (YESTERDAY, Dimension.DOWNLOAD, str(file.pk), 4),
            (YESTERDAY, Dimension.DOWNLOAD, "999999", 1),
            (YESTERDAY, Dimension.OUTBOUND, "chinhphu.vn", 3),
            (YESTERDAY, Dimension.BANNER, str(banner.pk), 2),
            (YESTERDAY, Dimension.DEPTH, "100", 9),
            (YESTERDAY, Dimension.DEPTH, "25", 1),
            (YESTERDAY, Dimension.READING, "180+", 1),
        ]
    )

    tree = page(webmaster, "clicks")

    assert [row[:2] for row in table(tree, "Tệp tải về")] == [
        ["Mẫu 01PDF của bài “Mẫu đơn mới”", "4"],
        ["Tệp số 999999, đã xóa", "1"],
    ]
    assert table(tree, "Banner")[0][0].startswith("Ngày Pháp luật")
    assert table(tree, "Liên kết ra ngoài")[0][:2] == ["chinhphu.vn", "3"]
    assert [row[:2] for row in table(tree, "Đọc đến đâu")] == [
        ["Đến một phần tư bài", "1"],
        ["Đến nửa bài", "0"],
        ["Đến ba phần tư bài", "0"],
        ["Đến cuối bài", "9"],
    ]
    assert len(table(tree, "Đọc bao lâu")) == 5


def test_the_last_half_hour_by_minute_and_page(webmaster):
    article, gone = make_article(), make_article()
    number = gone.pk
    Minute.objects.bulk_create(
        Minute(at=NOON - timedelta(minutes=ago), article_id=pk, views=views)
        for ago, pk, views in [
            (0, article.pk, 2),
            (29, article.pk, 3),
            (30, article.pk, 50),
            (5, 0, 7),
            (5, number, 1),
        ]
    )
    gone.delete()

    tree = page(webmaster, "live")
    part = webmaster.get(reverse("stats:live"), {"phan": 1}).text

    assert words(tree.xpath("//*[@data-views]")[0]) == "13"
    assert table(tree, "Đang được đọc") == [
        ["Trang chủ, chuyên mục, tìm kiếm và các trang khác", "7"],
        [article.title, "5"],
        [f"Bài số {number}, đã xóa", "1"],
    ]
    assert table(tree, "Từng phút")[:2] == [["12:20", "2"], ["12:19", "0"]]
    assert tree.xpath("//a[@href='/quan-tri/thong-ke/tung-phut.csv' and @aria-label='Tải CSV: Từng phút']")
    assert len(tree.xpath("//*[@role='img']/*[local-name()='rect' and @class='bar']")) == 29
    assert tree.xpath("//*[@hx-trigger='every 15s' and @hx-get='/quan-tri/thong-ke/dang-dien-ra/?phan=1']")
    assert "<html" not in part
    assert "data-views" in part


def test_what_the_clock_asks_for_does_not_keep_a_session_alive(webmaster, time_machine):
    webmaster.get(reverse("stats:live"))
    time_machine.move_to(NOON + timedelta(minutes=20), tick=False)
    webmaster.get(reverse("stats:live"), {"phan": 1}, headers={"X-Asked-By": "clock"})
    time_machine.move_to(NOON + timedelta(minutes=31), tick=False)

    response = webmaster.get(reverse("stats:live"), {"phan": 1}, headers={"X-Asked-By": "clock"})

    assert response.status_code == 302


def test_a_changed_total_is_found_out_on_an_open_day(webmaster):
    article = make_article()
    make_hit(1, article, at=timezone.now() - timedelta(hours=1))
    roll_up_all()
    today = YESTERDAY + DAY
    address = [today.isoformat()]
    agreed = words(page(webmaster, "proof_day", *address, phan=1))

    ArticleDay.objects.filter(day=today).update(views=100)

    assert agreed == "Khớp"
    assert words(page(webmaster, "proof_day", *address, phan=1)) == "Không khớp"
    assert table(page(webmaster, "proof_day", *address), "Những chỗ không khớp") == [
        [f"Lượt xem bài số {article.pk}", "1", "100"]
    ]


def test_a_changed_total_is_found_out_on_a_signed_day(webmaster):
    day = YESTERDAY - 9 * DAY
    add_days(site=[(day, 10, 5, 5)])
    ledger.sign_days()
    listed = table(page(webmaster, "proof"), "Dấu số liệu của từng ngày")
    before = words(page(webmaster, "proof_day", day.isoformat(), phan=1))

    SiteDay.objects.update(views=1000)

    assert listed[0][:4] == ["02/03/2026", "10", "0", "Không có sổ"]
    assert (before, words(page(webmaster, "proof_day", day.isoformat(), phan=1))) == ("Không có sổ", "Không khớp")


def test_open_days_are_listed_whatever_range_is_chosen(webmaster):
    add_days(site=[(YESTERDAY + DAY, 10, 5, 5), (YESTERDAY, 8, 5, 5)])

    tree = page(webmaster, "proof", tu="01/01/2026", den="02/01/2026")

    assert [row[:2] for row in table(tree, "Ngày còn mở, đối chiếu ngay lúc này")] == [
        ["12/03/2026", "10"],
        ["11/03/2026", "8"],
    ]
    assert tree.xpath("//td[@hx-trigger='load' and contains(@hx-get, '/doi-chieu/2026-03-12/?phan=1')]")


def test_what_is_no_day_is_not_found(webmaster):
    assert webmaster.get(reverse("stats:proof_day", args=["2026-02-31"])).status_code == 404
