"""The office keeps the reasons of a refusal: which are offered, what goes with them to the sender, and what stays."""

import re
from html import unescape
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from comments.models import Comment, CommentEvent, RejectionReason
from comments.moderation import decisions
from comments.moderation.forms import ReasonForm
from comments.moderation.reasons import REASONS
from comments.privacy import personal_data
from tests.comments.factories import make_comment, signed_in, waiting
from tests.factories import EDITOR, make_site, make_user

pytestmark = pytest.mark.django_db
LIST, QUEUE = "/quan-tri/comments/rejectionreason/", "/quan-tri/binh-luan/"
FOREIGN = "Viết bằng tiếng nước ngoài"
ELSEWHERE = "Cần gửi đơn, thư đến đúng nơi giải quyết"
LOOK_UP = "/hoi-dap/tra-cuu/"


def fill_empty_table():
    import_module("comments.migrations.0083_reasons_of_the_office").fill_empty_table(apps, None)


@pytest.fixture(autouse=True)
def reasons():
    """As a portal begins."""
    fill_empty_table()


def offered(client):
    waiting()
    return re.findall(r'class="queue-reason"\s+name="reason"\s+value="([^"]+)"', client.get(QUEUE).content.decode())


def kept(**fields):
    """What the form of a reason sends."""
    return {"text": FOREIGN, "advice": "", "position": 5, "is_active": "on"} | fields


def decide(client, comment, reason):
    fields = {"chosen": comment.pk, f"version-{comment.pk}": comment.version, "decision": "rejected", "reason": reason}
    return client.post(reverse("queue:decide"), fields)


def confirmed(**fields):
    return waiting(wants_mail=True, email_confirmed_at=timezone.now(), **fields)


def refused_letter(moderator, reason, **fields):
    make_site()
    decisions.decide(confirmed(**fields), "rejected", by=moderator, reason=reason)
    return Email.objects.get()


def test_a_portal_begins_with_the_usual_reasons_in_their_order():
    assert list(RejectionReason.objects.values_list("text", flat=True)) == list(REASONS)
    assert REASONS[:7] == (
        "Không liên quan đến nội dung bài viết",
        "Lời lẽ xúc phạm hoặc thiếu văn hóa",
        "Lộ thông tin cá nhân của người khác",
        "Thông tin chưa có căn cứ",
        "Quảng cáo, mời chào",
        "Trùng với bình luận đã gửi",
        ELSEWHERE,
    )
    assert RejectionReason.objects.offered() == list(REASONS)


def test_a_list_that_the_office_has_made_its_own_stays_so():
    RejectionReason.objects.exclude(text=ELSEWHERE).delete()

    fill_empty_table()

    assert RejectionReason.objects.get().text == ELSEWHERE


def test_a_portal_without_rows_offers_the_usual_ones(staff_client):
    RejectionReason.objects.all().delete()
    RejectionReason.objects.expire()

    assert offered(staff_client) == list(REASONS)
    assert ReasonForm({"reason": REASONS[8]}).is_valid()


def test_what_a_moderator_keeps_is_offered_at_once_in_its_place(staff_client):
    assert FOREIGN not in offered(staff_client)

    staff_client.post(f"{LIST}add/", kept(text=f"{FOREIGN}."))

    assert offered(staff_client)[0] == FOREIGN


def test_beyond_nine_reasons_are_reached_by_a_click(staff_client):
    for number in range(30):
        RejectionReason.objects.create(text=f"Lý do của cơ quan, số {number}", position=200)
    RejectionReason.objects.expire()

    assert len(offered(staff_client)) == 39
    html = staff_client.get(QUEUE).content.decode()
    assert re.findall(r'data-queue-reason="(\d+)"', html) == list("123456789")
    assert len(re.findall(r"<kbd>\d</kbd> (?!Lý do khác)", html)) == 9


def test_a_list_that_is_all_switched_off_leaves_a_reason_of_ones_own(staff_client):
    RejectionReason.objects.update(is_active=False)
    RejectionReason.objects.expire()

    assert offered(staff_client) == []
    assert ReasonForm({"other_reason": "Ngoài chủ đề."}).is_valid()


@pytest.mark.parametrize(
    "change",
    [
        lambda client, row: client.post(f"{LIST}{row.pk}/change/", kept(text="Lời mới")),
        lambda client, row: client.post(f"{LIST}{row.pk}/change/", {**kept(), "is_active": ""}),
        lambda client, row: client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}),
    ],
    ids=["written anew", "switched off", "deleted"],
)
def test_a_reason_that_was_on_the_page_counts_though_the_office_changed_it_meanwhile(staff_client, change):
    staff_client.post(f"{LIST}add/", kept())
    comment = waiting()
    assert FOREIGN in staff_client.get(QUEUE).content.decode()

    change(staff_client, RejectionReason.objects.get(text=FOREIGN))
    assert FOREIGN not in offered(staff_client)
    decide(staff_client, comment, FOREIGN)

    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("rejected", FOREIGN)


@pytest.mark.parametrize("reason", ["Chưa ai viết câu này", "", "x" * 5000])
def test_a_reason_that_nobody_kept_is_refused_with_a_sentence(staff_client, reason):
    comment = waiting()

    answer = staff_client.post(
        reverse("queue:decide"),
        {"chosen": comment.pk, "decision": "rejected", "reason": reason},
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 422
    assert "lý do" in answer.json()["told"][0]["text"]


def test_a_reason_that_was_given_is_switched_off_and_not_deleted(staff_client):
    row = RejectionReason.objects.create(text=FOREIGN)
    make_comment(state="rejected", reason=FOREIGN)

    assert staff_client.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "bỏ chọn “đang dùng”" in staff_client.get(f"{LIST}{row.pk}/change/").content.decode()
    assert RejectionReason.objects.filter(pk=row.pk).exists()


def test_the_same_reason_twice_is_said_at_its_field(staff_client):
    answer = staff_client.post(f"{LIST}add/", kept(text=REASONS[0]))

    assert "Đã có lý do này." in answer.content.decode()


def test_an_editor_reads_no_reason_of_the_moderators():
    assert signed_in(make_user(EDITOR)).get(LIST).status_code == 403


# What the sender reads


def test_the_letter_that_refuses_a_denunciation_says_where_those_go(moderator):
    letter = refused_letter(moderator, ELSEWHERE)

    for words in (letter.message, letter.html_message):
        assert f"{ELSEWHERE}" in words
        assert "cơ quan có thẩm quyền" in words
        assert "trụ sở tiếp công dân" in words
        assert "Luật Tố cáo năm 2018" in words
        assert not re.search(
            r"\d{4,}", re.sub(r"(?s)năm 2018|bài \d+|\d\d/\d\d/\d{4}|BL-\S+|http\S+|<[^>]*>|#\w+", "", words)
        )  # no telephone


def test_an_accusation_refused_for_whatever_reason_gets_it_too(moderator):
    letter = refused_letter(moderator, "Lời lẽ xúc phạm hoặc thiếu văn hóa", kinds=["insult", "accusation"])

    assert "trụ sở tiếp công dân" in letter.message


@pytest.mark.parametrize(("reason", "kinds"), [("Quảng cáo, mời chào", ["selling"]), ("Ngoài chủ đề", [])])
def test_other_letters_do_not(moderator, reason, kinds):
    assert "tố cáo" not in refused_letter(moderator, reason, kinds=kinds).message


def test_the_office_writes_its_own_address_into_the_advice(moderator):
    RejectionReason.objects.filter(text=ELSEWHERE).update(advice="Trụ sở tiếp công dân: 12 đường Trần Phú <Sông Lam>.")
    RejectionReason.objects.expire()

    letter = refused_letter(moderator, ELSEWHERE)

    assert "12 đường Trần Phú <Sông Lam>." in letter.message
    assert "12 đường Trần Phú &lt;Sông Lam&gt;." in letter.html_message


def test_the_page_of_ones_number_gives_the_advice_too(client):
    comment = make_comment(state="rejected", reason=ELSEWHERE)

    answer = client.post(LOOK_UP, {"number": comment.reference, "email": comment.email})

    assert "trụ sở tiếp công dân" in answer.content.decode()


def test_an_erasure_keeps_the_words_of_the_office_and_no_others(moderator):
    RejectionReason.objects.create(text=FOREIGN, is_active=False)
    RejectionReason.objects.expire()
    comments = [waiting(email="a@thu.example") for _ in range(2)]
    for comment, reason in zip(comments, [FOREIGN, "Ông Nam ở số 5 viết bậy"], strict=True):
        decisions.decide(comment, "rejected", by=moderator, reason=reason)

    personal_data.erase("a@thu.example")

    kept_of, gone = (Comment.objects.get(pk=comment.pk) for comment in comments)
    assert (kept_of.reason, gone.reason) == (FOREIGN, "(Đã xóa cùng dữ liệu cá nhân.)")
    assert CommentEvent.objects.filter(why=FOREIGN).exists()
    assert not CommentEvent.objects.filter(why__contains="Ông Nam").exists()


def test_each_field_of_the_list_says_which_reason_it_is_about(staff_client):
    page = staff_client.get(LIST).content.decode()

    for reason in RejectionReason.objects.all():
        for field in ("position", "is_active"):
            label = RejectionReason._meta.get_field(field).verbose_name.capitalize()
            assert f'aria-label="{label}: {reason.text}"' in unescape(page)
