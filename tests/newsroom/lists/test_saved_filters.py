"""The list narrowed to one's own articles, and filters that a person keeps."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.urls import reverse

from articles.models import Author
from newsroom.lists.described_filters import describe
from newsroom.lists.saved_filters import MAX_FILTERS, read
from newsroom.models import SavedFilter
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_category, make_user
from tests.newsroom.forms_in_admin import LIST, make_draft, sentences

pytestmark = pytest.mark.django_db
FILTERS = reverse("newsroom:filters")


def titles(page):
    return {article.title for article in page.context["cl"].result_list}


def keep(client, name="Nháp", query="trang_thai=draft", **more):
    return client.post(FILTERS, {"op": "save", "name": name, "query": query, **more})


def test_the_page_says_which_filter_is_kept_and_what_each_kept_one_asks_for(sit_down, hoa, django_assert_num_queries):
    category, author = make_category(name="Một cửa"), Author.objects.create(name="Quang Hậu")
    client = sit_down(hoa)
    keep(client, "Chủ nhật", "published_at_from=01/11/2026&is_featured__exact=0&cua=toi&o=1")
    keep(client, "Mất", "category__id__exact=999999")

    page = client.get(
        FILTERS,
        {"trang_thai": "draft", "category__id__exact": category.pk, "authors__id__exact": author.pk, "q": "hồ <sơ"},
    )

    assert page.context["asks_for"] == (
        "chuyên mục “Một cửa”; tác giả “Quang Hậu”; trạng thái “Bản nháp”; có chữ “hồ <sơ”"
    )
    asked = {kept.name: words for kept, words in page.context["filters"]}
    assert asked == {
        "Chủ nhật": "bài của tôi; xuất bản từ 01/11/2026; không tin nổi bật; xếp theo cột đã chọn",
        "Mất": "chuyên mục đã xóa",
    }
    html = page.content.decode()
    assert "Đang lọc: <strong>chuyên mục “Một cửa”" in html
    assert "hồ &lt;sơ" in html
    with django_assert_num_queries(2):
        describe([f"category__id__exact={category.pk}&created_by__id__exact={hoa.pk}", "q=x", "category__id__exact=7"])


@pytest.mark.parametrize(("asked", "says"), [({}, False), ({"all": ""}, False), ({"q": "Bài"}, True)])
def test_the_head_of_a_list_says_how_many_it_found_where_something_was_looked_for(sit_down, hoa, asked, says):
    make_article(title="Bài một")

    html = sit_down(hoa).get(LIST, asked).content.decode()

    assert ("1 kết quả" in html, "Bỏ tìm, bỏ lọc" in html) == (says, says)


def test_own_articles_are_those_that_one_began_or_signs(sit_down, nhung, hoa):
    make_draft(nhung, title="Bắt đầu", byline="")
    Author.objects.update_or_create(name="Lam Nhung", defaults={"user": nhung})
    make_article(title="Ký tên", byline="Quang Hậu – Lam Nhung", created_by=hoa)
    make_article(title="Của người khác", created_by=hoa)

    page = sit_down(nhung).get(LIST, {"cua": "toi"})

    assert titles(page) == {"Bắt đầu", "Ký tên"}
    assert [tab["selected"] for tab in page.context["whose_tabs"]] == [False, True]
    shown = [tab["display"] for tab in page.context["display_status_tabs"]]
    assert shown[:2] == ["Tất cả (2)", "Bản nháp (1)"]


@pytest.mark.parametrize("whose", ["", "ai-khac", "\0", "toi2"])
def test_whatever_else_an_address_says_of_owners_shows_everything(sit_down, hoa, whose):
    make_article(title="Của mọi người")

    page = sit_down(hoa).get(LIST, {"cua": whose}, follow=True)

    assert titles(page) == {"Của mọi người"}


def test_a_person_without_articles_sees_an_empty_list(sit_down, hoa):
    make_article()

    assert titles(sit_down(hoa).get(LIST, {"cua": "toi"})) == set()


def test_a_filter_is_kept_from_the_list_as_it_is_and_leads_back_to_it(sit_down, hoa):
    category = make_category()
    asked = {"trang_thai": "draft", "category__id__exact": category.pk, "q": "hồ sơ", "p": "1"}
    client = sit_down(hoa)

    to_save = client.get(LIST, asked).context["saved_filters"].to_save
    page = client.get(f"{FILTERS}?{to_save}")
    answer = keep(client, "Nháp thủ tục", page.context["query"])

    assert answer.status_code == HTTPStatus.FOUND
    shown = client.get(answer.url)
    assert sentences(shown) == ["Đã lưu bộ lọc “Nháp thủ tục”."]
    assert set(shown.context["cl"].get_query_string()[1:].split("&")) == set(to_save.split("&"))
    assert not shown.context["saved_filters"].to_save
    assert 'aria-current="page">Nháp thủ tục</a>' in shown.content.decode()


def test_what_says_nothing_about_articles_is_not_kept():
    asked = {"p": "7", "all": "", "_popup": "1", "_changelist_filters": "x", "status__in": "draft", "q": ""}

    assert read(asked) == ""
    assert read({"q": "x\0y"}) == ""
    assert read({"q": "x" * 2000}) == ""
    assert read({"trang_thai": "draft", "cua": "toi"}) == read({"cua": "toi", "trang_thai": "draft"})


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("Mới", "", "Danh sách chưa được lọc"),
        ("Mới", "p=3&x=4", "Danh sách chưa được lọc"),
        ("", "q=a", "Xin đặt tên"),
        (" \u200b ", "q=a", "Xin đặt tên"),
        ("x" * 61, "q=a", "dài 61 ký tự, tối đa 60 ký tự. Xin bớt 1 ký tự."),
        ("Nháp", "q=a", "Bạn đã có bộ lọc khác tên “Nháp”"),
    ],
)
def test_what_cannot_be_kept_is_answered_with_a_sentence_and_the_typed_name(sit_down, hoa, name, query, sentence):
    client = sit_down(hoa)
    keep(client)

    answer = keep(client, name, query)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()
    assert answer.context["typed"] == name
    assert SavedFilter.objects.count() == 1


def test_a_filter_sent_twice_is_kept_once(sit_down, hoa):
    client = sit_down(hoa)

    for name in ("Nháp", "Nha\u0301p", " Nháp "):
        assert keep(client, name).status_code == HTTPStatus.FOUND

    assert SavedFilter.objects.get().name == "Nháp"


def test_nobody_keeps_more_filters_than_fit_above_the_list(sit_down, hoa):
    client = sit_down(hoa)
    SavedFilter.objects.bulk_create(SavedFilter(user=hoa, name=str(n), query="q=a") for n in range(MAX_FILTERS))

    assert "nhiều nhất 30 bộ lọc" in keep(client).content.decode()
    assert client.get(LIST).status_code == client.get(FILTERS).status_code == HTTPStatus.OK


def test_a_filter_is_renamed_and_deleted_by_its_owner_alone(sit_down, hoa, nhung):
    keep(sit_down(hoa))
    kept = SavedFilter.objects.get()

    for op in ("rename", "delete"):
        answer = sit_down(nhung).post(FILTERS, {"op": op, "filter": kept.pk, "name": "Lấy"}, follow=True)
        assert sentences(answer)[-1].startswith("Bộ lọc ấy không còn: bạn đã xóa nó ở một tab khác.")
    assert SavedFilter.objects.get().name == "Nháp"
    assert "Nháp" not in sit_down(nhung).get(FILTERS).content.decode()

    client = sit_down(hoa)
    client.post(FILTERS, {"op": "rename", "filter": kept.pk, "name": "Bài nháp"})
    assert SavedFilter.objects.get().name == "Bài nháp"
    for _ in range(2):
        answer = client.post(FILTERS, {"op": "delete", "filter": kept.pk})
        assert answer.status_code == HTTPStatus.FOUND
    assert not SavedFilter.objects.exists()


def test_a_name_that_another_filter_has_is_refused_beside_its_field(sit_down, hoa):
    client = sit_down(hoa)
    keep(client)
    keep(client, "Của tôi", "cua=toi")

    answer = client.post(FILTERS, {"op": "rename", "filter": SavedFilter.objects.last().pk, "name": "Nháp"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Bạn đã có bộ lọc khác tên “Nháp”" in answer.content.decode()
    assert answer.context["refused"] == SavedFilter.objects.last().pk


@pytest.mark.parametrize(
    "sent", [{}, {"op": "x"}, {"op": "delete", "filter": "x"}, {"op": "rename", "filter": "9" * 30}]
)
def test_nonsense_is_answered_with_a_page(sit_down, hoa, sent):
    answer = sit_down(hoa).post(FILTERS, {"name": "a", **sent}, follow=True)

    assert answer.status_code == HTTPStatus.OK


def test_a_filter_for_what_is_deleted_leads_to_a_list(sit_down, hoa):
    client = sit_down(hoa)
    keep(client, "Cũ", "authors__id__exact=999&category__id__exact=999&trang_thai=het")

    assert client.get(f"{LIST}?{SavedFilter.objects.get().query}", follow=True).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("role", "status"), [(WRITER, 200), (EDITOR, 200), (MODERATOR, 200), (WEBMASTER, 403), (None, 302)]
)
def test_whoever_sees_the_list_keeps_filters(client, role, status):
    if role:
        client.force_login(make_user(role))

    assert client.get(FILTERS).status_code == status
    assert (keep(client).status_code == HTTPStatus.FOUND) == (status != HTTPStatus.FORBIDDEN)
    assert SavedFilter.objects.exists() == (status == HTTPStatus.OK)


def test_the_last_release_deletes_an_account_that_has_filters(nhung):
    SavedFilter.objects.create(user=nhung, name="a", query="q=a")

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_user_groups WHERE user_id = %s", [nhung.pk])
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [nhung.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert not SavedFilter.objects.exists()
