"""Totals are held against the ledger of rollups, and days that are over are signed."""

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from stats.imports.history import add_days
from stats.models import ArticleDay, ArticleYear, DayChecksum, DimensionDay, Excluded, LedgerEntry, Reason, SiteDay
from stats.rollup import ledger
from stats.rollup.rollup import roll_up, roll_up_all
from tests.commands import run
from tests.factories import make_article
from tests.stats.factories import local, make_hit

pytestmark = pytest.mark.django_db

NINE = local(2026, 3, 2, 9)
DAY = NINE.date()


@pytest.fixture
def counted(time_machine):
    """A day with views of two articles, late views that join two visits, a search, and excluded beacons."""
    time_machine.move_to(NINE + timedelta(hours=3), tick=False)
    article, other = make_article(), make_article()
    for minutes, visitor in ((100, 1), (0, 1), (50, 1), (25, 1), (3, 2)):
        make_hit(visitor, article, NINE + timedelta(minutes=minutes), dimensions=["device=mobile", "source=search"])
        roll_up()
    for visitor in range(3, 9):
        make_hit(visitor, other, NINE, dimensions=["device=desktop"])
    make_hit(3, at=NINE, is_view=False, dimensions=["search=0 khai sinh"])
    make_hit(9, at=NINE, reason=Reason.BOT)
    make_hit(9, at=NINE, reason=Reason.BOT, is_view=False)
    roll_up_all()
    return article


def test_every_total_agrees_with_what_the_rollups_noted(counted):
    verdict = ledger.verify(DAY)

    assert (verdict.agreed, verdict.is_signed, verdict.differences) == (True, False, ())
    assert ledger.totals_of(DAY).as_dict()["site"] == {"views": 11, "visits": 9, "visitors": 8}
    assert ledger.totals_of(DAY).as_dict()["facets"]["search=0 khai sinh"] == 1
    assert "agrees with its ledger" in run("verify_counts", "2026-03-02")


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        (lambda: SiteDay.objects.update(visits=1_000_000), ("site", "visits", 9, 1_000_000)),
        (lambda: ArticleDay.objects.filter(views=6).update(views=7), ("articles", None, 6, 7)),
        (lambda: ArticleDay.objects.filter(visitors=6).update(visitors=5), ("readers", None, 6, 5)),
        (lambda: Excluded.objects.all().delete(), ("excluded", "bot", 1, 0)),
        (lambda: DimensionDay.objects.filter(value="mobile").update(count=4), ("facets", "device=mobile", 5, 4)),
    ],
)
def test_a_total_changed_by_hand_is_found(counted, change, difference):
    change()

    found = ledger.verify(DAY)

    assert found.agreed is False
    part, name, by_ledger, total = found.differences[0]
    assert (part, by_ledger, total) == (difference[0], *difference[2:])
    assert name == (difference[1] or name)
    assert len(found.differences) == 1
    with pytest.raises(CommandError, match="1 of 1 days do not agree"):
        run("verify_counts", "2026-03-02")


def test_a_day_that_is_over_is_signed_and_its_ledger_goes(counted, time_machine):
    assert ledger.sign_days() == 0
    time_machine.move_to(NINE + timedelta(days=3))

    assert ledger.sign_days() == 1
    assert ledger.sign_days() == 0

    assert DayChecksum.objects.get().agreed is True
    assert not LedgerEntry.objects.filter(day=DAY).exists()
    assert ledger.verify(DAY) == ledger.Verdict(DAY, True, True)


@pytest.mark.parametrize(
    "change",
    [
        lambda: SiteDay.objects.filter(day=DAY).update(views=12),
        lambda: DimensionDay.objects.filter(kind="hour").update(count=1),
        lambda: DayChecksum.objects.update(digest=ledger.Sums().digest()),
        lambda: (SiteDay.objects.update(views=12), DayChecksum.objects.update(digest=ledger.totals_of(DAY).digest())),
    ],
)
def test_a_signed_day_or_its_checksum_changed_by_hand_is_found(counted, time_machine, change):
    time_machine.move_to(NINE + timedelta(days=3))
    ledger.sign_days()

    change()

    assert ledger.verify(DAY).agreed is False


def test_views_that_come_after_the_checksum_are_signed_with_the_others(counted, time_machine):
    time_machine.move_to(NINE + timedelta(days=3))
    ledger.sign_days()
    make_hit(77, counted, NINE, dimensions=["device=tablet"])  # a spool has waited for days
    roll_up_all()
    assert ledger.verify(DAY) == ledger.Verdict(DAY, True, True)

    assert ledger.sign_days() == 1

    checksum = DayChecksum.objects.get(day=DAY)
    assert (checksum.agreed, checksum.late) == (True, 1)
    assert ledger.verify(DAY) == ledger.Verdict(DAY, True, True)
    assert not LedgerEntry.objects.exists()
    DayChecksum.objects.update(late=0)
    assert ledger.verify(DAY).agreed is False
    assert ArticleYear.objects.get(article_id=counted.pk).up_to_day[-1] == 6


def test_what_was_changed_by_hand_does_not_pass_with_late_views(counted, time_machine):
    time_machine.move_to(NINE + timedelta(days=3))
    ledger.sign_days()
    make_hit(77, counted, NINE)
    roll_up_all()
    SiteDay.objects.filter(day=DAY).update(views=1_000_000)

    ledger.sign_days()

    assert ledger.verify(DAY).agreed is False


def test_a_day_signed_with_a_wrong_total_says_so_for_ever(counted, time_machine):
    SiteDay.objects.filter(day=DAY).update(visits=1_000_000)
    time_machine.move_to(NINE + timedelta(days=3))

    ledger.sign_days()

    assert DayChecksum.objects.get().agreed is False
    assert ledger.verify(DAY).agreed is False


def test_many_entries_become_one_that_proves_the_same(counted, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(ledger, "COMPACT_FROM", 3)
    before = LedgerEntry.objects.count()

    ledger.compact()
    make_hit(1, counted, NINE + timedelta(minutes=110))
    roll_up_all()

    assert before > 3
    assert LedgerEntry.objects.count() == 2
    with django_assert_num_queries(3 + 2):  # with those that begin and end its transaction
        assert ledger.verify(DAY).agreed is True
    ArticleDay.objects.filter(article_id=counted.pk).update(views=9)
    assert ledger.verify(DAY).differences == (("articles", str(counted.pk), 6, 9),)


def test_few_entries_stay_as_they_are_and_an_empty_one_is_proof_too(monkeypatch):
    today = timezone.localdate()
    for _ in range(2):
        add_days(site=[(today, 0, 0, 0)])

    ledger.compact()
    assert LedgerEntry.objects.count() == 2

    monkeypatch.setattr(ledger, "COMPACT_FROM", 2)
    ledger.compact()
    assert LedgerEntry.objects.get().added == {}
    assert ledger.verify(today).agreed is True


def test_days_from_elsewhere_are_without_proof_but_signed():
    past, today = timezone.localdate() - timedelta(days=400), timezone.localdate()
    add_days(site=[(past, 10, 5, 3), (today, 2, 1, 1)], dimensions=[(today, "hour", "09", 2)])
    ledger.sign_days()

    assert ledger.verify(past) == ledger.Verdict(past, True, None)
    assert ledger.verify(today).agreed is True
    assert "sealed, counted elsewhere" in run("verify_counts")

    add_days(site=[(past, 1, 1, 1)])
    ledger.sign_days()

    assert ledger.verify(past).agreed is None


def test_a_day_nobody_counted_has_no_proof():
    assert ledger.verify(DAY).agreed is None
    assert run("verify_counts") == "0 days, none disagrees.\n"
