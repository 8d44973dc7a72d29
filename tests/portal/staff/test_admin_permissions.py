"""Who may do what in the admin: every list and form of articles, uploads, layout and accounts, for every role."""

from http import HTTPStatus

import pytest
from django.contrib import admin
from django.urls import reverse

from recordings.models import Recording
from revisions.registry import all_kept
from stats.admin_pages.urls import urlpatterns as admin_pages
from tests.factories import (
    EDITOR,
    MODERATOR,
    WEBMASTER,
    WRITER,
    make_article,
    make_user,
)

from .addresses import revisions_addresses, statistics_addresses
from .rows_of_admin import make_rows

pytestmark = pytest.mark.django_db

# v: see the list and the form · a: add · c: change · d: delete. What is not in a cell is refused.
TABLE = """
                     Phóng viên   Biên tập viên   Kiểm duyệt viên   Quản trị web
    articles_article      va            vacd              v               -
    articles_category     v             v                 -               vacd
    articles_tag          va            vacd              -               -
    articles_author       v             vac               -               vacd
    articles_abbreviation v             vacd              -               -
    articles_event        v             vacd              -               -
    articles_page         -             vac               -               vacd
    uploads_image         vac           vac               -               vacd
    recordings_recording  vac           vac               -               vacd
    copyediting_houseword v             vacd              v               v
    layout_sitesettings   -             -                 -               vc
    layout_link           -             -                 -               vacd
    layout_banner         -             -                 -               vacd
    layout_indicator      -             -                 -               vacd
    comments_rule         -             -               vacd              -
    comments_rejectionreason -          -             vacd              -
    comments_cannedanswer -             -             vacd              -
    comments_policy       -             -               -                 vc
    comments_moderationpolicy -         -               -                 vc
    comments_question     -             -               vc                -
    stats_reportrecipient -             -                 -               vacd
    accounts_user         -             -                 -               vac
    auth_group            -             -                 -               v
"""
ROLES = [WRITER, EDITOR, MODERATOR, WEBMASTER]
ROWS = [line.split() for line in TABLE.splitlines()[2:] if line.strip()]
CELLS = [(name, role, set(cell) - {"-"}) for name, *cells in ROWS for role, cell in zip(ROLES, cells, strict=True)]

# The statistics pages: x opens it, - is refused. One row for each address.
PAGES = """
                     Phóng viên   Biên tập viên   Kiểm duyệt viên   Quản trị web
    desk                  -             x                 -               x
    content               -             x                 -               x
    category              -             x                 -               x
    author                -             x                 -               x
    event                 -             x                 -               x
    article               -             x                 -               x
    sources               -             x                 -               x
    devices               -             x                 -               x
    searches              -             x                 -               x
    clicks                -             x                 -               x
    newsroom              -             x                 -               x
    left_out              -             x                 -               x
    live                  -             x                 -               x
    proof                 -             x                 -               x
    proof_day             -             x                 -               x
    imports               -             x                 -               x
    import                -             x                 -               x
    upload_import         -             -                 -               x
    add_import            -             -                 -               x
    discard_import        -             -                 -               x
    undo_import           -             -                 -               x
    keys                  -             x                 -               x
    make_key              -             -                 -               x
    withdraw_key          -             -                 -               x
    export                -             x                 -               x
    comment_handling      -             x                 -               x
    comment_handling_file -             x                 -               x
    latest_report         -             x                 -               x
    yearly_report         -             x                 -               x
    monthly_report        -             x                 -               x
    reminders             -             x                 -               x
"""
PAGE_ROWS = [line.split() for line in PAGES.splitlines()[2:] if line.strip()]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_the_pages_of_statistics_that_the_table_says(client, rows, role):
    addresses = _pages_of_statistics(rows)
    client.force_login(make_user(role))

    for name, *cells in PAGE_ROWS:
        method, address = addresses[name]
        answer = getattr(client, method)(address)
        may = cells[ROLES.index(role)] == "x"
        assert (name, answer.status_code != HTTPStatus.FORBIDDEN) == (name, may)


def test_the_pages_of_statistics_require_a_sign_in_and_are_all_in_the_table(client, rows):
    addresses = _pages_of_statistics(rows)

    assert set(addresses) == {name for name, *_ in PAGE_ROWS}
    assert {route.name for route in admin_pages} <= set(addresses)
    for method, address in addresses.values():
        answer = getattr(client, method)(address)
        assert (address, answer.status_code) == (address, HTTPStatus.FOUND)
        assert answer.headers["Location"].startswith(reverse("admin:login"))


def owner_of_a_recording(role):
    """Of recordings the table says what may be done with one's own; others': tests/recordings/test_rights.py."""
    user = make_user(role)
    Recording.objects.update(uploaded_by=user)
    return user


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_and_saves_what_the_table_says(client, rows, role):
    client.force_login(owner_of_a_recording(role))

    for name, owner, letters in CELLS:
        if owner == role:
            assert (name, _allowed(client, name, rows[name])) == (name, letters)


def kept_with_pages():
    """The models whose saves are kept and that have a form; attachments are written in that of their article."""
    models = {each.model for each in all_kept()} & set(admin.site._registry)
    return {f"{model._meta.app_label}_{model._meta.model_name}" for model in models}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_revisions_of_what_it_sees_and_brings_back_what_it_changes(client, rows, role):
    kept = kept_with_pages()
    addresses = {name: revisions_addresses(rows[name]) for name in kept}
    client.force_login(owner_of_a_recording(role))

    for name, owner, letters in CELLS:
        if owner == role and name in kept:
            answers = [client.get(address).status_code for address in addresses[name]]
            back = client.post(addresses[name][2], {"viec": "khoi-phuc"}).status_code
            assert (name, HTTPStatus.FORBIDDEN not in answers) == (name, "v" in letters)
            assert (name, back not in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)) == (name, "c" in letters)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_reads_revisions_or_brings_one_back_without_signing_in(client, rows, method):
    for name in sorted(kept_with_pages()):
        for address in revisions_addresses(rows[name]):
            answer = getattr(client, method)(address)
            assert (address, answer.status_code) == (address, HTTPStatus.FOUND)
            assert answer.headers["Location"].startswith(reverse("admin:login"))


def test_the_table_names_every_list_of_these_apps():
    rooms = {"articles", "uploads", "recordings", "copyediting", "layout", "accounts", "auth"}
    registered = {
        f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry if m._meta.app_label in rooms
    }

    further = {
        "comments_rule",
        "comments_rejectionreason",
        "comments_cannedanswer",
        "comments_policy",
        "comments_moderationpolicy",
        "comments_question",
        "stats_reportrecipient",
    }
    assert registered | further == {name for name, *_ in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_nobody_comes_in_without_signing_in(client, rows, row):
    for method, address in _addresses(row[0], rows[row[0]]).values():
        answer = getattr(client, method)(address)
        assert answer.status_code == HTTPStatus.FOUND
        assert answer.headers["Location"].startswith(reverse("admin:login"))


def test_somebody_without_a_role_sees_an_empty_admin(client):
    client.force_login(make_user())

    assert client.get(reverse("admin:index")).status_code == HTTPStatus.OK
    assert client.get(reverse("admin:articles_article_changelist")).status_code == HTTPStatus.FORBIDDEN


def test_a_writer_changes_their_own_drafts_and_nobody_elses(client):
    nhung, hau = make_user(WRITER), make_user(WRITER)
    drafts = {user: make_article(status="draft", published_at=None, created_by=user) for user in (nhung, hau)}
    client.force_login(nhung)

    for user, status in [(nhung, HTTPStatus.OK), (hau, HTTPStatus.FORBIDDEN)]:
        address = reverse("admin:articles_article_change", args=[drafts[user].pk])
        assert client.post(address, {"title": ""}).status_code == status


@pytest.fixture
def rows():
    """One row of each kind, by the name that its addresses have."""
    return {f"{model._meta.app_label}_{model._meta.model_name}": row for model, row in make_rows().items()}


def _pages_of_statistics(rows):
    return statistics_addresses(*(rows[f"articles_{name}"].pk for name in ("category", "author", "event", "article")))


def _addresses(name, row):
    """`{letter: (method, address)}`; what is written is asked for by POST, with nothing in it."""
    return {
        "v": ("get", reverse(f"admin:{name}_change", args=[row.pk])),
        "l": ("get", reverse(f"admin:{name}_changelist")),
        "a": ("post", reverse(f"admin:{name}_add")),
        "c": ("post", reverse(f"admin:{name}_change", args=[row.pk])),
        "d": ("get", reverse(f"admin:{name}_delete", args=[row.pk])),
    }


def _allowed(client, name, row):
    """The letters that are not refused; the list and the form go together."""
    letters = set()
    for letter, (method, address) in _addresses(name, row).items():
        answer = getattr(client, method)(address)
        assert answer.status_code in (HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.FORBIDDEN)
        if answer.status_code != HTTPStatus.FORBIDDEN:
            letters.add(letter)
    assert ("v" in letters) == ("l" in letters)
    return letters - {"l"}


def test_a_user_who_may_not_open_a_page_of_the_admin_is_led_back_to_the_admin(client):
    client.force_login(make_user(WRITER))

    refused = client.get("/quan-tri/van-hanh/")

    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert '<a class="button" href="/quan-tri/">Về bàn biên tập</a>' in refused.content.decode()
