"""The child processes that look into sent files: a bomb, or a fault of a parser, ends only the child.

A few run at once, so that many files at the same hour take no more memory and processors than a few do. Each process
that serves pages counts its own.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}  # no secret of this process
AT_ONCE = 2
WAIT_SECONDS = 10  # for a place; people wait for the answer meanwhile
Answer = TypeVar("Answer")

_places = threading.BoundedSemaphore(AT_ONCE)


class NoAnswer(Exception):
    """A child has not answered."""


class Busy(NoAnswer):
    """All places are taken, and none became free in time."""


class TooHeavy(NoAnswer):
    """The file took more time or memory than the child may have."""


class Failed(NoAnswer):
    """This machine could not start a child, or the child has a fault; the log says which."""


def ask_child(
    start: str,
    content: bytes,
    *arguments: str,
    read: Callable[[bytes], Answer],
    seconds: float,
    environment: Mapping[str, str] = ENVIRONMENT,
    failure: str,
) -> Answer:
    """What `read` makes of the output of a child that runs `start`, a constant, with `content` as its input.

    The child is given this project's folder and `arguments`, and `seconds` at most. `failure` is for the log, without
    its full stop. `read` raises ValueError for what is no answer. Raises NoAnswer.
    """
    command = [sys.executable, "-I", "-c", start, str(PROJECT), *arguments]
    try:
        done = _run(command, content, seconds, environment)
    except subprocess.TimeoutExpired as error:
        raise TooHeavy from error
    except OSError as error:  # no process can be started
        log.exception("%s.", failure)
        raise Failed from error
    try:
        return read(done.stdout)
    except ValueError as error:
        # The limits killed it before it could answer. A start that fails is a fault of this machine, not of the file.
        if done.returncode < 0:
            raise TooHeavy from error
        log.error("%s: %s", failure, done.stderr[-500:].decode(errors="replace"))
        raise Failed from error


def _run(
    command: list[str], content: bytes, seconds: float, environment: Mapping[str, str]
) -> "subprocess.CompletedProcess[bytes]":
    """Raises Busy where there is no place, else what `subprocess.run` raises."""
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        return subprocess.run(
            command, input=content, capture_output=True, timeout=seconds, env=environment, check=False
        )
    finally:
        _places.release()
