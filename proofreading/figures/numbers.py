"""One number as it is written, and what it may mean: its value, its rounding, how it would be written otherwise."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from vietnamese.numbers import format_number

MAX_DIGITS = 15  # more is no quantity
SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
Interval = tuple[Fraction, Fraction]

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:[ \xa0][0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Figure:
    """The characters [start, end) of a text say `value`: `mantissa` × `step`, the worth of the last written digit.

    `suffix` is what follows the digits and belongs to them (" triệu", "%"); `factor` what it multiplies with.
    `is_spelled`: in words. `around` is how much further off the value may be because a word says so (hơn, gần).
    """

    start: int
    end: int
    mantissa: int
    step: Fraction
    suffix: str = ""
    factor: int = 1
    is_spelled: bool = False
    around: Fraction = Fraction(0)

    @property
    def value(self) -> Fraction:
        return self.mantissa * self.step

    @property
    def is_whole(self) -> bool:
        return self.step == 1

    @property
    def interval(self) -> Interval:
        """Between which two values it lies. Whole numbers are exact; others are rounded at their last digit."""
        half = self.around or (Fraction(0) if self.is_whole else self.step / 2)
        return self.value - half, self.value + half

    @property
    def as_part(self) -> Interval:
        """The same for adding and taking away: people add `74 triệu` as it stands."""
        return self.interval if self.around or self.step < self.factor else (self.value, self.value)

    def written(self, value: Fraction) -> str:
        """`value` as this figure is written: with its decimals, scale and unit; rounded."""
        decimals = decimals_of(self.step / self.factor)
        return format_number(_rounded(value / self.factor, decimals), decimals) + self.suffix


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Halves go away from 0."""
    shifted = abs(value) * 10**decimals
    whole = (2 * shifted.numerator + shifted.denominator) // (2 * shifted.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def decimals_of(step: Fraction) -> int:
    return max(0, len(str(step.denominator)) - 1) if step.denominator > 1 else 0


def read_digits(written: str) -> tuple[int, Fraction] | None:
    """`(mantissa, step)` of `9.078`, `0,64`, `98.23`, `12 486`; None where a reader cannot know what is meant, as in
    `12,486`, and for more than MAX_DIGITS digits.
    """
    whole, comma, decimals = written.partition(",")
    if _THOUSANDS.fullmatch(whole) and not whole.startswith("0"):
        whole = re.sub(r"\D", "", whole)
    elif "." in whole:
        if comma:
            return None
        whole, comma, decimals = whole.partition(".")
    if len(decimals) == 3 and whole != "0":
        return None
    if not (whole + decimals).isdecimal() or len(whole) + len(decimals) > MAX_DIGITS:
        return None
    return int(whole + decimals), Fraction(1, 10 ** len(decimals))


def trailing_unit(mantissa: int, step: Fraction) -> Fraction:
    """The worth of the last digit that is not 0: 1000 for 9.000, 1 for 12.486."""
    if not mantissa:
        return step
    zeros = len(str(mantissa)) - len(str(mantissa).rstrip("0"))
    return step * Fraction(10**zeros)
