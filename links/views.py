"""The desk's page "Liên kết hỏng": which links do not open, since when, where they stand, and what to do about it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import User
from database.keys import read_key
from vietnamese.numbers import format_number
from vietnamese.text import clean_text

from . import replacing
from .addresses import MAX_LENGTH, read_address
from .inside import judged
from .models import REASON_MAX, Address
from .shown import LAST_PAGE, Choice, list_page, look
from .state import State
from .visible import addresses_for

SEES, CHANGES = "links.view_address", "links.change_address"
UNKNOWN = "Không có liên kết này, hoặc tài khoản của bạn không xem được. Dưới đây là những liên kết bạn xem được."
NO_REASON = "Xin ghi lý do bỏ qua để người khác biết."
NOT_YOURS = "Biên tập viên và quản trị web bỏ qua liên kết được; xin nhắn cho họ lý do."
QUEUED = "Đã xếp hàng kiểm tra lại. Trang tin hỏi mỗi máy chủ một lần mỗi giây nên có thể mất vài phút."
SWITCHED_OFF = "Trang tin đang tắt việc hỏi trang khác nên chưa kiểm tra lại được. Xin hỏi người vận hành."
NOTHING_CHOSEN = "Chưa chọn mục nào: xin đánh dấu những mục cần thay rồi bấm lại."


@admin.site.admin_view
@permission_required(SEES, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def link_list(request: HttpRequest) -> HttpResponse:
    """`?tinh_trang=&noi=&q=&trang=`. POST `kiem_tra` (keys of addresses) has these looked at again."""
    user = _user(request)
    if request.method == "POST":
        keys = [key for key in map(read_key, request.POST.getlist("kiem_tra")[:100]) if key is not None]
        _look_again(request, addresses_for(user).filter(pk__in=keys))
        return redirect(request.get_full_path())
    shown = list_page(user, Choice.read(request.GET))
    query = request.GET.copy()
    query.pop("trang", None)
    query["trang"] = ""
    return _page(request, "list", "Liên kết hỏng", list=shown, address=f"?{query.urlencode()}", **_switches(user))


@admin.site.admin_view
@permission_required(SEES, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """An address and where it stands; `?moi=` shows what would be replaced. POST `viec`: `lai` (look again), `bo-qua`
    with `ly_do`, `thoi-bo-qua`, `thay` with `moi`, `muc` and `seen-<muc>`.
    """
    user = _user(request)
    address = addresses_for(user).select_related("ignored_by").filter(pk=pk).first()
    if address is None:
        messages.warning(request, UNKNOWN)
        return redirect("links:list")
    if request.method == "POST":
        return _do(request, user, address)
    return _show(request, user, address, new=clean_text(request.GET.get("moi", "")))


def _do(request: HttpRequest, user: User, address: Address) -> HttpResponse:
    work = request.POST.get("viec", "")
    if work == "thay":
        return _replace(request, user, address)
    if work == "lai":
        _look_again(request, Address.objects.filter(pk=address.pk))
    elif work in {"bo-qua", "thoi-bo-qua"} and not user.has_perm(CHANGES):
        messages.warning(request, NOT_YOURS)
    elif work == "bo-qua":
        return _ignore(request, user, address)
    elif work == "thoi-bo-qua":
        Address.objects.filter(pk=address.pk).update(ignored_at=None, ignored_by=None, ignored_because="")
        messages.success(request, "Liên kết này lại được nhắc như những liên kết khác.")
    return redirect("links:link", address.pk)


def _look_again(request: HttpRequest, addresses: Any) -> None:
    """Inside addresses are looked at within a minute by the database, others in turn."""
    outside = addresses.outside()
    inside_count = addresses.inside().ask_again()
    if not settings.CHECK_LINKS and not inside_count:
        messages.warning(request, SWITCHED_OFF)
    elif outside.ask_again() or inside_count:
        messages.success(request, QUEUED)


def _ignore(request: HttpRequest, user: User, address: Address) -> HttpResponse:
    reason = clean_text(request.POST.get("ly_do", ""))
    if not reason or len(reason) > REASON_MAX:
        refusal = f"Lý do dài quá {format_number(REASON_MAX)} chữ cái, xin viết gọn lại." if reason else NO_REASON
        return _show(request, user, address, reason=reason, refusal=refusal, is_reason_wrong=True)
    rows = Address.objects.filter(pk=address.pk, ignored_at=None)
    if rows.update(ignored_at=timezone.now(), ignored_by=user, ignored_because=reason):
        messages.success(request, "Đã bỏ qua liên kết này. Xem lại ở “Đã bỏ qua”.")
    else:
        messages.info(request, "Liên kết này đã có người bỏ qua từ trước.")
    return redirect("links:link", address.pk)


def _replace(request: HttpRequest, user: User, address: Address) -> HttpResponse:
    new = clean_text(request.POST.get("moi", ""))
    chosen = {key: request.POST.get(f"seen-{key}", "") for key in request.POST.getlist("muc")}
    refusal = replacing.check_new(address, new) or ("" if chosen else NOTHING_CHOSEN)
    if refusal:
        return _show(request, user, address, new=new, refusal=refusal, is_refused=True)
    outcome = replacing.replace(user, address, new, chosen)
    if outcome.done:
        messages.success(request, f"Đã thay liên kết ở {format_number(outcome.done)} mục.")
    if outcome.left:
        named = "; ".join(f"“{name}”: {why}" for name, why in outcome.left[: replacing.NAMED])
        rest = len(outcome.left) - replacing.NAMED
        more = f" Và {format_number(rest)} mục khác." if rest > 0 else ""
        messages.warning(request, f"Chưa thay ở {format_number(len(outcome.left))} mục. {named}{more}")
    if outcome.gone:
        gone = format_number(outcome.gone)
        messages.warning(request, f"{gone} mục đã chọn không còn liên kết này, hoặc bạn không còn xem được.")
    return redirect("links:list") if outcome.done and not outcome.left else redirect("links:link", address.pk)


def _show(
    request: HttpRequest,
    user: User,
    address: Address,
    *,
    new: str = "",
    refusal: str = "",
    reason: str = "",
    is_refused: bool = False,
    is_reason_wrong: bool = False,
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused or is_reason_wrong else HTTPStatus.OK
    page = min(max(read_key(request.GET.get("trang")) or 1, 1), LAST_PAGE)
    refusal = refusal or (replacing.check_new(address, new) if new else "")
    context: dict[str, Any] = {"look": look(user, address, page), "refusal": refusal, "reason": reason}
    context["is_reason_wrong"] = is_reason_wrong
    context |= {"new": new or address.moved_to, "max_address": MAX_LENGTH, "max_reason": REASON_MAX}
    if new and refusal in {"", NOTHING_CHOSEN}:
        found, more = replacing.candidates(user, address)
        context |= {"candidates": found, "more": more, "warning": _warning(new, user), "is_asked": True}
    return _page(request, "link", "Liên kết hỏng", status=status, **context, **_switches(user))


def _warning(new: str, user: User) -> str:
    """What is known to be wrong with the new address. No query for one elsewhere."""
    read = read_address(new)
    if read is None or not read.is_inside:
        return ""
    verdict = judged([read.address], user)[0]
    return verdict.says if verdict.state in {State.BROKEN, State.MOVED} else ""


def _switches(user: User) -> Mapping[str, Any]:
    return {"may_ignore": user.has_perm(CHANGES), "checks_links": settings.CHECK_LINKS}


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (admin_view lets nobody else in)
    return user


def _page(
    request: HttpRequest, name: str, title: str, *, status: HTTPStatus = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"links/{name}.html", context, status=status)
