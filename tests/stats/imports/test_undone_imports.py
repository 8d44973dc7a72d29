"""An import that is undone: exactly its figures are taken out of the totals again."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError
from django.urls import reverse
from django.utils import timezone

from stats.days import DateRange
from stats.imports import figure_imports
from stats.imports.history import add_days
from stats.models import ArticleTotal, DayChecksum, Dimension, FigureImport, LedgerEntry, Reason, SiteDay
from stats.queries.ranges import top_articles
from stats.rollup import ledger
from stats.rollup.rollup import roll_up_all
from tests.commands import run
from tests.factories import make_article
from tests.stats.factories import local, make_hit

from .figures import FIRST, SECOND, SERIES, checked, log, totals, verdicts, words

pytestmark = pytest.mark.django_db


def test_an_import_is_undone_exactly_also_after_a_later_one(webmaster):
    article, other = make_article(), make_article()
    add_days(
        site=[(date(2025, 2, 1), 50, 20, 10)],
        articles=[(date(2025, 2, 1), article.pk, 50, 10)],
        excluded=[(date(2025, 2, 1), Reason.BOT, 3)],
        dimensions=[(date(2025, 2, 1), Dimension.BROWSER, "Chrome", 50)],
    )
    ledger.sign_days()
    before = totals()
    first = figure_imports.add_at_once(checked(log(article, 1, count=3)))
    ledger.sign_days()
    later = figure_imports.add_at_once(checked(log(article, 2) + log(other, 2, "203.0.113.9")))
    ledger.sign_days()
    with_both = totals()
    assert verdicts(FIRST, SECOND) == [None, None]

    figure_imports.undo(first.pk, webmaster)
    ledger.sign_days()

    assert list(SiteDay.objects.order_by("day").values_list("day", "views")) == [(date(2025, 2, 1), 50), (SECOND, 2)]
    assert ArticleTotal.objects.get(pk=article.pk).views == 51
    year = DateRange(date(2025, 1, 1), date(2025, 12, 31))
    assert top_articles(year) == [(article.pk, 51), (other.pk, 1)]
    assert not DayChecksum.objects.filter(day=FIRST).exists()
    assert ledger.verify(SECOND).is_signed
    assert ledger.altered([date(2025, 2, 1), SECOND]) == []

    figure_imports.add_at_once(checked(log(article, 1, count=3)))  # may come in again
    ledger.sign_days()
    assert totals() == with_both
    for row in (later, FigureImport.objects.first()):
        figure_imports.undo(row.pk, webmaster)
    ledger.sign_days()
    assert without_trailing(totals()) == without_trailing(before)


def without_trailing(kept):
    """Running sums may go on to a later day with the same sum."""
    return {name: rows for name, rows in kept.items() if name != "ArticleYear"}


def test_undoing_twice_is_undoing_once(client, webmaster, write):
    row = figure_imports.add_at_once(checked(SERIES))
    run("import_daily_series", write("day;views\n2025-03-05;7\n"))
    address = reverse("stats:undo_import", args=[row.pk])
    assert "Hoàn tác cả đợt nhập này?" in words(client.get(address))

    for _ in range(2):
        assert "Đã hoàn tác" in words(client.post(address, follow=True))

    row.refresh_from_db()
    assert (row.state, row.undone_by) == ("undone", webmaster)
    assert list(SiteDay.objects.values_list("views", flat=True)) == [7]
    assert "Hoàn tác cả đợt nhập này?" not in words(client.get(address))


def test_views_of_the_counter_on_the_same_day_stay(webmaster):
    """Hits of a spool that waited come in after the import; the ledger has them."""
    yesterday = timezone.localdate() - timedelta(days=1)
    row = figure_imports.add_at_once(checked(f"day;views;visits\n{yesterday};9;5\n"))
    noon = local(yesterday.year, yesterday.month, yesterday.day, 12)
    make_hit(visitor=1, at=noon)
    roll_up_all()
    assert verdicts(yesterday) == [True]

    figure_imports.undo(row.pk, webmaster)

    assert list(SiteDay.objects.values_list("day", "views", "visits", "visitors")) == [(yesterday, 1, 1, 1)]
    assert verdicts(yesterday) == [True]


def test_a_day_whose_ledger_still_waits_to_be_signed_keeps_its_proof(webmaster, time_machine):
    yesterday = timezone.localdate() - timedelta(days=1)
    row = figure_imports.add_at_once(checked(f"day;views;visits\n{yesterday};9;5\n"))
    make_hit(visitor=1, at=local(yesterday.year, yesterday.month, yesterday.day, 12))
    roll_up_all()
    time_machine.move_to(timezone.now() + timedelta(days=3))
    assert LedgerEntry.objects.filter(day=yesterday).exists()

    figure_imports.undo(row.pk, webmaster)
    ledger.sign_days()

    assert verdicts(yesterday) == [True]


def test_totals_that_somebody_changed_are_not_made_right_by_undoing(client, webmaster):
    row = figure_imports.add_at_once(checked(SERIES))
    ledger.sign_days()
    SiteDay.objects.filter(day=FIRST).update(views=900)

    answer = client.post(reverse("stats:undo_import", args=[row.pk]))

    assert "Số liệu ngày 01/03/2025 không khớp với dấu hoặc sổ." in words(answer)
    assert verdicts(FIRST) == [False]
    assert SiteDay.objects.get(day=FIRST).views == 900


def test_totals_that_hold_less_than_was_imported_stay_as_they_are(client, webmaster):
    row = figure_imports.add_at_once(checked(SERIES))  # not signed yet
    SiteDay.objects.filter(day=SECOND).update(views=1)

    answer = client.post(reverse("stats:undo_import", args=[row.pk]))

    assert "Tổng đang có nhỏ hơn số đã nhập" in words(answer)
    assert list(SiteDay.objects.order_by("day").values_list("views", flat=True)) == [9, 1]


def test_a_wrong_file_is_replaced_by_the_right_one(webmaster, write):
    wrong = write("date;sessions\n2025-03-01;5\n")
    run("import_daily_series", wrong)
    (number,) = [line.split()[0] for line in run("undo_import").splitlines()]

    assert "5 visits taken out" in run("undo_import", number)
    run("import_daily_series", write("date;sessions;pageviews\n2025-03-01;6;11\n", "dung.csv"))

    assert list(SiteDay.objects.values_list("views", "visits")) == [(11, 6)]
    with pytest.raises(CommandError, match="does not exist"):
        run("undo_import", 999_999)


def test_a_day_of_nothing_is_undone_by_each_import_that_has_it(webmaster):
    rows = [figure_imports.add_at_once(checked(f"day;views\n2025-03-01;0\n2025-03-0{n};5\n")) for n in (2, 3)]

    for row in rows:
        figure_imports.undo(row.pk, webmaster)

    assert not SiteDay.objects.exists()
