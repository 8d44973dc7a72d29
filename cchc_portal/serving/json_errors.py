"""Errors at addresses that answer in JSON (kinds.py): JSON too, where Django would send a page. Whoever asks
is a script on an open page; it shows the sentence, and the page keeps what was typed.
"""

from django.http import JsonResponse

from .bad_requests import REFUSAL
from .failures import FORM_TOO_OLD
from .kinds import ADMIN_PATH, kind_of

FIRST_ERROR = 400
OF_THE_PAGE = {"content-type", "content-length"}
KEPT = "Những gì bạn đã nhập vẫn còn trên trang này."
# Status → (reason, sentence)
ANSWERS = {
    400: ("unreadable", f"Máy chủ không hiểu yêu cầu vừa gửi. {KEPT} Xin tải lại trang rồi thử lại."),
    401: ("signed_out", f"Phiên làm việc đã hết. {KEPT} Xin đăng nhập lại rồi thử lại."),
    403: ("no_right", f"Tài khoản của bạn không được làm việc này. {KEPT} Cần thêm quyền, xin hỏi quản trị web."),
    404: ("gone", f"Mục bạn cần không còn ở đây. {KEPT} Xin tải lại trang."),
    405: ("unreadable", f"Máy chủ không nhận cách gửi này. {KEPT} Xin tải lại trang rồi thử lại."),
    413: ("too_large", f"Nội dung vừa gửi quá lớn nên máy chủ không nhận. {KEPT} Xin bỏ bớt rồi gửi lại."),
    500: ("broken", f"Máy chủ gặp lỗi nên chưa làm được việc này. {KEPT} Xin thử lại sau ít phút."),
    503: ("busy", f"Máy chủ đang bận hoặc đang tạm ngừng. {KEPT} Xin thử lại sau ít phút."),
}
OLD_FORM = (
    FORM_TOO_OLD,
    f"Trang này mở đã lâu hoặc bạn đã đăng nhập lại ở nơi khác. {KEPT} Xin thử lại.",
)


def errors_in_json(get_response):
    """Middleware, outside of all that refuses. Cookies and headers of the answer stay."""

    def middleware(request):
        response = get_response(request)
        if response.status_code < FIRST_ERROR or response.streaming or _is_json(response):
            return response
        has_old_form = FORM_TOO_OLD in request.META
        if kind_of(request.path_info, request.method).json or (has_old_form and _asks_for_json(request)):
            return _in_json(response, request)
        return response

    return middleware


def _asks_for_json(request):
    return "application/json" in request.headers.get("Accept", "")


def _is_signed_out(request):
    """Whether somebody of the desk has to sign in before any token helps. The token is looked at before the session,
    and both may be gone together. Addresses at which one signs in are for nobody, too.
    """
    is_of_desk = request.path_info.startswith(ADMIN_PATH) and request.resolver_match.namespace != "accounts"
    return is_of_desk and not request.user.is_staff


def _is_json(response):
    return response.get("Content-Type", "").startswith("application/json")


def _in_json(response, request):
    """The answer in place of `response`, with its status, headers and cookies."""
    status = response.status_code
    reason, sentence = ANSWERS.get(status, ANSWERS[400])
    if FORM_TOO_OLD in request.META:
        status, (reason, sentence) = (401, ANSWERS[401]) if _is_signed_out(request) else (status, OLD_FORM)
    message = request.META.get(REFUSAL, sentence)
    answer = JsonResponse({"uploaded": 0, "error": {"reason": reason, "message": message}}, status=status)
    for name, value in response.items():
        if name.lower() not in OF_THE_PAGE:
            answer.headers.setdefault(name, value)
    answer.cookies.update(response.cookies)
    return answer
