"""Recordings, and files of recordings made on the spot, byte by byte."""

import struct
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from recordings.taking_in import Words, take_in
from tests.factories import make_image
from uploads.models import Image

_numbers = count(1)


def box(name, *content):
    content = b"".join(content)
    return struct.pack(">I4s", 8 + len(content), name) + content


def track(handler=b"vide", codec=b"avc1", *, flags=1):
    """A `trak` whose samples are in this file (`flags` 1), in one codec."""
    stsd = box(b"stsd", struct.pack(">II", 0, 1), box(codec, bytes(60)))
    dref = box(b"dref", struct.pack(">II", 0, 1), box(b"url ", struct.pack(">I", flags)))
    minf = box(b"minf", box(b"dinf", dref), box(b"stbl", stsd))
    hdlr = box(b"hdlr", bytes(8), handler, bytes(13))
    return box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", hdlr, minf))


def mp4_bytes(*tracks, seconds=192, brand=b"isom", extra=b"", udta=b"", after=b"", name=b""):
    """An MP4 whose boxes are whole; `extra` goes into `moov`, `after` behind everything. No two are equal."""
    mvhd = box(b"mvhd", bytes(12), struct.pack(">II", 1000, seconds * 1000), bytes(80))
    moov = box(
        b"moov", mvhd, *(tracks or [track(), track(b"soun", b"mp4a")]), box(b"udta", udta) if udta else b"", extra
    )
    data = box(b"mdat", f"{name or next(_numbers)}".encode() * 40)
    return box(b"ftyp", brand, bytes(4), b"isommp42") + moov + data + after


FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # MPEG-1 layer III, 128 kbit/s, 44,100 Hz: 417 bytes, 26 ms


def mp3_bytes(frames=400, *, before=b"", after=b""):
    return before + FRAME * frames + after


def id3(length=200):
    return (
        b"ID3\x04\x00\x00"
        + bytes([length >> 21 & 127, length >> 14 & 127, length >> 7 & 127, length & 127])
        + bytes(length)
    )


def sent(content, name="phong-van.mp4"):
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def make_recording(address="", file=None, *, title="Chủ tịch xã trả lời", still=True, by=None, **words):
    """A video of YouTube, unless `address` or `file` (bytes) says otherwise."""
    if not address and file is None:
        address = f"https://youtu.be/{next(_numbers):011}"
    still = (
        Image.objects.first() or make_image() if still is True else still or None
    )  # one is made quickly, ten are not
    return take_in(address, sent(file) if file else None, Words(title, still, **words), by=by).recording


def figure_of(recording):
    """What the editor writes into a text."""
    if not recording.is_video:
        return f'<p class="audio"><a href="{recording.get_absolute_url()}">{recording.title}</a></p>'
    still = recording.still
    return (
        f'<figure class="video"><a href="{recording.get_absolute_url()}"><img src="{still.url}" alt="{still.alt}" '
        f'width="{still.width}" height="{still.height}"></a><figcaption>{recording.title}</figcaption></figure>'
    )
