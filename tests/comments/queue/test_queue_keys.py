"""Which letters act in the queue: changed, switched off, refused, kept for each moderator."""

import json

import pytest
from django.urls import reverse

from comments.models import QueueKeys
from comments.queue.keys import ACTIONS, DEFAULTS, keys_of
from tests.comments.factories import signed_in, waiting
from tests.factories import MODERATOR, make_user

from .moderating import QUEUE, SCRIPT

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/binh-luan/phim-tat/"


def chosen(**changes):
    """The form as it stands without a choice, with `changes`; `is_on=""` switches the letters off."""
    return {"is_on": "on"} | DEFAULTS | changes


def send(client, **changes):
    return client.post(ADDRESS, chosen(**changes), headers=SCRIPT)


def sentences(answer):
    return " ".join(told["text"] for told in answer.json()["told"])


def test_a_letter_that_was_changed_goes_with_the_account(staff_client, moderator):
    assert send(staff_client, approve="D", undo="").json()["letters"]["approve"] == "d"

    elsewhere = signed_in(moderator).get(QUEUE)

    shown = json.loads(elsewhere.context["keys"].as_json)
    assert shown["letters"] == DEFAULTS | {"approve": "d", "undo": ""}
    assert QueueKeys.objects.get().keys == {"approve": "d", "undo": ""}
    assert keys_of(make_user(MODERATOR)).letters == DEFAULTS


def test_two_may_change_places(staff_client):
    assert send(staff_client, next="k", previous="j").status_code == 200


def test_letters_are_switched_off_and_on_again(staff_client, moderator):
    assert "tắt phím tắt" in sentences(send(staff_client, is_on=""))
    assert not keys_of(moderator).is_on
    assert "Phím tắt một chữ đang tắt." in staff_client.get(QUEUE).content.decode()

    send(staff_client)

    assert keys_of(moderator).is_on


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"spam": "a"}, "Phím “a” đã dùng cho “Duyệt”. Xin chọn phím khác cho “Bình luận rác”."),
        ({"spam": "A"}, "đã dùng cho “Duyệt”"),
        ({"approve": "1"}, "chữ số dành để chọn lý do từ chối"),
        ({"approve": "٣"}, "chữ số dành để chọn lý do từ chối"),
        ({"approve": "đ"}, "bộ gõ có thể đổi chữ này"),
        ({"approve": "ấ"}, "bộ gõ có thể đổi chữ này"),
        ({"approve": "я"}, "bộ gõ có thể đổi chữ này"),
        ({"approve": "⏎"}, "xin chọn một chữ cái từ a đến z"),
        ({"approve": "ab"}, "chỉ gõ một ký tự"),
        ({"approve": "a" * 5000}, "chỉ gõ một ký tự"),
        ({"delete_all": "x"}, "không có việc “delete_all”"),
        ({"approve": "1", "spam": "2"}, "“Bình luận rác” đang là “2”"),
    ],
    ids=lambda case: str(case)[:40],
)
def test_what_cannot_be_a_key_is_refused_by_name(staff_client, changes, says):
    answer = send(staff_client, **changes)

    assert answer.status_code == 422
    assert says in sentences(answer)
    assert not QueueKeys.objects.exists()


def test_without_a_script_the_page_keeps_what_was_typed(staff_client):
    refused = staff_client.post(ADDRESS, chosen(approve="1", spam="q"))

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "chữ số dành để chọn lý do từ chối" in page
    assert 'value="q"' in page

    saved = staff_client.post(ADDRESS, chosen(spam="q"), follow=True)

    assert [str(message) for message in saved.context["messages"]] == ["Đã lưu phím tắt."]
    assert keys_of(saved.wsgi_request.user).letters["spam"] == "q"
    assert 'value="q"' in staff_client.get(ADDRESS).content.decode()


def test_the_first_letters_come_back(staff_client, moderator):
    send(staff_client, approve="d", is_on="")

    answer = staff_client.post(ADDRESS, {"reset": "1"}, headers=SCRIPT)

    assert answer.json()["letters"] == DEFAULTS
    assert keys_of(moderator) == keys_of(make_user(MODERATOR))


@pytest.mark.parametrize(
    "kept", [{"approve": "1"}, {"fly": "x"}, {"approve": "s"}, {"approve": "đ"}], ids=["digit", "other", "twice", "đ"]
)
def test_what_another_release_kept_takes_no_key_away(moderator, kept):
    QueueKeys.objects.create(user=moderator, keys=kept)

    assert keys_of(moderator).letters == DEFAULTS


def test_the_table_names_each_action_once():
    assert len({action.letter for action in ACTIONS}) == len({action.code for action in ACTIONS}) == len(ACTIONS)


def test_who_may_not_decide_has_no_keys(client):
    waiting()
    for user in (None, make_user("Biên tập viên")):
        browser = signed_in(user) if user else client
        for answer in (browser.get(ADDRESS), browser.post(ADDRESS, chosen())):
            assert answer.status_code == (403 if user else 302)
    assert reverse("queue:keys") == ADDRESS
    assert not QueueKeys.objects.exists()
