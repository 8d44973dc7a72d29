"""Whoever waits while a colleague saves an article reads the colleague's name, and what the article has become."""

import pytest

from articles.in_the_bin import put_into_bin, seen_of
from articles.models import Article, Author
from articles.workflow import PUBLISHED, REVIEW, Refused
from newsroom.lists.bulk_steps import BIN, STEPS, take
from revisions.saving import saved_by
from tests.factories import EDITOR, make_article, make_category, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, page_of
from tests.revisions.saves import save_as
from tests.two_at_once import while_it_waits

pytestmark = pytest.mark.django_db(transaction=True)

PUBLISH = STEPS["publish_many"]


@pytest.fixture
def lan():
    return make_user(EDITOR, username="lan", pen_name="Ngọc Lan")


@pytest.fixture
def article(nhung):
    return make_article(status=REVIEW, published_at=None, created_by=nhung, title="Bến Lam")


def saves(user, article, **fields):
    return lambda: save_as(user, Article.objects.get(pk=article.pk), **fields)


def takes(user, step, article, seen=None):
    visible = Article.objects.visible_to(user).without_texts()
    return lambda: take(user, step, {article.pk: seen or seen_of(article)}, "", visible)


@pytest.mark.parametrize("without", ["", "copy_key"])
def test_the_form_says_who_saved(sit_down, article, hoa, lan, without):
    """Also one that has no working copy, such as a page without scripts or a program sends."""
    client = sit_down(lan)
    opened = fields_of(client.get(page_of(article)), "article_form")
    sent = {name: value for name, value in opened.items() if name != without} | {"summary": "Sapo của Lan."}

    answer = while_it_waits(
        saves(hoa, article, category=make_category(name="Đời sống")), lambda: client.post(page_of(article), sent)
    )

    assert "Minh Hòa vừa lưu bài này trong khi bạn đang sửa." in answer.content.decode()
    assert fields_of(answer, "article_form")["summary"] == "Sapo của Lan."


def test_a_step_of_many_says_who_saved(article, hoa, lan):
    elsewhere = make_category(name="Đời sống")

    outcome = while_it_waits(saves(hoa, article, category=elsewhere), takes(lan, PUBLISH, article))

    [(left, why)] = outcome.left
    assert (left.category, why) == (elsewhere, "Minh Hòa vừa lưu bài này, xin xem lại rồi chọn lại.")


def test_a_step_of_many_is_taken_in_the_category_of_now(article, hoa, lan):
    """What does not count as a save, such as a category that is merged into another one, keeps nobody back."""
    elsewhere = make_category(name="Đời sống")

    outcome = while_it_waits(
        lambda: Article.objects.filter(pk=article.pk).update(category=elsewhere), takes(lan, PUBLISH, article)
    )

    assert [each.category for each in outcome.done] == [elsewhere]
    article.refresh_from_db()
    assert (article.status, article.category) == (PUBLISHED, elsewhere)


def test_an_article_that_is_somebody_elses_now_is_not_named(article, nhung, hoa):
    author = Author.objects.create(name="Thanh Mai", slug="thanh-mai", user=make_user(username="mai"))
    article.authors.add(author)

    outcome = while_it_waits(
        lambda: (saves(hoa, article, title="Việc riêng")(), article.authors.clear()),
        takes(author.user, PUBLISH, article),
    )

    assert (outcome.gone, outcome.left) == ([article.pk], [])


def test_who_deletes_what_another_saves_reads_who(article, hoa, lan):
    seen = seen_of(article)

    def delete():
        with saved_by(lan), pytest.raises(Refused) as refused:
            put_into_bin(article, lan, seen=seen)
        return refused.value.points

    points = while_it_waits(saves(hoa, article, category=make_category(name="Đời sống")), delete)

    assert points[0].startswith("Minh Hòa vừa lưu bài “Bến Lam” lúc ")


def test_many_are_deleted_in_the_category_of_now(nhung, hoa):
    draft = make_draft(nhung, title="Bến Lam")

    outcome = while_it_waits(
        lambda: Article.objects.filter(pk=draft.pk).update(category=make_category(name="Đời sống")),
        takes(hoa, BIN, draft),
    )

    assert [each.pk for each in outcome.done] == [draft.pk]
