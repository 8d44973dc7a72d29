"""What an open page of the queue hears: what came, what colleagues did, who has what open."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import idle
from comments.models import AbuseReport, Comment, CommentEvent, OpenComment
from comments.moderation import decisions
from comments.queue import journal, live
from comments.queue.selection import Tab
from database import recent
from tests.comments.factories import ago, make_comment, signed_in, waiting
from tests.factories import MODERATOR, WEBMASTER, WRITER, make_article, make_user

from .moderating import QUEUE, decide

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/binh-luan/tin-moi/"


class Page:
    """An open page of the queue: it shows `rows` ({pk: step}), has `opened` open and knows what it was told."""

    def __init__(self, client, query="", opened=None):
        self.client, self.here, self.opened, self.known = client, query, opened, ""
        self.rows = {row.comment.pk: row.comment.last_step for row in self.listed()}

    def listed(self):
        return self.client.get(f"{QUEUE}?{self.here}").context["rows"]

    def ask(self, **fields):
        """Two seconds later; returns the status and what is told."""
        recent.forget_all()
        told = {
            "here": self.here,
            "opened": self.opened or "",
            "known": self.known,
            "rows": ",".join(f"{pk}.{step}" for pk, step in self.rows.items()),
        }
        answer = self.client.post(ADDRESS, told | fields, headers={"X-Asked-By": "clock"})
        news = answer.json() if answer.content else {}
        self.known = news.get("digest", self.known)
        return answer.status_code, news


@pytest.fixture
def hoa(db):
    return make_user(MODERATOR, pen_name="Trần Thị Hoa")


@pytest.mark.parametrize("tab", list(Tab))
@pytest.mark.parametrize("chosen", ["", "cua_toi=1", "qua_han=1", "loai=threat", "sap_xep=gap", "tim=ho+so"])
def test_each_list_hears_its_news(staff_client, tab, chosen):
    waiting()
    page = Page(staff_client, f"trang_thai={tab}&{chosen}")

    assert page.ask()[0] in {200, 204}


def test_nothing_new_is_no_answer(staff_client):
    waiting()
    page = Page(staff_client)
    assert page.ask()[0] == 200  # the figures, once

    assert page.ask() == (204, {})


def test_what_comes_is_told_with_its_row(staff_client):
    first = waiting()
    page = Page(staff_client)

    second = waiting(first.article, name="Lò Thị Pản")
    _, news = page.ask()

    assert [row["pk"] for row in news["rows"]] == [second.pk]
    assert "Lò Thị Pản" in news["rows"][0]["html"]
    assert news["states"]["pending"] == 2
    assert news["gone"] == {}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("approved", "Trần Thị Hoa đã duyệt lúc "),
        ("spam", "Trần Thị Hoa đã đánh dấu là bình luận rác lúc "),
    ],
)
def test_what_a_colleague_decided_is_told_with_who(staff_client, hoa, state, said):
    first, second = waiting(), waiting()
    page = Page(staff_client)

    decisions.decide(first, state, by=hoa)
    _, news = page.ask()

    assert news["gone"][str(first.pk)].startswith(said)
    assert news["rows"] == []
    page.rows = {second.pk: page.rows[second.pk]}
    assert page.ask()[0] == 204


def test_what_its_sender_withdrew_is_no_deed_of_the_system(staff_client):
    comment = waiting()
    page = Page(staff_client)

    decisions.withdraw(comment)

    assert page.ask()[1]["gone"][str(comment.pk)].startswith("Người gửi đã rút bình luận lúc ")


def test_a_hand_over_changes_the_row_and_stays_in_the_list(staff_client, hoa):
    comment = waiting()
    page = Page(staff_client)

    decisions.hand_over(comment, hoa, by=hoa)
    _, news = page.ask()

    assert "Giao cho Trần Thị Hoa" in news["rows"][0]["html"]
    assert "Trần Thị Hoa đã giao việc" in news["steps"][str(comment.pk)]
    assert news["gone"] == {}


def test_a_report_changes_the_row_too(staff_client):
    comment = waiting()
    page = Page(staff_client)

    AbuseReport.objects.create(comment=comment, visitor=uuid4(), network=uuid4(), reason="insult")
    _, news = page.ask()

    assert [row["pk"] for row in news["rows"]] == [comment.pk]
    assert news["steps"] == {str(comment.pk): "Bạn đọc vừa báo cáo bình luận này."}


def test_one_s_own_steps_are_no_news(staff_client, moderator):
    comment = waiting()
    page = Page(staff_client)

    decisions.hand_over(comment, moderator, by=moderator)

    assert page.ask()[1]["steps"] == {}


def test_what_was_brought_back_comes_again(staff_client, hoa):
    comment = waiting()
    page = Page(staff_client)
    decisions.decide(comment, "spam", by=hoa)
    page.rows = {}

    decisions.decide(comment, "pending", by=hoa)

    assert [row["pk"] for row in page.ask()[1]["rows"]] == [comment.pk]


def test_a_reading_that_is_old_takes_nothing_away(staff_client, hoa):
    comment = waiting()
    page = Page(staff_client)
    decisions.decide(comment, "spam", by=hoa)
    page.ask()  # now the process knows a list without it
    decisions.decide(comment, "pending", by=hoa)
    page.rows = {comment.pk: f"{CommentEvent.objects.latest('pk').pk}-"}

    told = {"here": "", "rows": f"{comment.pk}.{page.rows[comment.pk]}", "known": page.known}

    assert staff_client.post(ADDRESS, told).status_code == 204


@pytest.mark.parametrize("query", ["cua_toi=1", "trang_thai=approved", "qua_han=1", "trang_thai=tat-ca"])
def test_each_list_hears_of_its_own(staff_client, moderator, query):
    other = waiting()
    page = Page(staff_client, query)
    article = make_article()
    mine = {
        "cua_toi=1": lambda: waiting(article, assigned_to=moderator),
        "trang_thai=approved": lambda: make_comment(article),
        "qua_han=1": lambda: waiting(article, due_at=ago(days=1)),
        "trang_thai=tat-ca": lambda: make_comment(article, state="spam"),
    }[query]()

    assert [row["pk"] for row in page.ask()[1]["rows"]] == [mine.pk]
    assert mine.pk != other.pk


def test_who_has_it_open_is_told_to_others_alone(staff_client, hoa):
    comment = waiting()
    mine, hers = Page(staff_client, opened=comment.pk), Page(signed_in(hoa), opened=comment.pk)
    assert mine.ask()[1]["open"] == {}

    hers.ask()

    assert mine.ask()[1]["open"] == {str(comment.pk): "Trần Thị Hoa"}
    hers.ask(opened="")
    assert mine.ask()[1]["open"] == {}


def test_whoever_went_away_is_forgotten_after_a_minute(staff_client, hoa, time_machine):
    comment = waiting()
    Page(signed_in(hoa), opened=comment.pk).ask()
    OpenComment.objects.update(at=ago(seconds=61))

    assert Page(staff_client).ask()[1]["open"] == {}


def test_the_same_open_comment_is_written_once_in_twenty_seconds(staff_client, moderator):
    comment, other = waiting(), waiting()
    page = Page(staff_client, opened=comment.pk)
    page.ask()
    written = OpenComment.objects.get().at

    page.ask()
    assert OpenComment.objects.get().at == written
    OpenComment.objects.update(at=written - timedelta(seconds=30))
    page.ask()
    assert OpenComment.objects.get().at >= written
    page.opened = other.pk
    page.ask()

    assert OpenComment.objects.get().comment == other


@pytest.mark.parametrize(
    "fields",
    [
        {"opened": "9" * 30},
        {"opened": "abc"},
        {"opened": "999999"},
        {"rows": "x.y,,1.,.2,²," + "9" * 40},
        {"rows": "1.1," * 5000},
        {"here": "trang_thai=la&sau=x&bl=0"},
        {"known": "x" * 5000},
    ],
    ids=lambda fields: str(fields)[:40],
)
def test_what_makes_no_sense_is_left_aside(staff_client, fields):
    waiting()

    assert Page(staff_client).ask(**fields)[0] == 200


def test_asking_does_not_keep_a_session_that_nobody_uses(staff_client):
    page = Page(staff_client)
    session = Session.objects.get()
    used = session.get_decoded()[idle.USED]
    changed = session.session_data

    page.ask()

    session.refresh_from_db()
    assert session.get_decoded()[idle.USED] == used
    assert session.session_data == changed


def test_when_nothing_is_new_the_database_is_asked_for_the_account_alone(staff_client):
    comment = waiting()
    page = Page(staff_client, opened=comment.pk)
    page.ask()
    page.ask()  # the moment of the open comment is known now

    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = {"here": "", "opened": comment.pk, "known": page.known, "rows": f"{comment.pk}.{page.rows[comment.pk]}"}
        assert staff_client.post(ADDRESS, told).status_code == 204
    assert len(asked) <= 4  # session, user, two for what they may


def test_no_more_queries_for_many_rows(staff_client, django_assert_max_num_queries):
    article = make_article()
    page = Page(staff_client)
    for _ in range(60):
        waiting(article)
    recent.forget_all()

    with django_assert_max_num_queries(13):
        answer = staff_client.post(ADDRESS, {"here": page.here})

    assert len(answer.json()["rows"]) == 50


def test_lists_that_nobody_looks_at_are_forgotten(staff_client):
    for article in range(1, live.LISTS_KEPT + 9):
        staff_client.post(ADDRESS, {"here": f"bai={article}"})

    assert len(live.lists.kept()) == live.LISTS_KEPT


def test_who_may_look_hears_of_it_and_others_do_not(client):
    comment = waiting()
    looks = make_user()
    looks.user_permissions.add(Permission.objects.get(codename="view_comment", content_type__app_label="comments"))
    fields = {"opened": comment.pk}

    assert signed_in(looks).post(ADDRESS, fields).status_code == 200
    assert not OpenComment.objects.exists()  # nobody waits for whoever may not decide
    for role in (WRITER, WEBMASTER):
        assert signed_in(make_user(role)).post(ADDRESS, fields).status_code == 403
    stranger = client.post(ADDRESS, fields)
    assert (stranger.status_code, stranger.json()["error"]["reason"]) == (401, "signed_out")
    assert signed_in(make_user(MODERATOR)).get(ADDRESS).status_code == 405
    assert reverse("queue:live") == ADDRESS


def test_a_moderator_decides_from_a_row_that_came_so(staff_client):
    page = Page(staff_client)
    comment = waiting()
    html = page.ask()[1]["rows"][0]["html"]

    assert f'name="version-{comment.pk}" value="{comment.version}"' in html
    decide(staff_client, "approved", comment)
    assert Comment.objects.get().state == "approved"


def test_what_a_search_found_hears_of_its_own_rows_and_is_not_sought_again(staff_client, hoa):
    comment, other = waiting(body="Hỏi về trích lục khai sinh"), waiting(body="Hỏi về lệ phí trước bạ")
    page = Page(staff_client, "trang_thai=tat-ca&q=tr%C3%ADch+l%E1%BB%A5c")
    assert page.rows.keys() == {comment.pk}
    page.ask()

    decisions.decide(comment, "approved", by=hoa)
    waiting(other.article, body="Trích lục mất bao lâu?")
    _, news = page.ask()

    assert [row["pk"] for row in news["rows"]] == [comment.pk]
    assert news["gone"] == {}
    assert "Trần Thị Hoa đã duyệt" in news["steps"][str(comment.pk)]


def test_whoever_may_not_search_by_address_hears_of_nobody_s(staff_client):
    comment = waiting(email="lan@thu.example")
    looks = make_user()
    looks.user_permissions.add(Permission.objects.get(codename="view_comment", content_type__app_label="comments"))
    query = f"trang_thai=tat-ca&cung_thu={comment.pk}"
    Page(staff_client, query).ask()

    assert Page(signed_in(looks), query).ask()[1].get("rows", []) == []


def test_a_title_that_not_everybody_may_know_is_told_to_those_alone_who_may(staff_client, hoa):
    draft = make_article(title="Bài chưa ai được biết", status="draft")
    admin = make_user(is_superuser=True)
    page, hers = Page(signed_in(admin)), Page(signed_in(hoa))
    comment = waiting(draft)

    assert "Bài chưa ai được biết" in page.ask()[1]["rows"][0]["html"]
    told = hers.ask()[1]["rows"]

    assert [row["pk"] for row in told] == [comment.pk]
    assert "Bài chưa ai được biết" not in told[0]["html"]
    other = Page(signed_in(make_user(is_superuser=True)))
    other.rows = {}
    assert "Bài chưa ai được biết" in other.ask()[1]["rows"][0]["html"]


def test_lists_and_figures_are_read_again_only_when_something_was_done(staff_client):
    waiting()
    page = Page(staff_client)
    page.ask()
    told = {"here": "", "known": page.known, "rows": ",".join(f"{pk}.{step}" for pk, step in page.rows.items())}

    live.journal.expire()
    with CaptureQueriesContext(connection) as asked:
        assert staff_client.post(ADDRESS, told).status_code == 204
    assert len(asked) <= 4  # session, user, rights, journal


def test_a_step_is_told_before_what_was_read_is_old(staff_client, hoa, monkeypatch):
    passed = [0.0]
    monkeypatch.setattr(recent, "monotonic", lambda: passed[0])
    monkeypatch.setattr(journal, "monotonic", lambda: passed[0])
    comment, _ = waiting(), waiting()
    page = Page(staff_client)
    page.ask()
    told = {"here": "", "rows": ",".join(f"{pk}.{step}" for pk, step in page.rows.items()), "quiet": "60"}
    passed[0] += 1
    decisions.decide(comment, "spam", by=hoa)

    passed[0] += journal.AT_LEAST_SECONDS

    assert str(comment.pk) in staff_client.post(ADDRESS, told).json()["gone"]
