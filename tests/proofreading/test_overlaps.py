"""Which of two findings that overlap are told, and what a dismissed one hides."""

from datetime import date

import pytest

from proofreading.document import document_of_text
from proofreading.findings import Finding, identity
from proofreading.known import Known
from proofreading.overlaps import mends, sorted_out
from proofreading.proofreader import proofread

KNOWN = Known(date(2026, 11, 30))


def told(text, dismissed=frozenset()):
    return [(each.rule, each.text) for each in proofread(document_of_text(text), KNOWN, dismissed=dismissed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đã cấp căn cước.Thứ hai ngày 1/12 họp tiếp.",
            [("space-missing", ".Thứ"), ("figures-weekday", "Thứ hai ngày 1/12")],
        ),
        (
            "Họp vào thứ Hai ngày 1/12.Xin mời dự.",
            [("figures-weekday", "thứ Hai ngày 1/12"), ("space-missing", ".Xin")],
        ),
        (
            "Họp vào thứ Hai  ngày 1/12. Xin mời dự.",
            [("figures-weekday", "thứ Hai  ngày 1/12"), ("space-extra", "  ")],
        ),
        (
            "Có 9.078 hồ sơ,42 hồ sơ trễ hẹn, chiếm 0,64% ,các xã làm tốt.",
            [("space-missing", ",42"), ("figures-ratio", "0,64%"), ("space-missing", " ,các")],
        ),
    ],
)
def test_two_slips_at_one_place_are_both_told(text, expected):
    assert told(text) == expected


def test_what_one_correction_mends_is_told_once():
    assert [rule for rule, _ in told("Việc của  của xã.")] == ["word-doubled"]


def test_what_was_dismissed_hides_nothing():
    document = document_of_text("Việc của  của xã.")
    (first,) = proofread(document, KNOWN)
    found = proofread(document, KNOWN, dismissed={identity(document, first)})
    assert [each.rule for each in found] == ["word-doubled", "space-extra"]


def test_what_stands_and_what_waits_is_everything():
    document = document_of_text("Việc của  của của xã.Thứ hai ngày 1/12 họp tiếp , rồi.")
    everything = [Finding("space-extra", 0, at, at + 3, document.text[at : at + 3], "x", "") for at in range(0, 30)]
    standing, hidden = sorted_out(document, everything)
    assert len(standing) == 10
    assert sorted([*standing, *hidden], key=lambda one: one.start) == everything


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("unknown", 0, 5, "abcde", "abXde"), ("space-extra", 2, 4, "cd", "d"), True),
        (("unknown", 0, 5, "abcde", "abcdX"), ("space-extra", 0, 3, "abc", "Xbc"), False),
        (("unknown", 0, 5, "abcde", None), ("tone-placement", 2, 4, "cd", "X"), True),
        (("figures-weekday", 0, 5, "ab de", None), ("space-extra", 2, 3, " ", ""), False),
        (("figures-weekday", 0, 5, "ab de", None), ("day-past", 3, 5, "de", None), True),
        (("unknown", 0, 2, "ab", "x"), ("space-extra", 2, 3, " ", ""), False),
    ],
)
def test_whether_one_correction_mends_another(one, other, expected):
    def finding(rule, start, end, text, suggestion):
        return Finding(rule, 0, start, end, text, suggestion, "")

    assert mends(finding(*one), finding(*other)) is expected
    assert mends(finding(*other), finding(*one)) is expected


def test_many_findings_in_one_block_are_sorted_out_at_once():
    document = document_of_text("Xong , rồi. " * 20_000)
    assert len(proofread(document, KNOWN, at_most=None)) == 20_000
