"""What can stand in the house dictionary: a word or a name, as people write it."""

import re
from itertools import pairwise

from proofreading.lexicon import LexiconError, lexicon
from vietnamese.limits import too_long
from vietnamese.syllables import is_syllable
from vietnamese.text import canonical, clean_text, fold

MAX_LENGTH, MAX_SYLLABLES = 80, 8
FREQUENT, FREQUENT_PAIR = 3_000, 50  # occurrences in the counts of Wikipedia
_WRITTEN = re.compile(r"[^\W_](?:[^\W_]|[ .,’'&/+–-])*")
_LETTER = re.compile(r"[^\W\d_]")
_VOWELS, _BARE = frozenset("aeiouy"), frozenset("aăâeêioôơuưy")


class NotAWord(ValueError):
    """`str()` says in Vietnamese why the dictionary cannot hold it, and what to do."""


def read_word(text: str) -> str:
    """`text` as the dictionary holds it: clean Unicode, one line, single spaces. Raises NotAWord."""
    word = clean_text(text).strip(" .,;:")
    if not word:
        raise NotAWord("Chưa có từ nào; hãy ghi từ hoặc tên.")
    if len(word) > MAX_LENGTH:
        raise NotAWord(f"Từ hoặc tên {too_long(len(word), MAX_LENGTH)}")
    if len(word.split()) > MAX_SYLLABLES:
        raise NotAWord(f"“{word}” dài hơn {MAX_SYLLABLES} chữ; từ điển chỉ giữ từ và tên, không giữ cả câu.")
    if not _LETTER.search(word):
        raise NotAWord(f"“{word}” không có chữ cái nào; từ điển chỉ giữ từ và tên.")
    if not _WRITTEN.fullmatch(word):
        raise NotAWord(
            f"“{word}” có dấu mà từ hay tên không có; chỉ dùng chữ, số, dấu cách và các dấu . , - / & ’ ở giữa."
        )
    return word


def is_everyday(word: str) -> bool:
    """Whether Vietnamese uses `word` (as `read_word` gives it) so much that slips would pass for it: written small,
    each syllable frequent, and each beside the next one. False where nobody knows.
    """
    syllables = canonical(word).split()
    if word != word.lower() or not syllables:
        return False
    try:
        counts = lexicon()
    except LexiconError:
        return False
    beside = (counts.small_pair(*pair) >= FREQUENT_PAIR for pair in pairwise(syllables))
    return all(counts.count(syllable) >= FREQUENT for syllable in syllables) and all(beside)


def impossible_in(word: str) -> str:
    """The first syllable of `word` that is written small with marks of Vietnamese and yet can be none; "" without one.
    Several syllables in one ("kilômét", "ôtô") are a word from abroad.
    """
    for part in re.split(r"[ &/–-]+", word):
        letters = part.strip(".,’'")
        is_small = letters.isalpha() and letters == letters.lower() and not letters.isascii()
        if is_small and not is_syllable(letters) and not _is_run(letters):
            return letters
    return ""


def _is_run(letters: str) -> bool:
    """Whether `letters` are some syllables without a space, all but the last without a tone."""
    heads = (at for at in range(1, len(letters)) if fold(letters[at]) not in _VOWELS and letters[at - 1] in _BARE)
    return any(is_syllable(letters[:at]) and (is_syllable(letters[at:]) or _is_run(letters[at:])) for at in heads)


def warning(word: str) -> str:
    """What is said of an everyday word."""
    return (
        f"“{word}” là chữ thường dùng: ở trong từ điển thì lỗi gõ nhầm thành chữ này ở mọi bài sẽ không được nhắc. "
        "Chỗ nào đúng thì nên bấm “Bỏ qua”."
    )
