"""The virus scanner: a server of these tests answers in place of clamd, rightly and wrongly."""

import socket
import struct
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured

from cchc_portal import env
from uploads import checks, clamd
from uploads.checks import NotChecked, Refused, check_document, open_image

from .factories import docx_bytes, pdf_bytes, picture_bytes, sent


class Scanner:
    """A server at `address` that reads one whole stream a connection and answers what `answer` makes of it."""

    def __init__(self, address, answer):
        self.answer, self.streams, self.commands = answer, [], []
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.bind(address)
        self._socket.listen(8)
        self.address = address if isinstance(address, str) else self._socket.getsockname()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as incoming:
                self._speak(connection, incoming)

    def _speak(self, connection, incoming):
        command = b""
        while not command.endswith(b"\0"):
            command += incoming.read(1)
        self.commands.append(command)
        content = b""
        if command == b"zINSTREAM\0" and self.answer is not AT_ONCE:
            while length := struct.unpack(">I", incoming.read(4))[0]:
                content += incoming.read(length)
            self.streams.append(content)
        answer = self.answer(content) if callable(self.answer) else self.answer
        if answer:
            connection.sendall(answer)

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


def AT_ONCE(_):  # noqa: N802, a value among answers
    return b"INSTREAM size limit exceeded. ERROR\0"


CLEAN = b"stream: OK\0"


@pytest.fixture
def scanner(settings, tmp_path, monkeypatch):
    """Starts a scanner with the given answers, behind a socket in the file system or over the network."""
    started = []
    monkeypatch.setattr(checks, "_known_good", type(checks._known_good)())

    def start(answer=CLEAN, *, tcp=False):
        started.append(Scanner(("127.0.0.1", 0) if tcp else str(tmp_path / "clamd.ctl"), answer))
        settings.CLAMD = started[-1].address
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.mark.parametrize("tcp", [False, True], ids=["unix", "tcp"])
def test_every_file_that_comes_in_is_shown_whole(scanner, tcp):
    content, picture = pdf_bytes() + bytes(300_000), picture_bytes(300, 200)
    server = scanner(tcp=tcp)

    check_document(sent(content), "a.pdf")
    open_image(sent(picture))

    assert server.streams == [content, picture]


def test_what_it_calls_infected_is_refused_by_name(scanner):
    scanner(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")

    for take in (lambda: check_document(sent(docx_bytes()), "a.docx"), lambda: open_image(sent(picture_bytes(9, 9)))):
        with pytest.raises(Refused, match=r"mã độc \(“Win\.Test\.EICAR_HDB-1”\).*báo người gửi") as refusal:
            take()
        assert not isinstance(refusal.value, NotChecked)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: OK",
        b"stream: ok\0",
        b"stream: OK\0stream: X FOUND\0",
        b"stream: X FOUND\0stream: OK\0",
        b"stream: Can't allocate memory ERROR\0",
        b"UNKNOWN COMMAND\0",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"\xff\xfe\0",
        b"x" * 9_000,
        b"stream: OK\n\0",
    ],
)
def test_whatever_else_it_answers_lets_nothing_in(scanner, answer, caplog):
    scanner(answer)

    with pytest.raises(NotChecked, match="chưa trả lời nên tệp chưa được nhận"):
        clamd.scan(b"x")
    assert "gave no verdict" in caplog.text


@pytest.mark.parametrize("answer", [AT_ONCE, b"INSTREAM size limit exceeded. ERROR\0"], ids=["at once", "at the end"])
def test_a_file_that_is_too_large_for_the_scanner_is_refused_as_such(scanner, answer):
    scanner(answer)

    with pytest.raises(NotChecked, match=r"StreamMaxLength|chưa trả lời"):
        clamd.scan(bytes(9_000_000))


@pytest.mark.parametrize("address", ["/khong/co/clamd.ctl", ("127.0.0.1", 1), ("khong-co.invalid", 3310)])
def test_while_it_is_away_nothing_comes_in(settings, address):
    settings.CLAMD = address

    with pytest.raises(NotChecked):
        clamd.scan(b"x")
    with pytest.raises(clamd.Away):
        clamd.version()


def test_one_that_never_answers_is_waited_for_in_bounds(scanner, monkeypatch):
    monkeypatch.setattr(clamd, "SCAN_SECONDS", 0.05)
    done = threading.Event()
    scanner(lambda _: done.wait(5) and b"")

    with pytest.raises(NotChecked):
        clamd.scan(b"x")
    done.set()


def test_a_fault_of_our_own_lets_nothing_in_either(settings, monkeypatch):
    settings.CLAMD = "/x"
    monkeypatch.setattr(clamd, "_ask", lambda *_: 1 / 0)

    with pytest.raises(NotChecked):
        clamd.scan(b"x")


def test_without_one_nothing_is_asked(settings):
    settings.CLAMD = None

    assert clamd.scan(b"x") is None


def test_a_form_and_its_save_ask_once(scanner):
    server, content = scanner(), docx_bytes()

    for _ in range(2):
        check_document(sent(content), "a.docx")

    assert len(server.streams) == 1


def test_what_was_refused_is_asked_again(scanner):
    server = scanner(b"stream: X FOUND\0")

    for _ in range(2):
        with pytest.raises(Refused):
            check_document(sent(docx_bytes()), "a.docx")

    assert len(server.streams) == 2


def test_what_was_good_a_while_ago_is_asked_again(scanner, monkeypatch):
    monkeypatch.setattr(checks, "KNOWN_GOOD_SECONDS", -1)
    server, content = scanner(), docx_bytes()

    for _ in range(2):
        check_document(sent(content), "a.docx")

    assert len(server.streams) == 2


def test_few_of_the_good_ones_are_remembered(scanner):
    known = type(checks._known_good)()

    for number in range(1000):
        known.add(number, checks.CheckedDocument("pdf", number))

    assert known.get(999).pages == 999
    assert known.get(0) is None
    assert len(known._known) == checks.KNOWN_GOOD_FILES


def test_its_version_is_read(scanner):
    server = scanner(b"ClamAV 1.4.3/27500/Mon Nov 30 08:00:00 2026\0")

    assert clamd.version().startswith("ClamAV 1.4.3")
    assert server.commands == [b"zVERSION\0"]


@pytest.mark.parametrize("answer", [b"", b"\0", b"nginx\0", b"ClamAV\n<b>\0"])
def test_another_server_is_not_taken_for_it(scanner, answer):
    scanner(answer)

    with pytest.raises(clamd.Away):
        clamd.version()


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", None),
        (" ", None),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("unix:///run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp://10.0.0.5:3310", ("10.0.0.5", 3310)),
        ("tcp:may-quet:3310", ("may-quet", 3310)),
        ("127.0.0.1:3310", ("127.0.0.1", 3310)),
        ("tcp://[::1]:3310", ("::1", 3310)),
    ],
)
def test_the_environment_says_where_it_is(monkeypatch, value, address):
    monkeypatch.setenv("CLAMD", value)

    assert env.socket_address("CLAMD") == address


@pytest.mark.parametrize(
    "value", ["1", "clamd.ctl", "10.0.0.5", "tcp://10.0.0.5", "10.0.0.5:x", "http://a:1/b", "a:99999"]
)
def test_a_wrong_address_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("CLAMD", value)

    with pytest.raises(ImproperlyConfigured, match=r"CLAMD is .*write unix:/run/clamav/clamd.ctl"):
        env.socket_address("CLAMD")
