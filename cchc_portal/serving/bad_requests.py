"""What was wrong with a request that nobody can read, in a sentence that also says what to do (400)."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.views import defaults

from vietnamese.numbers import format_bytes, format_number

SENT_FIELDS = (
    "Biểu mẫu vừa gửi có hơn {fields} ô, nhiều hơn số máy chủ nhận một lần. Xin quay lại trang trước (những gì bạn đã "
    "nhập vẫn còn ở đó), bỏ bớt hoặc chia thành nhiều lần rồi gửi lại."
)
ASKED_FIELDS = (
    "Địa chỉ vừa mở có hơn {fields} tham số nên máy chủ không đọc. Xin bỏ phần đứng sau dấu “?” rồi mở lại, hoặc quay "
    "lại trang trước và chọn ít mục hơn."
)
SENTENCES = {
    TooManyFilesSent: "Biểu mẫu vừa gửi có hơn {files} tệp. Xin quay lại trang trước và gửi làm nhiều lần.",
    RequestDataTooBig: (
        "Nội dung vừa gửi lớn hơn {size}, không kể tệp đính kèm. Xin quay lại trang trước (những gì bạn đã nhập vẫn "
        "còn ở đó), bỏ bớt rồi gửi lại."
    ),
    MultiPartParserError: (
        "Biểu mẫu gửi đến bị đứt giữa chừng nên máy chủ không đọc được. Xin quay lại trang trước và gửi lại."
    ),
}
SENTENCES[UnreadablePostError] = SENTENCES[MultiPartParserError]


REFUSAL = "cchc_portal.refusal"  # in the environ of a request: the sentence for scripts (json_errors.py)
FOR_SCRIPTS = {
    TooManyFieldsSent: "Lần gửi này có hơn {fields} ô, nhiều hơn số máy chủ nhận một lần. Xin chia thành nhiều lần.",
    TooManyFilesSent: "Lần gửi này có hơn {files} tệp. Xin chọn ít tệp hơn rồi gửi làm nhiều lần.",
    RequestDataTooBig: "Nội dung vừa gửi lớn hơn {size}, không kể tệp. Xin bỏ bớt rồi gửi lại.",
    MultiPartParserError: "Dữ liệu gửi đến bị đứt giữa chừng nên máy chủ không đọc được. Xin gửi lại.",
    UnreadablePostError: "Dữ liệu gửi đến bị đứt giữa chừng nên máy chủ không đọc được. Xin gửi lại.",
}
STAYS = " Những gì bạn đã nhập vẫn còn trên trang này."


def bad_request(request, exception):
    """The `handler400`: names what is wrong where it is known; asks the database nothing."""
    if text := _text_for(exception, FOR_SCRIPTS):
        request.META[REFUSAL] = _filled(text) + STAYS
    sentence = sentence_of(exception, was_sent="form" in _kind(request))
    if sentence is None:
        return defaults.bad_request(request, exception)
    return render(None, "400.html", {"sentence": sentence, "request": request}, status=400)


def sentence_of(exception, *, was_sent):
    """The sentence, or None. `was_sent`: a form was, so the fields are its own, not those of the address."""
    if isinstance(exception, TooManyFieldsSent):
        text = SENT_FIELDS if was_sent else ASKED_FIELDS
    else:
        text = _text_for(exception, SENTENCES)
    return text and _filled(text)


def _text_for(exception, texts):
    return next((text for kind, text in texts.items() if isinstance(exception, kind)), None)


def _filled(text):
    return text.format(
        fields=format_number(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS),
        files=format_number(settings.DATA_UPLOAD_MAX_NUMBER_FILES),
        size=format_bytes(settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    )


def _kind(request):
    return request.content_type if request.method == "POST" else ""
