"""Documents are opened in a process of their own (`inspection/`): a bomb, or a fault of a parser, ends that one."""

import json
import logging
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent
WALL_SECONDS = 30  # the child itself stops after six of the processor
INSPECTED_BY = {"pdf": "pdf", "docx": "archives", "xlsx": "archives", "odt": "archives"}
# What the child imports is named here and nothing that came from outside is in it.
_START = """
import sys
sys.path.append(sys.argv[1])
from uploads.inspection import child, {module}
child.run({module}.inspect, sys.argv[2])
"""
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}  # no secret of this process


def inspect(content: bytes, extension: str) -> tuple[str, str] | None:
    """None for a good document of the kind `extension`, else a code of `sentences.SENTENCES` and what it names.

    A child that dies, hangs or answers nonsense is a refusal too. A quarter of a second for a PDF, a tenth for others.
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
        # Killed by its limits before it could answer; a start that fails is a fault of this machine.
        if done.returncode < 0:
            return "too_heavy", ""
        log.error("A document could not be inspected: %s", done.stderr[-500:].decode(errors="replace"))
        return "not_checked", ""
    return (verdict[0], verdict[1]) if verdict else None
