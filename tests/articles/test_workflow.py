"""Draft, review, published, withdrawn: who may take which step."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Transition
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN, NotAllowed, NotReady, move
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_user

pytestmark = pytest.mark.django_db


def take(article, target, by, note=""):
    move(article, target, by=by, source=article.status, note=note)


@pytest.fixture
def writer():
    return make_user(WRITER)


@pytest.fixture
def editor():
    return make_user(EDITOR)


def test_a_writer_hands_in_and_an_editor_publishes(writer, editor):
    article = make_article(status=DRAFT, published_at=None, created_by=writer)

    take(article, REVIEW, writer)
    take(article, PUBLISHED, editor)

    article.refresh_from_db()
    assert article.status == PUBLISHED
    assert article.published_at <= timezone.now()
    assert [(row.by, row.to_status) for row in Transition.objects.order_by("pk")] == [
        (writer, REVIEW),
        (editor, PUBLISHED),
    ]


def test_a_writer_does_not_publish(writer):
    article = make_article(status=DRAFT, published_at=None, created_by=writer)

    with pytest.raises(NotAllowed):
        take(article, PUBLISHED, writer)

    article.refresh_from_db()
    assert article.status == DRAFT


def test_a_writer_takes_their_article_back_without_a_word(writer):
    article = make_article(status=REVIEW, published_at=None, created_by=writer)

    take(article, DRAFT, writer)

    assert Article.objects.get().status == DRAFT


def test_an_editor_who_returns_an_article_gives_the_reason(writer, editor):
    article = make_article(status=REVIEW, published_at=None, created_by=writer)

    with pytest.raises(NotReady, match="lý do"):
        take(article, DRAFT, editor)
    take(article, DRAFT, editor, note="Thiếu ý kiến của người dân.")

    assert Transition.objects.get().note == "Thiếu ý kiến của người dân."


def test_withdrawing_needs_the_right_and_a_reason(writer, editor):
    article = make_article(created_by=writer)

    with pytest.raises(NotAllowed):
        take(article, WITHDRAWN, writer, note="Sai số liệu.")
    take(article, WITHDRAWN, editor, note="Sai số liệu.")

    assert Article.objects.get().is_gone()


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [({"summary": ""}, "sapo"), ({"body": ""}, "nội dung"), ({"byline": "", "source": ""}, "tác giả hoặc nguồn")],
)
def test_an_article_that_lacks_something_is_not_published(editor, missing, sentence):
    article = make_article(status=REVIEW, **missing)

    with pytest.raises(NotReady, match=sentence):
        take(article, PUBLISHED, editor)


def test_a_date_in_the_future_is_kept_as_a_schedule(editor):
    later = timezone.now() + timedelta(days=1)
    article = make_article(status=REVIEW, published_at=later)

    take(article, PUBLISHED, editor)

    assert Article.objects.get().is_scheduled()
    assert not Article.objects.published().exists()


def test_publishing_without_a_date_publishes_at_the_minute_that_runs(editor, time_machine):
    time_machine.move_to(datetime(2026, 3, 2, 9, 30, 59, 999_999, tzinfo=UTC), tick=False)
    article = make_article(status=REVIEW, published_at=None)

    take(article, PUBLISHED, editor)

    assert Article.objects.published().get().published_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("target", "missing", "by_writer", "field"),
    [
        (PUBLISHED, {}, True, "status"),
        (PUBLISHED, {"summary": ""}, False, "status"),
        (DRAFT, {}, False, "note"),
    ],
)
def test_a_refusal_names_the_field_of_the_form_to_correct(writer, editor, target, missing, by_writer, field):
    article = make_article(status=REVIEW, created_by=writer, **missing)

    with pytest.raises(workflow.Refused) as refused:
        take(article, target, writer if by_writer else editor)

    assert refused.value.field == field
    assert refused.value.points


def test_a_writer_edits_only_their_own_unpublished_articles(writer, editor):
    own, foreign = make_article(status=DRAFT, created_by=writer), make_article(status=DRAFT, created_by=editor)
    published = make_article(created_by=writer)

    assert workflow.may_edit(writer, own)
    assert not workflow.may_edit(writer, foreign)
    assert not workflow.may_edit(writer, published)
    assert all(workflow.may_edit(editor, article) for article in (own, foreign, published))


def test_a_moderator_moves_nothing():
    moderator = make_user(MODERATOR)
    article = make_article(status=DRAFT)

    assert not workflow.may_edit(moderator, article)


def test_every_step_that_is_offered_can_be_taken(writer, editor):
    for user in (writer, editor):
        for status in Article.Status:
            article = make_article(status=status, created_by=writer)
            for target in workflow.targets(user, article, status):
                take(Article.objects.get(pk=article.pk), target, user, note="Có lý do.")
