"""A machine whose clock is wrong counts by the database's."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from database import clock
from database.recent import Recent
from stats.collect import recording, spool
from stats.models import Hit
from tests.factories import WEBMASTER, make_user
from tests.stats.factories import CHROME

pytestmark = pytest.mark.django_db(transaction=True)
BEACON = "/thong-ke/ghi-nhan/"


@pytest.fixture
def machine(time_machine, monkeypatch):
    """A function that sets this machine's clock so far from the database's."""

    def set_clock(by):
        monkeypatch.setattr(clock, "offset", Recent(clock._read, seconds=60, initial=timedelta(0)))
        time_machine.move_to(by_database() + by)

    return set_clock


def by_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def see_a_page(client):
    return client.post(BEACON, {"article": None}, content_type="application/json", headers={"User-Agent": CHROME})


@pytest.mark.parametrize("by", [timedelta(days=3), timedelta(days=400), timedelta(hours=2), timedelta(days=-3)])
def test_a_view_is_written_at_the_moment_of_the_database(client, machine, by, caplog):
    machine(by)

    assert see_a_page(client).status_code == 200

    assert abs(Hit.objects.get().at - by_database()) < timedelta(minutes=1)
    (line,) = [record for record in caplog.records if record.name == "database.clock"]
    assert line.levelno == logging.ERROR
    assert "set it by NTP" in line.getMessage()


def test_a_clock_that_is_nearly_right_is_believed(client, machine, caplog):
    machine(timedelta(seconds=5))

    see_a_page(client)

    assert Hit.objects.get().at > by_database()
    assert not [record for record in caplog.records if record.name == "database.clock"]


def test_while_the_database_is_unavailable_the_last_difference_counts(
    client, machine, settings, tmp_path, monkeypatch
):
    settings.VAR_DIR = tmp_path
    machine(timedelta(days=3))
    see_a_page(client)
    recording._is_unavailable.keep(True)

    see_a_page(client)
    recording._is_unavailable.forget()

    assert spool.load() == 1
    assert all(abs(hit.at - by_database()) < timedelta(minutes=1) for hit in Hit.objects.all())


def test_a_spool_of_a_machine_that_is_ahead_is_loaded_into_today(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    spool.append(Hit(at=timezone.now() + timedelta(days=3), visitor=1, reason="", is_view=True))

    assert spool.load() == 1
    assert Hit.objects.get().at <= timezone.now()


@pytest.mark.parametrize("by", [timedelta(days=3), timedelta(0)])
def test_readiness_reports_by_how_much_the_clock_is_wrong(client, machine, by):
    machine(by)

    offset = client.get("/san-sang/").json()["clock_offset"]

    assert abs(offset - by.total_seconds()) < 60


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (timedelta(days=3), "nhanh hơn đồng hồ cơ sở dữ liệu 259.200 giây"),
        (timedelta(hours=-1), "chậm hơn đồng hồ cơ sở dữ liệu 3.600 giây"),
        (timedelta(seconds=3), "Khớp với đồng hồ cơ sở dữ liệu."),
    ],
)
def test_the_operations_page_says_whether_the_clock_is_right(client, monkeypatch, by, said):
    client.force_login(make_user(WEBMASTER))
    monkeypatch.setattr(clock, "offset", Recent(lambda: -by, seconds=60))

    assert said in client.get("/quan-tri/van-hanh/").content.decode()
