"""Answers to anonymous readers: no session, no CSRF cookie, no cache.

Why `csrf_exempt`: Django's CSRF cookie protects somebody who is signed in from being made to act. These forms act for
nobody: they read no session and no cookie, and a cookie would make every article page uncacheable. Signed tokens
(`tokens.py`) and the origin that the browser states (`is_same_origin`) replace it.
"""

from functools import wraps

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.network import is_same_origin
from database.unavailable import is_unavailable
from vietnamese.numbers import format_number

# A megabyte of Vietnamese text is three in a form; up to this size the field reports that it is too long.
MAX_POST_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
TRY_AGAIN = "Lỗi: Vui lòng thử lại"
TOO_BIG = "Nội dung gửi lên quá lớn. Bình luận dài tối đa 2.000 ký tự và không kèm tệp."
FOREIGN_POST = "Yêu cầu không đến từ trang tin này. Xin mở lại bài viết rồi gửi từ biểu mẫu ở đó."
NOT_KEPT = "Chưa lưu được, xin đợi ít phút"
NOT_NOW = "Máy chủ đang bảo trì nên tạm thời chỉ cho đọc. Xin đợi ít phút rồi gửi lại."
NOT_NOW_KEPT = (
    "Máy chủ đang bảo trì nên tạm thời chưa nhận bình luận. Nội dung bạn đã nhập vẫn còn nguyên: xin đợi ít phút rồi "
    "bấm gửi lại."
)
RETRY_AFTER_SECONDS = 60
TOO_MANY_FIELDS = (
    f"Biểu mẫu gửi lên có hơn {format_number(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)} ô, nhiều hơn biểu mẫu của trang "
    "tin. Xin mở lại bài viết rồi gửi từ biểu mẫu ở đó."
)
UNREADABLE_POST = "Máy chủ không đọc được nội dung gửi lên. Xin mở lại biểu mẫu rồi gửi lại."


def for_anonymous_readers(find):
    """A decorator for views of GET and POST. It calls the view with what `find(**parts of the address)` returns, which
    has its article in `article`; `find` may raise Http404. It answers a POST that is too big, unreadable or from
    elsewhere with one sentence; one that the database cannot keep now with another, and with what was written.
    """

    def decorate(view):
        @wraps(view)
        def checked(request, **parts):
            found = find(**parts)
            if request.method == "POST" and (problem := problem_with_post(request)):
                return respond_with_message(request, found.article, *problem)
            try:
                return view(request, found)
            except DatabaseError as error:
                if request.method != "POST" or not is_unavailable(error):
                    raise
                return _not_now(request, found.article)

        return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(checked)))

    return decorate


def problem_with_post(request):
    """`(sentence, status)` of what makes this POST unusable, or None."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_POST_BYTES:
        return TOO_BIG, 413
    if not is_same_origin(request):
        return FOREIGN_POST, 403
    try:
        request.POST  # noqa: B018  reading it is the test
    except RequestDataTooBig:
        return TOO_BIG, 413
    except TooManyFieldsSent:
        return TOO_MANY_FIELDS, 400
    except (TooManyFilesSent, MultiPartParserError, UnreadablePostError, BadRequest):
        return UNREADABLE_POST, 400
    return None


def come_back(response):
    """`response`, which says by its header when to try again."""
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def _not_now(request, article):
    written = next(filter(None, (request.POST.get(name) for name in ("body", "note", "reason"))), "")
    context = {"article": article, "title": NOT_KEPT, "sentence": NOT_NOW, "written": written}
    return come_back(answer(request, "Bình luận", "comments/includes/message.html", context, status=503))


def respond_with_message(request, article, sentence, status, title=TRY_AGAIN):
    """A page with one sentence in place of the view's. `article` may be None."""
    context = {"article": article, "title": title, "sentence": sentence}
    return answer(request, "Bình luận", "comments/includes/message.html", context, status=status)


def answer(request, heading, part, context, status=200):
    """The template `part` alone, or in a page with `heading`."""
    template = part if wants_part(request) else "comments/page.html"
    page = render(request, template, context | {"heading": heading, "part": part}, status=status)
    patch_vary_headers(page, ["HX-Request"])  # the part and the page have one address
    return page


def wants_part(request):
    return bool(request.htmx) or request.GET.get("phan") == "1"
