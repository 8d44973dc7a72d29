"""Any number of articles for measuring: recombined sentences of the sample, with made-up names and numbers.

Words come as often as in real news: those of the sample in many articles, places and people by Zipf's law (the
thousandth name is a thousand times rarer than the first), document numbers hardly ever twice.
"""

import random
import re
import unicodedata
from dataclasses import dataclass, field
from itertools import accumulate, product

from lxml import html as lxml_html

from articles.search.index import with_abbreviations
from vietnamese.abbreviations import Synonyms
from vietnamese.lexemes import exact_lexemes, folded_lexemes

from .source import read_articles

SENTENCES = 58  # about 6 kB of HTML
MADE_UP = 7
TOPICS = 3
NAMES = 5_000
NO_SYNONYMS = Synonyms(())


def _words(text):
    return tuple(text.split())


_SENTENCE = re.compile(r".+?(?:[.?!…]”?(?=\s+[A-ZĐÀ-Ỹ“])|$)")
_ONSETS = _words("b c ch d đ g h k kh l m n ng nh p ph qu r s t th tr v x")
_RHYMES = tuple(
    nucleus + ending
    for nuclei, endings in (
        (("a", "o", "u"), ("n", "ng", "m", "i", "")),
        (("ă", "â", "ươ", "uô"), ("n", "ng", "m")),
        (("i", "ê", "ơ"), ("n", "m", "")),
        (("oa", "uâ", "iê", "ô"), ("n", "ng")),
    )
    for nucleus, ending in product(nuclei, endings)
)
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_FAMILIES = _words("Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Tạ Lương Hà Cao")
_KINDS = _words("QĐ-UBND KH-UBND NQ-HĐND CV-UBND TB-SNV QĐ-STP BC-UBND CT-UBND")
_TITLES = (
    "Xã {place}: {clause}",
    "Phường {place}: {clause}",
    "{clause}: cách làm ở {place}",
    "{clause}: nhìn từ xã {place}",
    "Theo {document}: {clause}",
    "{clause} trong {number} ngày",
    "{person}: “{clause}”",
    "{clause}",
)
_MADE_UP = (
    "Tại xã {place}, {person} cho biết trong {number} hồ sơ có {percent} được trả trước hạn.",
    "Thực hiện {document}, xã {place} đã rà soát {number} lượt hồ sơ.",
    "{person}, thôn {place}, kể lần đầu làm thủ tục mất {number} phút.",
    "Theo {document} của tỉnh, mỗi quý phường {place} phải báo cáo một lần.",
    "Số liệu đến cuối tháng cho thấy {percent} trong {number} hồ sơ ở {place} nộp trực tuyến.",
    "{person} và {person} là hai công chức đầu tiên của xã {place} nhận việc này.",
    "Đoàn kiểm tra do {person} dẫn đầu đã đến {place}, đối chiếu với {document}.",
)


@dataclass
class Sentence:
    text: str
    exact: list = field(init=False)
    folded: list = field(init=False)
    length: int = field(init=False)

    def __post_init__(self):
        self.exact, self.folded = exact_lexemes(self.text), folded_lexemes(self.text)
        self.length = max((position for _, position in self.exact), default=0)


@dataclass
class Story:
    """One made-up article: its texts and, so that nothing is analysed twice, the lexemes of its body."""

    title: str
    summary: str
    body: str
    lexemes: dict
    source: int  # number of the sample article with the most sentences in it


class Prose:
    """Writes stories; the same `story(number)` for the same seed, in whatever order they are asked for. Where their
    lexemes are stored, `synonyms` are those of the glossary.
    """

    def __init__(self, seed, synonyms=NO_SYNONYMS):
        self.seed, self.synonyms = seed, synonyms
        self.sources = read_articles()
        self.pools = [_sentences(row) for row in self.sources]
        self.clauses = [clause for row in self.sources for clause in _clauses(row["title"])]
        self.names = _names(random.Random(seed))
        self.zipf = list(accumulate(1 / rank for rank in range(1, NAMES + 1)))

    def story(self, number):
        chance = random.Random(f"{self.seed}/{number}")
        topics = chance.sample(range(len(self.pools)), TOPICS)
        sentences = [
            chance.choice(self.pools[topics[min(int(chance.expovariate(1.1)), TOPICS - 1)]]) for _ in range(SENTENCES)
        ]
        for place in chance.sample(range(SENTENCES), MADE_UP):
            sentences[place] = Sentence(self._filled(chance.choice(_MADE_UP), chance))
        title = self._filled(chance.choice(_TITLES), chance)[:200]
        summary = self.sources[topics[0]]["summary"] if chance.random() < 0.2 else _joined(sentences[:2])[:600]
        return Story(title, summary, _html(sentences, chance), _lexemes(sentences, self.synonyms), topics[0])

    def _filled(self, template, chance):
        text = re.sub(r"{(\w+)}", lambda slot: self._word(slot[1], chance), template)
        return text[0].upper() + text[1:]

    def _word(self, kind, chance):
        if kind == "place":
            return f"{self._name(chance)} {self._name(chance)}"
        if kind == "person":
            title, family = chance.choice(("ông", "bà", "anh", "chị")), chance.choice(_FAMILIES)
            return f"{title} {family} {self._name(chance)} {self._name(chance)}"
        if kind == "document":
            return f"{chance.randint(1, 4000)}/{chance.choice(_KINDS)}"
        if kind == "number":
            return f"{chance.randint(2, 99_999):,}".replace(",", ".")
        if kind == "percent":
            return f"{chance.uniform(40, 100):.2f}%".replace(".", ",")
        return chance.choice(self.clauses)

    def _name(self, chance):
        return chance.choices(self.names, cum_weights=self.zipf)[0]


def _sentences(row):
    paragraphs = lxml_html.fragment_fromstring(row["body"], create_parent=True).iter("p", "li", "figcaption")
    texts = [" ".join(paragraph.text_content().split()) for paragraph in paragraphs]
    return [Sentence(match[0].strip()) for text in texts for match in _SENTENCE.finditer(text) if match[0].strip()]


def _clauses(title):
    return [part.strip(" ?“”") for part in re.split(r"[:–]", title) if len(part.split()) > 3]


def _names(chance):
    """Made-up names: capitalised syllables, the most frequent first."""
    syllables = [_toned(onset + rhyme, tone).capitalize() for onset, rhyme, tone in product(_ONSETS, _RHYMES, _TONES)]
    chance.shuffle(syllables)
    return syllables[:NAMES]


def _toned(syllable, tone):
    """`tone` (a combining mark or nothing) on the letter that bears it in most syllables."""
    place = re.search(r"[ăâêôơ]|ư(?!ơ)|[aeiouy](?=[aeiouy]?$)|[aeiouy](?![aeiouyăâêôơư])", syllable).end()
    return unicodedata.normalize("NFC", syllable[:place] + tone + syllable[place:])


def _joined(sentences):
    return " ".join(sentence.text for sentence in sentences)


def _html(sentences, chance):
    """Paragraphs of one to five sentences, some with a heading, written as the sanitizer writes them."""
    parts, rest = [], sentences
    while rest:
        length = chance.randint(1, 5)
        tag = "h2" if len(parts) % 6 == 5 and len(rest[0].text) < 90 else "p"
        length = 1 if tag == "h2" else length
        text = _joined(rest[:length]).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"<{tag}>{text}</{tag}>")
        rest = rest[length:]
    return "\n".join(parts)


def _lexemes(sentences, synonyms):
    """{lane: lexemes of all sentences}, positions counted on from sentence to sentence."""
    exact, folded, before = [], [], 0
    for sentence in sentences:
        exact += [(lexeme, before + position) for lexeme, position in sentence.exact]
        folded += [(lexeme, before + position) for lexeme, position in sentence.folded]
        before += sentence.length
    return with_abbreviations(exact, folded, synonyms)
