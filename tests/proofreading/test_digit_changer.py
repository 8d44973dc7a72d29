"""The digits that the bench changes (bench/proofreading/relations.py)."""

import pytest

from bench.proofreading.relations import CHANGES, Relation, changed, relations, value


def relation(kind, sentence, *figures):
    return Relation("first", kind, figures, tuple(1.0 for _ in figures), sentence)


HALF = relation("share", "Có 50/100 hộ, đạt 50%.", "50", "50", "100")


@pytest.mark.parametrize("one", relations(), ids=lambda one: one.sentence[:30])
def test_every_stored_statement_is_right_and_has_its_figures(one):
    assert one.kind in ("date", "count") or one.holds(one.figures)
    assert all(
        one.sentence[start:].startswith(figure) for start, figure in zip(one.places(), one.figures, strict=True)
    )


@pytest.mark.parametrize("one", relations(), ids=lambda one: one.sentence[:30])
def test_one_digit_changes_at_a_time(one):
    for sentence in changed(one, 1):
        differing = [pair for pair in zip(one.sentence, sentence, strict=True) if pair[0] != pair[1]]
        assert len(differing) == 1
        assert all(sign.isdigit() for sign in differing[0])


def test_the_same_seed_changes_the_same_digits_and_no_two_sentences_are_alike():
    once = list(changed(HALF, 1))
    assert once == list(changed(HALF, 1))
    assert len(set(once)) == len(once) == CHANGES


@pytest.mark.parametrize(
    ("figures", "right"), [(("50", "51", "100"), True), (("50", "52", "100"), False), (("50", "50", "0"), False)]
)
def test_a_share_may_be_off_by_one_of_its_last_digit(figures, right):
    assert HALF.holds(figures) is right


def test_parts_that_may_not_be_all_are_wrong_only_above_their_total():
    one = relation("among", "Có 10 hộ, trong đó 4 hộ nghèo, 6 hộ cận nghèo.", "10", "4", "6")
    assert one.holds(["10", "3", "6"])
    assert not one.holds(["10", "5", "6"])


def test_a_date_is_wrong_when_its_weekday_is_another():
    one = relation("date", "Thứ Hai, 30/11.", "30/11")
    assert one.holds(["23/11"])
    assert not one.holds(["29/11"])


@pytest.mark.parametrize(("written", "number"), [("1.250", 1250), ("62,5", 62.5), ("7", 7)])
def test_figures_are_read_as_vietnamese_writes_them(written, number):
    assert value(written) == number
