"""The portal as it is served: the real server, two processes, the test's database."""

import os
import socket
import subprocess
import urllib.error
import urllib.request
from datetime import UTC, datetime
from http import HTTPStatus

import pytest
from django.db import connection

from comments.models import Comment
from comments.moderation import decisions
from devserver.launcher import web_server
from tests.comments.factories import make_comment
from tests.factories import MODERATOR, make_article, make_site, make_user
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = datetime(2020, 1, 2, tzinfo=UTC)  # also by the server's clock, which `--clock` does not set
ROUNDS = 12  # each on a connection of its own, so that both processes are asked


@pytest.fixture
def server(tmp_path, monkeypatch):
    """The address of a server with two processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("WEB_WORKERS", "2")
    url = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]
    variables = os.environ | {"DATABASE_URL": url, "VAR_DIR": str(tmp_path)}
    process = subprocess.Popen(web_server(str(port)), env=variables)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(port), seconds=30)
        yield address
    finally:
        process.terminate()
        process.wait(60)


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(url, method="GET", **headers):
    """(status, headers, body), on a new connection."""
    request = urllib.request.Request(url, method=method, headers=headers)  # noqa: S310 – our own server
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_edits_and_approvals_show_in_both_processes_within_two_seconds(server):
    make_site()
    article, moderator = make_article(published_at=LONG_AGO), make_user(MODERATOR)
    comment = make_comment(article, state=Comment.State.PENDING, body="Sáng thứ Bảy có trả kết quả không?")
    url = server + article.get_absolute_url()

    def everywhere(text):
        return all(text in get(url)[2].decode() for _ in range(ROUNDS))

    wait_until(lambda: everywhere(article.title), seconds=30)  # both have started

    article.title = "Tiêu đề đã sửa"
    article.save()
    wait_until(lambda: everywhere("Tiêu đề đã sửa"), seconds=2 + 1)  # the rounds themselves take a moment

    decisions.decide(comment, Comment.State.APPROVED, by=moderator)
    wait_until(lambda: everywhere("Sáng thứ Bảy có trả kết quả không?"), seconds=2 + 1)


def test_the_server_hands_on_what_the_page_cache_answers(server):
    make_site()
    url = server + make_article(published_at=LONG_AGO).get_absolute_url()
    status, headers, body = get(url, **{"Accept-Encoding": "gzip"})

    assert status == HTTPStatus.OK
    assert headers["Content-Encoding"] == "gzip"
    assert int(headers["Content-Length"]) == len(body)

    status, head, nothing = get(url, method="HEAD", **{"Accept-Encoding": "gzip"})
    assert (status, nothing) == (HTTPStatus.OK, b"")
    assert head["Content-Length"] == headers["Content-Length"]

    condition = {"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]}
    assert get(url, **condition)[0] == HTTPStatus.NOT_MODIFIED
