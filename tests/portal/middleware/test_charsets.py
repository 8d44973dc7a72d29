"""Requests that claim an encoding which Python knows and no text has, as a server hands them in."""

import io
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.handlers.wsgi import WSGIHandler

from cchc_portal.middleware.charsets import only_utf8
from cchc_portal.serving.answers import collect
from comments.models import Comment
from tests.comments.factories import address, filled_in
from tests.factories import make_article, make_site

pytestmark = pytest.mark.django_db(transaction=True)  # where Django itself answers, it closes connections

# Python's names for what turns bytes into bytes, or into nothing; and what no request can even be made of.
ODD = ["charset=rot13", "charset=base64", "charset=idna", "charset=undefined", "charset=utf-16", "x*=none''x"]


def ask(path, content_type, query="", body=b"", **environ):
    environ |= {"QUERY_STRING": query, "PATH_INFO": path, "HTTP_HOST": "testserver", "CONTENT_TYPE": content_type}
    environ |= {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
    setup_testing_defaults(environ)
    return collect(only_utf8(WSGIHandler()), environ).status


def multipart(fields):
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}' for name, text in fields.items())
    return ("\r\n".join(parts) + "\r\n--x--\r\n").encode()


def test_a_page_is_shown_whatever_encoding_is_claimed():
    make_site()

    answers = [ask("/", f"text/plain; {odd}", "a=%ff") for odd in ODD]

    assert answers == [200] * len(ODD)


@pytest.mark.parametrize("boundary", ["boundary=x", 'Boundary="x"'])
def test_a_form_is_read_as_utf8_whatever_encoding_is_claimed(boundary):
    make_site()
    article = make_article()

    answers = [
        ask(
            address(article),
            f"multipart/form-data; {odd}; {boundary}",
            body=multipart(filled_in(article, name="Đỗ Hữu Thọ", body=f"Ý kiến số {number}.")),
            REQUEST_METHOD="POST",
            REMOTE_ADDR=f"203.0.113.{number}",
        )
        for number, odd in enumerate(ODD)
    ]

    assert answers == [303] * len(ODD)
    assert set(Comment.objects.values_list("name", flat=True)) == {"Đỗ Hữu Thọ"}
