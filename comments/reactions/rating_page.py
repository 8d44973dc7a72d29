"""Ratings for editors: by article, category and month, and the readers' reasons."""

from datetime import timedelta

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.models import Rating

MONTHS = (1, 3, 12)
FEWEST = 3  # ratings that an article needs to be compared
ROWS, REASONS = 20, 50


@admin.site.admin_view
@permission_required("comments.view_rating", raise_exception=True)
@require_safe
def ratings(request):
    """`?thang=1|3|12` months to today. Six queries of its own."""
    chosen = request.GET.get("thang", "")
    months = int(chosen) if chosen in {str(number) for number in MONTHS} else MONTHS[-1]
    today = timezone.localdate()
    rated = Rating.objects.between(today - timedelta(days=round(months * 30.44)), today)
    compared = rated.by_article(FEWEST, request.user)
    context = {
        **admin.site.each_context(request),
        "title": "Đánh giá bài viết",
        "months": months,
        "choices": MONTHS,
        "too_few": f"Chưa có bài nào có từ {FEWEST} đánh giá.",
        "best": compared[:ROWS],
        "worst": compared.reverse()[:ROWS],
        "categories": rated.by_category(),
        "by_month": rated.by_month(),
        "reasons": rated.with_reasons(request.user)[:REASONS],
    }
    return render(request, "comments/admin/ratings.html", context)
