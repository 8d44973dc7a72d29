"""Plain text as feeds want it: an element is HTML or text by its format, and not each program asks which."""

import re
from html import escape, unescape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text):
    """`text` for an element that is plain text (all of Atom, names in RSS): without signs that XML cannot hold, or one
    row would make the whole feed unreadable. The generator escapes it for XML.
    """
    return _NOT_IN_XML.sub("", text)


def as_html(text):
    """`text` for an element that is HTML (description of an RSS item, Atom's summary of that type), with its lines."""
    return escape(plain(text), quote=False).replace("\n", "<br>\n")


def either_way(text):
    """`text` for an element of which RSS does not say what it is: a title, the description of a channel.

    Most programs read HTML there, some plain text. What says the same in both is left as it is; anything else is
    HTML, for a program that shows "&lt;" loses no word.
    """
    text = plain(text)
    return text if "<" not in text and unescape(text) == text else escape(text, quote=False)
