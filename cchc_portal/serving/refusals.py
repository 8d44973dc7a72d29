"""Answers to whoever is not let in (gate.py): when to come again, in a form that the caller reads. They ask nobody."""

import json
from functools import cache
from http import HTTPStatus

from django.template.loader import render_to_string

from .answers import standalone

RETRY_AFTER_SECONDS = 3
FULL = "Máy chủ đang có quá nhiều việc. Xin thử lại sau vài giây."
OWN = "Mạng của bạn đang gửi quá nhiều yêu cầu cùng một lúc. Xin thử lại sau vài giây."
KEPT = " Nội dung bạn đã nhập vẫn còn nguyên."


def refuse(environ, *, is_json, is_own):
    """The Answer: 429 where the limit is the network's own, else 503. A page; JSON; or, for a script that puts a part
    of a page in (`?phan=1`, htmx), that part.
    """
    was_sent = environ["REQUEST_METHOD"] == "POST"
    if is_json:
        return _json(is_own)
    if "HTTP_HX_REQUEST" in environ or "phan=" in environ.get("QUERY_STRING", ""):
        return _part(is_own, was_sent)
    return _page(is_own, was_sent)


def _status(is_own):
    return HTTPStatus.TOO_MANY_REQUESTS if is_own else HTTPStatus.SERVICE_UNAVAILABLE


def _page(is_own, was_sent):
    return _answer(is_own, _rendered("429.html" if is_own else "503.html", was_sent))


@cache
def _rendered(template, was_sent):
    return render_to_string(template, {"was_sent": was_sent}).encode()


def _part(is_own, was_sent):
    """For a form that was sent, the note that stands above it. Who only looked keeps what is there."""
    sentence = (OWN if is_own else FULL) + (KEPT if was_sent else "")
    note = f'<div class="note note-error" role="alert" tabindex="-1"{" data-part" if was_sent else ""}>'
    title = "Chưa gửi được" if was_sent else "Chưa mở được"
    return _answer(is_own, f'{note}<p class="note-title">{title}</p><p>{sentence}</p></div>'.encode())


def _json(is_own):
    """As uploads answer an error, and as measuring platforms read one."""
    body = {"uploaded": 0, "error": {"message": OWN if is_own else FULL}, "retry_after": RETRY_AFTER_SECONDS}
    return _answer(is_own, json.dumps(body).encode(), "application/json")


def _answer(is_own, body, content_type="text/html; charset=utf-8"):
    return standalone(_status(is_own), body, content_type, RETRY_AFTER_SECONDS)
