"""Ratings for editors: by article, category and month, the readers' reasons, and what was set aside."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.pagination import page_of
from comments.locks import COUNTED_PER_NETWORK_AND_DAY
from comments.models import Rating
from comments.posting.other_texts import sentences
from database.keys import read_key
from vietnamese.numbers import format_number

MONTHS = (1, 3, 12)
FEWEST = 3  # ratings that an article needs to be compared
ROWS, REASONS, CROWDS = 20, 50, 50
LOOK_AT, HIDDEN = "can-xem", "an"
REASONS_SHOWN = {"": "Tất cả", LOOK_AT: "Cần xem kỹ", HIDDEN: "Đã ẩn"}
HIDE, SHOW = "an", "hien"
NO_REASON = "Góp ý này không còn. Danh sách dưới đây là mới nhất."
CHANGES = "comments.change_rating"
TAKE, LEAVE = "tinh", "bo"
NOT_CHOSEN = "Xin chọn “Tính vào điểm” hoặc “Không tính” ở một dòng của bảng “Đánh giá để riêng”."
GONE = "Không còn đánh giá để riêng nào ở dòng này. Danh sách dưới đây là mới nhất."
DONE = {True: "tính thêm {count} đánh giá vào điểm trung bình.", False: "không tính {count} đánh giá để riêng."}
BEFORE = {True: "các đánh giá này đã được tính trước đó.", False: "các đánh giá này đã ở ngoài điểm trung bình."}


@admin.site.admin_view
@permission_required("comments.view_rating", raise_exception=True)
@require_safe
def ratings(request):
    """`?thang=1|3|12` months to today; of the reasons `?gop_y=can-xem|an` what was found something in, what is hidden,
    `&trang=` a page. Seven queries of its own.
    """
    months = _months(request.GET)
    today = timezone.localdate()
    given = Rating.objects.between(today - timedelta(days=round(months * 30.44)), today)
    rated = given.counted()
    shown = request.GET.get("gop_y", "") if request.GET.get("gop_y") in REASONS_SHOWN else ""
    reasons = _reasons(given, shown, request)
    best, worst = rated.best_and_worst(FEWEST, ROWS, request.user)
    context = {
        **admin.site.each_context(request),
        "title": "Đánh giá bài viết",
        "months": months,
        "choices": MONTHS,
        "too_few": f"Chưa có bài nào có từ {FEWEST} đánh giá.",
        "best": best,
        "worst": worst,
        "categories": rated.by_category(),
        "by_month": rated.by_month(),
        "shown": shown,
        "choices_of_reasons": REASONS_SHOWN.items(),
        "reasons": reasons,
        "reason_rows": [(rating, sentences(rating.findings)) for rating in reasons],
        "counted_at_once": COUNTED_PER_NETWORK_AND_DAY,
        "crowds": given.crowds(CROWDS, request.user),
        "may_settle": request.user.has_perm(CHANGES),
    }
    return render(request, "comments/admin/ratings.html", context)


@admin.site.admin_view
@permission_required(CHANGES, raise_exception=True)
@require_POST
def settle(request):
    """Take in (`viec=tinh`) or leave out (`bo`) what was set aside with the rating `danh_gia`; leads back."""
    _settle(request, read_key(request.POST.get("danh_gia")), request.POST.get("viec"))
    return redirect(f"{reverse('ratings')}?thang={_months(request.POST)}#de-rieng")


@transaction.atomic
def _settle(request, handle, work):
    if handle is None or work not in {TAKE, LEAVE}:
        messages.warning(request, NOT_CHOSEN)
        return
    is_taken = work == TAKE
    settled = Rating.objects.settle(handle, is_taken=is_taken, viewer=request.user)
    if settled is None:
        messages.warning(request, GONE)
        return
    rating, count = settled
    about = f"“{rating.article_title}”" if rating.article_title else f"Bài số {rating.article_id}, chưa đăng"
    if not count:
        messages.info(request, f"{about}: {BEFORE[is_taken]}")
        return
    done = DONE[is_taken].format(count=format_number(count))
    LogEntry.objects.log_actions(request.user.pk, [rating], CHANGE, f"{done[0].upper()}{done[1:]}", single_object=True)
    messages.success(request, f"{about}: {done}")


@admin.site.admin_view
@permission_required(CHANGES, raise_exception=True)
@require_POST
def hide_reason(request):
    """Hide (`viec=an`) the reason of the rating `danh_gia` on the desk, or show it again (`hien`); leads back."""
    _hide_reason(request, read_key(request.POST.get("danh_gia")), request.POST.get("viec"))
    shown = request.POST.get("gop_y", "") if request.POST.get("gop_y") in REASONS_SHOWN else ""
    page = read_key(request.POST.get("trang")) or 1
    query = {
        "thang": _months(request.POST),
        **({"gop_y": shown} if shown else {}),
        **({"trang": page} if page > 1 else {}),
    }
    return redirect(f"{reverse('ratings')}?{urlencode(query)}#gop-y")


@transaction.atomic
def _hide_reason(request, pk, work):
    is_hidden = work == HIDE
    changed = (
        Rating.objects.hide_reason(pk, by=request.user, is_hidden=is_hidden) if pk and work in {HIDE, SHOW} else None
    )
    if changed is None:
        messages.warning(request, NO_REASON)
        return
    done = "Đã ẩn góp ý. Lấy lại ở “Đã ẩn”." if is_hidden else "Góp ý hiện lại trong danh sách."
    if not changed:
        messages.info(request, "Góp ý này đã ẩn từ trước." if is_hidden else "Góp ý này đang hiện.")
        return
    said = "Ẩn góp ý." if is_hidden else "Hiện lại góp ý."
    LogEntry.objects.log_actions(request.user.pk, [Rating.objects.get(pk=pk)], CHANGE, said, single_object=True)
    messages.success(request, done)


def _reasons(given, shown, request):
    """A page of the reasons: the count and the rows, two queries."""
    reasons = given.with_reasons(request.user, are_hidden=shown == HIDDEN)
    return page_of(reasons.to_look_at() if shown == LOOK_AT else reasons, request.GET.get("trang"), REASONS)


def _months(fields):
    chosen = fields.get("thang", "")
    return int(chosen) if chosen in {str(number) for number in MONTHS} else MONTHS[-1]
