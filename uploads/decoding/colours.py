"""Colours as screens show them: sRGB, eight bits."""

import io

from PIL import Image, ImageCms

PROFILE_MAX_BYTES = 4 * 1024 * 1024
_SIXTEEN_BITS = ("I;16", "I;16L", "I;16B", "I;16N", "I")


def eight_bits(picture: Image.Image) -> Image.Image:
    """`picture` in a mode that can be scaled: L, RGB, RGBA or CMYK."""
    if picture.mode in _SIXTEEN_BITS:
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("L" if picture.mode == "1" else "RGB")


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB or RGBA in sRGB, without any metadata. A profile that cannot be read is left out: colours may be duller."""
    plain = eight_bits(picture)
    if profile and len(profile) <= PROFILE_MAX_BYTES:
        plain = _by_profile(plain, profile)
    plain = plain if plain.mode in {"RGB", "RGBA"} else plain.convert("RGB")
    plain.info = {}
    return plain


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() == "RGB" and picture.mode == "L":
            picture = picture.convert("RGB")
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
        return changed or picture  # Pillow returns None only for a change in place
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return picture
