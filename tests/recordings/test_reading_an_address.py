"""The dialog asks whether an address is taken before name and still are filled in."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from recordings.models import Recording
from tests.factories import WRITER, make_user

pytestmark = pytest.mark.django_db
KEY = "dQw4w9WgXcQ"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://facebook.com/x", "không nhận video từ “facebook.com”"),
        ("khong phai dia chi", "địa chỉ"),
        (f"https://youtu.be/{KEY}", ""),
    ],
)
def test_an_address_alone_is_read_before_the_rest_is_filled_in(client, address, said):
    client.force_login(make_user(WRITER))

    answer = client.post(reverse("desk_recordings:add"), {"address": address, "only_reads": "1"})

    assert answer.status_code == (HTTPStatus.BAD_REQUEST if said else HTTPStatus.OK)
    assert said in (answer.json()["error"]["message"] if said else "")
    assert "VIDEO_HOSTS" not in answer.content.decode()
    assert not Recording.objects.exists()
