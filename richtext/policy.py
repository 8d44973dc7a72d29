"""The one allow-list: which HTML a text may hold. It feeds the sanitiser (nh3) and the editor (`allowedContent`).

There is no `style`: readers' pages forbid inline styles. Alignment in a style becomes a class. These are left out on
purpose: `id` (would clash with the page's own), `target`, `srcset` (made when the page is shown).
"""

import re

from django.conf import settings

ALIGNMENTS = {"center", "right"}
MAX_GALLERY_PICTURES = 30

INLINE_TAGS = {
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "s", "span", "strong", "sub", "sup", "u",
}  # fmt: skip
BLOCK_TAGS = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "footer", "pre", "hr", "div",
    "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
TAGS = INLINE_TAGS | BLOCK_TAGS

ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height", "loading", "title"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
ATTRIBUTES_EVERYWHERE = {"lang", "dir"}
REQUIRED_ATTRIBUTES = {"a": "href", "img": "src"}

CLASSES = {
    "p": ALIGNMENTS | {"byline", "source", "audio"},
    "h2": ALIGNMENTS,
    "h3": ALIGNMENTS,
    "h4": ALIGNMENTS,
    "td": ALIGNMENTS,
    "th": ALIGNMENTS,
    "div": {"gallery", "notes", "pair"},
    "figure": {"image", "video"},
    "span": {"credit"},
    "sup": {"note"},
}

# A figure "video" and a paragraph "audio" hold a link to the page of a recording (recordings/), and no other.
PLAYER_KEY_LENGTH = 10
PLAYER_FOLDERS = {"video": "video", "am-thanh": "audio"}
_PLAYER = re.compile(rf"/({'|'.join(PLAYER_FOLDERS)})/([a-z0-9]{{{PLAYER_KEY_LENGTH}}})/")
_PLAYERS = re.compile(f'"{_PLAYER.pattern}"')

# What articles/presentation.py adds for readers, and nobody can store.
SHOWN_TAGS = {"details", "summary"}
SHOWN_ATTRIBUTES = {
    "a": {"rel", "role", "aria-label", "data-motion", "data-player"},
    "caption": {"id"},
    "div": {"tabindex", "role", "aria-label", "aria-labelledby", "data-gallery"},
    "img": {"srcset", "sizes"},
    "li": {"id"},
    "p": {"id"},
    "span": {"aria-hidden"},
    "sup": {"id"},
    "ul": {"tabindex", "role", "aria-labelledby"},
}
SHOWN_CLASSES = {
    "a": {"doc", "back", "button", "button-quiet", "motion", "play"},
    "abbr": {"explained"},
    "details": {"transcript"},
    "div": {"table", "upright", "wide"},
    "p": {"gallery-name"},
    "span": {"place", "unbroken", "play-label", "connects", "print-only"},
    "sup": {"reference"},
    "ul": {"strip"},
    "th": {"right"},
    "td": {"right"},
}

URL_SCHEMES = {"http", "https", "mailto", "tel"}

# These are removed with their content. Of other unknown tags the words stay.
TAGS_DROPPED_WITH_CONTENT = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "embed", "svg", "math", "xml", "noframes",
}  # fmt: skip

_NUMBER = re.compile(r"[0-9]{1,4}")
_VALUES = {
    "width": _NUMBER,
    "height": _NUMBER,
    "colspan": re.compile(r"[0-9]{1,2}"),
    "rowspan": re.compile(r"[0-9]{1,3}"),
    "start": _NUMBER,
    "type": re.compile(r"[1aAiI]"),
    "scope": re.compile(r"(?:row|col)(?:group)?"),
    "loading": re.compile(r"lazy|eager"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}"),
}
_SHOWN_ID = re.compile(r"(?:bang|bo-anh|(?:goi-)?ghi-chu)-[0-9]{1,5}")
_SHOWN_VALUES = {
    "data-player": re.compile("|".join(PLAYER_FOLDERS.values())),
    "rel": re.compile("noopener noreferrer"),
    "id": _SHOWN_ID,
    "aria-labelledby": _SHOWN_ID,
    "aria-hidden": re.compile("true"),
    "data-gallery": re.compile(""),
    "data-motion": re.compile(""),
    "aria-label": re.compile(r"(?:Bảng|Ghi chú|Về chỗ có ghi chú) [0-9]{1,5}|Ghi chú"),
    "tabindex": re.compile("0"),
    "role": re.compile("region|group|list|doc-noteref|doc-endnotes|doc-backlink"),
    "sizes": re.compile(r"[0-9a-z.:(), -]{1,100}"),
}
_TO_NOTE = re.compile(r"#(?:goi-)?ghi-chu-[0-9]{1,5}")
_OWN_FILE = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.(?:webp|jpe?g|png|gif)")


def attribute_value(tag: str, name: str, value: str) -> str | None:
    """The cleaned value of an attribute that the lists above allow, or None to remove it. Never raises."""
    if name == "src":
        return own_media(value)
    if name == "href":
        address = _relative(value.strip())
        return None if address.startswith("#") else address  # nothing in a text has an id
    expected = _VALUES.get(name)
    return value if expected is None or expected.fullmatch(value) else None


def shown_attribute_value(tag: str, name: str, value: str) -> str | None:
    """As `attribute_value`, for what readers get."""
    if name == "srcset":
        return value if all(own_media(candidate.split(" ")[0]) for candidate in value.split(", ")) else None
    if name == "href" and _TO_NOTE.fullmatch(value):
        return value
    expected = _SHOWN_VALUES.get(name)
    return attribute_value(tag, name, value) if expected is None else value if expected.fullmatch(value) else None


def player_of(address: str) -> tuple[str, str] | None:
    """("video" or "audio", the key of a recording), if `address` leads to the page of one; else None."""
    found = _PLAYER.fullmatch(address)
    return (PLAYER_FOLDERS[found[1]], found[2]) if found else None


def player_keys_in(html: str) -> list[str]:
    """The keys of the recordings that stored HTML names, in order, each once."""
    return list(dict.fromkeys(key for _, key in _PLAYERS.findall(html)))


def own_media(address: str) -> str | None:
    """The address of a picture of our own media, without our host; None for every other picture."""
    address = _relative(address.strip())
    path = address.removeprefix(settings.MEDIA_URL)
    return address if path != address and _OWN_FILE.fullmatch(path) else None


def _relative(address: str) -> str:
    """An absolute address of this site without scheme and host, so that the site can move."""
    path = address.removeprefix(settings.SITE_URL)
    if path == address:
        return address
    return path if re.match(r"/(?!/)", path) else address if path else "/"


def ckeditor_rules() -> dict[str, dict[str, str] | bool]:
    """The allow-list as CKEditor's `allowedContent` object."""
    rules: dict[str, dict[str, str] | bool] = {tag: _ckeditor_rule(tag) for tag in sorted(TAGS)}
    return rules | {"*": {"attributes": ",".join(sorted(ATTRIBUTES_EVERYWHERE))}}


def _ckeditor_rule(tag: str) -> dict[str, str] | bool:
    required = REQUIRED_ATTRIBUTES.get(tag)
    attributes = sorted(f"!{name}" if name == required else name for name in ATTRIBUTES.get(tag, ()))
    rule = {"attributes": ",".join(attributes), "classes": ",".join(sorted(CLASSES.get(tag, ())))}
    return {name: value for name, value in rule.items() if value} or True
