"""Places in a text that wait for their pictures (static/richtext/picture_places.js).

They stand in what is typed and not saved, so that the editor shows them again; the sanitiser stores none.
"""

import re
import secrets
from collections.abc import Callable
from html import escape, unescape

from vietnamese.text import clean_text

CKEDITOR_RULE = "div(!picture-place)[!data-place,data-alt,data-caption,data-name,data-why]"
LONGEST = 300

# As the editor writes it: an empty division with attributes and nothing else.
_PLACE = re.compile(r'<div class="picture-place"((?:\s+data-[a-z]+="[^"<>]*+")*+)\s*+></div>')
_ATTRIBUTE = re.compile(r'data-(alt|caption|name|place|why)="([^"<>]*+)"')
_KEY = re.compile(r"[a-z0-9]{1,40}")


def kept(html: str, clean: Callable[[str], str]) -> str:
    """`clean(html)` with the places that `html` has, in their order."""
    found: list[str] = []
    sign = f"picture-place-{secrets.token_hex(8)}-"

    def taken_out(match: re.Match[str]) -> str:
        place = _written(match[1])
        if not place:
            return ""
        found.append(place)
        return f"<p>{sign}{len(found) - 1}.</p>"

    cleaned = clean(_PLACE.sub(taken_out, html))
    return re.sub(rf"(?:<p>)?{sign}([0-9]+)\.(?:</p>)?", lambda match: found[int(match[1])], cleaned)


def _written(attributes: str) -> str:
    """The place anew, from the attributes that are known; "" for one without a key."""
    values = {name: clean_text(unescape(value))[:LONGEST] for name, value in _ATTRIBUTE.findall(attributes)}
    if not _KEY.fullmatch(values.get("place", "")):
        return ""
    written = " ".join(f'data-{name}="{escape(value)}"' for name, value in sorted(values.items()) if value)
    return f'<div class="picture-place" {written}></div>'
