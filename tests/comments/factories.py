"""Readers and what they send."""

import time
import uuid
from datetime import timedelta
from itertools import count

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.privacy import consent
from comments.tokens import FormToken
from tests.factories import make_article

_numbers = count(1)
BODY = "Tôi nhận trích lục khai sinh cho cháu đúng 40 phút. Sáng thứ Bảy bộ phận một cửa có trả kết quả không?"


def make_comment(article=None, **fields):
    """A comment by Nguyễn Thị Bích Liên, approved unless `fields` say otherwise."""
    state = fields.setdefault("state", Comment.State.APPROVED)
    if state != Comment.State.PENDING:
        fields.setdefault("decided_at", timezone.now())
    if state == Comment.State.REJECTED:
        fields.setdefault("reason", "Quảng cáo, mời chào")
    fields.setdefault("name", "Nguyễn Thị Bích Liên")
    fields.setdefault("email", "bich.lien@thu.example")
    fields.setdefault("body", f"{BODY} ({next(_numbers)})")
    fields.setdefault("sender_key", uuid.uuid4())
    fields.setdefault("consent_version", consent.VERSION)
    fields.setdefault("consented_at", timezone.now())
    return Comment.objects.create(article=article or make_article(), **fields)


def waiting(article=None, **fields):
    return make_comment(article, state="pending", **fields)


def ago(**span):
    return timezone.now() - timedelta(**span)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def make_token(article, *, opened_seconds_ago=60, issued_seconds_ago=None):
    now = int(time.time())
    issued = opened_seconds_ago if issued_seconds_ago is None else issued_seconds_ago
    return FormToken(article.pk, uuid.uuid4(), now - opened_seconds_ago, now - issued, consent.VERSION).write()


def filled_in(article, **fields):
    """The fields of a form that a reader has filled in well; `None` leaves one out."""
    whole = {
        "name": "Nguyễn Thị Bích Liên",
        "email": "bich.lien@thu.example",
        "body": BODY,
        "parent": "",
        "consent": "1",
        "url": "",
        "token": fields.pop("token", None) or make_token(article),
    } | fields
    return {name: value for name, value in whole.items() if value is not None}


def address(article):
    return reverse("comments:thread", args=[article.pk])


def post(client, article, *, ip="203.0.113.5", query="", headers=None, **fields):
    """A reader at `ip` sends the form."""
    return client.post(address(article) + query, filled_in(article, **fields), REMOTE_ADDR=ip, headers=headers or {})
