"""Where a link really goes, which comments have the same text, and who did what, in the words of the queue."""

from uuid import uuid4

import pytest

from comments.models import Comment
from comments.moderation import decisions
from comments.moderation.outcome import who_decided
from comments.queue.traces import TWINS_SHOWN, written_links
from tests.comments.factories import make_comment, waiting
from tests.factories import make_article

from .moderating import QUEUE

pytestmark = pytest.mark.django_db


def found(code, **fields):
    return {"code": code, "matched": "1", "weight": 3, "effect": "hold", "words": []} | fields


def opened_html(client, comment):
    return client.get(QUEUE, {"bl": comment.pk, "phan": "binh-luan"}).content.decode()


@pytest.mark.parametrize(
    ("body", "text", "host"),
    [
        ("Xem nhacai88.com nhé", "nhacai88.com", ""),
        ("Xem www.nhacai88.com nhé", "www.nhacai88.com", ""),
        ("https://chinhphu.gov.vn@lua.top/dang-nhap", "https://chinhphu.gov.vn@lua.top/dang-nhap", "lua.top"),
        ("https://chinhphu.gov.vn.lua.top/x", "https://chinhphu.gov.vn.lua.top/x", "chinhphu.gov.vn.lua.top"),
        ("https://gооgle.com/x", "https://gооgle.com/x", "xn--ggle-55da.com"),
        ("nhacai88 [.] com", "nhacai88 [.] com", "nhacai88.com"),
        ("https://x.vn/" + "a" * 300, "https://x.vn/" + "a" * 300, "x.vn"),
    ],
)
def test_a_link_is_written_out_with_where_it_goes(body, text, host):
    [link] = written_links(Comment(name="Lan", body=body))

    assert (link.text, link.host) == (text, host)


def test_links_of_the_state_and_repetitions_are_left_out():
    links = written_links(Comment(name="Lan", body="https://chinhphu.gov.vn/a x.vn/a x.vn/a y.vn"))

    assert [link.text for link in links] == ["x.vn/a", "y.vn"]


def test_the_whole_link_is_shown_as_text_and_leads_nowhere(staff_client):
    link = "https://chinhphu.gov.vn@lua.top/" + "dang-nhap-" * 20
    comment = waiting(body=f'Vào <a href="{link}">cổng</a> này', findings=[found("links")], score=3)

    html = opened_html(staff_client, comment)

    assert html.count(link) == 2  # in the text, and under what was found
    assert "→ lua.top" in html
    assert "lua.top/dang" not in "".join(part.partition(">")[0] for part in html.split("<a ")[1:])


def test_a_duplicate_leads_to_its_twins(staff_client, django_assert_max_num_queries):
    digest, article = uuid4(), make_article()
    twins = [make_comment(article, digest=digest, name=f"Người gửi {number}") for number in range(TWINS_SHOWN + 2)]
    other = make_comment(article, name="Người khác", digest=uuid4())
    comment = waiting(article, digest=digest, findings=[found("duplicate")], score=3)

    html = opened_html(staff_client, comment)

    assert f"bl={twins[-1].pk}" in html
    assert html.count("Người gửi ") - html.count("Người gửi này") == TWINS_SHOWN
    assert other.name not in html


def test_without_that_finding_nobody_looks_for_twins(staff_client):
    digest = uuid4()
    twin = make_comment(digest=digest, name="Người gửi trước")
    comment = waiting(digest=digest)

    assert twin.name not in opened_html(staff_client, comment)


def test_whoever_withdrew_it_is_its_sender(staff_client):
    comment = waiting()
    decisions.withdraw(comment)

    sentence = who_decided(comment)
    assert "người gửi đã rút lại" in sentence
    assert "ệ thống" not in sentence
    html = opened_html(staff_client, comment)
    assert "Người gửi đã rút bình luận này" in html
    listed = staff_client.get("/quan-tri/comments/comment/?state=withdrawn").content.decode()
    assert "Người gửi, " in listed
    assert "Hệ thống, " not in listed


def test_the_reasons_to_look_twice_have_one_heading(staff_client):
    comment = waiting(findings=[found("links")], score=3)

    for html in (
        staff_client.get(QUEUE).content.decode(),
        staff_client.get(f"/quan-tri/comments/comment/{comment.pk}/change/").content.decode(),
        staff_client.get("/quan-tri/comments/comment/").content.decode(),
    ):
        assert "Vì sao cần xem kỹ" in html
        assert "Vì sao bị giữ" not in html
