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
def test_readiness_reports_what_waits(client):
    comment = make_comment(state=Comment.State.PENDING)

    report = client.get("/san-sang/").json()

    assert report["status"] == "ready"
    assert (report["worker"], report["waiting_hits"], report["rollup_lag"]) == (False, 0, 0)
    assert parse_datetime(report["oldest_pending_comment"]) == comment.created_at


@pytest.mark.django_db
def test_readiness_reports_whether_a_worker_leads_and_how_far_it_is_behind(client):
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


@pytest.mark.django_db
@pytest.mark.parametrize("networks", [[], ["10.0.0.0/8", "2001:db8::/32"]])
def test_a_request_from_elsewhere_reads_whether_the_portal_is_ready_and_no_more(
    client, settings, networks, django_assert_max_num_queries
):
    make_comment(state=Comment.State.PENDING)
    settings.STATUS_NETWORKS = networks
    client.get("/san-sang/")

    with django_assert_max_num_queries(1):
        answer = client.get("/san-sang/")

    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, {"status": "ready"})


@pytest.mark.django_db
def test_the_networks_that_the_operator_names_read_the_details_behind_a_proxy_too(client, settings):
    settings.STATUS_NETWORKS, settings.TRUSTED_PROXIES = ["10.1.0.0/16"], ["127.0.0.1"]

    named = client.get("/san-sang/", headers={"X-Forwarded-For": "10.1.2.3"})
    another = client.get("/san-sang/", headers={"X-Forwarded-For": "10.1.2.3, 203.0.113.5"})
    settings.TRUSTED_PROXIES = []
    forged = client.get("/san-sang/", headers={"X-Forwarded-For": "10.1.2.3"})

    assert "waiting_hits" in named.json()
    assert another.json() == forged.json() == {"status": "ready"}


@pytest.mark.django_db(transaction=True)
def test_a_request_from_elsewhere_does_not_read_what_fails(client, settings, make_database_unavailable):
    settings.STATUS_NETWORKS = []
    make_database_unavailable()

    answer = client.get("/san-sang/")

    assert (answer.status_code, answer.json()) == (HTTPStatus.SERVICE_UNAVAILABLE, {"status": "not ready"})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/suc-khoe/", "/san-sang/"])
@pytest.mark.parametrize("host", ["10.0.0.5", "10.0.0.5:8000", "[2001:db8::5]:8000", "web-1", "khong_phai_ten", ""])
@pytest.mark.parametrize("under_https", [False, True])
def test_a_probe_is_answered_by_whatever_name_it_knows_and_in_the_clear(client, settings, address, host, under_https):
    settings.SECURE_SSL_REDIRECT = under_https
    if under_https:
        settings.SITE_URL = "https://testserver"
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client.handler.load_middleware()

    answer = client.get(address, headers={"Host": host})

    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["status"] in {"ok", "ready"}


@pytest.mark.django_db
def test_no_other_page_is_answered_under_a_name_that_is_not_ours(client):
    assert client.get("/quan-tri/login/", headers={"Host": "10.0.0.5"}).status_code == HTTPStatus.BAD_REQUEST
