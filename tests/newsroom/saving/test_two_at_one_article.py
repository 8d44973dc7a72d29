"""Two colleagues who have one article open: nothing is written over unseen, and no text is lost."""

import json
from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry

from articles.workflow import PUBLISHED, REVIEW
from tests.factories import EDITOR, make_article, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import page_of, save

pytestmark = pytest.mark.django_db


def test_the_second_of_two_editors_is_warned_and_keeps_the_text(sit_down, hoa):
    article = make_article(title="Bến Lam")
    lan = make_user(EDITOR, username="lan", pen_name="Ngọc Lan")
    opened = fields_of(sit_down(lan).get(page_of(article)), "article_form")
    save(sit_down(hoa), article, title="Bến Lam Hạ")

    answer = sit_down(lan).post(page_of(article), opened | {"title": "Bến Lam Thượng", "summary": "Sapo của Lan."})

    article.refresh_from_db()
    kept = fields_of(answer, "article_form")
    assert article.title == "Bến Lam Hạ"
    assert (kept["title"], kept["summary"]) == ("Bến Lam Thượng", "Sapo của Lan.")
    assert "Minh Hòa vừa lưu bài này trong khi bạn đang sửa." in answer.content.decode()
    assert sit_down(lan).post(page_of(article), kept).context["adminform"].form.newer


def test_the_history_names_fields_of_the_article_alone(sit_down, hoa):
    article = make_article(title="Bến Lam")
    lan = make_user(EDITOR, username="lan")
    opened = fields_of(sit_down(lan).get(page_of(article)), "article_form")
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    told = sit_down(lan).post(page_of(article), opened | {"title": "Bến Lam Thượng"})
    newer = told.context["adminform"].form.newer.edition
    sit_down(lan).post(page_of(article), fields_of(told, "article_form") | {"overwrite": newer})

    (change,) = LogEntry.objects.filter(user=lan)
    assert json.loads(change.change_message) == [{"changed": {"fields": ["Tiêu đề"]}}]


def test_an_editor_who_was_warned_may_overwrite_what_they_saw_and_nothing_newer(sit_down, hoa):
    article = make_article(title="Bến Lam")
    lan = make_user(EDITOR, username="lan")
    opened = fields_of(sit_down(lan).get(page_of(article)), "article_form")
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    told = sit_down(lan).post(page_of(article), opened | {"title": "Bến Lam Thượng"})
    agreed = fields_of(told, "article_form") | {"overwrite": told.context["adminform"].form.newer.edition}

    save(sit_down(hoa), article, title="Bến Lam Trung")
    sit_down(lan).post(page_of(article), agreed)
    article.refresh_from_db()
    assert article.title == "Bến Lam Trung"

    told = sit_down(lan).post(page_of(article), agreed)
    agreed["overwrite"] = told.context["adminform"].form.newer.edition
    sit_down(lan).post(page_of(article), agreed)
    article.refresh_from_db()
    assert article.title == "Bến Lam Thượng"


def test_a_writer_whose_article_was_published_meanwhile_gets_the_text_back(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, created_by=nhung, title="Bến Lam")
    opened = fields_of(sit_down(nhung).get(page_of(article)), "article_form")
    save(sit_down(hoa), article, status=PUBLISHED)

    typed = {"summary": "Sapo sửa <b>muộn</b>.", "body": "<p>Bà Hạnh <em>cười</em>.<script>x</script></p>"}
    answer = sit_down(nhung).post(page_of(article), opened | typed)

    article.refresh_from_db()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Sapo sửa &lt;b&gt;muộn&lt;/b&gt;." in answer.content.decode()
    assert "<p>Bà Hạnh <em>cười</em>.</p>" in answer.content.decode()
    assert article.summary != "Sapo sửa muộn."
