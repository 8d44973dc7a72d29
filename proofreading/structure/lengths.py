"""Titles and sapos that are longer or shorter than readers, lists and shared links bear."""

import re
from collections.abc import Iterator

from vietnamese.reading import count_words

from ..document import Document
from ..findings import Finding
from ..known import Known
from .values import SAPO

TITLE, SUMMARY = "title-length", "sapo-length"
# A title of two lines on a telephone has some 20 words; the form says of a sapo: one to three sentences.
LONGEST_TITLE, SHORTEST_TITLE = 24, 3
LONGEST_SAPO, SHORTEST_SAPO, MOST_SENTENCES = 90, 8, 3
_SENTENCE = re.compile(r"(?P<last>[^\s.!?…“”\"()]*)[.!?…]+[”\")]*\s+(?=[“\"(]*[^\W\d_a-zà-ỹ])")
_SHORT = re.compile(r"[^\W\d_]{0,2}|[A-ZĐ][^\W\d_a-zà-ỹ]*|ThS|Ths|PGS|Tp")


def find(document: Document, known: Known) -> Iterator[Finding]:
    is_article = "byline" in known.facts
    for number, block in enumerate(document.blocks):
        if block.field == "title":
            why = _of_title(block.text, is_article=is_article)
        elif block.field in SAPO:
            why = _of_sapo(block.text)
        else:
            continue
        if why:
            rule = TITLE if block.field == "title" else SUMMARY
            yield Finding(rule, number, 0, len(block.text), block.text, None, why)


def _of_title(text: str, *, is_article: bool) -> str:
    words = count_words(text)
    if words > LONGEST_TITLE:
        return f"Tiêu đề dài {words} chữ; quá {LONGEST_TITLE} chữ thì trên điện thoại và khi chia sẻ sẽ bị cắt."
    if is_article and 0 < words < SHORTEST_TITLE:
        return f"Tiêu đề ngắn, chỉ {words} chữ; xem bạn đọc đã biết bài nói việc gì chưa."
    return ""


def _of_sapo(text: str) -> str:
    words, sentences = count_words(text), _sentences(text)
    if words > LONGEST_SAPO:
        return f"Sapo dài {words} chữ; nên gọn trong một đến ba câu, không quá {LONGEST_SAPO} chữ."
    if sentences > MOST_SENTENCES:
        return f"Sapo có {sentences} câu; nên gọn trong một đến ba câu."
    if 0 < words < SHORTEST_SAPO:
        return f"Sapo ngắn, chỉ {words} chữ; xem đã đủ ý chính chưa."
    return ""


def _sentences(text: str) -> int:
    """How many there are; the stop of an abbreviation (TP. Huế, v.v.) ends none."""
    return 1 + sum(not _SHORT.fullmatch(found["last"]) for found in _SENTENCE.finditer(text.strip()))
