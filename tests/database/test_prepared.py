import pytest
from django.db import DataError, connection

from database import prepared
from database.prepared import Statement

pytestmark = pytest.mark.django_db(transaction=True)


def run(statement, *values):
    """(what it answers, the SQL that was sent)."""
    sent = []
    listening = connection.execute_wrapper(lambda run, sql, *rest: sent.append(sql) or run(sql, *rest))
    with listening, connection.cursor() as cursor:
        statement.execute(cursor, *values)
        return cursor.fetchone()[0], "".join(sent)


def plans():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'planned_%%'", [])
        return cursor.fetchone()[0]


@pytest.fixture
def half():
    connection.close()
    return Statement("integer, text", "SELECT 10 / $1 || $2 || '%'")


def test_a_statement_is_planned_once(half):
    assert run(half, 2, "a")[0] == "5a%"

    answer, sent = run(half, 5, "b")

    assert answer == "2b%"
    assert "PREPARE" not in sent


def test_one_plan_serves_all_values(half):
    for number in range(1, 10):
        run(half, number, "a")

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements")
        assert cursor.fetchone() == (9, 0)


def test_each_connection_has_its_own_plan(half):
    run(half, 2, "a")
    connection.close()

    assert run(half, 2, "a")[0] == "5a%"


def test_a_plan_is_made_again_after_a_while_and_the_old_one_goes(half, monkeypatch):
    monkeypatch.setattr(prepared, "PLAN_SECONDS", -1)
    for _ in range(3):
        assert "PREPARE" in run(half, 2, "a")[1]

    assert plans() == 1


def test_a_failure_stands_in_nobodys_way(half, monkeypatch):
    with pytest.raises(DataError):
        run(half, 0, "a")
    assert run(half, 2, "a")[0] == "5a%"
    monkeypatch.setattr(prepared, "PLAN_SECONDS", -1)

    with pytest.raises(DataError):
        run(half, 0, "a")

    assert run(half, 2, "a")[0] == "5a%"
