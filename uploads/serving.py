"""Serves stored files: with the media type that was checked, never as a page, cached for a year.

A name is never used twice (names hold the content's hash), hence `immutable`.
"""

import re
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header, http_date

from .names import readable_name

KINDS = {
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_RANGE = re.compile(r"^bytes=(\d{1,15})-(\d{0,15})$")


def serve(request, name):
    """The answer for the stored file `name`. Raises Http404 for a name that is not served."""
    kind = KINDS.get(PurePosixPath(name).suffix)
    if kind is None or not _is_plain(name):
        raise Http404
    try:
        file = default_storage.open(name)
        size, modified = file.size, int(default_storage.get_modified_time(name).timestamp())
    except (OSError, ValueError) as error:
        raise Http404 from error
    etag = f'"{modified:x}-{size:x}"'
    if _is_known(request, etag):
        file.close()
        response = HttpResponseNotModified()
    else:
        response = _answer(request, file, size, etag)
        response["Content-Type"] = kind
        if kind != "image/webp":
            response["Content-Disposition"] = content_disposition_header(True, readable_name(name))
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    _protect(response)
    return response


def _is_plain(name):
    """Whether `name` is relative, without `..` and hidden parts; the storage refuses such names as well."""
    return all(part and not part.startswith(".") for part in name.split("/")) and "\\" not in name and "\0" not in name


def _is_known(request, etag):
    return etag in [known.strip().removeprefix("W/") for known in request.headers.get("If-None-Match", "").split(",")]


def _answer(request, file, size, etag):
    """The response with the whole file, or with the one requested range; several ranges get the whole file."""
    asked = _RANGE.match(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", etag) != etag:
        response = FileResponse(file)
        response["Content-Length"] = size
        response["Accept-Ranges"] = "bytes"
        return response
    start, end = int(asked[1]), min(int(asked[2] or size), size - 1)
    if start >= size or end < start:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file:
        file.seek(start)
        part = file.read(end - start + 1)
    return HttpResponse(part, status=206, headers={"Content-Range": f"bytes {start}-{end}/{size}"})


def _protect(response):
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
