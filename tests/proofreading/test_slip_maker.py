"""The slips that the bench puts into texts (bench/proofreading/slips.py)."""

import random
from collections import Counter

import pytest

from bench.proofreading.slips import KINDS, add, drop, lose_all_marks, lose_one_mark, put_slips, swap, wrong_tone
from bench.proofreading.texts import Text, held_out, tuning, written_articles
from proofreading.document import Block, Document, Kind, Link
from vietnamese.text import canonical, fold

PARAGRAPH = (
    "Ông Trần Văn Được nói rằng bà con xã Tân Phong đã nộp đủ giấy tờ, gửi thư đến abc.gov.vn và chờ kết quả "
    "giải quyết trong hai ngày; nhiều người còn mang theo cả bản sao, vì năm ngoái từng phải quay lại nhiều lần."
)


def texts(*blocks):
    return [Text("one", Document(blocks or tuple(Block(PARAGRAPH) for _ in range(20))))]


def made(text, seed=1, every=10):
    return put_slips(text, seed, lambda word: word in {"ban", "qua"}, every)


def all_outcomes(make, word):
    return {make(word, random.Random(seed)) for seed in range(200)}


def test_the_same_seed_makes_the_same_slips():
    assert made(texts()) == made(texts())
    assert made(texts()) != made(texts(), seed=2)


def test_every_kind_has_as_many_slips_as_the_others():
    _, slips = made(texts())
    counts = Counter(slip.kind for slip in slips)
    assert set(counts) == set(KINDS)
    assert max(counts.values()) - min(counts.values()) <= 1


def test_one_word_in_so_many_has_a_slip():
    few, many = (len(made(texts(), every=every)[1]) for every in (40, 20))
    assert many == pytest.approx(2 * few, abs=2)


@pytest.mark.parametrize("every", [10, 40])
def test_a_slip_stands_where_it_says_and_without_it_the_text_is_what_it_was(every):
    before = texts()
    after, slips = made(before, every=every)
    lines = [block.text for block in after[0].document.blocks]
    for slip in reversed(slips):
        line = lines[slip.block]
        assert line[slip.start : slip.end] == slip.made
        lines[slip.block] = line[: slip.start] + slip.right + line[slip.end :]
    assert lines == [block.text for block in before[0].document.blocks]


def test_a_slip_is_another_word_however_tones_are_placed():
    _, slips = made(texts())
    assert all(canonical(slip.made) != canonical(slip.right) for slip in slips)


def test_only_words_in_small_letters_that_can_be_vietnamese_have_slips():
    _, slips = made(texts())
    rights = {slip.right for slip in slips}
    assert all(word.islower() for word in rights)
    assert not rights & {"abc", "gov", "vn"}


def test_code_has_no_slips():
    blocks = [Block(PARAGRAPH, Kind.CODE), Block(PARAGRAPH, skipped=((0, len(PARAGRAPH) - 10),))] * 5
    _, slips = made(texts(*blocks), every=5)
    assert all(slip.block % 2 and slip.start >= len(PARAGRAPH) - 30 for slip in slips)


def test_a_link_behind_a_slip_still_lies_on_its_words():
    at = PARAGRAPH.index("quay lại")
    after, slips = made(texts(*[Block(PARAGRAPH, links=(Link(at, at + 8, "/a"),))] * 20), every=15)
    touched = {slip.block for slip in slips if slip.right in ("quay", "lại")}
    for number, block in enumerate(after[0].document.blocks):
        if number not in touched:
            assert block.text[block.links[0].start : block.links[0].end] == "quay lại"


def test_real_words_are_told_from_others_by_what_the_caller_knows():
    _, slips = made(texts(), every=5)
    assert {slip.is_real for slip in slips} == {canonical(slip.made) in {"ban", "qua"} for slip in slips}
    assert all(slip.is_real == (canonical(slip.made) in {"ban", "qua"}) for slip in slips)


@pytest.mark.parametrize("word", ["được", "giải", "quyết", "người", "hồ"])
def test_a_lost_mark_leaves_the_letters(word):
    assert lose_all_marks(word, random.Random(1)) == fold(word)
    assert {fold(other) for other in all_outcomes(lose_one_mark, word)} == {fold(word)}


def test_one_mark_of_several_is_lost():
    assert all_outcomes(lose_one_mark, "được") == {"dược", "đươc", "đưọc", "đuợc"}
    assert all_outcomes(lose_one_mark, "hồ") == {"hô", "hò"}


def test_a_wrong_tone_is_one_of_the_four_others():
    assert all_outcomes(wrong_tone, "giải") == {"giài", "giái", "giãi", "giại"}
    assert all_outcomes(wrong_tone, "hoặc") == {"hoằc", "hoắc", "hoẵc", "hoẳc"}
    assert all_outcomes(wrong_tone, "xuân") == {"xuân"}


def test_two_neighbouring_letters_are_swapped():
    assert all_outcomes(swap, "tỉnh") == {"ỉtnh", "tnỉh", "tỉhn"}


def test_a_letter_is_dropped_or_added():
    assert all_outcomes(drop, "nhà") == {"hà", "nà", "nh"}
    assert all(len(word) == 4 for word in all_outcomes(add, "nhà"))
    assert "nhhà" in all_outcomes(add, "nhà")


def test_the_two_sets_share_no_text():
    names = {text.document for text in held_out()}
    assert len(names) == 37
    assert len(tuning()) == 22
    assert not names & {text.document for text in tuning()}


def test_the_fifteen_articles_have_title_sapo_and_paragraphs():
    for text in written_articles():
        assert [block.field for block in text.document.blocks[:3]] == ["title", "sapo", "body"]
        assert 250 <= text.words <= 500
