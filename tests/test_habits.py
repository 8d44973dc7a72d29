"""The files that keep habits agree with one another."""

import re
from pathlib import Path

PROJECT = Path(__file__).parent.parent


def tools_in(text):
    return set(re.findall(r"-m ([\w.]+)", text))


def test_a_commit_is_checked_by_the_tools_of_make_lint():
    makefile = (PROJECT / "Makefile").read_text()
    lint = makefile[makefile.index("\nlint:") :].split("\n\n")[0]

    assert tools_in(lint) == tools_in((PROJECT / ".pre-commit-config.yaml").read_text())


def test_the_files_that_contributing_names_are_there():
    text = (PROJECT / "CONTRIBUTING.md").read_text()
    named = set(re.findall(r"`((?:[\w-]+/)+[\w.-]+\.\w+)`", text))

    assert named
    assert not [path for path in named if not (PROJECT / path).exists()]
