from functools import wraps

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vietnamese.text import clean_text

from . import serving
from .checks import Refused
from .images import store_image
from .models import Image

PER_PAGE = 24
SIGNED_OUT = "Phiên làm việc đã hết. Hãy đăng nhập lại ở một tab khác rồi thử lại; bài đang viết vẫn còn ở đây."
NOT_ALLOWED = "Tài khoản của bạn chưa được phép làm việc này. Hãy hỏi quản trị web."

KNOWN_PICTURE = "Ảnh này đã có trong thư viện; mô tả và nguồn đã lưu trước đó được giữ nguyên."


def staff_with(permission):
    """Decorator: only signed-in staff with `permission` pass; others get JSON with a sentence, because scripts ask."""

    def decorate(view):
        @wraps(view)
        def guarded(request, **kwargs):
            if not (request.user.is_authenticated and request.user.is_staff):
                return _refusal(SIGNED_OUT, status=401)
            if not request.user.has_perm(permission):
                return _refusal(NOT_ALLOWED, status=403)
            return view(request, **kwargs)

        return guarded

    return decorate


@require_POST
@staff_with("uploads.add_image")
def upload_image(request):
    """Store one picture; fields `upload` (file), `alt`, `credit`, `caption`. The answer is in CKEditor's form."""
    if "upload" not in request.FILES:
        return _refusal("Chưa có tệp ảnh nào được gửi lên. Hãy chọn ảnh rồi thử lại.", status=400)
    texts = {name: request.POST.get(name, "") for name in ("alt", "credit", "caption")}
    try:
        image = store_image(request.FILES["upload"], by=request.user, **texts)
    except Refused as error:
        return _refusal(str(error), status=400)
    kept = image.alt != clean_text(texts["alt"]) or image.credit != clean_text(texts["credit"])
    note = KNOWN_PICTURE if kept else ""
    return JsonResponse({"uploaded": 1, "fileName": image.file.rpartition("/")[2], "note": note, **_described(image)})


@require_safe
@never_cache
@staff_with("uploads.view_image")
def library(request):
    """One page of the library, newest first: `?q=` searches, `?trang=` turns the page."""
    images = Image.objects.matching(clean_text(request.GET.get("q", "")))
    page = Paginator(images, PER_PAGE).get_page(request.GET.get("trang"))
    return JsonResponse(
        {
            "images": [_described(image) for image in page],
            "page": page.number,
            "pages": page.paginator.num_pages,
            "count": page.paginator.count,
        }
    )


@require_safe
def media(request, path):
    """A stored picture or document, for everybody."""
    return serving.serve(request, path)


def _described(image):
    return {
        "id": image.pk,
        "url": image.url,
        "thumb": image.url_for("vuong"),
        "width": image.width,
        "height": image.height,
        "alt": image.alt,
        "credit": image.credit,
        "caption": image.caption,
    }


def _refusal(sentence, *, status):
    return JsonResponse({"uploaded": 0, "error": {"message": sentence}}, status=status)
