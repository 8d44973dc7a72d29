"""The files that keep habits agree with one another."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


# What is in `backticks` and looks like a file or a folder of the project; addresses begin with a stroke.
FILE = re.compile(r"`((?:[\w-]+/)+[\w.-]+\.\w+|[\w-]+\.(?:py|md|html|txt|css|js|toml|lock|jsonl))`")
FOLDER = re.compile(r"`((?:[\w.-]+/)+)`")
MADE_LATER = {"var/"}  # by the first run


def project_files():
    """Paths from the folder of the project, without what tools and runs put there."""
    for top in PROJECT.iterdir():
        if top.is_file():
            yield top.name
        elif top.name not in {"var", ".git", ".venv"}:
            yield from (str(path.relative_to(PROJECT)) for path in top.rglob("*") if path.is_file())


def missing_in(text):
    """Files and folders that `text` names and that are not there. One may be named alone, without its folder."""
    files = set(project_files())
    folders = {f"{folder}/" for path in files for folder in map(str, Path(path).parents)}
    for found, known in ((FILE.findall(text), files), (FOLDER.findall(text), folders)):
        names = {path.rstrip("/").rpartition("/")[2] for path in known}
        yield from (path for path in found if path not in known and path.rstrip("/") not in names)


def modules_of_the_code_map(text):
    """(folder, module) for each module that a row of the code map names beside a single folder."""
    for folder, told in re.findall(r"^\| `([\w/]+)/` \| (.*) \|$", text, re.MULTILINE):
        yield from ((folder, module) for module in re.findall(r"`([a-z_]+)/?`", told))


def tools_in(text):
    return set(re.findall(r"-m ([\w.]+)", text))


def test_a_commit_is_checked_by_the_tools_of_make_lint():
    makefile = (PROJECT / "Makefile").read_text()
    lint = makefile[makefile.index("\nlint:") :].split("\n\n")[0]

    assert tools_in(lint) == tools_in((PROJECT / ".pre-commit-config.yaml").read_text())


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


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_what_newcomers_read_names_files_that_are_there(page):
    missing = set(missing_in((PROJECT / page).read_text())) - MADE_LATER

    assert not missing


def test_the_code_map_names_modules_that_are_there():
    modules = list(modules_of_the_code_map((PROJECT / "CONTRIBUTING.md").read_text()))
    missing = [
        f"{folder}: {module}"
        for folder, module in modules
        if not [*(PROJECT / folder).rglob(f"{module}.py"), *(PROJECT / folder).rglob(module)]
    ]

    assert len(modules) > 50
    assert not missing


def test_a_file_or_folder_that_is_not_there_is_seen():
    gone = "`articles/gone.py`, `nowhere.html`, `nowhere/`, `models/rollup/`"
    there = "`articles/models/`, `workflow.py`, `formats/`, `/trang/`, `/robots.txt`"

    assert list(missing_in(f"{gone}; {there}")) == ["articles/gone.py", "nowhere.html", "nowhere/", "models/rollup/"]
