"""Abbreviations that public bodies write without explaining them, and the words they stand for."""

from collections.abc import Iterable
from typing import NamedTuple

from .lexemes import QueryWord, query_words

# Taken from texts of provincial portals; of several readings the table has the one of official documents.
ABBREVIATIONS = {
    "ATTT": "an toàn thông tin",
    "BBT": "ban biên tập",
    "BCĐ": "ban chỉ đạo",
    "BTV": "ban thường vụ",
    "CBCC": "cán bộ, công chức",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CCHC": "cải cách hành chính",
    "CĐS": "chuyển đổi số",
    "CNTT": "công nghệ thông tin",
    "CP": "chính phủ",
    "CSDL": "cơ sở dữ liệu",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "ĐBQH": "đại biểu Quốc hội",
    "ĐVHC": "đơn vị hành chính",
    "GCN": "giấy chứng nhận",
    "HCC": "hành chính công",
    "HĐND": "Hội đồng nhân dân",
    "KH": "kế hoạch",
    "KSTTHC": "kiểm soát thủ tục hành chính",
    "KT-XH": "kinh tế - xã hội",
    "MTTQ": "Mặt trận Tổ quốc",
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "QĐ": "quyết định",
    "QLNN": "quản lý nhà nước",
    "QPPL": "quy phạm pháp luật",
    "TP": "thành phố",
    "TT": "thông tư",
    "TTHC": "thủ tục hành chính",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBND": "Ủy ban nhân dân",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "VPCP": "Văn phòng Chính phủ",
}

# These help to find words, but are not explained to readers: cổ phần, khoa học, trưởng phòng, trung tâm, biên tập
# viên.
SEVERAL_READINGS = {"BTV", "CP", "KH", "TP", "TT"}


class OtherForm(NamedTuple):
    """What stands at `words[start:end]` can be written as `text` too."""

    start: int
    end: int
    text: str


def other_forms(words: Iterable[QueryWord | str]) -> list[OtherForm]:
    """Where an abbreviation stands in `words`, or a phrase that has one; the longest phrase wins.

    `words`: QueryWords or strings, one word each. A word typed with marks must bear those of the table.
    """
    typed = [word if isinstance(word, QueryWord) else query_words(word)[0] for word in words if word]
    found, start = [], 0
    while start < len(typed):
        form = _other_form_at(typed, start)
        if form:
            found.append(form)
        start = form.end if form else start + 1
    return found


def expand(words: Iterable[QueryWord | str]) -> list[list[str]]:
    """Other ways to write the whole of `words`, as lists of words in lower case; none for ordinary words.

    First with every abbreviation spelled out and every phrase abbreviated, then with one of them at a time.
    """
    typed = [word.exact if isinstance(word, QueryWord) else word for word in words]
    forms = other_forms(typed)
    changes = [forms] + ([[form] for form in forms] if len(forms) > 1 else [])
    return [_rewritten(typed, change) for change in changes if change]


def _rewritten(words: list[str], forms: list[OtherForm]) -> list[str]:
    words = list(words)
    for form in reversed(forms):
        words[form.start : form.end] = [word.exact for word in query_words(form.text)]
    return words


def _other_form_at(words: list[QueryWord], start: int) -> OtherForm | None:
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        typed = words[start : start + length]
        known, text = _OTHER_FORMS.get(tuple(word.folded for word in typed), ((), ""))
        if known and all(not word.has_marks or word.exact == exact for word, exact in zip(typed, known, strict=True)):
            return OtherForm(start, start + length, text)
    return None


def _both_directions() -> dict[tuple[str, ...], tuple[tuple[str, ...], str]]:
    """Folded words → (the words with their marks, the other form)."""
    table = {}
    for short, full in ABBREVIATIONS.items():
        for text, other in ((short, full), (full, short)):
            words = query_words(text)
            table[tuple(word.folded for word in words)] = tuple(word.exact for word in words), other
    return table


_OTHER_FORMS = _both_directions()
_LONGEST = max(map(len, _OTHER_FORMS))
