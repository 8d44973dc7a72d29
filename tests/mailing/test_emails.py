"""Emails, sent to a real mail server on loopback."""

import email
import logging
import socket
from datetime import timedelta
from email import policy

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.template import engines
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email

from mailing import emails

pytestmark = pytest.mark.django_db

READER = "bichlien.dq@thu.example"


class Mailbox:
    """The emails that a mail server accepted; it refuses the address `unknown@thu.example`."""

    def __init__(self):
        self.emails = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 (the server asks for it)
        if address == "unknown@thu.example":
            return "550 no such person unknown@thu.example"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.emails.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(settings):
    """A mail server that is not running yet: `start()` it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    connections.close()
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
    yield controller
    if controller.server is not None:
        controller.stop(no_assert=True)
    connections.close()


@pytest.fixture(autouse=True)
def template(monkeypatch):
    """`test.txt` and `test.html` as templates."""
    texts = {
        "test.txt": '{% extends "mailing/email.txt" %}{% block email %}Chào {{ name }}.{% endblock %}',
        "test.html": '{% extends "mailing/email.html" %}{% block email %}<p>Chào {{ name }}</p>{% endblock %}',
    }

    def render(name, context):
        return engines["django"].from_string(texts[name]).render(context)

    monkeypatch.setattr(emails, "render_to_string", render)


def write(to=READER, name="Nguyễn Thị Bích Liên", **options):
    context = {"name": name, "site": {"name": "Trang tin"}}
    emails.write(to, "Bình luận của bạn đã được đăng", "test", context, **options)


def test_a_email_arrives_in_text_and_html_with_its_marks(server, settings):
    server.start()
    write(name="Đỗ <Hữu> Thọ", headers={"List-Unsubscribe": "<https://songlam.example/thu/x/>"})

    assert emails.send_waiting() == 1

    (email,) = server.handler.emails
    text, html = (email.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert email["Subject"].strip() == "Bình luận của bạn đã được đăng"
    assert email["To"] == READER
    assert email["From"] == settings.DEFAULT_FROM_EMAIL
    assert email["List-Unsubscribe"] == "<https://songlam.example/thu/x/>"
    assert email["Auto-Submitted"] == "auto-generated"
    assert text.startswith("Chào Đỗ <Hữu> Thọ.")
    assert text.rstrip().endswith(settings.SITE_URL + "/")
    assert "<p>Chào Đỗ &lt;Hữu&gt; Thọ</p>" in html
    assert emails.send_waiting() == 0


def test_nothing_is_lost_while_the_mail_server_is_away(server, caplog, time_machine):
    time_machine.move_to(timezone.now())
    caplog.set_level(logging.DEBUG)
    write()

    assert emails.send_waiting() == 0
    assert emails.count_stuck() == 1
    server.start()
    assert emails.send_waiting() == 0  # not before a quarter of an hour has passed
    time_machine.shift(timedelta(minutes=16))
    assert emails.send_waiting() == 1

    assert len(server.handler.emails) == 1
    assert emails.count_stuck() == 0
    assert "1 emails could not be sent; they are tried again." in caplog.text


def test_a_refused_address_stands_in_no_log_and_holds_up_no_other(server, caplog):
    caplog.set_level(logging.DEBUG)
    server.start()
    write("unknown@thu.example")
    for number in range(7):
        write(f"ban-doc-{number}@thu.example")

    emails.send_waiting()
    emails.send_waiting()

    assert len(server.handler.emails) == 7
    assert emails.count_stuck() == 1
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the server's own
    assert ours
    assert not [line for line in ours if "thu.example" in line]


def test_a_email_is_given_up_after_a_day(server, settings, time_machine, caplog):
    time_machine.move_to(timezone.now())
    settings.POST_OFFICE = settings.POST_OFFICE | {"MAX_RETRIES": 2}
    write()

    for _ in range(4):
        emails.send_waiting()
        time_machine.shift(timedelta(minutes=16))

    assert emails.count_stuck() == 1
    assert "1 emails could not be sent for a day and are given up." in caplog.text
    server.start()
    assert emails.send_waiting() == 0


def test_what_is_rolled_back_writes_no_email():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Email.objects.exists()


def test_emails_are_counted_and_forgotten_by_address():
    for address in (READER, READER.upper(), "khac@thu.example"):
        write(address)

    assert emails.written_to(READER, "Bình luận của bạn đã được đăng", since=timezone.now() - timedelta(days=1)) == 2
    assert emails.forget(READER) == 2
    assert Email.objects.get().to == ["khac@thu.example"]


def test_old_emails_are_forgotten(time_machine):
    time_machine.move_to(timezone.now())
    write()
    time_machine.shift(timedelta(days=29))
    assert emails.forget_old() == 0

    time_machine.shift(timedelta(days=2))
    assert emails.forget_old() == 1


@pytest.mark.parametrize("status", [STATUS.queued, STATUS.requeued])
def test_what_has_not_gone_out_is_taken_back_even_when_it_was_tried(status):
    write(about="binh-luan-1")
    write(about="binh-luan-2")
    Email.objects.update(status=status)

    assert emails.take_back("binh-luan-1") == 1

    assert Email.objects.get().headers[emails.ABOUT] == "binh-luan-2"


def test_what_has_gone_out_is_not_taken_back_and_can_be_forgotten():
    write(about="binh-luan-1")
    Email.objects.update(status=STATUS.sent)

    assert emails.take_back("binh-luan-1") == 0
    assert emails.forget_about("binh-luan-1") == 1
