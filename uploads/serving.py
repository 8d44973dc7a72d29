"""Serves stored files: with the media type that was checked, never as a page, cached for a year.

A name is never used twice (names hold the content's hash), hence `immutable`. A file of the bin (binned_files.py) is
found by its place on the disk, so no query is asked, whatever the answer.
"""

import re
from pathlib import PurePosixPath

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date

from .binned_files import place_of
from .names import readable_name

KINDS = {
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
}
IN_PAGE = "xem"  # in the query of an address: to be looked at, not to be kept
FRAMED = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
# Of a recording one answer holds so much: browsers ask for the rest when they come to it, and a player that waits
# holds neither a thread nor memory. RFC 9110, 15.3.7: a server may send a part of the range.
RECORDING_PART_BYTES = 2 * 1024 * 1024
_RANGE = re.compile(r"^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$")


def is_there(name: str) -> bool:
    """Whether `serve` has a file for `name`. Asks the storage, not the database."""
    return _kind_of(name) is not None and default_storage.exists(name)


def is_binned(name: str) -> bool:
    """Whether the file `name` is out of service because it is in the bin. Asks the storage, not the database."""
    return _kind_of(name) is not None and default_storage.exists(place_of(name))


def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """The answer for the stored file `name`. Raises Http404 for a name that is not served."""
    response = _serve(request, name, name)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def serve_binned(request: HttpRequest, name: str) -> HttpResponseBase:
    """Like `serve`, for a file of the bin and for somebody who may see it: nobody keeps the answer."""
    response = _serve(request, name, place_of(name))
    response["Cache-Control"] = "private, no-store"
    return response


def _serve(request: HttpRequest, name: str, place: str) -> HttpResponseBase:
    kind = _kind_of(name)
    if kind is None:
        raise Http404
    try:
        file = default_storage.open(place)
        size, modified = file.size, int(default_storage.get_modified_time(place).timestamp())
    except (OSError, ValueError) as error:
        raise Http404 from error
    etag = f'"{modified:x}-{size:x}"'
    if _is_known(request, etag):
        file.close()
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        is_played = kind.startswith(("video/", "audio/"))
        response = _answer(request, file, size, etag, RECORDING_PART_BYTES if is_played else size)
        response["Content-Type"] = kind
        if kind != "image/webp":
            is_kept = not is_played and not _is_shown_in_page(request, kind)
            response["Content-Disposition"] = content_disposition_header(is_kept, readable_name(name)) or "attachment"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    _protect(response, is_framed=_is_shown_in_page(request, kind))
    return response


def _is_shown_in_page(request: HttpRequest, kind: str) -> bool:
    """Whether the browser is to show a PDF by itself, in a frame of ours or in its own window."""
    return kind == KINDS[".pdf"] and IN_PAGE in request.GET


def _kind_of(name: str) -> str | None:
    """The media type of what is stored as `name`; None for a name that is not served."""
    return KINDS.get(PurePosixPath(name).suffix) if _is_plain(name) else None


def _is_plain(name: str) -> bool:
    """Whether `name` is relative, without `..` and hidden parts; the storage refuses such names as well."""
    return all(part and not part.startswith(".") for part in name.split("/")) and "\\" not in name and "\0" not in name


def _is_known(request: HttpRequest, etag: str) -> bool:
    return etag in [known.strip().removeprefix("W/") for known in request.headers.get("If-None-Match", "").split(",")]


def _answer(request: HttpRequest, file: "File[bytes]", size: int, etag: str, most: int) -> HttpResponseBase:
    """The response with the whole file, or with the one requested range, at most its first `most` bytes; several
    ranges get the whole file.
    """
    asked = _RANGE.match(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", etag) != etag:
        response = FileResponse(file)
        response["Content-Length"] = size
        response["Accept-Ranges"] = "bytes"
        return response
    start, end = _range(asked, size)
    end = min(end, start + most - 1)
    if start >= size or end < start:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file:
        file.seek(start)
        part = file.read(end - start + 1)
    return HttpResponse(part, status=206, headers={"Content-Range": f"bytes {start}-{end}/{size}"})


def _range(asked: re.Match[str], size: int) -> tuple[int, int]:
    """First and last byte of a range, both included; of "-500" the last 500."""
    if asked[3]:
        return max(0, size - int(asked[3])) if int(asked[3]) else size, size - 1
    return int(asked[1]), min(int(asked[2] or size), size - 1)


def _protect(response: HttpResponseBase, *, is_framed: bool) -> None:
    """No page of another host frames a document. `sandbox` would keep the browser's own viewer of PDFs from starting:
    it is left out where that is wanted, of documents in which nothing runs (inspection/pdf.py).
    """
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FRAMED if is_framed else "default-src 'none'; sandbox"
    if is_framed:
        response["X-Frame-Options"] = "SAMEORIGIN"
