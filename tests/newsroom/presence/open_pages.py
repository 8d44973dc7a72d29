"""Pages of people's browsers that show the form of an article and tell of it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from newsroom.models import Presence
from vietnamese.dates import format_clock

ADDRESS, TAKE = "/quan-tri/toa-soan/dang-mo/", "/quan-tri/toa-soan/dang-mo/tiep-quan/"


class OpenPage:
    """A page that shows the form of `article` to `user`."""

    def __init__(self, sit_down, user, article):
        self.sit_down, self.user = sit_down, user
        self.told = {"page": str(uuid4()), "article": article.pk}

    def beat(self, **told):
        return self.ask(ADDRESS, **told).json()

    def ask(self, address, **told):
        headers = {"X-Asked-By": "clock"} if address == ADDRESS else {}
        client = self.sit_down(self.user)
        return client.post(address, json.dumps(self.told | told), content_type="application/json", headers=headers)

    @property
    def row(self):
        return Presence.objects.get(page=self.told["page"])


@pytest.fixture
def open_page(sit_down):
    """A function that opens the form of an article as a user, and beats once."""

    def open_page(user, article, **told):
        page = OpenPage(sit_down, user, article)
        page.beat(**told)
        return page

    return open_page


def refusal(answer):
    return answer.status_code, answer.json()["error"]["reason"]


def clock(page):
    return format_clock(page.row.opened_at)


def let_pass(**time):
    """Make all that is known of open pages so much older."""
    for row in Presence.objects.all():
        for name in ("opened_at", "seen_at", "alive_until", "taken_at"):
            setattr(row, name, getattr(row, name) and getattr(row, name) - timedelta(**time))
        row.save()
