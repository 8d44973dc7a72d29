"""Pictures whose content can be told by a few points: four corners of four colours, in any kind of file."""

import io
import struct
from functools import cache

import pillow_heif
from PIL import Image, ImageCms

pillow_heif.register_heif_opener()

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 60), (40, 60, 200), (220, 200, 40)
CORNERS = (RED, GREEN, BLUE, YELLOW)  # upper left and right, lower left and right
TOLERANCE = 24
ORIENTATION = 0x0112
# How a camera stores an upright picture that it calls by this orientation.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def marked(width=320, height=200, corners=CORNERS):
    """An upright picture with a corner of each colour."""
    picture = Image.new("RGB", (width, height))
    half, middle = width // 2, height // 2
    places = ((0, 0), (half, 0), (0, middle), (half, middle))
    for (x, y), colour in zip(places, corners, strict=True):
        picture.paste(colour, (x, y, width if x else half, height if y else middle))
    return picture


def corners_of(picture):
    """The mean colours of the middles of the four quarters."""
    plain = picture.convert("RGB")
    boxes = [(x, y, x + 0.1, y + 0.1) for y in (0.2, 0.7) for x in (0.2, 0.7)]
    sized = (plain.width, plain.height) * 2
    cut = [plain.crop(tuple(int(part * side) for part, side in zip(box, sized, strict=True))) for box in boxes]
    return [each.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) for each in cut]


def is_like(found, expected, tolerance=TOLERANCE):
    pairs = [pair for one, other in zip(found, expected, strict=True) for pair in zip(one, other, strict=True)]
    return all(abs(a - b) <= tolerance for a, b in pairs)


def turned_note(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return exif.tobytes()


def file_of(picture, kind, **options):
    """`picture` as a file: "JPEG", "PNG", "GIF", "WEBP", "AVIF" or "HEIC"."""
    buffer = io.BytesIO()
    options = {"quality": 95} | ({"speed": 10} if kind == "AVIF" else {}) | options
    picture.save(buffer, "HEIF" if kind == "HEIC" else kind, **options)
    return buffer.getvalue()


def as_camera_stores(orientation, kind, picture=None):
    """The file of an upright picture, held in this way: stored on its side, with a note that says so."""
    upright = picture or marked()
    stored = upright.transpose(STORED[orientation]) if STORED[orientation] is not None else upright
    if kind == "HEIC by its note alone":  # the property by which HEIC is turned is missing
        buffer = io.BytesIO()
        pillow_heif.encode("RGB", stored.size, stored.tobytes(), buffer, exif=turned_note(orientation), quality=90)
        return buffer.getvalue()
    return file_of(stored, kind, exif=turned_note(orientation))


def animation_of(frames, kind="GIF", duration=80, **options):
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=duration, **options)
    return buffer.getvalue()


@cache
def cmyk_profile():
    """A profile of a printing press by which paper without ink is green and all ink is dark: ICC, lut8."""
    paper, ink = (190, 70, 160), (40, 128, 128)  # Lab, as eight bits
    grid = b"".join(bytes(ink if any(inks) else paper) for inks in _all_inks())
    ramp = bytes(range(256))
    identity = struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    lut = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + ramp * 4 + grid + ramp * 3
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"Test\0" + bytes(78)
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    tags, body, offset = [], b"", 128 + 4 + 12 * 4
    for name, data in ((b"desc", text), (b"wtpt", white), (b"A2B0", lut), (b"cprt", b"text\0\0\0\0none\0")):
        padded = data + bytes(-len(data) % 4)
        tags.append(struct.pack(">4sII", name, offset + len(body), len(data)))
        body += padded
    size = offset + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02100000, b"prtr", b"CMYK", b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    profile = head + bytes(128 - len(head)) + struct.pack(">I", 4) + b"".join(tags) + body
    ImageCms.ImageCmsProfile(io.BytesIO(profile))  # it is one
    return profile


def _all_inks():
    return [(c, m, y, k) for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
