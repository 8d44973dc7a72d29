"""What a paragraph is by the name of its style: Word and LibreOffice name them alike."""

import re

_HEADING = re.compile(r"(?:heading|heading char|tiêu đề|đề mục) ?([1-9])$")
ROLES = {
    "title": "title",
    "subtitle": "subtitle",
    "sapo": "subtitle",
    "lead": "subtitle",
    "chapeau": "subtitle",
    "caption": "caption",
    "figure": "caption",
    "illustration": "caption",
    "quote": "quote",
    "intense quote": "quote",
    "quotations": "quote",
    "block text": "quote",
    "html preformatted": "code",
    "preformatted text": "code",
}


def role_of(names: list[str]) -> tuple[str, int]:
    """(role, level of a heading) by the names of a style and of those that it is based on, the nearest first."""
    for name in names:
        plain = name.strip().lower()
        if found := _HEADING.match(plain):
            return "heading", int(found[1])
        if role := ROLES.get(plain):
            return role, 0
    return "", 0
