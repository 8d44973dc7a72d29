"""The newsroom's desk: writing, handing in, publishing, returning, withdrawing, and what goes wrong."""

from datetime import datetime, timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Attachment, Page, Tag
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN
from tests.factories import (
    EDITOR,
    MODERATOR,
    WEBMASTER,
    WRITER,
    make_article,
    make_category,
    make_event,
    make_image,
    make_user,
)
from tests.forms import fields_of, send
from tests.uploads.factories import pdf_bytes

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/articles/article/"
ADD = f"{LIST}add/"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def nhung():
    return make_user(WRITER, username="nhung", pen_name="Thùy Nhung")


@pytest.fixture
def hoa():
    return make_user(EDITOR, username="hoa", pen_name="Minh Hòa")


@pytest.fixture
def sit_down(client):
    """A function that signs somebody in and returns the browser."""

    def as_(user):
        client.force_login(user)
        return client

    return as_


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def save(client, article, **changes):
    answer = send(client, page_of(article), "article_form", **changes)
    article.refresh_from_db()
    return answer


def write(client, **changes):
    story = {
        "title": "Bến Lam nhận hồ sơ tại nhà",
        "summary": "Từ tháng 12, cán bộ xã đến tận nhà người già.",
        "body": "<p>Bà Lò Thị Hạnh, 78 tuổi, không phải ra xã nữa.</p>",
        "category": make_category().pk,
    }
    return send(client, ADD, "article_form", **story | changes)


def make_draft(by, **fields):
    return make_article(status=DRAFT, published_at=None, created_by=by, **fields)


def sentences(answer):
    return [str(message) for message in answer.context["messages"]]


# Writing


@pytest.mark.parametrize(
    ("source_url", "is_open"),
    [
        ("", True),
        ("https://baochinhphu.example/bai-1.html", False),
        ("https://www.baochinhphu.example/", False),
        ("http://songlam.example/bai-viet/cu-1/", True),
        ("https://www.songlam.example/bai-viet/cu-1/", True),
    ],
)
def test_a_new_article_from_another_site_starts_without_comments(sit_down, nhung, settings, source_url, is_open):
    settings.SITE_URL = "http://songlam.example"

    write(sit_down(nhung), source_url=source_url)

    assert Article.objects.get().comments_open is is_open


def test_who_opens_the_comments_of_a_borrowed_article_keeps_them_open(sit_down, nhung):
    draft = make_draft(nhung, source_url="https://baochinhphu.example/bai-1.html", comments_open=False)

    save(sit_down(nhung), draft, comments_open="on")
    assert draft.comments_open

    save(sit_down(nhung), draft, title="Tiêu đề khác")
    assert draft.comments_open


def test_the_box_says_what_happens_to_a_borrowed_article(sit_down, nhung):
    assert "địa chỉ bài gốc” ở trang khác" in sit_down(nhung).get(ADD).content.decode()


def test_a_writer_saves_a_draft_signed_with_their_pen_name(sit_down, nhung):
    write(sit_down(nhung), byline=None)
    write(sit_down(nhung))

    article = Article.objects.first()
    assert (article.status, article.created_by, article.saved_by) == (DRAFT, nhung, nhung)
    assert article.slug == "ben-lam-nhan-ho-so-tai-nha"
    assert fields_of(sit_down(nhung).get(ADD), "article_form")["byline"] == "Thùy Nhung"


def test_what_was_typed_comes_back_with_every_mistake_named_beside_its_field(sit_down, nhung):
    answer = write(sit_down(nhung), title="", slug="có dấu", published_at="31/02/2026 08:00", source_url="sai")

    errors = answer.context["adminform"].form.errors
    assert set(errors) == {"title", "slug", "published_at", "source_url"}
    assert "21/11/2026 08:30" in errors["published_at"][0]
    assert fields_of(answer, "article_form")["published_at"] == "31/02/2026 08:00"
    assert "Lò Thị Hạnh" in fields_of(answer, "article_form")["body"]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Bê\u0301n Lam", "Bến Lam"),
        ("Bến\u00a0\u00a0Lam\u200b", "Bến Lam"),
        ("Bến\u202eLam\x07", "BếnLam"),
        ("Bến\nLam", "Bến Lam"),
    ],
)
def test_a_title_is_clean_however_it_was_typed(sit_down, nhung, typed, kept):
    write(sit_down(nhung), title=typed)

    assert Article.objects.get().title == kept


@pytest.mark.parametrize(("field", "value"), [("title", "Á" * 201), ("title", "Bến\0Lam"), ("summary", "Á" * 601)])
def test_a_field_that_is_too_long_or_broken_is_refused_in_words(sit_down, nhung, field, value):
    answer = write(sit_down(nhung), **{field: value})

    assert list(answer.context["adminform"].form.errors) == [field]
    assert not Article.objects.exists()


def test_a_form_sent_twice_makes_one_article(sit_down, nhung):
    desk = sit_down(nhung)
    form = fields_of(desk.get(ADD), "article_form") | {"title": "Bến Lam", "category": make_category().pk}

    desk.post(ADD, form)
    answer = desk.post(ADD, form, follow=True)

    article = Article.objects.get()
    assert answer.redirect_chain == [(page_of(article), HTTPStatus.FOUND)]
    assert sentences(answer)[-1] == "Bài đã được lưu từ lần bấm trước; lần bấm này được bỏ qua."


def test_a_program_may_leave_out_what_the_form_adds(sit_down, nhung):
    desk = sit_down(nhung)
    fields = {"title": "Bến Lam", "category": make_category().pk, "status": DRAFT}
    rows = {"attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0}

    desk.post(ADD, fields | rows)
    article = Article.objects.get()
    desk.post(page_of(article), fields | rows | {"title": "Bến Lam Thượng"})

    article.refresh_from_db()
    assert article.title == "Bến Lam Thượng"


def test_a_moment_is_taken_whole_or_in_the_two_halves_of_plain_django(sit_down, nhung):
    eight = datetime(2030, 11, 4, 8, 30, tzinfo=VIETNAM)

    write(sit_down(nhung), title="Một", published_at="04/11/2030 08:30")
    write(sit_down(nhung), title="Hai", published_at=None, published_at_0="04/11/2030", published_at_1="08:30")

    assert [article.published_at for article in Article.objects.all()] == [eight, eight]


def test_a_typed_tag_becomes_a_tag_once(sit_down, nhung):
    known = Tag.objects.create(name="một cửa")

    write(sit_down(nhung), tags=["+Mot cua", "+tại nhà", "+!?"], title="")
    write(sit_down(nhung), tags=["+Tại nhà", str(known.pk)])

    assert {tag.name for tag in Article.objects.get().tags.all()} == {"một cửa", "tại nhà"}
    assert Tag.objects.count() == 2


def test_tags_are_offered_with_and_without_marks(sit_down, nhung):
    Tag.objects.create(name="một cửa")
    query = {"app_label": "articles", "model_name": "article", "field_name": "tags"}

    for term in ("một cửa", "mot cua", "MOT"):
        offered = sit_down(nhung).get("/quan-tri/autocomplete/", query | {"term": term}).json()["results"]
        assert [tag["text"] for tag in offered] == ["một cửa"]


def test_children_stand_behind_their_parents_in_the_choice_of_category(sit_down, nhung):
    late = make_category("Chuyển đổi số", position=2)
    make_category("Số hóa", parent=late, position=0)
    make_category("Chỉ đạo", position=1)

    form = sit_down(nhung).get(ADD).context["adminform"].form

    names = [label for _, label in form.fields["category"].choices][1:]
    assert names == ["Chỉ đạo", "Chuyển đổi số", "Chuyển đổi số › Số hóa"]


def test_documents_are_attached_in_the_same_form(sit_down, nhung):
    article = make_draft(nhung)
    form = SimpleUploadedFile("bieu-mau.pdf", pdf_bytes())
    row = {"attachments-0-title": "Biểu mẫu", "attachments-0-file": form, "attachments-0-position": 0}

    save(sit_down(nhung), article, **row, **{"attachments-TOTAL_FORMS": 1})

    attachment = Attachment.objects.get()
    assert (attachment.article, attachment.title, attachment.kind) == (article, "Biểu mẫu", "PDF")


def test_a_disguised_document_is_refused_and_the_story_stays(sit_down, nhung):
    article = make_draft(nhung)
    form = SimpleUploadedFile("bieu-mau.pdf", b"MZ\x90 a program")
    row = {"attachments-0-title": "Biểu mẫu", "attachments-0-file": form, "attachments-0-position": 0}

    answer = save(sit_down(nhung), article, summary="Sapo mới", **row, **{"attachments-TOTAL_FORMS": 1})

    assert "không phải là PDF" in answer.content.decode()
    assert fields_of(answer, "article_form")["summary"] == "Sapo mới"
    assert not Attachment.objects.exists()


# From desk to desk


def test_a_writer_hands_in_and_an_editor_publishes(sit_down, nhung, hoa):
    article = make_draft(nhung, title="Bến Lam")

    handed_in = save(sit_down(nhung), article, status=REVIEW)
    assert article.status == REVIEW
    published = save(sit_down(hoa), article, status=PUBLISHED)

    assert article.is_visible()
    assert "Đang chờ biên tập viên duyệt, bạn đọc chưa thấy." in sentences(handed_in)
    assert any(sentence.startswith("Đang trên trang từ") for sentence in sentences(published))
    assert [step.by for step in article.transitions.all()] == [hoa, nhung]


def test_the_form_offers_each_colleague_their_own_steps(sit_down, nhung, hoa):
    article = make_draft(nhung)

    def offered(user):
        page = sit_down(user).get(page_of(article))
        labels = [label for _, label in page.context["adminform"].form.fields["status"].choices]
        return labels, page.context["next_step"].label

    assert offered(nhung) == (["Bản nháp: giữ nguyên", "Gửi duyệt"], "Gửi duyệt")
    assert offered(hoa) == (["Bản nháp: giữ nguyên", "Gửi duyệt", "Xuất bản"], "Xuất bản")


def test_an_editor_who_publishes_a_new_article_with_a_mistake_keeps_the_text(sit_down, hoa):
    answer = write(sit_down(hoa), title="Một cửa sáng thứ Bảy", status=PUBLISHED, published_at="31/02/2026 08:00")

    assert answer.status_code == HTTPStatus.OK
    assert "Một cửa sáng thứ Bảy" in answer.content.decode()
    assert not Article.objects.exists()


def test_a_step_refused_at_its_button_waits_for_the_button_again(sit_down, nhung):
    article = make_draft(nhung)

    answer = save(sit_down(nhung), article, title="", status=[DRAFT, REVIEW])

    page = answer.content.decode()
    assert fields_of(answer, "article_form")["status"] == DRAFT
    assert "Bản nháp, bạn đọc chưa thấy." in page
    assert 'Xin xem lại: <a href="#id_title">Tiêu đề</a>.' in page
    assert "trạng thái vẫn là “Bản nháp”. Sửa xong, xin bấm lại “Gửi duyệt”; bấm “Lưu” thì chỉ lưu bài." in page


def test_a_refused_step_of_the_field_stays_chosen_and_the_form_says_so(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, published_at=None, created_by=nhung)

    answer = save(sit_down(hoa), article, status=DRAFT, note="")

    page = answer.content.decode()
    assert fields_of(answer, "article_form")["status"] == DRAFT
    assert "Đang chờ biên tập viên duyệt, bạn đọc chưa thấy." in page
    assert "bấm “Lưu” là lưu bài và làm luôn bước “Trả lại người viết” ở ô Trạng thái." in page


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


def test_readers_are_told_of_a_changed_text_and_not_of_a_changed_shelf(sit_down, hoa):
    article = make_article()

    save(sit_down(hoa), article, is_featured="on", category=make_category().pk)
    assert not article.was_updated
    save(sit_down(hoa), article, body="<p>Số đúng là 38 thủ tục.</p>")

    assert article.was_updated


# Two at one article


def test_the_second_of_two_editors_is_told_and_keeps_the_text(sit_down, hoa):
    article = make_article(title="Bến Lam")
    lan = make_user(EDITOR, username="lan", pen_name="Ngọc Lan")
    opened = fields_of(sit_down(lan).get(page_of(article)), "article_form")
    save(sit_down(hoa), article, title="Bến Lam Hạ")

    answer = sit_down(lan).post(page_of(article), opened | {"title": "Bến Lam Thượng", "summary": "Sapo của Lan."})

    article.refresh_from_db()
    kept = fields_of(answer, "article_form")
    assert article.title == "Bến Lam Hạ"
    assert (kept["title"], kept["summary"]) == ("Bến Lam Thượng", "Sapo của Lan.")
    assert "Minh Hòa vừa lưu bài này trong khi bạn đang sửa." in answer.content.decode()
    assert sit_down(lan).post(page_of(article), kept).context["adminform"].form.newer


def test_who_was_told_may_write_over_what_they_saw_and_nothing_newer(sit_down, hoa):
    article = make_article(title="Bến Lam")
    lan = make_user(EDITOR, username="lan")
    opened = fields_of(sit_down(lan).get(page_of(article)), "article_form")
    save(sit_down(hoa), article, title="Bến Lam Hạ")
    told = sit_down(lan).post(page_of(article), opened | {"title": "Bến Lam Thượng"})
    agreed = fields_of(told, "article_form") | {"overwrite": told.context["adminform"].form.newer.edition}

    save(sit_down(hoa), article, title="Bến Lam Trung")
    sit_down(lan).post(page_of(article), agreed)
    article.refresh_from_db()
    assert article.title == "Bến Lam Trung"

    told = sit_down(lan).post(page_of(article), agreed)
    agreed["overwrite"] = told.context["adminform"].form.newer.edition
    sit_down(lan).post(page_of(article), agreed)
    article.refresh_from_db()
    assert article.title == "Bến Lam Thượng"


def test_a_writer_whose_article_was_published_meanwhile_gets_the_text_back(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, created_by=nhung, title="Bến Lam")
    opened = fields_of(sit_down(nhung).get(page_of(article)), "article_form")
    save(sit_down(hoa), article, status=PUBLISHED)

    typed = {"summary": "Sapo sửa <b>muộn</b>.", "body": "<p>Bà Hạnh <em>cười</em>.<script>x</script></p>"}
    answer = sit_down(nhung).post(page_of(article), opened | typed)

    article.refresh_from_db()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Sapo sửa &lt;b&gt;muộn&lt;/b&gt;." in answer.content.decode()
    assert "<p>Bà Hạnh <em>cười</em>.</p>" in answer.content.decode()
    assert article.summary != "Sapo sửa muộn."


# Reading


def test_who_may_not_edit_reads_the_text_as_it_looks(sit_down, nhung):
    article = make_article(created_by=nhung, body="<h2>Sáng nộp</h2><p>Trưa nhận.</p>")

    for colleague in (nhung, make_user(MODERATOR)):
        page = sit_down(colleague).get(page_of(article)).content.decode()
        assert "<h2>Sáng nộp</h2>" in page
        assert 'name="body"' not in page


def test_the_list_is_narrowed_to_where_articles_stand(sit_down, nhung, hoa):
    soon, before = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(minutes=1)
    make_draft(nhung, title="Nháp")
    make_article(title="Hẹn", published_at=soon)
    make_article(title="Hết", expires_at=before)
    make_article(title="Hiện")

    shown = {}
    for standing in ("draft", "scheduled", "expired", "shown", "review", "nonsense"):
        page = sit_down(hoa).get(LIST, {"trang_thai": standing})
        shown[standing] = {article.title for article in page.context["cl"].result_list}

    everything = {"Nháp", "Hẹn", "Hết", "Hiện"}
    assert shown == {
        "draft": {"Nháp"},
        "scheduled": {"Hẹn"},
        "expired": {"Hết"},
        "shown": {"Hiện"},
        "review": set(),
        "nonsense": everything,
    }
    tabs = [tab["display"] for tab in page.context["standing_tabs"]]
    assert tabs[:2] == ["Tất cả (4)", "Bản nháp (1)"]


def test_days_in_the_list_are_local_days_in_vietnamese_order(sit_down, hoa):
    make_article(title="Mồng bốn", published_at=datetime(2023, 11, 4, 0, 30, tzinfo=VIETNAM))
    make_article(title="Mười một", published_at=datetime(2023, 4, 11, 12, 0, tzinfo=VIETNAM))

    page = sit_down(hoa).get(LIST, {"published_at_from": "04/11/2023", "published_at_to": "4/11/2023"})

    assert [article.title for article in page.context["cl"].result_list] == ["Mồng bốn"]


def test_a_day_that_does_not_exist_is_told_in_words(sit_down, hoa):
    make_article()

    page = sit_down(hoa).get(LIST, {"published_at_from": "31/02/2026"})

    assert sentences(page) == ["Tháng 2 không có ngày 31."]
    assert len(page.context["cl"].result_list) == 1


def test_articles_are_found_with_and_without_marks_in_their_text(sit_down, hoa):
    wanted = make_article(title="Bến Lam nhận hồ sơ tại nhà", body="<p>Bà Lò Thị Hạnh ở bản Nguồn.</p>")
    make_article(title="Chuyện khác")

    for term in ("lò thị hạnh", "lo thi hanh", "ho so"):
        page = sit_down(hoa).get(LIST, {"q": term})
        assert list(page.context["cl"].result_list) == [wanted]


def test_a_list_of_articles_costs_a_fixed_number_of_queries(sit_down, nhung, hoa, django_assert_max_num_queries):
    for _ in range(25):
        make_draft(nhung, cover=make_image())
    desk = sit_down(hoa)

    with django_assert_max_num_queries(13):
        desk.get(LIST)


def test_the_first_page_counts_what_waits_for_this_person(sit_down, nhung, hoa):
    make_draft(nhung)
    make_article(status=REVIEW, published_at=None, created_by=nhung)

    def waiting(user):
        return {title: figure for title, figure, *_ in sit_down(user).get("/quan-tri/").context["waiting"]}

    assert waiting(nhung) == {"Bài chờ duyệt": 1, "Bản nháp của tôi": 1, "Bài hẹn giờ": 0}
    assert waiting(make_user(MODERATOR)) == {"Bình luận chờ duyệt": 0}
    for _, _, address, _ in sit_down(hoa).get("/quan-tri/").context["waiting"]:
        assert sit_down(hoa).get(address).status_code == HTTPStatus.OK


def test_a_deletion_names_what_goes_with_it_and_no_links_of_the_database(sit_down, nhung):
    article = make_draft(nhung, tags=[Tag.objects.create(name="một cửa")])

    page = sit_down(make_user(is_superuser=True)).get(reverse("admin:articles_article_delete", args=[article.pk]))

    assert "Article_tags" not in page.content.decode()


@pytest.mark.parametrize("model", ["article", "category", "event", "page", "tag", "author"])
def test_a_form_with_everything_emptied_comes_back(sit_down, model):
    article = make_article(tags=[Tag.objects.create(name="một cửa")])
    rows = {
        "article": article,
        "category": article.category,
        "event": make_event(),
        "page": Page.objects.create(title="Giới thiệu", body="<p>Trang tin.</p>"),
        "tag": article.tags.get(),
        "author": article.authors.get(),
    }

    address = reverse(f"admin:articles_{model}_change", args=[rows[model].pk])

    assert sit_down(make_user(is_superuser=True)).post(address, {}).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "query", ["q=%00", "trang_thai=%00", "published_at_from=%00", "created_by__id__exact=x", "p=x"]
)
def test_nonsense_in_the_address_of_the_list_is_no_error_of_ours(sit_down, hoa, query):
    make_article()

    assert sit_down(hoa).get(f"{LIST}?{query}", follow=True).status_code == HTTPStatus.OK


def test_a_category_with_articles_is_not_deleted_and_the_page_says_why(sit_down):
    article = make_article(title="Bến Lam nhận hồ sơ tại nhà")

    answer = sit_down(make_user(WEBMASTER)).get(f"/quan-tri/articles/category/{article.category_id}/delete/")

    page = answer.content.decode()
    assert "vì những mục sau đang dùng" in page
    assert "Bến Lam nhận hồ sơ tại nhà" in page
