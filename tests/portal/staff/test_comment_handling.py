"""How comments are handled: the figures on the statistics pages of the admin."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from comments.models import Comment
from tests.comments.factories import make_comment
from tests.factories import EDITOR, make_article, make_user
from tests.stats.factories import local

pytestmark = pytest.mark.django_db

NOON = local(2026, 3, 12, 12)
HOUR = timedelta(hours=1)


@pytest.fixture
def editor(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    client.force_login(make_user(EDITOR))
    return client


def send(state, at, hours=None, due_hours=24):
    """A comment of that state, sent at `at`, decided `hours` later."""
    decided = None if hours is None else at + hours * HOUR
    return make_comment(
        make_article(),
        state=state,
        created_at=at,
        decided_at=decided,
        first_decided_at=decided,
        due_at=at + due_hours * HOUR,
        reason="Sai chủ đề" if state == "rejected" else "",
    )


def figures(tree):
    return {cell.find("dt").text: [one.text for one in cell.findall("dd")] for cell in tree.xpath("//dl[1]/div")[:6]}


def test_what_came_and_what_was_decided_and_how_soon(editor):
    monday, month_ago = local(2026, 3, 9, 8), local(2026, 2, 5, 8)
    send(Comment.State.APPROVED, monday, hours=2)
    send(Comment.State.APPROVED, monday, hours=4)
    send(Comment.State.REJECTED, monday, hours=30)
    send(Comment.State.SPAM, monday, hours=9)
    send(Comment.State.PENDING, monday, due_hours=10)
    send(Comment.State.APPROVED, month_ago, hours=48)
    make_comment(make_article(), is_official=True, created_at=monday, sender_key=None)

    tree = html.fromstring(editor.get(reverse("comment_handling")).text)

    assert figures(tree) == {
        "Nhận": ["5", "Kỳ so sánh: 1"],
        "Duyệt": ["2", "Kỳ so sánh: 1"],
        "Từ chối": ["1", "Kỳ so sánh: 0"],
        "Bình luận rác": ["1", "Kỳ so sánh: 0"],
        "Thời gian xử lý, trung vị": ["6,5 giờ", "Kỳ so sánh: 48 giờ"],
        "Xử lý đúng hạn": ["60%", "Kỳ so sánh: 0%"],
    }


def test_without_comments_nothing_is_divided(editor):
    tree = html.fromstring(editor.get(reverse("comment_handling")).text)

    assert figures(tree)["Thời gian xử lý, trung vị"] == ["–", "Kỳ so sánh: –"]
    assert "Chưa có bình luận nào trong những ngày này." in tree.text_content()


def test_days_are_local_and_exported(editor):
    send(Comment.State.APPROVED, local(2026, 3, 9, 23, 30), hours=1)

    response = editor.get(reverse("stats:export", args=["binh-luan", "csv"]))

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["Ngày", "Nhận", "Duyệt", "Từ chối", "Bình luận rác"],
        ["2026-03-10", "0", "1", "0", "0"],
        ["2026-03-09", "1", "0", "0", "0"],
    ]


def test_the_page_is_a_tab_of_the_admin(editor):
    tree = html.fromstring(editor.get(reverse("stats:desk"), {"ky": "7"}).text)

    assert tree.xpath("//nav[@aria-label='Các trang thống kê']/a[text()='Bình luận']/@href") == [
        "/quan-tri/thong-ke/binh-luan/?ky=7"
    ]


def test_pages_of_the_portal_stand_among_the_tabs_where_they_are_declared(editor, settings):
    settings.STATISTICS_TABS = [("reminders", "Nhắc việc", "stats:keys"), ("latest_report", "Báo cáo", "reminders")]

    tree = html.fromstring(editor.get(reverse("stats:desk")).text)

    shown = tree.xpath("//nav[@aria-label='Các trang thống kê']/a/text()")
    assert shown[-4:] == ["Đối chiếu", "Báo cáo", "Nhắc việc", "Cấp khóa"]
    assert "Bình luận" not in shown


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_named_for_its_table_and_its_days(editor, time_machine, kind):
    time_machine.move_to(local(2026, 3, 12, 12), tick=False)

    response = editor.get(f"/quan-tri/thong-ke/binh-luan.{kind}", {"ky": "7"})

    assert f"thong-ke-binh-luan-2026-03-05-2026-03-11.{kind}" in response["Content-Disposition"]
