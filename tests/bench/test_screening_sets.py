"""The two sets that screening is measured on are whole, apart from each other and written by hand."""

import re
import tomllib
import unicodedata
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from vietnamese.text import fold

SETS = Path(__file__).parents[2] / "bench" / "screening"
KINDS = {
    *("personal_data", "threat", "accusation", "hate", "insult"),
    *("selling", "fraud", "office", "gibberish", "other_script"),
}
LARGE = {"personal_data", "insult", "office"}  # kinds of which citizens have the most ways to write
FEWEST = {"tuning": {"each": 17, "large": 27, "honest": 167}, "held_out": {"each": 25, "large": 40, "honest": 250}}
ALIKE = 0.6  # of the runs of letters of two bodies together, that both have


def comments(name):
    """Tables of the set `name`, in the order of its file."""
    return tomllib.loads((SETS / f"{name}.toml").read_text(encoding="utf-8"))["comment"]


def runs(body):
    """Every four letters in a row of `body`, without marks and digits: a changed number makes no new comment. A body
    of hardly any letters stands for itself.
    """
    letters = re.sub(r"[\d\W_]+", " ", fold(body)).strip()
    return {letters[at : at + 4] for at in range(len(letters) - 3)} if len(letters) > 7 else {body}


def alike(bodies):
    """Pairs of `bodies` that say nearly the same in the same words."""
    sets = sorted(((runs(body), body) for body in bodies), key=lambda pair: len(pair[0]))
    for (few, one), (many, other) in combinations(sets, 2):
        if len(few) >= ALIKE * len(many):
            both = len(few & many)
            if both >= ALIKE * (len(few) + len(many) - both):
                yield one, other


@pytest.mark.parametrize("name", FEWEST)
def test_each_comment_has_a_sender_a_body_and_known_kinds(name):
    for comment in comments(name):
        assert comment.keys() - {"words"} == {"name", "body", "kinds"}, comment
        assert comment["name"].strip(), comment
        assert comment["body"].strip(), comment
        assert set(comment["kinds"]) <= KINDS, comment
        assert len(set(comment["kinds"])) == len(comment["kinds"]), comment


@pytest.mark.parametrize("name", FEWEST)
def test_the_words_that_carry_a_kind_stand_in_the_body_of_a_comment_that_has_one(name):
    for comment in comments(name):
        if "words" in comment:
            assert comment["kinds"], comment
            assert comment["words"].strip(), comment
            assert comment["words"] in comment["body"], comment


@pytest.mark.parametrize(("name", "fewest"), FEWEST.items())
def test_no_kind_is_measured_on_a_handful(name, fewest):
    counts = Counter(kind for comment in comments(name) for kind in comment["kinds"] or ["honest"])

    assert {kind for kind in KINDS if counts[kind] < fewest["large" if kind in LARGE else "each"]} == set()
    assert counts["honest"] >= fewest["honest"]


@pytest.mark.parametrize("name", FEWEST)
def test_the_files_hold_one_writing_of_each_letter(name):
    text = (SETS / f"{name}.toml").read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)


def test_no_comment_is_another_one_with_a_word_changed():
    bodies = [comment["body"] for name in FEWEST for comment in comments(name)]

    assert list(alike(bodies)) == []


def test_no_sender_writes_in_both_sets():
    tuning, held_out = ({comment["name"] for comment in comments(name)} for name in FEWEST)

    assert tuning & held_out == set()


def test_the_set_that_measures_says_first_that_it_may_not_be_read():
    first, *_ = (SETS / "held_out.toml").read_text(encoding="utf-8").splitlines()

    assert "NOBODY WHO WRITES RULES" in first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Gọi tôi số 0912 345 678 nhé", "Gọi tôi số 0987 111 222 nhé"),
        ("Cho hỏi lệ phí làm sổ đỏ ở xã", "Cho hoi le phi lam so do o xa"),
        ("Cảm ơn cán bộ quầy số 2 đã hướng dẫn tận tình", "Cảm ơn cán bộ quầy số 5 đã hướng dẫn rất tận tình"),
    ],
)
def test_a_repeated_comment_is_seen(one, other):
    assert len(list(alike([one, other]))) == 1


def test_two_comments_on_one_matter_are_not_one():
    assert not list(alike(["Cho hỏi lệ phí làm sổ đỏ ở xã", "Làm sổ đỏ ở xã tôi hết bao nhiêu tiền vậy?"]))
