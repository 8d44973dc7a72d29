"""Signing in again over a page whose session has ended (static/accounts/sign_in_again.js), so that it stays as it is.

The same limits, hashes and counts as on the ordinary page; but the account is that of the page (page_accounts.py), and
answers are JSON. An answer names the `step` that comes next, which is a part of the dialog of the same name; "" is the
end. The password is the only one: a second factor is one more function in STEPS, and a part of the template.
"""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from .idle import note_use, seconds_left
from .page_accounts import HEADER, PageAccount, read_token
from .sign_in import SignInForm

MAX_BYTES = 20_000
PASSWORD = "password"  # noqa: S105 (the name of a step)
PAGE_TOO_OLD = (
    "Trang này mở đã quá lâu, hoặc máy chủ vừa được thay đổi, nên không đăng nhập lại ngay tại đây được. Xin bấm "
    "“Đăng nhập ở tab mới”; chữ bạn đã gõ vẫn còn trên trang này."
)
UNREADABLE = "Máy chủ không đọc được yêu cầu đăng nhập. Xin thử lại, hoặc bấm “Đăng nhập ở tab mới”."
NO_PASSWORD = "Xin gõ mật khẩu."  # noqa: S105
WRONG_PASSWORD = (
    "Mật khẩu không đúng. Xin kiểm tra bộ gõ và phím Caps Lock rồi thử lại; sai năm lần thì phải đợi 15 phút."  # noqa: S105
)


class Refused(Exception):
    """Nobody is signed in. `reason` is a word for the page, `str()` a Vietnamese sentence; unless `is_for_good`, the
    next password may be tried.
    """

    def __init__(
        self,
        reason: str,
        sentence: str,
        status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
        *,
        is_for_good: bool = False,
    ) -> None:
        self.reason, self.status, self.is_for_good = reason, status, is_for_good
        super().__init__(sentence)


@never_cache
@require_POST
@sensitive_variables()
def sign_in_again(request: HttpRequest) -> JsonResponse:
    """Sign the account of the page in by what it sends as JSON: {"step", "password"}, its token in the header. Answers
    {"step", "seconds_left", "user", "csrf_token"}, or {"error": {"reason", "message", …}}.
    """
    try:
        sent = _read(request)
        account = _account_of(request)
        step = STEPS.get(sent.get("step") or PASSWORD)
        if step is None:
            raise Refused("unreadable", UNREADABLE, HTTPStatus.BAD_REQUEST)
        step(request, account, sent)
    except Refused as refused:
        # Where it was one failure too many, AXES answers in its place (sign_in.locked_out).
        error = {"reason": refused.reason, "message": str(refused), "may_sign_in": not refused.is_for_good}
        return JsonResponse({"error": error}, status=refused.status)
    return JsonResponse(
        {
            "step": "",
            "seconds_left": seconds_left(request.session),
            "user": request.user.pk,
            "csrf_token": get_token(request),
        }
    )


def _read(request: HttpRequest) -> dict[str, Any]:
    if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
        raise Refused("unreadable", UNREADABLE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused("unreadable", UNREADABLE, HTTPStatus.BAD_REQUEST) from error
    if not isinstance(sent, dict) or not all(isinstance(value, str) for value in sent.values()):
        raise Refused("unreadable", UNREADABLE, HTTPStatus.BAD_REQUEST)
    return sent


def _account_of(request: HttpRequest) -> PageAccount:
    account = read_token(request.headers.get(HEADER, ""))
    if account is None:
        raise Refused("page_too_old", PAGE_TOO_OLD, HTTPStatus.FORBIDDEN, is_for_good=True)
    if not account.may_sign_in:
        raise Refused(account.standing.value, account.sentence, HTTPStatus.FORBIDDEN, is_for_good=True)
    return account


@sensitive_variables()
def _try_password(request: HttpRequest, account: PageAccount, sent: dict[str, Any]) -> None:
    """Signs in. Raises Refused; then AXES has counted a failure, or locks."""
    password = sent.get("password", "")
    if not password:
        raise Refused("no_password", NO_PASSWORD)
    form = SignInForm(request, {"username": account.name, "password": password})
    if not form.is_valid():
        raise Refused("wrong_password", WRONG_PASSWORD)
    request.session.flush()  # twelve hours begin anew, whoever was signed in
    login(request, form.get_user())
    note_use(request.session)


# A step (request, account, sent) signs in, or raises Refused; one that wants another after it says so in its answer.
STEPS: dict[str, Callable[[HttpRequest, PageAccount, dict[str, Any]], None]] = {PASSWORD: _try_password}
