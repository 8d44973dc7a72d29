"""A paragraph that is typed anew as plain text, with the formatting of the words that stay.

Whoever decides a conflict by typing does so in a plain box, which works without a script: a word that stood in one of
the two texts keeps its bold, its link, and the paragraph keeps what it is, a heading or an item.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from revisions.compare.blocks import FORMATS, HEADING, ITEM, PARAGRAPH, QUOTE, TEXTUAL, Block, blocks_of
from revisions.compare.words import Run, Token, equal_words, tokens_of
from richtext.tree import Element, write
from vietnamese.text import clean_multiline

MAX_BLOCKS = 12
MAX_FORMATTED = 4 * MAX_BLOCKS  # lines: each is compared with every block
TAGS = {name: tag for tag, name in FORMATS.items() if tag not in {"b", "i"}}


def text_to_retype(html: str) -> str | None:
    """The words of the stretch `html`, a paragraph a line; None for one that cannot be typed as plain text: tables,
    pictures, nested lists, very much at once.
    """
    blocks = blocks_of(html, is_stored=True)
    if len(blocks) > MAX_BLOCKS or any(block.kind not in TEXTUAL for block in blocks):
        return None
    if len({block.level for block in blocks if block.kind == ITEM}) > 1:
        return None
    return "\n".join(block.text.replace("\n", " ") for block in blocks)


def retyped(text: str, *sides: str) -> str:
    """`text` as HTML, a paragraph for each of its lines; `sides` are the stretches in which its words stood before.
    What comes out still has to pass the sanitiser.
    """
    lines = [line for line in clean_multiline(text).split("\n") if line]
    known = [blocks_of(side, is_stored=True) for side in sides]
    written = []
    for number, line in enumerate(lines):
        tokens = tokens_of([Run(line)])
        block = _model(number, len(lines), known)
        if number < MAX_FORMATTED:
            for one in (block for blocks in known for block in blocks):
                tokens = _formatted(tokens, one)
        written.append(write(_element(block, tokens)))
    return "\n".join(written)


def _model(number: int, count: int, known: Sequence[Sequence[Block]]) -> Block:
    """The block whose place a line takes: the same one of the first side that has as many, else its last."""
    for blocks in known:
        if blocks:
            return blocks[number] if len(blocks) == count else blocks[min(number, len(blocks) - 1)]
    return Block(PARAGRAPH)


def _formatted(tokens: list[Token], block: Block) -> list[Token]:
    """`tokens`, those that are plain with the formatting of the equal words of `block`."""
    old = [token for cell in block.tokens for token in cell]
    places = {id(token): place for place, token in enumerate(tokens)}
    formatted = list(tokens)
    for before, now in equal_words(old, tokens):
        if (before.formats or before.link) and not (now.formats or now.link):
            formatted[places[id(now)]] = now._replace(formats=before.formats, link=before.link)
    return formatted


def _element(block: Block, tokens: Sequence[Token]) -> Element:
    inner: list[Element | str] = list(_inline(tokens))
    attributes = {"class": block.aligned} if block.aligned else {}
    if block.kind == HEADING:
        return Element(f"h{block.level}", attributes, inner)
    if block.kind == QUOTE:
        return Element("blockquote", {}, [Element("p", attributes, inner)])
    return Element("li" if block.kind == ITEM else "p", attributes, inner)


def _inline(tokens: Sequence[Token]) -> Iterator[Element | str]:
    """The words, a stretch of one formatting in its tags."""
    for (formats, link), stretch in groupby(tokens, lambda token: (token.formats, token.link)):
        words = list(stretch)
        text = "".join(f" {token.text}" if token.space else token.text for token in words)
        if words[0].space:
            yield " "
        node: Element | str = text.strip(" ")
        for name in sorted(formats):
            node = Element(TAGS[name], {}, [node])
        yield Element("a", {"href": link}, [node]) if link else node
