"""Days and moments beyond 1990 to 2100 that release 0.4.0 took are moved within, and it goes on writing beside."""

# ruff: noqa: S608 - names of tables and columns are constants of this file

import psycopg2
import pytest

from .releases import connected, migrate, restored

pytestmark = pytest.mark.django_db

# What 0.4.0 could hold: (of the beginning, of the end), as PostgreSQL reads them, and what becomes of them.
PAIRS = [
    ("0001-01-01 00:00+07", None, "1990-01-01 00:00", None),
    ("0001-01-01 00:00+07", "0001-01-02 00:00+07", "1990-01-01 00:00", "1990-01-01 00:01"),
    ("9998-01-01 00:00+07", "9999-12-31 23:59+07", "2100-12-31 23:59", "2100-12-31 23:59"),
    ("2026-11-20 08:00+07", "9999-12-31 23:59+07", "2026-11-20 08:00", "2100-12-31 23:59"),
    ("-infinity", "infinity", "1990-01-01 00:00", "2100-12-31 23:59"),
    ("2026-11-20 08:00+07", "2026-11-21 08:00+07", "2026-11-20 08:00", "2026-11-21 08:00"),
]
BEFORE = {"articles": "0004", "layout": "0004", "comments": "0071", "stats": "0034"}
TABLES = {
    "articles_article": ("published_at", "expires_at"),
    "articles_event": ("starts_at", "ends_at"),
    "layout_banner": ("starts_at", "ends_at"),
}
SINGLE = {"comments_rule": "expires_at", "comments_question": "due_on"}


@pytest.fixture(scope="module")
def url(django_db_setup):
    with restored("release_0_4_0") as url:
        yield url


def rows_of(cursor, table, count):
    """Keys of so many rows of the sample."""
    cursor.execute(f"SELECT id FROM {table} ORDER BY id LIMIT {count}")
    return [pk for (pk,) in cursor.fetchall()]


def test_what_lies_beyond_is_moved_within_and_nothing_else(url):
    with connected(url) as cursor:
        chosen = {table: rows_of(cursor, table, len(PAIRS)) for table in TABLES}
        for table, (begins, ends) in TABLES.items():
            for pk, (begin, end, *_) in zip(chosen[table], PAIRS, strict=False):
                cursor.execute(f"UPDATE {table} SET {begins} = %s, {ends} = %s WHERE id = %s", [begin, end, pk])
        for table, column in SINGLE.items():
            cursor.execute(f"UPDATE {table} SET {column} = '9999-12-31' WHERE id = (SELECT min(id) FROM {table})")
        cursor.execute("UPDATE stats_baseline SET visits = 9223372036854775807")

        migrate(url)

        cursor.execute("SET timezone = 'Asia/Ho_Chi_Minh'")
        for table, (begins, ends) in TABLES.items():
            assert chosen[table]
            for pk, (*_, begin, end) in zip(chosen[table], PAIRS, strict=False):
                cursor.execute(
                    f"SELECT to_char({begins}, 'YYYY-MM-DD HH24:MI'), to_char({ends}, 'YYYY-MM-DD HH24:MI')"
                    f" FROM {table} WHERE id = %s",
                    [pk],
                )
                assert (table, *cursor.fetchone()) == (table, begin, end)
        for table, column in SINGLE.items():
            cursor.execute(f"SELECT {column}::date::text FROM {table} ORDER BY id LIMIT 1")
            assert cursor.fetchone() in [("2100-12-31",), None]

        the_last_release_writes_on(cursor, chosen)

        for app, name in BEFORE.items():
            migrate(url, app, name)
        cursor.execute(
            "UPDATE articles_article SET expires_at = '9999-12-31' WHERE id = %s", chosen["articles_article"][:1]
        )


def the_last_release_writes_on(cursor, chosen):
    """The last release writes everything that it wrote before; only the year 1 is refused."""
    for table, (begins, ends) in TABLES.items():
        cursor.execute(f"UPDATE {table} SET {begins} = now(), {ends} = NULL WHERE id = ANY(%s)", [chosen[table]])
        with pytest.raises(psycopg2.errors.CheckViolation):
            cursor.execute(f"UPDATE {table} SET {begins} = '0001-01-01' WHERE id = ANY(%s)", [chosen[table]])
