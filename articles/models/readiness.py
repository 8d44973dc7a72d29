"""What readers would miss of an article. Nothing that they see, now or by schedule, lacks any of it: steps ask before
(workflow.py), and each save of a published article asks again (`Article.clean`, `workflow.move`). Pictures without a
description are asked about when an article is published; what was published with one may be saved.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from richtext.text import html_to_text
from vietnamese.text import shows_nothing

if TYPE_CHECKING:
    from .article import Article

PUBLISHED = "published"
# A picture; the beginning of a recording, whose still is named by its own words; the end of a figure
_TAG = re.compile(r'<img\b[^>]*+>|<figure class="video"|</figure>')
_ALT, _SRC = re.compile(r'\salt="([^"]*+)"'), re.compile(r'\ssrc="([^"]*+)"')
SEEN_WITHOUT_WORDS = ("<img", "<iframe", "<video", "<audio")


@dataclass(frozen=True)
class Gap:
    """Something that is missing: a Vietnamese sentence, and the field in which it is to be written."""

    field: str
    sentence: str


def gaps(article: "Article") -> list[Gap]:
    """What readers would miss; empty when the article can be published. No query, one where a picture has no
    description.
    """
    found = []
    if shows_nothing(article.summary):
        found.append(Gap("summary", "Chưa có sapo."))
    if shows_nothing_of(article.body):
        found.append(Gap("body", "Chưa có nội dung."))
    if shows_nothing(article.byline) and shows_nothing(article.source):
        found.append(Gap("byline", "Chưa ghi tác giả hoặc nguồn."))
    if (bare := undescribed(article.body)) and article.as_stored.status != PUBLISHED:
        found.append(described_gap(bare))
    return found


def undescribed(body: str) -> "Counter[str]":
    """The addresses of the pictures of stored HTML that say nothing to whoever cannot see them, with how often."""
    bare: Counter[str] = Counter()
    is_recording = False
    for tag in _TAG.findall(body, 0, body.rfind(">") + 1):
        if not tag.startswith("<img"):
            is_recording = tag != "</figure>"
        elif not is_recording and (address := _SRC.search(tag)):
            said = _ALT.search(tag)
            bare[address[1]] += said is None or shows_nothing(said[1])
    return +bare


def described_gap(bare: "Counter[str]") -> Gap:
    """What is said of pictures without a description."""
    count = bare.total()
    which = "Một ảnh" if count == 1 else f"{count} ảnh"
    return Gap(
        "body",
        f"{which} trong nội dung chưa có mô tả, người không nhìn thấy ảnh sẽ không biết ảnh chụp gì: bấm đúp vào ảnh "
        "rồi ghi “Mô tả ảnh”.",
    )


def shows_nothing_of(body: str) -> bool:
    """Whether the HTML has neither words nor a picture: what an editor leaves of a text that was deleted."""
    has_media = any(tag in body for tag in SEEN_WITHOUT_WORDS)
    return not has_media and shows_nothing(html_to_text(body, is_stored=True))
