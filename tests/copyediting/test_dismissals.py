"""“Bỏ qua”: a finding that is left as it is in one text."""

import json
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Event
from copyediting import dismissals
from copyediting.models import Dismissal, ReadFindings
from proofreading import rules
from tests.comments.factories import waiting
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_event, make_user
from tests.forms import send

from .made_up_slips import RULE, SLIP

pytestmark = pytest.mark.django_db

FOUND = {"id": "0123abcd", "rule": RULE.key, "text": SLIP}


@pytest.fixture(autouse=True)
def made_up_rule(monkeypatch):
    monkeypatch.setitem(rules.RULES, RULE.key, RULE)


@pytest.fixture
def editor():
    return make_user(EDITOR)


def leave(client, user, kind, key, **sent):
    client.force_login(user)
    return client.post(
        reverse("copyediting:dismiss"), json.dumps({"kind": kind, "key": key} | FOUND | sent), "application/json"
    )


def dismissed(client, user, kind, key):
    client.force_login(user)
    sent = json.dumps({"kind": kind, "key": key})
    return client.post(reverse("copyediting:findings"), sent, "application/json").json()["dismissed"]


def test_whoever_opens_the_text_sees_what_is_dismissed_and_takes_it_back(client, editor):
    writer = make_user(WRITER)
    article = make_article(status="draft", published_at=None, created_by=writer)

    assert leave(client, writer, "article", article.pk).json() == {"id": FOUND["id"]}
    assert dismissed(client, editor, "article", article.pk) == [FOUND["id"]]
    noted = Dismissal.objects.get()
    assert (noted.by, noted.text, noted.rule) == (writer, "cảỉ", "made_up")

    leave(client, editor, "article", article.pk, take_back=True)
    assert dismissed(client, writer, "article", article.pk) == []


def test_a_second_press_changes_nothing(client, editor):
    event = make_event()
    for _ in range(2):
        assert leave(client, editor, "event", event.pk).status_code == HTTPStatus.OK

    assert Dismissal.objects.count() == 1


def test_texts_of_two_kinds_with_one_key_are_apart(client, editor):
    event = make_event()
    article = make_article(pk=event.pk)

    leave(client, editor, "event", event.pk)

    assert dismissed(client, editor, "article", article.pk) == []
    assert dismissed(client, editor, "event", event.pk) == [FOUND["id"]]


def test_nobody_dismisses_in_a_text_that_they_may_not_change(client):
    article = make_article(status="draft", published_at=None, created_by=make_user(WRITER))
    for user in (make_user(WRITER), make_user(MODERATOR), make_user()):
        assert leave(client, user, "article", article.pk).status_code == HTTPStatus.FORBIDDEN
    assert leave(client, make_user(EDITOR), "article", 10**15).status_code == HTTPStatus.FORBIDDEN
    client.logout()
    assert client.post(reverse("copyediting:dismiss"), "{}", "application/json").status_code == 401
    assert not Dismissal.objects.exists()


def test_what_is_dismissed_in_an_answer_is_kept_with_its_comment(client):
    comment = waiting(make_article())
    moderator = make_user(MODERATOR)

    assert leave(client, moderator, "answer", comment.pk).status_code == HTTPStatus.OK
    assert dismissed(client, moderator, "answer", comment.pk) == [FOUND["id"]]


@pytest.mark.parametrize(
    "sent",
    [{"id": "xyz"}, {"id": 5}, {"id": "0123ABCD"}, {"rule": "no_such"}, {"rule": []}, {"text": None}],
)
def test_what_no_page_sends_is_refused(client, editor, sent):
    answer = leave(client, editor, "event", make_event().pk, **sent)

    assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN)
    assert not Dismissal.objects.exists()


@pytest.mark.parametrize("text", ["\ud800", "a\0b", "\0", "x" * 5_000, "\u200b", "\ud83d\ude00 \ud83d"])
def test_any_text_that_a_finding_has_is_noted(client, editor, text):
    event = make_event()

    assert leave(client, editor, "event", event.pk, text=text).status_code == HTTPStatus.OK
    assert dismissed(client, editor, "event", event.pk) == [FOUND["id"]]


@pytest.mark.parametrize("odd", ["\ud800", "a\0b", "\0", "9" * 400, "-1", "\u0661"])
@pytest.mark.parametrize("place", ["kind", "key", "id", "rule"])
def test_a_text_that_nobody_has_is_refused_with_a_sentence(client, editor, place, odd):
    sent = {"kind": "event", "key": make_event().pk} | FOUND | {place: odd}
    client.force_login(editor)

    answer = client.post(reverse("copyediting:dismiss"), json.dumps(sent), "application/json")

    assert answer.status_code in (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN)
    assert answer.json()["error"]["message"]


def test_a_text_keeps_a_bounded_number(client, editor, monkeypatch):
    monkeypatch.setattr(dismissals, "MAX_OF_TEXT", 3)
    event = make_event()
    answers = [leave(client, editor, "event", event.pk, id=f"0000000{n}").status_code for n in range(5)]

    assert answers == [200, 200, 200, 400, 400]


def test_what_is_dismissed_in_a_new_text_is_noted_when_it_is_saved(client, editor):
    client.force_login(editor)

    send(
        client,
        reverse("admin:articles_event_add"),
        "event_form",
        name="Ngày hội",
        starts_at_0="30/11/2026",
        starts_at_1="08:00",
        dismissed_findings=json.dumps([FOUND, {"id": "nonsense"}, 5]),
    )

    assert dismissed(client, editor, "event", Event.objects.get().pk) == [FOUND["id"]]


@pytest.mark.parametrize("sent", ["", "{", "5", '{"id": 1}', "[" * 10_000, "[null]", json.dumps([FOUND] * 2)])
def test_any_text_in_the_hidden_field_saves_the_form(client, editor, sent):
    client.force_login(editor)

    send(
        client,
        reverse("admin:articles_event_add"),
        "event_form",
        name="Ngày hội",
        starts_at_0="30/11/2026",
        starts_at_1="08:00",
        dismissed_findings=sent,
    )

    assert Event.objects.exists()


def test_what_is_old_is_forgotten(editor):
    for days in (1, 500):
        at = timezone.now() - timedelta(days=days)
        Dismissal.objects.create(kind="event", key=days, finding="00000000", rule="made_up", at=at)
        ReadFindings.objects.create(kind="event", key=days, by=editor, at=at)

    assert (Dismissal.objects.forget_old(), ReadFindings.objects.forget_old()) == (1, 1)
    assert (Dismissal.objects.get().key, ReadFindings.objects.get().key) == (1, 1)


def test_a_person_who_is_deleted_leaves_what_they_dismissed_without_a_name(client, editor):
    article = make_article()
    leave(client, editor, "article", article.pk)
    dismissals.note_read(editor, "article", article.pk, ["00000000"])

    editor.delete()

    assert Dismissal.objects.get().by is None
    assert not ReadFindings.objects.exists()
    assert Article.objects.exists()
