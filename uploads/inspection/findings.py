"""Why a document is not taken in, as codes; `uploads/sentences.py` words each of them."""

import re
from urllib.parse import unquote


class Found(Exception):
    """A reason to refuse a document.

    `code` is a key of `uploads.sentences.SENTENCES`, `detail` what the sentence names: an address, a part's name.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail[:120]


# Schemes that run something, open a file of the reader's machine, or connect to a file server. Unknown schemes
# ("website:www…", typed by mistake) do nothing.
_RISKY_SCHEME = re.compile(
    r"(?:javascript|vbscript|livescript|data|blob|about|res|shell|mk|its|ms-its|mhtml|jar|view-source|ldaps?|smb|cifs|nfs"
    r"|afp|davs?|webdavs?|telnet|ssh|rlogin|search|search-ms|macro|script|cmd|powershell|wscript|service|slot|private"
    r"|systemexecute|intent|chrome|hcp|ms-.*|vnd\..*)"
)
# What web pages write for a link that does nothing; it comes along when a page is printed or pasted.
_INERT = re.compile(r"javascript:(?:void\(?(?:0|'[^'\\]*')?\)?)?;?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+")  # one letter is a drive
_DRIVE = re.compile(r"[a-z][:|]")
_IGNORED = dict.fromkeys([*range(0x21), 0x200B, 0xFEFF])  # readers' programs leave controls and spaces out


def is_on_another_machine(target: str) -> bool:
    """Whether `target`, an address in a document, leads over a network: http, a shared folder, WebDAV …"""
    address = unquote(target).translate(_IGNORED).replace("\\", "/").lower()
    if scheme_of(target) == "cid":
        return False  # a part of the email from which it was pasted
    if scheme_of(target) in {"", "file"}:
        path = address.removeprefix("file:")
        host = path.removeprefix("//").partition("/")[0]
        # file:///C:/… is of this machine; //host/…, file://host/… and file:////host/… are not.
        is_here = host in {"", "localhost"} or _DRIVE.fullmatch(host)
        return path.startswith("////") or (path.startswith("//") and not is_here)
    return True


def is_ordinary_link(target: str) -> bool:
    """Whether a click may open `target`: a web page, an email address, a place in the document."""
    if is_inert(target):
        return True
    scheme = scheme_of(target)
    return not _RISKY_SCHEME.fullmatch(scheme) and not (scheme in {"", "file"} and is_on_another_machine(target))


def is_inert(target: str) -> bool:
    """Whether an address is `javascript:void(0)` or its like, which does nothing wherever it is run."""
    return bool(_INERT.fullmatch(unquote(target).translate(_IGNORED).lower()))


def scheme_of(target: str) -> str:
    """ "http" of "HTTP://x"; nothing for a path, a drive's letter or a place in the document."""
    address = unquote(target).translate(_IGNORED).lower()
    scheme, colon, _ = address.partition(":")
    return scheme if colon and _SCHEME.fullmatch(scheme) else ""
