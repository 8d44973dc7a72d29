"""Words that stand twice in a row, where the language has no such reduplication.

Vietnamese doubles words on purpose (ngày ngày, xanh xanh, từ từ, dần dần), and two words that look alike may meet
(hiện tại tại xã, lý do do đâu, thiết bị bị hỏng). So these count: words that are never doubled, each with the words
before it that end in it; other common words, unless they are said twice on purpose, or end a word with what stands
before them; and pairs of two (thủ tục thủ tục), which sounds (lách cách lách cách) make too.
"""

import re
from collections.abc import Iterator
from operator import eq

from vietnamese.text import canonical

from ..findings import Finding
from ..letters import skeleton
from ..lexicon import FUNCTION, Lexicon
from ..readable import Readable
from ..word_lists import words_of

DOUBLED = "word-doubled"
_BLANK = "[ \xa0]"
_WORD = r"[^\W\d_]"
_ONE = re.compile(rf"(?<![\w-])(?P<one>{_WORD}{{1,7}}){_BLANK}{{1,3}}(?P<two>(?i:(?P=one)))(?![\w-])")
_LETTERS = re.compile(rf"{_WORD}+")
_BEFORE = re.compile(rf"({_WORD}{{1,7}}){_BLANK}\Z")
_BEHIND = re.compile(rf"{_BLANK}({_WORD}{{1,7}})(?![\w-])")
_AGAIN = re.compile(rf"{_BLANK}(?P<one>{_WORD}{{1,7}}){_BLANK}(?P=one)(?![\w-])")  # đi đi lại lại
_AGAIN_BEFORE = re.compile(rf"(?<![\w-])(?P<one>{_WORD}{{1,7}}){_BLANK}(?i:(?P=one)){_BLANK}\Z")
_TWO = re.compile(
    rf"(?<![\w-])(?P<one>{_WORD}{{1,7}}){_BLANK}(?P<two>{_WORD}{{1,7}}){_BLANK}{{1,3}}"
    rf"(?P<again>(?i:(?P=one)){_BLANK}(?i:(?P=two)))(?![\w-])"
)

# A word that is never doubled → the words before it that end in it ("thiết bị bị hỏng").
_NEVER: dict[str, str] = {
    "bị": "thiết trang chuẩn hậu phòng quân dự sắm đồ",
    "bởi": "",
    "các": "",
    "cho": "dành giao trao",
    "cũng": "",
    "của": "",
    "đã": "",
    "đang": "",
    "để": "",
    "đối": "phản tuyệt tương cân thi đối cặp câu",
    "được": "đạt thu có giành nhận kiếm hưởng đoạt tạo tìm mua giữ hiểu biết gặt vay làm dành",
    "gồm": "",
    "hoặc": "",
    "khi": "đôi lắm nhiều có một trong sau trước mỗi khinh",
    "là": "bay sà rủ lướt buông khói sương lụa tức nghĩa hay ấy gọi xem coi",
    "mọi": "",
    "mỗi": "",
    "nếu": "",
    "những": "",
    "nhưng": "",
    "rằng": "",
    "sẽ": "",
    "tại": "hiện tồn thực ngoại nội nhân đương tự",
    "thì": "",
    "từng": "",
    "và": "",
    "vẫn": "",
    "vì": "",
    "với": "",
    # These begin words and never stand alone: "triển triển khai".
    "đảm": "bảo",
    "giám": "thái quốc học",
    "khẩn": "thành khai cần",
    "khuyến": "",
    "kiểm": "đăng phúc tái lưu ngư",
    "nghiêm": "uy trang tôn thâm",
    "thẩm": "hội sơ phúc chung đốc",
    "triển": "phát tiến khai trưng",
    "tuyên": "",
}
_ENDED_BY = {word: frozenset(before.split()) for word, before in _NEVER.items()}
SAID_TWICE = words_of("form/said_twice.txt")
ONLY_MEET = words_of("form/only_meet.txt")
COMMON, FIRM = 500, 50  # occurrences: of a word; of a word with the one before it
# Pairs that are said twice on purpose.
_SAID_TWICE = {
    "từng", "một", "rất", "mỗi", "càng", "thật", "nữa", "mãi", "lại", "đi", "dần", "ngày", "hai", "ba", "bốn",
    "năm", "sáu", "bảy", "tám", "chín", "mười",
}  # fmt: skip
_ONSET = re.compile(r"ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]")


def find(readable: Readable, data: Lexicon | None) -> Iterator[Finding]:
    """Without `data` only words that are never doubled, and pairs."""
    text = readable.text
    in_order = _LETTERS.findall(text.lower())
    if any(map(eq, in_order, in_order[1:])):
        yield from _ones(readable, data)
    if any(map(eq, in_order, in_order[2:])):
        yield from _twos(readable)


def _ones(readable: Readable, data: Lexicon | None) -> Iterator[Finding]:
    text, at = readable.text, 0
    while found := _ONE.search(text, at):
        at = found.start("two")
        if not found["two"][:1].isupper() and _is_slip(text, found, data):
            yield _finding(readable, found, found["one"])


def _twos(readable: Readable) -> Iterator[Finding]:
    text, at = readable.text, 0
    while found := _TWO.search(text, at):
        at = found.start("two")
        if _is_pair(found):
            yield _finding(readable, found, text[found.start("one") : found.end("two")])


def _finding(readable: Readable, found: re.Match[str], once: str) -> Finding:
    return readable.finding(DOUBLED, found.start(), found.end(), once, f"“{once}” đứng hai lần liền nhau.")


def _is_slip(text: str, found: re.Match[str], data: Lexicon | None) -> bool:
    word = canonical(found["one"])
    around = _BEFORE.search(text, max(0, found.start() - 12), found.start())
    before = canonical(around[1]) if around else ""
    if word in _ENDED_BY:
        return before not in _ENDED_BY[word] | {word}
    if data is None or word in SAID_TWICE or not _is_never_doubled(data, word):
        return False
    if _AGAIN.match(text, found.end()) or _AGAIN_BEFORE.search(text, max(0, found.start() - 20), found.start()):
        return False
    following = _BEHIND.match(text, found.end())
    after = canonical(following[1]) if following else ""
    if word in ONLY_MEET:
        return not data.is_compound(before, word) and not data.is_compound(word, after)
    # Nobody has seen it twice in a row: at the end of one word it must begin another.
    never_seen = data.small_pair(word, word) == 0 and not data.is_compound(word, after)
    return never_seen or not _ends_word(data, before, word)


def _is_never_doubled(data: Lexicon, word: str) -> bool:
    """Whether a word is common, and no dictionary has it beside itself."""
    return len(word) > 1 and data.count(word) >= COMMON and not data.is_compound(word, word)


def _ends_word(data: Lexicon, before: str, word: str) -> bool:
    """Whether `before` and `word` may be one word, behind which another one begins."""
    if before == word or data.is_compound(before, word):
        return True
    number = data.numbers.get(before)
    is_function = number is not None and data.traits[number] & FUNCTION > 0
    return not is_function and data.small_pair(before, word) >= FIRM


def _is_pair(found: re.Match[str]) -> bool:
    one, two = canonical(found["one"]), canonical(found["two"])
    if one == two or found["again"][:1].isupper() or {one, two} & _SAID_TWICE:
        return False
    return not _sounds_alike(one, two)


def _sounds_alike(one: str, two: str) -> bool:
    """Whether two syllables share what they begin with, or what they end in (tích tắc, bập bùng, lách cách)."""
    first, second = _parts(one), _parts(two)
    return first[0] == second[0] or first[1] == second[1]


def _parts(syllable: str) -> tuple[str, str]:
    bare = skeleton(syllable)[:-1]
    onset = _ONSET.match(bare)
    length = onset.end() if onset else 0
    return bare[:length], bare[length:]
