"""Addresses from titles, where Django's `slugify` loses đ and the admin's JavaScript loses more."""

import re
import unicodedata

from .text import fold

_BETWEEN_WORDS = re.compile("[^a-z0-9]+")


def slugify(s: str, max_length: int = 100) -> str:
    """`Nghị định 42/2022/NĐ-CP` → `nghi-dinh-42-2022-nd-cp`, cut at the end of a word.

    Empty when `s` has no Latin letter and no digit: the caller chooses another slug.
    """
    slug = _BETWEEN_WORDS.sub("-", fold(unicodedata.normalize("NFKC", s))).strip("-")
    if len(slug) <= max_length:
        return slug
    whole_words, _, _ = slug[: max_length + 1].rpartition("-")
    return whole_words or slug[:max_length]
