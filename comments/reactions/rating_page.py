"""Ratings for editors: by article, category and month, the readers' reasons, and what was set aside."""

from datetime import timedelta

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from comments.locks import COUNTED_PER_NETWORK_AND_DAY
from comments.models import Rating
from comments.references import read_key
from vietnamese.numbers import format_number

MONTHS = (1, 3, 12)
FEWEST = 3  # ratings that an article needs to be compared
ROWS, REASONS, CROWDS = 20, 50, 50
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
    """`?thang=1|3|12` months to today. Six queries of its own."""
    months = _months(request.GET)
    today = timezone.localdate()
    given = Rating.objects.between(today - timedelta(days=round(months * 30.44)), today)
    rated = given.counted()
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
        "reasons": given.with_reasons(request.user)[:REASONS],
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


def _months(fields):
    chosen = fields.get("thang", "")
    return int(chosen) if chosen in {str(number) for number in MONTHS} else MONTHS[-1]
