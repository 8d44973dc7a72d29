"""What each moderator did, for whoever may see statistics, on the page and in its file."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.moderator_figures import figures_of_moderators
from tests.comments.factories import make_comment, signed_in
from tests.factories import EDITOR, MODERATOR, make_article, make_site, make_user
from tests.stats.factories import local

pytestmark = pytest.mark.django_db

MONDAY = local(2026, 3, 9, 8)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def site():
    return make_site()


@pytest.fixture
def anh():
    return make_user(MODERATOR, pen_name="Lê Ngọc Ánh")


@pytest.fixture
def binh():
    return make_user(MODERATOR, pen_name="Nguyễn Văn Bình")


@pytest.fixture
def act(time_machine):
    """act(moment, step): does `step` at that moment."""

    def act(moment, step):
        time_machine.move_to(moment, tick=False)
        step()

    return act


def sent(at=MONDAY, due=24 * HOUR):
    return make_comment(make_article(), state="pending", created_at=at, due_at=at + due)


def decide(comment, state, by):
    now = Comment.objects.get(pk=comment.pk)
    return lambda: decisions.decide(now, state, by=by, reason="Trùng ý" if state == "rejected" else "")


def figures(since=MONDAY, until=MONDAY + 7 * DAY):
    return {one.name: one for one in figures_of_moderators(since, until)}


def test_decisions_count_for_who_took_them_and_hours_for_who_was_first(act, anh, binh):
    quick, late = sent(), sent(due=HOUR)
    act(MONDAY + 2 * HOUR, decide(quick, "approved", anh))
    act(MONDAY + 4 * HOUR, decide(late, "spam", anh))
    act(MONDAY + 6 * HOUR, decide(quick, "rejected", binh))

    found = figures()

    assert (found["Lê Ngọc Ánh"].decided, found["Lê Ngọc Ánh"].share_on_time, found["Lê Ngọc Ánh"].hours) == (2, 50, 3)
    assert (found["Nguyễn Văn Bình"].decided, found["Nguyễn Văn Bình"].share_on_time) == (1, None)
    assert list(found) == ["Lê Ngọc Ánh", "Nguyễn Văn Bình"]


@pytest.mark.parametrize(
    ("days", "state", "who", "count"),
    [(1, "rejected", "binh", 1), (31, "rejected", "binh", 0), (1, "approved", "binh", 0), (1, "rejected", "anh", 0)],
)
def test_overturned_is_what_somebody_else_decides_otherwise_within_a_month(act, anh, binh, days, state, who, count):
    comment, people = sent(), {"anh": anh, "binh": binh}
    act(MONDAY + HOUR, decide(comment, "approved", anh))
    act(MONDAY + 2 * HOUR, decide(comment, "pending", binh))
    act(MONDAY + days * DAY, decide(comment, state, people[who]))

    assert figures()["Lê Ngọc Ánh"].overturned == count


def test_what_was_taken_back_counts_for_nobody(act, anh, binh):
    comment = sent()
    act(MONDAY + HOUR, decide(comment, "approved", anh))
    now = Comment.objects.get()
    act(MONDAY + HOUR, lambda: decisions.take_back(now, version=now.version, by=anh, since=MONDAY))
    assert figures() == {}

    act(MONDAY + 2 * HOUR, decide(comment, "rejected", binh))
    assert {name: (one.decided, one.overturned, one.hours) for name, one in figures().items()} == {
        "Nguyễn Văn Bình": (1, 0, 2)
    }


def test_answers_count_while_they_are_published_and_machines_do_not_count(act, anh):
    asked = sent()
    act(MONDAY + HOUR, lambda: decisions.answer_officially(asked, "Có.", by=anh, name="Ban Biên tập"))
    act(MONDAY + HOUR, decide(sent(), "spam", None))

    assert [(one.decided, one.answered) for one in figures().values()] == [(1, 1)]


def test_the_page_has_a_row_for_each_and_the_file_the_same(act, anh, time_machine):
    act(MONDAY + HOUR, decide(sent(), "approved", anh))
    time_machine.move_to(MONDAY + 3 * DAY, tick=False)
    editor = signed_in(make_user(EDITOR))

    page = editor.get(reverse("comment_handling")).text
    rows = list(
        csv.reader(
            io.StringIO(editor.get("/quan-tri/thong-ke/nguoi-duyet.csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )

    assert "Lê Ngọc Ánh" in page
    assert "Bị thay" in page
    assert rows[1][:2] == ["Lê Ngọc Ánh", "1"]


def test_no_moderator_compares_colleagues(act, anh):
    act(MONDAY + HOUR, decide(sent(), "approved", anh))

    for address in (reverse("comment_handling"), "/quan-tri/thong-ke/nguoi-duyet.csv"):
        assert signed_in(anh).get(address).status_code == 403


def test_nothing_grows_with_the_archive(act, anh, django_assert_num_queries):
    for _ in range(3):
        act(MONDAY + HOUR, decide(sent(), "approved", anh))

    with django_assert_num_queries(2):
        figures_of_moderators(MONDAY, MONDAY + DAY)
    assert figures(timezone.now() + 40 * DAY, timezone.now() + 50 * DAY) == {}
