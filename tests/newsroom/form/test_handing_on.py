"""The steps of an article: handing in, publishing, scheduling, returning, withdrawing, and what is refused."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN
from tests.factories import make_article, make_category, make_image
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, page_of, save, sentences, write

pytestmark = pytest.mark.django_db


def test_a_writer_hands_in_and_an_editor_publishes(sit_down, nhung, hoa):
    article = make_draft(nhung, title="Bến Lam")

    handed_in = save(sit_down(nhung), article, status=REVIEW)
    assert article.status == REVIEW
    published = save(sit_down(hoa), article, status=PUBLISHED)

    assert article.is_visible()
    assert "Đang chờ biên tập viên duyệt, bạn đọc chưa thấy." in sentences(handed_in)
    assert any(sentence.startswith("Đang hiện từ") for sentence in sentences(published))
    assert [step.by for step in article.transitions.all()] == [hoa, nhung]


def test_the_form_offers_each_colleague_their_own_steps(sit_down, nhung, hoa):
    article = make_draft(nhung)

    def offered(user):
        page = sit_down(user).get(page_of(article))
        labels = [label for _, label in page.context["adminform"].form.fields["status"].choices]
        return labels, page.context["next_step"].label

    assert offered(nhung) == (["Bản nháp: giữ nguyên", "Gửi duyệt"], "Gửi duyệt")
    assert offered(hoa) == (["Bản nháp: giữ nguyên", "Gửi duyệt", "Xuất bản"], "Xuất bản")


def test_a_publishing_check_may_ask_for_any_field_of_the_form(sit_down, hoa, monkeypatch):
    picture, article = make_image(), make_draft(hoa)
    monkeypatch.setattr(workflow, "open_points", lambda article: [] if article.cover else ["Chưa có ảnh đại diện."])

    refused = save(sit_down(hoa), article, status=PUBLISHED)
    assert refused.context["adminform"].form.errors["status"] == ["Chưa có ảnh đại diện."]
    save(sit_down(hoa), article, status=PUBLISHED, cover=picture.pk)

    assert article.is_visible()


def test_an_editor_who_publishes_a_new_article_with_a_mistake_keeps_the_text(sit_down, hoa):
    answer = write(sit_down(hoa), title="Một cửa sáng thứ Bảy", status=PUBLISHED, published_at="31/02/2026 08:00")

    assert answer.status_code == HTTPStatus.OK
    assert "Một cửa sáng thứ Bảy" in answer.content.decode()
    assert not Article.objects.exists()


def test_a_step_refused_at_its_button_waits_for_the_button_again(sit_down, nhung):
    article = make_draft(nhung)

    answer = save(sit_down(nhung), article, title="", status=[DRAFT, REVIEW])

    page = answer.content.decode()
    assert "status" not in fields_of(answer, "article_form")
    assert "Bản nháp, bạn đọc chưa thấy." in page
    assert 'Xin xem lại: <a href="#id_title">Tiêu đề</a>.' in page
    assert "trạng thái vẫn là “Bản nháp”. Sửa xong, xin bấm lại “Gửi duyệt”; bấm “Lưu” thì chỉ lưu bài." in page
    assert 'class="desk-button desk-step desk-step-pressed" data-step="Gửi duyệt"' in page


def test_a_refused_step_that_a_program_sent_is_named_and_not_taken_by_the_next_save(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, published_at=None, created_by=nhung)

    answer = save(sit_down(hoa), article, status=DRAFT, note="")

    page = answer.content.decode()
    assert "Đang chờ biên tập viên duyệt, bạn đọc chưa thấy." in page
    assert "Sửa xong, xin bấm lại “Trả lại người viết”; bấm “Lưu” thì chỉ lưu bài." in page
    sit_down(hoa).post(page_of(article), fields_of(answer, "article_form") | {"note": "Thiếu nguồn."})
    article.refresh_from_db()
    assert article.status == REVIEW


def test_a_writer_who_sends_published_is_refused(sit_down, nhung):
    article = make_draft(nhung)

    answer = save(sit_down(nhung), article, status=PUBLISHED)

    assert "status" in answer.context["adminform"].form.errors
    assert article.status == DRAFT


def test_an_unfinished_article_is_not_published_and_each_gap_is_named(sit_down, nhung, hoa):
    article = make_draft(nhung, summary="", byline="")

    answer = save(sit_down(hoa), article, status=PUBLISHED)

    assert answer.context["adminform"].form.errors["status"] == ["Chưa có sapo.", "Chưa ghi tác giả hoặc nguồn."]
    assert "Bản nháp, bạn đọc chưa thấy." in answer.content.decode()
    assert answer.context["next_step"].label == "Xuất bản"
    assert article.status == DRAFT


def test_an_editor_schedules_an_article(sit_down, nhung, hoa):
    article = make_draft(nhung)
    tomorrow = timezone.localtime() + timedelta(days=1)

    answer = save(sit_down(hoa), article, status=PUBLISHED, published_at=f"{tomorrow:%d/%m/%Y} 07:00")

    assert article.is_scheduled()
    assert not article.is_visible()
    assert f"Đã hẹn giờ: bài tự hiện lúc 07:00, {tomorrow:%d/%m/%Y}." in sentences(answer)


@pytest.mark.parametrize(("source", "target"), [(REVIEW, DRAFT), (PUBLISHED, WITHDRAWN)])
def test_returning_and_withdrawing_need_a_reason_that_the_writer_reads(sit_down, nhung, hoa, source, target):
    article = make_article(status=source, created_by=nhung)

    refused = save(sit_down(hoa), article, status=target, note=" ")
    assert "note" in refused.context["adminform"].form.errors
    save(sit_down(hoa), article, status=target, note="Thiếu nguồn số liệu.")

    assert article.status == target
    assert "Thiếu nguồn số liệu." in sit_down(nhung).get(page_of(article)).content.decode()


def test_a_withdrawn_article_is_published_again(sit_down, nhung, hoa):
    article = make_article(status=WITHDRAWN, created_by=nhung)

    save(sit_down(hoa), article, status=PUBLISHED)

    assert article.is_visible()


def test_an_article_cannot_expire_before_it_appears(sit_down, hoa):
    article = make_article()

    answer = save(sit_down(hoa), article, published_at="02/11/2026 08:00", expires_at="01/11/2026 08:00")

    assert "Giờ hết hạn phải sau giờ xuất bản." in answer.content.decode()


def test_readers_see_that_a_text_changed_and_not_that_a_category_did(sit_down, hoa):
    article = make_article()

    save(sit_down(hoa), article, is_featured="on", category=make_category().pk)
    assert not article.was_updated
    save(sit_down(hoa), article, body="<p>Số đúng là 38 thủ tục.</p>")

    assert article.was_updated
