"""Refused comments whose senders ask to have a look again."""

import re

from django.utils import timezone

from comments.models import Comment
from comments.models.appeal import appealable_since
from comments.moderation import appeals, decisions, masking
from comments.tokens import write_appeal_link

from .factories import make_comment, waiting

WHY = "Tôi chỉ hỏi giờ làm việc, không quảng cáo gì cả."
QUEUE = "/quan-tri/binh-luan/"


def refused(by=None, **fields):
    comment = waiting(**fields)
    decisions.decide(comment, "rejected", by=by, reason="Quảng cáo, mời chào")
    return comment


def subscribed(**fields):
    return {"wants_mail": True, "email_confirmed_at": timezone.now(), **fields}


def link_of(comment):
    return f"/binh-luan/xem-lai/{write_appeal_link(comment, appealable_since(comment))}/"


def ask(client, comment, text=WHY):
    return client.post(link_of(comment), {"text": text})


def appealed(by, **fields):
    comment = refused(by=by, **fields)
    appeals.receive(Comment.objects.get(pk=comment.pk), appealable_since(comment), WHY)
    comment.refresh_from_db()
    return comment


def settle(client, comment, outcome, verdict="", *, here="trang_thai=xem-lai", **headers):
    fields = {"outcome": outcome, "verdict": verdict, f"version-{comment.pk}": comment.version, "here": here}
    return client.post(f"{QUEUE}{comment.pk}/xem-lai/", fields, headers=headers or {"Accept": "application/json"})


def told(answer):
    return " ".join(one["text"] for one in answer.json()["told"])


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def masked(by, **fields):
    """Shown, with a telephone number hidden."""
    comment = make_comment(body="Gọi tôi số 0912345678 nhé các bạn.", **fields)
    masking.mask(comment, [masking.choices(masking.source_of(comment, None))[0].span], by=by)
    return comment
