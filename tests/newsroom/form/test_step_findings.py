"""The list before “Gửi duyệt” and publication: read, not obeyed."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from articles.workflow import DRAFT, PUBLISHED, REVIEW
from copyediting.models import Dismissal, ReadFindings
from newsroom.form.step_findings import findings_of_step
from proofreading import proofreader
from tests.copyediting.made_up_slips import SLIP, one_rule
from tests.factories import EDITOR, WRITER, make_article, make_user
from tests.forms import fields_of, send
from tests.newsroom.forms_in_admin import LIST, make_draft, page_of, save, sentences, write

__all__ = ["one_rule"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rule")]


@pytest.fixture
def writer():
    return make_user(WRITER, pen_name="Thùy Nhung")


@pytest.fixture
def editor():
    return make_user(EDITOR)


def with_slips(by, **fields):
    body = f"<p>Đoạn đầu sạch.</p><p>Đẩy mạnh {SLIP} cách hành chính.</p>"
    return make_draft(by, **{"body": body, "title": f"Tổ {SLIP} cách về xã"} | fields)


def press_on(client, answer, article, **changes):
    """Presses the button below the list, in the page that came back."""
    form = fields_of(answer, "article_form")
    article.refresh_from_db()
    return send(client, page_of(article), "article_form", confirmed=form["confirmed"], **changes)


def test_a_step_shows_the_places_and_goes_on_when_they_are_read(client, writer):
    article = with_slips(writer)
    client.force_login(writer)

    answer = save(client, article, status=REVIEW)

    assert article.status == DRAFT
    page = answer.content.decode()
    assert "Soát lỗi có 2 lời nhắc." in page
    assert [place.where for place in answer.context["adminform"].form.reading.places] == ["Tiêu đề", "Đoạn 2"]
    assert "Không có chữ này. Nên là “cải”." in page
    assert "Đã đọc, gửi duyệt" in page

    press_on(client, answer, article, status=REVIEW)

    article.refresh_from_db()
    assert article.status == REVIEW
    assert ReadFindings.objects.get().by == writer


def test_a_text_without_findings_goes_on_at_once(client, writer):
    article = make_draft(writer)
    client.force_login(writer)

    save(client, article, status=REVIEW)

    assert article.status == REVIEW
    assert not ReadFindings.objects.exists()


def test_a_text_too_long_to_be_read_goes_on_and_says_that_nobody_has_proofread_it(client, writer):
    article = make_draft(writer, body=f"<p>{'chữ ' * 100} {SLIP}</p>" * 400)
    client.force_login(writer)

    answer = send(client, page_of(article), "article_form", status=REVIEW)

    article.refresh_from_db()
    assert article.status == REVIEW
    assert sum("chưa được soát; xin tự đọc soát" in sentence for sentence in sentences(answer)) == 1


def test_a_save_of_a_text_too_long_to_be_read_says_nothing_of_it(client, writer):
    article = make_draft(writer, body=f"<p>{'chữ ' * 100}</p>" * 400)
    client.force_login(writer)

    answer = send(client, page_of(article), "article_form")

    assert not any("soát" in sentence for sentence in sentences(answer))


def test_a_save_without_a_step_is_asked_nothing(client, writer):
    article = with_slips(writer)
    client.force_login(writer)

    save(client, article, title=f"Vẫn {SLIP} cách")

    assert article.title == f"Vẫn {SLIP} cách"


def test_what_was_read_is_not_listed_again_for_the_same_person_but_once_for_the_next(client, writer, editor):
    article = with_slips(writer)
    client.force_login(writer)
    press_on(client, save(client, article, status=REVIEW), article, status=REVIEW)
    article.refresh_from_db()
    save(client, article, status=DRAFT)
    save(client, article, status=REVIEW)
    assert article.status == REVIEW

    client.force_login(editor)
    answer = save(client, article, status=PUBLISHED)
    assert article.status == REVIEW
    assert "Đã đọc, duyệt và xuất bản" in answer.content.decode()
    press_on(client, answer, article, status=PUBLISHED)
    article.refresh_from_db()
    assert article.status == PUBLISHED
    save(client, article, status="withdrawn", note="Xem lại.")
    save(client, article, status=PUBLISHED)
    assert article.status == PUBLISHED


def test_a_new_slip_is_listed_alone(client, writer):
    article = with_slips(writer)
    client.force_login(writer)
    press_on(client, save(client, article, status=REVIEW), article, status=REVIEW)
    article.refresh_from_db()
    save(client, article, status=DRAFT)

    answer = save(client, article, status=REVIEW, summary=f"Sapo có {SLIP} nữa.")

    assert [place.where for place in answer.context["adminform"].form.reading.places] == ["Sapo"]


def test_whoever_mends_one_of_the_places_reads_no_second_list(client, writer):
    article = with_slips(writer)
    client.force_login(writer)

    press_on(client, save(client, article, status=REVIEW), article, status=REVIEW, title="Tổ cải cách về xã")

    article.refresh_from_db()
    assert (article.status, article.title) == (REVIEW, "Tổ cải cách về xã")


def test_what_is_dismissed_is_not_listed(client, writer):
    article = with_slips(writer)
    client.force_login(writer)
    answer = save(client, article, status=REVIEW)
    for place in answer.context["adminform"].form.reading.places:
        Dismissal.objects.create(kind="article", key=article.pk, finding=place.id, rule="made_up", by=writer)

    save(client, article, status=REVIEW)

    assert article.status == REVIEW


@pytest.mark.parametrize("sent", ["findings-", "findings-00000000", "khac", "findings-" + "." * 5_000])
def test_only_these_places_are_read_by_an_answer(client, writer, sent):
    article = with_slips(writer)
    client.force_login(writer)

    save(client, article, status=REVIEW, confirmed=sent)

    assert article.status == DRAFT


def test_a_script_gets_the_list_as_html_and_what_answers_it(client, writer):
    article = with_slips(writer)
    client.force_login(writer)
    client.defaults["HTTP_ACCEPT"] = "application/json"
    form = fields_of(client.get(page_of(article), headers={"Accept": "text/html"}), "article_form")

    refused = client.post(page_of(article), form | {"status": REVIEW})
    error = refused.json()["error"]
    [question] = error["questions"]
    done = client.post(page_of(article), form | {"status": REVIEW, "confirmed": question["key"]})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Đọc xong, xin bấm “Đã đọc, gửi duyệt”" in error["message"]
    assert f'name="confirmed" value="{question["key"]}"' in error["html"]
    assert done.json()["saved"]["status"] == REVIEW


def test_a_program_that_does_not_say_what_it_has_seen_is_asked_nothing(client, writer):
    article = with_slips(writer)
    client.force_login(writer)

    save(client, article, status=REVIEW, seen_edition="")

    assert article.status == REVIEW


def test_what_readers_must_have_is_asked_for_first(client, editor):
    article = with_slips(editor, summary="")
    client.force_login(editor)

    answer = save(client, article, status=PUBLISHED)

    assert "Chưa có sapo." in answer.content.decode()
    assert answer.context["adminform"].form.reading is None


def test_a_new_article_goes_on_with_what_was_read_and_dismissed(client, writer):
    client.force_login(writer)
    answer = write(client, title=f"Tổ {SLIP} cách về xã", body=f"<p>{SLIP} nữa</p>", status=REVIEW)
    form = answer.context["adminform"].form
    one, other = form.reading.places
    sent = fields_of(answer, "article_form")
    left = f'[{{"id": "{one.id}", "rule": "made_up", "text": ""}}]'
    client.post(
        f"{LIST}add/", sent | {"status": REVIEW, "confirmed": f"findings-{other.id}", "dismissed_findings": left}
    )

    assert Dismissal.objects.get().finding == one.id
    assert ReadFindings.objects.get().ids == [other.id]


def test_a_text_of_any_length_is_handed_in(client, writer):
    body = "".join(f"<p>{'chữ ' * 500}{SLIP}</p>" for _ in range(100))
    article = make_draft(writer, body=body)
    client.force_login(writer)

    answer = save(client, article, status=REVIEW)

    assert article.status == REVIEW or "Soát lỗi thấy" in answer.content.decode()


def test_proofreading_that_does_not_work_holds_up_nothing(client, writer, monkeypatch, caplog):
    def broken(document, known, changed):
        raise OSError("cut")
        yield

    monkeypatch.setattr(proofreader, "FINDERS", (broken,))
    article = with_slips(writer)
    client.force_login(writer)

    save(client, article, status=REVIEW)

    assert article.status == REVIEW
    assert "Proofreading failed" in caplog.text


@pytest.mark.parametrize("paragraphs", [1, 60])
def test_the_list_costs_three_queries_however_long_it_is(
    writer, nothing_expires, django_assert_num_queries, paragraphs
):
    article = with_slips(writer, body=f"<p>{SLIP} thứ nhất</p>" * paragraphs)
    findings_of_step(article, writer, {}, {})

    with django_assert_num_queries(3):  # own words; what is dismissed; what was read
        assert len(findings_of_step(article, writer, {}, {}).places) == paragraphs + 1


def test_steps_of_many_say_what_is_open_and_wait_for_nothing(client, writer):
    slips, clean = with_slips(writer), make_draft(writer)
    client.force_login(writer)
    chosen = {"action": "submit_many", "_selected_action": [slips.pk, clean.pk]}

    page = client.post(reverse("admin:articles_article_changelist"), chosen)
    said = {one.article.pk: one.to_read for one in page.context["able"]}
    seen = {f"seen-{one.article.pk}": one.seen for one in page.context["able"]}
    done = client.post(reverse("admin:articles_article_changelist"), chosen | seen | {"confirmed": "1"}, follow=True)

    assert said == {slips.pk: "Có 2 lời nhắc soát lỗi.", clean.pk: ""}
    assert "Có 2 lời nhắc soát lỗi." in page.content.decode()
    assert sentences(done) == ["Đã gửi duyệt 2 bài."]


def test_a_page_about_many_reads_as_much_as_somebody_waits_for(client, editor, django_assert_max_num_queries):
    articles = [make_article(status=REVIEW, body=f"<p>{SLIP} {'chữ ' * 3_000}</p>") for _ in range(12)]
    client.force_login(editor)
    chosen = {"action": "publish_many", "_selected_action": [article.pk for article in articles]}

    with django_assert_max_num_queries(25):
        page = client.post(reverse("admin:articles_article_changelist"), chosen)

    said = [one.to_read for one in page.context["able"]]
    assert said.count("Chưa soát lỗi ở đây (nhiều bài quá); mở bài để xem.") == 9
    assert said.count("Có 1 lời nhắc soát lỗi.") == 3


def test_a_step_back_shows_no_list(client, editor, writer):
    article = with_slips(writer)
    article.status = REVIEW
    article.save()
    client.force_login(editor)

    save(client, article, status=DRAFT, note="Xin sửa.")

    assert article.status == DRAFT
