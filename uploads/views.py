from functools import wraps
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vietnamese.text import clean_multiline, clean_text

from . import serving
from .binned_files import may_see
from .checks import Refused
from .crop_form import CropForm
from .images import kept_note, take_in
from .models import Image

PER_PAGE = 24
HASH_DIGITS = 64
SIGNED_OUT = (
    "Phiên làm việc đã hết nên chưa làm được việc này. Hãy đăng nhập lại ngay trên trang rồi thử lại; tệp đã chọn "
    "và chữ đã gõ vẫn còn."
)
NOT_ALLOWED = {
    "uploads.add_image": "Tài khoản của bạn chưa được tải ảnh lên. Hãy nhờ biên tập viên, hoặc hỏi quản trị web.",
    "uploads.view_image": "Tài khoản của bạn chưa được xem thư viện ảnh. Hãy hỏi quản trị web.",
}


def staff_with(permission):
    """Decorator: only signed-in staff with `permission` pass; others get JSON with a sentence, because scripts ask."""

    def decorate(view):
        @wraps(view)
        def guarded(request, **kwargs):
            if not (request.user.is_authenticated and request.user.is_staff):
                return _refusal(SIGNED_OUT, status=401)
            if not request.user.has_perm(permission):
                return _refusal(NOT_ALLOWED[permission], status=403)
            return view(request, **kwargs)

        return guarded

    return decorate


@require_POST
@staff_with("uploads.add_image")
def upload_image(request):
    """Store one picture; fields `upload` (file), `alt`, `credit`, `caption`. The answer is in CKEditor's form."""
    if "upload" not in request.FILES:
        return _refusal("Chưa có tệp ảnh nào được gửi lên. Hãy chọn ảnh rồi thử lại.", status=400)
    sent = request.FILES["upload"]
    texts = {name: request.POST.get(name, "") for name in ("alt", "credit", "caption")}
    try:
        taken = take_in(sent, by=request.user, **texts)
    except Refused as error:
        return _refusal(error.about(sent.name), status=400)
    return JsonResponse(_taken_in(taken, texts))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with("uploads.view_image")
@staff_with("uploads.add_image")
def crop_image(request, pk):
    """A picture of the library; by POST (see CropForm) the part of it that is cut out, told as `upload_image` does."""
    image = Image.objects.filter(pk=pk).first()
    if image is None:
        return _refusal("Ảnh này không còn trong thư viện. Hãy chọn ảnh khác.", status=404)
    if request.method != "POST":
        return JsonResponse(_described(image))
    form = CropForm(image, request.POST, user=request.user)
    if not form.is_valid():
        return _refusal(form.sentence, status=400)
    return JsonResponse(_taken_in(form.taken, {name: form.cleaned_data[name] for name in form.Meta.fields}))


@require_safe
@never_cache
@staff_with("uploads.view_image")
def library(request):
    """One page of the library, newest first: `?q=` searches, `?trang=` turns the page; `?dau=` (SHA-256 of a file, in
    64 hex digits) has the picture that was made from that file, or none.
    """
    images = Image.objects.matching(clean_text(request.GET.get("q", "")))
    if "dau" in request.GET:
        images = images.filter(content_hash=request.GET["dau"][:HASH_DIGITS].replace("\0", ""))
    crop_url = _crop_url if request.user.has_perm("uploads.add_image") else lambda _: {}
    page = Paginator(images, PER_PAGE).get_page(request.GET.get("trang"))
    return JsonResponse(
        {
            "images": [_described(image) | crop_url(image) for image in page],
            "page": page.number,
            "pages": page.paginator.num_pages,
            "count": page.paginator.count,
        }
    )


@require_safe
def media(request, path):
    """A stored picture or document, for everybody; one of the bin for whoever may see it, at the same address."""
    try:
        return serving.serve(request, path)
    except Http404:
        if not serving.is_binned(path):
            raise
    if may_see(request.user, path):
        return serving.serve_binned(request, path)
    gone = render(None, "410_file.html", status=HTTPStatus.GONE)
    gone["Cache-Control"] = "no-store"
    return gone


def _taken_in(taken, texts):
    """What is told of a picture that was sent, or cut out, with `texts`."""
    image = taken.image
    kept = kept_note(taken, **texts, is_used=False)
    told = {"uploaded": 1, "fileName": image.file.rpartition("/")[2], "note": kept_note(taken, **texts)}
    # Description and caption belong to this use of the picture; the library keeps its own.
    of_use = {
        "alt": clean_text(texts["alt"]) or image.alt,
        "caption": clean_multiline(texts["caption"]) or image.caption,
    }
    of_library = {"library_alt": image.alt, "library_caption": image.caption, "kept_note": kept}
    return told | _described(image) | of_use | of_library


def _described(image):
    return {
        "id": image.pk,
        "url": image.url,
        "thumb": image.url_for("vuong"),
        "focus": [image.focus_x, image.focus_y],
        "width": image.width,
        "height": image.height,
        "alt": image.alt,
        "credit": image.credit,
        "caption": image.caption,
    }


def _crop_url(image):
    return {"crop_url": reverse("uploads:crop", args=[image.pk])}


def _refusal(sentence, *, status):
    return JsonResponse({"uploaded": 0, "error": {"message": sentence}}, status=status)
