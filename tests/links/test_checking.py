"""The worker asks what is due: politely, twice at once, killed half way, and without the Internet."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from links import checking, unused
from links.connections import NoSuchHost
from links.models import Address, Outlook, Place
from links.state import State

from .servers import answer, asker, not_found, redirect, served

pytestmark = pytest.mark.django_db


def address(url, *, stands=True, **fields):
    host = url.partition("://")[2].partition("/")[0].partition(":")[0]
    row = Address.objects.create(address=url, host=host, **fields)
    if stands:
        Place.objects.create(address=row, kind="menu", row_id=row.pk, field="url", written=url)
    return row


def states():
    return dict(Address.objects.values_list("address", "state"))


def check(asked=None, **said):
    return checking.check_outside(asked or asker(), **said)


def test_what_is_due_is_asked_and_written_down():
    with served({"/gone": not_found(), "/old": redirect("/new")}) as server:
        base = f"http://a.example:{server.port}"
        for path in ("/", "/gone", "/old"):
            address(base + path)

        assert check() == 3

    assert states() == {f"{base}/": "fine", f"{base}/gone": "shaky", f"{base}/old": "moved"}
    assert Address.objects.get(address=f"{base}/old").moved_to == f"{base}/new"
    assert not Address.objects.filter(next_check_at__lt=timezone.now() + timedelta(hours=12)).exists()


def test_what_is_not_due_or_stands_nowhere_is_not_asked():
    with served() as server:
        base = f"http://a.example:{server.port}"
        address(f"{base}/1", next_check_at=timezone.now() + timedelta(days=1))
        address(f"{base}/2", stands=False)
        Address.objects.create(address="/trang/gioi-thieu/")

        assert check() == 0
        assert server.asked == []


def test_a_second_run_finds_nothing_that_the_first_one_has():
    address("http://a.example/1")
    now = timezone.now()
    first = checking._take(now, now + checking.LEASE)

    assert len(first) == 1
    assert checking._take(now, now + checking.LEASE) == []


def test_what_a_killed_run_had_taken_is_due_again_after_an_hour():
    row = address("http://a.example/1")
    now = timezone.now()
    checking._take(now, now + checking.LEASE)
    row.refresh_from_db()

    assert row.state == State.NEW
    assert list(Address.objects.due(now + checking.LEASE)) == [row]


def test_a_run_whose_time_is_over_gives_back_what_it_did_not_ask():
    with served() as server:
        for number in range(8):
            address(f"http://h{number % 4}.example:{server.port}/{number}")

        asked = check(seconds=0, at_once=2)

    assert asked < 8
    assert Address.objects.due().count() == 8 - asked
    assert Address.objects.exclude(state="new").count() == asked


def test_who_asks_for_another_look_meanwhile_gets_it():
    row = address("http://a.example/1")
    now = timezone.now()
    run = checking._Run(asker(), now + checking.LEASE)
    (taken,) = checking._take(now, run.lease)
    Address.objects.filter(pk=row.pk).ask_again()

    run.record(taken, checking.Answer("404"))
    row.refresh_from_db()

    assert (row.state, row.is_asked_for) == (State.NEW, True)


def test_what_somebody_waits_for_comes_first():
    rows = [address(f"http://h{n}.example/") for n in range(3)]
    Address.objects.filter(pk=rows[2].pk).ask_again()
    now = timezone.now()

    assert checking._by_host(checking._take(now, now + checking.LEASE))[0] == [rows[2]]


def test_a_host_that_is_away_is_not_asked_for_each_of_its_pages():
    looked_up = []

    def nobody(host, port, seconds):
        looked_up.append(host)
        raise NoSuchHost(host)

    with served() as server:
        address(f"http://there.example:{server.port}/")
        for number in range(40):
            address(f"http://gone.example/{number}")
        asked = asker()
        there, asked.resolver = asked.resolver, lambda host, *rest: (nobody if "gone" in host else there)(host, *rest)

        assert check(asked) == 41

    assert len(looked_up) == 1
    assert Address.objects.filter(answer="dns").count() == 40


def test_a_host_that_is_busy_is_left_alone_for_an_hour():
    with served({"/0": answer(429)}) as server:
        for number in range(3):
            address(f"http://a.example:{server.port}/{number}")

        assert check(asker()) == 1


def test_a_machine_without_the_internet_holds_nothing_against_anybody():
    for number in range(5):
        address(f"http://h{number}.example/")
    away = {f"h{number}.example": NoSuchHost("") for number in range(5)}

    check(asker(away))

    assert set(states().values()) == {"new"}
    assert Outlook.objects.get().cut_off_since
    assert not Address.objects.due().exists()


def test_an_address_that_opened_before_proves_that_the_internet_is_there():
    with served() as server:
        address(f"http://good.example:{server.port}/", state="fine", next_check_at=timezone.now() + timedelta(days=1))
        away = {f"h{number}.example": NoSuchHost("") for number in range(5)}
        for host in away:
            address(f"http://{host}/")

        check(asker(away))

    assert Address.objects.filter(answer="dns").count() == 5
    assert not Outlook.objects.filter(cut_off_since__isnull=False).exists()


def test_an_answer_ends_the_time_without_the_internet():
    Outlook.objects.create(pk=1, cut_off_since=timezone.now())
    with served() as server:
        address(f"http://a.example:{server.port}/")
        check()

    assert Outlook.objects.get().cut_off_since is None


def test_each_host_is_asked_in_a_thread_of_its_own():
    at_once, most, lock = [], [], threading.Lock()

    def slow(method, send, is_over):
        with lock:
            at_once.append(1)
            most.append(len(at_once))
        is_over.wait(0.05)
        with lock:
            at_once.pop()
        send(answer(200))

    with served(default=slow) as server:
        for number in range(12):
            address(f"http://h{number % 4}.example:{server.port}/{number}")
        check(asker(), at_once=4)

    assert 1 < max(most) <= 4


def test_a_fault_of_ours_with_one_host_leaves_the_others(caplog):
    with served() as server:
        address(f"http://bad.example:{server.port}/")
        good = address(f"http://good.example:{server.port}/")
        asked = asker()
        resolver = asked.resolver

        def fails(host, port, seconds):
            if host == "bad.example":
                raise RuntimeError
            return resolver(host, port, seconds)

        asked.resolver = fails
        check(asked)

    good.refresh_from_db()
    assert good.state == State.FINE
    assert "bad.example" in caplog.text


class Waiting:
    """Answers the first address at once; the others when the run ends, once it has failed."""

    def __init__(self):
        self.asked, self.runs, self.has_failed = [], [], threading.Event()

    def ask(self, url, *, look_closer=True):
        self.asked.append(url)
        if len(self.asked) > 1:
            self.has_failed.wait(10)
            self.runs[0].stop.wait(10)
        return checking.Answer("200")

    def fail(self, run, *said):
        self.runs.append(run)
        self.has_failed.set()
        raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize("step", ["note", "record"])
def test_a_run_that_loses_the_database_asks_nobody_any_more_and_gives_back_what_it_had(monkeypatch, step):
    for number in range(40):
        address(f"http://a.example/{number}")
    waiting = Waiting()
    monkeypatch.setattr(checking._Run, step, waiting.fail)

    with pytest.raises(OperationalError):
        check(waiting)

    assert [thread.name for thread in threading.enumerate() if thread.name == "ask links"] == []
    assert len(waiting.asked) <= 2
    assert Address.objects.due().count() == 40


def test_a_run_that_cannot_even_give_back_ends_with_the_first_error(monkeypatch, caplog):
    address("http://a.example/1")
    waiting = Waiting()
    monkeypatch.setattr(checking._Run, "note", waiting.fail)
    rows = type(Address.objects.all())

    def away(self, **values):
        raise OperationalError("no connection")

    monkeypatch.setattr(rows, "update", away)
    with pytest.raises(OperationalError, match="closed the connection"):
        check(waiting)

    assert "could not be given back" in caplog.text


def test_all_runs_of_a_process_wait_at_one_gate(monkeypatch):
    gates = []
    monkeypatch.setattr(checking, "check_outside", lambda asked: gates.append(asked.gate))

    for _ in range(2):
        run = threading.Thread(target=checking._in_thread)
        run.start()
        run.join()

    assert gates[0] is gates[1]


def test_a_run_asks_the_database_once_for_each_address(django_assert_max_num_queries):
    with served() as server:
        for number in range(20):
            address(f"http://h{number}.example:{server.port}/")
        with django_assert_max_num_queries(20 + 12):
            check()


def test_nothing_is_asked_where_it_is_switched_off(settings, django_assert_num_queries):
    address("http://a.example/")
    settings.CHECK_LINKS = False
    background = checking.Background()

    with django_assert_num_queries(0):
        checking.start(background)
    assert background._thread is None


def test_a_thread_begins_only_for_what_is_due(settings, monkeypatch):
    settings.CHECK_LINKS = True
    begun = threading.Event()
    monkeypatch.setattr(checking, "_in_thread", begun.set)
    background = checking.Background()

    checking.start(background)
    assert not begun.is_set()
    address("http://a.example/")
    checking.start(background)
    assert begun.wait(5)


def test_an_address_that_stands_nowhere_is_forgotten_after_a_month():
    kept, lost = address("http://a.example/"), address("http://b.example/", stands=False)
    now = timezone.now()

    assert [unused.forget(now + timedelta(days=days)) for days in (0, 29, 31)] == [0, 0, 1]
    assert list(Address.objects.all()) == [kept]
    assert lost.pk != kept.pk


def test_an_address_that_comes_back_within_a_month_is_kept():
    row = address("http://b.example/", stands=False)
    unused.forget()
    Place.objects.create(address=row, kind="menu", row_id=1, field="url", written=row.address)

    unused.forget(timezone.now() + timedelta(days=40))

    row.refresh_from_db()
    assert row.unused_since is None


def test_a_bad_certificate_says_nothing_of_the_host_without_tls():
    with served() as server:
        secure = [address(f"https://a.example:{server.port}/{number}") for number in range(3)]
        plain = address(f"http://a.example:{server.port}/")

        check()

    plain.refresh_from_db()
    assert plain.state == State.FINE
    assert set(Address.objects.filter(pk__in=[row.pk for row in secure]).values_list("answer", flat=True)) == {"tls"}


@pytest.mark.django_db(transaction=True)
def test_the_thread_of_the_worker_writes_down_what_it_finds(settings, monkeypatch):
    settings.CHECK_LINKS = True
    with served() as server:
        address(f"http://a.example:{server.port}/")
        monkeypatch.setattr(checking, "Asker", asker)
        background = checking.Background()
        checking.start(background)
        background._thread.join(20)

    assert set(states().values()) == {"fine"}
