"""The page “Liên kết hỏng”: who learns of what, what can be done, what it costs."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Page
from layout.models import Link
from links.keeping import keep_links
from links.models import Address, Outlook
from links.state import State
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_user

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/lien-ket/"
LOST = "https://mat.vn/van-ban/12"


def link_to(address=LOST):
    return f'<p>Xem <a href="{address}">văn bản</a>.</p>'


def broken(address=LOST, **fields):
    """The row of an address that stands somewhere by now and is broken."""
    keep_links()
    values = {"state": State.BROKEN, "answer": "404", "failures": 2, "failing_since": timezone.now()}
    Address.objects.filter(address=address).update(**values | fields)
    return Address.objects.get(address=address)


def page(row):
    return reverse("links:link", args=[row.pk])


@pytest.fixture
def editor(client):
    user = make_user(EDITOR)
    client.force_login(user)
    return user


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(WRITER, 200), (EDITOR, 200), (MODERATOR, 200), (WEBMASTER, 200), (None, 403)],
)
def test_who_works_with_texts_opens_it(client, role, status):
    make_article(body=link_to())
    Page.objects.create(title="Giới thiệu", body=link_to())
    row = broken()
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == status
    assert client.get(page(row)).status_code == status


def test_nobody_opens_it_without_signing_in(client):
    for address in (LIST, f"{LIST}1/"):
        for method in (client.get, client.post):
            assert "login" in method(address)["Location"]


def test_it_says_where_since_when_and_what_answers(client, editor):
    article = make_article(body=link_to(), title="Một cửa ở Tân Phong")
    broken(failing_since=timezone.now() - timedelta(days=4), checked_at=timezone.now())
    shown = text(client.get(LIST))

    assert LOST in shown
    assert "Trang không còn (404)" in shown
    assert "Một cửa ở Tân Phong" in shown
    assert reverse("admin:articles_article_change", args=[article.pk]) in shown
    assert "Kiểm tra lần cuối" in shown


def test_an_empty_list_says_so(client, editor):
    assert "Không có liên kết hỏng nào." in text(client.get(LIST))
    assert "Không có liên kết nào như vậy." in text(client.get(LIST, {"q": "không-có"}))


def test_an_address_that_stands_in_a_draft_alone_is_known_to_whoever_knows_the_draft(client, settings):
    settings.CHECK_LINKS = True
    writer, other = make_user(WRITER), make_user(WRITER)
    make_article(body=link_to(), status="draft", title="Phương án mật", created_by=writer)
    row = broken()
    for user, knows in ((writer, True), (other, False), (make_user(EDITOR), True), (make_user(WEBMASTER), False)):
        client.force_login(user)
        answers = [
            client.get(LIST),
            client.get(page(row), follow=True),
            client.get(f"{LIST}?tinh_trang=hong&q=mat.vn"),
        ]
        assert [LOST in text(answer) for answer in answers] == [knows] * 3
        assert ("Phương án mật" in text(answers[0])) == knows
        client.post(page(row), {"viec": "lai"})
        row.refresh_from_db()
        assert row.is_asked_for == knows
        Address.objects.update(is_asked_for=False)


def test_of_a_draft_that_a_link_leads_to_a_writer_hears_as_much_as_of_nothing(client):
    writer = make_user(WRITER)
    draft = make_article(status="draft", title="Phương án mật")
    make_article(body=link_to(f"/bai-viet/x-{draft.pk}/"))
    broken(f"/bai-viet/x-{draft.pk}/")
    client.force_login(writer)

    assert "Phương án mật" not in text(client.get(LIST))
    client.force_login(make_user(EDITOR))
    assert "Phương án mật" in text(client.get(LIST))


def test_what_stands_in_kinds_of_rows_that_one_does_not_see_is_not_shown(client):
    Link.objects.create(menu="main", label="Dịch vụ công", url=LOST)
    broken()
    client.force_login(make_user(WRITER))
    assert LOST not in text(client.get(LIST))
    client.force_login(make_user(WEBMASTER))
    assert "Dịch vụ công" in text(client.get(LIST))


@pytest.mark.parametrize(
    ("tab", "state", "says"),
    [("tam", "shaky", "Tạm thời"), ("chuyen", "moved", "https://moi.vn/"), ("kin", "closed", "Không cho máy hỏi")],
)
def test_each_state_has_its_list(client, editor, tab, state, says):
    make_article(body=link_to())
    fields = {} if state == "shaky" else {"failures": 0, "failing_since": None}
    broken(state=state, moved_to="https://moi.vn/" if state == "moved" else "", **fields)

    assert LOST not in text(client.get(LIST))
    shown = text(client.get(LIST, {"tinh_trang": tab}))
    assert LOST in shown
    assert says in shown


def test_filters_narrow_the_list_and_its_counts(client, editor):
    make_article(body=link_to() + link_to("/trang/khong-co/"))
    broken()
    broken("/trang/khong-co/")

    for query, inside, outside in (("noi=trong", 1, 0), ("noi=ngoai", 0, 1), ("q=KHONG-CO", 1, 0), ("noi=x", 1, 1)):
        shown = text(client.get(f"{LIST}?{query}"))
        assert (f">{LOST}<" in shown, ">/trang/khong-co/<" in shown) == (bool(outside), bool(inside))
        assert f"Hỏng ({inside + outside})" in shown


@pytest.mark.parametrize("query", ["trang=0", "trang=99999999999999999999", "trang=x", "q=%00", "tinh_trang=%00"])
def test_what_nobody_would_type_is_harmless(client, editor, query):
    make_article(body=link_to())
    broken()

    assert client.get(f"{LIST}?{query}").status_code == HTTPStatus.OK


def test_looking_again_is_queued_before_all_others(client, editor, settings):
    settings.CHECK_LINKS = True
    make_article(body=link_to())
    row = broken(next_check_at=timezone.now() + timedelta(days=5))

    answer = client.post(LIST, {"kiem_tra": [row.pk, "x", "99999999999999999999"]}, follow=True)

    row.refresh_from_db()
    assert row.is_asked_for
    assert row.next_check_at <= timezone.now()
    assert "Đã xếp hàng kiểm tra lại" in text(answer)
    assert "Đang chờ kiểm tra lại" in text(answer)


def test_where_nothing_elsewhere_is_asked_that_is_said(client, editor):
    make_article(body=link_to())
    row = broken()

    assert "đang tắt" in text(client.get(LIST))
    assert "đang tắt" in text(client.post(page(row), {"viec": "lai"}, follow=True))


def test_a_machine_without_the_internet_is_said(client, editor, settings):
    settings.CHECK_LINKS = True
    Outlook.objects.create(pk=1, cut_off_since=timezone.now())

    assert "không ra được mạng ngoài" in text(client.get(LIST))


def test_a_link_is_ignored_with_a_reason_and_taken_back(client, editor):
    make_article(body=link_to())
    row = broken()

    refused = client.post(page(row), {"viec": "bo-qua", "ly_do": " "})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Xin ghi lý do" in text(refused)
    assert 'id="links-reason-wrong"' in refused.content.decode()
    assert "links-reason-wrong" not in client.get(page(row)).content.decode()
    long = client.post(page(row), {"viec": "bo-qua", "ly_do": "dài " * 200})
    assert "dài dài" in text(long)
    client.post(page(row), {"viec": "bo-qua", "ly_do": "Chỉ mở trong nước"})
    again = client.post(page(row), {"viec": "bo-qua", "ly_do": "Lý do khác"}, follow=True)
    assert "đã có người bỏ qua" in text(again)
    assert LOST not in text(client.get(LIST))
    shown = text(client.get(LIST, {"tinh_trang": "bo-qua"}))
    assert "Chỉ mở trong nước" in shown
    assert str(editor) in shown
    client.post(page(row), {"viec": "thoi-bo-qua"})
    assert LOST in text(client.get(LIST))


def test_replacing_comes_before_ignoring_and_the_list_leads_to_it(client, editor):
    make_article(body=link_to())
    row = broken()

    shown = text(client.get(page(row)))
    assert shown.index("Thay ở mọi chỗ") < shown.index("Đang ở đâu") < shown.index("Lý do bỏ qua")
    assert f'href="{page(row)}#links-replace"' in client.get(LIST).content.decode()


def test_a_writer_ignores_nothing(client):
    make_article(body=link_to())
    row = broken()
    client.force_login(make_user(WRITER))

    assert "Lý do bỏ qua" not in text(client.get(page(row)))
    client.post(page(row), {"viec": "bo-qua", "ly_do": "vì"})
    row.refresh_from_db()
    assert row.ignored_at is None


def test_whoever_ignored_a_link_may_leave_the_office(client, editor):
    make_article(body=link_to())
    row = broken(ignored_at=timezone.now(), ignored_because="vì", ignored_by=editor)
    editor.delete()
    client.force_login(make_user(EDITOR))

    assert "Bỏ qua lúc" in re.sub(r"\s+", " ", text(client.get(page(row))))


def test_thousands_of_broken_links_cost_a_page_of_them(client, editor, django_assert_max_num_queries):
    body = "".join(link_to(f"https://mat.vn/{number}") for number in range(700))
    for _ in range(4):
        make_article(body=body)
    Page.objects.create(title="Văn bản", body=body)
    keep_links()
    Address.objects.update(state=State.BROKEN, answer="404", failures=2, failing_since=timezone.now())
    client.get(LIST)

    with django_assert_max_num_queries(22):
        shown = text(client.get(LIST))

    assert shown.count('class="links-line"') == 30
    assert "Hỏng (700)" in shown
    assert "Và 2 chỗ nữa" in shown
    assert "trang=2" in shown
    assert text(client.get(LIST, {"trang": 24})).count('class="links-line"') == 10


def test_an_address_in_hundreds_of_rows_has_pages_of_them(client, editor, django_assert_max_num_queries):
    Page.objects.bulk_create([Page(title=f"Trang {n}", slug=f"t-{n}", body=link_to()) for n in range(120)])
    row = broken()
    client.get(page(row))

    with django_assert_max_num_queries(18):
        assert text(client.get(page(row))).count("Trang ") >= 50
    assert "Trang 19" in text(client.get(page(row), {"trang": 3}))


def test_what_stands_in_an_address_is_text(client, editor):
    address = "https://mat.vn/?q=%22%3E%3Cscript%3E"
    make_article(body=link_to(address), title="<script>alert(1)</script>")
    row = broken(address)

    for shown in (client.get(LIST), client.get(page(row)), client.get(page(row), {"moi": '/"><script>x'})):
        assert "<script>alert" not in text(shown)
        assert "<script>x" not in text(shown)
