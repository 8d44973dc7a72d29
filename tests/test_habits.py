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


DECISION = re.compile(r"\*\*(D-\d{3})[ *].*?\(\d{4}-\d\d-\d\d, (?:accepted|superseded by (D-\d{3}))\)", re.DOTALL)


def test_each_decision_has_a_number_of_its_own_a_day_and_a_state():
    _, *parts = (PROJECT / "docs" / "decisions.md").read_text().split("\n## ")
    entries = [entry for part in parts for entry in re.split(r"^- ", part, flags=re.MULTILINE)[1:]]
    rows = [row for part in parts for row in re.findall(r"^\| (\S+) \| \d{4}-\d\d-\d\d \|", part, re.MULTILINE)]

    found = {entry[:60]: DECISION.match(entry) for entry in entries}
    assert [entry for entry, head in found.items() if head is None] == []
    numbers = sorted(head[1] for head in found.values())
    assert numbers == [f"D-{number:03}" for number in range(1, len(numbers) + 1)]
    assert {head[2] for head in found.values() if head[2]} <= set(numbers)
    assert rows == [f"P-{number:02}" for number in range(1, len(rows) + 1)]
