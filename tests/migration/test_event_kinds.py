"""Steps of comments get their kinds, while the release before goes on writing steps without one."""

import psycopg2
import pytest

from .releases import connected, migrate, restored

pytestmark = pytest.mark.django_db

BEFORE = ["comments", "0052"]
# As release 0.4.0 writes its steps.
STEPS = {
    "arrival": ("", "pending", ""),
    "decision": ("pending", "rejected", "Quảng cáo, mời chào"),
    "hand_over": ("pending", "pending", "Giao cho Lê Ngọc Ánh"),
    "erasure": ("rejected", "rejected", "Xóa dữ liệu cá nhân theo yêu cầu"),
}
CHARGE = ("approved", "approved", "Giao UBND xã Tân Phong trả lời")
KINDS = "SELECT kind, from_state, to_state, why FROM comments_commentevent WHERE id > %s ORDER BY id"
OLD_COLUMNS = "SELECT id, comment_id, at, by_id, from_state, to_state, why FROM comments_commentevent ORDER BY id"


@pytest.fixture(scope="module")
def url(django_db_setup):
    with restored("release_0_4_0") as url:
        yield url


def write_steps(cursor):
    """The steps of an old release; returns the last id before them."""
    cursor.execute("SELECT max(id), max(comment_id) FROM comments_commentevent")
    last, comment = cursor.fetchone()
    for step in [*STEPS.values(), CHARGE]:
        cursor.execute(
            "INSERT INTO comments_commentevent (comment_id, at, from_state, to_state, why)"
            " VALUES (%s, now(), %s, %s, %s)",
            [comment, *step],
        )
    return last


def asked(cursor, statement, *arguments):
    cursor.execute(statement, arguments)
    return cursor.fetchall()


def test_steps_get_their_kinds_whether_written_before_or_beside_the_new_release_and_lose_them_on_the_way_back(url):
    expected = [*((kind, *step) for kind, step in STEPS.items()), ("hand_over", *CHARGE)]
    with connected(url) as cursor:
        before = write_steps(cursor)
        steps = asked(cursor, OLD_COLUMNS)

        migrate(url)

        assert asked(cursor, KINDS, before) == expected
        assert {row[0] for row in asked(cursor, KINDS, 0)} <= STEPS.keys()
        assert asked(cursor, OLD_COLUMNS) == steps
        assert asked(cursor, KINDS, write_steps(cursor)) == expected
        with pytest.raises(psycopg2.errors.RestrictViolation):
            cursor.execute("UPDATE comments_commentevent SET kind = 'decision'")

        migrate(url, *BEFORE)

        assert asked(cursor, OLD_COLUMNS)[: len(steps)] == steps
        write_steps(cursor)
        with pytest.raises(psycopg2.errors.RestrictViolation):
            cursor.execute("UPDATE comments_commentevent SET why = ''")
