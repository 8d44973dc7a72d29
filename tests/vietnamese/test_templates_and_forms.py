"""The filters as templates use them, and the format module as Django's forms use it."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.template import engines
from django.utils import formats, translation

from vietnamese.templatetags.vietnamese_format import register

MOMENT = datetime(2023, 3, 15, 1, 47, tzinfo=UTC)


def rendered(expression, **context):
    template = engines["django"].from_string(f"{{% load vietnamese_format %}}{{{{ {expression} }}}}")
    return template.render(context)


def builtins():
    return engines["django"].engine.template_builtins


class TestFilters:
    @pytest.mark.parametrize(
        ("expression", "value", "shown"),
        [
            ("v|vi_number", 312343234, "312.343.234"),
            ("v|vi_number:2", Decimal("98.226"), "98,23"),
            ("v|vi_percent", 98.23, "98,23%"),
            ("v|vi_percent:0", 98.5, "99%"),
            ("v|vi_filesize", 319488, "312 KB"),
            ("v|vi_date", MOMENT, "15/03/2023"),
            ("v|vi_date", date(2023, 3, 15), "15/03/2023"),
            ("v|vi_datetime", MOMENT, "Thứ Tư, 15/03/2023 08:47"),
            ("v|vi_time_date", MOMENT, "08:47, 15/03/2023"),
            ("v|vi_second", MOMENT, "08:47:00, 15/03/2023"),
            ("v|vi_time", MOMENT, "08:47"),
            ("v|vi_hour", MOMENT, "8 giờ 47"),
            ("v|vi_weekday", MOMENT, "Thứ Tư"),
            ("v|iso", MOMENT, "2023-03-15T08:47:00+07:00"),
            ("v|vi_initials", "Đoàn Thị Hậu", "ĐH"),
        ],
    )
    def test_a_value_is_shown_as_readers_know_it(self, expression, value, shown):
        assert rendered(expression, v=value) == shown

    @pytest.mark.parametrize("name", sorted(register.filters))
    def test_a_missing_value_shows_nothing(self, name):
        assert rendered(f"missing|{name}") == rendered(f"v|{name}", v=None) == rendered(f"v|{name}", v="") == ""

    def test_a_value_of_the_wrong_kind_shows_nothing(self):
        assert (
            rendered("v|vi_number", v="abc") == rendered("v|vi_date", v="abc") == rendered("v|vi_percent", v=[]) == ""
        )

    def test_time_since_may_be_counted_from_a_given_moment(self):
        assert rendered("v|vi_timesince:now", v=MOMENT, now=datetime(2023, 3, 15, 5, 0, tzinfo=UTC)) == "3 giờ trước"

    def test_time_since_is_counted_from_now(self, time_machine):
        time_machine.move_to(datetime(2023, 3, 15, 1, 52, tzinfo=UTC), tick=False)

        assert rendered("v|vi_timesince", v=MOMENT) == "5 phút trước"

    def test_no_filter_hides_one_of_django(self):
        assert not register.filters.keys() & {name for library in builtins() for name in library.filters}

    def test_a_name_with_markup_is_escaped(self):
        assert "<" not in rendered("v|vi_initials", v="<b>x <i>y")


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


class TestFormats:
    def test_the_day_is_typed_before_the_month(self):
        assert forms.DateField().clean("11/04/2023") == date(2023, 4, 11)
        assert forms.DateField().clean("15/03/2023") == date(2023, 3, 15)

    @pytest.mark.parametrize("typed", ["15-03-2023", "15.03.2023", "2023-03-15", "15/3/2023"])
    def test_other_ways_to_type_a_day_are_understood(self, typed):
        assert forms.DateField().clean(typed) == date(2023, 3, 15)

    @pytest.mark.parametrize("typed", ["03/15/2023", "31/02/2023", "15/03/23", "abc"])
    def test_what_is_no_day_is_refused(self, typed):
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean(typed)

    @pytest.mark.parametrize("typed", ["20:30", "20:30:00", "20h30"])
    def test_hours_run_to_24(self, typed):
        assert forms.TimeField().clean(typed) == time(20, 30)

    def test_a_moment_is_typed_as_it_is_shown(self):
        typed = formats.localize_input(datetime(2023, 3, 15, 8, 47))

        assert typed == "15/03/2023 08:47"
        assert forms.DateTimeField().clean(typed).strftime("%d/%m/%Y %H:%M") == typed
        assert forms.DateTimeField().clean("2023-03-15T08:47")

    def test_django_shows_dates_and_numbers_in_the_same_form(self):
        moment = datetime(2023, 3, 5, 8, 7)

        assert formats.date_format(moment, "DATE_FORMAT") == "05/03/2023"
        assert formats.date_format(moment, "DATETIME_FORMAT") == "05/03/2023 08:07"
        assert formats.date_format(moment, "YEAR_MONTH_FORMAT") == "tháng 3 năm 2023"
        assert formats.date_format(moment, "MONTH_DAY_FORMAT") == "5 tháng 3"
        assert formats.number_format(312343234, use_l10n=True, force_grouping=True) == "312.343.234"
        assert formats.number_format(Decimal("98.23"), use_l10n=True) == "98,23"

    def test_the_week_begins_on_monday(self):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1

    def test_numbers_are_typed_with_a_comma(self):
        assert forms.DecimalField(localize=True).clean("1234,5") == Decimal("1234.5")
