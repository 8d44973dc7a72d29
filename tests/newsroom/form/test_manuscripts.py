"""An article of a word processor's file: what was understood is shown, one article comes of it, nothing is lost."""

from http import HTTPStatus

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.models import Article
from articles.workflow import DRAFT
from newsroom.models import StoredManuscript
from revisions.models import SavedRow
from tests.factories import make_category
from tests.forms import fields_of
from tests.manuscripts.docx_files import docx, drawing, p, with_picture
from tests.newsroom.forms_in_admin import sentences
from uploads.models import Image

from .sent_manuscripts import BODY, files, fill, keep_file, send_by_script, send_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def category():
    return make_category("Cải cách hành chính")


def test_a_file_is_shown_and_becomes_a_draft_of_its_sender(
    sit_down, nhung, category, django_capture_on_commit_callbacks
):
    client = sit_down(nhung)

    address = send_file(client)
    shown = client.get(address).text

    assert "Đoạn thân bài thứ nhất." in shown
    assert not Article.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = fill(client, address, category=category.pk)
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.title, article.summary) == (
        "Cà Mau đẩy mạnh cải cách hành chính",
        "Sáng 12/3, UBND tỉnh họp về PAR INDEX.",
    )
    assert article.body == "<p>Đoạn thân bài thứ nhất.</p>"
    assert (article.status, article.created_by, article.category) == (DRAFT, nhung, category)
    assert SavedRow.objects.of(article).get().revision.comment == "Đọc từ tệp “Bài của Nhung.docx”."
    assert not StoredManuscript.objects.exists()
    assert files() == []


def test_other_paragraphs_can_be_the_title_and_the_sapo(sit_down, nhung, category):
    client = sit_down(nhung)
    address = keep_file(nhung)

    shown = fill(client, address, op="show", title_from="2", summary_from="")
    fill(client, address, title_from="2", summary_from="", category=category.pk)

    assert "Cà Mau đẩy mạnh" in shown.context["body"]
    article = Article.objects.get()
    assert (article.title, article.summary) == ("Đoạn thân bài thứ nhất.", "")
    assert "Cà Mau đẩy mạnh cải cách hành chính" in article.body


def test_a_title_that_is_typed_wins(sit_down, nhung, category):
    client = sit_down(nhung)

    fill(client, keep_file(nhung), title="Tít của Nhung", category=category.pk)

    assert Article.objects.get().title == "Tít của Nhung"


def test_what_is_missing_is_said_and_what_was_typed_stays(sit_down, nhung):
    client = sit_down(nhung)
    address = keep_file(nhung, with_picture(*BODY, p(drawing())))

    answer = client.post(address, {"op": "make", "title": "Tít gõ dở", "picture-1-caption": "Chú thích gõ dở"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Chưa chọn chuyên mục." in answer.text
    assert "Hãy mô tả ảnh" in answer.text
    assert 'value="Tít gõ dở"' in answer.text
    assert "Chú thích gõ dở</textarea>" in answer.text
    assert not Article.objects.exists()
    assert StoredManuscript.objects.count() == 1


def test_pictures_go_into_the_library_with_their_words(sit_down, nhung, category):
    client = sit_down(nhung)
    content = with_picture(*BODY, p(drawing(descr="Bà Hạnh cười")), p("Ở Một cửa. Ảnh: Thùy Nhung", style="Caption"))

    fill(client, keep_file(nhung, content), category=category.pk)

    image, article = Image.objects.get(), Article.objects.get()
    assert (image.alt, image.credit, image.caption, image.uploaded_by) == (
        *("Bà Hạnh cười", "Ảnh: Thùy Nhung", "Ở Một cửa."),
        nhung,
    )
    assert f'<img alt="Bà Hạnh cười" height="480" src="{image.url}" width="640">' in article.body
    assert '<figcaption>Ở Một cửa. <span class="credit">Ảnh: Thùy Nhung</span></figcaption>' in article.body


@pytest.mark.parametrize("op", ["make", "insert"])
def test_a_picture_that_the_library_has_keeps_its_words_there_and_the_typed_description_in_the_text(
    sit_down, nhung, category, op
):
    client = sit_down(nhung)
    content = with_picture(*BODY, p(drawing(descr="Bà Hạnh cười")), p("Ở Một cửa. Ảnh: Thùy Nhung", style="Caption"))
    fill(client, keep_file(nhung, content), category=category.pk)
    again = {"picture-1-alt": "Bà Hạnh nhận kết quả", "picture-1-credit": "Ảnh: Quang Hậu"}
    address = keep_file(nhung, content) + ("?chen=1" if op == "insert" else "")

    answer = fill(client, address, category=category.pk, op=op, **again)

    image = Image.objects.get()
    body = Article.objects.latest("pk").body if op == "make" else answer.context["body"]
    assert (image.alt, image.credit) == ("Bà Hạnh cười", "Ảnh: Thùy Nhung")
    assert 'alt="Bà Hạnh nhận kết quả"' in body
    assert '<span class="credit">Ảnh: Thùy Nhung</span>' in body
    assert "Ảnh 1 đã có trong thư viện với chữ khác" in answer.text
    assert "Bài này dùng mô tả bạn gõ. Nguồn ảnh ghi theo thư viện: “Ảnh: Thùy Nhung”" in answer.text


@pytest.mark.parametrize(
    ("keeps", "body", "pictures"),
    [("caption", '<p class="center">Ở Một cửa. Ảnh: A</p>', 0), ("nothing", "<p>Đoạn thân bài thứ nhất.</p>", 0)],
)
def test_a_picture_can_be_left_out(sit_down, nhung, category, keeps, body, pictures):
    client = sit_down(nhung)
    address = keep_file(nhung, with_picture(*BODY, p(drawing()), p("Ở Một cửa. Ảnh: A", style="Caption")))

    fill(client, address, **{"category": category.pk, "picture-1-keeps": keeps})

    assert Article.objects.get().body.endswith(body)
    assert Image.objects.count() == pictures


def test_a_picture_that_cannot_be_read_says_why_and_the_rest_stays(sit_down, nhung, category):
    client = sit_down(nhung)
    address = keep_file(nhung, with_picture(*BODY, p(drawing(descr="Sơ đồ")), pictures={"rId9": b"\1\0\0\0EMF" * 20}))

    answer = fill(client, address, **{"category": category.pk, "picture-1-credit": "Ảnh: A"})

    assert "không phải là ảnh mà trang nhận" in answer.text
    assert not Article.objects.exists()
    fill(client, address, **{"category": category.pk, "picture-1-keeps": "nothing"})
    assert Article.objects.count() == 1


def test_a_drawing_that_no_library_takes_is_left_out_and_its_words_stay(sit_down, nhung, category):
    client = sit_down(nhung)
    drawn = b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(20)
    caption = p("Sơ đồ một cửa", style="Caption")
    address = keep_file(nhung, with_picture(*BODY, p(drawing()), caption, pictures={"rId9": drawn}))

    shown = client.get(address).text
    fill(client, address, category=category.pk)

    assert "hình vẽ dạng EMF" in shown
    assert Article.objects.get().body.endswith('<p class="center">Sơ đồ một cửa</p>')


def test_letters_of_an_old_font_are_said(sit_down, nhung):
    old = p("C¶i c¸ch hµnh chÝnh lµ nhiÖm vô träng t©m cña tØnh trong n¨m nay.")

    assert "phông cũ TCVN3" in sit_down(nhung).get(keep_file(nhung, docx(old, old))).text
    assert "phông cũ" not in sit_down(nhung).get(keep_file(nhung)).text


def test_two_presses_make_one_article(sit_down, nhung, category):
    client = sit_down(nhung)
    address = keep_file(nhung)
    fields = {**fields_of(client.get(address), "manuscript"), "category": category.pk, "op": "make"}

    first, second = (client.post(address, fields, follow=True) for _ in range(2))

    assert Article.objects.count() == 1
    assert second.redirect_chain[-1][0] == first.redirect_chain[-1][0]
    assert "lần bấm trước" in sentences(second)[0]


def test_two_presses_at_the_same_moment_make_one_article(sit_down, nhung, category, monkeypatch):
    client = sit_down(nhung)
    address = keep_file(nhung)
    stored = StoredManuscript.objects.get()
    fields = {**fields_of(client.get(address), "manuscript"), "category": category.pk, "op": "make"}
    client.post(address, fields)
    StoredManuscript(key=stored.key, user=nhung, name=stored.name, file=stored.file, read=stored.read).save()

    answer = client.post(address, fields, follow=True)

    assert Article.objects.count() == 1
    assert "lần bấm trước" in sentences(answer)[-1]


def test_a_picture_is_taken_before_the_article_and_once(sit_down, nhung, category):
    client = sit_down(nhung)
    address = keep_file(nhung, with_picture(*BODY, p(drawing())))
    picture = f"{address}anh/1/"
    words = {"picture-1-alt": "Bà Hạnh", "picture-1-credit": "Ảnh: A"}

    first = client.post(picture, words, headers={"Accept": "application/json"})
    client.post(picture, words, headers={"Accept": "application/json"})

    assert first.json() == {"taken": 1}
    assert Image.objects.count() == 1
    fill(client, address, category=category.pk)
    assert Image.objects.count() == 1
    assert Image.objects.get().url in Article.objects.get().body


def test_its_pictures_are_shown_small_to_their_sender_alone(sit_down, nhung, hoa):
    address = keep_file(nhung, with_picture(*BODY, p(drawing())))

    own = sit_down(nhung).get(f"{address}anh/1/")
    of_another = sit_down(hoa).get(f"{address}anh/1/")

    assert own["Content-Type"] == "image/webp"
    assert "no-store" in own["Cache-Control"]
    assert of_another.status_code == HTTPStatus.NOT_FOUND
    assert sit_down(nhung).get(f"{address}anh/7/").status_code == HTTPStatus.BAD_REQUEST


def test_a_text_for_the_open_form_changes_nothing_by_itself(sit_down, nhung):
    client = sit_down(nhung)
    told = send_by_script(client, with_picture(*BODY, p(drawing(descr="Bà Hạnh")))).json()["manuscript"]

    answer = fill(client, told["insert"], op="insert", **{"picture-1-credit": "Ảnh: A"})

    assert not Article.objects.exists()
    assert "data-manuscript-body" in answer.text
    assert "Cà Mau đẩy mạnh" in answer.context["body"]  # nothing is taken out unless it is said
    assert Image.objects.get().url in answer.context["body"]
    assert not StoredManuscript.objects.exists()


def test_a_file_that_went_from_the_disk_is_said(sit_down, nhung, category):
    client = sit_down(nhung)
    address = keep_file(nhung, with_picture(*BODY, p(drawing(descr="Bà Hạnh"))))
    default_storage.delete(StoredManuscript.objects.get().file)

    answer = fill(client, address, **{"category": category.pk, "picture-1-credit": "Ảnh: A"})

    assert "Ảnh không còn trên máy chủ" in answer.text


def test_a_text_that_is_too_long_is_said(sit_down, nhung, category):
    client = sit_down(nhung)
    address = keep_file(nhung, docx(*BODY, *[p("Chữ tiếng Việt dài. " * 400)] * 60))

    answer = fill(client, address, category=category.pk)

    assert "Hãy chia thành nhiều bài" in answer.text
    assert StoredManuscript.objects.count() == 1


def test_a_name_with_signs_of_all_kinds_is_shown_as_words(sit_down, nhung):
    client = sit_down(nhung)

    address = keep_file(nhung, name="<b>Bài & “tin”.docx")

    assert "&lt;b&gt;Bài &amp; “tin”.docx" in client.get(address).text


def test_the_page_asks_few_queries_whatever_the_file(sit_down, nhung, django_assert_max_num_queries):
    client = sit_down(nhung)
    address = keep_file(nhung, with_picture(*BODY, *[p(drawing())] * 40, *[p("Đoạn.")] * 200))
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)
