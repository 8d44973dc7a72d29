"""Work on a hostile text grows with its length: only digits, only single letters, only one syllable over and over."""

import pytest

from comments.screening.kinds import finder
from tests.growth import LINEAR, growth

UNITS = ["0", "9 ", "0.", "09/", "a", "n ", "n.", "đ*", "o", "nhà ", "tao ", "tôi ", "hai ", "ở 1 ", "ngõ 1 "]
LONG = 4_000  # characters


@pytest.mark.parametrize("unit", UNITS)
def test_finding_kinds_grows_with_a_hostile_text(unit):
    assert growth(finder.find_in_body, unit * (LONG // len(unit))) < LINEAR


@pytest.mark.parametrize("unit", UNITS)
def test_so_does_what_is_found_in_a_name(unit):
    assert growth(finder.find_in_name, unit * (LONG // len(unit))) < LINEAR
