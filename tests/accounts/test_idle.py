from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import WRITER, make_user

pytestmark = pytest.mark.django_db
STATUS = "/quan-tri/tai-khoan/phien/"
ADMIN = "/quan-tri/"
PICTURES = "/quan-tri/tai-len/thu-vien/"  # takes the least time of all that people open


@pytest.fixture
def writer_client(client, time_machine):
    """A writer who has just opened the admin; the clock stands still."""
    time_machine.move_to(timezone.now(), tick=False)
    client.force_login(make_user(WRITER))
    client.get(ADMIN)
    return client


def test_a_session_ends_after_half_an_hour_without_use(writer_client, time_machine):
    time_machine.shift(timedelta(minutes=29, seconds=59))
    assert writer_client.get(STATUS).json()["seconds_left"] == 1

    time_machine.shift(timedelta(seconds=1))
    assert writer_client.get(STATUS).status_code == HTTPStatus.UNAUTHORIZED
    assert writer_client.get(ADMIN).status_code == HTTPStatus.FOUND


def test_asking_is_no_use_and_answering_the_prompt_is(writer_client, time_machine):
    for _ in range(29):
        time_machine.shift(timedelta(minutes=1))
        left = writer_client.get(STATUS).json()["seconds_left"]
    assert left == 60

    assert writer_client.post(STATUS).json()["seconds_left"] == 30 * 60
    time_machine.shift(timedelta(minutes=29))
    assert writer_client.get(ADMIN).status_code == HTTPStatus.OK


def test_work_keeps_the_session_without_writing_it_at_every_request(writer_client, time_machine):
    time_machine.shift(timedelta(seconds=30))
    writer_client.get(ADMIN)
    assert writer_client.get(STATUS).json()["seconds_left"] == 30 * 60 - 30

    time_machine.shift(timedelta(seconds=31))
    writer_client.get(ADMIN)
    assert writer_client.get(STATUS).json()["seconds_left"] == 30 * 60


def test_a_session_ends_after_twelve_hours_of_work(writer_client, time_machine):
    for _ in range(12 * 3 - 1):
        time_machine.shift(timedelta(minutes=20))
        assert writer_client.get(PICTURES).status_code == HTTPStatus.OK
    time_machine.shift(timedelta(minutes=19))
    assert writer_client.post(STATUS).json()["seconds_left"] == 60

    time_machine.shift(timedelta(minutes=1))
    assert writer_client.get(ADMIN).status_code == HTTPStatus.FOUND


def test_the_prompt_is_on_every_page_of_the_admin_in_the_words_that_are_known(writer_client):
    page = writer_client.get(ADMIN).content.decode()

    assert "data-idle-warning" in page
    assert (
        'Bạn đã không sử dụng Site, <button type="button" data-idle-keep>Bấm vào đây</button> để duy trì trạng thái '
        "đăng nhập. Thời gian chờ: <span data-idle-seconds>60</span> giây"
    ) in page


def test_a_visitor_who_is_not_signed_in_gets_no_prompt_and_no_token(client):
    assert "data-idle" not in client.get("/quan-tri/login/").content.decode()

    answer = client.get(STATUS)

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json() == {"seconds_left": 0}
    assert not answer.cookies


def test_the_window_of_a_new_sign_in_ends_on_a_page_that_says_so(writer_client):
    page = writer_client.get(reverse("accounts:signed_in")).content.decode()

    assert "Bạn đã đăng nhập" in page
    assert "accounts/signed-in" in page
