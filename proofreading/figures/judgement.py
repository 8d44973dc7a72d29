"""Which figure of a relation is wrong: the one that a single slip would put right, if it is the only one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vietnamese.numbers import format_number

from .numbers import Figure, Interval, decimals_of


@dataclass(frozen=True, slots=True)
class Wrong:
    """A relation that does not hold: the figure to look at, what it may be, and why."""

    rule: str
    figure: Figure
    suggestion: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Needed:
    """`figure` would have to lie in `interval` for the relation to hold with all others as they are."""

    figure: Figure
    interval: Interval


def meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def judge(rule: str, needed: Sequence[Needed], reason: str, *, only_slips: bool = False) -> Wrong | None:
    """`needed` has the derived figure first (the sum, the percentage). None with `only_slips` where no single slip
    explains what stands there: then the figures may belong to something else.
    """
    slips = [(one, list(fixes(one, is_derived=number == 0))) for number, one in enumerate(needed)]
    explained = [(one, found) for one, found in slips if found]
    if only_slips and not explained:
        return None
    if len(explained) != 1:
        return Wrong(rule, needed[0].figure, None, reason)
    one, found = explained[0]
    if one is needed[0]:
        value = (one.interval[0] + one.interval[1]) / 2
        return Wrong(rule, one.figure, one.figure.written(value), reason)
    return Wrong(rule, one.figure, one.figure.written(found[0]) if len(found) == 1 else None, reason)


def fixes(needed: Needed, *, is_derived: bool = False) -> Iterator[Fraction]:
    """The values within the interval that differ from the figure by one digit, two digits in the wrong order, or the
    place of the comma. A number in words has no slips.
    """
    figure = needed.figure
    if figure.is_spelled:
        return
    low, high = (bound / figure.step for bound in needed.interval)
    if is_derived and high - low < 1:  # what rounds to it
        low, high = (low + high - 1) / 2, (low + high + 1) / 2
    digits = str(figure.mantissa).rjust(decimals_of(figure.step / figure.factor) + 1, "0")
    found: set[int] = set()
    for index, digit in enumerate(reversed(digits)):
        place = 10**index
        first = max(-int(digit), -((Fraction(figure.mantissa) - low) // place))
        last = min(9 - int(digit), (high - figure.mantissa) // place)
        found.update(figure.mantissa + change * place for change in range(int(first), int(last) + 1) if change)
    for index in range(len(digits) - 1):
        swapped = int(digits[:index] + digits[index + 1] + digits[index] + digits[index + 2 :])
        found.add(swapped)
    for value in sorted(found):
        if low <= value <= high and value != figure.mantissa and value > 0:
            yield value * figure.step


def number(value: Fraction, decimals: int = 0) -> str:
    """For reasons: `8.069`, `0,46`."""
    return format_number(str(round(float(value), decimals) if decimals else round(value)), decimals)
