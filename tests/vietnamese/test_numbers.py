"""Numbers, percentages and file sizes in Vietnamese form."""

from decimal import Decimal

import pytest

from vietnamese.numbers import format_bytes, format_number, format_percent


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (999, "999"),
        (4534, "4.534"),
        (312343234, "312.343.234"),
        (-1234567, "-1.234.567"),
        (10**30, "1." + ".".join(["000"] * 10)),
        (1234.5, "1.234,5"),
        (1234.0, "1.234"),
        (-0.0, "0"),
        (1e6, "1.000.000"),
        (Decimal("1234.50"), "1.234,50"),
        ("4534", "4.534"),
    ],
)
def test_thousands_are_parted_by_dots_and_decimals_by_a_comma(number, written):
    assert format_number(number) == written


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        (98.226, 2, "98,23"),
        (98, 2, "98,00"),
        (0.125, 2, "0,13"),
        (2.675, 2, "2,68"),
        (2.5, 0, "3"),
        (1999.999, 1, "2.000,0"),
        (-0.001, 2, "0,00"),
        (-0.5, 0, "-1"),
        (10**30, 2, "1." + ".".join(["000"] * 10) + ",00"),
    ],
)
def test_halves_round_up_as_people_expect(number, decimals, written):
    assert format_number(number, decimals) == written


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), Decimal("-Infinity"), "abc", "", "1,5"])
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match="number"):
        format_number(wrong)


@pytest.mark.parametrize(
    ("percent", "written"),
    [(98.23, "98,23%"), (98.5, "98,5%"), (100, "100%"), (0, "0%"), (99.999, "100%"), (-3.14159, "-3,14%")],
)
def test_a_percentage_has_a_comma_and_no_needless_zeros(percent, written):
    assert format_percent(percent) == written


def test_a_percentage_has_as_many_decimals_as_asked():
    assert format_percent(98.226, 1) == "98,2%"
    assert format_percent(100, 0) == "100%"
    assert format_percent(12345.678, 2) == "12.345,68%"


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 B"),
        (1023, "1.023 B"),
        (1024, "1 KB"),
        (319488, "312 KB"),
        (1024**2 - 1, "1 MB"),
        (1258291, "1,2 MB"),
        (5 * 1024**2, "5 MB"),
        (3 * 1024**3, "3 GB"),
        (1024**3 - 1, "1 GB"),
        (5000 * 1024**4, "5.000 TB"),
    ],
)
def test_a_file_size_is_written_in_the_unit_that_fits(size, written):
    assert format_bytes(size) == written
