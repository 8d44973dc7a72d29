"""Puts a safe tree in order: one tag for each meaning, clean words, no empty elements, all words in blocks.

The steps need the order in which `tidy` calls them. Each step leaves its own result unchanged.
"""

import re
from itertools import groupby, takewhile

from vietnamese.legacy import TCVN3, detect
from vietnamese.text import clean_text, nfc, shows_nothing, without_invisible

from .galleries import arrange_galleries
from .notes import gather_notes
from .policy import ALIGNMENTS, BLOCK_TAGS, CLASSES, player_of
from .tree import VOID_TAGS, Element

RENAMED_TAGS = {"b": "strong", "i": "em", "h1": "h2", "strike": "s", "del": "s"}

_SPACES = re.compile(r"\s+")
_ALIGNED = re.compile(r"\b(center|right)\b")
_SOFT_HYPHEN = "\xad"

_HOLD_PARAGRAPHS = {"", "div", "blockquote"}
_HOLD_ONLY_WORDS = {"p", "h2", "h3", "h4", "h5", "h6", "pre"}
_HOLD_ONLY_ELEMENTS = {"ul", "ol", "table", "thead", "tbody", "tfoot", "tr", "figure"}
_BELONG_IN = {"li": {"ul", "ol"}, "figcaption": {"figure"}, "footer": {"blockquote"}}
_KEPT_EMPTY = VOID_TAGS | {"td", "th"}


def tidy(root):
    """Put the whole tree in order, in place."""
    for element in root.elements():
        _name(element)
    _clean_words(root)
    _prune(root)
    _restructure(root)
    _prune(root)
    arrange_galleries(root)
    gather_notes(root)
    for element in root.elements():
        _label(element)


# Names, classes and labels


def _name(element):
    """Give each meaning one tag, and turn every form of alignment into a class."""
    element.tag = RENAMED_TAGS.get(element.tag, element.tag)
    element.attributes.pop("rel", None)  # nh3 writes it anew
    aligned = _ALIGNED.search(f"{element.attributes.pop('style', '')} {element.attributes.pop('align', '')}".lower())
    classes = element.attributes.pop("class", "").split()
    if element.tag == "div" and aligned and not any(map(_is_block, element.children)):
        element.tag = "p"
    if aligned and aligned[1] in CLASSES.get(element.tag, ()) and not ALIGNMENTS.intersection(classes):
        classes.append(aligned[1])
    if classes:
        element.attributes["class"] = " ".join(classes)
    for name in {"alt", "title"} & element.attributes.keys():
        element.attributes[name] = clean_text(element.attributes[name])


def _label(element):
    """Add what screen readers need: a direction to header cells, a description to pictures."""
    if element.tag == "img":
        element.attributes.setdefault("alt", "")
    elif element.tag == "figure" and any(child.tag == "img" for child in element.elements()):
        element.attributes["class"] = "video" if _leads_to(element, "video") else "image"
    elif element.tag == "p":
        _label_sound(element)
    elif element.tag in {"thead", "tbody", "tfoot"}:
        for cell in element.elements():
            if cell.tag == "th":
                cell.attributes.setdefault("scope", "col" if element.tag == "thead" else "row")


def _label_sound(paragraph):
    """A paragraph that is nothing but a link to a sound recording is one; no other one is."""
    classes = [name for name in paragraph.attributes.pop("class", "").split() if name != "audio"]
    if _leads_to(paragraph, "audio") and len(paragraph.children) == 1:
        classes = ["audio"]
    if classes:
        paragraph.attributes["class"] = " ".join(classes)


def _leads_to(element, kind):
    links = [below for below in element.elements() if below.tag == "a"]
    found = player_of(links[0].attributes.get("href", "")) if len(links) == 1 else None
    return found is not None and found[0] == kind


# Words


def _clean_words(element, *, keep_soft_hyphens=False):
    """Clean the texts: NFC, nothing invisible, one space for each run of spaces. TCVN3 writes ư as a soft hyphen, so
    text in it keeps them.
    """
    if element.tag in BLOCK_TAGS or not element.tag:
        text = element.text()
        keep_soft_hyphens = _SOFT_HYPHEN in text and detect(text) == TCVN3
    for index, child in enumerate(element.children):
        if isinstance(child, Element):
            _clean_words(child, keep_soft_hyphens=keep_soft_hyphens)
        else:
            element.children[index] = _clean(child, keep_soft_hyphens, is_preformatted=element.tag == "pre")


def _clean(words, keep_soft_hyphens, *, is_preformatted):
    if keep_soft_hyphens:
        words = _SOFT_HYPHEN.join(map(without_invisible, words.split(_SOFT_HYPHEN)))
    else:
        words = without_invisible(words)
    return nfc(words) if is_preformatted else _SPACES.sub(" ", nfc(words))


# Structure


def _restructure(element):
    element.children = [node for child in element.children for node in _placed(child, element)]
    if element.tag in _HOLD_PARAGRAPHS:
        element.children = _in_paragraphs(element.children)
    elif element.tag in {"ul", "ol"}:
        element.children = _in_items(element.children)
    elif element.tag in {"li", "td", "th"}:
        _take_out_only_paragraph(element)


def _placed(node, holder):
    """What replaces `node` in `holder`: itself, a paragraph, or its children when the tag has no meaning there."""
    if isinstance(node, str):
        return [node]
    has_blocks = any(_is_block(child) for child in node.children)
    if _is_bare_block(node, holder) and not has_blocks and holder.tag not in _HOLD_ONLY_WORDS:
        node = Element("p", {}, node.children)
    elif _says_nothing(node, holder, has_blocks):
        inner = [placed for child in node.children for placed in _placed(child, holder)]
        return _in_paragraphs(inner) if has_blocks else inner
    _restructure(node)
    return [node]


def _is_bare_block(node, holder):
    """Whether `node` is a plain division, a figure of nothing, or an item, caption or footer in the wrong parent."""
    if node.tag == "div":
        return "class" not in node.attributes
    if node.tag == "figure":
        return not _is_picture(node)
    return holder.tag not in _BELONG_IN.get(node.tag, {holder.tag})


def _says_nothing(node, holder, has_blocks):
    if _is_bare_block(node, holder):
        return True
    if node.tag in {"span", "abbr"} and not node.attributes:
        return True
    if node.tag == "a":
        return "href" not in node.attributes or any(below.tag == "a" for below in node.elements() if below is not node)
    return has_blocks and (node.tag in _HOLD_ONLY_WORDS or node.tag not in BLOCK_TAGS)


def _is_picture(figure):
    """Whether a figure holds a picture or a table; a caption alone is not enough."""
    return any(element.tag in {"img", "table"} for element in figure.elements())


def _is_block(node):
    return isinstance(node, Element) and any(element.tag in BLOCK_TAGS for element in node.elements())


def _in_paragraphs(nodes):
    """Put words between blocks into paragraphs of their own, and drop spaces between blocks."""
    result = []
    for are_blocks, group in groupby(nodes, _is_block):
        run = list(group)
        if are_blocks:
            result += run
        elif not all(map(_is_space, run)):
            result.append(Element("p", {}, run))
    return result


def _in_items(nodes):
    """Make every child of a list an item; a list in a list goes into the item before it."""
    items = []
    for tag, group in groupby(nodes, lambda node: node.tag if _is_block(node) else ""):
        run = list(group)
        if tag == "li":
            items += run
        elif tag in {"ul", "ol"} and items:
            items[-1].children += run
        elif not all(map(_is_space, run)):
            items.append(Element("li", {}, run))
            _take_out_only_paragraph(items[-1])
    return items


def _take_out_only_paragraph(cell):
    inner = [child for child in cell.children if not _is_space(child)]
    if len(inner) == 1 and isinstance(inner[0], Element) and inner[0].tag == "p":
        allowed = CLASSES.get(cell.tag, set())
        classes = [name for name in inner[0].attributes.get("class", "").split() if name in allowed]
        if classes and "class" not in cell.attributes:
            cell.attributes["class"] = " ".join(classes)
        cell.children = inner[0].children


# What is empty


def _prune(element):
    """Drop empty elements, from the inside out, and the spaces and breaks at the edges of blocks."""
    if element.tag == "pre" and not any(map(_is_block, element.children)):
        _prune_preformatted(element)
        return
    kept = []
    for child in element.children:
        kept += [child] if isinstance(child, str) else _pruned(child)
    element.children = list(_joined(kept))
    if element.tag in _HOLD_ONLY_ELEMENTS:
        element.children = [child for child in element.children if not _is_space(child)]
    if element.tag in BLOCK_TAGS or not element.tag:
        _strip(element.children, first=True)
        _strip(element.children, first=False)


def _pruned(element):
    _prune(element)
    if element.tag == "img":
        return [element] if element.attributes.get("src") else []
    if element.tag not in BLOCK_TAGS and element.tag not in VOID_TAGS and _is_space(element):
        return element.children
    return [element] if element.children or element.tag in _KEPT_EMPTY else []


def _prune_preformatted(element):
    """Drop line breaks at the start of a `pre`, as browsers drop the first, and all content that shows nothing."""
    if element.children and isinstance(element.children[0], str):
        element.children[0] = element.children[0].lstrip("\r\n")
    if shows_nothing(element.text()):
        element.children = []


def _is_space(node):
    """Whether `node` shows nothing: spaces, breaks, and inline tags around them."""
    if isinstance(node, str):
        return shows_nothing(node)
    return node.tag == "br" or (
        node.tag not in BLOCK_TAGS and node.tag not in VOID_TAGS and all(map(_is_space, node.children))
    )


def _joined(nodes):
    """`nodes` with neighbouring strings joined."""
    for are_words, group in groupby(nodes, lambda node: isinstance(node, str)):
        run = list(group)
        if are_words and len(run) > 1:
            yield _SPACES.sub(" ", "".join(run))
        else:
            yield from run


def _strip(nodes, *, first):
    """Remove spaces and breaks from one edge, also inside `<strong> words</strong>`."""
    spaces = sum(1 for _ in takewhile(_is_space, nodes if first else reversed(nodes)))
    if spaces:
        nodes[:] = nodes[spaces:] if first else nodes[:-spaces]
    if not nodes:
        return
    edge = 0 if first else -1
    node = nodes[edge]
    if isinstance(node, str):
        nodes[edge] = node.lstrip() if first else node.rstrip()
    elif node.tag not in BLOCK_TAGS and node.tag not in VOID_TAGS:
        _strip(node.children, first=first)
