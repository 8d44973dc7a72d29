"""A model that gets another name keeps its table, its history, what people may do, and its old addresses."""

from http import HTTPStatus

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.urls import reverse

from accounts import roles
from accounts.models import User
from comments.models import AbuseReport
from layout.models import SiteSettings
from stats.models import DayChecksum, DimensionDay
from tests.factories import WEBMASTER, make_site, make_user

TABLES = {
    SiteSettings: "layout_site",
    AbuseReport: "comments_report",
    DayChecksum: "stats_dayseal",
    DimensionDay: "stats_facetday",
}
RENAMING = [
    ("layout", "0003_site_settings"),
    ("comments", "0070_abuse_report"),
    ("stats", "0030_day_checksum"),
    ("stats", "0031_dimension_day"),
    ("stats", "0032_emails_of_a_report"),
    ("stats", "0033_dimensions_of_a_hit"),
]
OLD_NAMES = [f"{action}_site" for action in ("view", "add", "change", "delete")]


@pytest.fixture
def old_rows(db):
    """The permissions of release 0.4.0 on the row that is now SiteSettings."""
    content_type = ContentType.objects.get_for_model(SiteSettings)
    return [
        Permission.objects.create(content_type=content_type, codename=name, name=f"Quyền {name}") for name in OLD_NAMES
    ]


@pytest.mark.parametrize("model", TABLES)
def test_the_table_keeps_its_name(model):
    assert model._meta.db_table == TABLES[model]


@pytest.mark.parametrize(("app", "name"), RENAMING)
@pytest.mark.django_db
def test_renaming_sends_no_statement_to_the_database(app, name, capsys):
    call_command("sqlmigrate", app, name)

    lines = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith("--")]
    assert lines in (["BEGIN;", "COMMIT;"], [])


@pytest.mark.django_db
def test_every_permission_has_its_twin_under_the_old_name():
    for model in TABLES:
        assert roles.RENAMED[model._meta.label_lower] == model._meta.db_table.replace("_", ".", 1)


@pytest.fixture
def last_release(db):
    """The database as release 0.4.0 left it, with its names: (a group that may change the settings of the site,
    Lan who may see them, a note in the history of the settings).
    """
    call_command("migrate", "cchc_portal", "0001", verbosity=0)
    call_command("migrate", "layout", "0002", verbosity=0)
    Permission.objects.filter(codename__endswith="_sitesettings").delete()
    content_type = ContentType.objects.get(app_label="layout", model="site")
    may = {name: Permission.objects.get_or_create(content_type=content_type, codename=name)[0] for name in OLD_NAMES}
    Permission.objects.filter(codename="change_site").update(name="Sửa thông tin trang")
    group, lan = Group.objects.create(name="Quản trị của tỉnh"), make_user()
    group.permissions.add(may["change_site"])
    lan.user_permissions.add(may["view_site"])
    note = LogEntry.objects.create(
        user=lan, content_type=content_type, object_id="1", object_repr="Trang tin", action_flag=CHANGE
    )
    yield group, lan, note
    ContentType.objects.clear_cache()


def test_after_the_update_history_and_grants_are_there_under_the_new_name(last_release):
    group, lan, note = last_release

    call_command("migrate", verbosity=0)

    lan, note = User.objects.get(pk=lan.pk), LogEntry.objects.get(pk=note.pk)
    assert {p.codename for p in group.permissions.all()} == {"change_site", "change_sitesettings"}
    assert Permission.objects.get(codename="change_sitesettings").name == "Sửa thông tin trang"
    assert lan.has_perms(["layout.view_site", "layout.view_sitesettings"])
    assert not lan.has_perm("layout.change_sitesettings")
    assert note.get_admin_url() == reverse("admin:layout_sitesettings_change", args=["1"])


def test_a_step_back_leaves_what_people_may_do(last_release):
    group, *_ = last_release
    call_command("migrate", verbosity=0)
    group.permissions.add(Permission.objects.get(codename="delete_sitesettings"))

    call_command("migrate", "cchc_portal", "0001", verbosity=0)

    assert {p.codename for p in group.permissions.all()} == {"change_site", "delete_site"}


def test_what_was_taken_from_people_after_a_step_back_stays_taken(last_release):
    _, lan, _ = last_release
    call_command("migrate", verbosity=0)
    call_command("migrate", "cchc_portal", "0001", verbosity=0)
    lan.user_permissions.remove(Permission.objects.get(codename="view_site"))

    call_command("migrate", verbosity=0)

    assert not User.objects.get(pk=lan.pk).user_permissions.exists()


def test_roles_keep_what_the_last_release_asks_for(old_rows):
    roles.sync()

    assert make_user(WEBMASTER).has_perms(["layout.change_site", "layout.change_sitesettings"])
    assert roles.sync() == []


def test_on_a_new_database_there_is_nothing_to_keep(db):
    assert not roles.permissions_of_last_release().exists()
    assert roles.sync() == []


def test_a_role_is_shown_without_doubles(client, old_rows):
    old_rows[2].name = Permission.objects.get(codename="change_sitesettings").name
    old_rows[2].save()
    roles.sync()
    client.force_login(make_user(is_superuser=True))

    page = client.get(reverse("admin:auth_group_change", args=[Group.objects.get(name=WEBMASTER).pk])).text

    assert page.count(f"<li>{old_rows[2].name}</li>") == 1


def test_a_single_permission_is_chosen_once_and_held_under_both_names(client, old_rows):
    lan = make_user()
    client.force_login(make_user(is_superuser=True))
    address = reverse("admin:accounts_user_change", args=[lan.pk])
    form = client.get(address).context["adminform"].form

    offered = set(form.fields["user_permissions"].queryset.values_list("codename", flat=True))
    given = Permission.objects.get(codename="change_sitesettings")
    fields = {name: form.initial.get(name) or "" for name in form.fields if name not in {"groups", "user_permissions"}}
    saved = client.post(address, fields | {"user_permissions": [given.pk], "groups": []})

    assert not offered & set(OLD_NAMES)
    assert saved.status_code == HTTPStatus.FOUND
    assert {p.codename for p in lan.user_permissions.all()} == {"change_sitesettings", "change_site"}


@pytest.mark.parametrize(
    "rest", ["", "add/", "1/change/", "1/history/", "1/change/?_changelist_filters=q%3Dtr%C6%B0ng"]
)
def test_an_old_address_leads_to_the_new_one(client, db, rest):
    answer = client.get(f"/quan-tri/layout/site/{rest}")

    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, f"/quan-tri/layout/sitesettings/{rest}")


def test_a_form_that_was_open_while_the_portal_was_updated_is_saved(client, db):
    site = make_site(phone="0200 000 018")
    client.force_login(make_user(WEBMASTER))
    page = client.get(reverse("admin:layout_sitesettings_change", args=[site.pk]))
    fields = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}

    answer = client.post(f"/quan-tri/layout/site/{site.pk}/change/", fields | {"phone": "0200 000 019"}, follow=True)

    site.refresh_from_db()
    assert answer.redirect_chain[0][1] == HTTPStatus.TEMPORARY_REDIRECT
    assert site.phone == "0200 000 019"
