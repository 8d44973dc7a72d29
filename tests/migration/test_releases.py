"""A database of an earlier release, with the sample in it, is migrated and shows what it showed.

`release_….sql.xz` and `release_….json.xz` were made by that release itself; `tools/dump_release.py` says how.
`release_….toml` lists what pages show otherwise since then, on purpose.
"""

import difflib
import json

import pytest

from .releases import restored, snapshot, stored
from .since import since

pytestmark = pytest.mark.django_db  # so that the server is asked for a database of this worker's own

RELEASES = ["release_0_4_0"]
SHOWN = 12  # words on each side of a difference


@pytest.fixture(scope="module", params=RELEASES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def release(name, django_db_setup):
    """(what the release shows of its sample, what this code shows of the same database after its migrations)."""
    before = json.loads(stored(f"{name}.json"))
    with restored(name) as url:
        return before, snapshot(url, "migrate", "show", known=before)


def test_every_row_is_there_with_what_it_held(release):
    before, now = release

    assert before["tables"]["comments_comment"]["rows"] > 0
    assert now["tables"] == before["tables"]


def test_every_page_answers_as_it_did(release):
    before, now = release

    assert len(before["pages"]) > 100
    assert {path: page["status"] for path, page in now["pages"].items()} == dict.fromkeys(before["pages"], 200)


def test_every_page_shows_the_same_words(name, release):
    before, now = (texts(of) for of in release)
    changes = since(name)
    expected = {path: changes.expected(path, text) for path, text in before.items()}

    changed = [f"{path}\n{difference(expected[path], now[path])}" for path in before if expected[path] != now[path]]

    assert not changed, "\n\n".join(changed)


def test_every_change_of_words_is_of_words_that_were_there(name):
    shown = texts(json.loads(stored(f"{name}.json")))

    assert since(name).wrong(shown) == []


def texts(snapshot):
    return {path: page["text"] for path, page in snapshot["pages"].items()}


def difference(before, now):
    """The words that differ, with some around them."""
    before, now = before.split(), now.split()
    steps = difflib.SequenceMatcher(None, before, now, autojunk=False).get_grouped_opcodes(SHOWN)
    return "\n".join(
        f"  - {' '.join(before[group[0][1] : group[-1][2]])}\n  + {' '.join(now[group[0][3] : group[-1][4]])}"
        for group in steps
    )
