"""Rows of release 0.4.0 wait to be read for their links, it tells of what it saves beside; its table of abbreviations
becomes rows, once; and all has a way back.
"""

import pytest
from django.db import connection

from .releases import connected, copied, migrate, restored, unapply

pytestmark = pytest.mark.django_db

TABLES = {
    "article": "articles_article",
    "page": "articles_page",
    "event": "articles_event",
    "category": "articles_category",
    "author": "articles_author",
    "tag": "articles_tag",
    "menu": "layout_link",
    "banner": "layout_banner",
    "site": "layout_site",
}
NOTED = "SELECT kind, count(*) FROM links_textchange GROUP BY kind"
LINKS_LEFT = """
SELECT tgname FROM pg_trigger WHERE tgname LIKE 'links_row%'
UNION SELECT proname FROM pg_proc WHERE proname LIKE 'links_%'
UNION SELECT relname FROM pg_class WHERE relname LIKE 'links_%'
"""

BEFORE_GLOSSARY = ["articles", "0017"]
ABBREVIATIONS = "SELECT short, long, explains FROM articles_abbreviation ORDER BY short"
GLOSSARY_LEFT = """
SELECT relname FROM pg_class WHERE relname ~ 'articles_(abbreviation|glossary|phrase)'
UNION SELECT typname FROM pg_type WHERE typname = 'articles_wordrange'
UNION SELECT proname FROM pg_proc WHERE proname ~ 'articles_(glossary|index_phrase)'
"""


@pytest.fixture(scope="module")
def migrated(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), restored("release_0_4_0") as url:
        migrate(url)
        connection.close()  # no test has one yet: what migrating did to it is no concern of theirs
        yield url


@pytest.fixture
def url(migrated):
    with copied(migrated) as url:
        yield url


def asked(cursor, statement):
    cursor.execute(statement)
    return cursor.fetchall()


def test_rows_of_before_are_noted_and_what_the_old_release_writes_beside(url):
    with connected(url) as cursor:
        noted = dict(asked(cursor, NOTED))
        rows = {kind: asked(cursor, f"SELECT count(*) FROM {table}")[0][0] for kind, table in TABLES.items()}  # noqa: S608
        official = asked(cursor, "SELECT count(*) FROM comments_comment WHERE is_official")[0][0]
        assert noted == {kind: count for kind, count in (rows | {"answer": official}).items() if count}

        cursor.execute("DELETE FROM links_textchange")
        cursor.execute(
            "UPDATE articles_article SET body = body || '<p>x</p>' WHERE id = (SELECT min(id) FROM articles_article)"
        )
        cursor.execute("UPDATE articles_article SET is_featured = NOT is_featured")
        cursor.execute(
            "UPDATE layout_link SET url = '/trang/moi/', label = 'Mới' WHERE id = (SELECT min(id) FROM layout_link)"
        )
        cursor.execute("UPDATE comments_comment SET body = body || '.' WHERE NOT is_official")
        assert dict(asked(cursor, NOTED)) == {"article": 1, "menu": 1}

        unapply(url, "links", "0001_addresses")
        assert asked(cursor, LINKS_LEFT) == []
        cursor.execute("UPDATE layout_link SET url = '/' WHERE url = '/trang/moi/'")
        migrate(url)
        assert dict(asked(cursor, NOTED)) == noted


def test_the_table_is_there_once_and_nothing_is_indexed_anew_and_what_editors_keep_stays(url):
    with connected(url) as cursor:
        rows = {short: (long, explains) for short, long, explains in asked(cursor, ABBREVIATIONS)}
        assert len(rows) == 34
        assert rows["UBND"] == ("Ủy ban nhân dân", True)
        assert {short for short, (_, explains) in rows.items() if not explains} == {
            "BBT",
            "BTV",
            "CP",
            "KH",
            "QĐ",
            "TP",
            "TT",
        }
        assert asked(cursor, "SELECT count(*) FROM articles_phrasetoindex") == [(0,)]
        assert asked(cursor, "SELECT count(*) FROM articles_glossaryedition") == [(1,)]

        cursor.execute("DELETE FROM articles_abbreviation WHERE short <> 'UBND'")
        cursor.execute("SELECT count(*) FROM articles_phrasetoindex")
        assert cursor.fetchone() == (33,)
        migrate(url)
        assert len(asked(cursor, ABBREVIATIONS)) == 1

        migrate(url, *BEFORE_GLOSSARY)
        assert asked(cursor, GLOSSARY_LEFT) == []

        migrate(url)
        assert len(asked(cursor, ABBREVIATIONS)) == 34
