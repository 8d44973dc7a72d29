"""The statistics desk in the admin: one page and its tables as CSV."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .charts import daily_chart
from .exports import csv_answer
from .models import Reason
from .reports import Report

RANGES = (7, 30, 90)
DEFAULT_RANGE = 30
TOP_ARTICLES = 10


def for_statisticians(view):
    """Staff who may see the figures; others are sent to sign in, or told that they may not."""
    return admin.site.admin_view(permission_required("stats.view_siteday", raise_exception=True)(require_safe(view)))


@for_statisticians
def desk(request):
    """`?ngay=7|30|90` complete days, and today. Six queries of its own."""
    report = Report(_range(request))
    context = {
        **admin.site.each_context(request),
        "title": "Thống kê truy cập",
        "report": report,
        "chart": daily_chart(report.days, report.today),
        "table": [report.today, *reversed(report.days)],
        "changes": report.changes(),
        "top_articles": report.top_articles(TOP_ARTICLES),
        "left_out": report.left_out(),
        "baseline": report.baseline(),
        "may_add_baseline": request.user.has_perm("stats.add_baseline"),
        "ranges": RANGES,
    }
    return render(request, "stats/desk.html", context)


@for_statisticians
def export(request, table):
    """One table of the desk as CSV: `ngay`, `bai` or `khong-tinh`, with the desk's `?ngay=`."""
    if table not in TABLES:
        raise Http404
    report = Report(_range(request))
    header, rows = TABLES[table](report)
    return csv_answer(f"thong-ke-{table}-{report.first}-{report.today.day}", header, rows)


def _range(request):
    chosen = request.GET.get("ngay", "")
    return int(chosen) if chosen in {str(days) for days in RANGES} else DEFAULT_RANGE


def _days(report):
    rows = [(day.day, day.visits, day.views, day.visitors, "") for day in report.days]
    today = report.today
    rows.append((today.day, today.visits, today.views, today.visitors, "chưa hết ngày"))
    return ["Ngày", "Lượt truy cập", "Lượt xem trang", "Khách", "Ghi chú"], rows


def _articles(report):
    rows = [(top.article_id, top.title or "(bài đã xóa)", top.url, top.views) for top in report.top_articles()]
    return ["Số bài", "Tiêu đề", "Địa chỉ", "Lượt xem"], rows


def _left_out(report):
    rows = report.left_out_by_day().order_by("day", "reason").values_list("day", "reason", "count")
    return ["Ngày", "Lý do không tính", "Số lần"], [(day, Reason(reason).label, count) for day, reason, count in rows]


TABLES = {"ngay": _days, "bai": _articles, "khong-tinh": _left_out}
