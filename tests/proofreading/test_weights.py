"""The command that writes the weights of the word rules (bench/proofreading/weights.py)."""

import math
import random

import pytest

from bench.proofreading.texts import Text, held_out, portal, tuning
from bench.proofreading.weights import PATTERN, WRITTEN, Seen, _fields, fit, module, real_from, seen_in, unmarked_from
from proofreading.document import Block, Document
from proofreading.words import weights
from proofreading.words.evidence import Features

PARAGRAPHS = (
    "Cán bộ một cửa hướng dẫn người dân nộp hồ sơ, thu lệ phí và hẹn ngày trả kết quả.",
    "Ủy ban nhân dân xã niêm yết thủ tục hành chính, công khai thời hạn giải quyết từng việc.",
    "Bà con đến từ sáng sớm, chờ lâu, nhưng ai cũng được giải thích rõ ràng trước khi ra về.",
)

LONGEST_BYLINE = 20  # words: who is quoted is named alike in several articles


@pytest.fixture(scope="module")
def seen():
    texts = [Text(str(number), Document((Block(line),) * 3)) for number, line in enumerate(PARAGRAPHS * 2)]
    return seen_in(texts, seeds=range(8), every=6)


def test_no_text_that_is_held_out_is_fitted_on():
    held, fitted = (
        {block.text for text in texts for block in text.document.blocks if len(block.text.split()) > LONGEST_BYLINE}
        for texts in (held_out(), (*tuning(), *portal()))
    )
    assert len(fitted) > 200
    assert not held & fitted


def test_the_same_texts_make_the_same_bytes(seen):
    written = module(seen)
    assert written == module(seen)
    assert written.count("=0.00,") < len(Features._fields)


def test_the_weights_in_use_have_the_form_that_the_command_writes():
    assert WRITTEN.read_text(encoding="utf-8") == PATTERN.format(
        real=_fields(weights.REAL),
        base=weights.REAL_BASE,
        real_from=weights.REAL_FROM,
        unknown=_fields(weights.UNKNOWN),
        unmarked_from=weights.UNMARKED_FROM,
    )


def test_a_regression_finds_what_speaks_for_and_what_against():
    chance = random.Random("rows")
    rows = []
    for _ in range(8000):
        row = (chance.gauss(0, 1), chance.gauss(0, 5), 1.0)
        share = 1 / (1 + math.exp(-(2 * row[0] - 1)))
        rows.append((row, int(chance.random() < share), 1.0))
    speaks, says_nothing, base = fit(rows)
    assert speaks == pytest.approx(2, abs=0.3)
    assert says_nothing == pytest.approx(0, abs=0.1)
    assert base == pytest.approx(-1, abs=0.3)


def test_what_costs_more_needs_more_to_be_found():
    rows = [((x / 10, 1.0), int(x > 5), 1.0) for x in range(20)] * 5
    dear = [(row, meant, weight if meant else 20 * weight) for row, meant, weight in rows]
    assert fit(dear)[-1] < fit(rows)[-1]


def test_the_threshold_lets_as_many_good_words_through_as_are_asked_for(seen):
    words = sum(text.words for text in seen)
    heights = [real_from(seen, count * 500 / words) for count in (0, 2, 8)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > heights[-1]


def test_the_height_of_words_without_marks_keeps_a_share_of_the_slips():
    nothing = Features(*[0.0] * len(Features._fields))
    slips = [("bo", [(nothing._replace(left=float(height)), True)]) for height in range(100)]
    seen = [Seen(0, unknown=[*slips, ("bỗ", [(nothing._replace(left=-9.0), True)]), ("xx", [])])]
    only_left = nothing._replace(left=1.0)
    assert unmarked_from(seen, only_left, 0.95) == 5
    assert unmarked_from(seen, only_left, 1.0) == 0
