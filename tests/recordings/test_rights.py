"""Who changes the words of a recording: role × whose it is × what shows it, at each way to change one."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Page
from recordings.usage import MAX_USES
from revisions.models import SavedRow
from revisions.saving import keep, saved_by
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_site, make_user

from .factories import figure_of, make_recording, mp3_bytes

pytestmark = pytest.mark.django_db
DRAFT, REVIEW, PUBLISHED = Article.Status.DRAFT, Article.Status.REVIEW, Article.Status.PUBLISHED
HIDDEN = {"nothing": (), "a draft": (DRAFT,), "one in review": (REVIEW,)}
SHOWN = {"an article": (PUBLISHED,), "a draft and an article": (DRAFT, PUBLISHED)}


def show(recording, statuses):
    for status in statuses:
        make_article(body=figure_of(recording), status=status)


def page_of(recording):
    return reverse("admin:recordings_recording_change", args=[recording.pk])


def dialog_of(recording):
    return reverse("desk_recordings:change", args=[recording.key])


def words_for(recording):
    return {"title": "Tên khác", "still": recording.still_id or "", "transcript": "Nói khác.", "length": "1:00"}


def can(client, recording):
    """What each way says to the person who is signed in: whether a POST changes the title."""
    answers = []
    for address in (dialog_of(recording), page_of(recording)):
        client.post(address, words_for(recording) | {"seconds": "1:00"})
        before, recording.title = recording.title, "Tên khác"
        changed = type(recording).objects.get(pk=recording.pk).title == "Tên khác"
        type(recording).objects.filter(pk=recording.pk).update(title=before)
        recording.title = before
        answers.append(changed)
    return answers


@pytest.fixture(autouse=True)
def site(db):
    return make_site()


@pytest.mark.parametrize("shown", [*HIDDEN, *SHOWN])
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("role", [WRITER, EDITOR, WEBMASTER, MODERATOR, None])
def test_who_changes_the_words(client, role, is_own, shown):
    user = make_user(role)
    recording = make_recording(by=user if is_own else make_user(EDITOR))
    show(recording, (HIDDEN | SHOWN)[shown])
    client.force_login(user)
    may = role in {EDITOR, WEBMASTER} or (role == WRITER and is_own and shown in HIDDEN)

    assert can(client, recording) == [may, may]


def test_a_sound_recording_obeys_the_same_rule(client):
    user = make_user(WRITER)
    recording = make_recording(file=mp3_bytes(), still=False, by=user)
    show(recording, [PUBLISHED])
    client.force_login(user)

    assert can(client, recording) == [False, False]


def test_what_is_set_to_be_published_is_as_closed_as_what_is(client):
    user = make_user(WRITER)
    recording = make_recording(by=user)
    later = timezone.now() + timedelta(days=1)
    make_article(body=figure_of(recording), status=PUBLISHED, published_at=later)
    client.force_login(user)

    assert can(client, recording) == [False, False]


def test_so_is_what_a_page_shows(client):
    user = make_user(WRITER)
    recording = make_recording(by=user)
    Page.objects.create(title="Giới thiệu", slug="gioi-thieu-video", body=figure_of(recording))
    client.force_login(user)

    assert can(client, recording) == [False, False]


def test_many_drafts_hide_no_article_behind_them(client):
    user = make_user(WRITER)
    recording = make_recording(by=user)
    show(recording, [PUBLISHED] + [DRAFT] * MAX_USES)
    client.force_login(user)

    assert can(client, recording) == [False, False]


def test_it_is_read_with_a_sentence_on_who_may(client):
    user = make_user(WRITER)
    recording = make_recording(by=user, transcript="Xin chào.")
    show(recording, [PUBLISHED])
    client.force_login(user)

    told = client.get(dialog_of(recording)).json()["recording"]
    page = client.get(page_of(recording)).content.decode()
    refused = client.post(dialog_of(recording), words_for(recording))
    form = client.post(page_of(recording), words_for(recording))

    assert "Biên tập viên" in told["locked"]
    assert told["locked"] in page
    assert 'name="title"' not in page
    assert "Xin chào." in page
    assert (refused.status_code, form.status_code) == (HTTPStatus.FORBIDDEN, HTTPStatus.FORBIDDEN)
    assert refused.json()["error"]["message"] == told["locked"]
    assert told["locked"] in form.content.decode()


def test_whoever_may_is_told_nothing(client):
    recording = make_recording()
    client.force_login(make_user(EDITOR))

    assert client.get(dialog_of(recording)).json()["recording"]["locked"] == ""


@pytest.mark.parametrize(("role", "expected"), [(WRITER, HTTPStatus.FORBIDDEN), (EDITOR, HTTPStatus.FOUND)])
def test_an_older_revision_comes_back_by_the_same_rule(client, role, expected):
    user = make_user(role)
    recording = make_recording(by=user, title="Tên đầu")
    with saved_by(user):
        keep(recording)
        recording.title = "Tên hai"
        recording.save()
    show(recording, [PUBLISHED])
    client.force_login(user)
    first = SavedRow.objects.of(recording).last()
    address = reverse("admin:recordings_recording_revision", args=[recording.pk, first.pk])

    look = client.get(address)
    answer = client.post(address, {"viec": "khoi-phuc", "hien_nay": look.context["look"].plan.before.digest})
    recording.refresh_from_db()

    assert answer.status_code == expected
    assert recording.title == ("Tên đầu" if role == EDITOR else "Tên hai")
