from http import HTTPStatus

import pytest
from django.utils.dateparse import parse_datetime

from cchc_portal import health
from comments.models import Comment
from tests.comments.factories import make_comment


def test_liveness_asks_the_database_nothing(client):
    answer = client.get("/suc-khoe/")

    assert answer.status_code == HTTPStatus.OK
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readiness_tells_what_waits(client):
    comment = make_comment(state=Comment.State.PENDING)

    report = client.get("/san-sang/").json()

    assert report["status"] == "ready"
    assert report["waiting_hits"] == 0
    assert parse_datetime(report["oldest_pending_comment"]) == comment.created_at


@pytest.mark.django_db
def test_a_database_that_lacks_a_migration_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "_is_migrated", False)
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["a migration"])

    answer = client.get("/san-sang/")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["migrations"] is False


@pytest.mark.django_db(transaction=True)
def test_without_the_database_the_portal_lives_and_is_not_ready(client, database_goes_away):
    database_goes_away()

    assert client.get("/suc-khoe/").status_code == HTTPStatus.OK
    answer = client.get("/san-sang/")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["database"] is False
