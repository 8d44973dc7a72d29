"""What people of the newsroom do in the admin."""

from django.urls import reverse

from articles.workflow import DRAFT
from tests.factories import make_article, make_category
from tests.forms import send

LIST = "/quan-tri/articles/article/"
ADD = f"{LIST}add/"


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    answer = send(client, page_of(article), "article_form", **changes)
    article.refresh_from_db()
    return answer


def write(client, **changes):
    story = {
        "title": "Bến Lam nhận hồ sơ tại nhà",
        "summary": "Từ tháng 12, cán bộ xã đến tận nhà người già.",
        "body": "<p>Bà Lò Thị Hạnh, 78 tuổi, không phải ra xã nữa.</p>",
        "category": make_category().pk,
    }
    return send(client, ADD, "article_form", **story | changes)


def make_draft(by, **fields):
    return make_article(status=DRAFT, published_at=None, created_by=by, **fields)


def sentences(answer):
    return [str(message) for message in answer.context["messages"]]
