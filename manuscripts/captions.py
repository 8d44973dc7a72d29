"""Captions, credits and descriptions of pictures: which paragraph is a caption, and who took the picture."""

import re

from .story import Paragraph

CAPTION_MOST = 400
CREDIT_MOST = 160
# "Ảnh: Thùy Nhung", "(Nguồn: Báo Cà Mau)", "Ảnh minh họa", at the end of a caption or alone.
_CREDIT = re.compile(
    r"(?P<before>^|[\s.;,–—|/-])\s*(?P<open>[(\[]?)\s*"
    r"(?P<credit>(?:(?:Nguồn\s+)?[ẢẢ]nh(?:\s+chụp)?|Hình(?:\s+ảnh)?|Nguồn|Photo|Đồ\s+họa|Bài\s+và\s+ảnh)\s*:\s*[^()\[\]:]{2,120}"
    r"|[ẢẢ]nh\s+(?:minh\s+họa|minh\s+hoạ|tư\s+liệu|CTV|TTXVN|VGP)[^()\[\]:.]{0,60})"
    r"\s*[)\]]?\s*[.]?\s*$",
    re.IGNORECASE,
)
_OF_THE_WHOLE = re.compile(
    r"^(?:Tin|Bài|Thực hiện)?\s*(?:(?:,|và|-|–|&)\s*)?ảnh\s*:\s*(?P<name>[^:]{2,80})$", re.IGNORECASE
)
_MADE_UP = re.compile(
    r"(?i)automatically generated|được tạo tự động|^(?:picture|image|hình|ảnh|img|dsc|screenshot)[\s_-]*\d*$"
    r"|\.(?:jpe?g|png|gif|webp|heic|bmp|tiff?)$|^[a-z]:\\|^https?://|^\d+$"
)
_LABEL = re.compile(r"(?i)^(?:ảnh|hình)\s*\d+\s*[.:–-]\s*")


def split_credit(caption: str) -> tuple[str, str]:
    """(caption without its credit, "Ảnh: Thùy Nhung"); "" for what it does not have."""
    plain = " ".join(caption.split())
    found = _CREDIT.search(plain)
    if not found:
        return plain, ""
    credit = found["credit"].strip(" .")
    rest = plain[: found.start()] + (found["before"] if found["before"] in {".", ";"} else "")
    return rest.rstrip(" –—|/,;-"), credit[:CREDIT_MOST]


def alt_of(described: str) -> str:
    """The description that a person wrote; "" for a file's name, or what a program made up."""
    plain = " ".join(described.split())
    return "" if _MADE_UP.search(plain) else plain[:300]


def credit_of_all(lines: list[str]) -> str:
    """The credit that a line as "Tin, ảnh: Thùy Nhung" gives to all pictures; "" without one."""
    found = next((found for line in lines if (found := _OF_THE_WHOLE.match(line.strip()))), None)
    return f"Ảnh: {found['name'].strip(' .')}" if found else ""


def is_caption(paragraph: Paragraph) -> bool:
    """Whether a paragraph that follows a picture describes it."""
    text = paragraph.text
    if paragraph.role == "caption":
        return bool(text)
    if paragraph.role or paragraph.item or paragraph.pictures or not text or len(text) > CAPTION_MOST:
        return False
    is_set_apart = paragraph.align == "center" or paragraph.is_all("italic")
    return is_set_apart or bool(split_credit(text)[1]) or bool(_LABEL.match(text))
