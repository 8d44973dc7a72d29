"""Emails: stored by the transaction that causes them, sent by the worker, tried again for a day.

The outbox is django-post_office's. An email goes to one address, in plain text and HTML, made from two templates. No
email is lost; a crash between sending a batch and storing that can send the batch, five emails, twice.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from post_office import mail
from post_office.models import STATUS, Email
from post_office.validators import validate_email_with_name

log = logging.getLogger(__name__)

RETENTION = timedelta(days=30)
NOT_GONE = [STATUS.queued, STATUS.requeued]  # the second: failed, to be tried again
MAX_BATCHES = 10
# The outbox reads what it is given as templates. What visitors write stands in letters, and must never be one.
AS_WRITTEN = {"subject": "{{ subject|safe }}", "message": "{{ text|safe }}", "html_message": "{{ html|safe }}"}
ABOUT = "X-Entity-Ref-ID"  # mail programs do not put emails with different values of this header into one conversation


def write(
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, object],
    *,
    about: str = "",
    delay: timedelta = timedelta(),
    headers: Mapping[str, str] | None = None,
) -> None:
    """Put one email to the address `to` into the outbox. One INSERT; none for an address that the outbox refuses.

    `<template>.txt` and `<template>.html` get `context`, `SITE_URL` and `subject`. `about` names what the email is
    about, for `take_back` and `was_written`; it is not sent before `delay` has passed. `headers` are further mail
    headers.
    """
    context = {"SITE_URL": settings.SITE_URL, "subject": subject, **context}
    try:
        validate_email_with_name(to)
    except ValidationError:
        # A moderator's decision must not fail for a bad address, and the outbox's error would hold the address.
        log.warning("An email was not written: it has no usable address.")
        return
    mail.send(
        recipients=[to],
        sender=settings.DEFAULT_FROM_EMAIL,
        **AS_WRITTEN,
        context={
            "subject": subject,
            "text": render_to_string(f"{template}.txt", context).strip() + "\n",
            "html": render_to_string(f"{template}.html", context),
        },
        scheduled_time=timezone.now() + delay if delay else None,
        headers={"Auto-Submitted": "auto-generated", ABOUT: about, **(headers or {})},
    )


def take_back(about: str, *, to: str = "", subject: str = "") -> int:
    """Delete the emails about `about` that have not gone out, also those that failed; returns how many. With `to` and
    `subject`, those alone.
    """
    waiting = _about(about).filter(status__in=NOT_GONE)
    waiting = waiting.filter(to__iexact=to) if to else waiting
    return (waiting.filter(subject=subject) if subject else waiting).delete()[0]


def take_back_from(address: str, kind: str) -> int:
    """Delete the emails to `address` that have not gone out and are about something that begins with `kind`."""
    return _of(address).filter(status__in=NOT_GONE, **{f"headers__{ABOUT}__startswith": kind}).delete()[0]


@dataclass(frozen=True, slots=True)
class DueEmail:
    """An email that goes out with the next batches: its key in the outbox, to whom, about what."""

    key: int
    to: str
    subject: str
    about: str


def due(kind: str) -> list[DueEmail]:
    """The emails that are about something that begins with `kind` and whose time has come. One query."""
    rows = Email.objects.filter(status__in=NOT_GONE, **{f"headers__{ABOUT}__startswith": kind})
    rows = rows.exclude(scheduled_time__gt=timezone.now())
    found = rows.values_list("pk", "to", "subject", f"headers__{ABOUT}")
    return [
        DueEmail(key, str(to[0]) if isinstance(to, list) else to, subject, about) for key, to, subject, about in found
    ]


def take_back_these(keys: Iterable[int]) -> int:
    """Delete the emails with these keys that have not gone out; returns how many."""
    return Email.objects.filter(pk__in=keys, status__in=NOT_GONE).delete()[0]


def was_written(about: str, *, since: datetime) -> bool:
    """Whether an email about `about` was put into the outbox since the moment `since`. One query."""
    return _about(about).filter(created__gt=since).exists()


def is_written(about: str, *, to: str, subject: str) -> bool:
    """Whether the outbox has an email of `subject` about `about` to the address `to`, sent or not. One query."""
    return _about(about).filter(to__iexact=to, subject=subject).exists()


def send_waiting() -> int:
    """Send the emails that are due, in small batches; a failed one waits a quarter of an hour. Returns how many went
    out.

    For one process at a time: the worker that leads. Ends at the first batch with a failure, so that a mail server
    that does not answer holds up nothing else for longer than `EMAIL_TIMEOUT`.
    """
    total = 0
    for _ in range(MAX_BATCHES):
        sent, given_up, put_off = mail.send_queued()
        total += sent
        if given_up:
            log.error("%d emails could not be sent for a day and are given up.", given_up)
        if put_off:
            log.warning("%d emails could not be sent; they are tried again.", put_off)
        if given_up or put_off or not sent:
            break
    return total


def written_to(address: str, subject: str, *, since: datetime) -> int:
    """How many emails with `subject` were put into the outbox for `address` since the moment `since`. One query."""
    return _of(address).filter(subject=subject, created__gt=since).count()


def kept_for(address: str) -> list[dict[str, object]]:
    """The stored emails to `address`, the oldest first: dicts of subject, text and the moment."""
    rows = _of(address).order_by("created").values_list("subject", "message", "created")
    return [{"tiêu đề": subject, "nội dung": text, "viết lúc": created} for subject, text, created in rows]


def count_stuck() -> int:
    """How many emails have failed and wait for another try or are given up. One query."""
    return Email.objects.filter(status__in=[STATUS.requeued, STATUS.failed]).count()


def forget(address: str) -> int:
    """Delete all emails to `address`; returns how many."""
    return _of(address).delete()[0]


def forget_about(about: str) -> int:
    """Delete all emails about `about`, to every address; returns how many."""
    return _about(about).delete()[0]


def forget_quoting(about: str, words: Iterable[str]) -> int:
    """Delete the emails about `about` whose text has one of `words`; returns how many of them had not gone out."""
    quoting = reduce(or_, (Q(message__contains=one) for one in words), Q(pk=None))
    found = list(_about(about).filter(quoting).values_list("pk", "status"))
    Email.objects.filter(pk__in=[pk for pk, _ in found]).delete()
    return sum(status in NOT_GONE for _, status in found)


def forget_old(at: datetime | None = None) -> int:
    """Delete the emails of more than thirty days before `at` (aware; default now); returns how many."""
    return Email.objects.filter(created__lt=(at or timezone.now()) - RETENTION).delete()[0]


def _about(about: str) -> QuerySet[Email]:
    return Email.objects.filter(**{f"headers__{ABOUT}": about})


def _of(address: str) -> QuerySet[Email]:
    return Email.objects.filter(to__iexact=address)
