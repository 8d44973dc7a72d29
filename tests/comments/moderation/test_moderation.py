"""The list and the page of comments in the admin: what they show, and deciding there."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.models import Comment, CommentEvent
from comments.moderation import decisions
from comments.moderation.decisions import AlreadyDecided
from tests.comments.factories import make_comment, waiting
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_article, make_user

from .archive import LIST, act, page_of, texts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)


def test_the_list_shows_what_waits_the_oldest_first_with_the_reasons(staff_client):
    article = make_article(title="Làm việc sáng thứ Bảy")
    now = timezone.now()
    waiting(article, name="Sau", created_at=now - timedelta(minutes=5))
    waiting(
        article,
        name="Trước",
        created_at=now - timedelta(hours=3),
        findings=[{"code": "links", "matched": "nhacai88.com", "weight": 2, "effect": "hold"}],
    )
    make_comment(article, name="Xong")

    html = staff_client.get(LIST).content.decode()

    assert html.index("Trước") < html.index("Sau")
    assert "Xong" not in html
    assert "Làm việc sáng thứ Bảy" in html
    assert "Có liên kết: nhacai88.com." in html
    assert "3 giờ trước" in html or "Hôm qua" in html
    assert [f"{label} ({count})" in html for label, count in (("Chờ duyệt", 2), ("Đã duyệt", 1), ("Bình luận rác", 0))]


@pytest.mark.parametrize(
    ("state", "names"),
    [("", {"pending"}), ("approved", {"approved"}), ("spam", {"spam"}), ("all", {"pending", "approved", "spam"})],
)
def test_other_states_are_a_tab_away(staff_client, state, names):
    for name in ("pending", "approved", "spam"):
        make_comment(state=name, name=f"tên-{name}")

    html = staff_client.get(LIST, {"state": state} if state else {}).content.decode()

    assert set(re.findall(r"tên-(\w+)", html)) == names


@pytest.mark.parametrize(
    ("action", "state", "sentence"),
    [
        ("approve", "approved", "Đã duyệt 2 bình luận."),
        ("mark_spam", "spam", "Đã đánh dấu là bình luận rác 2 bình luận."),
    ],
)
def test_many_comments_are_decided_at_once(staff_client, moderator, action, state, sentence):
    comments = [waiting(), waiting()]

    response = act(staff_client, action, *comments)

    assert texts(response) == [sentence]
    for comment in Comment.objects.all():
        assert (comment.state, comment.decided_by, comment.version) == (state, moderator, 1)
        assert [(e.from_state, e.to_state, e.by) for e in comment.events.all()] == [("pending", state, moderator)]


def test_rejecting_asks_for_the_reason_first(staff_client):
    comment = waiting(body="Mua ngay kẻo hết")

    asked = act(staff_client, "reject", comment)
    refused = act(staff_client, "reject", comment, confirmed="1")
    done = act(staff_client, "reject", comment, confirmed="1", reason="Quảng cáo, mời chào")

    assert "Mua ngay kẻo hết" in asked.content.decode()
    assert f'name="version-{comment.pk}" value="0"' in asked.content.decode()
    assert refused.status_code == 422
    assert "Từ chối thì cần có lý do" in refused.content.decode()
    assert texts(done) == ["Đã từ chối 1 bình luận."]
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("rejected", "Quảng cáo, mời chào")
    assert comment.events.get().why == "Quảng cáo, mời chào"


def test_a_reason_of_ones_own_counts_before_the_list(staff_client):
    comment = waiting()

    act(
        staff_client,
        "reject",
        comment,
        confirmed="1",
        reason="Quảng cáo, mời chào",
        other_reason="Trùng câu hỏi số 12.",
    )

    comment.refresh_from_db()
    assert comment.reason == "Trùng câu hỏi số 12"


@pytest.mark.parametrize("bad", [{"reason": "tự đặt"}, {"other_reason": "x" * 301}, {"other_reason": "\u200b"}])
def test_a_wrong_reason_gets_a_sentence(staff_client, bad):
    response = act(staff_client, "reject", waiting(), confirmed="1", **bad)

    assert response.status_code == 422
    assert "comment-error" in response.content.decode()
    assert Comment.objects.get().state == "pending"


def test_a_decision_can_be_taken_back(staff_client):
    comment = waiting()
    decisions.decide(comment, "rejected", by=None, reason="Nhầm")

    response = act(staff_client, "reopen", comment)

    assert texts(response) == ["Đã đưa về chờ duyệt 1 bình luận."]
    comment.refresh_from_db()
    assert (comment.state, comment.reason, comment.decided_by, comment.decided_at) == ("pending", "", None, None)
    assert [event.to_state for event in comment.events.all()] == ["rejected", "pending"]


def test_a_version_that_is_no_number_of_ours_is_left_aside(staff_client):
    comment = waiting()

    act(staff_client, "approve", comment, versions={f"version-{comment.pk}": "9" * 5000})

    comment.refresh_from_db()
    assert comment.state == "approved"


def test_the_second_moderator_reads_who_decided_and_what(staff_client):
    comment = waiting(name="Lê Văn Khải")
    colleague = make_user(MODERATOR, pen_name="Nguyễn Văn Bình")
    seen = {f"version-{comment.pk}": 0}
    decisions.decide(comment, "rejected", by=colleague, reason="Quảng cáo, mời chào")

    response = act(staff_client, "approve", comment, versions=seen)

    told = texts(response)[0]
    assert told.startswith("Bình luận của Lê Văn Khải: Nguyễn Văn Bình đã từ chối lúc ")
    assert "(Quảng cáo, mời chào)" in told
    comment.refresh_from_db()
    assert (comment.state, comment.version) == ("rejected", 1)


def test_approving_what_is_approved_changes_nothing(staff_client):
    comment = make_comment()

    response = act(staff_client, "approve", comment)

    assert texts(response) == ["1 bình luận đã ở trạng thái “Đã duyệt” từ trước."]
    assert not CommentEvent.objects.exists()


def test_one_comment_is_shown_with_all_that_helps_to_decide(staff_client):
    root = make_comment(name="Người hỏi", body="Câu hỏi gốc")
    comment = waiting(
        root.article,
        parent=root,
        body="Trả lời <b>đậm</b>",
        findings=[{"code": "shouting", "matched": "", "weight": 1, "effect": "hold"}],
    )
    waiting(sender_key=comment.sender_key, body="Bình luận khác cùng người")

    html = staff_client.get(page_of(comment)).content.decode()

    assert "Trả lời &lt;b&gt;đậm&lt;/b&gt;" in html
    assert "Câu hỏi gốc" in html
    assert "Bình luận khác cùng người" in html
    assert "Viết phần lớn bằng chữ in hoa." in html
    assert comment.reference in html
    assert not re.search(r'<textarea[^>]*name="(name|text)"', html)


def test_a_decision_leads_to_the_next_that_waits(staff_client):
    first = waiting(created_at=timezone.now() - timedelta(hours=2))
    second = waiting()

    response = staff_client.post(page_of(first), {"decision": "approved", f"version-{first.pk}": "0"})
    last = staff_client.post(page_of(second), {"decision": "spam", f"version-{second.pk}": "0"})

    assert response["Location"] == page_of(second)
    assert last["Location"] == LIST
    assert list(Comment.objects.values_list("state", flat=True)) == ["approved", "spam"]


def test_rejecting_on_the_page_keeps_what_was_typed_until_it_is_right(staff_client):
    comment = waiting()

    wrong = staff_client.post(page_of(comment), {"decision": "rejected", f"version-{comment.pk}": "0"})
    right = staff_client.post(
        page_of(comment),
        {"decision": "rejected", "other_reason": "Đã trả lời ở bài khác", f"version-{comment.pk}": "0"},
    )

    assert wrong.status_code == 422
    assert "Từ chối thì cần có lý do" in wrong.content.decode()
    assert right.status_code == 302
    comment.refresh_from_db()
    assert comment.reason == "Đã trả lời ở bài khác"


@pytest.mark.parametrize("decision", [None, "", "deleted", "\x00"])
def test_an_unknown_decision_changes_nothing(staff_client, decision):
    comment = waiting()

    response = staff_client.post(page_of(comment), {} if decision is None else {"decision": decision}, follow=True)

    assert texts(response) == ["Xin chọn một trong các nút xử lý."]
    assert Comment.objects.get().state == "pending"


def test_a_stale_page_shows_who_was_faster(staff_client):
    comment = waiting()
    decisions.decide(comment, "approved", by=make_user(MODERATOR, pen_name="Nguyễn Văn Bình"))

    response = staff_client.post(page_of(comment), {"decision": "spam", f"version-{comment.pk}": "0"}, follow=True)

    assert "Nguyễn Văn Bình đã duyệt" in texts(response)[0]
    assert Comment.objects.get().state == "approved"


def test_a_decision_on_many_names_those_that_somebody_else_decided_since(staff_client):
    mine, taken = waiting(name="Lê Khải"), waiting(name="Đỗ Hữu Thọ")
    chosen = {"action": "mark_spam", "_selected_action": [mine.pk, taken.pk]}
    seen = {f"version-{mine.pk}": "0", f"version-{taken.pk}": "0"}
    decisions.decide(taken, "approved", by=make_user(MODERATOR, pen_name="Nguyễn Văn Bình"))

    response = staff_client.post(LIST, chosen | seen, follow=True)

    done, told = texts(response)
    assert "1 bình luận" in done
    assert "Đỗ Hữu Thọ: Nguyễn Văn Bình đã duyệt" in told
    assert Comment.objects.get(pk=taken.pk).state == "approved"


def test_the_reference_that_a_reader_gives_leads_to_the_comment(staff_client):
    comment = make_comment(state="rejected", reason="Trùng")
    waiting(name="Lê Khải")
    said = comment.reference.removeprefix("BL-").replace("-", " ").lower()

    for written in (comment.reference, f"bl {said}", f"BL{said.replace(' ', '')}", f" {comment.reference} "):
        assert staff_client.get(LIST, {"q": written}).url == page_of(comment)
    assert staff_client.get(LIST, {"q": "BL-AAAAA-AAAAA"}).status_code == 200
    assert staff_client.get(LIST, {"q": "Lê Khải"}).status_code == 200


@pytest.mark.parametrize(("state", "is_erased"), [("withdrawn", False), ("rejected", True)])
def test_what_its_sender_withdrew_or_what_has_lost_its_words_is_not_decided(staff_client, state, is_erased):
    comment = make_comment(state=state, erased_at=timezone.now() if is_erased else None)

    page = staff_client.get(page_of(comment)).content.decode()
    staff_client.post(page_of(comment), {"decision": "approved"})
    act(staff_client, "approve", comment)

    assert 'name="decision"' not in page
    assert Comment.objects.get().state == state


def test_what_a_machine_put_aside_gets_its_target_when_it_waits_after_all(moderator):
    aside = make_comment(state="spam")
    refused = make_comment(state="rejected", due_at=timezone.now(), first_decided_at=timezone.now())
    answer = decisions.answer_officially(make_comment(), "Xin cảm ơn.", by=moderator, name="Ban Biên tập")
    targets = [refused.due_at, None]

    for comment in (aside, refused, answer):
        decisions.decide(comment, "pending", by=moderator)

    assert aside.due_at > timezone.now()
    assert [refused.due_at, answer.due_at] == targets
    assert set(Comment.objects.overdue(aside.due_at + timedelta(seconds=1))) == {aside, refused, answer}


@pytest.mark.django_db(transaction=True)
def test_two_moderators_racing_decide_each_comment_once():
    colleagues = [make_user(pen_name="Trần Thị Hoa"), make_user(pen_name="Nguyễn Văn Bình")]
    article = make_article()
    comments = [waiting(article) for _ in range(50)]

    def decide(number):
        outcome = Counter()
        for pk in [comment.pk for comment in comments]:
            comment = Comment(pk=pk, version=0, state="pending")
            try:
                decisions.decide(comment, ["approved", "spam"][number], by=colleagues[number])
                outcome["decided"] += 1
            except AlreadyDecided as clash:
                outcome["told"] += clash.comment.decided_by == colleagues[1 - number]
        return outcome

    total = sum(all_at_once(2, decide), Counter())

    assert total == {"decided": 50, "told": 50}
    assert CommentEvent.objects.count() == 50
    assert set(Comment.objects.values_list("version", flat=True)) == {1}


def test_an_unknown_comment_leads_back_to_the_admin(staff_client):
    for pk in ("999999", "abc", "9" * 30):
        assert staff_client.get(f"{LIST}{pk}/change/").status_code == 302


def test_the_list_asks_four_questions_about_comments_however_many_wait(staff_client, django_assert_max_num_queries):
    article = make_article()
    for _ in range(20):
        waiting(article, parent=make_comment(article))

    with django_assert_max_num_queries(12) as captured:  # with sign-in, permissions and the idle prompt
        staff_client.get(LIST)

    about_comments = [query for query in captured.captured_queries if "comments_comment" in query["sql"]]
    assert len(about_comments) == 4  # how many, which, the counts of the states, what waits for me


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"name": ""},
        {"body": ""},
        {"body": "x" * 2001},
        {"state": "rejected", "reason": "", "decided_at": NOON},
        {"state": "approved", "decided_at": None},
        {"state": "pending", "decided_at": NOON},
        {"consent_version": ""},
        {"consented_at": None},
    ],
    ids=str,
)
def test_the_database_keeps_the_rules(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=waiting().pk).update(**wrong)
