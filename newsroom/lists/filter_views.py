"""The page on which a person keeps, renames and deletes filters of the list of articles."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from database.keys import read_key
from newsroom.models import SavedFilter

from . import saved_filters
from .described_filters import describe

SEES = "articles.view_article"
GONE = "Bộ lọc ấy không còn: bạn đã xóa nó ở một tab khác. Danh sách dưới đây là các bộ lọc hiện có."


@never_cache
@admin.site.admin_view
@permission_required(SEES, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def filters(request):
    """The filters of this person, and those that the query of the list in the address asks for, to be kept.

    POST `op`: "save" (`name`, `query`), "rename" (`filter`, `name`) or "delete" (`filter`).
    """
    if request.method != "POST":
        return _page(request, saved_filters.read(request.GET))
    try:
        return _done(request)
    except saved_filters.NotSaved as refused:
        query = saved_filters.read_text(request.POST.get("query", ""))
        return _page(request, query, refusal=str(refused), of=read_key(request.POST.get("filter")), status=422)


def _done(request):
    """The answer to a POST. Raises NotSaved."""
    op, name, pk = (request.POST.get(field, "") for field in ("op", "name", "filter"))
    if op == "save":
        kept = saved_filters.save(request.user, name, request.POST.get("query", ""))
        messages.success(request, f"Đã lưu bộ lọc “{kept}”.")
        return redirect(f"{reverse('admin:articles_article_changelist')}?{kept.query}")
    if op == "rename":
        kept, done = saved_filters.rename(request.user, read_key(pk), name), "Đã đổi tên bộ lọc thành “{}”."
    else:
        kept, done = saved_filters.delete(request.user, read_key(pk)), "Đã xóa bộ lọc “{}”."
    if kept:
        messages.success(request, done.format(kept))
    else:
        messages.info(request, GONE)
    return redirect("newsroom:filters")


def _page(request, query, *, refusal="", of=None, status=200):
    """`of` is the number of the filter whose name was refused; None: that of the new one."""
    filters = list(SavedFilter.objects.filter(user=request.user))
    asks_for = describe([query, *(each.query for each in filters)])
    context = {
        **admin.site.each_context(request),
        "title": "Bộ lọc của tôi",
        "filters": [(each, asks_for[each.query]) for each in filters],
        "query": query,
        "asks_for": asks_for[query],
        "refusal": refusal,
        "refused": of,
        "typed": request.POST.get("name", ""),
        "max_length": SavedFilter._meta.get_field("name").max_length,
    }
    return render(request, "newsroom/filters.html", context, status=status)
