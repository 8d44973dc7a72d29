"""Articles keep the names that feeds of release 0.4.0 gave them, and it renames rows beside."""

import psycopg2
import pytest

from .releases import connected, migrate, restored

pytestmark = pytest.mark.django_db

BEFORE = ["articles", "0007"]
ORIGIN = "http://testserver"
# As feeds of 0.4.0 call an article, and as those of today do.
NAMES_THEN = "SELECT id, %s || '/bai-viet/' || slug || '-' || id || '/' FROM articles_article ORDER BY id"
NAMES_NOW = """
SELECT id, articles_feed_origin() || '/bai-viet/' || coalesce(nullif(first_slug, ''), slug) || '-' || id || '/'
FROM articles_article ORDER BY id"""
TAKEN_BACK = """
UPDATE articles_article SET status = 'draft' WHERE id = %(article)s;
INSERT INTO articles_transition (article_id, at, from_status, to_status, note)
VALUES (%(article)s, now(), 'published', 'draft', '');"""
COPY = """
INSERT INTO articles_category (name, slug, description, position, on_home, comments_open)
VALUES ('Chuyên mục', %s, '', 0, true, true) RETURNING id"""


@pytest.fixture(scope="module")
def url(django_db_setup):
    with restored("release_0_4_0") as url:
        yield url


def asked(cursor, statement, *arguments):
    cursor.execute(statement, arguments)
    return cursor.fetchall()


def test_each_article_is_called_as_before_whatever_becomes_of_its_slug_and_the_old_release_writes_on(url):
    with connected(url) as cursor:
        cursor.execute("SELECT min(id) FROM articles_article WHERE status = 'published' AND published_at < now()")
        (taken_back,) = cursor.fetchone()
        cursor.execute(TAKEN_BACK, {"article": taken_back})
        before = asked(cursor, NAMES_THEN, ORIGIN)
        seen = "status IN ('published', 'withdrawn') AND published_at < now()"

        migrate(url)

        assert asked(cursor, NAMES_NOW) == before
        cursor.execute(f"UPDATE articles_article SET slug = 'ten-moi' WHERE {seen} OR id = {taken_back}")  # noqa: S608
        public = {pk for (pk,) in asked(cursor, f"SELECT id FROM articles_article WHERE {seen}")}  # noqa: S608
        kept = public | {taken_back}
        assert len(kept) > 10
        assert [row for row in asked(cursor, NAMES_NOW) if row[0] in kept] == [row for row in before if row[0] in kept]

        ((category,),) = asked(cursor, COPY, "ten-cu")
        cursor.execute("UPDATE articles_category SET slug = 'ten-nay' WHERE id = %s", [category])
        former = "SELECT kind, slug FROM articles_formerslug WHERE row_id = %s"
        assert asked(cursor, former, category) == [("category", "ten-cu")]
        cursor.execute("DELETE FROM articles_category WHERE id = %s", [category])
        assert asked(cursor, former, category) == []

        migrate(url, *BEFORE)

        cursor.execute("UPDATE articles_article SET slug = 'ten-khac'")
        ((category,),) = asked(cursor, COPY, "ten-cu")
        cursor.execute("UPDATE articles_category SET slug = 'ten-nay' WHERE id = %s", [category])
        with pytest.raises(psycopg2.errors.UndefinedFunction):
            cursor.execute("SELECT articles_feed_origin()")
