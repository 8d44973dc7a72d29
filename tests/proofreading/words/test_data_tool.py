"""The tool that writes the file of syllables, on sources of a few lines."""

import gzip
from zipfile import ZipFile

import pytest

from proofreading.lexicon import Lexicon
from tools.proofreading_data import COMPOUNDS, LISTS, SPOKEN, build

SYLLABLES = ["nhân\t90", "dân\t80", "hoà\t7", "tục\t4", "dần\t9"]
PAIRS = ["nhân\tdân\t70000\t50000", "dân\tnhân\t5\t3"]


def packed(path, lines):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))


def wheel(path, **files):
    with ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture
def sources(tmp_path):
    packed(tmp_path / "syllables.tsv.gz", SYLLABLES)
    packed(tmp_path / "pairs.tsv.gz", PAIRS)
    pyvi = wheel(tmp_path / "pyvi.whl", **{COMPOUNDS: "nhân dân\nthủ tục\nThuỷ lợi\n"})
    lists = dict.fromkeys(LISTS, "xã\nwebsite\n")
    underthesea = wheel(tmp_path / "underthesea.whl", **lists, **{SPOKEN: "abbey\t a b\nbánh\t b\nmôt\t m\ntuc\t t\n"})
    return tmp_path, pyvi, underthesea


def test_what_the_sources_say_can_be_asked(sources, tmp_path):
    path = tmp_path / "small.lexicon"
    path.write_bytes(build(*sources))
    known = Lexicon(path)

    assert known.count("nhân") == 90
    assert known.pair("nhân", "dân") == 65535  # as much as the file can say
    assert known.small_pair("nhân", "dân") == 32767
    assert known.is_compound("nhân", "dân")
    assert known.is_compound("thủ", "tục")
    assert known.pair("thủ", "tục") == 0
    assert known.is_compound("thủy", "lợi")  # canonical
    assert not known.is_compound("dân", "nhân")
    assert known.small_pair("dân", "nhân") == 3
    assert known.is_known("xã")
    assert known.is_known("bánh")
    assert not known.is_known("hoà")  # not canonical, and in no list
    assert not known.is_known("website")
    assert known.foreign == {"abbey"}  # `môt` lost a mark; `tuc` may have
    assert [near.syllable for near in known.near("dấn")] == ["dân", "dần"]


def test_the_same_sources_make_the_same_bytes(sources, tmp_path):
    first = build(*sources)
    packed(tmp_path / "syllables.tsv.gz", reversed(SYLLABLES))
    packed(tmp_path / "pairs.tsv.gz", reversed(PAIRS))

    assert build(*sources) == first
