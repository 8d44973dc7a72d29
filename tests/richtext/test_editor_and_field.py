"""The field that keeps clean HTML, and the editor that is allowed no more than it keeps."""

import json
from html import unescape

import pytest
from ckeditor.widgets import CKEditorWidget
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection, models

from articles.models import Page
from richtext import policy
from richtext.fields import RichTextField
from richtext.widgets import RichTextWidget, editor_config

HOSTILE = "<p onclick=x>Chữ<script>x</script></p><p>&nbsp;</p>"


@pytest.mark.django_db
@pytest.mark.parametrize("save", ["create", "update_fields", "bulk_create"])
def test_the_database_only_holds_clean_html(save):
    page = Page.objects.create(title="Giới thiệu", body=HOSTILE if save == "create" else "")
    if save == "update_fields":
        page.body = HOSTILE
        page.save(update_fields=["body"])
    elif save == "bulk_create":
        page = Page.objects.bulk_create([Page(title="Khác", slug="khac", body=HOSTILE)])[0]

    assert page.body == "<p>Chữ</p>"
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM articles_page WHERE id = %s", [page.pk])
        assert cursor.fetchone() == ("<p>Chữ</p>",)


def test_migrations_know_a_plain_text_field():
    assert RichTextField("nội dung").deconstruct()[1] == "django.db.models.TextField"


def form_field(**options):
    return RichTextField("nội dung", **options).formfield()


def test_the_admin_theme_does_not_take_the_editor_away():
    field = admin.site.get_model_admin(Page).formfield_for_dbfield(Page._meta.get_field("body"), request=None)

    assert isinstance(field.widget, RichTextWidget)


def test_an_editor_with_an_empty_paragraph_is_an_empty_field():
    with pytest.raises(ValidationError) as refused:
        form_field().clean("<p>&nbsp;</p>\n<p><br></p>")

    assert refused.value.code == "required"


def test_null_bytes_and_letters_in_pieces_are_cleaned_not_refused():
    assert form_field().clean("<p>Ca\u0309i\0 cách</p>") == "<p>Cải cách</p>"


def test_another_notation_of_the_same_text_is_no_change():
    field = form_field()

    assert not field.has_changed("<p>a &amp; b</p>\n<p>c</p>", "<p>a &amp;&nbsp;b</p>\r\n\r\n<p>c</p>\n<p></p>")
    assert field.has_changed("<p>a</p>", "<p>b</p>")


# The editor


def config_in(html):
    return json.loads(unescape(html.partition('data-config="')[2].partition('"')[0]))


def test_old_text_is_clean_before_the_editor_gets_it():
    html = RichTextWidget().render("body", "<img src=x onerror=ran()><p>Chữ</p>", {"id": "id_body"})

    assert "onerror" not in html
    assert "&lt;p&gt;Chữ&lt;/p&gt;" in html


def test_text_that_ends_the_textarea_does_not():
    html = RichTextWidget().render("body", "</textarea><script>ran()</script><p>a</p>", {"id": "id_body"})

    assert html.count("</textarea>") == 1
    assert "<script>" not in html


def test_the_editor_may_what_the_sanitiser_may():
    allowed = config_in(RichTextWidget().render("body", "", {"id": "id_body"}))["allowedContent"]

    assert set(allowed) == policy.TAGS | {"*"}
    assert allowed["img"] == {"attributes": "!src,alt,height,loading,title,width"}
    assert allowed["figure"] == {"classes": "image,video"}
    assert not any("styles" in rule for rule in allowed.values() if rule is not True)


def test_no_plugin_calls_another_host_or_passes_our_upload():
    config = editor_config()

    for plugin in ("exportpdf", "scayt", "wsc", "iframe", "flash", "forms", "preview", "filebrowser", "uploadimage"):
        assert plugin in config["removePlugins"].split(",")
    assert "divarea" in config["extraPlugins"].split(",")
    assert config["versionCheck"] is False
    assert not any(key.startswith(("filebrowser", "uploadUrl", "imageUploadUrl", "fullPage")) for key in config)


def test_the_editor_knows_our_addresses():
    config = config_in(RichTextWidget().render("body", "", {"id": "id_body"}))

    assert config["portalLibraryUrl"] == "/quan-tri/tai-len/thu-vien/"
    assert config["portalUploadUrl"] == "/quan-tri/tai-len/anh/"
    assert config["portalUnicodeUrl"] == "/quan-tri/soan-thao/unicode/"
    assert config["portalMediaUrl"] == "/media/"
    assert config["language"] == "vi"


def test_without_script_the_editor_is_a_text_field():
    html = RichTextWidget().render("body", "<p>a</p>", {"id": "id_body"})

    assert '<textarea name="body"' in html
    assert "style=" not in html


@pytest.mark.django_db
def test_the_widget_is_all_that_is_used_of_django_ckeditor(client):
    assert issubclass(RichTextWidget, CKEditorWidget)
    assert isinstance(RichTextField(), models.TextField)
    assert client.get("/ckeditor/upload/").status_code == 404
    assert client.get("/ckeditor/browse/").status_code == 404
