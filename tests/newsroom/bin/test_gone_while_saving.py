"""Somebody puts what an article names into the bin while its form is being saved: the form says which row is gone."""

from http import HTTPStatus

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Event, Tag
from tests.factories import make_category, make_event, make_image
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, page_of
from tests.revisions.bin.bins import bin_as
from tests.uploads.factories import pdf_bytes

from .test_typing_into_the_bin import JSON, elsewhere, opened

pytestmark = pytest.mark.django_db(transaction=True)
MAKE = {
    "category": lambda: make_category("Cải cách hành chính"),
    "event": lambda: make_event(name="Cải cách hành chính"),
    "cover": lambda: make_image(alt="Cải cách hành chính"),
    "tags": lambda: Tag.objects.create(name="Cải cách hành chính"),
}


@pytest.fixture
def gone_meanwhile(monkeypatch, hoa):
    """Put a row into the bin after the form was found right and before the article is stored."""

    def arrange(row, of=Article):
        model_admin = type(admin.site.get_model_admin(of))
        whole = model_admin.save_model

        def store_late(self, *given):
            monkeypatch.setattr(model_admin, "save_model", whole)
            elsewhere(bin_as, hoa, row)
            whole(self, *given)

        monkeypatch.setattr(model_admin, "save_model", store_late)

    return arrange


@pytest.mark.parametrize("headers", [{}, JSON])
@pytest.mark.parametrize("field", MAKE)
def test_the_form_names_it_and_nothing_is_saved(sit_down, nhung, gone_meanwhile, field, headers):
    draft, client, row = make_draft(nhung, title="Bến Lam"), sit_down(nhung), MAKE[field]()
    form = opened(client, draft) | {"title": "Bến Lam Hạ", field: str(row.pk)}
    gone_meanwhile(row)

    answer = client.post(page_of(draft), form, headers=headers)

    said = answer.content.decode() if not headers else str(answer.json())
    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Cải cách hành chính" in said
    assert "đưa vào thùng rác lúc" in said
    assert "thành công" not in said
    assert Article.objects.get().title == "Bến Lam"


def test_a_document_that_is_sent_with_it_is_there_still(sit_down, nhung, gone_meanwhile):
    draft, client, event = make_draft(nhung), sit_down(nhung), MAKE["event"]()
    document = SimpleUploadedFile("ke-hoach.pdf", pdf_bytes())
    row = {"attachments-0-title": "Kế hoạch", "attachments-0-file": document, "attachments-0-position": "0"}
    form = opened(client, draft) | {"event": str(event.pk), "attachments-TOTAL_FORMS": "1", **row}
    gone_meanwhile(event)

    answer = client.post(page_of(draft), form)
    anew = fields_of(answer, "article_form") | {"event": ""}
    client.post(page_of(draft), anew)

    document.seek(0)
    with draft.attachments.get().file.open() as stored:
        assert stored.read() == document.read()


def test_every_other_form_names_it_too(sit_down, hoa, gone_meanwhile):
    event, client, image = make_event(), sit_down(hoa), MAKE["cover"]()
    page = reverse("admin:articles_event_change", args=[event.pk])
    form = fields_of(client.get(page), "event_form") | {"name": "Tên mới", "picture": str(image.pk)}
    gone_meanwhile(image, of=Event)

    answer = client.post(page, form)

    said = answer.content.decode()
    assert answer.status_code == HTTPStatus.OK
    assert "Cải cách hành chính" in said
    assert 'value="Tên mới"' in said
    assert "thành công" not in said
    assert Event.objects.get().name != "Tên mới"
