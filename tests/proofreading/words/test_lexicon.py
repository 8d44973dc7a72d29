"""The file of syllables: what it answers, and what is said when it cannot be read."""

import struct
import zlib
from datetime import date

import pytest

from proofreading import lexicon as module
from proofreading.document import document_of_text
from proofreading.known import Known
from proofreading.lexicon import DATA, HEADER, Lexicon, LexiconError, lexicon, why_not
from proofreading.proofreader import proofread

SLIP = "Doanh nghịp nộp hồ sơ."
KNOWN = Known(date(2026, 11, 30))


@pytest.fixture
def data_file(tmp_path, monkeypatch):
    """Puts bytes in the place of the file for one test."""

    def put(content):
        path = tmp_path / "other.lexicon"
        if content is not None:
            path.write_bytes(content)
        monkeypatch.setattr(module, "DATA", path)
        return path

    yield put
    module._opened.cache_clear()


def whole():
    return DATA.read_bytes()


def of_version(number):
    return whole()[:8] + struct.pack("<I", number) + whole()[12:]


def changed_in_the_middle():
    content = bytearray(whole())
    content[len(content) // 2] ^= 1
    return bytes(content)


def with_places_beyond_the_end():
    """A file whose checksum is right and whose places are not."""
    content = bytearray(whole())
    struct.pack_into("<QQ", content, HEADER.size, 1 << 40, 8)
    struct.pack_into("<I", content, 16, zlib.crc32(content[HEADER.size :]))
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda: None, "không đọc được"),
        (lambda: b"", "không đọc được"),
        (lambda: b"x", "không đúng định dạng"),
        (lambda: b"version https://git-lfs.github.com/spec/v1\n" * 3, "không đúng định dạng"),
        (lambda: whole()[:20], "không đúng định dạng"),
        (lambda: whole()[:-1], "thiếu hoặc hỏng"),
        (lambda: whole()[:5000], "thiếu hoặc hỏng"),
        (lambda: whole() + b"\0", "thiếu hoặc hỏng"),
        (changed_in_the_middle, "thiếu hoặc hỏng"),
        (with_places_beyond_the_end, "thiếu hoặc hỏng"),
        (lambda: of_version(2), "bản phát hành khác"),
        (lambda: of_version(0), "bản phát hành khác"),
    ],
    ids=[
        "missing",
        "empty",
        "short",
        "pointer",
        "header",
        "cut",
        "cut early",
        "long",
        "changed",
        "places",
        "new",
        "old",
    ],
)
def test_a_file_that_cannot_be_used_is_said_in_a_sentence_and_words_are_not_read(data_file, content, said):
    path = data_file(content())

    with pytest.raises(LexiconError, match=said):
        Lexicon(path)
    assert said in why_not()
    assert proofread(document_of_text(SLIP), KNOWN) == []


@pytest.mark.parametrize("left", [0, 1, 1_000, 1_000_000])
def test_a_file_that_is_cut_in_place_ends_no_process_and_words_fall_silent(data_file, left):
    path = data_file(whole())
    known = lexicon()

    with path.open("r+b") as file:
        file.truncate(left)

    assert known.pair("nhân", "dân") > 1000
    assert known.near("nghiêp")
    assert why_not() is not None
    assert proofread(document_of_text(SLIP), KNOWN) == []


@pytest.mark.parametrize("spoiled", [None, b"", b"x", lambda: whole()[:5000], lambda: of_version(2)])
def test_a_good_file_that_comes_back_is_read_without_a_new_start(data_file, tmp_path, spoiled):
    path = data_file(spoiled() if callable(spoiled) else spoiled)
    assert why_not() is not None

    good = tmp_path / "good"
    good.write_bytes(whole())
    good.replace(path)

    assert why_not() is None
    assert [finding.rule for finding in proofread(document_of_text(SLIP), KNOWN)] == ["unknown"]


def test_a_file_that_stays_is_read_once(data_file):
    data_file(whole())

    assert lexicon() is lexicon()


def test_a_file_of_any_length_is_not_read_into_memory(data_file):
    path = data_file(b"")
    with path.open("r+b") as file:
        file.truncate(1 << 40)

    assert "không đọc được" in why_not()


def test_a_good_file_is_silent():
    assert why_not() is None
    assert [finding.rule for finding in proofread(document_of_text(SLIP), KNOWN)] == ["unknown"]


def test_counts_of_syllables_and_pairs():
    known = lexicon()
    assert known.is_known("nghiệp")
    assert not known.is_known("nghiêp")
    assert not known.is_known("nghiep")
    assert known.pair("nhân", "dân") >= known.small_pair("nhân", "dân") > 1000
    assert known.pair("dân", "nghiêp") == known.pair("", "x") == 0
    assert known.is_compound("thủ", "tục")
    assert not known.is_compound("tục", "thủ")
    assert known.pair("ủy", "ban") == known.pair("ủy", "ban") > 0


def test_syllables_one_slip_away():
    near = {one.syllable: one.same_letters for one in lexicon().near("nghiêp")}
    assert near["nghiệp"] is True
    assert near["nghiêm"] is False
    assert "toàn" in {one.syllable for one in lexicon().near("tòa")}
    assert lexicon().near("ngoằnngoèo") == ()
    assert lexicon().near("x" * 1000) == ()


def test_the_file_is_small_and_says_where_it_comes_from():
    assert DATA.stat().st_size < 4_000_000
    sources = (DATA.parent / "SOURCES.md").read_text(encoding="utf-8")
    for licence in ("CC BY-SA 4.0", "MIT", "Apache-2.0"):
        assert licence in sources
