"""How long a text is, as newspapers count it in words ("chữ"), and how long reading it takes."""

from .numbers import format_number

# Vietnamese is written syllable by syllable, and readers of such writing take in about 250 a minute.
WORDS_PER_MINUTE = 250


def count_words(text: str) -> int:
    """What stands between blanks and has a letter or a digit: `Ủy ban – 42/2022/NĐ-CP, 98,23%` are four.

    static/newsroom/word_count.js counts what is being typed by the same rule.
    """
    return sum(any(map(str.isalnum, word)) for word in text.split())


def describe_length(words: int) -> str:
    """`1234` → `1.234 chữ, đọc khoảng 5 phút`; a minute that has begun counts."""
    if not words:
        return "Chưa có chữ nào"
    return f"{format_number(words)} chữ, đọc khoảng {format_number(-(-words // WORDS_PER_MINUTE))} phút"
