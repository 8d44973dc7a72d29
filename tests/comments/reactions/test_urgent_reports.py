"""Reports that hurry: the moderators hear at once, once a comment; and what release 0.4.0 leaves behind."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from comments.models import AbuseReport, Comment, CommentEvent, ModerationPolicy
from comments.models.deadlines import deadline_of
from comments.moderation import last_release, reports
from comments.moderation.decisions import decide, take_back
from comments.notifications.moderator_emails import URGENT_EVERY, notify_moderators, write_of_urgent_reports
from comments.screening.kinds.codes import urgency_of
from tests.comments.factories import make_comment
from tests.comments.posting.test_limits import all_at_once
from tests.factories import EDITOR, MODERATOR, make_article, make_site, make_user

from .test_reactions import report
from .test_reports import open_reasons, rejected, reload

pytestmark = pytest.mark.django_db
NIGHT = datetime.fromisoformat("2026-03-14T02:10:00+07:00")  # a Saturday


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def moderator():
    return make_user(MODERATOR, email="kiem.duyet@coquan.example")


# Urgent ---------------------------------------------------------------------------------------------------------


def test_personal_data_call_the_moderators_at_once_also_at_night(client, moderator, time_machine):
    time_machine.move_to(NIGHT)
    make_user(EDITOR, email="bien.tap@coquan.example")
    comment = make_comment(name="Nguyễn Thị Bích Liên", body="Số của ông ấy là 0912 345 678, nhà ở ngõ 4.")

    report(client, comment, reason="personal", note="Có số điện thoại của tôi, 0912 345 678.")

    letter = Email.objects.get()
    assert letter.to == ["kiem.duyet@coquan.example"]
    assert letter.subject == "Gấp: bạn đọc báo 1 bình luận lộ thông tin cá nhân"
    assert letter.scheduled_time is None
    assert f"/quan-tri/binh-luan/?trang_thai=bao-cao&bl={comment.pk}" in letter.message
    for said in (letter.message, letter.html_message):
        for word in ("0912", "Bích Liên", "ngõ 4", comment.reference, comment.article.title):
            assert word not in said


@pytest.mark.parametrize("reason", ["insult", "false", "spam"])
def test_other_reasons_wait_for_the_morning(client, moderator, reason):
    report(client, make_comment(), reason=reason)

    assert not Email.objects.exists()


def test_of_one_comment_there_is_one_letter_and_of_many_one_in_ten_minutes(client, moderator, time_machine):
    time_machine.move_to(NIGHT)
    first, *others = [make_comment() for _ in range(8)]
    for number in range(2):
        report(client, first, ip=f"203.0.113.{number}", reason="personal")
    for number, comment in enumerate(others, start=10):
        report(client, comment, ip=f"203.0.113.{number}", reason="personal")
    assert Email.objects.count() == 1

    time_machine.move_to(NIGHT + URGENT_EVERY / 2)
    assert write_of_urgent_reports() == 0
    time_machine.move_to(NIGHT + URGENT_EVERY + timedelta(seconds=5))
    assert notify_moderators() == 1  # the worker, at night, too
    report(client, first, ip="203.0.113.77", reason="insult")
    time_machine.move_to(NIGHT + 3 * URGENT_EVERY)
    assert notify_moderators() == 0

    letter = Email.objects.order_by("pk").last()
    assert letter.subject == "Gấp: bạn đọc báo 7 bình luận lộ thông tin cá nhân"
    assert f"bl={first.pk}" not in letter.message
    assert letter.message.count("&bl=") == 5
    assert "Tất cả báo cáo" in letter.message


@pytest.mark.django_db(transaction=True)
def test_many_urgent_reports_at_once_make_one_letter(moderator):
    make_user(MODERATOR, email="hoa@coquan.example")
    comments = [make_comment() for _ in range(6)]
    report(Client(), make_comment(), ip="198.51.100.1")

    all_at_once(6, lambda number: report(Client(), comments[number], ip=f"203.0.113.{number}", reason="personal"))

    assert Email.objects.count() == 2  # one to each


def test_the_office_may_do_without_these_letters(client, moderator):
    ModerationPolicy(writes_of_urgent_reports=False).save()

    report(client, make_comment(), reason="personal")

    assert not Email.objects.exists()


def test_it_is_more_urgent_than_before_and_never_less(client):
    calm, urgent, worse = make_comment(), make_comment(), make_comment(urgency=60)

    report(client, calm, reason="false")
    report(client, urgent, reason="personal")
    report(client, worse, reason="personal")

    assert [reload(comment).urgency for comment in (calm, urgent, worse)] == [25, 40, 60]


def test_whoever_waits_to_be_heard_may_still_say_that_it_is_urgent(client, moderator):
    comment = make_comment()
    report(client, comment, reason="insult")

    told = report(client, comment, reason="personal")

    assert "đã nhận báo cáo" in told.text
    assert open_reasons(comment) == ["insult", "personal"]
    assert Email.objects.count() == 1


# The last release -----------------------------------------------------------------------------------------------


def reported_in_0_4_0(comment, *, hours_ago):
    at = timezone.now() - timedelta(hours=hours_ago)
    return AbuseReport.objects.create(comment=comment, visitor=uuid4(), network=uuid4(), reason="spam", at=at)


def test_what_the_last_release_decided_is_settled_and_what_nobody_saw_is_open(moderator):
    article, past = make_article(), timezone.now() - timedelta(hours=5)
    seen, unseen, waits = (make_comment(article) for _ in range(3))
    for comment in (seen, unseen, waits):
        reported_in_0_4_0(comment, hours_ago=9)
    Comment.objects.filter(pk=seen.pk).update(decided_at=past)
    CommentEvent.objects.create(comment=seen, kind="decision", from_state="pending", to_state="approved", at=past)
    Comment.objects.filter(pk=unseen.pk).update(decided_at=timezone.now() - timedelta(days=9))
    Comment.objects.filter(pk=waits.pk).update(state="pending", decided_at=None, first_decided_at=past)
    CommentEvent.objects.create(comment=waits, kind="decision", from_state="approved", to_state="pending", at=past)

    assert last_release.catch_up() == 3  # the settled one, and a deadline for the two others
    assert last_release.catch_up() == 0

    assert [open_reasons(comment) for comment in (seen, unseen, waits)] == [[], ["spam"], ["spam"]]
    assert deadline_of(reload(waits)) == ModerationPolicy.objects.review_due_at(past)


def test_what_this_release_opened_again_stays_open(client, moderator):
    comment = make_comment()
    report(client, comment)
    began = timezone.now()
    rejected(comment, moderator)
    found = reload(comment)
    take_back(found, version=found.version, by=moderator, since=began)
    Comment.objects.filter(pk=comment.pk).update(decided_at=timezone.now() - timedelta(minutes=5))
    comment.reports.update(at=timezone.now() - timedelta(hours=1))

    last_release.catch_up()

    assert open_reasons(comment) == ["insult"]


def test_the_last_release_goes_on_reporting_beside_this_schema():
    """It knows neither settled_at nor told_at."""
    comment = make_comment()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO comments_report (comment_id, visitor, network, reason, note, at) "
            "VALUES (%s, %s, %s, 'spam', '', now())",
            [comment.pk, uuid4(), uuid4()],
        )

    assert open_reasons(comment) == ["spam"]


@pytest.mark.parametrize("decision", ["approved", "rejected", "spam", "kept"])
@pytest.mark.parametrize("kinds", [[], ["insult"], ["threat"], ["personal_data", "selling"]])
def test_reports_that_were_looked_at_make_a_comment_no_more_urgent_than_what_was_found(moderator, kinds, decision):
    comment, began = make_comment(kinds=kinds, urgency=urgency_of(kinds)), timezone.now()
    for number, reason in enumerate(["spam", "personal"]):
        report(Client(), comment, ip=f"203.0.113.{number}", reason=reason)
    raised = reload(comment)
    urgency = raised.urgency
    assert urgency >= 40 > urgency_of(["insult"])

    if decision == "kept":
        settled_at = reports.keep(raised, by=moderator, newest=max(each.pk for each in raised.reports.all()))
    else:
        decide(raised, "pending", by=moderator)
        assert reload(comment).urgency == urgency
        decide(reload(comment), decision, by=moderator, reason="Quảng cáo, mời chào")
    now = reload(comment)
    assert now.urgency == urgency_of(kinds)

    if decision == "kept":
        reports.take_back(now, settled_at, version=now.version, by=moderator)
    else:
        take_back(now, version=now.version, by=moderator, since=began)
    assert reload(comment).urgency == urgency


def test_a_report_that_nobody_has_seen_yet_goes_on_making_it_urgent(moderator):
    comment = make_comment()
    report(Client(), comment, ip="203.0.113.1", reason="personal")
    seen = comment.reports.get().pk
    report(Client(), comment, ip="203.0.113.2", reason="spam")

    reports.keep(reload(comment), by=moderator, newest=seen)

    assert 0 < reload(comment).urgency < 40
