"""A save that a script or a program sends: what it is answered, and that one's own save is no stranger's."""

from http import HTTPStatus
from uuid import uuid4

import pytest

from articles.models import Article
from articles.workflow import DRAFT, PUBLISHED, REVIEW
from tests.factories import MODERATOR, make_article, make_category, make_user
from tests.forms import fields_of
from tests.newsroom.copies.test_working_copies import send as send_copy
from tests.newsroom.copies.test_working_copies import sending
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of, save, sentences

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
STORY = {
    "title": "Bến Lam nhận hồ sơ tại nhà",
    "summary": "Từ tháng 12, cán bộ xã đến tận nhà.",
    "body": "<p>Bà Hạnh cười.</p>",
}


def opened(client, address):
    return fields_of(client.get(address), "article_form")


def post(client, address, fields):
    return client.post(address, fields, headers=JSON)


def error_of(answer, status):
    assert answer.status_code == status
    return answer.json()["error"]


def story(client):
    return opened(client, ADD) | STORY | {"category": make_category().pk}


def test_a_save_that_stays_says_all_that_the_page_needs_to_go_on(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article)) | {"title": "Bến Lam Thượng", "_continue": "1"}

    saved = post(client, page_of(article), form).json()["saved"]

    article.refresh_from_db()
    assert article.title == "Bến Lam Thượng"
    assert (saved["article"], saved["edition"], saved["goes_to"]) == (article.pk, article.edition, "")
    assert saved["address"] == page_of(article)
    assert saved["copy_key"] != form["copy_key"]
    assert saved["status"] == DRAFT
    assert not sentences(client.get("/quan-tri/"))


def test_the_page_goes_on_with_what_it_was_told(sit_down, nhung):
    client = sit_down(nhung)
    form = story(client) | {"_continue": "1"}

    address = ADD
    for number in range(3):
        saved = post(client, address, form | {"title": f"Bến Lam {number}"}).json()["saved"]
        form |= {"seen_edition": saved["edition"], "copy_key": saved["copy_key"]}
        address = saved["address"]

    assert Article.objects.get().title == "Bến Lam 2"
    assert saved["edition"] == 3


def test_a_save_that_leaves_says_where_to_and_the_next_page_says_that_it_is_saved(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article)) | {"title": "Bến Lam Thượng", "_save": "1"}

    saved = post(client, page_of(article), form).json()["saved"]

    assert saved["goes_to"] == "/quan-tri/articles/article/"
    assert "Bến Lam Thượng" in sentences(client.get(saved["goes_to"]))[0]


def test_every_mistake_is_told_with_the_place_where_it_is(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    row = {"attachments-0-title": "", "attachments-0-position": 1, "attachments-TOTAL_FORMS": 1}
    form = opened(client, page_of(article)) | {"title": "", "summary": "Á" * 601} | row

    error = error_of(post(client, page_of(article), form), HTTPStatus.UNPROCESSABLE_ENTITY)

    assert error["reason"] == "refused"
    assert error["message"].startswith("Bài chưa được lưu")
    places = {field["id"]: field["label"] for field in error["fields"]}
    assert places == {
        "id_title": "Tiêu đề",
        "id_summary": "Sapo",
        "id_attachments-0-title": "Tệp đính kèm 1: Tên tệp hiển thị",
        "id_attachments-0-file": "Tệp đính kèm 1: Tệp",
    }
    assert all(field["sentences"] for field in error["fields"])
    assert all(f'href="#{place}"' in error["html"] for place in places)


def test_the_page_without_a_script_links_to_the_rows_of_attachments_too(sit_down, nhung):
    row = {"attachments-0-title": "", "attachments-0-position": 1, "attachments-TOTAL_FORMS": 1}

    page = save(sit_down(nhung), make_draft(nhung), **row).content.decode()

    assert '<a href="#id_attachments-0-title">Tệp đính kèm 1: Tên tệp hiển thị</a>' in page


def test_somebody_elses_newer_edition_is_a_conflict_that_may_be_overwritten(sit_down, nhung, hoa):
    article = make_article(created_by=nhung, status=REVIEW, published_at=None)
    form = opened(sit_down(nhung), page_of(article)) | {"title": "Của Nhung"}
    save(sit_down(hoa), article, title="Của Hòa")

    error = error_of(post(sit_down(nhung), page_of(article), form), HTTPStatus.CONFLICT)
    assert error["reason"] == "conflict"
    assert "vừa lưu bài này trong khi bạn đang sửa" in error["message"]
    assert f'name="overwrite" value="{error["edition"]}"' in error["html"]
    article.refresh_from_db()
    assert article.title == "Của Hòa"

    post(sit_down(nhung), page_of(article), form | {"overwrite": error["edition"]})
    article.refresh_from_db()
    assert article.title == "Của Nhung"


def test_who_is_signed_out_reads_it_as_json(client, nhung):
    answer = post(client, page_of(make_draft(nhung)), STORY)

    assert error_of(answer, HTTPStatus.UNAUTHORIZED)["reason"] == "signed_out"


def test_another_account_in_the_same_browser_saves_nothing_of_it(sit_down, nhung, hoa):
    article = make_draft(nhung)
    form = opened(sit_down(nhung), page_of(article)) | {"title": "Của Nhung", "account": nhung.pk}

    error = error_of(post(sit_down(hoa), page_of(article), form), HTTPStatus.FORBIDDEN)

    assert error["reason"] == "other_account"
    article.refresh_from_db()
    assert article.title != "Của Nhung"


def test_who_may_not_save_reads_why(sit_down, nhung):
    answer = post(sit_down(make_user(MODERATOR)), page_of(make_article(created_by=nhung)), STORY)

    assert error_of(answer, HTTPStatus.FORBIDDEN)["reason"] == "no_right"


def test_a_writer_whose_article_was_published_meanwhile_is_told(sit_down, nhung, hoa):
    article = make_article(created_by=nhung, status=REVIEW, published_at=None)
    form = opened(sit_down(nhung), page_of(article)) | {"title": "Của Nhung"}
    save(sit_down(hoa), article, status=PUBLISHED)

    answer = post(sit_down(nhung), page_of(article), form)

    assert 400 <= answer.status_code < 500
    assert "Đã xuất bản" in answer.json()["error"]["message"]


def test_an_article_deleted_meanwhile_is_gone(sit_down, hoa):
    article, client = make_draft(hoa), sit_down(hoa)
    form = opened(client, page_of(article)) | {"title": "Bến Lam Thượng"}
    address = page_of(article)
    article.delete()

    error = error_of(post(client, address, form), HTTPStatus.GONE)

    assert error["reason"] == "gone"
    assert error["address"] == ADD


@pytest.mark.parametrize("headers", [JSON, {}])
def test_what_is_sent_twice_is_saved_once(sit_down, nhung, headers):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article)) | {"title": "Bến Lam Thượng", "_continue": "1"}

    first, second = (client.post(page_of(article), form, headers=headers) for _ in range(2))

    article.refresh_from_db()
    assert article.edition == 1
    assert first.status_code == second.status_code
    if headers:
        assert second.json()["saved"]["edition"] == 1


def test_an_answer_that_was_lost_makes_nobody_a_stranger_to_their_own_save(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article)) | {"copy_page": str(uuid4()), "_continue": "1"}
    post(client, page_of(article), form | {"title": "Bến Lam Một"})

    saved = post(client, page_of(article), form | {"title": "Bến Lam Hai"}).json()["saved"]

    article.refresh_from_db()
    assert (article.title, saved["edition"]) == ("Bến Lam Hai", 2)


def test_a_new_article_whose_first_answer_was_lost_stays_one_article(sit_down, nhung):
    client = sit_down(nhung)
    form = story(client) | {"copy_page": str(uuid4()), "_continue": "1"}
    post(client, ADD, form)

    saved = post(client, ADD, form | {"body": "<p>Bà Hạnh cười. Rồi bà về.</p>"}).json()["saved"]

    article = Article.objects.get()
    assert article.body == "<p>Bà Hạnh cười. Rồi bà về.</p>"
    assert saved["address"] == page_of(article)


def test_a_doubled_tab_is_a_stranger_to_what_the_other_saved(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article)) | {"_continue": "1"}
    post(client, page_of(article), form | {"title": "Tab một", "copy_page": str(uuid4())})

    answer = post(client, page_of(article), form | {"title": "Tab hai", "copy_page": str(uuid4())})

    assert error_of(answer, HTTPStatus.CONFLICT)["reason"] == "conflict"


def test_somebody_who_saved_after_the_lost_answer_is_not_written_over(sit_down, nhung, hoa):
    article = make_article(created_by=nhung, status=REVIEW, published_at=None)
    form = opened(sit_down(nhung), page_of(article)) | {"copy_page": str(uuid4()), "_continue": "1"}
    post(sit_down(nhung), page_of(article), form | {"title": "Bến Lam Một"})
    save(sit_down(hoa), article, summary="Sapo của Hòa.")

    answer = post(sit_down(nhung), page_of(article), form | {"title": "Bến Lam Hai"})

    assert error_of(answer, HTTPStatus.CONFLICT)["reason"] == "conflict"


def test_a_form_of_a_new_article_sent_again_with_more_text_and_without_a_script_loses_nothing(sit_down, nhung):
    client = sit_down(nhung)
    form = story(client)
    client.post(ADD, form)

    page = client.post(ADD, form | {"summary": "Sapo viết thêm."})

    assert fields_of(page, "article_form")["summary"] == "Sapo viết thêm."
    assert page.context["adminform"].form.newer
    assert Article.objects.count() == 1


def test_the_working_copy_tells_the_page_of_a_save_whose_answer_was_lost(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article))
    page = str(uuid4())
    post(client, page_of(article), form | {"copy_page": page, "title": "Bến Lam Một", "_continue": "1"})

    own = send_copy(client, sending(article, key=form["copy_key"], page=page, number=2)).json()["error"]
    other = send_copy(client, sending(article, key=form["copy_key"], page=str(uuid4()), number=2)).json()["error"]

    assert own["saved"] == {"article": article.pk, "edition": 1}
    assert "saved" not in other


def test_comments_that_the_first_save_closed_stay_closed_on_the_page(sit_down, nhung):
    client = sit_down(nhung)
    form = story(client) | {"source_url": "https://baochinhphu.example/1.html", "_continue": "1"}

    assert post(client, ADD, form).json()["saved"]["fields"]["comments_open"] is False


def test_programs_without_the_fields_of_the_page_save_too(sit_down, nhung):
    rows = {"attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0}

    answer = post(sit_down(nhung), ADD, {"title": "Bến Lam", "category": make_category().pk, "status": DRAFT} | rows)

    assert answer.json()["saved"]["article"] == Article.objects.get().pk


@pytest.mark.parametrize("key", ["", "x", "0" * 400])
def test_nonsense_in_the_fields_of_the_page_is_nothing(sit_down, nhung, key):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article)) | {"copy_page": key, "form_token": key, "title": "Bến Lam Một"}

    assert post(client, page_of(article), form).status_code == HTTPStatus.OK or key


def test_a_copy_of_another_person_makes_no_save_ones_own(sit_down, nhung, hoa):
    article = make_article(created_by=nhung, status=REVIEW, published_at=None)
    theirs = opened(sit_down(hoa), page_of(article)) | {"copy_page": str(uuid4())}
    mine = opened(sit_down(nhung), page_of(article))
    post(sit_down(hoa), page_of(article), theirs | {"title": "Của Hòa"})

    forged = {name: theirs[name] for name in ("copy_key", "copy_page")}
    answer = post(sit_down(nhung), page_of(article), mine | forged | {"title": "Của Nhung"})

    assert error_of(answer, HTTPStatus.CONFLICT)["reason"] == "conflict"
