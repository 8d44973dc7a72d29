"""Offers of goods and services, games of chance among them. One sign may be chance; signs add up."""

import re

from .codes import SELLING
from .contexts import is_asked, is_of_a_victim, is_public
from .lists import groups_of

_PRICE = re.compile(
    r"(?<![\w/])\d[\d.,]{0,12}\s?(?:k|tr|triệu|tỷ|đ|ngàn|nghìn|ng|cành|củ|usd|vnđ|vnd)\d{0,3}(?:\s?/\s?\w{1,8})?(?!\w)",
    re.IGNORECASE,
)


def names_a_price(text: str) -> bool:
    return _PRICE.search(text) is not None


GROUPS = groups_of(SELLING, {"is_asked": is_asked, "is_of_a_victim": is_of_a_victim, "is_no_offer": is_public})
