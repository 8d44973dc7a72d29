"""Makes a sent file a picture of the library: checks it, encodes it anew, in several sizes.

No sent byte is served: each size is encoded anew as WebP without metadata (place, camera, thumbnails). Of what moves
the sizes show the first frame; beside them lies an animation, unless it would be too large.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image as Pillow
from PIL import ImageOps

from vietnamese.limits import too_long
from vietnamese.text import clean_multiline, clean_text

from .binned_files import bring_back, with_digest
from .checks import Refused, read_image
from .decoding.colours import to_srgb
from .decoding.limits import MAX_HEIGHT
from .decoding.reading import Reading
from .kept import out_of_bin
from .models import Image
from .names import digest_of, is_document, picture_key
from .picture_sentences import STAYS_STILL
from .refusals import RefusedForOthers
from .sizes import (
    ANIMATION,
    MAIN_WIDTH,
    SMALL_WIDTH,
    SQUARE,
    SQUARE_SIDE,
    TINY_WIDTH,
    WITH_ANIMATION,
    WITH_TINY,
    Size,
    sizes_of,
    srcset,
)
from .storage import DISK_REFUSED

Picture = Pillow.Image

WEBP_QUALITY = 82
# What a new row is given.
COLUMNS = (
    *("file", "alt", "credit", "caption", "width", "height", "uploaded_by"),
    *("cropped_from", "focus_x", "focus_y"),
)
CAME_BACK = "Ảnh này đang ở thùng rác nên đã được khôi phục vào thư viện"


@dataclass(frozen=True)
class TakenIn:
    """A picture of the library for one that was sent: a new one, the one that it had, or one from the bin."""

    image: Image
    came_back: bool = False
    is_new: bool = False
    motion_note: str = ""  # what became of the frames behind the first one


def store_image(
    file: "File[bytes]", *, alt: str, credit: str, by: AbstractBaseUser | None = None, caption: str = ""
) -> Image:
    """The picture that `take_in` makes of `file`."""
    return take_in(file, alt=alt, credit=credit, by=by, caption=caption).image


def take_in(
    file: "File[bytes]", *, alt: str, credit: str, by: AbstractBaseUser | None = None, caption: str = ""
) -> TakenIn:
    """The library's row for the picture in `file` (a Django `File`), with its sizes written.

    The same bytes sent again return the existing row with its own texts, also from the bin; `by` is the user who sends
    the file. Raises Refused, with a sentence, when the picture is bad, `alt` or `credit` is missing, or the disk is
    full.
    """
    alt, credit, caption = clean_text(alt), clean_text(credit), clean_multiline(caption)
    _check_texts(alt, credit)
    reading = read_image(file)
    content_hash = digest_of(file)
    taken = known_or_back(content_hash, by)
    if taken is None:
        image = _new_image(reading, content_hash, alt=alt, credit=credit, caption=caption, by=by)
        taken = TakenIn(image, is_new=True)
    return replace(taken, motion_note=_motion_note(taken.image, reading))


def known_or_back(content_hash: str, by: AbstractBaseUser | None) -> TakenIn | None:
    """The picture with this content, which the library has or had: then `by` brings it back from the bin. Two
    queries. Raises Refused.
    """
    if known := Image.objects.filter(content_hash=content_hash).first():
        return TakenIn(known)
    back = out_of_bin(content_hash, by)
    return TakenIn(back, came_back=True) if back else None


def _motion_note(image: Image, reading: Reading) -> str:
    if not reading.is_moving:
        return ""
    return STAYS_STILL["" if image.animation_url else reading.animation.lost or "older"]


def _new_image(
    reading: Reading, content_hash: str, *, alt: str, credit: str, caption: str, by: AbstractBaseUser | None
) -> Image:
    # This package may not import `accounts`, which has the User.
    image = Image(alt=alt, credit=credit, caption=caption, uploaded_by=by, content_hash=content_hash)  # type: ignore[misc]
    return store_new(image, to_srgb(reading.picture, reading.profile), reading.animation.content)


def store_new(image: Image, picture: Picture, animation: bytes = b"") -> Image:
    """Write the row `image`, which has its texts and a `content_hash`, and the files of `picture` (RGB or RGBA), or
    neither. Raises Refused.
    """
    main = _at_most(picture, MAIN_WIDTH)
    image.file = f"{_key_for(image.content_hash, bool(animation))}-{MAIN_WIDTH}.webp"
    image.width, image.height = main.size
    return _write(image, _encoded(picture, main, animation))


def _key_for(content_hash: str, has_animation: bool) -> str:
    """The key under which the files of this content lie in the bin, because a revision has kept them, or a new one."""
    lying = [key for key in with_digest(content_hash) if not is_document(key)]
    fits = [key for key in lying if has_animation or ANIMATION not in sizes_of(key)]
    letter = WITH_ANIMATION if has_animation else WITH_TINY
    return next(iter(fits), f"anh/{content_hash[:2]}/{content_hash[:32]}{letter}")


def kept_note(taken: TakenIn, *, alt: str, credit: str, caption: str, is_used: bool = True) -> str:
    """What the person is told who sent a picture that came back from the bin, or that the library has with other
    texts, or that moves; else "".

    `is_used`: it is chosen for a text, which takes the description and the caption that were typed.
    """
    known = _known_note(taken, alt=alt, credit=credit, caption=caption, is_used=is_used)
    return " ".join(filter(None, (known, taken.motion_note)))


def _known_note(taken: TakenIn, *, alt: str, credit: str, caption: str, is_used: bool) -> str:
    image = taken.image
    sent = {"mô tả": clean_text(alt), "nguồn": clean_text(credit), "chú thích": clean_multiline(caption)}
    own = {"mô tả": image.alt, "nguồn": image.credit, "chú thích": image.caption}
    differ = [label for label, text in sent.items() if text and text != own[label]]
    known = CAME_BACK if taken.came_back else "Ảnh này đã có trong thư viện"
    if not differ:
        return f"{known}." if taken.came_back else ""
    kept = f"{known}; {', '.join(differ)} đã lưu trước đó được giữ nguyên trong thư viện."
    return f"{kept}{_used_note(differ, image.credit)}" if is_used else kept


def _used_note(differ: list[str], credit: str) -> str:
    """Description and caption are those of this use; whose picture it is, the library knows."""
    typed = ", ".join(label for label in differ if label != "nguồn").capitalize()
    of_use = f" {typed} bạn vừa gõ dùng cho lần này." if typed else ""
    return f"{of_use} Nguồn ghi theo thư viện: “{credit}”." if "nguồn" in differ else of_use


def _check_texts(alt: str, credit: str) -> None:
    limits = {field.name: field.max_length or 0 for field in Image._meta.fields}
    if not alt:
        raise RefusedForOthers("Hãy mô tả ảnh: ảnh chụp những gì, cho người không nhìn thấy ảnh.")
    if not credit:
        raise RefusedForOthers("Hãy ghi nguồn ảnh, ví dụ: “Ảnh: Thùy Nhung”.")
    if len(alt) > limits["alt"]:
        raise RefusedForOthers(f"Mô tả ảnh {too_long(len(alt), limits['alt'])}")
    if len(credit) > limits["credit"]:
        raise RefusedForOthers(f"Nguồn ảnh {too_long(len(credit), limits['credit'])}")


def _write(image: Image, files: Mapping[Size, bytes]) -> Image:
    """Write row and files, or neither. Two people who send one picture at the same time get one row."""
    try:
        with transaction.atomic():
            image, is_new = Image.objects.get_or_create(
                content_hash=image.content_hash, defaults={name: getattr(image, name) for name in COLUMNS}
            )
            if is_new:
                bring_back([picture_key(image.file)])  # which a revision may have kept
                _write_sizes(image, files)
    except OSError as error:
        raise Refused(DISK_REFUSED) from error
    return image


def _encoded(picture: Picture, main: Picture, animation: bytes) -> dict[Size, bytes]:
    """Each size as it is stored. The square is cut from all that was read: of a panorama the main size is low."""
    small = _at_most(main, SMALL_WIDTH)
    square = ImageOps.fit(picture, (SQUARE_SIDE, SQUARE_SIDE), Pillow.Resampling.LANCZOS)
    sizes: dict[Size, Picture] = {
        MAIN_WIDTH: main,
        SMALL_WIDTH: small,
        TINY_WIDTH: _at_most(small, TINY_WIDTH),
        SQUARE: square,
    }
    return {size: _webp(each) for size, each in sizes.items()} | {ANIMATION: animation}


def _write_sizes(image: Image, files: Mapping[Size, bytes]) -> None:
    written = []
    try:
        for size in sizes_of(image.file):
            name = image.name_for(size)
            default_storage.delete(name)  # left by a deleted row
            written.append(default_storage.save(name, ContentFile(files[size])))
    except OSError:
        for name in written:
            default_storage.delete(name)
        raise


def _at_most(picture: Picture, width: int) -> Picture:
    """The picture at most `width` wide and as high as WebP can be; it is never enlarged."""
    scale = min(1.0, width / picture.width, MAX_HEIGHT / picture.height)
    if scale == 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(picture: Picture) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=WEBP_QUALITY, method=4)
    return buffer.getvalue()


def responsive_attributes(
    src: str, width: int | str | None, sizes: str = "(min-width: 40rem) 36.5rem, 100vw"
) -> dict[str, str]:
    """`srcset` and `sizes` for an `<img>` in a text, from its `src` and `width` alone: no query.

    Empty for a picture without a width, a small one, or one that is not in the library.
    """
    digits = str(width or "")
    candidates = srcset(src, int(digits)) if digits.isdecimal() and len(digits) < 6 else ""
    return {"srcset": candidates, "sizes": sizes} if candidates else {}
