"""Merges that cannot be: forged, ended and foreign copies, no right, odd values. Nothing typed is lost."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.urls import reverse

from articles.workflow import PUBLISHED
from newsroom.models import WorkingCopy
from tests.factories import MODERATOR, WRITER, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, save

from .merged_forms import BODY, begin, choose, opened, text

pytestmark = pytest.mark.django_db


def test_forged_ended_and_foreign_copies_lead_to_ones_own_list(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    client = sit_down(lan)
    begin(client, article, fields, title="Bến Lam Thượng")
    copy = WorkingCopy.objects.open().get()

    assert "không còn" in text(client.get(reverse("newsroom:merge", args=[uuid4()]), follow=True))
    foreign = sit_down(hoa).get(reverse("newsroom:merge", args=[copy.key]), follow=True)
    assert "không còn" in text(foreign)
    assert "Thượng" not in text(foreign)
    client = sit_down(lan)
    client.post(reverse("newsroom:discard_working_copy", args=[copy.key]))
    assert "không còn" in text(client.get(reverse("newsroom:merge", args=[copy.key]), follow=True))


def test_who_may_not_write_the_article_keeps_what_was_typed(sit_down, hoa, nhung):
    article = make_draft(nhung, title="Bến Lam", body=BODY)
    fields = opened(sit_down(nhung), article)
    save(sit_down(hoa), article, status=PUBLISHED, title="Bến Lam Hạ")

    answer = begin(sit_down(nhung), article, fields, summary="Sapo của Nhung.")

    assert "Bạn không còn được sửa bài này" in text(answer)
    assert "Nhung" in text(answer)
    assert WorkingCopy.objects.open().get().value("summary") == "Sapo của Nhung."
    assert (
        sit_down(make_user(MODERATOR)).post(reverse("newsroom:begin_merge", args=[article.pk]), fields).status_code
        == HTTPStatus.FORBIDDEN
    )


def test_a_stranger_to_a_draft_learns_nothing_of_it(sit_down, hoa, nhung):
    article = make_draft(nhung, title="Phương án mật", body=BODY)
    other = make_user(WRITER)

    answer = begin(sit_down(other), article, {"title": "Thử", "body": "<p>x</p>", "seen_edition": "0"})

    assert "Bạn không còn được sửa bài này" in text(answer)
    assert "Phương án" not in text(answer)


def test_a_deleted_article_leads_to_a_new_one_with_the_text(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    pk = article.pk
    article.delete()
    article.pk = pk

    answer = begin(sit_down(lan), article, fields, title="Bến Lam Thượng")

    assert "Bài này đã bị xóa" in text(answer)
    assert fields_of(answer, "article_form")["title"] == "Bến Lam Thượng"


@pytest.mark.parametrize("sent", [{}, {"title": "Chỉ tiêu đề"}])
def test_what_no_form_sends_is_refused_in_a_sentence(sit_down, lan, article, sent):
    assert "không đọc được" in text(begin(sit_down(lan), article, sent))
    assert not WorkingCopy.objects.exists()


def test_odd_values_merge_without_an_error(sit_down, hoa, lan, article):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, body="<p>Khác hẳn.</p>", title="Bến Lam Hạ")
    client = sit_down(lan)
    odd = {"category": "x" * 40, "event": "9" * 30, "tags": ["0", "+\x00mới"], "published_at": "hôm qua"}

    unclean = "<script>x</script>" + "<p>" * 90
    page = begin(client, article, fields, title="\x00" * 3, body=unclean, seen_edition="-5", **odd)

    assert page.status_code == HTTPStatus.OK
    assert "<script>x" not in page.content.decode()
    joined = choose(client, page, **{"con-lai": "cua-ban"})
    assert joined.status_code == HTTPStatus.OK


def test_the_open_copies_of_one_person_stay_bounded(sit_down, hoa, lan, article, monkeypatch):
    monkeypatch.setattr("newsroom.copies.working_copies.MAX_OPEN", 3)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    for number in range(5):
        begin(sit_down(lan), article, {"title": str(number), "body": BODY, "seen_edition": "0"})

    assert WorkingCopy.objects.open().count() == 3
    assert WorkingCopy.objects.discarded().count() == 2


def test_a_merge_page_takes_few_queries(sit_down, hoa, lan, article, django_assert_max_num_queries):
    fields = opened(sit_down(lan), article)
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    client = sit_down(lan)
    page = begin(client, article, fields, title="Bến Lam Thượng")

    with django_assert_max_num_queries(15):
        client.get(page.request["PATH_INFO"])
