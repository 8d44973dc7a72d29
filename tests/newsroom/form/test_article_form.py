"""The form of an article: what is typed is kept, cleaned, or refused in words beside its field."""

from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Attachment, Page, Tag
from articles.search.query import narrow
from articles.workflow import DRAFT
from tests.factories import EDITOR, make_article, make_category, make_event, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of, save, sentences, write
from tests.uploads.factories import pdf_bytes

pytestmark = pytest.mark.django_db
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


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


@pytest.mark.parametrize(
    ("source", "is_open"),
    [
        ("Theo Báo Nhân Dân", False),
        ("VnExpress", False),
        ("Minh Anh/TTXVN", False),
        ("Sở Y tế, Báo Lao Động", False),
        ("Theo tuoitre.vn", False),
        ("Theo báo cáo của UBND xã", True),
        ("Sở Xây dựng, Công Thương", True),
        ("Theo BBT", True),
    ],
)
def test_a_new_article_whose_source_is_the_press_starts_without_comments(sit_down, nhung, source, is_open):
    write(sit_down(nhung), source=source)

    assert Article.objects.get().comments_open is is_open


@pytest.mark.parametrize(
    "borrowed", [{"source": "Báo Nhân Dân"}, {"source_url": "https://baochinhphu.example/bai-1.html"}]
)
def test_a_draft_that_becomes_a_borrowed_one_closes_its_comments_once(sit_down, nhung, borrowed):
    draft = make_draft(nhung)

    save(sit_down(nhung), draft, **borrowed)
    assert not draft.comments_open

    save(sit_down(nhung), draft, comments_open="on")
    save(sit_down(nhung), draft, source="Báo Lao Động")
    assert draft.comments_open


def test_whoever_ticks_the_box_while_naming_the_press_keeps_it_ticked(sit_down, nhung):
    draft = make_draft(nhung, comments_open=False)

    save(sit_down(nhung), draft, source="Báo Nhân Dân", comments_open="on")

    assert draft.comments_open


def test_the_comments_of_an_article_that_readers_see_stay_as_they_are(sit_down):
    article, editor = make_article(), make_user(EDITOR)

    save(sit_down(editor), article, source="Báo Nhân Dân")

    assert (article.source, article.comments_open) == ("Báo Nhân Dân", True)


def test_an_editor_who_opens_the_comments_of_a_borrowed_article_keeps_them_open(sit_down, nhung):
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


def test_an_article_is_found_by_the_words_of_its_last_save(sit_down, hoa):
    article = make_article(title="Bến Lam", created_by=hoa)

    save(sit_down(hoa), article, title="Giếng cổ", body="<p>Đình làng</p>")

    for words, found in (("giếng cổ", True), ("dinh lang", True), ("Bến Lam", False)):
        assert narrow(Article.objects.all(), words).exists() is found


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
    staff_client = sit_down(nhung)
    form = fields_of(staff_client.get(ADD), "article_form") | {"title": "Bến Lam", "category": make_category().pk}

    staff_client.post(ADD, form)
    answer = staff_client.post(ADD, form, follow=True)

    article = Article.objects.get()
    assert answer.redirect_chain == [(page_of(article), HTTPStatus.FOUND)]
    assert sentences(answer)[-1] == "Bài đã được lưu từ lần bấm trước; lần bấm này được bỏ qua."


def test_a_program_may_leave_out_what_the_form_adds(sit_down, nhung):
    staff_client = sit_down(nhung)
    fields = {"title": "Bến Lam", "category": make_category().pk, "status": DRAFT}
    rows = {"attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0}

    staff_client.post(ADD, fields | rows)
    article = Article.objects.get()
    staff_client.post(page_of(article), fields | rows | {"title": "Bến Lam Thượng"})

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
