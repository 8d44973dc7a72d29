"""The tab "Bạn đọc báo cáo": every comment with open reports, the urgent first, and what is done about them."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cchc_portal.staff.dashboard import fill
from cchc_portal.staff.reminders import reminders
from comments.models import AbuseReport, Comment
from comments.notifications.moderator_emails import notify_moderators
from comments.queue.figures import badge, figures_for
from tests.comments.factories import make_comment, signed_in, waiting
from tests.factories import MODERATOR, WRITER, make_article, make_site, make_user
from vietnamese.dates import timesince

from .moderating import QUEUE, SCRIPT, action, ask, decide, seen, take_back, told

pytestmark = pytest.mark.django_db
State = Comment.State
REPORTED = {"trang_thai": "bao-cao"}


@pytest.fixture(autouse=True)
def site():
    make_site()


def report(comment, reason="insult", *, hours_ago=1, note="", **fields):
    at = timezone.now() - timedelta(hours=hours_ago)
    return AbuseReport.objects.create(
        comment=comment, visitor=uuid4(), network=uuid4(), reason=reason, at=at, note=note, **fields
    )


def listed(client, **query):
    return [row.comment.pk for row in client.get(QUEUE, REPORTED | query).context["rows"]]


def keep(client, comment, **fields):
    newest = Comment.objects.for_queue().get(pk=comment.pk).open_reports["newest"]
    return client.post(action("keep", comment), seen(comment) | {"newest": newest} | fields, follow=True)


def test_it_lists_what_is_reported_in_any_state_urgent_first_then_longest_ago(staff_client):
    article = make_article()
    late, newer, urgent, hidden, settled, official = (make_comment(article) for _ in range(6))
    Comment.objects.filter(pk=hidden.pk).update(state="pending", decided_at=None)
    Comment.objects.filter(pk=official.pk).update(is_official=True)
    report(newer, hours_ago=2)
    report(late, hours_ago=30)
    report(late, "spam", hours_ago=1)
    report(urgent, "spam", hours_ago=3)
    report(urgent, "personal", hours_ago=1)
    report(hidden, hours_ago=10)
    report(official, "false", hours_ago=5)
    report(settled, settled_at=timezone.now())

    assert listed(staff_client) == [urgent.pk, late.pk, hidden.pk, official.pk, newer.pk]
    assert figures_for(make_user(MODERATOR)).of_tabs["bao-cao"] == 5


def test_each_row_says_why_how_often_and_since_when(staff_client):
    comment = make_comment()
    first = report(comment, "false", hours_ago=50, note="Ngày ấy tôi có mặt <b>ở đó</b>.")
    report(comment, "false", hours_ago=3)
    report(comment, "personal", hours_ago=3, note="Có số căn cước.")

    page = staff_client.get(QUEUE, REPORTED).text
    row = page.partition('class="queue-row"')[2].partition("</li>")[0]

    assert "Lộ thông tin cá nhân (1), Thông tin sai, bịa đặt (2)" in row
    assert "Gấp: lộ thông tin cá nhân" in row
    assert f"báo {timesince(first.at)}" in row
    assert "và 1 lời nhắn khác" in row
    assert "<b>ở đó" not in page
    opened = page.partition('id="queue-reports"')[2].partition("</section>")[0]
    assert "“Ngày ấy tôi có mặt &lt;b&gt;ở đó&lt;/b&gt;.”" in opened
    assert f"3 báo cáo, đầu tiên {timesince(first.at)}" in opened
    decisions = page.partition('class="queue-decide"')[2].partition('class="queue-reject"')[0]
    assert "Đã xem, giữ bình luận" in decisions


def test_a_comment_that_nobody_reported_says_nothing_of_it(staff_client):
    waiting()

    page = staff_client.get(QUEUE).text

    assert "queue-reports" not in page
    assert "Đã xem, giữ bình luận" not in page
    assert "Chưa có bình luận nào ở trạng thái này." in staff_client.get(QUEUE, REPORTED).text


def test_pages_of_the_tab_follow_one_another_over_its_border(staff_client, monkeypatch):
    monkeypatch.setattr("comments.queue.selection.PER_PAGE", 3)
    article = make_article()
    comments = [make_comment(article) for _ in range(8)]
    for number, comment in enumerate(comments):
        report(comment, "personal" if number % 3 == 0 else "spam", hours_ago=number + 1)

    found, query = [], "trang_thai=bao-cao"
    while query:
        context = staff_client.get(f"{QUEUE}?{query}").context
        found += [row.comment.pk for row in context["rows"]]
        query = context.get("next_page")

    expected = [comments[number] for number in (6, 3, 0, 7, 5, 4, 2, 1)]
    assert found == [comment.pk for comment in expected]


def test_keeping_settles_is_told_and_can_be_taken_back(staff_client):
    comment = make_comment()
    report(comment)

    kept = keep(staff_client, comment, here="trang_thai=bao-cao")

    assert told(kept) == [f"Bình luận của {comment.name}: đã xem báo cáo, giữ lại."]
    assert listed(staff_client) == []
    assert (
        "Đã xem trước đây" not in staff_client.get(QUEUE, {"bl": comment.pk}).text
    )  # never recalled: no query for it
    assert "đã xem báo cáo, giữ lại" in staff_client.get(QUEUE).context["step"]["told"]

    back = take_back(staff_client, here="trang_thai=bao-cao")

    assert told(back) == [f"Đã hoàn tác: các báo cáo về bình luận của {comment.name} lại chờ xem."]
    assert listed(staff_client) == [comment.pk]
    assert Comment.objects.get(pk=comment.pk).state == State.APPROVED


def test_the_script_is_told_what_is_left_in_the_tab(staff_client):
    comments = [make_comment(), make_comment()]
    keys = [report(comment).pk for comment in comments]

    answer = ask(staff_client, "keep", comments[0], here="trang_thai=bao-cao", newest=keys[0], **seen(comments[0]))

    assert (answer["status"], answer["gone"], answer["tabs"]["bao-cao"]) == (200, [comments[0].pk], 1)


def test_the_second_of_two_is_told_who_looked_first(staff_client, moderator, colleague):
    comment = make_comment()
    key = report(comment).pk
    other = signed_in(colleague)
    keep(other, comment)

    late = staff_client.post(action("keep", comment), seen(comment) | {"newest": key}, follow=True)
    rejects = decide(staff_client, "rejected", comment, reason="Quảng cáo, mời chào")

    for answer in (late, rejects):
        assert "Nguyễn Văn Bình đã xem báo cáo và giữ bình luận" in told(answer)[0]
    assert Comment.objects.get(pk=comment.pk).state == State.APPROVED


def test_of_a_report_that_came_meanwhile_the_moderator_hears(staff_client):
    comment = make_comment()
    first = report(comment)
    report(comment, "personal")

    answer = staff_client.post(action("keep", comment), seen(comment) | {"newest": first.pk}, follow=True)

    assert "Vừa có thêm báo cáo mới" in told(answer)[1]
    assert listed(staff_client) == [comment.pk]


@pytest.mark.parametrize("newest", ["", "0", "x", "²"])
def test_what_makes_no_sense_keeps_nothing(staff_client, newest):
    comment = make_comment()
    report(comment)

    answer = staff_client.post(action("keep", comment), seen(comment) | {"newest": newest}, follow=True)

    assert answer.status_code == 200
    assert listed(staff_client) == [comment.pk]


def test_only_who_moderates_keeps(client):
    comment = make_comment()
    key = report(comment).pk
    writer = signed_in(make_user(WRITER))

    assert writer.post(action("keep", comment), seen(comment) | {"newest": key}).status_code == 403
    assert client.post(action("keep", comment), {"newest": key}).status_code == 302
    assert signed_in(make_user(MODERATOR)).get(action("keep", comment)).status_code == 405
    assert listed(signed_in(make_user(MODERATOR))) == [comment.pk]


def test_a_decision_from_the_tab_settles_and_its_undo_brings_the_row_back(staff_client):
    comment = make_comment()
    report(comment, "spam")
    decide(staff_client, "spam", comment, here="trang_thai=bao-cao")
    assert listed(staff_client) == []

    step = staff_client.get(QUEUE).context["step"]
    fields = {f"version-{pk}": version for pk, version in step["versions"].items()} | {"step": step["key"]}
    back = staff_client.post(action("undo", None), fields | {"here": "trang_thai=bao-cao"}, headers=SCRIPT).json()

    assert "Quảng cáo, lừa đảo (1)" in back["back"][0]["html"]
    assert listed(staff_client) == [comment.pk]


@pytest.mark.parametrize("newest", [0, 1])
def test_what_is_reported_all_the_same_stays_in_the_tab(staff_client, newest):
    """Moved back to wait it is not looked at; nor is what was reported while somebody kept it."""
    comment, other = make_comment(), make_comment()
    keys = [report(comment, "spam").pk, report(comment, "personal").pk]
    report(other)
    here = {"here": "trang_thai=bao-cao"}

    if newest:
        answer = ask(staff_client, "keep", comment, **here, newest=keys[0], **seen(comment))
    else:
        answer = ask(staff_client, "decide", **here, chosen=comment.pk, decision="pending", **seen(comment))

    assert (answer["gone"], [row["pk"] for row in answer["stays"]], answer["back"]) == ([], [comment.pk], [])
    now = Comment.objects.get(pk=comment.pk)
    assert f'name="version-{comment.pk}" value="{now.version}"' in answer["stays"][0]["html"]
    assert "Lộ thông tin cá nhân (1)" in answer["stays"][0]["html"]
    assert answer["tabs"]["bao-cao"] == 2
    assert set(listed(staff_client)) == {comment.pk, other.pk}


def test_what_is_decided_stays_in_no_other_list(staff_client):
    comment = make_comment()
    report(comment)

    for here in ("trang_thai=approved", "", "q=b%C3%ACnh"):
        now = Comment.objects.get(pk=comment.pk)
        state = "pending" if now.state == State.APPROVED else "approved"
        answer = ask(staff_client, "decide", here=here, chosen=comment.pk, decision=state, **seen(now))
        assert (answer["gone"], answer["stays"]) == ([comment.pk], []), here


def test_home_desk_board_sidebar_and_mornings_letter_say_how_many(client, time_machine):
    time_machine.move_to("2026-03-11T08:30:00+07:00")
    moderator = make_user(MODERATOR, email="kiem.duyet@coquan.example")
    shown, urgent = make_comment(), make_comment()
    report(shown, told_at=timezone.now())
    report(urgent, "personal", told_at=timezone.now())
    Comment.objects.filter(pk=shown.pk).update(review_due_at=timezone.now() - timedelta(minutes=1))

    figures = {figure.title: figure for figure in fill(SimpleNamespace(user=moderator), {})["waiting"]}
    reported = figures["Bạn đọc báo cáo"]
    assert (reported.figure, reported.address) == (2, f"{QUEUE}?trang_thai=bao-cao")
    assert reported.hint == "1 lộ thông tin cá nhân, 1 quá hạn xem"

    lines = [line for _, group in reminders(moderator) for line in group if "báo cáo" in line.what]
    assert [(line.what, line.since, line.is_late) for line in lines if "bạn đọc" in line.what] == [
        ("2 bình luận bị bạn đọc báo cáo", "1 lộ thông tin cá nhân, 1 quá hạn xem", True)
    ]
    assert badge(_request_of(moderator)) == "1 gấp"
    assert badge(_request_of(make_user(WRITER))) == ""

    assert notify_moderators() == 1
    assert notify_moderators() == 1  # and the morning's
    assert notify_moderators() == 0


def _request_of(user):
    request = HttpRequest()
    request.user = user
    return request


@pytest.mark.parametrize("count", [1, 40])
def test_the_price_of_the_tab_does_not_grow(staff_client, django_assert_max_num_queries, count):
    article = make_article()
    for _ in range(count):
        comment = make_comment(article)
        report(comment, "personal", note="Có số nhà.")
        report(comment, "spam")

    staff_client.get(QUEUE, REPORTED)  # the process keeps what the office offers

    with django_assert_max_num_queries(12):  # one more than the queue, for the reports of the open one
        staff_client.get(QUEUE, REPORTED)
    with django_assert_max_num_queries(6):
        staff_client.get(QUEUE, REPORTED | {"phan": "danh-sach"})


def test_filters_and_article_work_in_the_tab(staff_client):
    one, other = make_comment(), make_comment()
    for comment in (one, other):
        report(comment)

    assert listed(staff_client, bai=one.article_id) == [one.pk]


def test_the_comments_own_page_still_shows_what_was_reported(staff_client):
    comment = make_comment()
    report(comment, "false", note="Không phải như vậy.")

    page = staff_client.get(reverse("admin:comments_comment_change", args=[comment.pk])).text

    assert "Không phải như vậy." in page
