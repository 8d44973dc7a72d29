"""Somebody else than who took a decision looks at it again: once, with an answer, and past nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from articles import workflow
from comments.models import Appeal, Comment, CommentEvent, Policy
from comments.models.appeal import appealable_since
from comments.moderation import appeals, decisions
from comments.moderation.steps import AlreadyDecided
from comments.moderators import moderators
from comments.privacy import personal_data
from tests.comments.appeals import (
    QUEUE,
    WHY,
    appealed,
    ask,
    link_of,
    masked,
    refused,
    settle,
    subscribed,
    told,
    words,
)
from tests.comments.factories import signed_in, waiting
from tests.factories import EDITOR, MODERATOR, WRITER, make_site, make_user
from tests.two_at_once import while_it_waits

pytestmark = pytest.mark.django_db
TAB = f"{QUEUE}?trang_thai=xem-lai"


def test_an_appeal_stands_in_its_tab_with_words_and_deadline(colleague, moderator):
    comment = appealed(moderator)

    page = words(signed_in(colleague).get(TAB))

    assert WHY in page
    assert "Đăng bình luận" in page
    assert "giờ làm việc" in page
    assert comment.name in page


def test_the_queue_asks_no_more_for_many_appeals(colleague, moderator, django_assert_max_num_queries):
    for _ in range(4):
        appealed(moderator)
    client = signed_in(colleague)
    client.get(TAB)

    with django_assert_max_num_queries(14):
        client.get(TAB)


def test_somebody_else_posts_what_was_refused(colleague, moderator):
    make_site()
    comment = appealed(moderator, **subscribed())

    answer = settle(signed_in(colleague), comment, "changed", "Xin lỗi bạn, chúng tôi đọc nhầm.")

    comment.refresh_from_db()
    appeal = Appeal.objects.get()
    assert answer.json()["gone"] == [comment.pk]
    assert (comment.state, comment.decided_by) == ("approved", colleague)
    assert (appeal.outcome, appeal.decided_by) == ("changed", colleague)
    letter = Email.objects.get()
    assert letter.subject == "Kết quả xem lại bình luận của bạn"
    assert "Xin lỗi bạn, chúng tôi đọc nhầm." in letter.message
    assert comment.body in letter.message
    assert letter.scheduled_time > timezone.now()


def test_a_decision_that_is_kept_tells_why(colleague, moderator):
    make_site()
    comment = appealed(moderator, **subscribed())
    Email.objects.all().delete()
    client = signed_in(colleague)

    without = settle(client, comment, "kept")
    assert without.status_code == 422
    assert "Xin viết vì sao giữ quyết định" in told(without)
    settle(client, comment, "kept", "Bình luận có số tài khoản bán hàng.")

    comment.refresh_from_db()
    assert (comment.state, comment.decided_by) == ("rejected", moderator)
    letter = Email.objects.get()
    assert "Quyết định được giữ nguyên" in letter.message
    assert "Bình luận có số tài khoản bán hàng." in letter.html_message


@pytest.mark.parametrize("outcome", ["changed", "kept"])
def test_whoever_decided_does_not_look_at_it_again(staff_client, moderator, colleague, outcome):
    comment = appealed(moderator)
    assert "Chính bạn đã quyết định" in words(staff_client.get(f"{TAB}&bl={comment.pk}"))

    answer = settle(staff_client, comment, outcome, "Vì thế.")

    assert answer.status_code == 422
    assert "người khác xem lại" in told(answer)
    assert Appeal.objects.get().is_open


def test_an_office_of_one_reads_what_to_do(staff_client, moderator):
    comment = appealed(moderator)

    assert "giao vai trò “Kiểm duyệt viên” cho một đồng nghiệp nữa" in told(settle(staff_client, comment, "changed"))


def test_a_superuser_may_where_nobody_else_moderates():
    boss = make_user(is_superuser=True)
    comment = appealed(boss)

    settle(signed_in(boss), comment, "changed")

    assert Appeal.objects.get().outcome == "changed"


@pytest.mark.parametrize("role", [WRITER, EDITOR, None])
def test_who_does_not_moderate_settles_nothing(moderator, role):
    comment = appealed(moderator)

    answer = settle(signed_in(make_user(role) if role else make_user()), comment, "changed")

    assert answer.status_code in {302, 403}
    assert Appeal.objects.get().is_open


@pytest.mark.parametrize("state", ["approved", "pending", "spam"])
def test_no_decision_goes_past_an_open_appeal(staff_client, moderator, colleague, state):
    comment = appealed(moderator)
    fields = {"chosen": comment.pk, f"version-{comment.pk}": comment.version, "decision": state}

    answer = staff_client.post(f"{QUEUE}xu-ly/", fields, headers={"Accept": "application/json"})

    comment.refresh_from_db()
    assert comment.state == "rejected"
    assert "phần “Đề nghị xem lại”" in told(answer)


def test_an_undo_of_the_decision_comes_too_late_once_it_is_appealed(staff_client, moderator, client):
    comment = waiting()
    fields = {"chosen": comment.pk, f"version-{comment.pk}": 0, "decision": "rejected", "other_reason": "Ngoài đề"}
    staff_client.post(f"{QUEUE}xu-ly/", fields, headers={"Accept": "application/json"})
    comment.refresh_from_db()
    ask(client, comment)

    answer = staff_client.post(
        f"{QUEUE}hoan-tac/", {f"version-{comment.pk}": 1}, headers={"Accept": "application/json"}
    )

    comment.refresh_from_db()
    assert comment.state == "rejected"
    assert "người gửi đã đề nghị xem lại" in told(answer)


def test_what_was_settled_is_taken_back_whole(colleague, moderator):
    make_site()
    comment = appealed(moderator, **subscribed())
    before = link_of(comment)
    Email.objects.update(status=0)  # the letter of the refusal has gone out
    client = signed_in(colleague)
    settle(client, comment, "changed", "Xin lỗi bạn.")

    comment.refresh_from_db()
    step = client.session["queue_steps_taken"][-1]["key"]
    fields = {"step": step, f"version-{comment.pk}": comment.version}
    answer = client.post(f"{QUEUE}hoan-tac/", fields, headers={"Accept": "application/json"})

    comment.refresh_from_db()
    appeal = Appeal.objects.get()
    assert "lại chờ quyết định" in told(answer)
    assert (comment.state, comment.reason) == ("rejected", "Quảng cáo, mời chào")
    assert (comment.decided_by, link_of(comment)) == (moderator, before)
    assert (appeal.is_open, appeal.answer, appeal.decided_by) == (True, "", None)
    assert [email.subject for email in Email.objects.all()] == ["Bình luận của bạn chưa được đăng"]
    assert settle(client, comment, "kept", "Nghĩ lại thì không.").status_code == 200


def test_a_mask_is_taken_off_and_comes_back_with_the_undo(colleague, moderator):
    comment = masked(moderator)
    appeals.receive(Comment.objects.get(pk=comment.pk), appealable_since(comment), WHY)
    comment.refresh_from_db()
    own, client = signed_in(moderator), signed_in(colleague)

    assert settle(own, comment, "changed").status_code == 422
    assert "Bỏ phần che" in words(client.get(TAB))
    settle(client, comment, "changed")
    comment.refresh_from_db()
    assert "0912345678" in comment.body
    step = client.session["queue_steps_taken"][-1]["key"]
    client.post(f"{QUEUE}hoan-tac/", {"step": step, f"version-{comment.pk}": comment.version})

    comment.refresh_from_db()
    assert "[đã ẩn số điện thoại]" in comment.body
    assert Appeal.objects.get().is_open


def test_of_two_who_settle_the_second_hears_of_the_first(moderator, colleague):
    comment = appealed(moderator)
    third = make_user(MODERATOR, username="ba", pen_name="Trần Văn Ba")
    settle(signed_in(colleague), comment, "kept", "Vì có số tài khoản.")

    answer = settle(signed_in(third), comment, "changed")

    assert answer.status_code == 409
    assert "Nguyễn Văn Bình đã xem lại theo đề nghị của người gửi" in told(answer)
    comment.refresh_from_db()
    assert comment.state == "rejected"


def test_the_letter_says_nothing_is_shown_where_the_article_is_gone(colleague, moderator):
    make_site()
    comment = appealed(moderator, **subscribed())
    Email.objects.all().delete()
    by = make_user(EDITOR)
    workflow.move(comment.article, workflow.WITHDRAWN, by=by, source=workflow.PUBLISHED, note="Sai.")

    settle(signed_in(colleague), comment, "changed")

    letter = Email.objects.get()
    assert "khi bài có lại thì bình luận cũng hiện" in letter.message
    assert "nay hiện trên trang tin" not in letter.message


def test_a_decision_that_stands_again_is_of_whoever_took_it(client, moderator, colleague):
    comment = refused(moderator)
    link, since = link_of(comment), timezone.now()
    decisions.decide(comment, "approved", by=colleague)

    decisions.take_back(comment, version=comment.version, by=colleague, since=since)

    comment.refresh_from_db()
    assert comment.decided_by == moderator
    assert client.post(link, {"text": WHY}).status_code == 303


# What is kept of the person


def test_an_appeal_is_handed_out_and_erased_with_its_comment(moderator, colleague):
    comment = appealed(moderator, email="lien@thu.example")
    exported = personal_data.export(personal_data.kept_of("lien@thu.example"))
    assert exported["bình luận"][0]["đề nghị xem lại"][0]["text"] == WHY

    personal_data.erase("lien@thu.example")

    appeal = Appeal.objects.get()
    assert (appeal.text, appeal.answer, appeal.outcome) == ("", "", "moot")
    assert not CommentEvent.objects.filter(why__contains=WHY).exists()
    comment.refresh_from_db()
    assert "Nội dung đã xóa" in words(signed_in(colleague).get(f"{QUEUE}?bl={comment.pk}"))


def test_an_open_appeal_keeps_the_words_until_it_is_decided(moderator, colleague):
    comment, policy = appealed(moderator), Policy()
    later = timezone.localdate() + timedelta(days=4000)

    assert personal_data.forget_old(policy, later) == 0
    settle(signed_in(colleague), comment, "kept", "Vì có số tài khoản.")
    assert personal_data.forget_old(policy, later) == 1
    assert Appeal.objects.get().text == ""


def test_the_steps_of_an_appeal_are_told_in_order(moderator, colleague):
    comment = appealed(moderator)
    settle(signed_in(colleague), comment, "changed")

    kinds = list(comment.events.values_list("kind", flat=True))
    comment.refresh_from_db()
    assert kinds == ["decision", "appeal", "decision", "appeal"]
    assert comment.version == len(kinds)


def receive_of(comment, since):
    """None when it was kept, as `appeals.receive`, with the row as it is now."""
    return appeals.receive(Comment.objects.get(pk=comment.pk), since, WHY)


@pytest.mark.django_db(transaction=True)
def test_an_appeal_waits_for_a_decision_and_then_finds_it(moderator):
    comment = refused(moderator)
    since = appealable_since(comment)

    standing = while_it_waits(
        lambda: decisions.decide(comment, "approved", by=moderator), lambda: receive_of(comment, since)
    )

    assert "đang hiện trên trang tin" in standing.sentence
    assert not Appeal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_decision_waits_for_an_appeal_and_then_changes_nothing(moderator):
    comment = refused(moderator)
    since = appealable_since(comment)

    def decide():
        with pytest.raises(AlreadyDecided):
            decisions.decide(Comment.objects.get(pk=comment.pk), "approved", by=moderator)

    while_it_waits(lambda: receive_of(comment, since), decide)

    comment.refresh_from_db()
    assert comment.state == "rejected"


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_at_once_makes_one_appeal(moderator):
    comment = refused(moderator)
    since = appealable_since(comment)

    second = while_it_waits(lambda: receive_of(comment, since), lambda: receive_of(comment, since))

    assert second.is_received
    assert Appeal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_are_told_of_each_other(moderator, colleague):
    comment = appealed(moderator)
    third, others = make_user(MODERATOR, username="ba"), moderators(include_superusers=False)
    appeals.settle(comment, "kept", by=colleague, answer="Vì có số tài khoản.", moderators=others)
    stale = Comment.objects.get(pk=comment.pk)
    stale.version -= 1

    with pytest.raises(AlreadyDecided):
        appeals.settle(stale, "changed", by=third, answer="", moderators=others)

    comment.refresh_from_db()
    assert comment.state == "rejected"
