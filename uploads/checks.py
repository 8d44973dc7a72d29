"""What may come in: a file is believed only after it was opened and read, never by its name or its stated type.

The limits are those of docs/decisions.md; each refusal is a sentence that tells an editor what to do instead.
"""

import re
import warnings
import zipfile
from pathlib import PurePosixPath

from PIL import Image, ImageOps

from vietnamese.numbers import format_bytes, format_number

from .sizes import MAIN_WIDTH

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
IMAGE_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
IMAGE_MAX_PIXELS = 40_000_000
IMAGE_MAX_SIDE = 12_000
IMAGE_MAX_FRAMES = 200
ZIP_MAX_MEMBERS = 5_000
ZIP_MAX_UNPACKED_BYTES = 300 * 1024 * 1024
DOCUMENT_EXTENSIONS = ("pdf", "docx", "xlsx", "odt")

# Pillow warns of a decompression bomb and goes on; here it stops.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

IMAGE_KINDS = "Hãy dùng ảnh JPEG, PNG, GIF hoặc WebP."
DOCUMENT_KINDS = "Hãy dùng tệp PDF, DOCX, XLSX hoặc ODT."


class Refused(Exception):
    """An upload that is not taken in. `str()` is a Vietnamese sentence for the person who sent it."""


def check_size(file):
    """Raises Refused when `file` is empty or larger than `UPLOAD_MAX_BYTES`."""
    if not file.size:
        raise Refused("Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if file.size > UPLOAD_MAX_BYTES:
        raise Refused(
            f"Tệp nặng {format_bytes(file.size)}, quá giới hạn {format_bytes(UPLOAD_MAX_BYTES)}. "
            "Hãy giảm dung lượng rồi thử lại."
        )


# Images


def open_image(file):
    """The first frame of `file` as a loaded Pillow image: upright, no metadata on it but its colour profile.

    It may be smaller than what was sent, but not than the sizes that are kept.
    Raises Refused; any exception of a decoder is a refusal.
    """
    check_size(file)
    try:
        return _read_image(file)
    except Refused:
        raise
    except Image.UnidentifiedImageError as error:
        raise Refused(_unknown_image(file)) from error
    except Exception as error:  # decoders raise nearly anything on hostile bytes
        raise Refused("Ảnh bị hỏng hoặc bị cắt cụt, không đọc được. Hãy lưu lại ảnh rồi thử lại.") from error


def _read_image(file):
    with _opened(file) as image:
        _check_dimensions(image)
        image.verify()
    image = _opened(file)
    # A JPEG can be unpacked at a half or a quarter of its width: above what is kept, in a fraction of the memory.
    image.draft(image.mode, (MAIN_WIDTH * 3 // 2, MAIN_WIDTH * 3 // 2))
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    profile = image.info.get("icc_profile")
    if image.has_transparency_data and image.mode != "RGBA":
        image = image.convert("RGBA")
    image.info = {"icc_profile": profile} if isinstance(profile, bytes) else {}
    return image


def _opened(file):
    file.seek(0)
    return Image.open(file, formats=IMAGE_FORMATS)


def _check_dimensions(image):
    """Only the header has been read so far: nothing is unpacked before the size is known."""
    width, height = image.size
    if max(width, height) > IMAGE_MAX_SIDE or width * height > IMAGE_MAX_PIXELS:
        raise Refused(
            f"Ảnh {format_number(width)} × {format_number(height)} điểm ảnh là quá lớn "
            f"(nhiều nhất {IMAGE_MAX_PIXELS // 1_000_000} triệu điểm ảnh, mỗi cạnh {format_number(IMAGE_MAX_SIDE)}). "
            "Hãy thu nhỏ rồi thử lại."
        )
    if getattr(image, "n_frames", 1) > IMAGE_MAX_FRAMES:
        raise Refused(f"Ảnh động có quá {IMAGE_MAX_FRAMES} khung hình. Hãy dùng một ảnh tĩnh.")


def _unknown_image(file):
    start = _first_bytes(file, 512)
    if start[4:8] == b"ftyp":
        return f"Ảnh HEIC/AVIF của điện thoại chưa dùng được trên trang tin. {IMAGE_KINDS}"
    if b"<svg" in start.lower():
        return f"Không nhận ảnh SVG, vì tệp SVG có thể chứa mã chạy được. {IMAGE_KINDS}"
    return f"Tệp này không phải là ảnh mà trang nhận, dù tên tệp ghi gì. {IMAGE_KINDS}"


def _first_bytes(file, count):
    file.seek(0)
    start = file.read(count)
    file.seek(0)
    return start


# Documents


def check_document(file, name):
    """The extension of the document in `file`, whose name is `name`: "pdf", "docx", "xlsx" or "odt".

    Raises Refused when the name promises another kind than the bytes hold, and on macros, passwords and damage.
    """
    check_size(file)
    extension = PurePosixPath(name.lower()).suffix.lstrip(".")
    if extension not in DOCUMENT_EXTENSIONS:
        raise Refused(f"Không nhận tệp loại “.{extension[:12]}”. {DOCUMENT_KINDS}")
    if extension == "pdf":
        _check_pdf(file)
    else:
        _check_zip(file, extension)
    file.seek(0)
    return extension


_PDF_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z])")


def _check_pdf(file):
    """First and last bytes, and the names of what runs or locks; streams are not unpacked."""
    file.seek(0)
    content = file.read()
    if not content.startswith(b"%PDF-"):
        raise Refused(f"Tên tệp ghi “.pdf” nhưng bên trong không phải là PDF. {DOCUMENT_KINDS}")
    if b"%%EOF" not in content[-64 * 1024 :]:
        raise Refused("Tệp PDF bị cắt cụt, thiếu phần cuối. Hãy xuất lại PDF rồi thử lại.")
    if _PDF_ENCRYPTED.search(content):
        raise Refused("Tệp PDF đang đặt mật khẩu hoặc hạn chế. Hãy bỏ mật khẩu rồi tải lên lại.")
    if _PDF_ACTIVE.search(content):
        raise Refused("Tệp PDF có mã tự chạy (JavaScript). Hãy in lại ra PDF rồi tải lên lại.")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"
_NECESSARY = {
    "docx": {"[Content_Types].xml", "word/document.xml"},
    "xlsx": {"[Content_Types].xml", "xl/workbook.xml"},
    "odt": {"mimetype", "content.xml", "META-INF/manifest.xml"},
}
_MACRO_MEMBER = re.compile(r"(?i)vba(?:project|data)[^/]*$|(?:^|/)macrosheets/|^(?:basic|scripts)/")
_LISTING = {"docx": "[Content_Types].xml", "xlsx": "[Content_Types].xml", "odt": "META-INF/manifest.xml"}
_LISTING_MAX_BYTES = 1024 * 1024


def _check_zip(file, extension):
    start = _first_bytes(file, 8)
    if start == _OLE:
        raise Refused(
            f"Tệp “.{extension}” này đặt mật khẩu hoặc là bản Word/Excel đời cũ. "
            "Hãy bỏ mật khẩu, lưu lại dạng mới rồi tải lên lại."
        )
    if not start.startswith(b"PK\x03\x04"):
        raise Refused(f"Tên tệp ghi “.{extension}” nhưng bên trong là loại khác. {DOCUMENT_KINDS}")
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive, extension)
            listing = _read_listing(archive, extension)
    except Refused:
        raise
    except Exception as error:  # zipfile and zlib raise nearly anything on hostile bytes
        raise Refused("Tệp bị hỏng hoặc bị cắt cụt, không mở được. Hãy lưu lại tệp rồi thử lại.") from error
    _check_listing(listing)


def _check_members(archive, extension):
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > ZIP_MAX_MEMBERS or sum(member.file_size for member in members) > ZIP_MAX_UNPACKED_BYTES:
        raise Refused("Tệp nén quá nhiều nội dung bên trong. Hãy tách thành các tệp nhỏ hơn.")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
    if any(_MACRO_MEMBER.search(name) for name in names):
        raise Refused("Tệp có macro (mã tự chạy). Hãy lưu lại dạng không có macro rồi tải lên lại.")
    is_odt = "mimetype" in names and archive.open("mimetype").read(100) == _ODT_TYPE
    if not names >= _NECESSARY[extension] or is_odt != (extension == "odt"):
        raise Refused(f"Tên tệp ghi “.{extension}” nhưng bên trong là loại khác. {DOCUMENT_KINDS}")


def _read_listing(archive, extension):
    with archive.open(_LISTING[extension]) as member:
        return member.read(_LISTING_MAX_BYTES).lower()


def _check_listing(listing):
    """Content types of OOXML or the manifest of ODF: what the members say that they are."""
    if b"macroenabled" in listing:
        raise Refused("Tệp có macro (mã tự chạy). Hãy lưu lại dạng không có macro rồi tải lên lại.")
    if b"encryption-data" in listing:
        raise Refused("Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.")
