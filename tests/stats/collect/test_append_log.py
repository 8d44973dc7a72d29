"""One statement writes the hits of several threads: each hit is judged by itself."""

import pytest
from django.utils import timezone

from articles.models import Article
from stats.collect import append_log
from stats.imports.history import add_days
from stats.models import Hit, Reason
from tests.factories import make_article
from tests.layout.test_site_context import make_banner
from tests.stats.factories import make_hit

pytestmark = pytest.mark.django_db


def row(kind="", pk=0, *, reason="", is_view=True, dimensions=()):
    return timezone.now(), 1, reason, is_view, "\n".join(dimensions), kind, pk


def test_each_report_of_a_group_is_judged_for_itself():
    article, draft = make_article(), make_article(status=Article.Status.DRAFT)
    banner = make_banner()

    append_log._write(
        [
            row("article", article.pk, dimensions=["device=mobile", "source=search"]),
            row("article", draft.pk, dimensions=["device=mobile"]),
            row(dimensions=["page=home"]),
            row("banner", banner.pk, is_view=False, dimensions=[f"banner={banner.pk}"]),
            row("banner", banner.pk + 1, is_view=False, dimensions=[f"banner={banner.pk + 1}"]),
            row("download", 1, is_view=False, dimensions=["download=1"]),
            row("article", article.pk, reason=Reason.BOT),
        ]
    )

    fields = "article_id", "reason", "is_view", "dimensions"
    assert list(Hit.objects.order_by("pk").values_list(*fields)) == [
        (article.pk, "", True, ["device=mobile", "source=search"]),
        (None, Reason.UNKNOWN, True, []),
        (None, "", True, ["page=home"]),
        (None, "", False, [f"banner={banner.pk}"]),
        (None, Reason.UNKNOWN, False, []),
        (None, Reason.UNKNOWN, False, []),
        (None, Reason.BOT, True, []),
    ]


def test_each_beacon_is_answered_in_order_with_all_views_of_its_article():
    first, second = make_article(), make_article()
    make_hit(article=first)

    views = append_log._write(
        [row("article", pk) for pk in (second.pk, first.pk, second.pk)]
        + [row(), row("article", first.pk, reason=Reason.STAFF)]
    )

    assert views == [2, 2, 2, 0, 2]


@pytest.mark.parametrize("reason", ["", Reason.BOT])
def test_the_total_of_a_withdrawn_article_is_sent_to_nobody(reason):
    article = make_article(status=Article.Status.WITHDRAWN)
    add_days(articles=[(timezone.localdate(), article.pk, 812, 700)])

    assert append_log._write([row("article", article.pk, reason=reason)]) == [0]
    assert Hit.objects.get().reason == (reason or Reason.UNKNOWN)
