"""A document that is sent while its article is still being written (static/newsroom/document_uploads.js)."""

from http import HTTPStatus

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from newsroom.answers import sentence_of
from uploads.checks import Refused

from .stored_documents import NO_FILE, described, store

SIGNED_OUT = (
    "Phiên làm việc đã hết nên tệp chưa tải lên được. Hãy đăng nhập lại rồi thử lại; bài đang viết vẫn còn ở đây."
)
NOT_ALLOWED = "Tài khoản của bạn không được đính kèm tệp. Hãy nhờ biên tập viên hoặc hỏi quản trị web."


@never_cache
@require_POST
def upload_document(request):
    """Store the file `upload`: {"document": {"handle", "name", "title", "url", "about", "note"}}, or {"error":
    {"reason", "message"}} with a status of its own.
    """
    if not (request.user.is_authenticated and request.user.is_staff):
        return sentence_of("signed_out", SIGNED_OUT, HTTPStatus.UNAUTHORIZED)
    if not request.user.has_perm("articles.add_attachment"):
        return sentence_of("no_right", NOT_ALLOWED, HTTPStatus.FORBIDDEN)
    if "upload" not in request.FILES:
        return sentence_of("no_file", NO_FILE, HTTPStatus.BAD_REQUEST)
    sent = request.FILES["upload"]
    try:
        document = store(sent, request.user)
    except Refused as refusal:
        return sentence_of("refused", refusal.about(sent.name), HTTPStatus.BAD_REQUEST)
    return JsonResponse({"document": described(document, request.user)})
