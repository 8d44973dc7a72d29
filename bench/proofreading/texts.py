"""The texts that proofreading is measured on.

`tuning` is the half of the sample's articles with even numbers, which the rules may be tuned on; `held-out` the half
with odd numbers and fifteen articles by somebody who did not know the rules (tests/proofreading/articles/).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from proofreading.document import Block, Document, Kind
from proofreading.html import document_of_html
from sample.source import read_articles, read_site

PROJECT = Path(__file__).resolve().parent.parent.parent
WRITTEN = PROJECT / "tests/proofreading/articles"
_WORD = re.compile(r"\S*\w\S*")
_SENTENCE_FROM = 6  # words, from which on a text around the articles is more than a label


@dataclass(frozen=True)
class Text:
    name: str
    document: Document

    @property
    def words(self) -> int:
        return sum(len(_WORD.findall(block.text)) for block in self.document.blocks)


def sample_articles() -> list[Text]:
    """All 44, by number: title, summary and body."""
    rows = sorted(read_articles(), key=lambda row: row["number"])
    return [
        Text(f"{row['number']:02}", document_of_html(row["body"], {"title": row["title"], "sapo": row["summary"]}))
        for row in rows
    ]


def written_articles() -> list[Text]:
    """The fifteen: a line each for title and sapo, then paragraphs."""
    return [Text(path.stem, _written(path.read_text(encoding="utf-8"))) for path in sorted(WRITTEN.glob("*.txt"))]


def _written(text: str) -> Document:
    title, sapo, *paragraphs = text.rstrip("\n").split("\n")
    fields = (Block(title, Kind.FIELD, "title"), Block(sapo, Kind.FIELD, "sapo"))
    return Document((*fields, *map(Block, paragraphs)))


def portal() -> list[Text]:
    """What the sample says around its articles, each text for itself: sections, pages, events, comments."""
    texts = [Text(key, document_of_html(text, {})) for key, part in read_site().items() for text in _strings(part)]
    return [text for text in texts if text.words >= _SENTENCE_FROM]


def _strings(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for one in part.values():
            yield from _strings(one)
    elif isinstance(part, list):
        for one in part:
            yield from _strings(one)


def handbook() -> list[Text]:
    """The project's Vietnamese pages as paragraphs, without code: more words for what is rare."""
    pages = [PROJECT / "docs/bien-tap.md", PROJECT / "CHANGELOG.md"]
    return [Text(page.name, _page(page.read_text(encoding="utf-8"))) for page in pages]


def _page(text: str) -> Document:
    text = re.sub(r"```.*?```|<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "mã", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    lines = (re.sub(r"[`*]|^[#>|\- ]+", "", line) for line in re.split(r"\n(?=\s*(?:\n|[-#|>*]|\d+\.))", text))
    return Document(tuple(Block(" ".join(line.split())) for line in lines if line.strip()))


def held_out() -> list[Text]:
    return [text for text in sample_articles() if int(text.name) % 2] + written_articles()


def tuning() -> list[Text]:
    return [text for text in sample_articles() if int(text.name) % 2 == 0]


SETS = {"held-out": held_out, "tuning": tuning}
