"""The list before an event or a static page goes to readers."""

import pytest
from django.urls import reverse

from articles.models import Event, Page
from copyediting.models import ReadFindings
from tests.factories import EDITOR, make_event, make_user
from tests.forms import fields_of, send

from .made_up_slips import SLIP, one_rule

__all__ = ["one_rule"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rule")]


@pytest.fixture
def editor(client):
    user = make_user(EDITOR)
    client.force_login(user)
    return user


def add_page(client, **changes):
    page = {"title": f"Tổ {SLIP} cách", "body": f"<p>Sạch.</p><p>Việc {SLIP} cách.</p>"} | changes
    return send(client, reverse("admin:articles_page_add"), "page_form", **page)


def test_a_page_that_is_shown_goes_on_when_its_list_is_read(client, editor):
    answer = add_page(client)

    assert not Page.objects.exists()
    assert "Soát lỗi có 2 lời nhắc." in answer.content.decode()
    assert [place.where for place in answer.context["reading"].places] == ["Tiêu đề", "Đoạn 2"]

    client.post(reverse("admin:articles_page_add"), fields_of(answer, "page_form"))

    assert Page.objects.get().title == f"Tổ {SLIP} cách"
    assert ReadFindings.objects.get().by == editor


def test_a_list_that_ends_before_the_findings_do_says_so(client, editor):
    answer = add_page(client, body=f"<p>{SLIP}.</p>" * 201)

    assert len(answer.context["reading"].places) == 200
    assert "Soát lỗi có hơn 200 lời nhắc, đây là 200 lời đầu." in answer.content.decode()


def test_a_page_that_nobody_sees_yet_is_saved_at_once_and_read_when_it_is_shown(client, editor):
    add_page(client, is_published=None)
    page = Page.objects.get()

    answer = send(client, reverse("admin:articles_page_change", args=[page.pk]), "page_form", is_published="on")

    page.refresh_from_db()
    assert not page.is_published
    assert answer.context["reading"].places


def test_a_page_that_readers_see_is_saved_without_a_list(client, editor):
    page = Page.objects.create(title="Giới thiệu", body="<p>Sạch.</p>")

    send(client, reverse("admin:articles_page_change", args=[page.pk]), "page_form", body=f"<p>{SLIP}</p>")

    page.refresh_from_db()
    assert SLIP in page.body


def test_a_new_event_has_a_list_and_an_old_one_none(client, editor):
    moment = {"starts_at_0": "30/11/2026", "starts_at_1": "08:00"}
    answer = send(client, reverse("admin:articles_event_add"), "event_form", name=f"Hội {SLIP}", **moment)
    assert not Event.objects.exists()
    assert [place.where for place in answer.context["reading"].places] == ["Tên"]

    event = make_event()
    send(client, reverse("admin:articles_event_change", args=[event.pk]), "event_form", name=f"Hội {SLIP}")
    event.refresh_from_db()
    assert event.name == f"Hội {SLIP}"


def test_a_page_too_long_to_be_read_is_saved_and_says_that_nobody_has_proofread_it(client, editor):
    answer = add_page(client, body=f"<p>{'chữ ' * 100} {SLIP}</p>" * 400)

    assert Page.objects.exists()
    assert any("chưa được soát" in str(message) for message in answer.context["messages"])


def test_a_program_that_shows_no_list_is_asked_nothing(client, editor):
    client.post(reverse("admin:articles_page_add"), {"title": SLIP, "body": f"<p>{SLIP}</p>", "is_published": "on"})

    assert Page.objects.exists()


def test_a_mistake_is_said_before_the_list(client, editor):
    answer = add_page(client, title="")

    assert "reading" not in answer.context
    assert answer.context["errors"]


def test_a_short_list_is_shown_whole_and_of_a_long_one_it_is_said_how_much_is_left(client, editor):
    short = add_page(client, title="Tổ", body=f"<p>Việc {SLIP} cách.</p>" * 12).content.decode()
    assert short.count("data-place=") == 12
    assert "<details>" not in short

    long = add_page(client, title="Tổ", body=f"<p>Việc {SLIP} cách.</p>" * 15).content.decode()
    assert long.count("data-place=") == 15
    assert "<summary>Xem 3 chỗ còn lại</summary>" in long
    assert long.index("Đoạn 12") < long.index("<summary>Xem") < long.index("Đoạn 13")
