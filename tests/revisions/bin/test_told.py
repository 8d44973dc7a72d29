"""What somebody reads who may not bin a row or bring it back, and of rows that were saved before it came back."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html as lxml_html

from accounts.roles import ROLES
from articles.models import Attachment, Page, Tag
from revisions.bin.access import who_bins
from revisions.bin.registry import all_binned, permission
from revisions.saving import keep, saved_by
from tests.factories import EDITOR, make_article, make_event, make_image, make_user
from tests.newsroom.forms_in_admin import make_draft
from tests.revisions.saves import address, words
from tests.uploads.factories import pdf_bytes

from .bins import LIST, bin_as, entry_address, return_as

pytestmark = pytest.mark.django_db


def text_of(answer):
    return " ".join(lxml_html.fromstring(answer.content.decode()).text_content().split())


def save_anew(user, article):
    with saved_by(user):
        keep(article)
        article.summary = "Thêm một câu."
        article.save()


def make_page():
    return Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body="<p>Về cổng.</p>")


@pytest.mark.parametrize(("make", "kind"), [(make_image, "ảnh"), (make_page, "trang tĩnh")])
def test_the_form_says_who_may_bin_it_to_an_editor_who_may_not(client, make, kind):
    row = make()
    client.force_login(make_user(EDITOR))

    page = text_of(client.get(address(row, "change")))

    assert f"Chỉ người có vai trò “Quản trị web” đưa {kind} này vào thùng rác được." in page


@pytest.mark.parametrize("make", [make_image, make_page, make_event])
def test_whoever_may_bin_it_has_the_button_and_no_such_sentence(client, boss, make):
    assert "vào thùng rác được" not in text_of(client.get(address(make(), "change")))


def test_the_form_of_an_article_says_why_its_reporter_may_not_bin_it(client, nhung):
    article = make_draft(nhung)
    article.status = article.Status.WITHDRAWN
    article.save()
    client.force_login(nhung)

    assert "chỉ biên tập viên đưa vào thùng rác hay khôi phục được" in text_of(client.get(address(article, "change")))


def test_for_each_kind_somebody_is_named_who_may():
    for binned in all_binned():
        named = [role for role in ROLES if f"“{role}”" in who_bins(binned.model)]
        assert named == [role for role, names in ROLES.items() if permission("delete", binned.model) in names]


@pytest.mark.parametrize("make", [make_image, make_page])
def test_a_row_of_the_bin_without_a_button_says_who_brings_it_back(client, boss, make):
    entry = bin_as(boss, make())
    client.force_login(make_user(EDITOR))

    for page in (client.get(LIST), client.get(entry_address(entry))):
        assert "Chỉ người có vai trò “Quản trị web” khôi phục được." in words(page)
        assert "Khôi phục</button>" not in page.content.decode()


def test_one_with_a_button_says_nothing_of_that(client, boss):
    bin_as(boss, make_event())

    assert "Chỉ " not in words(client.get(LIST))


def test_a_tag_comes_back_to_what_was_saved_meanwhile_and_says_so(hoa):
    tag = Tag.objects.create(name="Sáp nhập", slug="sap-nhap")
    saved, untouched = make_article(title="Bến Lam"), make_article(title="Chợ Đầm")
    for article in (saved, untouched):
        article.tags.add(tag)
    entry = bin_as(hoa, tag)
    save_anew(hoa, saved)

    sentences = return_as(hoa, entry).sentences

    assert set(tag.articles.all()) == {saved, untouched}
    assert sentences == (
        "1 bài viết đã được lưu khi thẻ này ở trong thùng rác, nay lại gắn với thẻ này: “Bến Lam”. Nếu không cần, xin "
        "mở bài viết ấy và bỏ thẻ này.",
    )


def test_so_does_an_event(hoa):
    event = make_event(name="Ngày hội")
    article = make_article(title="Bến Lam", event=event)
    entry = bin_as(hoa, event)
    article.refresh_from_db()
    save_anew(hoa, article)

    [sentence] = return_as(hoa, entry).sentences

    assert "nay lại gắn với sự kiện này: “Bến Lam”" in sentence


def test_an_article_that_one_may_not_know_is_counted_and_not_named(nhung, boss):
    tag = Tag.objects.create(name="Sáp nhập", slug="sap-nhap")
    draft = make_draft(nhung, title="Phương án nhân sự", tags=[tag])
    entry = bin_as(boss, tag)
    save_anew(nhung, draft)

    [sentence] = return_as(make_user("Phóng viên", username="khac"), entry).sentences

    assert sentence.startswith("1 bài viết đã được lưu")
    assert "Phương án" not in sentence


def test_of_what_nobody_saved_meanwhile_nothing_is_said(hoa):
    tag = Tag.objects.create(name="Sáp nhập", slug="sap-nhap")
    make_article().tags.add(tag)

    assert return_as(hoa, bin_as(hoa, tag)).sentences == ()


def attach(article, number):
    file = ContentFile(pdf_bytes(f"% {number}\n".encode()), "ke-hoach.pdf")
    return Attachment.objects.create(article=article, title="Kế hoạch", file=file)


def test_a_document_is_listed_with_its_article(client, boss, media_folder, django_assert_num_queries):
    first, second = make_article(title="Bến Lam"), make_article(title="Chợ Đầm")
    entry = bin_as(boss, attach(first, 1))
    bin_as(boss, make_article(title="Đèo Gió"))
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        page = client.get(LIST)
    for number in range(2, 6):
        bin_as(boss, attach(second, number))
    bin_as(boss, second)

    with django_assert_num_queries(len(one)):
        several = client.get(LIST)

    assert "Của bài “Bến Lam”." in words(page)
    assert "Của bài “Bến Lam”." in words(client.get(entry_address(entry)))
    assert words(several).count("Của bài “Chợ Đầm” (trong thùng rác).") == 4


def test_it_stays_listed_when_its_article_is_no_more(client, boss, media_folder):
    article = make_article(title="Bến Lam")
    bin_as(boss, attach(article, 1))
    article.delete()

    assert "Của một bài nay không còn." in words(client.get(LIST))
