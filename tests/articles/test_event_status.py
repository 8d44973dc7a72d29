"""An event takes place, is postponed or is cancelled: what readers see, and what the last release reads."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import Event
from cchc_portal.serving import content_version
from tests.factories import EDITOR, make_article, make_event, make_site, make_user
from tests.forms import send

pytestmark = pytest.mark.django_db
Status = Event.Status
OFF = [(Status.POSTPONED, "Đã hoãn", "Đã hủy"), (Status.CANCELLED, "Đã hủy", "Đã hoãn")]


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.mark.parametrize(("status", "word", "other"), OFF)
@pytest.mark.parametrize("days", [-3, 0, 3])
def test_each_page_says_one_word_and_never_the_other(client, status, word, other, days):
    starts = timezone.now() + timedelta(days=days, minutes=-5)
    event = make_event(status=status, starts_at=starts, ends_at=starts + timedelta(hours=2))
    article = make_article(event=event)

    pages = [event.get_absolute_url(), reverse("articles:event_list")]
    pages += ["/", article.get_absolute_url()] if days >= 0 else []
    for address in pages:
        page = client.get(address).text
        assert word in page, address
        for wrong in (other, "Đang diễn ra", "Đã kết thúc"):
            assert wrong not in page, address


@pytest.mark.parametrize(("status", "word", "other"), OFF)
def test_the_word_stands_before_the_day_that_no_longer_holds(client, status, word, other):
    event = make_event(status=status)

    page = client.get(event.get_absolute_url()).text

    assert page.index(f"{word}\n") < page.index("<dt>Lịch cũ</dt>")
    assert "<dt>Thời gian</dt>" not in page
    assert "event-off" in client.get(reverse("articles:event_list")).text


def test_an_event_on_its_day_says_neither(client):
    event = make_event(starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=2))

    page = client.get(event.get_absolute_url()).text

    assert "Đang diễn ra" in page
    assert "Đã hoãn" not in page
    assert "Đã hủy" not in page


@pytest.mark.parametrize(
    ("status", "told"),
    [("scheduled", "EventScheduled"), ("postponed", "EventPostponed"), ("cancelled", "EventCancelled")],
)
def test_programs_read_the_status_in_the_terms_of_schema_org(client, status, told):
    event = make_event("Ngày hội </script>", status=status, place="Nhà văn hóa xã Tân Phong")

    page = client.get(event.get_absolute_url()).text
    described = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert described["@type"] == "Event"
    assert described["eventStatus"] == f"https://schema.org/{told}"
    assert described["name"] == event.name
    assert described["location"]["name"] == event.place
    assert described["url"].endswith(event.get_absolute_url())


@pytest.mark.parametrize("status", Status)
def test_an_editor_chooses_it_and_the_list_says_it(client, status):
    event = make_event()
    client.force_login(make_user(EDITOR))

    send(client, reverse("admin:articles_event_change", args=[event.pk]), "event_form", status=status.value)

    event.refresh_from_db()
    assert (event.status, event.is_cancelled) == (status, status != Status.SCHEDULED)
    listed = client.get(reverse("admin:articles_event_changelist"), {"status__exact": status.value})
    assert event.name in listed.text
    assert status.label in listed.text


@pytest.mark.parametrize(("old", "status"), [({"is_cancelled": "on"}, "postponed"), ({}, "scheduled")])
def test_a_form_opened_before_the_update_is_understood(client, old, status):
    event = make_event(status="scheduled" if old else "postponed")
    client.force_login(make_user(EDITOR))
    send(client, reverse("admin:articles_event_change", args=[event.pk]), "event_form", status=None, **old)

    event.refresh_from_db()
    assert event.status == status


def test_another_word_is_refused_in_the_form_and_in_the_database():
    event = make_event()
    event.status = "moved"

    with pytest.raises(ValidationError):
        event.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(status="moved")


def test_a_new_row_by_the_old_name_is_postponed():
    assert make_event(is_cancelled=True).status == Status.POSTPONED


@pytest.mark.parametrize(
    ("before", "written", "after"),
    [
        ("scheduled", True, "postponed"),
        ("postponed", False, "scheduled"),
        ("cancelled", False, "scheduled"),
        ("cancelled", True, "cancelled"),
        ("postponed", True, "postponed"),
    ],
)
def test_what_the_last_release_writes_and_reads_keeps_its_meaning(before, written, after):
    event = make_event(status=before)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_event SET is_cancelled = %s WHERE id = %s", [written, event.pk])

    event.refresh_from_db()
    assert event.status == after
    assert event.is_cancelled == (after != Status.SCHEDULED)


def test_rows_that_the_last_release_adds_are_understood():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_event (name, slug, summary, starts_at, place, is_cancelled) "
            "VALUES ('Họp báo', 'hop-bao', '', now(), '', true), ('Hội thi', 'hoi-thi', '', now(), '', false)"
        )

    assert dict(Event.objects.values_list("slug", "status")) == {"hop-bao": "postponed", "hoi-thi": "scheduled"}


def test_statements_that_change_the_status_alone_tell_the_last_release():
    event = make_event()

    Event.objects.filter(pk=event.pk).update(status=Status.CANCELLED)

    event.refresh_from_db()
    assert event.is_cancelled


@pytest.mark.django_db(transaction=True)
def test_kept_pages_hear_of_it():
    event = make_event()
    before = content_version.watch(0).get().stamp

    event.status = Status.CANCELLED
    event.save()

    assert content_version.watch(0).get().stamp != before
