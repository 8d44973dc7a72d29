"""Pairs of syllables counted in texts, packed and looked up (copyediting/archive_counts.py)."""

import zlib

import pytest

from copyediting.archive_counts import HEADER, ArchiveCounts, ArchiveError, PairCounter, is_slip, packed, pairs_of
from proofreading.document import Block, Document, Kind, document_of_text


def anything(syllable):
    return True


def counted(*texts, is_known=anything, most=1000):
    counter = PairCounter(is_known, most)
    for text in texts:
        counter.add(document_of_text(text))
    return counter


def unpacked(pairs):
    return ArchiveCounts(memoryview(packed(pairs)))


def test_neighbours_in_small_letters_are_pairs_in_canonical_form():
    found = list(pairs_of(document_of_text("Bà Mai nộp hồ sơ khoẻ mạnh")))
    assert found == [("nộp", "hồ"), ("hồ", "sơ"), ("sơ", "khỏe"), ("khỏe", "mạnh")]


@pytest.mark.parametrize(
    "text", ["hồ, sơ", "hồ 5 sơ", "hồ\nsơ", "hồ (sơ)", "hồ. sơ", "hồ/sơ", "hồ  sơ", "Hồ sơ", "hồ Sơ"]
)
def test_nothing_else_is_a_pair(text):
    assert list(pairs_of(document_of_text(text))) == []


def test_a_space_that_does_not_break_is_a_space():
    assert list(pairs_of(document_of_text("hồ\xa0sơ"))) == [("hồ", "sơ")]


def test_code_teaches_nothing():
    skipped = Block("gõ hồ sơ", skipped=((3, 8),))
    assert list(pairs_of(Document((Block("hồ sơ", Kind.CODE), skipped)))) == []


def test_a_text_counts_once_for_a_pair_however_often_it_has_it():
    counter = counted("hồ xơ, hồ xơ, hồ xơ", "hồ xơ")
    assert counter.pairs(at_least=2) == {("hồ", "xơ"): 2}
    assert counter.pairs(at_least=3) == {}


def test_pairs_of_few_texts_count_for_nothing():
    texts = ["hồ sơ"] * 5 + ["hồ xơ"] * 4
    assert counted(*texts).pairs() == {("hồ", "sơ"): 5}


def test_no_count_makes_a_word_known():
    texts = ["nộp hồ sươ"] * 50
    assert counted(*texts, is_known={"nộp", "hồ"}.__contains__).pairs() == {("nộp", "hồ"): 50}


@pytest.mark.parametrize(
    ("wrong", "right", "slip"), [(5, 100, True), (5, 99, False), (40, 800, True), (40, 100, False)]
)
def test_a_slip_of_many_is_one_while_twenty_times_as_many_have_it_right(wrong, right, slip):
    pairs = {("cải", "các"): wrong, ("cải", "cách"): right, ("thủ", "tục"): 9000}
    near = {"các": ["cách", "cát"], "cách": ["các"], "tục": ["túc"]}
    assert is_slip(("cải", "các"), pairs, lambda syllable: near.get(syllable, [])) is slip
    assert not is_slip(("cải", "cách"), pairs, lambda syllable: near.get(syllable, []))


def test_a_slip_in_the_first_word_of_a_pair_is_one_too():
    pairs = {("hô", "sơ"): 6, ("hồ", "sơ"): 400}
    assert is_slip(("hô", "sơ"), pairs, lambda syllable: ["hồ"] if syllable == "hô" else [])


def test_memory_is_bounded_and_no_count_is_too_high():
    often = ["hồ sơ"] * 30
    counter = PairCounter(anything, most=100)
    for number in range(3000):
        rare = f"a{chr(97 + number % 26)}{chr(97 + number // 26 % 26)} b{chr(97 + number // 676)}"
        counter.add(document_of_text(f"{rare}, {often.pop() if often and number % 7 == 0 else ''}"))
        assert len(counter._counts) <= 100
    assert 30 - counter.lost <= counter.pairs(at_least=1)["hồ", "sơ"] <= 30


def test_the_most_frequent_pairs_are_kept_when_there_are_too_many():
    texts = ["hồ sơ"] * 7 + ["thủ tục"] * 6 + ["kết quả"] * 5
    assert set(counted(*texts).pairs(most=2)) == {("hồ", "sơ"), ("thủ", "tục")}


def test_what_is_packed_is_found_again():
    pairs = {("hồ", "sơ"): 390, ("thủ", "tục"): 5, ("sơ", "thẩm"): 70_000, ("a", "ý"): 6}
    counts = unpacked(pairs)
    assert len(counts) == 4
    assert {pair: counts.pair(*pair) for pair in pairs} == pairs | {("sơ", "thẩm"): 65_535}
    assert (
        counts.pair("sơ", "hồ") == counts.pair("hồ", "thẩm") == counts.pair("lạ", "sơ") == counts.pair("hồ", "lạ") == 0
    )


def test_an_archive_without_pairs_has_none():
    assert unpacked({}).pair("hồ", "sơ") == 0
    assert len(unpacked({})) == 0


def test_the_same_pairs_make_the_same_bytes_in_whatever_order_they_came():
    pairs = {("hồ", "sơ"): 5, ("thủ", "tục"): 6}
    assert packed(pairs) == packed(dict(reversed(pairs.items())))


@pytest.mark.parametrize("cut", [0, 5, HEADER.size, HEADER.size + 3, -1])
def test_a_cut_file_is_refused(cut):
    whole = packed({("hồ", "sơ"): 5})
    with pytest.raises(ArchiveError):
        ArchiveCounts(memoryview(whole[:cut]))


def test_a_file_of_another_release_or_of_anything_else_is_refused():
    whole = packed({("hồ", "sơ"): 5})
    for other in (b"GIF89a" * 20, whole[:8] + b"\x09" + whole[9:], whole[:-1] + b"\x01", zlib.compress(whole)):
        with pytest.raises(ArchiveError):
            ArchiveCounts(memoryview(other))


def test_a_missing_or_empty_file_is_refused(tmp_path):
    (tmp_path / "empty").touch()
    for name in ("empty", "missing"):
        with pytest.raises(ArchiveError):
            ArchiveCounts.of_file(tmp_path / name)


def test_two_hundred_thousand_pairs_take_little_more_than_a_megabyte():
    pairs = {(f"a{first}", f"b{second}"): 5 for first in range(500) for second in range(400)}
    assert len(packed(pairs)) < 1_250_000
