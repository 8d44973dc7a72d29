"""Whatever happens to a comment, name, address, words and network of its sender stand in no log."""

import io
import logging
import re
from logging.config import DictConfigurator

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Comment, SenderSecret
from comments.moderation import decisions
from comments.notifications.moderator_emails import notify_moderators
from comments.posting.challenge import new_challenge
from comments.privacy import consent
from comments.privacy.personal_data import erase, export, kept_of
from devserver import launcher
from mailing import emails
from tests.comments.factories import filled_in, make_comment, make_token
from tests.comments.posting.test_challenge import DOUBTFUL, solved
from tests.factories import MODERATOR, make_article, make_site, make_user

pytestmark = pytest.mark.django_db

NAME, EMAIL, WORDS, IP = "Đỗ Hữu Thọ", "huu.tho.1958@thu.example", "chuyện riêng nhà tôi", "198.51.100.77"
BODY = f"Xin hỏi về {WORDS} ở thôn Đoài."
PERSONAL = re.compile(f"{NAME}|huu.tho|{WORDS}|{re.escape(IP)}|Đoài", re.IGNORECASE)


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture(autouse=True)
def log(settings):
    """The output of a handler with the portal's formatter, with every logger at the level DEBUG."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    line = dict(settings.LOGGING["formatters"]["line"])  # a copy: the configurator takes its "()" out
    handler.setFormatter(DictConfigurator(settings.LOGGING).configure_formatter(line))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.fixture
def reader():
    return Client(raise_request_exception=False, REMOTE_ADDR=IP)


def fields(article, **others):
    return filled_in(article, **{"name": NAME, "email": EMAIL, "body": BODY, "wants_mail": "1"} | others)


def send(reader, article, query="", **others):
    return reader.post(reverse("comments:thread", args=[article.pk]) + query, fields(article, **others))


@pytest.mark.parametrize(
    ("others", "status"),
    [
        ({}, 303),
        ({"name": NAME + " 1" * 50}, 422),
        ({"email": EMAIL + "@"}, 422),
        ({"email": f'"<{EMAIL.split("@", maxsplit=1)[0]}>"@thu.example'}, 422),
        ({"body": BODY * 100}, 422),
        ({"body": BODY + "x" * 5_000_000}, 413),
        ({"consent": None}, 422),
        ({"token": "x"}, 422),
        ({"parent": "999999"}, 422),
        ({"body": f"{BODY} {DOUBTFUL}"}, 422),
        ({"body": f"{BODY} {DOUBTFUL}", "answer": "40"}, 422),
        ({"url": "https://bot.example"}, 303),
    ],
)
def test_a_comment_taken_or_refused_leaves_nothing_in_the_log(reader, log, others, status):
    if "answer" in others:
        others = solved(new_challenge()) | others
    response = send(reader, make_article(), **others)

    assert response.status_code == status
    if status == 303:
        reader.get(response["Location"])
    if status in {413, 422}:
        assert "/binh-luan/" in log.getvalue(), "nothing was logged at all"
    assert not PERSONAL.search(log.getvalue())


def test_a_second_one_too_soon_and_one_from_elsewhere_leave_nothing(reader, log):
    article = make_article()
    send(reader, article)

    assert send(reader, article, body=f"{BODY} Còn nữa.").status_code == 429
    foreign = reader.post(f"/binh-luan/{article.pk}/", fields(article), headers={"Origin": "https://evil.example"})

    assert foreign.status_code == 403
    assert not PERSONAL.search(log.getvalue())


def test_a_row_that_the_database_refuses_leaves_nothing(reader, log, monkeypatch):
    """PostgreSQL names the whole row in its answer ("Failing row contains …")."""
    article = make_article()
    monkeypatch.setattr(consent, "VERSION", "")  # which the database does not take

    unsaid = send(reader, article, token=make_token(article), body=f"{BODY}\n\n{WORDS}")

    assert unsaid.status_code == 500
    assert "comment_reader_consented" in log.getvalue()
    assert not PERSONAL.search(log.getvalue())


def test_what_becomes_of_it_leaves_nothing(reader, log, settings):
    moderator = make_user(MODERATOR, email="hoa@songlam.example")
    send(reader, make_article())
    comment = Comment.objects.get()
    Comment.objects.update(email_confirmed_at=comment.created_at)
    comment.refresh_from_db()
    reader.post(reverse("comments:look_up"), {"number": comment.reference, "email": EMAIL})
    reader.post(reverse("comments:look_up"), {"number": "BL-AAAAA-AAAAA", "email": EMAIL})
    reader.post(reverse("comments:rate", args=[comment.article_id]), {"score": "9", "reason": BODY})
    shown = make_comment()
    reader.post(reverse("comments:report", args=[shown.pk]), {"reason": "x", "note": BODY})
    decisions.decide(comment, "approved", by=moderator)
    notify_moderators()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody answers there
    emails.send_waiting()
    export(kept_of(EMAIL))
    erase(EMAIL)

    assert "emails could not be sent" in log.getvalue()
    assert not PERSONAL.search(log.getvalue())


def test_no_address_of_a_page_holds_personal_data(reader):
    """Access logs keep addresses: of the page that follows, and of those it leads to."""
    article = make_article()

    sent = send(reader, article)
    received = reader.get(sent["Location"]).content.decode()

    links = [sent["Location"], *re.findall(r'(?:href|action)="([^"]*)"', received)]
    assert not any(PERSONAL.search(link) for link in links)


def test_the_web_server_writes_no_access_log():
    command = launcher.web_server("8000")

    assert not [word for word in command if "access" in word]
    assert command[command.index("--log-level") + 1] == "warning"


def test_a_secret_of_the_month_is_in_no_log(reader, log):
    send(reader, make_article())

    secret = bytes(SenderSecret.objects.get().secret)
    assert secret.hex() not in log.getvalue()
    assert repr(secret) not in log.getvalue()
