"""Senders from whom the office takes nothing for a time: stopped from an open comment, listed and lifted on a page.

Known by the e-mail address that they confirmed, or by their browser and the address that they give there, until the
keys of browsers change on the first of the month; never by a network, which others share.
"""

from datetime import datetime, timedelta

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from articles.pagination import page_of
from comments.models import Comment, Rule, SenderStop
from comments.moderation.steps import AlreadyDecided, lock_row
from comments.moderators import MODERATES
from comments.screening.patterns import end_of_sender_keys
from database.keys import read_key
from vietnamese.dates import format_time_date
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_text

from .month_turns import month_turn
from .responses import as_seen, deciding, refuse, require_permission, respond
from .undo import TAKES_BACK, note_final, note_step

PER_PAGE = 50
ENDED_SHOWN, ENDED_LISTED = timedelta(days=40), 20
EMAIL, BROWSER = "email", "browser"
LENGTHS = {
    "4g": ("4 giờ", timedelta(hours=4)),
    "1n": ("1 ngày", timedelta(days=1)),
    "3n": ("3 ngày", timedelta(days=3)),
    "7n": ("7 ngày", timedelta(days=7)),
    "30n": ("30 ngày", timedelta(days=30)),
    "mai": ("không thời hạn", None),
}
NOBODY = "Không tạm dừng được: bình luận này không còn dấu của người gửi (đã xóa dữ liệu, hoặc là lời của cơ quan)."
UNCONFIRMED = "Người gửi chưa xác nhận email, nên chỉ tạm dừng được theo mạng và trình duyệt, trong tháng này."
KEYS_GONE = (
    "Bình luận này gửi từ tháng trước: mã mạng và trình duyệt đã đổi, nên không tạm dừng theo trình duyệt được nữa. "
    "Hãy mở một bình luận mới của người ấy, hoặc lập quy tắc lọc theo từ ngữ."
)


class StopForm(forms.Form):
    """How long, why, and by what the sender is known: one of the reasons of the office, or words of one's own."""

    length = forms.ChoiceField(
        choices=[(code, label) for code, (label, _) in LENGTHS.items()],
        error_messages={"required": "Xin chọn tạm dừng bao lâu.", "invalid_choice": "Xin chọn tạm dừng bao lâu."},
    )
    whom = forms.ChoiceField(choices=[(EMAIL, EMAIL), (BROWSER, BROWSER)], required=False)
    reason = CleanedField(clean_function=clean_text, limit=300, what="Lý do", required=False)
    other_reason = CleanedField(clean_function=clean_text, limit=300, what="Lý do", required=False)

    def clean(self):
        fields = super().clean()
        why = fields.get("other_reason") or fields.get("reason")
        if not why and not self.errors:
            raise forms.ValidationError("Tạm dừng thì cần có lý do: người gửi sẽ đọc lý do này.")
        return fields | {"why": (why or "").removesuffix(".")}


class CannotStop(Exception):
    """Nobody would be stopped; the message says why, and what to do instead."""


@deciding
def stop(request, pk):
    """Stops the sender of the comment, for a time and a reason; the bar takes it back."""
    comment, form = as_seen(request, pk), StopForm(request.POST)
    if not form.is_valid():
        return refuse(request, form, comment)
    length, whom = LENGTHS[form.cleaned_data["length"]][1], form.cleaned_data["whom"]
    until = timezone.now() + length if length else None
    try:
        made, replaced = stop_sender(comment, whom=whom, until=until, why=form.cleaned_data["why"], by=request.user)
    except CannotStop as problem:
        return respond(request, [("warning", str(problem))], status=422, opened=comment)
    told = f"Đã tạm dừng người gửi {comment.name} {_until(made.until)} (mã {made.number}), {_by_what(made)}."
    was = {"stop": made.pk, "replaced": replaced and replaced.pk}
    undone = f"{comment.name} gửi bình luận được như trước."
    note_step(request.session, told, [comment], does="stop", was=was, counted=None, undone=undone)
    return respond(request, [("success", told)], back=[comment])


def _until(until: datetime | None) -> str:
    return f"đến {format_time_date(until)}" if until else "không thời hạn"


def _by_what(made: SenderStop) -> str:
    return "theo email đã xác nhận" if made.is_by_address else "theo mạng và trình duyệt"


@transaction.atomic
def stop_sender(
    comment: Comment, *, whom: str, until: datetime | None, why: str, by: User
) -> tuple[SenderStop, SenderStop | None]:
    """(the stop, the one in whose place it comes, or None). The same again, as by a button pressed twice, is the same.

    By the confirmed address unless `whom` is BROWSER; by a browser until its key changes at most. Raises CannotStop.
    """
    now = lock_row(comment)
    is_confirmed = bool(now.email and now.email_confirmed_at)
    if now.is_official or not ((now.email and now.browser_key) or is_confirmed):
        raise CannotStop(NOBODY)
    if whom == EMAIL and not is_confirmed:
        raise CannotStop(UNCONFIRMED)
    if whom != BROWSER and is_confirmed:
        known = {"email": now.email}
    else:
        known, until = {"browser_key": now.browser_key}, _within_the_month(now, until)
    same = Q(email__iexact=now.email) if "email" in known else Q(email="", comment__email__iexact=now.email, **known)
    earlier = SenderStop.objects.in_force().filter(same).first()
    if earlier and earlier.why == why and _is_about_the_same(earlier.until, until):
        return earlier, None
    if earlier:
        _lift(earlier, by)
    return SenderStop.objects.create(comment=now, until=until, why=why, by=by, **known), earlier


def _within_the_month(comment: Comment, until: datetime | None) -> datetime:
    end = end_of_sender_keys(comment.created_at)
    if comment.browser_key is None or end <= timezone.now():
        raise CannotStop(KEYS_GONE)
    return min(until or end, end)


def _is_about_the_same(one: datetime | None, other: datetime | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) < timedelta(minutes=1))


def _lift(row: SenderStop, by: User) -> None:
    SenderStop.objects.filter(pk=row.pk, lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by)


@transaction.atomic
def take_back(comment: Comment, was: dict[str, int | None], *, by: User) -> None:
    """Lift the stop `was["stop"]`, and let the one before count again. AlreadyDecided if somebody has lifted it."""
    made = SenderStop.objects.select_for_update().filter(pk=was["stop"]).first()
    if made is None or made.lifted_at:
        raise AlreadyDecided(comment, "Có người đã bỏ tạm dừng này.")
    _lift(made, by)
    SenderStop.objects.filter(pk=was["replaced"], lifted_by=by).update(lifted_at=None, lifted_by=None)


def _undo(comment: Comment, was: dict[str, int | None], *, version: int, by: User, since: datetime) -> None:
    take_back(comment, was, by=by)


TAKES_BACK["stop"] = _undo


@require_permission(MODERATES, require_safe)
def stops(request):
    """Those in force first, each group the newest first; `ma` finds one by its number. Six queries of its own."""
    rows = SenderStop.objects.select_related("by", "lifted_by", "comment").defer("comment__email")
    code = clean_text(request.GET.get("ma", "")[:20])
    if code:
        rows = rows.filter(pk=read_key(code.upper().removeprefix("TD").strip(" -–")) or 0)
    in_force = rows.in_force()
    over = rows.exclude(pk__in=SenderStop.objects.in_force().values("pk"))
    shows_over = "het" in request.GET or (code and not in_force.exists())
    context = {
        **admin.site.each_context(request),
        "title": "Người gửi bị tạm dừng",
        "page": page_of(over if shows_over else in_force, request.GET.get("trang"), PER_PAGE),
        "shows_over": bool(shows_over),
        "code": code,
        "turn": month_turn(counts=True),
        "ended": _ended(rows) if not shows_over and not code else None,
    }
    return render(request, "comments/queue/stops_page.html", context)


def _ended(rows):
    """What came to its end of itself lately, the newest first: the first of a month ends many. Two queries."""
    now = timezone.now()
    stops = rows.filter(lifted_at=None, until__gt=now - ENDED_SHOWN, until__lte=now).order_by("-until", "-pk")
    rules = Rule.objects.filter(kind=Rule.Kind.SENDER, expires_at__gt=now - ENDED_SHOWN, expires_at__lte=now)
    found = {"stops": stops[:ENDED_LISTED], "rules": rules.order_by("-expires_at", "-pk")[:ENDED_LISTED]}
    return {name: list(each) for name, each in found.items()}


@deciding
def lift(request, pk):
    row = get_object_or_404(SenderStop, pk=pk)
    if row.lifted_at:
        messages.info(request, f"{row.number} đã được bỏ từ trước.")
    else:
        _lift(row, request.user)
        told = f"Đã bỏ {row.number}: người ấy gửi bình luận được ngay."
        note_final(request.session, told)
        messages.success(request, told)
    return redirect("queue:stops")
