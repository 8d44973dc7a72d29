"""A revision is kept, or brought back, while somebody else saves the row: all is read as it is after the wait."""

import pytest

from articles.models import Article, Event
from revisions import snapshots
from revisions.admin import CHANGED_MEANWHILE
from revisions.saving import keep, keep_deleted, saved_by
from tests.factories import EDITOR, make_category, make_event, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, sentences
from tests.two_at_once import while_it_waits

from .saves import address, save_as, saved_rows

pytestmark = pytest.mark.django_db(transaction=True)


def test_bringing_back_an_article_that_moves_to_another_category_says_that_it_was_saved(client, story, hoa):
    first, elsewhere = saved_rows(story)[0], make_category(name="Đời sống")
    look = address(story, "revision", first.pk)
    sent = fields_of(client.get(look), "khoi-phuc")

    answer = while_it_waits(
        lambda: save_as(hoa, Article.objects.get(pk=story.pk), category=elsewhere),
        lambda: client.post(look, sent, follow=True),
    )

    assert sentences(answer) == [CHANGED_MEANWHILE]
    story.refresh_from_db()
    assert (story.title, story.category) == ("Bến Lam nhận hồ sơ tận nhà", elsewhere)


def test_an_article_that_moves_to_another_category_is_kept_with_its_name(nhung, hoa):
    article, elsewhere = make_draft(nhung), make_category(name="Đời sống")

    def delete():
        with saved_by(nhung):
            return keep_deleted(Article(pk=article.pk))

    stored, saved = while_it_waits(
        lambda: save_as(
            hoa, Article.objects.get(pk=article.pk), category=elsewhere, event=make_event(name="Ngày hội")
        ),
        delete,
    )

    assert (stored.category.name, stored.event.name, stored.saved_by) == ("Đời sống", "Ngày hội", hoa)
    assert saved.names["category"] == {str(elsewhere.pk): ["Đời sống", ""]}


def test_the_second_of_two_saves_keeps_no_state_twice(nhung):
    hoa = make_user(EDITOR, username="hoa")
    event = make_event(name="Ngày hội")
    _rename(event, nhung, "Ngày hội xã")

    while_it_waits(
        lambda: _rename(Event.objects.get(pk=event.pk), hoa, "Ngày hội Bến Lam"),
        lambda: _rename(Event(**snapshot(event)), nhung, "Ngày hội Tân Phong"),
    )

    told = [(saved.kind, saved.revision.user) for saved in saved_rows(event)]
    assert told == [("baseline", None), ("saved", nhung), ("saved", hoa), ("saved", nhung)]


def snapshot(row):
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}


def _rename(event, user, name):
    event._state.adding = False
    with saved_by(user):
        keep(event)
        event.name = name
        event.save()


def test_a_locked_row_has_what_was_joined_to_it_just_now(nhung, hoa):
    article = make_draft(nhung)

    def load():
        with saved_by(nhung):
            return snapshots.load(Article, article.pk, lock=True)

    loaded = while_it_waits(lambda: save_as(hoa, Article.objects.get(pk=article.pk), title="Mới"), load)

    assert (loaded.title, loaded.saved_by) == ("Mới", hoa)
