"""The queue by kind and by urgency, and the kinds of comments that waited before kinds were looked for."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Rule
from comments.queue.selection import KIND_LABELS, PER_PAGE
from comments.screening.checks import explain
from comments.screening.earlier import find_kinds_of_waiting
from comments.screening.kinds.codes import KINDS, URGENCY
from tests.comments.factories import ago, make_comment, waiting
from tests.factories import make_article

from .moderating import QUEUE

pytestmark = pytest.mark.django_db


OWN_COLUMNS = {"id", "kinds", "submission_id"}


def of_kinds(article, *kinds, **fields):
    return waiting(article, kinds=list(kinds), urgency=max(map(URGENCY.get, kinds), default=0), **fields)


def names(client, **query):
    return [row.comment.name for row in client.get(QUEUE, query).context["rows"]]


@pytest.fixture
def three():
    article = make_article()
    of_kinds(article, "selling", name="Bán hàng", created_at=ago(hours=3))
    of_kinds(article, name="Không có gì", created_at=ago(hours=2))
    of_kinds(article, "insult", "threat", name="Dọa", created_at=ago(hours=1))


def test_one_kind_is_listed_alone(staff_client, three):
    assert names(staff_client, loai="threat") == ["Dọa"]
    assert names(staff_client, loai="insult") == ["Dọa"]
    assert names(staff_client, loai="hate") == []
    assert names(staff_client, loai="lost") == ["Bán hàng", "Không có gì", "Dọa"]


def test_the_most_urgent_stand_first_when_asked_for(staff_client, three):
    assert names(staff_client) == ["Bán hàng", "Không có gì", "Dọa"]
    assert names(staff_client, sap_xep="gap") == ["Dọa", "Bán hàng", "Không có gì"]
    assert names(staff_client, sap_xep="gap", loai="selling") == ["Bán hàng"]


def test_urgency_orders_what_waits_and_nothing_else(staff_client):
    article = make_article()
    make_comment(article, name="Cũ", urgency=30, decided_at=ago(hours=2))
    make_comment(article, name="Mới", decided_at=ago(hours=1))

    assert names(staff_client, trang_thai="approved", sap_xep="gap") == ["Mới", "Cũ"]


def test_the_next_page_of_the_most_urgent_begins_where_this_one_ends(staff_client):
    article, moment = make_article(), ago(hours=1)
    for number in range(PER_PAGE + 2):
        kinds = ["threat"] if number % 2 else []
        of_kinds(article, *kinds, name=f"n{number}", created_at=moment)

    first = staff_client.get(QUEUE, {"sap_xep": "gap"})
    second = staff_client.get(f"{QUEUE}?{first.context['next_page']}")

    listed = [row.comment.name for page in (first, second) for row in page.context["rows"]]
    odd, even = range(1, PER_PAGE + 2, 2), range(0, PER_PAGE + 2, 2)
    assert listed == [f"n{number}" for number in (*odd, *even)]


def test_a_row_names_the_most_urgent_kind(staff_client, three):
    rows = {row.comment.name: row.kind for row in staff_client.get(QUEUE).context["rows"]}
    page = staff_client.get(QUEUE).content.decode()

    assert rows == {"Bán hàng": "Chào bán, quảng cáo", "Không có gì": "", "Dọa": "Đe dọa"}
    assert '<span class="queue-kind">Đe dọa</span>' in page


def test_every_kind_can_be_chosen_and_the_choice_is_kept(staff_client, three):
    page = staff_client.get(QUEUE, {"loai": "threat", "sap_xep": "gap"})

    html = page.content.decode()
    assert KIND_LABELS.keys() == set(KINDS)
    assert '<option value="threat" selected>Đe dọa</option>' in html
    assert 'name="sap_xep" value="gap" checked' in html
    assert "loai=threat&amp;sap_xep=gap" in html


def test_a_kind_and_the_most_urgent_are_read_from_an_index(three):
    columns = ", ".join(field.column for field in Comment._meta.concrete_fields if field.column not in OWN_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO comments_comment ({columns}, kinds, submission_id) "  # noqa: S608 (names of columns)
            f"SELECT {columns}, '{{}}', gen_random_uuid() FROM comments_comment, generate_series(1, 1500)"
        )
        cursor.execute("ANALYZE comments_comment")
    waiting_ones = Comment.objects.filter(state="pending")

    assert "comment_queue_kinds" in waiting_ones.of_kind("threat").order_by("created_at", "pk")[:50].explain()
    assert "comment_queue_urgent" in waiting_ones.order_by("-urgency", "created_at", "pk")[:50].explain()


class TestEarlierComments:
    def test_waiting_ones_get_their_kinds_points_and_urgency_once(self):
        article = make_article()
        threat = waiting(article, body="Tao giết cả nhà mày", findings=[{"code": "links", "weight": 2}], score=2)
        waiting(article, body="Cảm ơn bài viết")
        foreign = waiting(
            article, body="Привет всем", findings=[{"code": "foreign_script", "matched": "П", "weight": 3}], score=3
        )

        assert find_kinds_of_waiting() == 2
        assert find_kinds_of_waiting() == 0

        threat.refresh_from_db()
        foreign.refresh_from_db()
        assert (threat.kinds, threat.urgency, threat.version) == (["threat"], URGENCY["threat"], 0)
        assert threat.score == sum(points for _, points in explain(threat))
        assert (foreign.kinds, foreign.score) == (["other_script"], 3)

    def test_what_was_decided_and_official_stays_as_it_is(self):
        article = make_article()
        make_comment(article, body="Tao giết cả nhà mày")
        waiting(article, body="Tao giết cả nhà mày", is_official=True)

        assert find_kinds_of_waiting() == 0

    def test_a_report_keeps_what_is_more_urgent(self):
        comment = waiting(body="Chuyên sửa điều hòa tại nhà giá rẻ, gọi ngay", urgency=40)

        find_kinds_of_waiting()

        comment.refresh_from_db()
        assert (comment.kinds, comment.urgency) == (["selling"], 40)

    def test_rules_that_kinds_replace_are_switched_off_where_nobody_changed_them(self, capsys):
        kept = {"effect": "hold", "note": "Lời lẽ xúc phạm (quy tắc có sẵn)"}
        Rule.objects.all().delete()
        Rule.objects.create(pattern="đm", **kept)
        Rule.objects.create(pattern="súc vật", **kept | {"effect": "spam"})
        Rule.objects.create(pattern="nhà cái", **kept)

        call_command("find_kinds")
        call_command("find_kinds")

        assert set(Rule.objects.in_force().values_list("pattern", flat=True)) == {"súc vật", "nhà cái"}
        assert "Đã tắt 1 quy tắc" in capsys.readouterr().out

    def test_batches_cover_all_and_cost_two_queries_each(self, capsys):
        article = make_article()
        for _ in range(5):
            waiting(article, body="Tao giết cả nhà mày")

        with CaptureQueriesContext(connection) as queries:
            assert find_kinds_of_waiting(batch=2) == 5

        told = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert len(told) == 6
        call_command("find_kinds")
        assert "0 bình luận" in capsys.readouterr().out
