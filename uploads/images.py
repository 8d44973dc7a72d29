"""Makes a sent file a picture of the library: checks it, encodes it anew, in three sizes.

No sent byte is served: each size is encoded anew as WebP without metadata (place, camera, thumbnails).
An animation keeps its first frame only.
"""

import io

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from vietnamese.text import clean_multiline, clean_text

from .checks import Refused, open_image
from .models import Image
from .names import digest_of
from .sizes import MAIN_WIDTH, SMALL_WIDTH, SQUARE, SQUARE_SIDE, Size, srcset
from .storage import DISK_REFUSED

Picture = Pillow.Image

WEBP_QUALITY = 82
PROFILE_MAX_BYTES = 4 * 1024 * 1024


def store_image(
    file: "File[bytes]", *, alt: str, credit: str, by: AbstractBaseUser | None = None, caption: str = ""
) -> Image:
    """The library's row for the picture in `file` (a Django `File`), with its sizes written.

    The same bytes sent again return the existing row with its own texts; `by` is the user who sends the file.
    Raises Refused, with a sentence, when the picture is bad, `alt` or `credit` is missing, or the disk is full.
    """
    alt, credit, caption = clean_text(alt), clean_text(credit), clean_multiline(caption)
    _check_texts(alt, credit)
    picture = open_image(file)
    content_hash = digest_of(file)
    if existing := Image.objects.filter(content_hash=content_hash).first():
        return existing

    main = _at_most(_to_srgb(picture), MAIN_WIDTH)
    # This package may not import `accounts`, which has the User.
    image = Image(alt=alt, credit=credit, caption=caption, uploaded_by=by, content_hash=content_hash)  # type: ignore[misc]
    image.file = f"anh/{content_hash[:2]}/{content_hash[:32]}-{MAIN_WIDTH}.webp"
    image.width, image.height = main.size
    return _write(image, main)


def _check_texts(alt: str, credit: str) -> None:
    limits = {field.name: field.max_length or 0 for field in Image._meta.fields}
    if not alt:
        raise Refused("Hãy mô tả ảnh: ảnh chụp những gì, cho người không nhìn thấy ảnh.")
    if not credit:
        raise Refused("Hãy ghi nguồn ảnh, ví dụ: “Ảnh: Thùy Nhung”.")
    if len(alt) > limits["alt"]:
        raise Refused(f"Mô tả ảnh dài {len(alt)} ký tự, nhiều nhất {limits['alt']}.")
    if len(credit) > limits["credit"]:
        raise Refused(f"Nguồn ảnh dài {len(credit)} ký tự, nhiều nhất {limits['credit']}.")


def _write(image: Image, main: Picture) -> Image:
    """Write row and files, or neither. Two people who send one picture at the same time get one row."""
    try:
        with transaction.atomic():
            image, is_new = Image.objects.get_or_create(
                content_hash=image.content_hash, defaults=_texts_and_sizes(image)
            )
            if is_new:
                _write_sizes(image, main)
    except OSError as error:
        raise Refused(DISK_REFUSED) from error
    return image


def _texts_and_sizes(image: Image) -> dict[str, object]:
    names = ("file", "alt", "credit", "caption", "width", "height", "uploaded_by")
    return {name: getattr(image, name) for name in names}


def _write_sizes(image: Image, main: Picture) -> None:
    square = ImageOps.fit(main, (SQUARE_SIDE, SQUARE_SIDE), Pillow.Resampling.LANCZOS)
    sizes: dict[Size, Picture] = {MAIN_WIDTH: main, SMALL_WIDTH: _at_most(main, SMALL_WIDTH), SQUARE: square}
    written = []
    try:
        for size, picture in sizes.items():
            name = image.name_for(size)
            default_storage.delete(name)  # left by a deleted row
            written.append(default_storage.save(name, ContentFile(_webp(picture))))
    except OSError:
        for name in written:
            default_storage.delete(name)
        raise


def _at_most(picture: Picture, width: int) -> Picture:
    """The picture at most `width` wide; it is never enlarged."""
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(picture: Picture) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=WEBP_QUALITY, method=4)
    return buffer.getvalue()


def _to_srgb(picture: Picture) -> Picture:
    """RGB or RGBA in sRGB, without any metadata. A profile that cannot be read is left out: colours may be duller."""
    profile = picture.info.get("icc_profile")
    picture.info = {}
    if picture.mode.startswith("I;16") or picture.mode == "I":
        picture = picture.point(lambda value: value / 256).convert("L")
    plain = picture if picture.mode in {"RGB", "RGBA", "CMYK"} else picture.convert("RGB")
    if profile and len(profile) <= PROFILE_MAX_BYTES:
        plain = _by_profile(plain, profile)
    plain = plain if plain.mode in {"RGB", "RGBA"} else plain.convert("RGB")
    plain.info = {}
    return plain


def _by_profile(picture: Picture, profile: bytes) -> Picture:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        return changed or picture  # Pillow returns None only for a change in place
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return picture


def responsive_attributes(
    src: str, width: int | str | None, sizes: str = "(min-width: 40rem) 36.5rem, 100vw"
) -> dict[str, str]:
    """`srcset` and `sizes` for an `<img>` in a text, from its `src` and `width` alone: no query.

    Empty for a picture without a width, a small one, or one that is not in the library.
    """
    digits = str(width or "")
    candidates = srcset(src, int(digits)) if digits.isdecimal() else ""
    return {"srcset": candidates, "sizes": sizes} if candidates else {}
