"""The files that keep habits agree with one another."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from tools.rooms import LAYER_OF

from .locked_alone import joined_locks, read_beside
from .readings import MENTIONED, other_at_each_reading

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


def test_no_test_keeps_a_moment_or_a_key_of_its_reading():
    """The moment is another day for a test where midnight lies between them, and another year under `--clock`; a test
    that is named after either has another name in each process, which then find that they have no tests in common.
    """
    paths = [Path(name) for name in project_files() if name.endswith(".py") and "migrations" not in name]
    sources = {".".join(path.with_suffix("").parts): (PROJECT / path).read_text() for path in paths}
    modules = {name: text for name, text in sources.items() if name.startswith("tests.") or MENTIONED.search(text)}

    assert [found for found in other_at_each_reading(modules) if found[0].startswith("tests.")] == []


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (1, "NOW = timezone.now()"),
        (1, "HIDDEN = {'scheduled': {'published_at': timezone.now() + timedelta(days=2)}}"),
        (1, "@pytest.mark.parametrize('day', [localdate(), date.today()][:1])\ndef test_a(day): ..."),
        (2, "async def make(\n    *, at=datetime.now(UTC)): ..."),
        (2, "class Clock:\n    began = time.monotonic()"),
        (5, "def tomorrow():\n    return timezone.now() + DAY\ndef later():\n    return tomorrow()\nDAYS = [later()]"),
        (
            2,
            "from .other import soon as coming\n@pytest.mark.parametrize('one', [coming()])\ndef test_a(one): ...",
        ),
        (2, "from tests.other import soon\nSOON = soon()"),
        (1, "@pytest.mark.parametrize('key', ['', uuid4().hex, secrets.token_urlsafe(8)])\ndef test_a(key): ..."),
        (4, "from django.core import signing\ndef forged():\n    return signing.dumps([1])\nTOKENS = ['', forged()]"),
        (2, "from django.core.signing import dumps\nTOKENS = {'forged': dumps([1])}"),
        (2, "from tests import other as they\nSOON = they.soon()"),
    ],
)
def test_what_is_made_by_the_reading_is_found(line, source):
    other = "def soon():\n    return timezone.now()"

    found = other_at_each_reading({"tests.a": source, "tests.other": other})

    assert set(found) == {("tests.a", line)}


def test_a_moment_of_the_test_itself_and_a_given_one_are_not():
    source = """
        def now_and_then():
            return [timezone.now(), lambda: time()]
        MORNING, DAY = time(8, 30), timezone.localdate(MOMENT)
        make = lambda: make_article(published_at=timezone.now())
        def test_a(day=DAY):
            now_and_then()
    """

    assert other_at_each_reading({"tests.a": dedent(source)}) == []


def test_no_row_is_locked_by_a_statement_that_joins():
    """A statement that waits reads what it joins as it was before the wait (locked_alone.py). Those that tests run are
    looked at as SQL too, by a fixture of every test.
    """
    paths = [
        path for package in LAYER_OF for path in (PROJECT / package).rglob("*.py") if "migrations" not in path.parts
    ]
    sources = {str(path.relative_to(PROJECT)): path.read_text(encoding="utf-8") for path in paths}

    assert sum("select_for_update" in source for source in sources.values()) > 10
    assert joined_locks(sources) == []


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (
            2,
            "def a():\n    return B.objects.select_for_update(of=('self',)).select_related('by').filter(pk=1).first()",
        ),
        (2, "def a():\n    return list(B.objects.select_related('by').order_by().select_for_update()[:5])"),
        (3, "def a():\n    rows = B.objects.select_for_update()\n    return rows.select_related('by').get()"),
        (3, "def a():\n    rows = B.objects.with_people().filter(pk=1)\n    return rows.select_for_update()"),
        (2, "def a(who):\n    return joined_of(who).select_for_update()"),
        (2, "def a(row):\n    row.refresh_from_db(from_queryset=B.objects.with_all().select_for_update())"),
    ],
)
def test_a_lock_with_a_join_is_found(line, source):
    functions = """
        def with_people(self):
            return self.select_related("user")
        def with_all(self):
            return self.with_people().defer("body")
        def joined_of(who):
            return B.objects.with_all().filter(who=who)
    """

    assert joined_locks({"a": source, "other": dedent(functions)}) == [("a", line)]


def test_a_lock_before_what_is_joined_and_one_without_joins_are_not():
    source = """
        def a(words, key):
            list(B.objects.select_for_update(of=("self",)).filter(pk=key).values_list("pk"))
            alone = words.select_related("by").select_related(None).select_for_update()
            return alone, B.objects.select_related("by").get(pk=key)
    """

    assert joined_locks({"a": dedent(source)}) == []


@pytest.mark.parametrize(
    ("found", "sql"),
    [
        ({("a", "b")}, 'SELECT "a"."id" FROM "a" LEFT OUTER JOIN "b" ON ("a"."b_id" = "b"."id") FOR UPDATE OF "a"'),
        ({("a", "b")}, 'SELECT "a"."id" FROM "a" WHERE "a"."id" IN (SELECT U0."a_id" FROM "b" U0) FOR NO KEY UPDATE'),
        ({("a", "b")}, 'SELECT EXISTS(SELECT 1 FROM "b" WHERE (1 = 1)), "a"."id" FROM "a" LIMIT 1 FOR UPDATE'),
        ({("a", "a")}, 'SELECT "a"."id" FROM "a" WHERE EXISTS(SELECT 1 FROM "a" U0) FOR UPDATE SKIP LOCKED'),
        (set(), 'SELECT "a"."id" FROM "a" WHERE ("a"."id" = %s) ORDER BY "a"."id" FOR UPDATE'),
        (set(), 'SELECT "a"."id" FROM "a" INNER JOIN "b" ON ("a"."b_id" = "b"."id")'),
        (set(), 'UPDATE "a" SET "x" = 1 WHERE "a"."id" IN (SELECT "id" FROM "a" FOR UPDATE)'),
    ],
)
def test_what_a_statement_reads_beside_what_it_locks_is_found(found, sql):
    assert read_beside(sql) == found
