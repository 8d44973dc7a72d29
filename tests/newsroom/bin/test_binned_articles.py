"""Deleting an article in the admin puts it into the bin: alone, from the list, twice, while somebody else is at it."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.in_the_bin import put_into_bin
from articles.models import Article, Attachment
from articles.workflow import DRAFT, PUBLISHED, REVIEW
from newsroom.models import Presence, PreviewLink, WorkingCopy
from revisions.bin.emptying import empty
from revisions.bin.registry import binned_of
from revisions.models import BinEntry, SavedRow
from revisions.saving import saved_by
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_category, make_user
from tests.forms import fields_of
from tests.newsroom.copies.test_working_copies import send as send_copy
from tests.newsroom.copies.test_working_copies import sending
from tests.newsroom.forms_in_admin import LIST, make_draft, page_of, save, sentences
from tests.newsroom.lists.test_bulk_steps import ask, confirm
from tests.newsroom.preview.test_preview_links import make_link

from .binned import bin_it, take_out_of_bin

pytestmark = pytest.mark.django_db


def delete_page(article):
    return reverse("admin:articles_article_delete", args=[article.pk])


def delete(client, article, **more):
    answer = client.post(delete_page(article), {"post": "yes", **more})
    article.refresh_from_db()
    return answer


# One ---------------------------------------------------------------------------------------------------------------


def test_a_deleted_article_lies_in_the_bin_with_who_and_when(sit_down, nhung):
    article, client = make_draft(nhung, title="Bến Lam"), sit_down(nhung)

    page = client.get(delete_page(article)).content.decode()
    assert "vào thùng rác" in page
    answer = delete(client, article)

    entry = BinEntry.objects.open().of_row(article).get()
    assert answer.status_code == HTTPStatus.FOUND
    assert (entry.name, entry.binned_by, entry.readers_saw) == ("Bến Lam", nhung, False)
    assert article.binned_at
    assert LogEntry.objects.get(action_flag=DELETION).object_repr == "Bến Lam"
    assert "Bến Lam" not in client.get(LIST).context["cl"].result_list


WHO_DELETES = {WRITER: {"own draft"}, EDITOR: {"own draft", "draft", "shown"}, MODERATOR: set(), WEBMASTER: set()}


@pytest.mark.parametrize("role", WHO_DELETES)
def test_each_role_bins_what_it_may(client, nhung, role):
    user = make_user(role)
    articles = {"own draft": make_draft(user), "draft": make_draft(nhung), "shown": make_article(created_by=nhung)}
    client.force_login(user)

    binned = set()
    for name, article in articles.items():
        asked, done = client.get(delete_page(article)), delete(client, article)
        may = bool(article.binned_at)
        assert (asked.status_code == HTTPStatus.OK) == may == (done.status_code == HTTPStatus.FOUND)
        binned |= {name} if may else set()

    assert binned == WHO_DELETES[role]


def test_whoever_may_not_reads_why(sit_down, nhung):
    article = make_article(created_by=nhung)

    answer = sit_down(nhung).get(delete_page(article))

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "chỉ biên tập viên đưa vào thùng rác" in answer.content.decode()


def test_the_second_of_two_clicks_finds_the_article_in_the_bin(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    delete(client, article)

    again = delete(client, article)

    assert again.status_code == HTTPStatus.GONE
    assert BinEntry.objects.of_row(article).count() == LogEntry.objects.filter(action_flag=DELETION).count() == 1


def test_an_article_that_a_colleague_publishes_meanwhile_is_asked_about_again(sit_down, nhung, hoa):
    article = make_draft(nhung, title="Bến Lam")
    asked = sit_down(hoa).get(delete_page(article))
    lan = make_user(EDITOR, username="lan", pen_name="Ngọc Lan")
    save(sit_down(lan), article, status=PUBLISHED)

    answer = sit_down(hoa).post(delete_page(article), {"post": "yes", "seen": asked.context["seen"]}, follow=True)

    article.refresh_from_db()
    assert "Ngọc Lan vừa lưu bài “Bến Lam” lúc " in sentences(answer)[0]
    assert (article.status, article.binned_at) == (PUBLISHED, None)
    assert answer.request["PATH_INFO"] == delete_page(article)


def test_a_writer_does_not_bin_what_an_editor_published_meanwhile(nhung, hoa):
    article = make_draft(nhung)
    stale = Article.objects.get(pk=article.pk)
    workflow.move(article, PUBLISHED, by=hoa, source=DRAFT)

    with saved_by(nhung), pytest.raises(workflow.NotAllowed, match="chỉ biên tập viên"):
        put_into_bin(stale, nhung)


def test_a_category_of_a_binned_article_is_not_deleted_and_the_page_names_it(sit_down, hoa):
    article = make_article(title="Bến Lam nhận hồ sơ tại nhà")
    bin_it(article, hoa)

    answer = sit_down(make_user(WEBMASTER)).get(f"/quan-tri/articles/category/{article.category_id}/delete/")

    page = answer.content.decode()
    assert "Bến Lam nhận hồ sơ tại nhà</a> (đang ở trong thùng rác" in page


def test_what_the_last_release_published_out_of_the_bin_can_go_there_again(nhung, hoa):
    article = make_draft(nhung)
    bin_it(article, hoa)
    Article.with_binned.filter(pk=article.pk).update(status="published", published_at=article.created_at)
    article.refresh_from_db()

    entry = bin_it(article, hoa)

    assert article.binned_at
    assert list(BinEntry.objects.open().of_row(article)) == [entry]


# Many --------------------------------------------------------------------------------------------------------------


def test_many_go_to_the_bin_and_the_page_says_which_cannot(sit_down, nhung):
    own, others = make_draft(nhung, title="Của Nhung"), make_article(title="Của người khác")
    client = sit_down(nhung)

    page = ask(client, "delete_selected", [own, others])
    assert [one.article for one in page.context["unable"]] == [others]
    answer = confirm(client, page)

    assert sentences(answer)[0].startswith("Đã đưa vào thùng rác 1 bài.")
    assert set(Article.objects.all()) == {others}


def test_a_second_click_bins_nothing_again(sit_down, hoa):
    articles = [make_article(), make_article()]
    client = sit_down(hoa)
    page = ask(client, "delete_selected", articles)

    confirm(client, page)
    answer = confirm(client, page)

    assert sentences(answer) == ["2 bài đã ở trong thùng rác từ trước, không làm lại."]
    assert BinEntry.objects.count() == 2


def test_one_that_somebody_saved_since_is_left(sit_down, nhung, hoa):
    article = make_draft(nhung, title="Bến Lam")
    page = ask(sit_down(hoa), "delete_selected", [article])
    save(sit_down(nhung), article, title="Bến Lam Hạ")

    answer = confirm(sit_down(hoa), page)

    assert "Thùy Nhung vừa lưu bài này" in sentences(answer)[0]
    assert not Article.with_binned.get().binned_at


def test_programs_delete_as_before_and_the_bin_has_it(sit_down, hoa):
    article = make_article()
    sent = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}

    sit_down(hoa).post(LIST, sent)

    assert BinEntry.objects.open().of_row(article).exists()


def test_a_step_with_many_says_which_are_in_the_bin(sit_down, nhung, hoa):
    article = make_article(title="Bến Lam", status=REVIEW, created_by=nhung)
    page = ask(sit_down(hoa), "publish_many", [article])
    bin_it(article, hoa)

    answer = confirm(sit_down(hoa), page)

    assert sentences(answer) == ["Chưa làm 1 bài. “Bến Lam”: Bài đang ở trong thùng rác."]


# Its addresses -----------------------------------------------------------------------------------------------------

PAGES = ["change", "delete", "history", "revisions", "comparison"]


@pytest.mark.parametrize("name", PAGES)
def test_its_pages_say_who_put_it_there_to_whoever_may_know_it(sit_down, nhung, hoa, name):
    article = make_draft(nhung, title="Bến Lam")
    bin_it(article, hoa)
    address = reverse(f"admin:articles_article_{name}", args=[article.pk])

    for user in (nhung, hoa):
        answer = sit_down(user).get(address)
        assert answer.status_code == HTTPStatus.GONE
        assert "Bến Lam" in answer.content.decode()
    for user in (make_user(WRITER), make_user(MODERATOR)):
        answer = sit_down(user).get(address)
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "Bến Lam" not in answer.content.decode()


def test_no_chooser_offers_it(sit_down, hoa):
    article = make_article(title="Bến Lam")
    asked = "/quan-tri/autocomplete/?app_label=comments&model_name=comment&field_name=article&term=lam"
    client = sit_down(make_user(is_superuser=True))
    assert len(client.get(asked).json()["results"]) == 1

    bin_it(article, hoa)

    assert client.get(asked).json()["results"] == []


# For ever ----------------------------------------------------------------------------------------------------------


def test_a_purged_draft_takes_along_what_was_typed_into_it_and_its_links(sit_down, open_page, nhung):
    article = make_draft(nhung, category=make_category())
    send_copy(sit_down(nhung), sending(article))
    make_link(article, nhung)
    open_page(nhung, article)
    Attachment.objects.bulk_create([Attachment(article=article, title="Phụ lục", file="tep/a.pdf", size=1)])
    entry = bin_it(article, nhung)

    assert binned_of(Article).purges(entry)

    for model in (Article, WorkingCopy, PreviewLink, Presence, Attachment):
        assert not model._base_manager.exists(), model


def test_a_purge_leaves_what_the_last_release_published_out_of_the_bin(nhung):
    article = make_draft(nhung)
    bin_it(article, nhung)
    BinEntry.objects.update(binned_at=timezone.now() - timedelta(days=99))
    Article.with_binned.update(status="published", published_at=timezone.now())

    assert [each.going for each in empty(60, do=True)] == [0]

    assert Article.objects.get() == article
    assert SavedRow.objects.of(article).exists()
    assert not BinEntry.objects.open().exists()


def test_drafts_are_emptied_and_what_readers_saw_is_never(nhung, hoa):
    draft, shown = make_draft(nhung), make_article()
    for article in (draft, shown):
        bin_it(article, hoa)
    BinEntry.objects.update(binned_at=timezone.now() - timedelta(days=9999))

    assert [each.going for each in empty(60, do=True)] == [1]

    assert list(Article.with_binned.all()) == [shown]
    assert not SavedRow.objects.of_key(Article, draft.pk).exists()
    assert SavedRow.objects.of(shown).exists()


def test_the_form_of_an_article_that_came_back_saves_on(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = fields_of(client.get(page_of(article)), "article_form")
    bin_it(article, nhung)
    take_out_of_bin(article, nhung)

    client.post(page_of(article), form | {"title": "Bến Lam"})

    article.refresh_from_db()
    assert article.title == "Bến Lam"
