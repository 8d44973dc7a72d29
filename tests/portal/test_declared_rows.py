"""Pages read from rows what their classes declare: no view or loader adds an attribute of its own to one."""

import sys

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import models
from django.urls import reverse

from articles.models import Article, Tag
from comments.models import Comment, Policy, Rating
from comments.questions.assignment import charge
from tests.comments.factories import filled_in, make_comment, waiting
from tests.factories import make_article, make_category, make_event, make_image, make_site, make_user
from tools.rooms import LAYER_OF, PROJECT

from .staff.addresses import statistics_addresses

pytestmark = pytest.mark.django_db
OURS = tuple(f"{PROJECT / package}/" for package in LAYER_OF)


@pytest.fixture
def pinned(monkeypatch):
    """What code of the product sets on a row that the class of the row does not have: "module.function attribute"."""
    found = set()

    def watch(row, name, value):
        caller = sys._getframe(1).f_code
        if not hasattr(type(row), name) and not name.startswith("_") and caller.co_filename.startswith(OURS):
            found.add(f"{caller.co_filename}:{caller.co_qualname} {name}")
        object.__setattr__(row, name, value)

    monkeypatch.setattr(models.Model, "__setattr__", watch, raising=False)
    return found


@pytest.fixture
def boss():
    return make_user(is_superuser=True)


@pytest.fixture
def article(boss):
    """With all that its page can show."""
    make_site()
    make_category("Một cửa", parent=make_category())
    tag = Tag.objects.create(name="Một cửa", slug="mot-cua")
    article = make_article(cover=make_image(), event=make_event(), is_featured=True, tags=[tag])
    make_article()
    root = make_comment(article)
    make_comment(article, parent=root)
    waiting(article)
    charge(root, "UBND xã Tân Phong", by=boss)
    Rating.objects.create(article=article, day="2026-11-20", rater=root.sender_key, network=root.sender_key, score=4)
    return article


def test_pages_of_readers_set_nothing_on_rows(client, article, pinned):
    root, answer = Comment.objects.filter(state="approved").order_by("pk")
    thread = reverse("comments:thread", args=[article.pk])
    pages = [
        *map(reverse, ("articles:home", "articles:event_list", "articles:site_map", "articles:feed", "sitemap")),
        *map(reverse, ("comments:questions", "comments:look_up", "stats:public", "stats:method")),
        *(row.get_absolute_url() for row in (article, article.category, article.event, *article.tags.all())),
        *(row.get_absolute_url() for row in article.authors.all()),
        reverse("articles:search") + "?q=xã",
        thread,
        f"{thread}?trang=1",
        f"{thread}?tra_loi={answer.pk}",
        reverse("comments:like", args=[root.pk]),
        reverse("comments:report", args=[root.pk]),
    ]

    answers = [(page, client.get(page).status_code) for page in pages]
    client.get(answer.get_absolute_url())
    client.post(thread, filled_in(article))
    client.post(reverse("comments:rate", args=[article.pk]), {"score": 5})

    assert {status for _, status in answers} == {200}, answers
    assert not pinned


def test_pages_of_the_staff_set_nothing_on_rows(client, boss, article, pinned):
    client.force_login(boss)
    comment = Comment.objects.pending().get()
    rows = {"category": article.category_id, "event": article.event_id, "author": article.authors.get().pk}
    statistics = statistics_addresses(**rows, article=article.pk).values()
    lists = [f"{model._meta.app_label}_{model._meta.model_name}" for model in (Article, Comment, Policy)]
    pages = [
        *map(reverse, ("admin:index", "queue:queue", "reminders", "ratings", "personal_data", "comment_handling")),
        *(reverse(f"admin:{name}_changelist") for name in lists),
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:comments_comment_change", args=[comment.pk]),
        *(address for method, address in statistics if method == "get"),
    ]

    answers = [(page, client.get(page, follow=True).status_code) for page in pages]
    chosen = {"action": "reject", ACTION_CHECKBOX_NAME: [comment.pk]}
    client.post(reverse("admin:comments_comment_changelist"), chosen)
    decision = {"decision": "approved", "chosen": comment.pk, f"version-{comment.pk}": comment.version}
    client.post(reverse("queue:decide"), decision, headers={"Accept": "application/json"})
    client.post(reverse("queue:undo"), {f"version-{comment.pk}": 1}, headers={"Accept": "application/json"})

    assert {status for _, status in answers} == {200}, answers
    assert Comment.objects.pending().count() == 1
    assert not pinned


def test_an_attribute_that_a_module_of_the_product_sets_on_a_row_is_seen(pinned):
    module = compile("row.title, row.policy = 'Bài', 'mở'", f"{OURS[0]}views.py", "exec")

    exec(module, {"row": Article()})  # noqa: S102

    assert [one.rpartition(" ")[2] for one in pinned] == ["policy"]
