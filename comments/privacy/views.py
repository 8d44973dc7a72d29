"""The admin page that looks up, exports and erases one person's data.

Everything is sent by POST, because addresses land in the logs of servers on the way.
"""

import json

from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments.references import submission_ids
from vietnamese.text import clean_text

from .personal_data import erase, export, kept_of

PERMISSION = "comments.handle_personal_data"
MAX_LENGTH = 254


def require_personal_data_access(view):
    """Staff who may handle personal data; others are sent to sign in, or refused."""
    checked = permission_required(PERMISSION, raise_exception=True)(require_http_methods(["GET", "POST"])(view))
    return admin.site.admin_view(never_cache(checked))


@require_personal_data_access
def personal_data(request):
    """Looks up `who`; `step=export` answers a file, `step=erase` with `again` (typed once more) erases."""
    who = clean_text(request.POST.get("who", "")[: MAX_LENGTH + 1])
    problem = _problem(who) if request.method == "POST" else ""
    if not problem and who:
        if request.POST.get("step") == "export":
            return _file(export(kept_of(who)))
        if request.POST.get("step") == "erase":
            problem = _not_the_same(who, request.POST.get("again", ""))
            if not problem:
                return _erase(request, who)
    return _show(request, who, problem)


def _problem(who):
    """What is wrong with `who`, as a sentence; "" when it can be looked up."""
    if submission_ids(who):
        return ""
    try:
        validate_email(who)
    except ValidationError:
        return "Xin nhập một địa chỉ email, hoặc một số tiếp nhận dạng BL-K7QMD-2XWPA."
    return ""


def _not_the_same(who, again):
    if clean_text(again[: MAX_LENGTH + 1]).casefold() == who.casefold():
        return ""
    return "Chưa xóa gì: dòng nhập lại không giống địa chỉ hoặc số đã tìm. Xin nhập lại."


def _erase(request, who):
    count = erase(who, by=request.user)
    messages.success(request, f"Đã xóa dữ liệu cá nhân trong {count} bình luận.")
    return redirect("personal_data")


def _file(kept):
    text = json.dumps(kept, ensure_ascii=False, indent=2)
    name = 'attachment; filename="du-lieu-ca-nhan.json"'
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers={"Content-Disposition": name})


def _show(request, who, problem):
    is_sought = bool(who) and not _problem(who)
    context = {
        **admin.site.each_context(request),
        "title": "Dữ liệu cá nhân",
        "who": who,
        "problem": problem,
        "is_sought": is_sought,
        "kept": kept_of(who) if is_sought else None,
    }
    return render(request, "comments/admin/personal_data.html", context, status=422 if problem else 200)
