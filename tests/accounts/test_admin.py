from http import HTTPStatus

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories import WEBMASTER, WRITER, make_user

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

    with django_assert_max_num_queries(13):
        webmaster_client.get(LIST)


def test_a_webmaster_makes_a_colleague_with_a_role(webmaster_client):
    form = {
        "username": "hau",
        "usable_password": "true",
        "password1": "mot-mat-khau-dai",
        "password2": "mot-mat-khau-dai",
        "last_name": "Đoàn Thị",
        "first_name": "Hậu",
        "is_staff": "on",
    }

    webmaster_client.post(f"{LIST}add/", form)

    assert str(User.objects.get(username="hau")) == "Đoàn Thị Hậu"


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


def test_roles_are_to_be_read_in_the_admin_and_not_changed(webmaster_client):
    roles = webmaster_client.get("/quan-tri/auth/group/")

    assert "Phóng viên" in roles.content.decode()
    assert webmaster_client.get("/quan-tri/auth/group/add/").status_code == HTTPStatus.FORBIDDEN
