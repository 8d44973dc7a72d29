"""The figures for a platform that measures portals: JSON, for whoever has a key (made in the admin).

Field names are English, as a program reads them; what they mean stands at `definitions`.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, Sum
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.network import client_address, network_of
from stats.days import local_day
from stats.models import Baseline, MeasuringKey, SiteDay
from stats.queries import live_counts

PER_MINUTE = 60
SCHEME = "bearer "
IN_ADDRESS = "khoa"
HOW = (
    "Khóa không còn được nhận trong địa chỉ (?khoa=…), vì địa chỉ nằm lại trong nhật ký của các máy chủ trên đường "
    "đi. Xin gửi khóa trong tiêu đề của yêu cầu: Authorization: Bearer KHÓA. Khóa đã từng nằm trong địa chỉ thì nên "
    "thu hồi và cấp khóa mới ở trang “Cấp khóa”."
)


@require_safe
def figures(request):
    """Three queries and the key's. 401 without a key or with a withdrawn one, 429 beyond PER_MINUTE requests a minute
    from one connection; each web process counts for itself. A key in the address (`?khoa=`, until 0.4.0) stays in the
    logs of every machine on the way: whoever sends one reads how to send it now.
    """
    now = timezone.now()
    if _is_too_often(request, now):
        return _answer({"error": "too_many_requests"}, 429, **{"Retry-After": str(60 - now.second)})
    key = MeasuringKey.find(_key_of(request))
    if not key and request.GET.get(IN_ADDRESS):
        return _answer({"error": "key_in_address", "how": HOW}, 401, **{"WWW-Authenticate": "Bearer"})
    if not key:
        return _answer({"error": "invalid_key"}, 401, **{"WWW-Authenticate": "Bearer"})
    key.note_use(local_day(now))
    return _answer(_figures(now))


def _figures(now):
    counts, today = live_counts.load(now), local_day(now)
    sums = SiteDay.objects.aggregate(
        **_sums("yesterday", day=today - timedelta(days=1)),
        **_sums("month", day__gte=today.replace(day=1), day__lt=today),
        **_sums("year", day__gte=today.replace(month=1, day=1), day__lt=today),
        **_sums("total", day__lt=today),
    )
    baseline = Baseline.objects.first()
    parts = {
        name: {
            "visits": sums[f"{name}_visits"] + (counts.visits if name != "yesterday" else 0),
            "views": sums[f"{name}_views"] + (counts.views if name != "yesterday" else 0),
        }
        for name in ("yesterday", "month", "year", "total")
    }
    return {
        "site": settings.SITE_URL,
        "at": timezone.localtime(now).isoformat(timespec="seconds"),
        "definitions": settings.SITE_URL + reverse("stats:method"),
        "online": counts.online,
        "today": {"visits": counts.visits, "views": counts.views, "visitors": counts.visitors},
        "yesterday": parts["yesterday"] | {"visitors": sums["yesterday_visitors"]},
        "month": parts["month"],
        "year": parts["year"],
        "total": parts["total"],
        "baseline": {
            "visits": baseline.visits if baseline else 0,
            "note": baseline.note if baseline else "",
        },
    }


def _sums(name, **days):
    return {f"{name}_{what}": Sum(what, filter=Q(**days), default=0) for what in ("visits", "views", "visitors")}


def _key_of(request):
    header = request.headers.get("Authorization", "")
    if header.lower().startswith(SCHEME):
        return header[len(SCHEME) :].strip()
    return ""


def _is_too_often(request, now):
    minute = int(now.timestamp()) // 60
    counted = f"stats.measuring:{minute}:{network_of(client_address(request)).hex()}"
    cache.add(counted, 0, timeout=120)
    try:
        return cache.incr(counted) > PER_MINUTE
    except ValueError:  # another thread emptied the cache in between
        return False


def _answer(content, status=200, **headers):
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False}, headers=headers)
    answer["Cache-Control"] = "no-store"
    return answer
