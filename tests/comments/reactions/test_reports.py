"""Reports reach somebody: the urgent at once, several hide the comment, and what was looked at is settled."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import AbuseReport, Comment, CommentEvent, ModerationPolicy
from comments.models.deadlines import deadline_of
from comments.moderation import reports
from comments.moderation.decisions import AlreadyDecided, answer_officially, decide, take_back, withdraw
from tests.comments.factories import make_comment
from tests.comments.posting.test_limits import all_at_once
from tests.factories import MODERATOR, make_site, make_user

from .test_reactions import report, reports_of

pytestmark = pytest.mark.django_db
State = Comment.State
NIGHT = datetime.fromisoformat("2026-03-14T02:10:00+07:00")  # a Saturday


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def moderator():
    return make_user(MODERATOR, email="kiem.duyet@coquan.example")


def reload(comment):
    return Comment.objects.for_queue().get(pk=comment.pk)


def open_reasons(comment):
    return sorted(comment.reports.filter(settled_at=None).values_list("reason", flat=True))


def kept(comment, moderator):
    comment = reload(comment)
    reports.keep(comment, by=moderator, newest=comment.open_reports["newest"])
    return comment


# Hiding ---------------------------------------------------------------------------------------------------------


def test_the_third_reader_hides_the_comment_until_somebody_has_looked(client):
    comment, due_at = make_comment(), ModerationPolicy.objects.review_due_at
    earliest = due_at()

    first, second, third = reports_of(client, comment, 3)

    assert "Người duyệt xem trong 4 giờ làm việc" in first.text
    assert "tạm ẩn" not in first.text + second.text
    assert "bình luận này tạm ẩn" in third.text
    comment.refresh_from_db()
    assert comment.state == State.PENDING
    assert deadline_of(comment) == comment.review_due_at
    assert earliest <= comment.review_due_at <= due_at()
    assert comment.body not in client.get(comment.article.get_absolute_url()).text


def test_a_reader_with_two_reasons_is_one_reader(client, moderator):
    comment = make_comment()
    report(client, comment, ip="203.0.113.1", reason="insult")
    report(client, comment, ip="203.0.113.1", reason="personal")
    report(client, comment, ip="203.0.113.2", reason="spam")
    assert reload(comment).state == State.APPROVED

    report(client, comment, ip="203.0.113.3", reason="spam")

    assert reload(comment).state == State.PENDING


@pytest.mark.parametrize("reason", ["personal", "false", "spam"])
def test_what_was_looked_at_can_be_reported_for_another_reason_and_hidden_again(client, moderator, reason):
    comment = make_comment()
    reports_of(client, comment, 3)  # insult
    decide(reload(comment), State.APPROVED, by=moderator)

    for number in range(3):
        report(client, comment, ip=f"203.0.113.{number}", reason=reason)

    found = reload(comment)
    assert (found.state, found.was_recalled) == (State.PENDING, True)
    assert open_reasons(comment) == [reason] * 3
    assert CommentEvent.objects.filter(why="Bạn đọc báo cáo").count() == 2


def test_the_same_reason_once_more_hides_nothing_and_calls_nobody(client, moderator):
    comment = make_comment()
    reports_of(client, comment, 3)
    decide(reload(comment), State.APPROVED, by=moderator)

    again = report(client, comment, ip="198.51.100.1")
    own = report(client, comment, ip="203.0.113.1")

    assert "đã xem bình luận này vì lý do ấy và giữ lại" in again.text
    assert "báo lại được với lý do khác" in own.text
    assert open_reasons(comment) == []
    assert comment.reports.count() == 4
    assert reload(comment).state == State.APPROVED


def test_reasons_of_one_s_own_call_the_moderators_each_time_and_hide_once(client, moderator):
    comment = make_comment()
    for number in range(3):
        report(client, comment, ip=f"203.0.113.{number}", reason="other", note="Nói xấu hàng xóm.")
    assert reload(comment).state == State.PENDING
    decide(reload(comment), State.APPROVED, by=moderator)

    for number in range(4, 9):
        report(client, comment, ip=f"203.0.113.{number}", reason="other", note="Vẫn là nói xấu.")

    assert reload(comment).state == State.APPROVED
    assert len(open_reasons(comment)) == 5


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_about_two_reasons_all_are_counted_and_one_hides():
    comment = make_comment()
    report(Client(), make_comment(), ip="198.51.100.1")  # makes the secret of the month

    def send(number):
        return report(Client(), comment, ip=f"203.0.113.{number // 2}", reason=["personal", "spam"][number % 2])

    answers = all_at_once(8, send)

    assert {answer.status_code for answer in answers} <= {200, 404}
    assert reload(comment).state == State.PENDING
    assert CommentEvent.objects.filter(comment=comment).count() == 1
    shown = [answer for answer in answers if answer.status_code == 200]
    assert sum("tạm ẩn" in answer.text for answer in shown) == 1


@pytest.mark.django_db(transaction=True)
def test_a_report_at_the_moment_of_a_rejection_is_settled_or_finds_no_comment(moderator):
    comment = make_comment()
    report(Client(), make_comment(), ip="198.51.100.1")

    def act(number):
        if number == 4:
            return decide(
                Comment.objects.get(pk=comment.pk), State.REJECTED, by=moderator, reason="Quảng cáo, mời chào"
            )
        return report(Client(), comment, ip="203.0.113.7", browser=f"Firefox {number}")

    all_at_once(9, act)

    assert reload(comment).state == State.REJECTED
    assert open_reasons(comment) == []


# Settling -------------------------------------------------------------------------------------------------------


def rejected(comment, moderator):
    decide(reload(comment), State.REJECTED, by=moderator, reason="Thông tin chưa có căn cứ")


def marked_as_spam(comment, moderator):
    decide(reload(comment), State.SPAM, by=moderator)


def moved_back_and_approved(comment, moderator):
    decide(reload(comment), State.PENDING, by=moderator)
    assert open_reasons(comment) == ["insult", "insult"]
    decide(reload(comment), State.APPROVED, by=moderator)


def withdrawn(comment, moderator):
    withdraw(reload(comment))


@pytest.mark.parametrize("way", [kept, rejected, marked_as_spam, moved_back_and_approved, withdrawn])
def test_whoever_decides_settles_what_was_reported(client, moderator, way):
    comment, other = make_comment(), make_comment()
    reports_of(client, comment, 2)
    report(client, other, ip="203.0.113.9")

    way(comment, moderator)

    assert open_reasons(comment) == []
    assert open_reasons(other) == ["insult"]


def test_an_answer_of_the_office_is_no_look_at_the_reports(client, moderator):
    comment = make_comment()
    report(client, comment)

    answer_officially(reload(comment), "Xin cảm ơn.", by=moderator, name="Ban Biên tập")

    assert open_reasons(comment) == ["insult"]


def test_keeping_is_a_step_and_leaves_the_comment_as_it_is(client, moderator):
    comment = make_comment()
    report(client, comment)
    before = reload(comment)

    after = reload(kept(comment, moderator))

    assert (after.state, after.decided_at, after.version) == (before.state, before.decided_at, before.version + 1)
    event = CommentEvent.objects.get()
    assert (event.kind, event.by, event.why) == ("report", moderator, "Đã xem báo cáo, giữ bình luận")


def test_a_report_that_came_after_the_page_stays_open(client, moderator):
    comment = make_comment()
    report(client, comment, ip="203.0.113.1")
    seen = reload(comment)
    report(client, comment, ip="203.0.113.2", reason="personal")

    reports.keep(seen, by=moderator, newest=seen.open_reports["newest"])

    assert open_reasons(comment) == ["personal"]


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_it_at_once_are_one_step():
    comment = make_comment()
    AbuseReport.objects.create(comment=comment, visitor=uuid4(), network=uuid4(), reason="spam")
    colleagues = [make_user(MODERATOR), make_user(MODERATOR)]

    def keep(number):
        try:
            kept(comment, colleagues[number])
        except AlreadyDecided as clash:
            return clash.comment
        except TypeError:  # looked only after the other: there is nothing to keep
            return comment
        return None

    assert sorted(map(bool, all_at_once(2, keep))) == [False, True]
    assert CommentEvent.objects.filter(kind="report").count() == 1


def test_taking_the_decision_back_opens_the_same_reports_again(client, moderator):
    comment = make_comment()
    report(client, comment, ip="203.0.113.1")
    kept(comment, moderator)
    report(client, comment, ip="203.0.113.2", reason="spam")
    began = timezone.now()
    rejected(comment, moderator)
    found = reload(comment)

    take_back(found, version=found.version, by=moderator, since=began)

    assert found.state == State.APPROVED
    assert open_reasons(comment) == ["spam"]
    assert reload(comment).open_reports["by_reason"]["spam"] == 1


def test_taking_back_that_it_was_kept_opens_them_again(client, moderator):
    comment = make_comment()
    report(client, comment)
    comment = reload(comment)
    at = reports.keep(comment, by=moderator, newest=comment.open_reports["newest"])

    reports.take_back(comment, at, version=comment.version, by=moderator)

    assert open_reasons(comment) == ["insult"]
    with pytest.raises(AlreadyDecided):
        reports.take_back(comment, at, version=comment.version - 1, by=moderator)


def test_the_form_says_what_happens(client):
    page = client.get(reverse("comments:report", args=[make_comment().pk])).text

    assert "báo lộ thông tin cá nhân được xem trước" in page
    assert "bình luận tạm ẩn tới khi có người xem" in page
