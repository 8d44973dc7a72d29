"""What an MP4 file holds, by its boxes (ISO 14496-12): which tracks, in which codecs, how long. Nothing is decoded.

A box is four bytes of size, four of name, then its content. Only `moov`, which describes the tracks, is read into
memory; of the rest the headers alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

MAX_BOXES = 20_000
MAX_MOOV = 24 * 1024 * 1024
MAX_DEPTH = 8  # boxes within boxes; a track's description lies in the fifth
TOP_LEVEL = {
    *{b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"meta", b"moof", b"mfra", b"sidx", b"styp"},
    *{b"pdin", b"udta", b"emsg", b"prft", b"ssix", b"pnot"},
}
# What cameras and telephones write beside the recording: the place where it was taken, the owner's name.
PRIVATE = {b"udta", b"meta", b"uuid"}
_HOLD_BOXES = {b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl", b"mvex"}
_READ = {b"mvhd", b"hdlr", b"stsd", b"dref"}  # the others hold boxes, or nothing that is asked
_PICTURE, _SOUND = b"vide", b"soun"


class Broken(Exception):
    """The boxes do not fit into each other or into the file."""


@dataclass
class Track:
    """`handler`: b"vide", b"soun" or another; `codecs`: the names of its sample entries, as b"avc1"."""

    handler: bytes = b""
    codecs: list[bytes] = field(default_factory=list)
    is_elsewhere: bool = False  # its samples lie in another file


@dataclass
class Movie:
    """`brand` is the major one; `seconds` is None where the file does not say; `private` are ranges of bytes (from,
    to) of whole boxes in PRIVATE.
    """

    brand: bytes = b""
    tracks: list[Track] = field(default_factory=list)
    seconds: float | None = None
    private: list[tuple[int, int]] = field(default_factory=list)

    def codecs_of(self, handler: bytes) -> set[bytes]:
        return {codec for track in self.tracks if track.handler == handler for codec in track.codecs}

    @property
    def has_picture(self) -> bool:
        return any(track.handler == _PICTURE for track in self.tracks)

    @property
    def has_sound(self) -> bool:
        return any(track.handler == _SOUND for track in self.tracks)


@dataclass(frozen=True)
class _Box:
    name: bytes
    start: int  # of its header
    content: int  # of what is in it
    end: int


def read_movie(file: BinaryIO, size: int) -> Movie:
    """The Movie in `file`, of `size` bytes, whose first box must be `ftyp`. Raises Broken. Linear in the number of
    boxes, which is bounded as their depth is, and in the bytes of those that are read.
    """
    movie = Movie()
    moov = None
    for number, box in enumerate(_boxes_of_file(file, size)):
        if number == 0:
            if box.name != b"ftyp":
                raise Broken
            file.seek(box.content)
            movie.brand = file.read(4)
        elif box.name == b"moov":
            if moov is not None or box.end - box.start > MAX_MOOV:
                raise Broken
            moov = box
        elif box.name in PRIVATE:
            movie.private.append((box.start, box.end))
    if moov is None:
        raise Broken
    file.seek(moov.start)
    _read_moov(file.read(moov.end - moov.start), moov.start, movie)
    return movie


def blank(file: BinaryIO, movie: Movie) -> None:
    """Overwrite what is `private` in `file`, in place: boxes of the same size that are free. Offsets stay right."""
    for start, end in movie.private:
        file.seek(start + 4)
        file.write(b"free")
        file.seek(start + 8)
        _write_zeros(file, end - start - 8)
    file.seek(0)


def _write_zeros(file: BinaryIO, count: int) -> None:
    while count > 0:
        count -= file.write(bytes(min(count, 1024 * 1024)))


def _boxes_of_file(file: BinaryIO, size: int) -> Iterator[_Box]:
    place = 0
    for _ in range(MAX_BOXES):
        if place == size:
            return
        file.seek(place)
        box = _box(file.read(16), place, size)
        if box.name not in TOP_LEVEL:
            raise Broken
        yield box
        place = box.end
    raise Broken


def _box(header: bytes, start: int, end: int) -> _Box:
    """The box whose first bytes are `header`, at `start`, in something that ends at `end`."""
    length, name = int.from_bytes(header[:4], "big"), header[4:8]
    content = start + 8
    if length == 1:
        length, content = int.from_bytes(header[8:16], "big"), start + 16
        if name in PRIVATE:
            raise Broken  # nobody writes four gigabytes of these
    elif length == 0:
        length = end - start
    if len(header) < 8 or content > start + length or start + length > end:
        raise Broken
    return _Box(name, start, content, start + length)


def _read_moov(moov: bytes, offset: int, movie: Movie) -> None:
    """Fill `movie` by the boxes of `moov`, whose bytes begin at `offset` of the file. Each byte is looked at once."""
    waiting, count = [_box(moov[:16], 0, len(moov))], 0
    while waiting:
        holder = waiting.pop()
        place = holder.content
        while place < holder.end:
            count += 1
            box = _box(moov[place : place + 16], place, holder.end)
            if count > MAX_BOXES or len(waiting) > MAX_DEPTH:
                raise Broken
            _note(box, moov, movie)
            if box.name in PRIVATE:
                movie.private.append((offset + box.start, offset + box.end))
            elif box.name in _HOLD_BOXES:
                # Depth first, and each track before the next: what is noted belongs to the last track.
                place, holder = _enter(box, holder, waiting)
                continue
            place = box.end


def _enter(box: _Box, holder: _Box, waiting: list[_Box]) -> tuple[int, _Box]:
    """Go on inside of `box`; what follows it in `holder` waits."""
    waiting.append(_Box(holder.name, holder.start, box.end, holder.end))
    return box.content, box


def _note(box: _Box, moov: bytes, movie: Movie) -> None:
    if box.name == b"trak":
        movie.tracks.append(Track())
    if box.name not in _READ:
        return
    content = moov[box.content : box.end]
    if box.name == b"mvhd":
        movie.seconds = _length(content)
    elif movie.tracks:
        track = movie.tracks[-1]
        if box.name == b"hdlr" and not track.handler:
            track.handler = content[8:12]
        elif box.name == b"stsd":
            track.codecs += _entries(content)
        elif box.name == b"dref":
            track.is_elsewhere |= any(flags & 1 == 0 for flags in _references(content))


def _length(content: bytes) -> float | None:
    """Seconds by an `mvhd`; None of a fragmented file, which says 0."""
    is_long = content[:1] == b"\x01"
    scale, length = (content[20:24], content[24:32]) if is_long else (content[12:16], content[16:20])
    if length == b"\xff" * len(length) or not any(length) or not any(scale):
        return None
    return int.from_bytes(length, "big") / int.from_bytes(scale, "big")


def _entries(content: bytes) -> list[bytes]:
    """The names of the sample entries of an `stsd`."""
    count, place, names = int.from_bytes(content[4:8], "big"), 8, []
    for _ in range(min(count, 64)):
        box = _box(content[place : place + 16], place, len(content))
        names.append(box.name)
        place = box.end
    return names


def _references(content: bytes) -> list[int]:
    """The flags of the data references of a `dref`; the last bit says that the data are in this file."""
    count, place, flags = int.from_bytes(content[4:8], "big"), 8, []
    for _ in range(min(count, 64)):
        box = _box(content[place : place + 16], place, len(content))
        flags.append(int.from_bytes(content[box.content : box.content + 4], "big"))
        place = box.end
    return flags
