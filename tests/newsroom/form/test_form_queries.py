"""What opening the form of an article costs: the same number of queries whatever hangs on it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Attachment, Tag, Transition
from layout.models import SiteSettings
from newsroom.models import Presence, WorkingCopy
from revisions.saving import keep, saved_by
from tests.factories import EDITOR, make_category, make_event, make_image, make_user
from tests.newsroom.forms_in_admin import make_draft, page_of

pytestmark = pytest.mark.django_db

BAR = 15


def hang_on(article, user, number):
    """`number` of each kind of row that an article has, and of copies that name rows it has not."""
    tags = [Tag.objects.create(name=f"Thẻ {each}", slug=uuid.uuid4().hex) for each in range(number)]
    article.tags.set(tags[: number - 1])
    for each in range(number):
        Attachment.objects.bulk_create([Attachment(article=article, title=f"Tệp {each}", file="tep/a.pdf", size=1)])
        Transition.objects.create(article=article, by=user, from_status="draft", to_status="review")
        fields = {
            "title": [f"Bản {each}"],
            "body": ["<p>Chiều nay họp.</p>"],
            "tags": [str(tags[-1].pk), "999999", "+mới"],
            "category": [str(make_category(name=f"Mục {uuid.uuid4().hex[:6]}").pk)],
            "event": [str(make_event(name=f"Sự kiện {each}").pk)],
            "cover": [str(make_image().pk)],
        }
        WorkingCopy.objects.create(user=user, article=article, page=uuid.uuid4(), number=1, fields=fields)
        colleague = make_user(EDITOR, username=uuid.uuid4().hex[:20])
        until = timezone.now() + timedelta(minutes=1)
        Presence.objects.create(article=article, user=colleague, page=uuid.uuid4(), alive_until=until, can_write=True)
        with saved_by(user):
            keep(article)
            article.title = f"Lần {each}"
            article.save()


def queries_of_form(client, article):
    client.get(page_of(article))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page_of(article)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", ["nhung", "hoa", "superuser"])
def test_a_form_asks_as_much_whatever_hangs_on_its_article(sit_down, request, nhung, role):
    if role == "superuser":
        user = make_user(EDITOR, username="quan-tri", is_superuser=True)
    else:
        user = request.getfixturevalue(role)
    SiteSettings.objects.get_or_create()
    article = make_draft(nhung, event=make_event(), cover=make_image())
    client = sit_down(user)
    hang_on(article, user, 2)
    some = queries_of_form(client, article)

    hang_on(article, user, 8)

    assert queries_of_form(client, article) == some <= BAR


def test_a_menu_does_not_ask_whether_there_is_a_row_of_which_there_is_one(sit_down):
    client = sit_down(make_user(EDITOR, username="quan-tri", is_superuser=True))
    client.get("/quan-tri/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/quan-tri/")

    assert not [each["sql"] for each in asked if 'layout_site" LIMIT 1' in each["sql"]]


def test_an_offer_says_in_words_what_differs(sit_down, hoa):
    """By the keys of the rows that were chosen; tags by their names."""
    article = make_draft(hoa, title="Lúa chín", event=make_event())
    kept, other = (Tag.objects.create(name=name, slug=uuid.uuid4().hex) for name in ("một cửa", "nông nghiệp"))
    article.tags.add(kept)
    fields = {
        "title": ["Lúa đã chín"],
        "body": [article.body],
        "category": [str(make_category(name="Đời sống").pk)],
        "event": [""],
        "cover": [str(make_image().pk)],
        "tags": [str(kept.pk), str(other.pk), "999999", "+mới"],
        "comments_open": ["on"],
    }
    WorkingCopy.objects.create(user=hoa, article=article, page=uuid.uuid4(), number=1, fields=fields)

    offer = sit_down(hoa).get(page_of(article)).context["working_copy"].offers[0]

    for part in ("sửa tiêu đề", "đổi chuyên mục", "thẻ “nông nghiệp”", "“mới”", "thêm ảnh đại diện", "sự kiện"):
        assert part in offer.summary
    assert "một cửa" not in offer.summary
    assert "nội dung" not in offer.summary
