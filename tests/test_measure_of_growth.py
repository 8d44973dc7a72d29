"""What tests of growth measure with: a square is seen, a line is none, however busy the machine."""

import pytest

from tests import growth as measuring
from tests.growth import longer
from tests.test_growth import FIRST, LINEAR, TIMES, growth, without_collector


def square(given):
    return sum(given.count("b", place) for place in range(len(given)))


def line(given):
    return sum(letter == "b" for letter in given)


def test_a_square_is_seen_and_a_line_is_none():
    with without_collector():
        assert growth(square, "a") > LINEAR
        assert growth(line, "a") < LINEAR


def on_a_busy_machine(monkeypatch, work):
    """Let each measurement take what `work` says of the length, and more than a short text three times as long."""

    def taken(_, given):
        return work(len(given)) * (3.5 if len(given) > FIRST else 1)

    monkeypatch.setattr(measuring, "seconds", taken)
    return longer(None, lambda times: "a" * FIRST * times, TIMES, LINEAR)


def test_a_busy_machine_makes_no_square_of_a_line(monkeypatch):
    assert on_a_busy_machine(monkeypatch, lambda length: length / 1e6) < LINEAR


@pytest.mark.parametrize(
    "work",
    [
        lambda length: length**2 / 1e9,
        lambda length: (length + length**2 / (2.5 * FIRST)) / 1e6,  # a line at first
        lambda length: length**2 / 1e9 if length <= TIMES * FIRST else 0,  # what is longer is refused
    ],
    ids=["square", "line at first", "refused"],
)
def test_a_square_is_one_on_a_busy_machine_and_on_a_quiet_one(work, monkeypatch):
    assert on_a_busy_machine(monkeypatch, work) > LINEAR
    monkeypatch.setattr(measuring, "seconds", lambda _, given: work(len(given)))
    assert longer(None, lambda times: "a" * FIRST * times, TIMES, LINEAR) >= LINEAR
