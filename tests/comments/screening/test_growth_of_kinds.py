"""What is said over and over costs as often, never its square. Steps are counted, as a clock knows other work too."""

import sys

import pytest

from comments.screening.checks import kinds_in
from comments.screening.kinds import codes
from comments.screening.kinds.finder import _SETS, MODULES
from comments.screening.kinds.lists import groups_of
from comments.screening.kinds.phrases import lines_of

TIMES, LINEAR = 4, 6  # a square would be 16 times as much
FEW = 50


def steps(body, name="An"):
    """How many functions, ours and the language's, are called to find the kinds of a comment."""
    counted = 0

    def count(*_):
        nonlocal counted
        counted += 1

    sys.setprofile(count)
    try:
        kinds_in(name, body)
    finally:
        sys.setprofile(None)
    return counted


def growth(phrase):
    kinds_in("An", phrase * FEW)  # what is prepared once
    return steps(phrase * FEW * TIMES) / steps(phrase * FEW)


def said(written):
    """The shortest text that meets a phrase of a list."""
    words = []
    for part in written.removeprefix("!").split():
        word = part.rstrip("?").split("/")[0]
        while word.startswith("{"):
            word = _SETS[word[1:-1]].split()[0].split("/")[0]
        words += word.strip(".").replace("_", " ").split()
    return " ".join(words) + " "


GROUPS = [group for module in MODULES for group in module.GROUPS] + groups_of("contexts", {})
FIRST = {f"{group.kind}: {group.why}": said(lines_of(group.phrases)[0]) for group in GROUPS}
DEEDS = ["ăn hối lộ ", "tham ô ", "lừa đảo ", "ăn tiền ", "tham nhũng ", "a.n t.i.ề.n ", "an hoi lo "]
PEOPLE = ["", "ông Tuấn ", "chủ tịch xã ", "ông tuấn địa chính ", "Lê ", "Phạm Văn Khuê ", "không ", "có phải ", "“"]
OTHERS = [
    "ĐM ",
    "(ĐM) ",
    "đ*m ",
    "n g u ",
    "c h ó ",
    "g.i.ế.t ",
    "ông Tuấn ở xóm 3 ",
    "số nhà 5 ngõ 3 ",
    "0912 345 678 ",
]
SIGNS = [
    "a@b.vn ",
    "30A-123.45 của ông ",
    "không chín một hai ",
    "qwrt ",
    "привет ",
    "một trăm nghìn đồng ",
    "nuôi chó ",
]


@pytest.mark.parametrize("name", FIRST)
def test_the_first_phrase_of_each_list_costs_as_often_as_it_is_said(name):
    assert growth(FIRST[name]) < LINEAR


@pytest.mark.parametrize("people", PEOPLE)
def test_so_does_each_deed_whoever_is_named_beside_it(people):
    too_much = {deed: times for deed in DEEDS if (times := growth(people + deed)) >= LINEAR}

    assert not too_much


def test_so_does_what_other_finders_look_at():
    assert not {unit: times for unit in OTHERS + SIGNS if (times := growth(unit)) >= LINEAR}


def test_a_name_far_ahead_of_many_deeds_is_looked_for_once():
    deeds = "tham ô " * 200

    assert steps(deeds + "ông Tuấn Sơn") < 1.2 * steps(deeds)
    assert steps("ông Tuấn Sơn " + deeds) < 1.2 * steps(deeds)


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        ("Ông Tuấn ăn hối lộ, ăn hối lộ, ăn hối lộ.", True),
        ("Ăn hối lộ. Ông Tuấn đến họp.", False),
        ("Ăn hối lộ và ăn hối lộ rồi lại còn ăn hối lộ nữa như mọi người đều biết cả, thưa ông Tuấn.", False),
        ("Ăn hối lộ thì ông Tuấn ăn hối lộ.", True),
    ],
)
def test_each_deed_is_still_told_of_whom_its_own_words_name(body, is_found):
    found = {finding.kind for finding in kinds_in("An", body)}

    assert (codes.ACCUSATION in found) is is_found
