"""Moderators keep the rules in the admin, and try each before it is kept."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, Rule
from comments.screening import rules
from comments.screening.patterns import end_of_sender_keys
from tests.comments.factories import make_comment
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/comments/rule/add/"
LIST = "/quan-tri/comments/rule/"


@pytest.fixture(autouse=True)
def no_rules():
    Rule.objects.all().delete()


def filled_in(pattern, kind="phrase", **fields):
    return {
        "kind": kind,
        "pattern": pattern,
        "effect": "hold",
        "is_active": "on",
        "note": "",
        "expires_at": "",
    } | fields


def test_a_rule_is_kept_with_its_maker_and_counts_at_once(staff_client, moderator):
    rules.in_force()

    response = staff_client.post(ADD, filled_in("tài  xỉu", effect="spam"))

    rule = Rule.objects.get()
    assert response.status_code == 302
    assert (rule.pattern, rule.effect, rule.created_by) == ("tài xỉu", "spam", moderator)
    assert rules.in_force().matches(name="A", email="", body="tài xỉu")


def test_a_deleted_rule_stops_at_once(staff_client):
    rule = Rule.objects.create(pattern="tài xỉu")
    rules.in_force()

    staff_client.post(f"{LIST}{rule.pk}/delete/", {"post": "yes"})

    assert rules.in_force().matches(name="A", email="", body="tài xỉu") == []


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("email", "@Thu.example", "*@thu.example"),
        ("email", "Khai@Thu.Example", "khai@thu.example"),
        ("domain", "https://www.NhaCai88.com/dang-ky", "nhacai88.com"),
        ("name", "Tòa soạn", "Tòa soạn"),
        ("phrase", "(a|b).*", "(a|b).*"),
        ("number", "SĐT", "số điện thoại"),
        ("number", "12", "12 chữ số"),
        ("number", "9 đến 12 số", "9-12 chữ số"),
        ("near", "chuyển  tiền ,tài khoản", "chuyển tiền, tài khoản"),
    ],
)
def test_what_is_typed_becomes_what_is_compared(staff_client, kind, typed, kept):
    staff_client.post(ADD, filled_in(typed, kind))

    assert Rule.objects.get().pattern == kept


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("phrase", "a", "ít nhất hai chữ cái"),
        ("phrase", "!!!", "ít nhất hai chữ cái"),
        ("email", "khai", "Xin ghi một địa chỉ email"),
        ("email", "*@*", "Xin ghi một địa chỉ email"),
        ("domain", "nhacai", "Xin ghi một tên miền"),
        ("number", "hai chữ số", "12 chữ số"),
        ("number", "1 chữ số", "từ 3 đến 30"),
        ("number", "12-9 chữ số", "từ 3 đến 30"),
        ("near", "chuyển tiền", "cách nhau bằng dấu phẩy"),
        ("near", "vay, Vay", "khác nhau"),
        ("near", "a, b", "ít nhất hai chữ cái"),
        ("near", "một, hai, ba, bốn, năm, sáu", "từ hai đến năm"),
        ("sender", "BL-AAAAA-AAAAA", "số tiếp nhận"),
        ("sender", "ai đó", "số tiếp nhận"),
        ("sender", "00000000-0000-0000-0000-000000000000", "số tiếp nhận"),
    ],
)
def test_a_pattern_that_can_meet_nothing_or_everything_is_refused_in_words(staff_client, kind, typed, sentence):
    response = staff_client.post(ADD, filled_in(typed, kind))

    assert sentence in response.content.decode()
    assert not Rule.objects.exists()


def test_the_same_rule_twice_is_reported(staff_client):
    Rule.objects.create(pattern="nhacai88.com", kind="domain")

    assert "Đã có quy tắc này." in staff_client.post(ADD, filled_in("www.nhacai88.com", "domain")).content.decode()


def test_a_rule_on_a_sender_comes_from_a_comments_number_and_ends_with_the_month(staff_client):
    comment = make_comment()

    staff_client.post(ADD, filled_in(comment.reference, "sender", effect="reject"))

    rule = Rule.objects.get()
    assert rule.pattern == str(comment.sender_key)
    assert rule.expires_at == end_of_sender_keys(timezone.now())
    assert f"Người gửi của {comment.reference}" in staff_client.get(LIST).content.decode()
    assert rule.pattern not in staff_client.get(LIST).content.decode()


def test_a_rule_on_a_sender_may_end_earlier_and_be_changed(staff_client):
    comment = make_comment()
    staff_client.post(ADD, filled_in(comment.reference, "sender", expires_at="01/01/2020 08:00"))
    rule = Rule.objects.get()

    staff_client.post(f"{LIST}{rule.pk}/change/", filled_in(rule.pattern, "sender", effect="spam", note=rule.note))

    changed = Rule.objects.get()
    assert rule.expires_at.year == 2020
    assert (changed.effect, changed.note, changed.pattern) == ("spam", rule.note, rule.pattern)


def test_a_rule_on_a_sender_is_shown_by_the_number_and_never_by_the_key(staff_client):
    comment = make_comment()
    added = staff_client.post(ADD, filled_in(comment.reference, "sender"), follow=True)
    rule = Rule.objects.get()

    shown = staff_client.get(f"{LIST}{rule.pk}/change/").content.decode()
    asked = staff_client.get(f"{LIST}{rule.pk}/delete/").content.decode()

    assert f'value="Người gửi của {comment.reference}"' in shown
    for page in (added.content.decode(), shown, asked):
        assert rule.pattern not in page


def test_a_rule_on_a_sender_is_switched_off_when_nothing_of_theirs_is_left(staff_client):
    comment = make_comment()
    staff_client.post(ADD, filled_in(comment.reference, "sender"))
    rule = Rule.objects.get()
    Comment.objects.update(sender_key=None)

    typed = filled_in(rule.looks_for, "sender", note=rule.note, is_active="")
    answer = staff_client.post(f"{LIST}{rule.pk}/change/", typed)

    changed = Rule.objects.get()
    assert answer.status_code == 302
    assert (changed.is_active, changed.pattern, changed.note) == (False, rule.pattern, rule.note)
    assert changed.expires_at == rule.expires_at


def test_a_rule_on_a_sender_becomes_one_on_another(staff_client):
    first, second = make_comment(), make_comment()
    staff_client.post(ADD, filled_in(first.reference, "sender"))
    rule = Rule.objects.get()

    staff_client.post(f"{LIST}{rule.pk}/change/", filled_in(second.reference, "sender", note=rule.note))

    changed = Rule.objects.get()
    assert (changed.pattern, changed.looks_for) == (str(second.sender_key), f"Người gửi của {second.reference}")


def test_a_sender_of_an_earlier_month_has_another_key_and_is_refused(staff_client):
    comment = make_comment(created_at=timezone.now() - timedelta(days=40))

    assert "gửi từ tháng trước" in staff_client.post(ADD, filled_in(comment.reference, "sender")).content.decode()


@pytest.mark.parametrize(
    ("moment", "end"),
    [("2026-11-22 08:00", "2026-12-01"), ("2026-12-31 23:59", "2027-01-01"), ("2026-01-31 00:00", "2026-02-01")],
)
def test_keys_change_with_the_local_month(moment, end):
    hanoi = ZoneInfo("Asia/Ho_Chi_Minh")

    changed = end_of_sender_keys(datetime.fromisoformat(moment).replace(tzinfo=hanoi))

    assert changed == datetime.fromisoformat(end).replace(tzinfo=hanoi)


class TestTrial:
    def test_a_rule_is_tried_on_what_came_and_not_kept(self, staff_client):
        article = make_article()
        for number in range(5):
            make_comment(article, body=f"Lần {number}: vào NHÀ CÁI <b> đi")
        make_comment(article, body="Nhà cải tạo xong")

        response = staff_client.post(ADD, filled_in("nhà cái") | {"_try": "1"})

        page = response.content.decode()
        assert response.status_code == 200
        assert "Khớp <b>5</b> trong 6 bình luận" in " ".join(page.split())
        assert page.count("<mark>NHÀ CÁI</mark> &lt;b&gt; đi") == 3
        assert 'value="nhà cái"' in page
        assert "Quy tắc chưa được lưu." in page
        assert not Rule.objects.exists()

    @pytest.mark.parametrize(("kind", "pattern"), [("number", "số điện thoại"), ("near", "số, nhanh")])
    def test_numbers_and_words_nearby_are_tried_too(self, staff_client, kind, pattern):
        make_comment(body="Gọi em số 0912 345 678 cho nhanh")
        make_comment(body="Cảm ơn")

        page = staff_client.post(ADD, filled_in(pattern, kind) | {"_try": "1"}).content.decode()

        assert 'data-trial="1"' in page
        assert "0912 345 678" in page.partition("<mark>")[2].partition("</mark>")[0]

    def test_a_rule_that_meets_nothing_says_so(self, staff_client):
        make_comment()

        page = staff_client.post(ADD, filled_in("tài xỉu") | {"_try": "1"}).content.decode()

        assert "Không khớp bình luận nào trong 1 bình luận gần nhất." in page

    def test_a_kept_rule_is_tried_with_what_was_typed_and_stays_as_it_was(self, staff_client):
        make_comment(body="tài xỉu")
        rule = Rule.objects.create(pattern="lô đề")

        page = staff_client.post(f"{LIST}{rule.pk}/change/", filled_in("tài xỉu") | {"_try": "1"}).content.decode()

        assert 'data-trial="1"' in page
        assert Rule.objects.get().pattern == "lô đề"

    def test_examples_of_addresses_show_no_address(self, staff_client):
        make_comment(email="khai@thu.example")

        page = staff_client.post(ADD, filled_in("*@thu.example", "email") | {"_try": "1"}).content.decode()

        assert 'data-trial="1"' in page
        assert "khai@thu" not in page

    def test_a_wrong_pattern_is_reported_instead(self, staff_client):
        page = staff_client.post(ADD, filled_in("a") | {"_try": "1"}).content.decode()

        assert "ít nhất hai chữ cái" in page
        assert "data-trial" not in page


def test_a_comments_page_leads_to_a_rule_on_its_sender(staff_client):
    comment = make_comment(state=Comment.State.PENDING)
    page = staff_client.get(reverse("admin:comments_comment_change", args=[comment.pk])).content.decode()

    for effect in ("hold", "reject"):
        address = f"{ADD}?kind=sender&amp;pattern={comment.reference}&amp;effect={effect}"
        assert address in page
    form = staff_client.get(f"{ADD}?kind=sender&pattern={comment.reference}&effect=reject").content.decode()
    assert f'value="{comment.reference}"' in form
    assert '<option value="reject" selected>' in form


def test_a_writer_sees_no_rules(client):
    client.force_login(make_user("Phóng viên"))

    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403
