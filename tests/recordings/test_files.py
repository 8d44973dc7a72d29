"""Which files are recordings: told by their bytes; long files are read in pieces."""

import io
from contextlib import suppress

import pytest

from recordings import mp3, mp4
from recordings.checks import check_recording
from recordings.fields import read_length, written_length
from uploads import clamd
from uploads.refusals import NotChecked, Refused

from .factories import box, id3, mp3_bytes, mp4_bytes, sent, track

XING = b"\xff\xfb\x90\x00" + bytes(32) + b"Xing" + bytes(377)


@pytest.mark.parametrize(
    ("content", "kind", "extension", "seconds"),
    [
        (mp4_bytes(), "video", "mp4", 192),
        (mp4_bytes(track()), "video", "mp4", 192),
        (mp4_bytes(track(codec=b"av01"), track(b"soun", b"Opus"), brand=b"mp42"), "video", "mp4", 192),
        (mp4_bytes(track(), track(b"text", b"tx3g")), "video", "mp4", 192),
        (mp4_bytes(track(b"soun", b"mp4a"), brand=b"M4A ", seconds=61), "audio", "m4a", 61),
        (mp4_bytes(seconds=0), "video", "mp4", None),
        (mp4_bytes(after=box(b"free", bytes(100))), "video", "mp4", 192),
        (mp3_bytes(400), "audio", "mp3", 10),
        (mp3_bytes(400, before=id3()), "audio", "mp3", 10),
        (mp3_bytes(400, before=XING, after=b"TAG" + bytes(125)), "audio", "mp3", 10),
        (mp3_bytes(4000), "audio", "mp3", 104),
    ],
)
def test_a_recording_is_known_by_its_bytes_and_so_is_its_length(content, kind, extension, seconds):
    facts = check_recording(sent(content, "gi-cung-duoc.txt"))

    assert (facts.kind, facts.extension, facts.seconds) == (kind, extension, seconds)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp rỗng"),
        (b"khong phai video" * 9, "không phải video hay âm thanh"),
        (b"<html><script>alert(1)</script>", "không phải video hay âm thanh"),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), "là ảnh"),
        (box(b"ftyp", b"heic", bytes(8)) + box(b"mdat", bytes(80)), "là ảnh"),
        (b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(90), "AVI"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(90), "WAV"),
        (b"\x1aE\xdf\xa3" + bytes(90), "WebM"),
        (b"PK\x03\x04" + bytes(90), "Office"),
        (mp4_bytes(brand=b"qt  "), "MOV"),
        (mp4_bytes(track(codec=b"hvc1")), "HEVC"),
        (mp4_bytes(track(codec=b"encv")), "DRM"),
        (mp4_bytes(track(codec=b"mp4v")), "“mp4v”"),
        (mp4_bytes(track(), track(b"soun", b"ac-3")), "“ac-3”"),
        (mp4_bytes(track(flags=0)), "tệp khác"),
        (mp4_bytes(track(b"text", b"tx3g")), "hỏng"),
        (mp4_bytes(seconds=7 * 3600), "6 giờ"),
        (mp4_bytes()[:-30], "hỏng"),
        (mp4_bytes()[:60], "hỏng"),
        (mp4_bytes(after=b"<script>alert(1)</script>"), "hỏng"),
        (mp4_bytes(after=box(b"evil", bytes(40))), "hỏng"),
        (mp4_bytes(extra=b"\x00\x00\x00\x04trak"), "hỏng"),
        (mp4_bytes(extra=b"\x7f\xff\xff\xfftrak"), "hỏng"),
        (box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(99)), "hỏng"),
        (mp3_bytes(5), "hỏng"),
        (mp3_bytes(400)[: 417 * 200] + bytes(300_000), "hỏng"),
        (b"\xff\xfb\x90\x00" + b"khong phai mp3" * 9000, "hỏng"),
        (id3() + b"x" * 5000, "hỏng"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_browsers_would_not_play_is_refused_with_a_sentence(content, said):
    with pytest.raises(Refused) as refused:
        check_recording(sent(content))

    assert said in str(refused.value)
    assert str(refused.value).endswith((".", ")"))


def test_a_file_above_the_limit_is_refused_before_it_is_read(settings):
    settings.RECORDING_MAX_BYTES = 1000
    file = sent(mp4_bytes() + box(b"free", bytes(2000)))
    file.file = None

    with pytest.raises(Refused, match="quá giới hạn"):
        check_recording(file)


def test_many_boxes_cost_no_more_than_their_number_and_are_bounded():
    with pytest.raises(Refused, match="hỏng"):
        check_recording(sent(mp4_bytes(after=box(b"free") * 30_000)))
    with pytest.raises(Refused, match="hỏng"):
        check_recording(sent(mp4_bytes(extra=box(b"free") * 30_000)))


def test_the_place_that_a_telephone_notes_is_blanked_and_nothing_else_moves():
    place = box(b"\xa9xyz", b"\x00\x12\x15\xc7+18.6796+105.6813/")
    in_track = box(b"trak", track()[8:], box(b"meta", b"com.apple.quicktime.location"))
    content = mp4_bytes(in_track, udta=place, after=box(b"uuid", b"GPS 18.6796"))
    file = io.BytesIO(content)

    mp4.blank(file, mp4.read_movie(file, len(content)))
    blanked = file.getvalue()

    assert len(blanked) == len(content)
    assert b"18.6796" not in blanked
    assert b"location" not in blanked
    assert blanked[blanked.index(b"mdat") :][:60] == content[content.index(b"mdat") :][:60]
    assert check_recording(sent(blanked)).seconds == 192


class TestTheScanner:
    @pytest.fixture
    def told(self, monkeypatch, settings):
        settings.CLAMD = "/x"
        told = []
        monkeypatch.setattr(clamd, "scan", lambda pieces: told.append(b"".join(pieces)))
        return told

    def test_it_is_shown_all_of_a_file(self, told):
        content = mp4_bytes(after=box(b"free", bytes(3_000_000)))

        check_recording(sent(content))

        assert told == [content]

    def test_while_it_is_away_nothing_is_taken_in(self, settings, tmp_path):
        settings.CLAMD = str(tmp_path / "nobody")

        with pytest.raises(NotChecked):
            check_recording(sent(mp4_bytes()))


@pytest.mark.parametrize(
    ("typed", "seconds", "written"),
    [
        ("3:12", 192, "3:12"),
        ("", None, ""),
        ("1:05:00", 3900, "1:05:00"),
        (" 12'05 ", 725, "12:05"),
        ("75:00", 4500, "1:15:00"),
    ],
)
def test_a_length_is_read_as_people_write_it(typed, seconds, written):
    assert read_length(typed) == seconds
    assert written_length(seconds) == written


@pytest.mark.parametrize("typed", ["3", "3:72", "dài", "0:00", "9:00:00", "3:12:00:00"])
def test_another_length_is_refused(typed):
    with pytest.raises(Refused, match="3:12"):
        read_length(typed)


class Counted(bytes):
    """Bytes that count how many of them are copied out."""

    copied = 0

    def __getitem__(self, which):
        part = super().__getitem__(which)
        if isinstance(which, slice):
            Counted.copied += len(part)
        return part


class CountedFile(io.BytesIO):
    def read(self, *given):
        return Counted(super().read(*given))


def copied_for(moov):
    """How many bytes of `moov` are copied while it is read; a refusal also ends the copying."""
    content = box(b"ftyp", b"isom") + moov
    Counted.copied = 0
    with suppress(mp4.Broken):
        mp4.read_movie(CountedFile(content), len(content))
    return Counted.copied


def nested(depth, content, name):
    for _ in range(depth):
        content = box(name, content)
    return content


FILLED = box(b"free", bytes(2_000_000))
KINDS_OF_HOLDERS = sorted(mp4._HOLD_BOXES - {b"moov"})


@pytest.mark.parametrize("name", KINDS_OF_HOLDERS)
@pytest.mark.parametrize("depth", [1, mp4.MAX_DEPTH, 3_000])
def test_boxes_within_boxes_are_not_copied(name, depth):
    assert copied_for(box(b"moov", track(), nested(depth, FILLED, name))) < 20_000


@pytest.mark.parametrize("name", [*KINDS_OF_HOLDERS, b"free", b"hdlr", b"stsd", b"dref", b"mvhd"])
def test_many_boxes_beside_each_other_are_copied_once(name):
    many = box(b"moov", track(), *[box(name, bytes(100))] * 5_000)

    assert copied_for(many) < 2 * len(many)


def test_nobody_nests_deeper_than_tracks_do():
    content = mp4_bytes(extra=nested(mp4.MAX_DEPTH, box(b"free"), b"mdia"))
    deeper = mp4_bytes(extra=nested(mp4.MAX_DEPTH + 1, box(b"free"), b"mdia"))

    assert len(mp4.read_movie(io.BytesIO(content), len(content)).tracks) == 2
    with pytest.raises(mp4.Broken):
        mp4.read_movie(io.BytesIO(deeper), len(deeper))


def test_frames_without_an_end_are_not_counted(monkeypatch):
    monkeypatch.setattr(mp3, "MAX_FRAMES", 100)

    assert mp3.read_seconds(io.BytesIO(mp3_bytes(100)), len(mp3_bytes(100))) > 2
    with pytest.raises(mp3.Broken):
        mp3.read_seconds(io.BytesIO(mp3_bytes(101)), len(mp3_bytes(101)))
