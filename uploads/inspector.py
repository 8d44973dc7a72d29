"""Inspects documents in a child process (`inspection/`): a bomb, or a fault of a parser, ends only the child."""

import json
import logging
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent
WALL_SECONDS = 30  # the child ends itself after six seconds of processor time
INSPECTED_BY = {"pdf": "pdf", "docx": "archives", "xlsx": "archives", "odt": "archives"}
# The imports of the child are constants: no text from outside is in them.
_START = """
import sys
sys.path.append(sys.argv[1])
from uploads.inspection import child, {module}
child.run({module}.inspect, sys.argv[2])
"""
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}  # no secret of this process


def inspect(content: bytes, extension: str) -> tuple[str, str] | None:
    """None for a good document of the kind `extension`, else (code of `sentences.SENTENCES`, detail for the sentence).

    A child that dies, hangs or answers nonsense also means a refusal. Takes 0.25 s for a PDF, 0.1 s for others.
    """
    start = _START.format(module=INSPECTED_BY[extension])
    command = [sys.executable, "-I", "-c", start, str(PROJECT), extension]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=WALL_SECONDS, env=_ENVIRONMENT, check=False
        )
        verdict = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return "too_heavy", ""
    except OSError:  # no process can be started
        log.exception("A document could not be inspected.")
        return "not_checked", ""
    except ValueError:
        # The limits killed it before it could answer. A start that fails is a fault of this machine, not of the
        # document.
        if done.returncode < 0:
            return "too_heavy", ""
        log.error("A document could not be inspected: %s", done.stderr[-500:].decode(errors="replace"))
        return "not_checked", ""
    return (verdict[0], verdict[1]) if verdict else None
