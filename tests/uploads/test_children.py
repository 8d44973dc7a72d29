"""Children that look into files: a few at once, and a sentence for whoever finds no place."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from manuscripts import reading
from manuscripts.sentences import REFUSALS
from uploads import children, decoder, inspector
from uploads.checks import examine_document, read_image
from uploads.decoding import png
from uploads.decoding.limits import FEW_CHUNKS
from uploads.refusals import NotChecked

from ..manuscripts.docx_files import docx, p


@pytest.fixture
def full(monkeypatch):
    """All places are taken, and nobody waits."""
    monkeypatch.setattr(children, "WAIT_SECONDS", 0)
    for _ in range(children.AT_ONCE):
        children._places.acquire()
    yield
    for _ in range(children.AT_ONCE):
        children._places.release()


def webp():
    content = io.BytesIO()
    Image.new("RGB", (64, 48)).save(content, "WEBP")
    return content.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_with(chunks):
    """A PNG whose lines end in its first IDAT; `chunks` more, which hold nothing, follow."""
    content = io.BytesIO()
    Image.new("RGB", (64, 48)).save(content, "PNG")
    end = chunk(b"IEND", b"")
    return content.getvalue().removesuffix(end) + chunk(b"IDAT", b"") * chunks + end


TRIES = {
    "a document": lambda: examine_document(SimpleUploadedFile("a.docx", docx(p("Bận"))), "a.docx"),
    "a picture": lambda: read_image(SimpleUploadedFile("a.webp", webp())),
    "a picture of many chunks": lambda: read_image(SimpleUploadedFile("a.png", png_with(FEW_CHUNKS))),
    "a manuscript": lambda: reading.read(docx(p("Bài")), "a.docx"),
}


@pytest.mark.parametrize("kind", TRIES)
def test_without_a_place_it_is_no_verdict_and_a_sentence(kind, full):
    with pytest.raises(NotChecked) as refusal:
        TRIES[kind]()

    assert "đang bận" in str(refusal.value)


def test_a_place_is_given_back_whatever_happens(monkeypatch):
    monkeypatch.setattr(children, "WAIT_SECONDS", 0)
    monkeypatch.setattr(inspector, "WALL_SECONDS", 0.05)
    monkeypatch.setattr(inspector, "_START", "import time\ntime.sleep(60)  # {module}")

    for _ in range(2 * children.AT_ONCE):
        assert inspector.inspect(b"", "docx").found == ("too_heavy", "")
    monkeypatch.setattr("sys.executable", "/khong/co/python")
    for _ in range(2 * children.AT_ONCE):
        assert inspector.inspect(b"", "docx").found == inspector.NOT_CHECKED


def test_a_usual_png_needs_no_child(full):
    assert decoder.decode(png_with(10)).picture.size == (64, 48)


def test_what_is_behind_the_lines_of_a_png_is_not_read(monkeypatch):
    def chunks(_content):
        yield b"IDAT", memoryview(zlib.compress(bytes(1_000)))
        yield b"IDAT", memoryview(bytes(1_000))
        pytest.fail("what is behind is read")

    monkeypatch.setattr(png, "_chunks", chunks)

    assert sum(map(len, png._unpacked(b"", 100))) == 1_000


def test_the_sentence_is_there_for_manuscripts():
    assert "busy" in REFUSALS
