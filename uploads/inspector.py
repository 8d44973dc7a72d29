"""Inspects documents in a child process (`inspection/`): a bomb, or a fault of a parser, ends only the child."""

import json
from dataclasses import dataclass
from typing import Any

from .children import Busy, Failed, NoAnswer, TooHeavy, ask_child

NOT_CHECKED, BUSY = ("not_checked", ""), ("busy", "")
NO_VERDICT = {NOT_CHECKED, BUSY}  # the file may be good
_UNANSWERED = {Busy: BUSY, TooHeavy: ("too_heavy", ""), Failed: NOT_CHECKED}
FAILURE = "A document could not be inspected"
WALL_SECONDS = 30  # the child ends itself after some seconds of processor time
INSPECTED_BY = {"pdf": "pdf", "docx": "archives", "xlsx": "archives", "odt": "archives"}
# The imports of the child are constants: no text from outside is in them.
_START = """
import sys
sys.path.append(sys.argv[1])
from uploads.inspection import child, {module}
child.run({module}.inspect, sys.argv[2])
"""


@dataclass(frozen=True)
class Verdict:
    """`found`: None for a good document, else (code of `sentences.SENTENCES`, detail for the sentence). `pages`: how
    many a good one has; None if it does not say.
    """

    found: tuple[str, str] | None
    pages: int | None = None


def inspect(content: bytes, extension: str) -> Verdict:
    """The Verdict on a document of the kind `extension`.

    A child that dies, hangs or answers nonsense also means a refusal. Takes 0.25 s for a PDF, 0.1 s for others.
    """
    answer = answer_of_child(_START.format(module=INSPECTED_BY[extension]), content, extension)
    return Verdict((answer[0], answer[1])) if len(answer) > 1 else Verdict(None, pages=answer[0])


def answer_of_child(start: str, content: bytes, extension: str) -> list[Any]:
    """What a child writes that runs `start`, a constant, on the document `content`; it is given this project's folder
    and `extension`. [what it has read], or [code, detail] for a bad document and for a child that dies, hangs or
    answers nonsense.
    """
    try:
        return ask_child(start, content, extension, read=_listed, seconds=WALL_SECONDS, failure=FAILURE)
    except NoAnswer as error:
        return [*_UNANSWERED[type(error)]]


def _listed(output: bytes) -> list[Any]:
    answer: list[Any] = json.loads(output)
    return answer
