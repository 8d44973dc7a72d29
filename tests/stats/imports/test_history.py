from datetime import date

import pytest

from stats.imports.history import add_days
from stats.models import ArticleDay, ArticleTotal, Excluded, Reason, SiteDay

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def test_days_from_elsewhere_are_added_to_what_is_there():
    SiteDay.objects.create(day=MONDAY, views=1, visits=1, visitors=1)

    add_days(
        site=[(MONDAY, 10, 5, 3), (TUESDAY, 20, 9, 8)],
        articles=[(MONDAY, 7, 4, 3), (MONDAY, 7, 1, 1), (TUESDAY, 7, 5, 5)],
        excluded=[(MONDAY, Reason.BOT, 2), (MONDAY, Reason.BOT, 3)],
    )

    assert list(SiteDay.objects.order_by("day").values_list("views", "visits", "visitors")) == [(11, 6, 4), (20, 9, 8)]
    assert list(ArticleDay.objects.order_by("day").values_list("views", "visitors")) == [(5, 4), (5, 5)]
    assert ArticleTotal.objects.get(pk=7).views == 10
    assert Excluded.objects.get().count == 5


def test_a_wrong_row_adds_nothing_at_all():
    with pytest.raises(Exception, match="stats_siteday_counts"):
        add_days(articles=[(MONDAY, 7, 4, 3)], site=[(MONDAY, -10, 5, 3)])

    assert not ArticleDay.objects.exists()
