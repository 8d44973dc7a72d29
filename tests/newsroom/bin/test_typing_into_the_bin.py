"""An article that goes to the bin while somebody has it open: what they typed stays, one sentence says what to do."""

from http import HTTPStatus
from threading import Thread
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse

from articles.models import Article, Event, Tag
from articles.workflow import PUBLISHED
from newsroom.form import article_form
from newsroom.models import WorkingCopy
from newsroom.preview.preview_links import Refusal
from revisions.bin.binning import put
from revisions.saving import saved_by
from tests.factories import MODERATOR, make_article, make_event, make_user
from tests.forms import fields_of
from tests.newsroom.copies.test_working_copies import MINE, sending
from tests.newsroom.copies.test_working_copies import send as send_copy
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of, save, sentences
from tests.newsroom.merging.merged_forms import begin, text
from tests.newsroom.preview.test_preview_links import list_of, make_link, open_link

from .binned import bin_it, take_out_of_bin

pytestmark = pytest.mark.django_db
TYPED = {"title": "Bến Lam Thượng", "summary": "Sapo sửa muộn.", "body": "<p>Bà Hạnh cười.</p>"}
JSON = {"Accept": "application/json"}


def opened(client, article):
    return fields_of(client.get(page_of(article)), "article_form")


@pytest.fixture
def draft(nhung):
    return make_draft(nhung, title="Bến Lam")


# Saving ------------------------------------------------------------------------------------------------------------


def test_the_page_says_who_put_it_there_and_shows_what_was_typed(sit_down, nhung, hoa, draft):
    form = opened(sit_down(nhung), draft)
    bin_it(draft, hoa)

    answer = sit_down(nhung).post(page_of(draft), form | TYPED)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.GONE
    assert "Bài “Bến Lam” Minh Hòa đã đưa vào thùng rác lúc " in page
    assert "Sapo sửa muộn." in page
    assert "Khôi phục bài rồi lưu" in page


def test_a_script_is_told_the_same_with_the_ways_to_go_on(sit_down, nhung, hoa, draft):
    form = opened(sit_down(nhung), draft)
    bin_it(draft, hoa)

    answer = sit_down(nhung).post(page_of(draft), form | TYPED, headers=JSON)

    error = answer.json()["error"]
    assert (answer.status_code, error["reason"], error["may_bring_back"]) == (HTTPStatus.GONE, "gone", True)
    assert "Minh Hòa đã đưa vào thùng rác" in error["message"]
    assert "“Khôi phục bài rồi lưu”" in error["message"]
    assert "“Lưu thành bài mới”" in error["message"]


def test_whoever_may_not_bring_it_back_is_offered_a_new_article_alone(sit_down, hoa, draft):
    article = make_article(created_by=hoa)
    form = opened(sit_down(hoa), article)
    bin_it(article, hoa)
    withdraws = Group.objects.get(name="Biên tập viên").permissions
    withdraws.remove(withdraws.get(codename="withdraw_article"))

    error = sit_down(hoa).post(page_of(article), form | TYPED, headers=JSON).json()["error"]
    sit_down(hoa).post(page_of(article), form | TYPED | {"bring_back": "1"})

    assert error["may_bring_back"] is False
    assert "Khôi phục" not in error["message"]
    article.refresh_from_db()
    assert article.binned_at


@pytest.mark.parametrize("headers", [{}, JSON], ids=["page", "script"])
def test_the_article_is_brought_back_and_saved_in_one(sit_down, nhung, hoa, draft, headers):
    form = opened(sit_down(nhung), draft)
    bin_it(draft, hoa)

    answer = sit_down(nhung).post(
        page_of(draft), form | TYPED | {"bring_back": "1", "_continue": "1"}, headers=headers
    )

    draft.refresh_from_db()
    assert answer.status_code in {HTTPStatus.OK, HTTPStatus.FOUND}
    assert (draft.title, draft.binned_at, draft.status) == ("Bến Lam Thượng", None, "draft")


def test_what_readers_saw_is_theirs_again_with_the_text_of_the_save(sit_down, hoa):
    article = make_article()
    form = opened(sit_down(hoa), article)
    bin_it(article, hoa)

    answer = sit_down(hoa).post(page_of(article), form | TYPED | {"bring_back": "1"}, follow=True)

    article.refresh_from_db()
    assert sentences(answer)[0].startswith("Đã khôi phục bài ")
    assert (article.status, article.title) == (PUBLISHED, "Bến Lam Thượng")
    assert article.is_visible()


def test_a_save_that_is_refused_afterwards_says_that_the_article_is_back(sit_down, hoa, draft):
    form = opened(sit_down(hoa), draft)
    bin_it(draft, hoa)

    sent = form | TYPED | {"bring_back": "1", "title": ""}
    error = sit_down(hoa).post(page_of(draft), sent, headers=JSON).json()["error"]

    draft.refresh_from_db()
    assert error["reason"] == "refused"
    assert error["message"].startswith("Đã khôi phục bài “Bến Lam” từ thùng rác.")
    assert draft.binned_at is None


def test_what_a_colleague_saved_before_it_went_there_is_not_written_over(sit_down, nhung, hoa, draft):
    form = opened(sit_down(nhung), draft)
    save(sit_down(hoa), draft, title="Bến Lam Hạ")
    bin_it(draft, hoa)

    answer = sit_down(nhung).post(page_of(draft), form | TYPED | {"bring_back": "1"}, headers=JSON)

    assert answer.json()["error"]["reason"] == "conflict"
    draft.refresh_from_db()
    assert draft.title == "Bến Lam Hạ"


def test_a_form_sent_twice_whose_article_is_in_the_bin_makes_no_second_one(sit_down, nhung, draft):
    client = sit_down(nhung)
    form = fields_of(client.get(ADD), "article_form") | TYPED | {"category": draft.category_id}
    client.post(ADD, form)
    made = Article.objects.latest("pk")
    bin_it(made, nhung)

    for sent in (form, {name: value for name, value in form.items() if name != "copy_key"}):
        answer = client.post(ADD, sent, headers=JSON)
        assert answer.status_code == HTTPStatus.GONE
        assert "Chính bạn đã đưa bài “Bến Lam Thượng” vào thùng rác" in answer.json()["error"]["message"]
    assert Article.with_binned.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_article_that_goes_there_during_the_save_is_not_saved_over(sit_down, nhung, hoa, draft, monkeypatch):
    form, whole = opened(sit_down(nhung), draft), article_form.ArticleForm._check_edition
    del form["copy_key"]  # with one, the row is locked from the first moment on

    def check_late(self, data):
        monkeypatch.setattr(article_form.ArticleForm, "_check_edition", whole)
        elsewhere(bin_it, draft, hoa)
        return whole(self, data)

    monkeypatch.setattr(article_form.ArticleForm, "_check_edition", check_late)
    answer = sit_down(nhung).post(page_of(draft), form | TYPED)

    draft.refresh_from_db()
    assert answer.status_code == HTTPStatus.GONE
    assert draft.title == "Bến Lam"


def elsewhere(do, *given):
    """Do it on another connection, until it is done."""

    def run():
        try:
            do(*given)
        finally:
            connection.close()

    other = Thread(target=run)
    other.start()
    other.join()


def test_a_request_of_a_program_without_a_text_is_told_the_same(sit_down, nhung, hoa, draft):
    bin_it(draft, hoa)

    answer = sit_down(nhung).post(page_of(draft), {"title": "Khác"}, headers=JSON)

    assert "Minh Hòa đã đưa vào thùng rác" in answer.json()["error"]["message"]


def test_rows_that_a_form_names_and_that_lie_in_the_bin_are_told_by_name(sit_down, nhung, hoa):
    event, tag = make_event("Hội chợ"), Tag.objects.create(name="một cửa")
    article = make_draft(nhung, event=event, tags=[tag])
    form = opened(sit_down(nhung), article)
    with saved_by(hoa):
        put(event, hoa)

    page = sit_down(nhung).post(page_of(article), form | {"event": event.pk}).content.decode()

    assert not Event.objects.exists()
    assert "Sự kiện “Hội chợ” Minh Hòa đã đưa vào thùng rác lúc " in page


# Working copies ----------------------------------------------------------------------------------------------------


def test_typing_goes_on_being_kept_for_the_article_and_comes_back_with_it(sit_down, nhung, hoa, draft):
    bin_it(draft, hoa)

    assert send_copy(sit_down(nhung), sending(draft)).status_code == HTTPStatus.OK
    take_out_of_bin(draft, hoa)

    assert WorkingCopy.objects.of_form(nhung, draft).count() == 1
    assert sit_down(nhung).get(page_of(draft)).context["working_copy"].offers


def test_a_copy_of_a_binned_article_is_gone_on_with_as_a_new_one(sit_down, nhung, hoa, draft):
    client = sit_down(nhung)
    send_copy(client, sending(draft) | {"fields": {name: [value] for name, value in TYPED.items()}})
    key = WorkingCopy.objects.get().key
    bin_it(draft, hoa)

    listed = client.get(MINE)
    page = client.get(listed.context["offers"][0].address)
    form = fields_of(page, "article_form") | {"category": draft.category_id}
    client.post(ADD, form)

    assert listed.context["offers"][0].address == f"{ADD}?ban_nhap={key}"
    assert "nay ở trong thùng rác" in listed.content.decode()
    made = Article.objects.get()
    assert (made.title, made.pk != draft.pk) == ("Bến Lam Thượng", True)
    assert WorkingCopy.objects.open().count() == 0


def test_a_copy_is_compared_with_the_article_as_it_lies_there(sit_down, nhung, hoa, draft):
    client = sit_down(nhung)
    send_copy(client, sending(draft) | {"fields": {"title": ["Bến Lam Thượng"]}})
    bin_it(draft, hoa)

    page = client.get(reverse("newsroom:working_copy", args=[WorkingCopy.objects.get().key]))

    assert page.status_code == HTTPStatus.OK
    assert "Thượng" in text(page)


def test_nothing_is_merged_with_it_and_what_was_typed_stands_in_a_new_form(sit_down, nhung, hoa, draft):
    form = opened(sit_down(nhung), draft)
    bin_it(draft, hoa)

    answer = begin(sit_down(nhung), draft, form, **TYPED)

    assert answer.request["PATH_INFO"] == ADD
    assert "vừa vào thùng rác nên không gộp được" in text(answer)
    assert fields_of(answer, "article_form")["title"] == "Bến Lam Thượng"


# Presence, previews ------------------------------------------------------------------------------------------------


def test_open_pages_hear_who_put_it_there_and_go_on_when_it_comes_back(sit_down, open_page, nhung, hoa, draft):
    page = open_page(nhung, draft)
    bin_it(draft, hoa)

    error = page.beat()["error"]
    other = open_page(nhung, draft).beat()["error"]
    take_out_of_bin(draft, hoa)

    assert error["reason"] == other["reason"] == "binned"
    assert error["message"].startswith("Bài “Bến Lam” Minh Hòa đã đưa vào thùng rác lúc ")
    assert page.beat()["lines"] == []


def test_whoever_may_not_know_the_article_hears_nothing_of_the_bin(open_page, hoa, draft):
    bin_it(draft, hoa)

    error = open_page(make_user(MODERATOR), draft).beat()["error"]

    assert error["reason"] == "no_right"
    assert "Bến Lam" not in error["message"]


def test_a_link_shows_nothing_of_it_until_it_comes_back(client, nhung, hoa, draft):
    link = make_link(draft, nhung)
    bin_it(draft, hoa)
    gone = open_link(client, link)
    take_out_of_bin(draft, hoa)

    assert gone.status_code == HTTPStatus.GONE
    assert Refusal.BINNED in text(gone)
    assert "Bến Lam" not in gone.content.decode()
    assert "Bến Lam" in open_link(client, link).content.decode()


def test_no_links_are_made_to_it(sit_down, nhung, hoa, draft):
    bin_it(draft, hoa)

    answer = sit_down(nhung).get(list_of(draft))

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "khôi phục bài trước" in text(answer)


def test_the_preview_of_what_is_typed_is_shown_and_that_of_the_article_is_not(sit_down, nhung, hoa, draft):
    client = sit_down(nhung)
    send_copy(client, sending(draft) | {"fields": {"title": ["Bến Lam Thượng"]}})
    bin_it(draft, hoa)

    typed = client.get(reverse("preview:copy", args=[WorkingCopy.objects.get().key]))
    saved = client.get(reverse("preview:copy", args=[uuid4()]) + f"?bai={draft.pk}")

    assert (typed.status_code, saved.status_code) == (HTTPStatus.OK, HTTPStatus.GONE)
    assert "Bến Lam Thượng" in text(typed)
    assert "nên không xem trước được" in text(saved)


def test_the_save_of_another_article_asks_nothing_of_the_bin(sit_down, hoa):
    article, client = make_article(), sit_down(hoa)
    form = opened(client, article)

    with connection.execute_wrapper(_forbids("revisions_binentry")):
        client.post(page_of(article), form | TYPED)


def _forbids(table):
    def refuse(execute, sql, params, many, context):
        assert table not in sql
        return execute(sql, params, many, context)

    return refuse
