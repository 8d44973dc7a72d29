"""The library in the admin, the picture field of forms, and pictures in templates."""

import hashlib

import pytest
from django import forms
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from tests.factories import WEBMASTER, WRITER, make_article, make_image, make_user
from uploads.images import store_image
from uploads.models import Image
from uploads.widgets import ImagePicker

from .factories import make_rows, picture_bytes, sent

pytestmark = pytest.mark.django_db
LIBRARY = "/quan-tri/tai-len/thu-vien/"
ADD = "/quan-tri/uploads/image/add/"
REQUIRED = str(forms.Field.default_error_messages["required"])


@pytest.fixture
def webmaster(client):
    client.force_login(make_user(WEBMASTER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_picture_is_added_with_its_texts(webmaster):
    response = webmaster.post(ADD, {"upload": sent(picture_bytes()), "alt": "Trụ sở", "credit": "Ảnh: Quang Hậu"})

    assert response.status_code == 302
    assert Image.objects.get().uploaded_by.groups.get().name == WEBMASTER


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"upload": ""}, REQUIRED),
        ({"alt": ""}, REQUIRED),
        ({"credit": ""}, REQUIRED),
        ({"upload": sent(b"<script>", "a.jpg")}, "không phải là ảnh"),
    ],
)
def test_a_bad_form_says_why_and_keeps_what_was_typed(webmaster, fields, sentence):
    form = {"upload": sent(picture_bytes()), "alt": "Trụ sở xã", "credit": "Ảnh: Quang Hậu", "caption": "Sáng 20/11"}
    response = webmaster.post(ADD, form | fields)

    assert response.status_code == 200
    errors = response.context["adminform"].errors
    assert sentence in str(errors)
    assert "Sáng 20/11" in response.content.decode()
    assert not Image.objects.exists()


def test_a_good_file_beside_a_mistake_is_said_to_be_chosen_again(webmaster):
    response = webmaster.post(ADD, {"upload": sent(picture_bytes(), "trụ sở.jpg"), "alt": "", "credit": "BBT"})

    (sentence,) = response.context["adminform"].form.errors["upload"]
    assert sentence.startswith("“trụ sở.jpg” chưa được tải lên vì ô khác bên dưới còn thiếu hoặc sai.")


def test_a_picture_that_is_already_in_the_library_is_reported(webmaster):
    form = {"alt": "Trụ sở", "credit": "Ảnh: Quang Hậu"}
    webmaster.post(ADD, form | {"upload": sent(picture_bytes())})
    response = webmaster.post(ADD, form | {"upload": sent(picture_bytes()), "alt": "Khác"}, follow=True)

    image = Image.objects.get()
    assert "đã có trong thư viện; mô tả đã lưu trước đó được giữ nguyên" in response.content.decode()
    assert f'<a href="/quan-tri/uploads/image/{image.pk}/change/">Mở ảnh ấy</a>' in response.content.decode()
    assert image.alt == "Trụ sở"


def test_a_picture_that_is_there_with_the_same_words_is_reported_too(webmaster):
    form = {"alt": "Trụ sở", "credit": "Ảnh: Quang Hậu"}
    for _ in range(2):
        response = webmaster.post(ADD, form | {"upload": sent(picture_bytes())}, follow=True)

    assert "đã có trong thư viện với đúng những chữ ấy nên không thêm ảnh thứ hai" in response.content.decode()
    assert Image.objects.count() == 1


@pytest.mark.parametrize("digest", ["", "0" * 64, "x", "\0", "ab" * 5000, "%"])
def test_the_library_has_no_picture_of_another_file(webmaster, digest):
    make_image()

    assert webmaster.get(LIBRARY, {"dau": digest}).json()["images"] == []


def test_the_library_is_asked_for_the_picture_of_a_file(webmaster):
    make_image()
    image = store_image(sent(picture_bytes()), alt="Trụ sở", credit="BBT")
    digest = hashlib.sha256(picture_bytes()).hexdigest()

    assert [found["id"] for found in webmaster.get(LIBRARY, {"dau": digest}).json()["images"]] == [image.pk]


def test_description_and_source_are_corrected_later(webmaster):
    image = make_image()

    webmaster.post(
        reverse("admin:uploads_image_change", args=[image.pk]), {"alt": "Mới", "credit": "Ảnh: Lan", "caption": ""}
    )

    image.refresh_from_db()
    assert (image.alt, image.credit) == ("Mới", "Ảnh: Lan")
    assert list(Image.objects.matching("anh lan")) == [image]


def test_the_list_shows_thumbnails_and_is_searched_without_marks(webmaster):
    wanted, other = make_image(alt="Lễ hội đền Bến Lam"), make_image(alt="Trụ sở")

    page = webmaster.get("/quan-tri/uploads/image/", {"q": "le hoi"}).content.decode()

    assert wanted.url_for("vuong") in page
    assert other.url_for("vuong") not in page


def test_the_list_costs_the_same_for_one_picture_and_for_ten(webmaster):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            webmaster.get("/quan-tri/uploads/image/")
        return len(asked)

    make_image(by=make_user(WRITER))
    cost()  # the first request of a session writes it down
    for_one = cost()
    for _ in range(9):
        make_image(by=make_user(WRITER))

    assert cost() == for_one


def test_it_is_shown_where_a_picture_is_used(webmaster):
    image = make_image()
    make_article(title="Bài có ảnh bìa", cover=image)
    make_article(title="Bài có ảnh trong chữ", body=f'<figure><img src="{image.url}"></figure>')
    make_article(title="Bài không ảnh")

    page = webmaster.get(reverse("admin:uploads_image_change", args=[image.pk])).content.decode()

    assert "Bài có ảnh bìa" in page
    assert "Bài có ảnh trong chữ" in page
    assert "Bài không ảnh" not in page


def test_a_picture_that_a_text_shows_is_not_deleted(webmaster):
    image = make_image()
    make_article(body=f'<p><img src="{image.url_for(640)}"></p>')

    webmaster.post(reverse("admin:uploads_image_delete", args=[image.pk]), {"post": "yes"})

    assert Image.objects.filter(pk=image.pk).exists()


def test_the_page_before_deleting_a_cover_names_the_article_that_shows_it(webmaster):
    article = make_article(cover=make_image(), title="Bến Lam nhận hồ sơ tại nhà")

    page = webmaster.get(f"/quan-tri/uploads/image/{article.cover_id}/delete/").content.decode()

    assert "vì những mục sau đang dùng" in page
    assert "Bến Lam nhận hồ sơ tại nhà" in page


def test_a_picture_that_nobody_uses_is_deleted_and_its_files_are_in_the_bin(
    webmaster, media_folder, django_capture_on_commit_callbacks
):
    image = make_image()

    with django_capture_on_commit_callbacks(execute=True):
        webmaster.post(
            "/quan-tri/uploads/image/", {"action": "delete_selected", "_selected_action": [image.pk], "post": "yes"}
        )

    assert not Image.objects.exists()
    assert {path.relative_to(media_folder).parts[0] for path in media_folder.rglob("*.webp")} == {".bin"}


# The field


class CoverForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ["cover"]
        widgets = {"cover": ImagePicker}


def test_the_field_lists_the_newest_fifty_and_the_present_one(django_assert_num_queries):
    oldest = make_image(alt="Ảnh xưa nhất")
    make_rows(60)

    with django_assert_num_queries(1):
        html = str(CoverForm(initial={"cover": oldest.pk})["cover"])

    assert html.count("<option") == 1 + 50 + 1
    assert f'value="{oldest.pk}" selected' in html
    assert oldest.url in html


def test_any_picture_may_be_chosen_also_one_that_is_not_listed():
    oldest = make_image()
    make_rows(60)

    form = CoverForm({"cover": str(oldest.pk)})

    assert form.is_valid()
    assert form.cleaned_data["cover"] == oldest


@pytest.mark.parametrize("value", ["abc", "-1", "999999", "1 or 1", "²"])
def test_a_picture_that_is_not_there_is_an_error_beside_the_field(value):
    form = CoverForm({"cover": value})

    assert not form.is_valid()
    assert "Không có ảnh" in str(form["cover"])


def test_an_empty_field_has_no_picture():
    form = CoverForm({"cover": ""})

    assert form.is_valid()
    assert "data-preview hidden" in str(form["cover"])


# In templates


def rendered(arguments, **context):
    return Template("{% load images %}{% image img " + arguments + " %}").render(Context(context))


def test_a_picture_in_a_page_names_its_sizes():
    image = store_image(sent(picture_bytes(1600, 900)), alt='Biển "Một cửa" & <quầy>', credit="BBT")

    html = rendered('sizes="(min-width: 68rem) 54rem, 100vw" css="flat"', img=image)

    assert f'src="{image.url}"' in html
    assert f'srcset="{image.srcset}"' in html
    assert 'sizes="(min-width: 68rem) 54rem, 100vw"' in html
    assert 'width="1280"' in html
    assert 'height="720"' in html
    assert 'alt="Biển &quot;Một cửa&quot; &amp; &lt;quầy&gt;"' in html
    assert 'class="flat"' in html
    assert 'loading="lazy"' in html


def test_the_first_picture_of_a_page_is_asked_for_at_once():
    html = rendered("priority=True", img=make_image())

    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_a_picture_for_decoration_has_an_empty_description():
    assert 'alt=""' in rendered('alt="" lazy=False', img=make_image())


def test_a_thumbnail_is_square():
    image = make_image()

    html = rendered("square=True", img=image)

    assert f'src="{image.url_for("vuong")}" width="480"' in html
    assert "srcset" not in html


def test_no_picture_is_no_tag():
    assert rendered("", img=None) == ""
