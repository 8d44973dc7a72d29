"""The moderators' queue: what it shows, and to whom."""

import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import AbuseReport, Appeal, Comment, Policy
from comments.moderation import decisions
from comments.moderation.reasons import REASONS
from comments.queue import figures
from comments.queue.review_context import marked
from comments.queue.selection import FILTER_LABELS, PER_PAGE
from comments.screening.checks import SENTENCES
from tests.comments.factories import ago, make_comment, signed_in, waiting
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_site, make_user

from .moderating import QUEUE, action

pytestmark = pytest.mark.django_db
ACTIONS = ("decide", "undo", "reject_sender", "answer", "hand_over", "charge", "publish_unit_answer")
ACTIONS += ("return_unit_answer", "note", "delete_note")


def found(code, matched="", weight=1, words=()):
    return {"code": code, "matched": matched, "weight": weight, "effect": "hold", "words": list(words)}


def names(client, **query):
    """The senders of the listed comments, in order."""
    return [row.comment.name for row in client.get(QUEUE, query).context["rows"]]


def test_the_oldest_stands_first_and_is_open(staff_client):
    article = make_article()
    waiting(article, name="Sau", created_at=ago(hours=1))
    waiting(article, name="Trước", created_at=ago(hours=3))
    make_comment(article, name="Xong")

    page = staff_client.get(QUEUE)

    assert [row.comment.name for row in page.context["rows"]] == ["Trước", "Sau"]
    assert page.context["opened"].comment.name == "Trước"


def test_what_is_decided_stands_newest_first(staff_client):
    article = make_article()
    for name, hours in (("Cũ", 3), ("Mới", 1)):
        make_comment(article, name=name, created_at=ago(hours=hours))

    assert names(staff_client, trang_thai="approved") == ["Mới", "Cũ"]


@pytest.mark.parametrize("state", ["approved", "rejected", "spam", "withdrawn"])
def test_what_was_decided_last_stands_first_whenever_it_was_sent(staff_client, state):
    article = make_article()
    for name, sent, decided in (("giữa", 1, 2), ("cuối", 2, 3), ("đầu", 9, 1)):
        make_comment(article, name=name, state=state, created_at=ago(days=sent), decided_at=ago(hours=decided))

    assert names(staff_client, trang_thai=state) == ["đầu", "giữa", "cuối"]


@pytest.mark.parametrize("tab", ["approved", "tat-ca"])
def test_pages_of_a_list_that_begins_with_the_newest_follow_each_other(staff_client, tab):
    article, moment = make_article(), ago(hours=1)
    for number in range(PER_PAGE + 3):
        make_comment(article, name=f"n{number}", created_at=moment, decided_at=moment)

    first = staff_client.get(QUEUE, {"trang_thai": tab})
    second = staff_client.get(f"{QUEUE}?{first.context['next_page']}")

    shown = [row.comment.name for page in (first, second) for row in page.context["rows"]]
    assert shown == [f"n{number}" for number in reversed(range(PER_PAGE + 3))]


def test_an_address_of_the_last_release_still_says_where_a_page_begins(staff_client):
    moment = ago(hours=1)
    waiting(created_at=moment - timedelta(minutes=1), name="trước")
    last = waiting(created_at=moment)
    waiting(created_at=moment + timedelta(minutes=1), name="sau")
    word = f"{(moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)}-{last.pk}"

    assert names(staff_client, sau=word) == ["sau"]


def test_the_other_tabs_hold_comments_of_any_state(staff_client):
    article = make_article()
    reported, settled = make_comment(article, name="bị báo"), make_comment(article, name="đã xem", is_official=True)
    for comment, at in ((reported, None), (settled, ago(hours=1))):
        AbuseReport.objects.create(comment=comment, visitor=uuid4(), network=uuid4(), reason="insult", settled_at=at)
    Appeal.objects.create(comment=make_comment(article, name="xin xem lại", state="rejected"), text="Tôi nói đúng")
    waiting(article, name="chờ")
    make_comment(article, name="có người duyệt", decided_by=make_user(MODERATOR))

    assert names(staff_client, trang_thai="bao-cao") == ["bị báo"]
    assert names(staff_client, trang_thai="xem-lai") == ["xin xem lại"]
    assert names(staff_client, trang_thai="dang-ngay") == ["bị báo"]
    assert len(names(staff_client, trang_thai="tat-ca")) == 5


def test_the_open_comment_has_all_that_helps_to_decide(staff_client):
    root = make_comment(name="Người hỏi", body="Câu hỏi gốc")
    comment = waiting(
        root.article,
        parent=root,
        body="Mua <b>nhà</b> ở bit.ly/x ngay",
        findings=[found("links", "bit.ly/x", 2, ["bit.ly/x"]), found("shouting")],
        score=3,
        was_recalled=True,
    )
    make_comment(root.article, sender_key=comment.sender_key, body="Lần trước tôi khen")
    make_comment(root.article, sender_key=comment.sender_key, state="spam")
    AbuseReport.objects.create(
        comment=comment, visitor=comment.sender_key, network=comment.sender_key, reason="other", note="Bịa đặt"
    )

    html = staff_client.get(QUEUE).content.decode()

    assert "Mua &lt;b&gt;nhà&lt;/b&gt; ở <mark>bit.ly/x</mark> ngay" in html
    assert root.article.title in html
    assert root.article.get_absolute_url() in html
    assert "Câu hỏi gốc" in html
    assert "Có liên kết: bit.ly/x." in html
    assert "+2" in html
    assert "3 điểm" in html
    assert comment.reference in html
    assert "Đã duyệt: 1" in html
    assert "Bình luận rác: 1" in html
    assert "Lần trước tôi khen" in html
    assert "“Bịa đặt”" in html


def test_no_address_of_a_reader_is_on_the_page(staff_client):
    comment = waiting(email="bi.mat@thu.example")
    waiting(comment.article, sender_key=comment.sender_key, email="bi.mat@thu.example")

    for query in ({}, {"bl": comment.pk, "phan": "binh-luan"}, {"phan": "danh-sach"}):
        assert "bi.mat" not in staff_client.get(QUEUE, query).content.decode()


def test_words_are_marked_as_text_and_never_as_html():
    assert marked("a <b> & <b>", ["<b>"]) == "a <mark>&lt;b&gt;</mark> &amp; <mark>&lt;b&gt;</mark>"
    assert marked("<i>", []) == "&lt;i&gt;"


def test_the_target_is_shown_in_working_hours(moderator, time_machine):
    time_machine.move_to("2026-11-24T03:00:00+00:00", tick=False)  # a Tuesday, ten o'clock in Việt Nam
    staff_client = signed_in(moderator)
    article = make_article()
    waiting(article, created_at=ago(hours=3), due_at=timezone.now() - timedelta(hours=2))
    waiting(article, created_at=ago(hours=2), due_at=timezone.now() + timedelta(days=1))
    waiting(article, created_at=ago(hours=1))

    page = staff_client.get(QUEUE)

    assert [row.time_left for row in page.context["rows"]] == ["quá hạn 2 giờ làm việc", "còn 8 giờ làm việc", ""]
    assert [row.is_late for row in page.context["rows"]] == [True, False, False]
    assert "quá hạn 2 giờ làm việc" in page.content.decode()


def test_what_readers_sent_back_is_not_late_again(staff_client):
    comment = waiting(due_at=ago(days=3), first_decided_at=ago(days=4), was_recalled=True)

    page = staff_client.get(QUEUE)

    assert page.context["figures"].overdue == 0
    assert not page.context["rows"][0].is_late
    assert not Comment.objects.overdue().filter(pk=comment.pk).exists()


def test_the_filters(staff_client, moderator):
    article, other = make_article(), make_article()
    waiting(article, name="liên kết", findings=[found("links", "x.vn")])
    waiting(other, name="bài khác")
    waiting(article, name="của tôi", assigned_to=moderator)
    waiting(article, name="quá hạn", due_at=ago(hours=1))
    make_comment(article, name="bình luận rác", state="spam")

    assert names(staff_client, ly_do="links") == ["liên kết"]
    assert names(staff_client, bai=other.pk) == ["bài khác"]
    assert names(staff_client, cua_toi="1") == ["của tôi"]
    assert names(staff_client, qua_han="1") == ["quá hạn"]
    assert names(staff_client, trang_thai="spam") == ["bình luận rác"]
    assert names(staff_client, ly_do="links", cua_toi="1") == []


@pytest.mark.parametrize(
    "query",
    [
        {"trang_thai": "lost"},
        {"ly_do": "'; DROP TABLE"},
        {"bai": "9" * 40},
        {"bai": "²"},
        {"bl": "abc"},
        {"bl": "999999"},
        {"sau": "x-y"},
        {"sau": f"{10**17}-1"},
        {"phan": "khac"},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_left_aside(staff_client, query):
    waiting()

    assert staff_client.get(QUEUE, query).status_code == 200


def test_every_reason_to_filter_by_is_one_that_the_screening_knows():
    assert FILTER_LABELS.keys() <= SENTENCES.keys()


def test_the_next_page_begins_where_this_one_ends(staff_client):
    article, moment = make_article(), ago(hours=1)
    for number in range(PER_PAGE + 3):
        waiting(article, name=f"n{number}", created_at=moment)  # all at the same moment

    first = staff_client.get(QUEUE)
    second = staff_client.get(f"{QUEUE}?{first.context['next_page']}")

    assert [row.comment.name for row in first.context["rows"]] == [f"n{number}" for number in range(PER_PAGE)]
    assert [row.comment.name for row in second.context["rows"]] == ["n50", "n51", "n52"]
    assert "next_page" not in second.context


def test_the_counts_stop_where_nobody_counts_further(staff_client, monkeypatch):
    monkeypatch.setattr(figures, "COUNTED", 2)
    article = make_article()
    for _ in range(4):
        waiting(article)

    html = staff_client.get(QUEUE).content.decode()

    assert ">hơn 2</span>" in html


def test_the_sidebar_shows_how_many_wait_for_me(staff_client, moderator):
    comment = waiting()
    assert "desk-badge" not in staff_client.get(reverse("admin:index")).content.decode()

    decisions.hand_over(comment, moderator, by=make_user(MODERATOR))

    for address in (QUEUE, reverse("admin:index")):
        assert re.search(r'class="desk-badge"[^>]*>1<', staff_client.get(address).content.decode())


def test_the_first_page_of_the_admin_shows_what_is_late_and_the_share(staff_client):
    article = make_article()
    waiting(article, due_at=ago(hours=1))
    for first in (3, 3, 1):
        make_comment(article, due_at=ago(days=2), first_decided_at=ago(days=first))

    told = {each.title: each.figure for each in staff_client.get(reverse("admin:index")).context["waiting"]}

    assert told == {"Bình luận chờ duyệt": 1, "Bình luận quá hạn": 1, "Bình luận đúng hạn": "50%"}
    assert ">50%</strong>" in staff_client.get(reverse("admin:index")).content.decode()


def test_the_public_reads_the_share_only_when_the_office_wants_it(client, django_assert_num_queries):
    make_site()
    article = make_article()
    make_comment(article, due_at=ago(days=2), first_decided_at=ago(days=3))
    address = f"/binh-luan/{article.pk}/?trang=1"
    sentence = "Tỷ lệ bình luận được xử lý đúng hạn trong 90 ngày: 100%"

    client.get(address)
    with django_assert_num_queries(3):  # article, site context, thread
        assert sentence not in client.get(address).content.decode()
    Policy(shows_share_on_time=True).save()
    with django_assert_num_queries(4):
        assert sentence in client.get(address).content.decode()


def test_the_queue_stays_within_ten_queries_however_many_wait(staff_client, django_assert_max_num_queries):
    article = make_article()
    root = make_comment(article)
    for _ in range(30):
        comment = waiting(article, parent=root, was_recalled=True, findings=[found("links", "x.vn")])
    staff_client.get(QUEUE)

    with django_assert_max_num_queries(13):  # with the keys of the moderator, the units charged before, and stops
        staff_client.get(QUEUE)
    with django_assert_max_num_queries(11):
        staff_client.get(QUEUE, {"bl": comment.pk, "phan": "binh-luan"})
    with django_assert_max_num_queries(6):
        staff_client.get(QUEUE, {"phan": "danh-sach"})


def test_an_empty_queue_says_so(staff_client):
    assert "Không còn bình luận nào chờ duyệt." in staff_client.get(QUEUE).content.decode()
    assert "Không có bình luận nào khớp bộ lọc." in staff_client.get(QUEUE, {"cua_toi": "1"}).content.decode()


@pytest.mark.parametrize("role", [WRITER, EDITOR, WEBMASTER, None])
def test_only_moderators_come_in(role):
    client, comment = signed_in(make_user(role)), waiting()

    assert client.get(QUEUE).status_code == 403
    for name in ACTIONS:
        assert client.post(action(name, comment), {"chosen": comment.pk, "decision": "approved"}).status_code == 403
    assert Comment.objects.get().state == "pending"


def test_a_visitor_is_led_to_the_sign_in(client):
    comment = waiting()

    for answer in [client.get(QUEUE), *(client.post(action(name, comment)) for name in ACTIONS)]:
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_a_user_who_may_only_look_sees_everything_and_no_button():
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="view_comment", content_type__app_label="comments"))
    client, comment = signed_in(user), waiting()

    html = client.get(QUEUE).content.decode()

    assert comment.body in html
    page, _, sign_in_again = html.partition('class="queue"')[2].partition("data-idle-form")
    assert sign_in_again
    assert 'method="post"' not in page
    for name in ACTIONS:
        assert client.post(action(name, comment), {"chosen": comment.pk, "decision": "approved"}).status_code == 403


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_is_decided_by_a_link(staff_client, name):
    assert staff_client.get(action(name, waiting())).status_code == 405


def test_an_action_without_the_token_of_the_page_is_refused(moderator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    comment = waiting()

    assert client.post(action("decide", comment), {"chosen": comment.pk, "decision": "approved"}).status_code == 403
    assert Comment.objects.get().state == "pending"


def test_the_usual_reasons_have_a_digit_each(staff_client):
    waiting()

    html = staff_client.get(QUEUE).content.decode()

    assert len(REASONS) == 9
    assert re.findall(r'data-queue-reason="(\d)"', html) == list("123456789")


def test_what_waited_before_there_were_targets_gets_its_own(moderator):
    migration = import_module("comments.migrations.0050_targets_of_waiting")
    sent = datetime.fromisoformat("2026-11-23T08:00:00+07:00")  # a Monday
    old, decided = waiting(created_at=sent), make_comment(created_at=sent)
    promised = waiting(due_at=sent)
    answer = make_comment(is_official=True, state="pending")
    Policy(target_hours=12).save()

    migration.give_targets(apps, None)

    for comment in (old, decided, promised, answer):
        comment.refresh_from_db()
    assert old.due_at == sent.replace(day=24, hour=14)
    assert [decided.due_at, promised.due_at, answer.due_at] == [None, sent, None]
