from datetime import timedelta

import pytest

from stats.models import Activity, ArticleDay, DaySalt, Seen, SiteDay
from stats.rollup import retention
from stats.rollup.rollup import roll_up_all
from tests.factories import make_article
from tests.stats.factories import local, make_hit, see

pytestmark = pytest.mark.django_db


def test_a_salt_is_gone_48_hours_after_its_day_began(client, time_machine):
    monday = local(2026, 3, 2)
    time_machine.move_to(monday, tick=False)
    see(client)

    retention.prune(monday + timedelta(hours=47, minutes=59))
    assert DaySalt.objects.count() == 1

    retention.prune(monday + timedelta(hours=48))
    assert not DaySalt.objects.exists()


def test_a_process_forgets_the_salt_too(client, time_machine):
    time_machine.move_to(local(2026, 3, 2, 9), tick=False)
    see(client)
    retention.prune(local(2026, 3, 4, 9))

    see(client)

    assert DaySalt.objects.get().day == local(2026, 3, 2).date()  # made anew: the process had none left


def test_who_read_what_is_forgotten_and_the_totals_stay():
    make_hit(1, make_article(), local(2026, 3, 2, 9))
    roll_up_all()

    retention.prune(local(2026, 3, 4, 23))
    assert (Seen.objects.count(), Activity.objects.count()) == (1, 1)

    retention.prune(local(2026, 3, 5, 0))
    assert (Seen.objects.count(), Activity.objects.count()) == (0, 0)
    assert (ArticleDay.objects.get().visitors, SiteDay.objects.get().visits) == (1, 1)
