"""A mail server that breaks off, a worker that is killed: no email is lost, and twice is the worst that happens."""

from datetime import timedelta

import psycopg2
import pytest
from aiosmtpd.controller import Controller
from django.db import OperationalError, connection
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email

from comments.models import Comment
from comments.moderation import decisions
from mailing import emails
from tests.comments.factories import make_comment, post
from tests.factories import MODERATOR, make_article, make_site, make_user

from .test_emails import READER, Mailbox, free_port

pytestmark = pytest.mark.django_db


class Fragile(Mailbox):
    """A mail server that ends the connection at `breaks_at`: "MAIL", "RCPT", "DATA" or "TAKEN" (it took the email)."""

    breaks_at = ""

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if self.breaks_at == "MAIL":
            return self.hang_up(server)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.breaks_at == "RCPT":
            return self.hang_up(server)
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.breaks_at == "DATA":
            return self.hang_up(server)
        answer = await super().handle_DATA(server, session, envelope)
        self.on_taken()
        return self.hang_up(server) if self.breaks_at == "TAKEN" else answer

    def on_taken(self):
        """What else happens at the moment when an email is taken."""

    @staticmethod
    def hang_up(server):
        server.transport.abort()
        return "421 gone"


@pytest.fixture
def mailbox(settings):
    """A mail server that runs; its `emails` are what it took."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    connections.close()
    controller = Controller(Fragile(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield controller.handler
    controller.stop(no_assert=True)
    connections.close()


@pytest.fixture(autouse=True)
def site():
    return make_site()


def write_some(count=3):
    """Emails about comments, as the portal writes them."""
    moderator = make_user(MODERATOR)
    for number in range(count):
        comment = make_comment(
            state="pending", wants_mail=True, email_confirmed_at=timezone.now(), email=f"ban-doc-{number}@thu.example"
        )
        decisions.decide(comment, "approved", by=moderator)
    Email.objects.update(scheduled_time=None)


def taken(mailbox):
    return sorted(email["To"] for email in mailbox.emails)


EACH_ONCE = [f"ban-doc-{number}@thu.example" for number in range(3)]


@pytest.mark.parametrize("moment", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_breaks_off_gets_each_email_once_when_it_is_well_again(mailbox, time_machine, moment):
    time_machine.move_to(timezone.now())
    write_some()
    mailbox.breaks_at = moment

    assert emails.send_waiting() == 0
    assert emails.count_stuck() == 3
    mailbox.breaks_at = ""
    time_machine.shift(timedelta(minutes=16))
    assert emails.send_waiting() == 3
    assert emails.send_waiting() == 0

    assert taken(mailbox) == EACH_ONCE
    assert emails.count_stuck() == 0


def test_a_email_that_was_taken_without_a_word_of_it_is_sent_again(mailbox, time_machine):
    """It is unknown whether the email was sent: twice is better than never."""
    time_machine.move_to(timezone.now())
    write_some()
    mailbox.breaks_at = "TAKEN"

    assert emails.send_waiting() == 0
    mailbox.breaks_at = ""
    time_machine.shift(timedelta(minutes=16))
    assert emails.send_waiting() == 3

    assert taken(mailbox) == sorted(EACH_ONCE * 2)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_cut_off_between_sending_and_noting_sends_the_batch_again(mailbox):
    """The emails went out, but the worker was killed before it stored that."""
    write_some()
    worker = connection.connection.get_backend_pid()
    beside = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    beside.autocommit = True
    mailbox.on_taken = lambda: beside.cursor().execute("SELECT pg_terminate_backend(%s)", [worker])

    with pytest.raises(OperationalError):
        emails.send_waiting()
    connection.close()
    beside.close()
    mailbox.on_taken = lambda: None

    assert taken(mailbox) == EACH_ONCE
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.queued}
    assert emails.send_waiting() == 3
    assert emails.send_waiting() == 0
    assert taken(mailbox) == sorted(EACH_ONCE * 2)


def test_from_the_form_to_the_email_with_the_server_away_all_the_while(client, settings, time_machine):
    """A comment, its confirmation and its approval: each email arrives, once, when the server is back."""
    time_machine.move_to(timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    connections.close()

    assert post(client, make_article(), wants_mail="1").status_code == 303
    emails.send_waiting()
    comment = Comment.objects.get()
    Comment.objects.update(email_confirmed_at=timezone.now())
    comment.refresh_from_db()
    decisions.decide(comment, "approved", by=make_user(MODERATOR))
    time_machine.shift(timedelta(minutes=3))
    emails.send_waiting()
    assert emails.count_stuck() == 2

    controller = Controller(Mailbox(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    for _ in range(3):
        time_machine.shift(timedelta(minutes=16))
        emails.send_waiting()
    controller.stop(no_assert=True)
    connections.close()

    arrived = [(email["To"], email["Subject"].strip()) for email in controller.handler.emails]
    assert sorted(arrived) == [
        (READER.replace("bichlien.dq", "bich.lien"), "Bình luận của bạn đã được đăng"),
        (READER.replace("bichlien.dq", "bich.lien"), "Xác nhận nhận email thông báo về bình luận của bạn"),
    ]


def test_what_is_no_address_for_the_outbox_stops_no_decision_and_stands_in_no_log(caplog):
    comment = make_comment(
        state="pending", wants_mail=True, email_confirmed_at=timezone.now(), email='"<x>"@thu.example'
    )

    decisions.decide(comment, "approved", by=make_user(MODERATOR))

    assert comment.state == "approved"
    assert not Email.objects.exists()
    assert "An email was not written" in caplog.text
    assert "thu.example" not in caplog.text
