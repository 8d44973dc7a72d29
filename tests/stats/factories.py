"""Readers who look at pages, and what waits for the rollup."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from stats.models import Hit

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def local(*moment):
    """A moment in Việt Nam: local(2026, 3, 2, 9, 30)."""
    return datetime(*moment, tzinfo=HANOI)


def see(client, article=None, *, address="203.0.113.5", agent=CHROME, headers=None, **body):
    """A reader's browser sends the beacon of a page; returns the response."""
    body = {"article": article and article.pk, "path": "/", "referrer": "", **body}
    return send(client, json.dumps(body), address=address, agent=agent, headers=headers)


def send(client, body, *, address="203.0.113.5", agent=CHROME, headers=None, content_type="application/json"):
    """Send any content to the beacon's address; returns the response."""
    headers = {"User-Agent": agent, **(headers or {})}
    return client.post(
        reverse("stats:record"), data=body, content_type=content_type, REMOTE_ADDR=address, headers=headers
    )


def make_hit(visitor=1, article=None, at=None, **fields):
    """A row that waits for the rollup."""
    return Hit.objects.create(at=at or timezone.now(), article_id=article and article.pk, visitor=visitor, **fields)
