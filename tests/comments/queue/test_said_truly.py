"""What the queue says of colleagues, of reports, of what ended and of an answer is true."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import AbuseReport, Comment, Rule, SenderStop
from comments.queue.modes import MEANS, SAID
from tests.comments.factories import make_comment, signed_in, waiting
from tests.factories import make_article, make_site

from .moderating import QUEUE, ask, seen
from .test_reported import report

pytestmark = pytest.mark.django_db
BODY = "Gọi ông Nam 0912 345 678 mà hỏi. Cán bộ làm việc chậm."
STOPS = "/quan-tri/binh-luan/tam-dung/"


@pytest.fixture(autouse=True)
def site():
    return make_site()


def test_who_presses_twice_reads_you_and_a_colleague_reads_the_name(staff_client, moderator, colleague):
    comment = waiting()
    ask(staff_client, "decide", chosen=comment.pk, decision="approved", **seen(comment))

    own = ask(staff_client, "decide", chosen=comment.pk, decision="spam", **seen(comment))["told"]
    other = ask(signed_in(colleague), "decide", chosen=comment.pk, decision="spam", **seen(comment))["told"]

    assert any("bạn đã duyệt" in one["text"] for one in own)
    assert not any(str(moderator) in one["text"] for one in own)
    assert any(f"{moderator} đã duyệt" in one["text"] for one in other)


def test_nobody_is_offered_to_hand_over_to_themselves_but_may_take_over(staff_client, moderator, colleague):
    comment = waiting()
    own, other = (f'<option value="{one.pk}"' for one in (moderator, colleague))
    page = staff_client.get(QUEUE).content.decode()
    assert (own in page, other in page) == (False, True)

    Comment.objects.filter(pk=comment.pk).update(assigned_to=colleague)
    page = staff_client.get(QUEUE, {"bl": comment.pk}).content.decode()
    assert f"{moderator} (bạn)</option>" in page


@pytest.mark.parametrize(
    ("reason", "is_masked", "button", "told"),
    [
        ("personal", True, "Đã che, khép báo cáo", "đã che, khép báo cáo"),
        ("personal", False, "Đã xem, giữ bình luận", "đã xem báo cáo, giữ lại"),
        ("insult", True, "Đã xem, giữ bình luận", "đã xem báo cáo, giữ lại"),
    ],
)
def test_reports_of_personal_data_are_closed_by_the_mask(staff_client, reason, is_masked, button, told):
    comment = make_comment(body=BODY, name="Hậu")
    reported = report(comment, reason)
    if is_masked:
        ask(staff_client, "mask", comment, chosen=comment.pk, piece="body:12:24:phone", **seen(comment))
        comment.refresh_from_db()

    page = staff_client.get(QUEUE, {"bl": comment.pk}).content.decode()
    assert page.count(button) == 1
    fields = {"masked": "1"} if 'name="masked"' in page else {}
    outcome = ask(staff_client, "keep", comment, newest=reported.pk, **fields, **seen(comment))

    assert outcome["told"][0]["text"] == f"Bình luận của Hậu: {told}."
    assert not AbuseReport.objects.filter(settled_at=None).exists()


def test_what_the_first_of_a_month_ended_is_listed_where_the_notice_leads(staff_client, moderator):
    now = timezone.now()
    of = {"why": "Lời lẽ xúc phạm", "by": moderator, "browser_key": uuid4()}
    ended = SenderStop.objects.create(until=now - timedelta(days=2), comment=waiting(name="Vừa hết"), **of)
    SenderStop.objects.create(until=now - timedelta(days=60), comment=waiting(name="Hết đã lâu"), **of)
    SenderStop.objects.create(until=now + timedelta(days=2), comment=waiting(name="Còn dừng"), **of)
    lifted = {"lifted_at": now, "lifted_by": moderator}
    SenderStop.objects.create(until=now - timedelta(days=2), comment=waiting(name="Đã bỏ"), **of, **lifted)
    Rule.objects.create(kind="sender", pattern=uuid4().hex, expires_at=now - timedelta(days=1), note="BL-ABCDE-FGHJK")

    [_, section] = staff_client.get(STOPS).content.decode().split('id="da-het"')

    assert "Vừa hết" in section
    assert f"Tạm dừng {ended.number}" in section
    assert "Quy tắc lọc theo người gửi" in section
    for name in ("Hết đã lâu", "Còn dừng", "Đã bỏ"):
        assert name not in section


def test_nothing_ended_says_so(staff_client):
    assert "Không có gì hết tác dụng trong 40 ngày qua." in staff_client.get(STOPS).content.decode()


def test_the_choice_of_a_mode_says_nothing_twice(staff_client):
    page = staff_client.get(reverse("queue:modes"), {"bai": make_article().pk}).content.decode()

    assert MEANS.keys() == SAID.keys()
    for mode, meaning in MEANS.items():
        assert f"<b>{mode.label}</b>: {meaning}" in page
        assert mode.label.lower() not in meaning
