"""What the dialog "Chèn video, âm thanh" asks (static/recordings/dialog.js): JSON, for staff."""

from functools import wraps

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from database.keys import read_key
from revisions.saving import keep, saved_by
from uploads.models import Image
from uploads.refusals import Refused, RefusedForOthers
from vietnamese.text import clean_text

from .addresses import read_address
from .models import Recording
from .players import said_before
from .rights import refusal_to_change
from .taking_in import Words, changed_words, take_in

PER_PAGE = 24
SIGNED_OUT = (
    "Phiên làm việc đã hết nên chưa làm được việc này. Hãy đăng nhập lại ngay trên trang rồi thử lại; tệp đã chọn "
    "và chữ đã gõ vẫn còn."
)
NOT_ALLOWED = {
    "view": "Tài khoản của bạn chưa được xem thư viện video, âm thanh. Hãy hỏi quản trị web.",
    "add": "Tài khoản của bạn chưa được thêm video, âm thanh. Hãy nhờ biên tập viên, hoặc hỏi quản trị web.",
}
GONE = "Video, âm thanh này vừa bị xóa. Hãy chọn hoặc thêm cái khác."
NO_SUCH_STILL = "Ảnh đã chọn không còn trong thư viện. Hãy chọn ảnh khác."


def _staff_who_may(action):
    """Decorator: only signed-in staff who may do `action` pass; others get JSON with a sentence."""

    def decorate(view):
        @wraps(view)
        @never_cache
        def guarded(request, **kwargs):
            if not (request.user.is_authenticated and request.user.is_staff):
                return _refusal(SIGNED_OUT, status=401)
            if not request.user.has_perm(f"recordings.{action}_recording"):
                return _refusal(NOT_ALLOWED[action], status=403)
            return view(request, **kwargs)

        return guarded

    return decorate


@require_POST
@_staff_who_may("add")
def add(request):
    """Take in one recording; fields `address` or `upload` (file), `title`, `still` (key of a picture), `transcript`,
    `length` ("3:12"). With `only_reads` nothing is taken in: whether the `address` can be is all that is answered.
    """
    if request.POST.get("only_reads"):
        return _read(request.POST.get("address", ""))
    sent = request.FILES.get("upload")
    try:
        with saved_by(request.user):
            taken = take_in(request.POST.get("address", ""), sent, _words(request), by=request.user)
    except Refused as error:
        return _refusal(error.about(sent.name if sent else None), status=400)
    return JsonResponse({"recording": _described(taken.recording), "note": taken.note})


def _read(address):
    try:
        read_address(address)
    except Refused as error:
        return _refusal(str(error), status=400)
    return JsonResponse({})


@require_http_methods(["GET", "HEAD", "POST"])
@_staff_who_may("view")
def change(request, key):
    """One recording, with the sentence `locked` on why this person may not change it. By POST with other words:
    `title`, `still`, `transcript`, `length`.
    """
    recording = Recording.objects.select_related("still").filter(key=key).first()
    if recording is None:
        return _refusal(GONE, status=404)
    locked = refusal_to_change(request.user, recording)
    if request.method != "POST":
        return JsonResponse({"recording": _described(recording) | {"locked": locked}})
    if locked:
        return _refusal(locked, status=403)
    try:
        with saved_by(request.user):
            keep(recording)
            recording = changed_words(recording, _words(request))
    except Refused as error:
        return _refusal(str(error), status=400)
    return JsonResponse({"recording": _described(recording), "note": ""})


@require_safe
@_staff_who_may("view")
def library(request):
    """One page of the recordings, newest first: `?q=` searches, `?trang=` turns the page."""
    rows = Recording.objects.select_related("still").defer("search_text")
    found = rows.matching(clean_text(request.GET.get("q", "")))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return JsonResponse(
        {
            "recordings": [_described(recording) for recording in page],
            "page": page.number,
            "pages": page.paginator.num_pages,
            "count": page.paginator.count,
        }
    )


def _words(request):
    """What was typed. Raises Refused for a picture that is gone."""
    key = read_key(request.POST.get("still"))
    still = Image.objects.filter(pk=key).first() if key is not None else None
    if key is not None and still is None:
        raise RefusedForOthers(NO_SUCH_STILL)
    texts = {name: request.POST.get(name, "") for name in ("title", "transcript", "length")}
    return Words(still=still, **texts)


def _described(recording):
    still = recording.still
    return {
        "key": recording.key,
        "kind": recording.kind,
        "address": recording.get_absolute_url(),
        "title": recording.title,
        "provider": recording.get_provider_display(),
        "is_file": recording.provider == Recording.Provider.FILE,
        "said_before": said_before(recording),
        "length": recording.length,
        "transcript": recording.transcript,
        "still": still
        and {
            "id": still.pk,
            "url": still.url,
            "thumb": still.url_for("vuong"),
            "alt": still.alt,
            "credit": still.credit,
            "width": still.width,
            "height": still.height,
        },
    }


def _refusal(sentence, *, status):
    return JsonResponse({"error": {"message": sentence}}, status=status)
