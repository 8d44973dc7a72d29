"""What is saved is not called unsaved, whatever page it was typed on."""

from http import HTTPStatus

import pytest

from newsroom.models import WorkingCopy
from tests.forms import fields_of
from tests.newsroom.copies.test_working_copies import MINE, refusal, send, sending
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of

pytestmark = pytest.mark.django_db


def copy_of(client, article, **changes):
    """What the page of `article` sends, all of it, with `changes`."""
    form = fields_of(client.get(page_of(article)), "article_form")
    names = {name: value if isinstance(value, list) else [str(value)] for name, value in (form | changes).items()}
    return sending(article, fields=names)


def shown_as_unsaved(client, article):
    """How many copies the form, the list of copies, and the first page of the desk speak of."""
    waiting = {each.title: each.figure for each in client.get("/quan-tri/").context["waiting"]}
    form = client.get(page_of(article)).context["working_copy"]
    return len(form.offers), len(client.get(MINE).context["offers"]), waiting.get("Chữ chưa lưu", 0)


def test_text_that_is_saved_is_not_called_unsaved_by_whatever_page_it_was_typed(sit_down, nhung, hoa):
    article, client = make_draft(nhung, summary="Sapo cũ."), sit_down(nhung)
    same, other = copy_of(client, article, summary="Sapo mới."), copy_of(client, article, summary="Sapo khác.")
    send(client, same)
    send(client, other)
    assert shown_as_unsaved(client, article) == (2, 2, 2)

    form = fields_of(client.get(page_of(article)), "article_form")
    client.post(page_of(article), form | {"summary": "Sapo mới."})

    assert shown_as_unsaved(client, article) == (1, 1, 1)
    assert [str(copy.key) for copy in WorkingCopy.objects.open()] == [other["key"]]
    assert refusal(send(client, same | {"number": 2})) == (HTTPStatus.GONE, "saved")


def test_text_that_comes_to_be_what_is_saved_is_not_offered(sit_down, nhung):
    article, client = make_draft(nhung, summary="Sapo cũ."), sit_down(nhung)
    assert send(client, copy_of(client, article)).status_code == HTTPStatus.OK  # late, after its save
    assert not WorkingCopy.objects.exists()

    typed = copy_of(client, article, summary="Sapo m")
    send(client, typed)
    assert shown_as_unsaved(client, article) == (1, 1, 1)
    send(client, copy_of(client, article) | {"key": typed["key"], "page": typed["page"], "number": 2})

    assert shown_as_unsaved(client, article) == (0, 0, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "<p>Thêm.</p>"},
        {"tags": ["+tại nhà"]},
        {"is_featured": "on"},
        {"note": "Xin duyệt sớm."},
        {"published_at": "21/11/2026 08:30"},
        {"attachments-0-title": "Biểu mẫu", "attachments-0-position": "0", "attachments-TOTAL_FORMS": "1"},
    ],
)
def test_one_thing_that_is_not_saved_makes_it_unsaved(sit_down, nhung, changes):
    article, client = make_draft(nhung), sit_down(nhung)
    send(client, copy_of(client, article, **changes))

    assert shown_as_unsaved(client, article) == (1, 1, 1)


@pytest.mark.parametrize("has_article", [True, False])
def test_a_copy_of_what_was_never_saved_is_read_and_not_compared(sit_down, nhung, has_article):
    article, client = make_draft(nhung), sit_down(nhung)
    sent = sending(article if has_article else None)
    send(client, sent)
    form = page_of(article) if has_article else ADD

    for address in (form, f"{form}?ban_nhap={sent['key']}", MINE):
        page = client.get(address).content.decode()
        assert ("Xem khác gì bản đã lưu" in page, "Đọc bản nháp" in page) == (has_article, not has_article)
