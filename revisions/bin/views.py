"""The desk's page "Thùng rác": what was deleted, what it was, and the way back."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from database.keys import read_key
from vietnamese.text import clean_text

from ..restoring import NotRestored
from ..saving import saved_by
from .access import kinds_of, returnable, seen_by, who_returns
from .binning import OUT_OF_BIN, bring_back, quicker
from .pages import PER_PAGE, Choice, address_of, list_page, look, who_else

UNKNOWN = (
    "Không có mục này trong thùng rác, hoặc tài khoản của bạn không xem được. Dưới đây là những mục bạn xem được."
)
NOTHING_CHOSEN = "Chưa chọn mục nào: xin đánh dấu những mục cần khôi phục rồi bấm lại."
NOT_YOURS = "“{}”: tài khoản của bạn không được khôi phục {} này. {} khôi phục được."


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def bin_list(request):
    """`?loai=&nguoi=&q=&trang=`: what is in the bin, the newest first. POST `muc` (keys of entries) brings those back,
    or `mot` that one alone.
    """
    _require_any(request)
    if request.method == "POST":
        _bring_back_chosen(request)
        return redirect(request.get_full_path())
    shown = list_page(request.user, Choice.read(request.GET))
    return _page(request, "list", "Thùng rác", list=shown, address=_address_without_page(request))


@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def bin_entry(request, pk):
    """What an entry was, and what hung on it. POST brings it back, under the address `duong_dan` if one is given."""
    _require_any(request)
    entries = seen_by(request.user).select_related("binned_by", "brought_back_by", "saved_row")
    entry = entries.filter(pk=pk).first()
    if entry is None:
        messages.warning(request, UNKNOWN)
        return redirect("bin:list")
    if entry.brought_back_at:
        messages.info(request, quicker(entry))
        return redirect(_after(request, entry))
    if request.method != "POST":
        return _look(request, entry)
    if entry.pk not in returnable(request.user, [entry]):
        raise PermissionDenied
    slug = clean_text(request.POST.get("duong_dan", ""))
    try:
        _bring_back(request, entry, {"slug": slug} if slug else {})
    except NotRestored as refused:
        return _look(request, entry, points=refused.points, slug=slug, status=HTTPStatus.CONFLICT)
    return redirect(_after(request, entry))


def _require_any(request):
    if not kinds_of(request.user):
        raise PermissionDenied


def _look(request, entry, *, points=(), slug="", status=HTTPStatus.OK):
    shown = look(entry, request.user)
    may = entry.pk in returnable(request.user, [entry])
    context = {"look": shown, "points": points, "slug": slug or shown.slug, "may_bring_back": may}
    context["who_returns"] = who_else(entry, may=may)
    return _page(request, "entry", f"Trong thùng rác: {entry.name}", status=status, **context)


def _bring_back_chosen(request):
    """Bring back each of the chosen entries in a transaction of its own, so that one that cannot come back stops no
    other; those that wait for one of the others are tried again.
    """
    sent = [request.POST["mot"]] if "mot" in request.POST else request.POST.getlist("muc")
    keys = [key for key in map(read_key, sent[:PER_PAGE]) if key is not None]
    if not sent:
        messages.warning(request, NOTHING_CHOSEN)
        return
    entries = list(seen_by(request.user).filter(pk__in=keys).order_by("-binned_at"))
    if len(entries) < len(set(sent)):
        messages.warning(request, UNKNOWN)
    may = returnable(request.user, entries)
    for entry in entries:
        if entry.pk not in may:
            messages.warning(request, NOT_YOURS.format(entry.name, entry.kind, who_returns(entry.model)))
    waiting = [entry for entry in entries if entry.pk in may]
    refused = _try_each(request, waiting)
    if refused and len(refused) < len(waiting):
        refused = _try_each(request, list(refused))
    for entry, points in refused.items():
        messages.warning(request, f"“{entry.name}”: {' '.join(points)}")


def _try_each(request, entries):
    """{entry: sentences} of those that cannot come back."""
    refused = {}
    for entry in entries:
        try:
            _bring_back(request, entry, {})
        except NotRestored as error:
            refused[entry] = error.points
    return refused


def _bring_back(request, entry, typed):
    """Raises NotRestored."""
    model_admin = admin.site.get_model_admin(entry.model) if admin.site.is_registered(entry.model) else None
    with saved_by(request.user):
        returned = bring_back(entry, request.user, typed=typed)
        LogEntry.objects.log_actions(request.user.pk, [returned.row], CHANGE, f"{OUT_OF_BIN}.", single_object=True)
        if hasattr(model_admin, "brought_back"):
            model_admin.brought_back(request, returned.row)
    messages.success(request, _done(entry.kind, entry.name, address_of(returned.row)))
    for sentence in returned.sentences:
        messages.warning(request, f"“{entry.name}”: {sentence}")


def _done(kind, name, address):
    if address:
        return format_html('Đã khôi phục {} “{}”. <a href="{}">Mở</a>', kind, name, address)
    return f"Đã khôi phục {kind} “{name}”."


def _after(request, entry):
    """Where somebody goes on after an entry is back: to its form, for whoever may see it."""
    row = entry.model._base_manager.filter(pk=entry.object_id).first()
    return (address_of(row) if row else "") or "bin:list"


def _address_without_page(request):
    query = request.GET.copy()
    query.pop("trang", None)
    return f"?{query.urlencode()}{'&' if query else ''}trang="


def _page(request, template, title, *, status=HTTPStatus.OK, **context):
    context = {**admin.site.each_context(request), "title": title, "days": settings.BIN_DAYS, **context}
    return render(request, f"revisions/bin/{template}.html", context, status=status)
