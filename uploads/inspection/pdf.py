"""Checks a PDF as PDF readers understand it: with decoded names, opened object streams and actions at every place.

qpdf (pikepdf) reads it. Streams of pages and pictures are not unpacked, so a bomb in one of them costs nothing.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from .findings import Found, is_ordinary_link, scheme_of
from .hidden import archive_in, program_in
from .pdf_frame import body_of

MAX_OBJECTS = 400_000
MAX_CHAIN = 8  # actions one after the other
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")

# Actions by what they do. GoTo, URI, Named, Hide, ResetForm, Thread and Trans stay within the document or are a link.
ACTIONS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "submit",
    "/ImportData": "submit",
    "/GoToR": "other_file",
    "/GoToE": "attachment",
    "/Rendition": "media",
    "/RichMediaExecute": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/GoTo3DView": "media",
}
KINDS = {
    "/RichMedia": "media",
    "/Screen": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/3D": "media",
    "/FileAttachment": "attachment",
}
_TRIGGERS = {*"OCEXDUKFV", "Fo", "Bl", "PO", "PC", "PV", "PI", "WC", "WS", "DS", "WP", "DP"}
_OPENS_QUIETLY = {"/GoTo", "/Named"}
_NAMED = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage", "/Print"}  # others are commands of one program's menu
_TYPES = {"/EmbeddedFile": "attachment", "/Rendition": "media", "/MediaClip": "media", "/SlideShow": "media"}
_SUSPECT_NAMES = [*ACTIONS, *KINDS, *_TYPES, "/JS", "/EF", "/XFA", "/AA", "/OpenAction", "/URI", "/Ref"]
_NAME_ENDS = rb"(?=[\s/<>\[\](){}%]|$)"
_SUSPECT = re.compile(b"(?:" + b"|".join(re.escape(name.encode()) for name in _SUSPECT_NAMES) + b")" + _NAME_ENDS)
# In a damaged file PDF readers find different objects: so its bytes may not contain the names of actions that run.
_RUNS = re.compile(
    b"/(?:JavaScript|JS|Launch|SubmitForm|ImportData|GoToE|GoToR|EmbeddedFile|RichMedia|XFA)" + _NAME_ENDS
)
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_RECONSTRUCTED = re.compile(r"reconstruct|damaged|xref|trailer", re.IGNORECASE)
_LOCKED_BY_A_KEY = re.compile(r"unsupported encryption filter|Adobe\.PubSec", re.IGNORECASE)
_UNREAD = re.compile(r"decoding|bad_alloc|memory|inflate|limits error|nesting", re.IGNORECASE)
_TWICE = re.compile(r"duplicated key /(?:S|JS|AA|A|OpenAction|Subtype|EF|XFA|URI|F|Next|Names)\b")


def inspect(content: bytes, extension: str = "pdf") -> int:
    """The number of pages. Raises Found; any other exception means that the file cannot be read."""
    body = body_of(content)
    try:
        pdf = pikepdf.open(io.BytesIO(body))
    except pikepdf.PasswordError:
        raise Found("password") from None
    except pikepdf.PdfError as error:
        if _LOCKED_BY_A_KEY.search(str(error)):
            raise Found("password") from error
        raise Found("damaged" if _OBJECT.search(body) else "not_pdf", str(error)) from error
    with pdf:
        if pdf.is_encrypted:
            raise Found("restricted")  # it opens without a password
        _check_objects(pdf)
        pages = len(pdf.pages)
        warnings = [str(warning) for warning in pdf.get_warnings()]  # qpdf returns each warning once
        _check_pages(pages, pdf.Root.Pages.get("/Count"), warnings)
        _check_warnings(warnings, body)
    # Streams and what nothing refers to: a program or an archive need not be known to PDF readers to be opened.
    if kind := program_in(body):
        raise Found("program", kind)
    if kind := archive_in(body):
        raise Found("packed_inside", kind)
    return pages


def _check_pages(pages: int, promised: Any, warnings: list[str]) -> None:
    """Raises Found for a cut file: qpdf repairs it silently, but pages are missing."""
    if not pages:
        raise Found("no_pages")
    if any("reconstruct" in warning for warning in warnings) and isinstance(promised, int) and promised > pages:
        raise Found("cut")


def _check_warnings(warnings: list[str], body: bytes) -> None:
    """Raises Found for warnings: another PDF reader may read what qpdf could not, or repair the file differently."""
    for warning in warnings:
        if _UNREAD.search(warning) or _TWICE.search(warning):
            raise Found("damaged", warning)
    if any(_RECONSTRUCTED.search(warning) for warning in warnings):
        plain = _HEX_IN_NAME.sub(lambda found: bytes([int(found[1], 16)]), body)
        if found := _RUNS.search(plain):
            raise Found(ACTIONS.get(found[0].decode(), "javascript"))


def _check_objects(pdf: pikepdf.Pdf) -> None:
    """Check every object, also unreferenced ones; only objects with a suspect name are inspected in full."""
    objects: Any = pdf.objects  # also numbers and texts, which qpdf returns as Python's own
    if len(objects) > MAX_OBJECTS:
        raise Found("too_heavy")
    _check_object(pdf.trailer)
    for found in objects:
        if not isinstance(found, pikepdf.Object):
            continue
        is_stream = isinstance(found, pikepdf.Stream)
        held = found.stream_dict if is_stream else found
        if is_stream and "/F" in held and isinstance(held["/F"], pikepdf.String | pikepdf.Dictionary):
            raise Found("other_file")  # its content would be read from elsewhere
        if _SUSPECT.search(held.unparse(resolved=True)):
            _check_object(held)


def _check_object(found: Any) -> None:
    for part in _parts(found):
        if isinstance(part, pikepdf.Name):
            # An object that consists of such a name alone exists to be referenced by an action.
            if part is found and (code := ACTIONS.get(str(part)) or KINDS.get(str(part))):
                raise Found(code)
        elif isinstance(part, pikepdf.Dictionary):
            _check_dictionary(part)


def _parts(found: Any) -> Iterator[Any]:
    """`found` and the values inside it; a reference leads to an object that is checked by itself."""
    waiting = [found]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, pikepdf.Array):
            waiting.extend(inner for inner in part if _is_container(inner))
        elif isinstance(part, pikepdf.Dictionary):
            waiting.extend(inner for _, inner in part.items() if _is_container(inner))


def _is_container(part: Any) -> bool:
    return isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect


def _check_dictionary(part: pikepdf.Dictionary) -> None:
    action, kind = _name(part, "/S"), _name(part, "/Subtype")
    if code := ACTIONS.get(action) or KINDS.get(kind):
        raise Found(code)
    script = part.get("/JS")
    if isinstance(script, pikepdf.String) or (isinstance(script, pikepdf.Stream) and action):
        raise Found("javascript")
    if code := _TYPES.get(_name(part, "/Type")):
        raise Found(code)
    if _holds_a_file(part.get("/EF")):
        raise Found("attachment")
    if isinstance(part.get("/XFA"), pikepdf.Array | pikepdf.Stream):
        raise Found("xfa")
    if kind == "/Form" and isinstance(reference := part.get("/Ref"), pikepdf.Dictionary) and "/F" in reference:
        raise Found("other_file")
    _check_what_opens_by_itself(part)
    _check_link(part, action)


def _check_what_opens_by_itself(part: pikepdf.Dictionary) -> None:
    opening = part.get("/OpenAction")
    for _ in range(MAX_CHAIN):
        if not isinstance(opening, pikepdf.Dictionary) or "/S" not in opening:
            break  # a place in the document
        action = _name(opening, "/S")
        is_quiet = action in _OPENS_QUIETLY and (action != "/Named" or _name(opening, "/N") in _NAMED)
        if not is_quiet or isinstance(opening.get("/Next"), pikepdf.Array):
            raise Found(ACTIONS.get(action, "runs_by_itself"))
        opening = opening.get("/Next")
    else:
        raise Found("runs_by_itself")
    events = part.get("/AA")
    if isinstance(events, pikepdf.Dictionary):
        for key, event in events.items():
            if key[1:] in _TRIGGERS and isinstance(event, pikepdf.Dictionary) and "/S" in event:
                raise Found(ACTIONS.get(_name(event, "/S"), "runs_by_itself"))


def _check_link(part: pikepdf.Dictionary, action: str) -> None:
    address = part.get("/URI")
    if isinstance(address, pikepdf.Dictionary):
        address = address.get("/Base")  # of the catalogue: all links begin with it
    if isinstance(address, pikepdf.String) and not is_ordinary_link(str(address)):
        raise Found("javascript" if scheme_of(str(address)) == "javascript" else "bad_link", str(address))
    if action == "/Thread" and "/F" in part:
        raise Found("other_file")


def _holds_a_file(files: Any) -> bool:
    """Whether `files` is the EF of a file specification: its keys are systems. A font or glyph called EF has no such
    key.
    """
    return isinstance(files, pikepdf.Dictionary) and any(
        key in files for key in ("/F", "/UF", "/DOS", "/Mac", "/Unix")
    )


def _name(part: pikepdf.Dictionary, key: str) -> str:
    value = part.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""
