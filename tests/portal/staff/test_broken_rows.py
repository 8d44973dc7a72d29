"""One row that cannot be shown takes no other with it: on no list, no first page, in no feed and no export."""

import logging
from functools import wraps

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.urls import reverse
from lxml import html

from articles.models import Article, Event
from cchc_portal.templatetags import list_rows
from comments.models import Comment, Question
from layout.admin import BannerAdmin
from layout.models import Banner
from tests.factories import EDITOR, make_article, make_image, make_user
from tests.newsroom.bin.binned import bin_it
from vietnamese.dates import UNREADABLE

from .rows_of_admin import make_rows

pytestmark = pytest.mark.django_db

BEYOND = ["0001-01-01 00:00+07", "infinity"]  # the others: tests/database/test_moments.py
PUBLIC = [
    "/",
    "/su-kien/",
    "/rss/",
    "/atom/",
    "/sitemap.xml",
    "/sitemap-tin.xml",
    "/tim-kiem/?q=kết+quả",
    "/thong-ke/",
]
ADMIN = ["/quan-tri/", "/quan-tri/nhac-viec/", "/quan-tri/binh-luan/"]


@pytest.fixture(autouse=True)
def nothing_logged(monkeypatch):
    monkeypatch.setattr(list_rows, "_logged", set())


@pytest.fixture
def chief(client):
    client.force_login(make_user(is_superuser=True))
    return client


def corrupt(model, moment):
    """Set every date of the rows of `model` to `moment`, by SQL and past every constraint."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits would forbid to change the table
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for field in dates_of(model):
            cursor.execute(f"UPDATE {table} SET {field.column} = %s", [moment])  # noqa: S608


def dates_of(model):
    """All but that of the bin: a row with that one is in no list."""
    dates = [field for field in model._meta.concrete_fields if isinstance(field, models.DateField)]
    return [field for field in dates if field.name != "binned_at"]


def words(response):
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


@pytest.mark.parametrize("moment", BEYOND)
def test_every_list_shows_the_others_and_says_where_to_correct_the_one(chief, moment):
    rows = make_rows()
    dated = [model for model in admin.site._registry if dates_of(model)]
    for model in dated:
        corrupt(model, moment)

    assert {Article, Comment} <= set(dated)
    for model in dated:
        opts = model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        answer = chief.get(address + ("?state=all" if model is Comment else ""), follow=True)
        assert (address, answer.status_code) == (address, 200)
        if not answer.redirect_chain and model is not get_user_model():
            assert '/change/">Mở ra để sửa</a>' in answer.content.decode()
            assert "không đọc được" in words(answer)
        for page in ("change", "delete", "history"):
            address = reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[rows[model].pk])
            assert (address, chief.get(address, follow=True).status_code) in [(address, 200), (address, 403)]


@pytest.mark.parametrize("moment", BEYOND)
def test_what_lies_in_the_bin_since_nobody_knows_when_is_told_of_all_the_same(client, chief, moment):
    article = make_article()
    bin_it(article, make_user(EDITOR))
    corrupt(Article, moment)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET binned_at = %s", [moment])
        cursor.execute("UPDATE revisions_binentry SET binned_at = %s", [moment])

    change = reverse("admin:articles_article_change", args=[article.pk])
    for address, status in ((change, 410), (reverse("bin:list"), 200), ("/", 200)):
        assert (address, chief.get(address).status_code) == (address, status)
    sent = chief.post(change, {"title": "Bến Lam", "body": "<p>Bà Hạnh cười.</p>"})
    assert sent.status_code == 410
    assert article.title in sent.content.decode()


@pytest.mark.parametrize("moment", BEYOND)
def test_first_page_queue_feeds_and_site_maps_survive_it(chief, client, moment):
    rows = make_rows()
    for model in (Article, Comment, Event, Question, Banner):
        corrupt(model, moment)
    make_article(title="Một bài khác vẫn hiện")

    for address in [*ADMIN, *PUBLIC, rows[Article].get_absolute_url()]:
        answer = chief.get(address)
        assert (address, answer.status_code) in [(address, 200), (address, 410), (address, 404)]
    assert UNREADABLE in words(chief.get("/quan-tri/"))
    assert "Một bài khác vẫn hiện" in words(chief.get("/"))
    assert "Một bài khác vẫn hiện" in words(chief.get("/quan-tri/"))


def test_the_row_is_logged_once(chief, caplog):
    make_rows()
    corrupt(Article, "infinity")
    article = Article.objects.get()

    with caplog.at_level(logging.WARNING, logger=list_rows.__name__):
        for _ in range(3):
            chief.get("/quan-tri/articles/article/")

    (record,) = [record for record in caplog.records if record.name == list_rows.__name__]
    assert f"articles.Article {article.pk}" in record.getMessage()


def test_a_row_that_fails_for_another_reason_keeps_its_link_and_its_part_of_the_form(chief, monkeypatch, caplog):
    broken, sound = (Banner.objects.create(place="side", image=make_image()) for _ in range(2))
    picture = BannerAdmin.picture

    def fail(self, banner):
        if banner.pk == broken.pk:
            raise LookupError("its file is gone")
        return picture(self, banner)

    monkeypatch.setattr(BannerAdmin, "picture", wraps(picture)(fail))
    page = chief.get("/quan-tri/layout/banner/")
    form = html.fromstring(page.content.decode()).get_element_by_id("changelist-form")

    assert page.status_code == 200
    assert f"Dòng số {broken.pk} không hiện được" in words(page)
    assert f'href="/quan-tri/layout/banner/{broken.pk}/change/">Mở ra để sửa</a>' in page.content.decode()
    assert sound.image.alt in words(page)
    fields = dict(form.form_values())
    position = next(name for name, value in fields.items() if name.endswith("-id") and value == str(sound.pk))
    answer = chief.post("/quan-tri/layout/banner/", fields | {position.replace("-id", "-position"): "7", "_save": "1"})
    assert answer.status_code == 302
    sound.refresh_from_db()
    assert sound.position == 7
    assert "its file is gone" in caplog.text
