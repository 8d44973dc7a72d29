from http import HTTPStatus

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse

from accounts.models import USER_NAMES, User
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_user

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/accounts/user/"


@pytest.fixture
def webmaster_client(client):
    client.force_login(make_user(WEBMASTER, username="quantri"))
    return client


def change_page(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def test_staff_are_listed_by_given_name_in_the_order_of_the_alphabet(webmaster_client):
    for last_name, first_name in [("Trần Văn", "Ý"), ("Lê", "Đức"), ("Nguyễn Thị", "Dung"), ("Phạm", "Ái")]:
        make_user(WRITER, last_name=last_name, first_name=first_name)

    page = webmaster_client.get(LIST).content.decode()

    names = ["Phạm Ái", "Nguyễn Thị Dung", "Lê Đức", "Trần Văn Ý"]
    assert sorted(names, key=page.index) == names


def test_a_list_of_staff_costs_a_fixed_number_of_queries(webmaster_client, django_assert_max_num_queries):
    for _ in range(20):
        make_user(WRITER)

    with django_assert_max_num_queries(14):
        webmaster_client.get(LIST)


def test_a_webmaster_makes_a_colleague_with_a_role(webmaster_client):
    form = {
        "username": "hau",
        "password1": "mot-mat-khau-dai",
        "password2": "mot-mat-khau-dai",
        "last_name": "Đoàn Thị",
        "first_name": "Hậu",
        "is_staff": "on",
    }

    webmaster_client.post(f"{LIST}add/", form)

    assert str(User.objects.get(username="hau")) == "Đoàn Thị Hậu"


@pytest.mark.parametrize("name", ["nhung", "NHUNG", "nh\u200bung", "nhung hoa", "", "n" * 151])
def test_a_name_that_cannot_be_had_is_refused_in_one_sentence(webmaster_client, name):
    make_user(WRITER, username="nhung")
    form = {"username": name, "password1": "mot-mat-khau-dai", "password2": "mot-mat-khau-dai", "last_name": "Đoàn"}

    page = webmaster_client.post(f"{LIST}add/", form)

    assert page.status_code == HTTPStatus.OK
    assert len(page.context["adminform"].form.errors["username"]) == 1
    assert 'value="Đoàn"' in page.content.decode()


def test_a_webmaster_makes_nobody_a_superuser(webmaster_client):
    writer = make_user(WRITER, username="nhung")
    form = {"username": "nhung", "is_active": "on", "is_staff": "on", "is_superuser": "on"}

    answer = webmaster_client.post(change_page(writer), form)

    writer.refresh_from_db()
    assert answer.status_code == HTTPStatus.FOUND
    assert not writer.is_superuser
    assert not writer.user_permissions.exists()


def test_a_webmaster_touches_no_superuser(webmaster_client):
    chief = User.objects.create_superuser("chief", password="a long password")
    password = reverse("admin:auth_user_password_change", args=[chief.pk])

    assert webmaster_client.post(change_page(chief), {"username": "x"}).status_code == HTTPStatus.FORBIDDEN
    assert webmaster_client.post(password, {}).status_code == HTTPStatus.FORBIDDEN


def test_a_webmaster_gives_colleagues_roles(webmaster_client):
    writer = make_user(WRITER, username="nhung")
    editors = Group.objects.get(name=EDITOR)

    webmaster_client.post(change_page(writer), {"username": "nhung", "is_active": "on", "groups": [editors.pk]})

    assert list(writer.groups.all()) == [editors]


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_changes_their_own_rights(client, is_superuser):
    own = make_user(WEBMASTER, username="phuc", is_superuser=is_superuser)
    client.force_login(own)
    more = {"groups": [group.pk for group in Group.objects.all()], "is_superuser": "" if is_superuser else "on"}

    client.post(change_page(own), {"username": "phuc", "first_name": "Phúc", **more})

    own.refresh_from_db()
    assert own.first_name == "Phúc"
    assert own.is_active
    assert own.is_staff
    assert own.is_superuser == is_superuser
    assert [group.name for group in own.groups.all()] == [WEBMASTER]


def test_a_form_of_an_account_shows_nothing_of_the_password(webmaster_client):
    page = webmaster_client.get(change_page(make_user(WRITER))).content.decode()

    assert "đặt mật khẩu khác" in page
    assert "md5" not in page


def test_nobody_deletes_their_own_account(client):
    chief = make_user(is_superuser=True)
    client.force_login(chief)

    alone = client.post(reverse("admin:accounts_user_delete", args=[chief.pk]), {"post": "yes"})
    client.post(LIST, {"action": "delete_selected", "_selected_action": [chief.pk], "post": "yes"})

    assert alone.status_code == HTTPStatus.FORBIDDEN
    assert User.objects.filter(pk=chief.pk).exists()


def test_ones_own_password_is_changed_with_the_old_one(client):
    own = make_user(WEBMASTER)
    client.force_login(own)

    answer = client.post(reverse("admin:auth_user_password_change", args=[own.pk]), {"usable_password": "false"})

    assert answer["Location"] == reverse("admin:password_change")
    own.refresh_from_db()
    assert own.has_usable_password()


@pytest.mark.parametrize("role", [WRITER, EDITOR, MODERATOR])
def test_a_user_who_may_not_manage_accounts_sees_none(client, role):
    own = make_user(role)
    client.force_login(own)

    for address in (LIST, f"{LIST}add/", change_page(own)):
        assert client.get(address).status_code == HTTPStatus.FORBIDDEN


def test_roles_are_to_be_read_in_the_admin_and_not_changed(webmaster_client):
    roles = webmaster_client.get("/quan-tri/auth/group/")

    assert "Phóng viên" in roles.content.decode()
    assert webmaster_client.get("/quan-tri/auth/group/add/").status_code == HTTPStatus.FORBIDDEN


def test_statements_of_other_packages_name_people_as_the_portal_does():
    people = [
        make_user(username="hoa", last_name="Lê", first_name="Hoa", pen_name="Thu Hoa"),
        make_user(username="dung", last_name="Nguyễn Thị", first_name="Dung"),
        make_user(username="an", first_name="An"),
        make_user(username="trang"),
    ]

    with connection.cursor() as cursor:
        cursor.execute(USER_NAMES)
        names = dict(cursor.fetchall())

    assert names == {user.pk: str(user) for user in people}
    assert set(names.values()) == {"Thu Hoa", "Nguyễn Thị Dung", "An", "trang"}
