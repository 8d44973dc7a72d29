import re
from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, CommentEvent
from comments.models.comment import AlreadyDecided
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_site, make_user

from .factories import make_comment
from .test_limits import all_at_once

pytestmark = pytest.mark.django_db

LIST = "/quan-tri/comments/comment/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def moderator():
    return make_user(MODERATOR, username="hoa", pen_name="Trần Thị Hoa")


@pytest.fixture
def desk(moderator):
    return signed_in(moderator)


def waiting(article=None, **fields):
    return make_comment(article, state="pending", **fields)


def page_of(comment):
    return reverse("admin:comments_comment_change", args=[comment.pk])


def act(client, action, *comments, versions=None, **fields):
    """Ticks `comments` in the list as it was shown, and runs `action`."""
    seen = {f"version-{comment.pk}": comment.version for comment in comments} if versions is None else versions
    chosen = {"action": action, "_selected_action": [comment.pk for comment in comments]}
    return client.post(LIST + "?state=all", chosen | seen | fields, follow=True)


def texts(response):
    return [str(message) for message in response.context["messages"]]


def test_the_list_shows_what_waits_the_oldest_first_with_the_reasons(desk):
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

    html = desk.get(LIST).content.decode()

    assert html.index("Trước") < html.index("Sau")
    assert "Xong" not in html
    assert "Làm việc sáng thứ Bảy" in html
    assert "Có liên kết: nhacai88.com." in html
    assert "3 giờ trước" in html or "Hôm qua" in html
    assert [f"{label} ({count})" in html for label, count in (("Chờ duyệt", 2), ("Đã duyệt", 1), ("Thư rác", 0))]


@pytest.mark.parametrize(
    ("state", "names"),
    [("", {"pending"}), ("approved", {"approved"}), ("spam", {"spam"}), ("all", {"pending", "approved", "spam"})],
)
def test_other_states_are_a_tab_away(desk, state, names):
    for name in ("pending", "approved", "spam"):
        make_comment(state=name, name=f"tên-{name}")

    html = desk.get(LIST, {"state": state} if state else {}).content.decode()

    assert set(re.findall(r"tên-(\w+)", html)) == names


@pytest.mark.parametrize(
    ("action", "state", "sentence"),
    [
        ("approve", "approved", "Đã duyệt 2 bình luận."),
        ("mark_spam", "spam", "Đã đánh dấu là thư rác 2 bình luận."),
    ],
)
def test_many_comments_are_decided_at_once(desk, moderator, action, state, sentence):
    comments = [waiting(), waiting()]

    response = act(desk, action, *comments)

    assert texts(response) == [sentence]
    for comment in Comment.objects.all():
        assert (comment.state, comment.decided_by, comment.version) == (state, moderator, 1)
        assert [(e.from_state, e.to_state, e.by) for e in comment.events.all()] == [("pending", state, moderator)]


def test_rejecting_asks_for_the_reason_first(desk):
    comment = waiting(body="Mua ngay kẻo hết")

    asked = act(desk, "reject", comment)
    refused = act(desk, "reject", comment, confirmed="1")
    done = act(desk, "reject", comment, confirmed="1", reason="Quảng cáo, mời chào")

    assert "Mua ngay kẻo hết" in asked.content.decode()
    assert f'name="version-{comment.pk}" value="0"' in asked.content.decode()
    assert refused.status_code == 422
    assert "Từ chối thì cần có lý do" in refused.content.decode()
    assert texts(done) == ["Đã từ chối 1 bình luận."]
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("rejected", "Quảng cáo, mời chào")
    assert comment.events.get().why == "Quảng cáo, mời chào"


def test_a_reason_of_ones_own_counts_before_the_list(desk):
    comment = waiting()

    act(desk, "reject", comment, confirmed="1", reason="Quảng cáo, mời chào", other_reason="Trùng câu hỏi số 12.")

    comment.refresh_from_db()
    assert comment.reason == "Trùng câu hỏi số 12"


@pytest.mark.parametrize("bad", [{"reason": "tự đặt"}, {"other_reason": "x" * 301}, {"other_reason": "\u200b"}])
def test_a_wrong_reason_gets_a_sentence(desk, bad):
    response = act(desk, "reject", waiting(), confirmed="1", **bad)

    assert response.status_code == 422
    assert "comment-error" in response.content.decode()
    assert Comment.objects.get().state == "pending"


def test_a_decision_can_be_taken_back(desk):
    comment = waiting()
    comment.decide("rejected", by=None, reason="Nhầm")

    response = act(desk, "reopen", comment)

    assert texts(response) == ["Đã đưa về chờ duyệt 1 bình luận."]
    comment.refresh_from_db()
    assert (comment.state, comment.reason, comment.decided_by, comment.decided_at) == ("pending", "", None, None)
    assert [event.to_state for event in comment.events.all()] == ["rejected", "pending"]


def test_a_version_that_is_no_number_of_ours_is_left_aside(desk):
    comment = waiting()

    act(desk, "approve", comment, versions={f"version-{comment.pk}": "9" * 5000})

    comment.refresh_from_db()
    assert comment.state == "approved"


def test_the_second_moderator_is_told_who_decided_and_what(desk):
    comment = waiting(name="Lê Văn Khải")
    colleague = make_user(MODERATOR, pen_name="Nguyễn Văn Bình")
    seen = {f"version-{comment.pk}": 0}
    comment.decide("rejected", by=colleague, reason="Quảng cáo, mời chào")

    response = act(desk, "approve", comment, versions=seen)

    told = texts(response)[0]
    assert told.startswith("Bình luận của Lê Văn Khải: Nguyễn Văn Bình đã từ chối lúc ")
    assert "(Quảng cáo, mời chào)" in told
    comment.refresh_from_db()
    assert (comment.state, comment.version) == ("rejected", 1)


def test_approving_what_is_approved_changes_nothing(desk):
    comment = make_comment()

    response = act(desk, "approve", comment)

    assert texts(response) == ["1 bình luận đã ở trạng thái “Đã duyệt” từ trước."]
    assert not CommentEvent.objects.exists()


def test_one_comment_is_shown_with_all_that_helps_to_decide(desk):
    root = make_comment(name="Người hỏi", body="Câu hỏi gốc")
    comment = waiting(
        root.article,
        parent=root,
        body="Trả lời <b>đậm</b>",
        findings=[{"code": "shouting", "matched": "", "weight": 1, "effect": "hold"}],
    )
    waiting(sender_key=comment.sender_key, body="Bình luận khác cùng người")

    html = desk.get(page_of(comment)).content.decode()

    assert "Trả lời &lt;b&gt;đậm&lt;/b&gt;" in html
    assert "Câu hỏi gốc" in html
    assert "Bình luận khác cùng người" in html
    assert "Viết phần lớn bằng chữ in hoa." in html
    assert comment.reference in html
    assert not re.search(r'<textarea[^>]*name="(name|text)"', html)


def test_a_decision_leads_to_the_next_that_waits(desk):
    first = waiting(created_at=timezone.now() - timedelta(hours=2))
    second = waiting()

    response = desk.post(page_of(first), {"decision": "approved", f"version-{first.pk}": "0"})
    last = desk.post(page_of(second), {"decision": "spam", f"version-{second.pk}": "0"})

    assert response["Location"] == page_of(second)
    assert last["Location"] == LIST
    assert list(Comment.objects.values_list("state", flat=True)) == ["approved", "spam"]


def test_rejecting_on_the_page_keeps_what_was_typed_until_it_is_right(desk):
    comment = waiting()

    wrong = desk.post(page_of(comment), {"decision": "rejected", f"version-{comment.pk}": "0"})
    right = desk.post(
        page_of(comment),
        {"decision": "rejected", "other_reason": "Đã trả lời ở bài khác", f"version-{comment.pk}": "0"},
    )

    assert wrong.status_code == 422
    assert "Từ chối thì cần có lý do" in wrong.content.decode()
    assert right.status_code == 302
    comment.refresh_from_db()
    assert comment.reason == "Đã trả lời ở bài khác"


@pytest.mark.parametrize("decision", [None, "", "deleted", "\x00"])
def test_an_unknown_decision_changes_nothing(desk, decision):
    comment = waiting()

    response = desk.post(page_of(comment), {} if decision is None else {"decision": decision}, follow=True)

    assert texts(response) == ["Xin chọn một trong các nút xử lý."]
    assert Comment.objects.get().state == "pending"


def test_a_stale_page_is_told_who_was_faster(desk):
    comment = waiting()
    comment.decide("approved", by=make_user(MODERATOR, pen_name="Nguyễn Văn Bình"))

    response = desk.post(page_of(comment), {"decision": "spam", f"version-{comment.pk}": "0"}, follow=True)

    assert "Nguyễn Văn Bình đã duyệt" in texts(response)[0]
    assert Comment.objects.get().state == "approved"


def test_who_decides_many_is_told_of_those_that_somebody_else_decided_since(desk):
    mine, taken = waiting(name="Lê Khải"), waiting(name="Đỗ Hữu Thọ")
    chosen = {"action": "mark_spam", "_selected_action": [mine.pk, taken.pk]}
    seen = {f"version-{mine.pk}": "0", f"version-{taken.pk}": "0"}
    taken.decide("approved", by=make_user(MODERATOR, pen_name="Nguyễn Văn Bình"))

    response = desk.post(LIST, chosen | seen, follow=True)

    done, told = texts(response)
    assert "1 bình luận" in done
    assert "Đỗ Hữu Thọ: Nguyễn Văn Bình đã duyệt" in told
    assert Comment.objects.get(pk=taken.pk).state == "approved"


@pytest.mark.parametrize("query", ["email__startswith=bich", "email=x", "sender_key__isnull=0", "parent__email=x"])
def test_nobody_finds_out_an_address_by_asking_the_list(desk, query):
    waiting(email="bich.lien@thu.example")

    assert desk.get(f"{LIST}?{query}").status_code in {302, 400}


def test_the_number_that_a_reader_tells_leads_to_the_comment(desk):
    comment = make_comment(state="rejected", reason="Trùng")
    waiting(name="Lê Khải")
    said = comment.reference.removeprefix("BL-").replace("-", " ").lower()

    for written in (comment.reference, f"bl {said}", f"BL{said.replace(' ', '')}", f" {comment.reference} "):
        assert desk.get(LIST, {"q": written}).url == page_of(comment)
    assert desk.get(LIST, {"q": "BL-AAAAA-AAAAA"}).status_code == 200
    assert desk.get(LIST, {"q": "Lê Khải"}).status_code == 200


def test_the_office_answers_and_the_question_shows_with_it(desk, moderator):
    comment = waiting()
    fields = {"answer": "1", "name": "UBND xã Tân Phong", f"version-{comment.pk}": "0"}

    empty = desk.post(page_of(comment), fields | {"body": " "})
    desk.post(page_of(comment), fields | {"body": "Xã làm việc cả sáng thứ Bảy."})

    assert empty.status_code == 422
    assert "Xin viết nội dung trả lời." in empty.content.decode()
    comment.refresh_from_db()
    answer = comment.replies.get()
    assert comment.state == "approved"
    assert (answer.is_official, answer.name, answer.state) == (True, "UBND xã Tân Phong", "approved")
    assert (answer.email, answer.sender_key, answer.decided_by) == ("", None, moderator)
    assert answer.events.get().is_seen_by_readers


def test_an_answer_to_an_answer_of_a_reader_hangs_on_the_root(desk):
    root = make_comment()
    reply = make_comment(root.article, parent=root)

    desk.post(
        page_of(reply), {"answer": "1", "name": "Ban Biên tập", "body": "Xin cảm ơn.", f"version-{reply.pk}": "0"}
    )

    answer = Comment.objects.get(is_official=True)
    assert (answer.parent, answer.in_reply_to) == (root, reply)


def test_a_rejected_comment_is_not_answered(desk):
    comment = make_comment(state="rejected")

    desk.post(page_of(comment), {"answer": "1", "name": "Ban Biên tập", "body": "Xin chào."})

    assert Comment.objects.count() == 1


def test_a_button_pressed_twice_makes_one_answer(desk):
    comment = make_comment()
    fields = {"answer": "1", "name": "Ban Biên tập", "body": "Xin cảm ơn."}

    for _ in range(2):
        desk.post(page_of(comment), fields)
    desk.post(page_of(comment), fields | {"body": "Còn một ý nữa."})

    assert [answer.body for answer in comment.replies.order_by("pk")] == ["Xin cảm ơn.", "Còn một ý nữa."]


def test_the_office_does_not_answer_itself(desk, moderator):
    answer = make_comment().answer_officially("Xin cảm ơn.", by=moderator, name="Ban Biên tập")

    page = desk.get(page_of(answer)).content.decode()
    desk.post(page_of(answer), {"answer": "1", "name": "Ban Biên tập", "body": "Không có gì."})

    assert 'name="answer"' not in page
    assert Comment.objects.filter(is_official=True).count() == 1


def test_an_answer_from_an_older_page_is_not_published_under_what_was_taken_down(moderator):
    comment = make_comment()
    shown = Comment.objects.get(pk=comment.pk)
    comment.decide("rejected", by=moderator, reason="Quảng cáo, mời chào")

    with pytest.raises(AlreadyDecided):
        shown.answer_officially("Xin cảm ơn.", by=moderator, name="Ban Biên tập")

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("erased", [{"state": "withdrawn"}, {"state": "rejected", "erased_at": timezone.now()}])
def test_what_its_sender_withdrew_or_what_has_lost_its_words_is_not_decided(desk, erased):
    comment = make_comment(**erased)

    page = desk.get(page_of(comment)).content.decode()
    desk.post(page_of(comment), {"decision": "approved"})
    act(desk, "approve", comment)

    assert 'name="decision"' not in page
    assert Comment.objects.get().state == erased["state"]


def test_what_a_machine_put_aside_gets_its_target_when_it_waits_after_all(moderator):
    aside = make_comment(state="spam")
    refused = make_comment(state="rejected", due_at=timezone.now(), first_decided_at=timezone.now())
    answer = make_comment().answer_officially("Xin cảm ơn.", by=moderator, name="Ban Biên tập")
    targets = [refused.due_at, None]

    for comment in (aside, refused, answer):
        comment.decide("pending", by=moderator)

    assert aside.due_at > timezone.now()
    assert [refused.due_at, answer.due_at] == targets
    assert Comment.objects.overdue(aside.due_at + timedelta(seconds=1)).get() == aside


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
                comment.decide(["approved", "spam"][number], by=colleagues[number])
                outcome["decided"] += 1
            except AlreadyDecided as clash:
                outcome["told"] += clash.comment.decided_by == colleagues[1 - number]
        return outcome

    total = sum(all_at_once(2, decide), Counter())

    assert total == {"decided": 50, "told": 50}
    assert CommentEvent.objects.count() == 50
    assert set(Comment.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize("role", [WRITER, EDITOR, WEBMASTER, None])
def test_only_moderators_moderate(role):
    client, comment = signed_in(make_user(role)), waiting()

    assert client.get(LIST).status_code == 403
    assert client.get(page_of(comment)).status_code == 403
    assert client.post(page_of(comment), {"decision": "approved"}).status_code == 403
    assert act(client, "approve", comment).status_code == 403
    assert Comment.objects.get().state == "pending"


def test_a_visitor_is_led_to_the_sign_in(client):
    comment = waiting()

    for response in (client.get(LIST), client.post(page_of(comment), {"decision": "approved"})):
        assert response.status_code == 302
        assert "login" in response["Location"]
    assert Comment.objects.get().state == "pending"


def test_who_may_only_look_cannot_decide():
    user = make_user()
    user.user_permissions.add(*_permissions("view_comment"))
    client, comment = signed_in(user), waiting()

    html = client.get(page_of(comment)).content.decode()

    assert comment.body in html
    assert 'name="decision"' not in html
    assert client.post(page_of(comment), {"decision": "approved"}).status_code == 403
    act(client, "approve", comment)
    assert Comment.objects.get().state == "pending"


def test_nobody_adds_edits_or_deletes_a_citizens_words():
    boss = signed_in(get_user_model().objects.create_superuser("root", password="x"))
    comment = waiting()

    assert boss.get(LIST + "add/").status_code == 403
    assert boss.get(f"{LIST}{comment.pk}/delete/").status_code == 403
    boss.post(page_of(comment), {"body": "Lời khác", "name": "Tên khác", "decision": "approved"})
    assert Comment.objects.get().body == comment.body
    assert Comment.objects.get().name == comment.name
    assert boss.get(f"{LIST}{comment.pk}/history/")["Location"] == page_of(comment)


def test_an_unknown_comment_leads_back_to_the_desk(desk):
    for pk in ("999999", "abc", "9" * 30):
        assert desk.get(f"{LIST}{pk}/change/").status_code == 302


def test_the_list_asks_four_questions_about_comments_however_many_wait(desk, django_assert_max_num_queries):
    article = make_article()
    for _ in range(20):
        waiting(article, parent=make_comment(article))

    with django_assert_max_num_queries(12) as captured:  # with sign-in, permissions and the idle prompt
        desk.get(LIST)

    about_comments = [query for query in captured.captured_queries if "comments_comment" in query["sql"]]
    assert len(about_comments) == 4  # how many, which, the counts of the states, what waits for me


def test_the_search_finds_names_and_words_but_no_address(desk):
    waiting(name="Lê Văn Khải", email="khai@thu.example", body="Hỏi về lệ phí")

    assert "Hỏi về lệ phí" in desk.get(LIST, {"q": "Khải"}).content.decode()
    assert "Hỏi về lệ phí" in desk.get(LIST, {"q": "lệ phí"}).content.decode()
    assert "Hỏi về lệ phí" not in desk.get(LIST, {"q": "khai@thu"}).content.decode()


def test_an_address_appears_on_no_page(desk, client):
    make_site()
    root = make_comment(email="bi.mat@thu.example")
    hidden = waiting(root.article, parent=root, email="bi.mat@thu.example", sender_key=root.sender_key)
    pages = [
        client.get(f"/binh-luan/{root.article_id}/?trang=1"),
        client.get(f"/binh-luan/{root.article_id}/?tra_loi={root.pk}"),
        client.get(root.article.get_absolute_url()),
        client.get(reverse("articles:home")),
        client.get(reverse("articles:feed")),
        desk.get(LIST + "?state=all"),
        desk.get(page_of(root)),
        desk.get(page_of(hidden)),
        act(desk, "reject", hidden),
    ]

    for response in pages:
        assert response.status_code == 200
        assert "bi.mat" not in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"name": ""},
        {"body": ""},
        {"body": "x" * 2001},
        {"state": "rejected", "reason": "", "decided_at": timezone.now()},
        {"state": "approved", "decided_at": None},
        {"state": "pending", "decided_at": timezone.now()},
        {"consent_version": ""},
        {"consented_at": None},
    ],
    ids=str,
)
def test_the_database_keeps_the_rules(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=waiting().pk).update(**wrong)


def _permissions(codename):
    return Permission.objects.filter(content_type__app_label="comments", codename=codename)
