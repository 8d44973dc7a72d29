"""Dates and times as Vietnamese readers write them, and dates that people typed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from vietnamese.dates import (
    InvalidDate,
    format_date,
    format_datetime,
    format_iso,
    format_second,
    format_time_date,
    parse_date,
    timesince,
    weekday,
)

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
WEDNESDAY = datetime(2023, 3, 15, 8, 47, tzinfo=HERE)


class TestTelling:
    def test_a_moment_is_written_in_the_time_of_viet_nam(self):
        late_in_utc = datetime(2023, 3, 14, 20, 5, tzinfo=UTC)

        assert format_date(late_in_utc) == "15/03/2023"
        assert format_datetime(late_in_utc) == "Thứ Tư, 15/03/2023 03:05"
        assert format_time_date(late_in_utc) == "03:05, 15/03/2023"
        assert format_second(late_in_utc.replace(second=7)) == "03:05:07, 15/03/2023"
        assert format_iso(late_in_utc) == "2023-03-15T03:05:00+07:00"
        assert weekday(late_in_utc) == "Thứ Tư"

    def test_a_naive_moment_is_local_already(self):
        assert format_datetime(datetime(2023, 3, 15, 8, 47)) == format_datetime(WEDNESDAY)
        assert format_iso(datetime(2023, 3, 15, 8, 47, 0, 226722)) == "2023-03-15T08:47:00+07:00"

    def test_a_day_is_written_without_a_time(self):
        day = date(2026, 11, 21)

        assert format_date(day) == format_time_date(day) == "21/11/2026"
        assert format_datetime(day) == "Thứ Bảy, 21/11/2026"
        assert format_iso(day) == "2026-11-21"

    def test_the_days_of_the_week_have_their_words(self):
        monday = date(2026, 11, 16)
        told = [weekday(monday + timedelta(days=days)) for days in range(7)]

        assert told == ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật"]


class TestTimeSince:
    NOW = datetime(2026, 11, 21, 10, 20, tzinfo=HERE)

    @pytest.mark.parametrize(
        ("ago", "told"),
        [
            (timedelta(0), "Vừa xong"),
            (timedelta(seconds=59), "Vừa xong"),
            (timedelta(minutes=1), "1 phút trước"),
            (timedelta(minutes=5, seconds=59), "5 phút trước"),
            (timedelta(minutes=59, seconds=59), "59 phút trước"),
            (timedelta(hours=1), "1 giờ trước"),
            (timedelta(hours=3, minutes=59), "3 giờ trước"),
            (timedelta(hours=10, minutes=20), "10 giờ trước"),
            (timedelta(hours=10, minutes=21), "Hôm qua 23:59"),
            (timedelta(hours=25, minutes=33), "Hôm qua 08:47"),
            (timedelta(hours=34, minutes=20), "Hôm qua 00:00"),
            (timedelta(hours=34, minutes=21), "19/11/2026"),
            (timedelta(days=400), "17/10/2025"),
        ],
    )
    def test_the_nearer_the_finer(self, ago, told):
        assert timesince(self.NOW - ago, self.NOW) == told
        assert timesince((self.NOW - ago).astimezone(UTC), self.NOW.astimezone(UTC)) == told

    def test_minutes_count_across_midnight(self):
        half_past_midnight = datetime(2026, 11, 21, 0, 30, tzinfo=HERE)

        assert timesince(half_past_midnight - timedelta(minutes=40), half_past_midnight) == "40 phút trước"

    def test_a_day_begins_at_midnight_here_and_not_in_greenwich(self):
        six_in_the_morning = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)

        assert timesince(six_in_the_morning - timedelta(hours=4), six_in_the_morning) == "4 giờ trước"
        assert timesince(six_in_the_morning - timedelta(hours=7), six_in_the_morning) == "Hôm qua 23:00"

    def test_the_future_is_written_as_time_and_date(self):
        assert timesince(self.NOW + timedelta(seconds=1), self.NOW) == "10:20, 21/11/2026"
        assert timesince(self.NOW + timedelta(days=2), self.NOW) == "10:20, 23/11/2026"

    def test_a_naive_moment_is_local(self):
        assert timesince(datetime(2026, 11, 21, 9, 20), self.NOW) == "1 giờ trước"
        assert timesince(self.NOW - timedelta(hours=1), datetime(2026, 11, 21, 10, 20)) == "1 giờ trước"

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            (date(2026, 11, 21), "Hôm nay"),
            (date(2026, 11, 20), "Hôm qua"),
            (date(2026, 11, 19), "19/11/2026"),
            (date(2026, 11, 22), "22/11/2026"),
        ],
    )
    def test_a_day_is_written_as_a_day(self, day, told):
        assert timesince(day, self.NOW) == told

    def test_now_is_now_unless_said_otherwise(self, time_machine):
        time_machine.move_to(self.NOW, tick=False)

        assert timesince(self.NOW - timedelta(minutes=5)) == "5 phút trước"


class TestParsing:
    @pytest.mark.parametrize("typed", ["15/03/2026", "15/3/2026", "15-03-2026", "15.03.2026", "  15/3/2026 "])
    def test_the_ways_in_which_people_write_a_date_are_understood(self, typed):
        assert parse_date(typed) == date(2026, 3, 15)

    def test_the_day_comes_before_the_month(self):
        assert parse_date("11/04/2023") == date(2023, 4, 11)
        assert parse_date("1/1/2026") == date(2026, 1, 1)
        assert parse_date("29/02/2024") == date(2024, 2, 29)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("", "Hãy nhập ngày, ví dụ 15/03/2026."),
            ("   ", "Hãy nhập ngày, ví dụ 15/03/2026."),
            ("abc", "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026."),
            ("2026-03-15", "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026."),
            ("15/03-2026", "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026."),
            ("15/03/2026; DROP TABLE", "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026."),
            ("١٥/٠٣/٢٠٢٦", "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026."),
            ("15/03/2026\x00", "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026."),
            ("1" * 100_000, "Hãy viết ngày theo dạng ngày/tháng/năm, ví dụ 15/03/2026."),
            ("15/03/26", "Hãy viết đủ bốn chữ số của năm, ví dụ 15/03/2026."),
            ("15/13/2026", "Không có tháng 13."),
            ("03/15/2026", "Không có tháng 15. Hãy viết ngày trước, tháng sau, ví dụ 15/03/2026."),
            ("15/00/2026", "Không có tháng 0."),
            ("01/99/2026", "Không có tháng 99."),
            ("31/02/2026", "Tháng 2 không có ngày 31."),
            ("29/02/2026", "Tháng 2 năm 2026 không có ngày 29."),
            ("31/04/2026", "Tháng 4 không có ngày 31."),
            ("32/01/2026", "Tháng 1 không có ngày 32."),
            ("00/01/2026", "Tháng 1 không có ngày 0."),
            ("01/01/0000", "Năm phải từ 1900 đến 2199."),
            ("01/01/9999", "Năm phải từ 1900 đến 2199."),
        ],
    )
    def test_a_wrong_date_is_answered_with_a_sentence_that_helps(self, typed, sentence):
        with pytest.raises(InvalidDate) as caught:
            parse_date(typed)

        assert str(caught.value) == sentence

    def test_every_day_of_a_leap_year_is_understood_as_it_is_written(self):
        days = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]

        assert [parse_date(format_date(day)) for day in days] == days
