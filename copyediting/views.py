"""What the forms of the desk ask while somebody writes (static/copyediting/): JSON, for staff who write."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User

from . import house_words
from .asked import MAX_BYTES, Asked, TooLong, Unreadable, decoded, read_asked, read_kind_and_key, read_text
from .dismissals import NotDismissed, dismissed_in, read_dismissed, take_back
from .dismissals import dismiss as note_dismissed
from .kinds import NoText, editable, may_write, may_write_any
from .known import known_for, with_cover
from .reading import described, read

NOT_THERE = "Từ này không có trong từ điển, nên vẫn được soát như trước."
# Reason, for the page → status, sentence
REFUSALS = {
    "signed_out": (
        HTTPStatus.UNAUTHORIZED,
        "Phiên làm việc đã hết nên chưa soát lỗi được. Chữ đã gõ vẫn còn; xin đăng nhập lại ngay trên trang.",
    ),
    "no_right": (HTTPStatus.FORBIDDEN, "Tài khoản của bạn không viết được loại bài này nên không soát lỗi được."),
    "not_taken": (HTTPStatus.UNPROCESSABLE_ENTITY, "Từ điển không giữ được từ này."),
    "unreadable": (HTTPStatus.BAD_REQUEST, "Máy chủ không đọc được văn bản vừa gửi để soát. Xin tải lại trang."),
    "too_large": (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "Văn bản dài quá mức soát lỗi được (khoảng 30.000 chữ). Viết và lưu vẫn như thường; xin tự đọc soát.",
    ),
}


class Refused(Exception):
    """Why nothing is done: a key of REFUSALS."""


def _answers_json(view: Callable[[HttpRequest, User], JsonResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Decorator of views that take JSON of staff: POST alone, each refusal a sentence."""

    @wraps(view)
    @never_cache
    @require_POST
    def guarded(request: HttpRequest) -> HttpResponse:
        try:
            if not (isinstance(request.user, User) and request.user.is_staff):
                raise Refused("signed_out")
            return view(request, request.user)
        except TooLong:
            return _refusal("too_large")
        except Unreadable:
            return _refusal("unreadable")
        except NoText:
            return _refusal("no_right")
        except Refused as refused:
            return _refusal(str(refused))

    return guarded


@_answers_json
def findings(request: HttpRequest, user: User) -> JsonResponse:
    """The findings in the text that is sent (asked.py): {"findings": […], "hidden": […], "dismissed": [id], "unread":
    [number], "says": sentence or null, "has_more": whether there are more findings than are told of}. `hidden` ones
    stand as soon as what hides them is dismissed. `unread` are blocks of the body whose words were too many for one
    go: the page asks about them once more. Findings in fields are answered each time, of form and structure for the
    whole text.
    """
    asked = _asked(request)
    if not may_write(asked.kind, request):
        raise NoText
    if asked.key:
        editable(asked.kind, asked.key, request)
    reading = read(asked.document, known_for(user, with_cover(asked.facts)), asked.changed, user=user)
    fields = asked.document.first_of_body
    return JsonResponse(
        {
            "findings": [described(asked.document, finding) for finding in reading.findings],
            "hidden": [described(asked.document, finding) for finding in reading.hidden],
            "dismissed": dismissed_in(asked.kind, asked.key),
            "unread": [number - fields for number in reading.unread if number >= fields],
            "says": reading.says,
            "has_more": reading.has_more,
        }
    )


@_answers_json
def dismiss(request: HttpRequest, user: User) -> JsonResponse:
    """“Bỏ qua” of one finding: {"kind", "key", "id", "rule", "text"}; with {"take_back": true} it is shown again. The
    answer has the "id". A new text has no key yet: its form sends FIELD (dismissals.py) when it is saved.
    """
    sent = decoded(_body(request))
    kind, key = read_kind_and_key(sent)
    row = editable(kind, key, request)
    try:
        found = read_dismissed(sent)
        if sent.get("take_back"):
            take_back(kind, row.pk, found.id)
        else:
            note_dismissed(kind, row.pk, [found], user)
    except NotDismissed as error:
        raise Unreadable from error
    return JsonResponse({"id": found.id})


@_answers_json
def word(request: HttpRequest, user: User) -> JsonResponse:
    """“Không nhắc … nữa”: {"word", "kind"?}; with {"take_back": true} it is looked at again. The answer: {"word",
    "scope": "house" | "own" | null, "says": sentence}; "house" counts for everybody, "own" for who asks.
    """
    if not may_write_any(request):
        raise NoText
    sent = decoded(_body(request))
    text = read_text(sent.get("word"))
    if sent.get("take_back"):
        return JsonResponse({"word": text, "scope": None, "says": house_words.take_back(text, user) or NOT_THERE})
    try:
        learned = house_words.learn(text, user, str(sent.get("kind") or ""))
    except house_words.NotTaken as error:
        return _refusal("not_taken", str(error))
    return JsonResponse(
        {"word": learned.word.text, "scope": "own" if learned.is_own else "house", "says": learned.says}
    )


def _asked(request: HttpRequest) -> Asked:
    return read_asked(_body(request))


def _body(request: HttpRequest) -> bytes:
    if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
        raise TooLong
    return request.body


def _refusal(reason: str, said: str = "") -> JsonResponse:
    status, sentence = REFUSALS[reason]
    return JsonResponse({"error": {"reason": reason, "message": said or sentence}}, status=status)
