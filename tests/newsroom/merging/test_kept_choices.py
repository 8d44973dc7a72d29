"""What is chosen and typed on the page that merges two texts outlasts that page."""

import json
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.urls import reverse

from newsroom.models import WorkingCopy
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import save

from .merged_forms import BODY, begin, opened, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sit_down, hoa, lan, article):
    """Lan's, who merges what Hòa has saved meanwhile."""
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ", body=BODY.replace("cổng xã", "cổng trụ sở"))
    client = sit_down(lan)
    client.page = begin(client, article, fields, title="Bến Lam Thượng", body=BODY.replace("đợi", "ngồi đợi"))
    client.places = places(client.page)
    return client


def keep(client, choices, key=None):
    address = reverse("newsroom:keep_choices", args=[key or WorkingCopy.objects.open().get().key])
    sent = choices if isinstance(choices, str) else json.dumps({"choices": choices})
    return client.post(address, sent, content_type="application/json")


def test_a_page_that_is_opened_again_begins_with_what_was_chosen_and_typed(client):
    title, body = client.places["Tiêu đề"], client.places["Nội dung"]

    answer = keep(client, {f"chon-{title}": "cua-ho", f"chon-{body}": "go-lai", f"go-{body}": "Ông Páo đứng đó."})

    assert answer.json().keys() == {"time"}
    fields = fields_of(client.get(client.page.request["PATH_INFO"]), "merge")
    assert (fields[f"chon-{title}"], fields[f"chon-{body}"]) == ("cua-ho", "go-lai")
    assert fields[f"go-{body}"] == "Ông Páo đứng đó."


def test_a_text_typed_anew_stays_in_its_box_while_another_is_chosen(client):
    body = client.places["Nội dung"]

    keep(client, {f"chon-{body}": "cua-ho", f"go-{body}": "Ông Páo đứng đó."})

    fields = fields_of(client.get(client.page.request["PATH_INFO"]), "merge")
    assert (fields[f"chon-{body}"], fields[f"go-{body}"]) == ("cua-ho", "Ông Páo đứng đó.")


def test_choices_of_places_that_are_no_more_count_for_nothing(client):
    keep(client, {"chon-0123456789abcdef": "cua-ho", "chon-": "cua-ho", "copy_key": "x"})

    assert client.get(client.page.request["PATH_INFO"]).status_code == HTTPStatus.OK
    assert "copy_key" not in WorkingCopy.objects.open().get().merge_choices


@pytest.mark.parametrize(
    "sent", ["", "[]", "1", "{", '{"choices": [1]}', '{"choices": {"chon-x": 1}}', '{"choices": 7}']
)
def test_what_no_page_sends_is_refused_and_changes_nothing(client, sent):
    keep(client, {"go-a": "còn"})

    answer = keep(client, sent)

    assert (answer.status_code, answer.json()["error"]["reason"]) == (HTTPStatus.BAD_REQUEST, "unreadable")
    assert WorkingCopy.objects.open().get().merge_choices == {"go-a": "còn"}


def test_choices_are_of_one_person_and_one_open_copy(client, sit_down, hoa):
    key = WorkingCopy.objects.open().get().key
    assert keep(client, {}, key=uuid4()).status_code == HTTPStatus.GONE
    assert keep(sit_down(hoa), {"go-a": "của Hòa"}, key=key).status_code == HTTPStatus.GONE
    client.logout()

    answer = keep(client, {"go-a": "của ai"}, key=key)

    assert (answer.status_code, answer.json()["error"]["reason"]) == (HTTPStatus.UNAUTHORIZED, "signed_out")
    assert WorkingCopy.objects.open().get().merge_choices == {}
