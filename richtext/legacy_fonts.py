"""Text that was typed for TCVN3 or VNI fonts: detected in each paragraph, converted only when somebody asks."""

import re
from collections import Counter
from dataclasses import dataclass

from vietnamese.legacy import TCVN3, VNI, detect, to_unicode

from .policy import BLOCK_TAGS
from .sanitize import safe_tree, tidied
from .tree import Element

NAMES = {TCVN3: "TCVN3 (.VnTime)", VNI: "VNI (VNI-Times)"}
SAMPLE_LENGTH = 60

_ONLY_UNICODE = re.compile("[\u0100-\u036f\u1e00-\u1eff]")


@dataclass(frozen=True)
class Conversion:
    """A whole text after conversion, and some of its words before and after, for the person who decides."""

    charset: str
    html: str
    before: str
    after: str

    @property
    def charset_name(self) -> str:
        return NAMES[self.charset]


def convert(html: str) -> Conversion | None:
    """A Conversion, or None when no paragraph of `html` is surely in an old character set.

    Paragraphs that have letters of Unicode stay as they are; ambiguous short ones are converted with the others.
    """
    tree = safe_tree(html)
    blocks = [(block, block.text()) for block in tree.elements() if _is_innermost(block)]
    found = {index: charset for index, (_, text) in enumerate(blocks) if (charset := detect(text))}
    if not found:
        return None
    main = Counter(found.values()).most_common(1)[0][0]
    sample = blocks[next(index for index, charset in found.items() if charset == main)][1].strip()[:SAMPLE_LENGTH]
    for index, (block, text) in enumerate(blocks):
        if index in found or not (text.isascii() or _ONLY_UNICODE.search(text)):
            _convert_words(block, found.get(index, main))
    return Conversion(main, tidied(tree), sample, to_unicode(sample, main))


def _is_innermost(element: Element) -> bool:
    """A block with words but without further blocks; the root counts as one."""
    if element.tag and element.tag not in BLOCK_TAGS:
        return False
    inner = (child for child in element.children if isinstance(child, Element))
    return not any(below.tag in BLOCK_TAGS for child in inner for below in child.elements())


def _convert_words(element: Element, charset: str) -> None:
    for index, child in enumerate(element.children):
        if isinstance(child, Element):
            _convert_words(child, charset)
        else:
            element.children[index] = to_unicode(child, charset)
