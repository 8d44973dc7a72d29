"""Starting the web server, and who is refused to."""

import os
import socket
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from cchc_portal.management import preconditions
from cchc_portal.management.commands.serve import granian
from tests.test_habits import PROJECT


@pytest.fixture
def started(monkeypatch, settings, tmp_path):
    """The command lines that this process would have become."""
    settings.VAR_DIR = tmp_path
    commands = []
    monkeypatch.setattr(os, "execv", lambda program, command: commands.append(command))
    monkeypatch.setattr(os, "chdir", lambda folder: None)
    return commands


@pytest.fixture
def listening():
    """A function that listens at an address, as granian does: ready to share it. Returns the port."""
    sockets = []

    def listen(host):
        sockets.append(socket.socket())
        sockets[-1].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        sockets[-1].bind((host, 0))
        sockets[-1].listen()
        return sockets[-1].getsockname()[1]

    yield listen
    for each in sockets:
        each.close()


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104
@pytest.mark.parametrize("asked", ["127.0.0.1", "0.0.0.0"])  # noqa: S104
def test_a_port_in_use_is_refused_in_a_sentence_though_it_could_be_shared(started, listening, host, asked):
    port = listening(host)

    with pytest.raises(CommandError, match=rf"Port {port} of {asked} is in use.*--port"):
        call_command("serve", host=asked, port=port)
    assert started == []


@pytest.mark.parametrize("port", [-1, 0, 65536, 99999])
def test_a_port_that_does_not_exist_is_refused_in_a_sentence(started, port):
    with pytest.raises(CommandError, match=rf"There is no port {port}\. Choose one from 1 to 65535"):
        call_command("serve", host="127.0.0.1", port=port)
    assert started == []


def test_of_two_that_start_at_one_moment_one_is_refused(free_port):
    with (
        preconditions.port_held("127.0.0.1", free_port),
        pytest.raises(CommandError, match="is in use"),
        preconditions.port_held("127.0.0.1", free_port),
    ):
        pass

    with preconditions.port_held("127.0.0.1", free_port):
        pass  # the name went with the one that held it


def test_a_name_that_is_no_address_is_said(started):
    with pytest.raises(CommandError, match="no address"):
        call_command("serve", host="khong co", port=20_002)


def test_a_free_port_is_served_with_workers_that_come_back(started, free_port):
    call_command("serve", port=free_port, workers=3, threads=5)

    (command,) = started
    assert command == granian("127.0.0.1", free_port, 3, 5)
    assert "--respawn-failed-workers" in command


def test_every_command_line_that_starts_a_server_lets_workers_come_back():
    for name in ["README.md", "devserver/launcher.py", "cchc_portal/management/commands/serve.py"]:
        assert "--respawn-failed-workers" in (PROJECT / name).read_text(), name


def test_the_command_says_it_without_a_traceback(listening):
    port = listening("127.0.0.1")

    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: Port {port} of 127.0.0.1 is in use")
    assert len(done.stderr.splitlines()) == 1
