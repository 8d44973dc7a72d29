"""Masking in the queue: the form of the open comment, its key, the page of the original, and taking back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.models import Comment, OriginalText
from comments.moderation import masking
from tests.comments.factories import make_comment, waiting

from .moderating import QUEUE, action, ask, seen, take_back, told

pytestmark = pytest.mark.django_db

NUMBER = "0912 345 678"
BODY = f"Gọi ông Nam {NUMBER} mà hỏi. Cán bộ làm việc chậm."
HIDDEN = BODY.replace(NUMBER, "[đã ẩn số điện thoại]")
PIECE = "body:12:24:phone"


def mask(client, comment, /, **fields):
    return client.post(action("mask", comment), {"chosen": comment.pk} | seen(comment) | fields, follow=True)


def body_of(comment):
    return Comment.objects.get(pk=comment.pk).body


def test_the_open_comment_offers_what_was_found_ticked_with_its_key(staff_client):
    waiting(body=BODY)

    page = staff_client.get(QUEUE).text

    assert f'value="{PIECE}" checked' in page
    assert 'data-queue-key="mask"' in page
    assert "Che và duyệt" in page


def test_nothing_is_pressed_for_where_nothing_was_found_but_may_be_chosen_by_hand(staff_client):
    waiting()

    page = staff_client.get(QUEUE).text

    assert 'data-queue-key="mask"' not in page
    assert 'name="words"' in page


def test_masking_leaves_the_comment_open_and_is_taken_back_by_the_bar(staff_client):
    comment = waiting(body=BODY)

    page = mask(staff_client, comment, piece=[PIECE])

    assert told(page) == [f"Đã che dữ liệu cá nhân trong bình luận của {comment.name}."]
    assert page.context["opened"].comment == comment
    assert body_of(comment) == HIDDEN
    assert NUMBER not in page.text

    take_back(staff_client)
    assert body_of(comment) == BODY
    assert not OriginalText.objects.exists()


def test_what_cannot_be_taken_back_is_told_and_nothing_changes(staff_client):
    comment = waiting(body=BODY)
    mask(staff_client, comment, piece=[PIECE])
    OriginalText.objects.all().delete()

    page = take_back(staff_client)

    assert [sentence for sentence in told(page) if "không còn được giữ" in sentence]
    assert not [sentence for sentence in told(page) if "trở lại như trước" in sentence]
    assert body_of(comment) == HIDDEN
    assert comment.events.count() == 1


def test_masking_and_approving_are_one_press_and_two_ways_back(staff_client):
    comment = waiting(body=BODY)

    mask(staff_client, comment, piece=[PIECE], decision="approved")

    comment.refresh_from_db()
    assert (comment.state, comment.body) == ("approved", HIDDEN)

    take_back(staff_client)
    comment.refresh_from_db()
    assert (comment.state, comment.body) == ("pending", HIDDEN)

    take_back(staff_client)
    comment.refresh_from_db()
    assert (comment.state, comment.body) == ("pending", BODY)


def test_what_was_found_and_stays_is_asked_about_before_it_is_approved(staff_client):
    comment = waiting(body=f"{BODY} Hoặc 0987 654 321, 12-34-56 78.")
    fields = {"words": "12-34-56 78", "what": "phone", "decision": "approved"}

    page = mask(staff_client, comment, **fields)

    assert page.status_code == 409
    assert "0912 345 678" in page.context["concerns"][0].sentence
    assert "0987 654 321" in page.context["concerns"][0].sentence
    comment.refresh_from_db()
    assert (comment.state, comment.masked_at) == ("pending", None)

    mask(staff_client, comment, **fields, agreed=page.context["concerns"][0].key)
    comment.refresh_from_db()
    assert comment.state == "approved"
    assert "12-34" not in comment.body
    assert NUMBER in comment.body


@pytest.mark.parametrize("left", [0, 1])
def test_a_found_place_without_its_tick_is_asked_about_also_by_the_script(staff_client, left):
    comment = waiting(body=f"{BODY} Hoặc 0987 654 321.")
    pieces = [choice.value for choice in masking.choices(_source(comment))]

    answer = ask(staff_client, "mask", comment, piece=pieces[left], decision="approved", **seen(comment))

    assert answer["status"] == 409
    assert "Vẫn che và duyệt" in answer["asks"]
    assert body_of(comment) == comment.body


def test_nothing_is_asked_when_all_is_hidden_or_nothing_is_approved(staff_client):
    one, other = (waiting(body=f"{BODY} Hoặc 0987 654 321.") for _ in range(2))
    pieces = [choice.value for choice in masking.choices(_source(one))]

    assert ask(staff_client, "mask", one, piece=pieces, decision="approved", **seen(one))["status"] == 200
    assert ask(staff_client, "mask", other, piece=pieces[0], **seen(other))["status"] == 200


def test_a_further_mask_is_taken_back_to_the_one_before(staff_client):
    comment = waiting(body=f"{BODY} Hoặc 0987 654 321.")
    mask(staff_client, comment, piece=[PIECE])
    comment.refresh_from_db()
    mask(staff_client, comment, piece=[choice.value for choice in masking.choices(_source(comment))])
    assert "0987" not in body_of(comment)

    take_back(staff_client)

    assert body_of(comment) == f"{HIDDEN} Hoặc 0987 654 321."


def _source(comment):
    return masking.source_of(comment, masking.original_of(comment))


def test_pressed_twice_masks_once(staff_client):
    comment = waiting(body=BODY)
    mask(staff_client, comment, piece=[PIECE])

    mask(staff_client, comment, piece=[PIECE])

    assert comment.events.count() == 1
    assert body_of(comment) == HIDDEN


def test_what_a_colleague_decided_meanwhile_is_not_masked(staff_client, colleague):
    comment = waiting(body=BODY)
    Comment.objects.filter(pk=comment.pk).update(version=1)

    page = mask(staff_client, comment, piece=[PIECE])

    assert told(page)
    assert body_of(comment) == BODY


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Xin chọn ít nhất một chỗ"),
        ({"piece": ["body:0:7:phone"]}, "không còn trong bản đang xem"),
        ({"piece": ["rubbish"]}, "không còn trong bản đang xem"),
        ({"words": "Cán bộ làm việc chậm", "what": "address"}, "Lời khác của bạn đọc không sửa được"),
        ({"words": "0000 111 222", "what": "phone"}, "Không thấy “0000 111 222”"),
        ({"words": "x" * 9_000, "what": "phone"}, "Chỉ che được số điện thoại"),
        ({"words": NUMBER, "what": "rubbish"}, "Chỉ che được dữ liệu cá nhân"),
        ({"unmask": "1"}, "Bản gốc không còn được giữ"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(staff_client, fields, sentence):
    comment = waiting(body=BODY)

    answer = ask(staff_client, "mask", comment, **seen(comment), **fields)
    page = mask(staff_client, comment, **fields)

    assert answer["status"] == 422
    assert sentence in answer["told"][0]["text"]
    assert sentence in told(page)[0]
    if len(fields.get("words", "")) in range(1, 200):
        assert f'value="{fields["words"]}"' in page.text
    assert body_of(comment) == BODY


def test_the_original_is_shown_on_demand_alone(staff_client):
    comment = make_comment(body=BODY)
    mask(staff_client, comment, piece=[PIECE])
    opened = staff_client.get(f"{QUEUE}?bl={comment.pk}").text
    assert NUMBER not in opened
    assert action("original", comment) in opened

    page = staff_client.get(action("original", comment))

    assert NUMBER in page.text
    assert "no-store" in page["Cache-Control"]


def test_the_page_of_the_original_changes_and_ends_masks(staff_client):
    comment = make_comment(body=BODY)
    mask(staff_client, comment, piece=[PIECE])
    comment.refresh_from_db()

    page = mask(staff_client, comment, words="Cán bộ", what="address", piece=[PIECE], of_original="1")
    assert page.request["PATH_INFO"] == action("original", comment)
    assert 'value="Cán bộ"' in page.text

    mask(staff_client, comment, unmask="1")
    assert body_of(comment) == BODY


def test_a_comment_that_is_not_masked_has_no_page_of_its_original(staff_client):
    comment = make_comment(body=BODY)

    assert staff_client.get(action("original", comment)).url == f"{reverse('queue:queue')}?bl={comment.pk}"


def test_an_original_that_is_not_kept_any_more_is_told_of(staff_client):
    comment = make_comment(body=BODY)
    mask(staff_client, comment, piece=[PIECE])
    OriginalText.objects.all().delete()

    page = staff_client.get(action("original", comment), follow=True)

    assert told(page) == ["Bản gốc đã hết hạn giữ nên đã xóa; bình luận chỉ còn bản đã che."]
    assert "Bản gốc không còn được giữ" in page.text


def test_the_open_comment_costs_no_query_more_and_a_masked_one_a_single_one(staff_client):
    comment = waiting(body=BODY)
    waiting(body=BODY)
    address = f"{QUEUE}?phan=binh-luan&bl={comment.pk}"
    staff_client.get(address)
    plain = _queries(staff_client, address)
    mask(staff_client, comment, piece=[PIECE])

    masked = _queries(staff_client, address)

    assert not any("originaltext" in query for query in plain)
    assert len(masked) == len(plain) + 1


def _queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return [query["sql"] for query in queries]
