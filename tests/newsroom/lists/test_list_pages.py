"""The pages of a long list of articles: what they show, how many there are, and what they cost."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.template import Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from articles.admin import filters
from articles.models import Article, Author
from articles.search import query as search
from newsroom.article_admin import ArticleAdmin
from newsroom.lists import article_list
from tests.factories import make_article, make_category
from tests.newsroom.forms_in_admin import LIST, make_draft

pytestmark = pytest.mark.django_db

MANY = """
INSERT INTO articles_article ({columns}) SELECT {values} FROM articles_article, generate_series(1, %s) AS number
WHERE id IN (SELECT max(id) FROM articles_article GROUP BY status)
"""

SIGNED = """
INSERT INTO articles_article_authors (article_id, author_id) SELECT id, %s FROM articles_article ON CONFLICT DO NOTHING
"""


@pytest.fixture
def counts_to_three(monkeypatch):
    monkeypatch.setattr(filters, "COUNTED", 3)
    monkeypatch.setattr(article_list, "COUNTED", 3)
    monkeypatch.setattr(search, "COUNTED", 3)
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 2)
    monkeypatch.setattr(ArticleAdmin, "list_max_show_all", 4)


@pytest.fixture
def articles(hoa):
    """Seven drafts, the one saved last first, each called by its place."""
    made = [make_draft(hoa, title=f"Bài {number}", body="<p>Một cửa.</p>") for number in range(7)]
    for number, article in enumerate(made):
        Article.objects.filter(pk=article.pk).update(saved_at=timezone.now() - timedelta(hours=number))
    return made


def titles(response):
    return [article.title.removeprefix("Bài ") for article in response.context["cl"].result_list]


def links(response):
    """The numbers in the row of pages; "…" stands for some left out."""
    return [
        str(number)
        for number in response.context["cl"].paginator.get_elided_page_range(response.context["cl"].page_num)
    ]


@pytest.mark.parametrize("query", [{}, {"trang_thai": "draft"}, {"created_by__id__exact": "hoa"}, {"q": "mot cua"}])
@pytest.mark.usefixtures("counts_to_three")
def test_each_page_of_a_long_list_answers_also_beyond_what_is_counted(sit_down, hoa, articles, query):
    query = {name: hoa.pk if value == "hoa" else value for name, value in query.items()}
    client = sit_down(hoa)

    pages = [client.get(LIST, query | {"p": number}) for number in (1, 2, 3, 4)]

    assert [titles(page) for page in pages] == [["0", "1"], ["2", "3"], ["4", "5"], ["6"]]
    assert [links(page)[-1] for page in pages] == ["2", "3", "4", "4"]
    assert all("hơn 3 bài viết" in page.content.decode() for page in pages)
    assert client.get(LIST, query | {"p": 5}).url.endswith("?e=1")


@pytest.mark.usefixtures("counts_to_three")
def test_tabs_say_more_than_where_nobody_counted_further(sit_down, hoa, articles):
    make_article()

    page = sit_down(hoa).get(LIST)

    tabs = [tab["display"] for tab in page.context["display_status_tabs"]]
    assert tabs == [
        *("Tất cả (hơn 3)", "Bản nháp (hơn 3)", "Chờ duyệt (0)", "Hẹn giờ (0)", "Đang hiện (1)", "Hết hạn (0)"),
        "Đã gỡ (0)",
    ]
    assert "Chọn tất cả hơn 3 bài viết" in page.content.decode()
    assert "4 kết quả" not in page.content.decode()


def test_a_list_that_is_counted_says_its_number_and_links_to_its_last_page(sit_down, hoa, articles, monkeypatch):
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 3)

    page = sit_down(hoa).get(LIST, {"q": "bài"})

    assert titles(page) == ["0", "1", "2"]
    assert links(page) == ["1", "2", "3"]
    assert "7 bài viết" in page.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "2", "99999999999999999999"])
def test_a_list_of_one_page_shows_it_whatever_number_is_asked_for(sit_down, hoa, articles, number):
    assert titles(sit_down(hoa).get(LIST, {"p": number})) == list("0123456")


@pytest.mark.parametrize("number", ["0", "-1", "5", "100001", "99999999999999999999"])
@pytest.mark.usefixtures("counts_to_three")
def test_a_page_that_is_not_there_leads_back_to_the_list(sit_down, hoa, articles, number):
    response = sit_down(hoa).get(LIST, {"p": number})

    assert (response.status_code, response.url) == (HTTPStatus.FOUND, f"{LIST}?e=1")


@pytest.mark.usefixtures("counts_to_three")
def test_all_are_shown_at_once_where_they_are_few(sit_down, hoa, articles):
    few = {"trang_thai": "shown"}
    for number in range(3):
        make_article(title=f"Bài {number}")

    assert len(titles(sit_down(hoa).get(LIST, few | {"all": ""}))) == 3
    assert len(titles(sit_down(hoa).get(LIST, {"all": ""}))) == 2


@pytest.mark.parametrize("columns", ["1", "-1", "2", "-2.1", "3", "-4", "5.1", "-5", "6", "-6"])
@pytest.mark.parametrize("walks", [True, False])
def test_words_are_found_in_every_order_whether_few_or_many_have_them(
    sit_down, hoa, articles, monkeypatch, columns, walks
):
    """The pages are those that sorting all that is found would have."""
    make_article(title="Bài khác", byline="An", body="<p>Một cửa.</p>")
    make_article(title="Không phải", summary="", body="<p>Không.</p>")
    monkeypatch.setattr(search, "COUNTED", 3 if walks else 1_000)
    monkeypatch.setattr(search, "WALKED", 1)
    monkeypatch.setattr(ArticleAdmin, "list_per_page", 3)
    client = sit_down(hoa)

    pages = [client.get(LIST, {"q": "mot cua", "o": columns, "p": number}) for number in (1, 2, 3)]

    expected = client.get(LIST, {"q": "mot cua", "o": columns}).context["cl"].get_queryset(pages[0].wsgi_request)
    assert [title for page in pages for title in titles(page)] == [
        article.title.removeprefix("Bài ") for article in expected
    ]
    assert len(expected) == 8


@pytest.mark.parametrize("asked", ["x", "-1", "0", "99999999999999999999"])
def test_an_author_who_is_none_is_no_error_of_ours(sit_down, hoa, articles, asked):
    response = sit_down(hoa).get(LIST, {"authors__id__exact": asked}, follow=True)

    assert response.status_code == HTTPStatus.OK


def test_articles_are_filtered_by_each_of_their_authors_once(sit_down, hoa):
    both = make_article(title="Cả hai", summary="", byline="Thùy Nhung – Minh Hòa", body="<p>Lúa chín.</p>")
    make_article(title="Một người", summary="", byline="Minh Hòa", body="<p>Lúa.</p>")
    first, second = both.authors.order_by("name")

    def found(author, **more):
        return set(titles(sit_down(hoa).get(LIST, {"authors__id__exact": author.pk, **more})))

    assert found(first) == {"Cả hai", "Một người"}
    assert found(second) == {"Cả hai"}
    assert found(first, q="chín") == {"Cả hai"}


def add_many(number):
    """`number` articles of each state that there is, like the last of it, the newer ones saved later."""
    names = [field.column for field in Article._meta.concrete_fields if not field.primary_key]
    other = {
        "saved_at": "now() - number * interval '1 minute'",
        "sort_key": "sort_key || number",
        "published_at": "published_at - number * interval '1 hour'",
        "form_key": "NULL",
    }
    with connection.cursor() as cursor:
        values = ", ".join(other.get(name, name) for name in names)
        cursor.execute(MANY.format(columns=", ".join(names), values=values), [number])
        cursor.execute(SIGNED, [Author.objects.get_or_create(name="Quang Hậu", slug="quang-hau")[0].pk])
        cursor.execute("ANALYZE articles_article")
        cursor.execute("ANALYZE articles_article_authors")


def rows_read(plan):
    inner = sum(map(rows_read, plan.get("Plans", [])))
    own = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return inner + own * plan["Actual Loops"]


def rows_of(client, query):
    """How many rows PostgreSQL goes through for all that the list asks of articles."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(LIST, query).status_code == HTTPStatus.OK
    read = 0
    with connection.cursor() as cursor:
        for statement in asked.captured_queries:
            if "articles_article" in statement["sql"]:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement['sql'].replace('%', '%%')}", [])
                read += rows_read(cursor.fetchone()[0][0]["Plan"])
    return read


@pytest.mark.parametrize("role", ["hoa", "nhung"])
def test_the_work_of_a_list_does_not_grow_with_the_archive(sit_down, request, monkeypatch, role):
    monkeypatch.setattr(filters, "COUNTED", 50)
    monkeypatch.setattr(article_list, "COUNTED", 50)
    user = request.getfixturevalue(role)
    category = make_category(name="Ít bài")
    make_draft(user)
    make_article(category=category)
    make_article(created_by=user, byline="Thùy Nhung")
    client = sit_down(user)
    asked = [{}, {"p": 20}, {"category__id__exact": Article.objects.last().category_id}]
    asked += [{"trang_thai": status} for status in ("draft", "shown")]
    asked += [{"o": column} for column in ("1", "-1", "2", "4", "5", "-5", "6")]
    read = []
    for number in (2_000, 8_000):
        add_many(number)
        read.append([rows_of(client, query) for query in asked])

    grown = [(query, few, many) for query, few, many in zip(asked, *read, strict=True) if many > 1.3 * few]
    assert not grown


@pytest.mark.parametrize(
    ("column", "name"), [("-saved_at", ""), ("sort_key", "_by_title"), ("byline_key", "_by_byline")]
)
def test_the_order_of_the_list_is_that_of_an_index(column, name):
    """Django adds a column of its own to an order that could be ambiguous, and then sorts all rows."""
    index = next(index for index in Article._meta.indexes if index.name == f"article_listed{name}")

    ordering = list(dict.fromkeys([column, *ArticleAdmin.ordering]))
    assert ordering == [each.replace("-id", "-pk") for each in index.fields]


@pytest.mark.parametrize("name", ["Trần <b>Văn</b> & “An”", "Ngọc Lan"])
def test_choices_of_a_filter_are_escaped_and_the_chosen_one_is_marked(sit_down, hoa, name):
    author = Author.objects.create(name=name, slug="an")
    query = {"authors__id__exact": author.pk, "created_by__id__exact": hoa.pk}

    page = sit_down(hoa).get(LIST, query).content.decode()

    assert f'<option value="{author.pk}" selected>{escape(name)}</option>' in page
    assert f'<option value="{hoa.pk}" selected>{hoa}</option>' in page


def test_very_many_choices_are_written_without_a_template_for_each(sit_down, hoa, monkeypatch):
    rendered = []
    render = Template.render
    monkeypatch.setattr(Template, "render", lambda self, *args: (rendered.append(self.name), render(self, *args))[1])
    client = sit_down(hoa)
    counts = []
    for number in (10, 200):
        Author.objects.bulk_create(Author(name=f"{number} {each}", slug=f"{number}-{each}") for each in range(number))
        rendered.clear()
        client.get(LIST)
        counts.append(len(rendered))

    assert counts[0] == counts[1]
