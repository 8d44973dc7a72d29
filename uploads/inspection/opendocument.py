"""Checks of ODT (ODF 1.3): scripts, events, embedded and linked objects, and what is fetched on opening."""

import re

from .findings import Found, is_inert, is_on_another_machine, is_ordinary_link
from .formulas import check_formula
from .parts import Attributes, Part, local

_ELEMENTS = {
    "event-listener": "macro",
    "script": "macro",
    "object-ole": "ole",
    "plugin": "ole",
    "applet": "ole",
    "floating-frame": "other_file",
    "dde-source": "dde",
    "dde-link": "dde",
    "dde-connection": "dde",
    "dde-connection-decl": "dde",
    "execute-macro": "macro",
    "module": "macro",
    "libraries": "macro",
    "submission": "submit",
    "encryption-data": "password",
}
_SCRIPT_ADDRESS = re.compile(r"(?i)^\s*(?:vnd\.sun\.star\.(?:script|expand|uno)|macro|javascript|vbscript|\.uno):")
_LINKS = {"a", "area", "area-rectangle", "area-circle", "area-polygon", "user-defined"}
# What lies in a package of its own belongs to the document; elsewhere it is another file, that of the reader's machine
# too.
_PARTS_OF_THE_DOCUMENT = {"object", "section-source", "table-source", "cell-range-source", "auto-reload"}
_INSIDE = re.compile(r"(?!\s*[a-zA-Z][\w+.-]*:|/|.*(?:^|/)\.\.(?:/|$))")
_ADDRESSES = {"href", "image-data", "src"}
_OF_THE_PROGRAM = re.compile(r"(?i)vnd\.sun\.star\.(?:package|graphicobject|embeddedobject):")
# Words of the format itself, not of an address.
_BINDINGS = re.compile(r"(?i)^\s*vnd\.sun\.star\.(?:script|expand):|^\s*macro:")
_FETCHING_FORMULA = re.compile(r"(?i)(?<!\w)(?:DDE|WEBSERVICE|RTD)\s*\(")
_PROGRAM_TYPES = re.compile(r"(?i)x-msdownload|vnd\.sun\.star\.basic|javascript|x-sh$|java-archive|sun\.xml\.dialog")


class Document:
    """An ODT; it gets each part once. Raises Found."""

    def read(self, part: Part) -> None:
        if part.name.lower().endswith(".svg"):
            part.check_dtd()
        elif part.is_xml:
            part.walk(_check_element)
        elif part.name.lower().endswith(".xml") and part.content.strip():
            raise Found("damaged", part.name)


def _check_element(name: str, attributes: Attributes) -> None:
    if code := _ELEMENTS.get(name):
        raise Found(code)
    if not attributes:
        return
    for full_key, value in attributes.items():
        key = local(full_key)
        if _BINDINGS.search(value) or (key == "media-type" and _PROGRAM_TYPES.search(value)):
            raise Found("macro", value)
        if key == "formula" and _FETCHING_FORMULA.search(value):
            raise Found("dde", value)
        if key == "formula" and value.lower().startswith("msoxl:"):
            check_formula(value[6:])
        if key in _ADDRESSES and value:
            _check_address(name, value)


def _check_address(name: str, address: str) -> None:
    if _SCRIPT_ADDRESS.search(address) and not is_inert(address):
        raise Found("macro", address)
    if name in _LINKS:
        if not is_ordinary_link(address):
            raise Found("bad_link", address)
    elif name == "template":
        if is_on_another_machine(address):
            raise Found("template", address)
    elif name in _PARTS_OF_THE_DOCUMENT and not _INSIDE.match(address.replace("\\", "/")):
        raise Found("other_file", address)
    elif is_on_another_machine(address) and not _OF_THE_PROGRAM.match(address):
        raise Found({"image": "remote_picture", "form": "submit"}.get(name, "other_file"), address)
