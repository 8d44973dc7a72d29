"""Staff who are responsible for the portal see the emails that no mail server accepts."""

from http import HTTPStatus

import pytest
from django.test import Client
from post_office.models import STATUS, Email

from tests.factories import EDITOR, MODERATOR, WEBMASTER, make_site, make_user

pytestmark = pytest.mark.django_db

TITLE = "Email chưa gửi được"


@pytest.fixture(autouse=True)
def site():
    return make_site()


def make_email(status):
    return Email.objects.create(to="bich.lien@thu.example", from_email="cong@songlam.example", status=status)


def first_page(role):
    staff_client = Client()
    staff_client.force_login(make_user(role))
    return staff_client.get("/quan-tri/")


def test_the_webmaster_is_shown_how_many_emails_are_stuck():
    for status in (STATUS.requeued, STATUS.requeued, STATUS.failed, STATUS.queued, STATUS.sent):
        make_email(status)

    page = first_page(WEBMASTER)

    figures = {each.title: (each.figure, each.address) for each in page.context["waiting"]}
    assert figures[TITLE] == (3, "")
    html = page.content.decode()
    assert f'<div class="desk-figure"><strong>3</strong><span>{TITLE}</span>' in html
    assert "bich.lien" not in html


@pytest.mark.parametrize("role", [MODERATOR, EDITOR])
def test_others_are_not_shown_what_they_cannot_repair(role):
    make_email(STATUS.failed)

    assert TITLE not in first_page(role).content.decode()


def test_while_emails_go_out_nothing_is_said():
    make_email(STATUS.queued)

    assert TITLE not in first_page(WEBMASTER).content.decode()


def test_readiness_counts_them_and_is_not_lost_for_them(client):
    make_email(STATUS.requeued)
    make_email(STATUS.failed)

    answer = client.get("/san-sang/")

    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["stuck_letters"] == 2
    assert answer.json()["status"] == "ready"
