from csp.decorators import csp_replace
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from stats.queries.live_counts import LiveCounts, recent_live_counts
from vietnamese.numbers import format_number

from . import recording
from .beacon import Beacon, read_beacon, read_picture
from .switches import NOTHING, switches

NO_STORE = {"Cache-Control": "no-store"}
NO_FIGURES = {"today": None, "total": None, "online": None}


@csrf_exempt
@require_POST
@transaction.non_atomic_requests
def record(request: HttpRequest) -> HttpResponse:
    """The beacon. Whatever it sends, it gets the counters; it learns nothing about what was counted.

    Figures that are switched off are null; while the database is unavailable all are. 503: the beacon is not kept.
    """
    answer, status = beacon_answer(request)
    return JsonResponse(answer, status=status, headers=NO_STORE)


def beacon_answer(request: HttpRequest) -> tuple[dict[str, int | None], int]:
    """The answer to a beacon (figures by name), and its status; for `record` and the fast path before Django."""
    views, counts, status = _record(request, read_beacon(request))
    figures = {"today": counts.visits, "total": counts.total, "online": counts.online} if counts else NO_FIGURES
    return {"article_views": views, **figures}, status


@require_GET
@transaction.non_atomic_requests
@csp_replace({"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]})  # type: ignore[arg-type]  # it knows no view with a part of the address
def picture(request: HttpRequest, article_id: int) -> HttpResponse:
    """The beacon without JavaScript: a picture of the same counter. `article_id` 0: a page of no article."""
    views, counts, status = _record(request, read_picture(request, article_id))
    if article_id:
        words = "" if views is None else f"{format_number(views)} lượt xem"
    else:
        words = f"{format_number(counts.visits)} lượt truy cập hôm nay" if counts else ""
    drawing = render_to_string("stats/counter.svg", {"words": words})
    return HttpResponse(drawing, content_type="image/svg+xml", status=status, headers=NO_STORE)


def _record(request: HttpRequest, beacon: Beacon) -> tuple[int | None, LiveCounts | None, int]:
    """(views of the article, `LiveCounts`, status of the answer); the first two are None where they are not shown."""
    status = 200
    try:
        views = recording.record(request, beacon)
    except recording.NotRecorded:
        views, status = None, 503
    is_unavailable = views is None
    shown = (switches.last() or NOTHING) if is_unavailable else switches.get()
    counts = (
        (recent_live_counts.last() if is_unavailable else recent_live_counts.get()) if shown.shows_visits else None
    )
    return views if shown.show_view_counts else None, counts, status
