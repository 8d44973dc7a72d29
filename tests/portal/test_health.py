from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from cchc_portal import health
from cchc_portal.worker import LEADER_LOCK, Worker
from comments.models import Comment
from tests.comments.factories import make_comment
from tests.stats.factories import make_hit


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
    assert (report["worker"], report["waiting_hits"], report["rollup_lag"]) == (False, 0, 0)
    assert parse_datetime(report["oldest_pending_comment"]) == comment.created_at


@pytest.mark.django_db
def test_readiness_tells_whether_a_worker_leads_and_how_far_it_is_behind(client):
    make_hit(at=timezone.now() - timedelta(seconds=90))
    make_hit()
    worker = Worker(jobs=[])
    worker.turn()

    report = client.get("/san-sang/").json()

    assert (report["worker"], report["waiting_hits"]) == (True, 2)
    assert 90 <= report["rollup_lag"] < 600
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LEADER_LOCK])


@pytest.mark.django_db
def test_a_database_that_lacks_a_migration_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["a migration"])

    answer = client.get("/san-sang/")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["migrations"] is False


@pytest.mark.django_db(transaction=True)
def test_without_the_database_the_portal_lives_and_is_not_ready(client, make_database_unavailable):
    make_database_unavailable()

    assert client.get("/suc-khoe/").status_code == HTTPStatus.OK
    answer = client.get("/san-sang/")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["database"] is False
