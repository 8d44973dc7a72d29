"""Pictures that stand twice, and descriptions that say nothing."""

import re
from collections.abc import Iterator

from vietnamese.text import canonical

from ..document import Document, Kind, Picture
from ..findings import Finding
from ..known import Known

ALT, TWICE = "alt", "picture-twice"
_NUMBER = r"(?:\s*(?:số\s*)?\d{0,4})"
_NOTHING = re.compile(
    rf"(?:(?:hình )?ảnh|hình|bức ảnh|ảnh (?:minh họa|đại diện|bài viết|tin tức|chụp|bìa|đẹp)|hình (?:minh họa|chụp)"
    rf"|image|img|picture|photo|pic|untitled|screenshot|no alt|alt|logo|banner|avatar|thumbnail){_NUMBER}"
)
_FILE = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|bmp|heic|tiff?)|(?:img|dsc|dscn|dscf|pxl|screenshot|z)[_-]?\d{3,}\S*", re.IGNORECASE
)
_AROUND = " \xa0\n.,;:!?…()[]“”\"'-–"


def find(document: Document, known: Known) -> Iterator[Finding]:
    """One finding a picture. It stands where the block behind the picture begins."""
    if not document.blocks:
        return
    seen = {_path(known.facts["cover"])} if known.facts.get("cover") else set()
    for at, picture in enumerate(document.pictures):
        path = _path(picture.address)
        why = _why_of_alt(picture, _caption(document, picture))
        if path and path in seen:
            yield _finding(document, at, TWICE, "Ảnh này đã có trong bài rồi.")
        elif why:
            yield _finding(document, at, ALT, why)
        seen.add(path)


def _finding(document: Document, at: int, rule: str, reason: str) -> Finding:
    picture = document.pictures[at]
    number = min(picture.block, len(document.blocks) - 1)
    place = 0 if number == picture.block else len(document.blocks[number].text)
    return Finding(rule, number, place, place, picture.alt, None, reason, picture=at)


def _path(address: str) -> str:
    return address.split("?", 1)[0].split("#", 1)[0]


def _caption(document: Document, picture: Picture) -> str:
    if picture.block < len(document.blocks) and document.blocks[picture.block].kind == Kind.CAPTION:
        return document.blocks[picture.block].text
    return ""


def _why_of_alt(picture: Picture, caption: str) -> str:
    said = canonical(picture.alt.strip(_AROUND))
    if not said:
        return "Ảnh chưa có mô tả cho người không nhìn thấy ảnh."
    if _NOTHING.fullmatch(said):
        return f"Mô tả ảnh “{picture.alt.strip()}” không cho biết trong ảnh có gì."
    if _FILE.fullmatch(said):
        return f"Mô tả ảnh “{picture.alt.strip()}” là tên tệp, không cho biết trong ảnh có gì."
    if caption and said == canonical(caption.strip(_AROUND)):
        return "Mô tả ảnh giống hệt chú thích, người nghe máy đọc sẽ nghe hai lần; nên tả điều thấy trong ảnh."
    return ""
