"""What is typed is seen as readers would see it, by the one who types it, before anything is saved."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Attachment, Author, Tag
from newsroom.models import StoredDocument, WorkingCopy
from richtext.size import MAX_BYTES
from tests.factories import (
    EDITOR,
    MODERATOR,
    WRITER,
    make_article,
    make_category,
    make_event,
    make_glossary,
    make_image,
    make_site,
    make_user,
)
from tests.newsroom.forms_in_admin import make_draft

pytestmark = pytest.mark.django_db


def typed_by(user, article=None, **fields):
    values = {name: value if isinstance(value, list) else [str(value)] for name, value in fields.items()}
    return WorkingCopy.objects.create(user=user, article=article, page=uuid4(), number=1, fields=values)


def address_of(copy):
    return reverse("preview:copy", args=[copy.key])


def page(client, copy):
    return client.get(address_of(copy)).content.decode()


def attach(article, title):
    attachment = Attachment(article=article, title=title)
    attachment.file.save("phu-luc.pdf", ContentFile(f"%PDF-1.4 {title}".encode()), save=False)
    attachment.save()
    return attachment


def main_of(html):
    return html.partition("<main")[2].partition("</main>")[0]


def test_what_is_typed_stands_where_readers_will_read_it(sit_down, nhung):
    make_glossary()
    image, category, event, tag = (
        make_image(),
        make_category("Chuyển đổi số"),
        make_event("Ngày hội"),
        Tag.objects.create(name="một cửa"),
    )
    Author.objects.create(name="Quang Hậu", bio="Phóng viên ở Bến Lam.")
    article = make_draft(nhung, title="Tiêu đề cũ", body="<p>Đoạn cũ.</p>")
    copy = typed_by(
        nhung,
        article,
        title="Bến Lam  nhận hồ sơ tại nhà",
        summary="Cán bộ xã đến tận nhà.",
        body="<p>Bà Hạnh cười, theo 42/2022/NĐ-CP của UBND.</p>",
        cover=image.pk,
        cover_caption="Bà Hạnh bên hiên nhà",
        byline="Quang Hậu – Lê Na",
        source="Theo BBT",
        category=category.pk,
        event=event.pk,
        tags=[str(tag.pk), "+tại nhà"],
        published_at="21/11/2026 08:30",
    )

    html = main_of(page(sit_down(nhung), copy))

    for words in [
        "Bến Lam nhận hồ sơ tại nhà", "Cán bộ xã đến tận nhà.", "Bà Hạnh cười", 'class="doc"', "<abbr",
        image.url_for(640),
        "Bà Hạnh bên hiên nhà", "Phóng viên ở Bến Lam.", "Lê Na", "Theo BBT", "Chuyển đổi số", "Ngày hội", "một cửa",
        "tại nhà", "08:30",
    ]:  # fmt: skip
        assert words in html, words
    assert "cũ" not in html


def test_what_the_copy_does_not_hold_is_as_it_is_saved(sit_down, nhung):
    article = make_draft(nhung, title="Bến Lam", summary="Tóm tắt đã lưu.", byline="Thùy Nhung")

    html = main_of(page(sit_down(nhung), typed_by(nhung, article, body="<p>Đoạn mới.</p>")))

    assert all(words in html for words in ["Bến Lam", "Tóm tắt đã lưu.", "Thùy Nhung", "Đoạn mới."])


def test_saved_documents_follow_what_is_typed_in_their_rows(sit_down, nhung):
    article = make_draft(nhung)
    first, second, third = (attach(article, title) for title in ("Một", "Hai", "Ba"))
    rows = {}
    for number, (file, title, position, *removed) in enumerate(
        [(first, "Phụ lục", 2), (second, "Quyết định", 1), (third, "Bỏ", 0, "on")]
    ):
        names = {"id": file.pk, "title": title, "position": position, **({"DELETE": "on"} if removed else {})}
        rows |= {f"attachments-{number}-{name}": value for name, value in names.items()}
    copy = typed_by(nhung, article, **{"attachments-TOTAL_FORMS": 4, **rows, "attachments-3-title": "Chưa có tệp"})

    html = main_of(page(sit_down(nhung), copy))

    assert html.index("Quyết định") < html.index("Phụ lục")
    assert second.file.url in html
    assert third.file.url not in html


def test_a_document_that_was_just_uploaded_is_there_for_its_own_writer_alone(sit_down, nhung, hoa):
    own, others = (
        StoredDocument.objects.create(user=user, file="tep/2026/11/phu-luc.pdf", name="phu-luc.pdf", size=9)
        for user in (nhung, hoa)
    )
    rows = {}
    for number, handle in enumerate([own.handle, others.handle, "1:forged", str(own.pk)]):
        rows |= {f"attachments-{number}-title": f"Tệp số {number}", f"attachments-{number}-file-document": handle}

    html = main_of(page(sit_down(nhung), typed_by(nhung, **{"attachments-TOTAL_FORMS": 4, **rows})))

    assert own.file.url in html
    assert "Tệp số 0" in html
    assert not any(f"Tệp số {number}" in html for number in (1, 2, 3))


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script><p onclick='x()'>Chữ</p>",
        "<p>Chữ<img src=x onerror=alert(1)></p>",
        "<p><a href='javascript:alert(1)'>Chữ</a></p>",
        "<style>*{display:none}</style><iframe src=/></iframe><p>Chữ</p>",
    ],
)
def test_what_is_unsafe_is_cleaned_as_for_readers(sit_down, nhung, body):
    html = main_of(page(sit_down(nhung), typed_by(nhung, body=body, title="<b>Đậm</b>", summary="<script>")))
    prose = html.partition('<div class="prose"')[2].partition("</div>")[0]

    assert "Chữ" in prose
    assert not any(sign in prose for sign in ("<script", "onclick", "onerror", "javascript:", "<style", "<iframe"))
    assert "&lt;b&gt;Đậm&lt;/b&gt;" in html


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": "", "category": "", "published_at": "", "body": ""},
        {"category": "x", "event": "-1", "cover": "999999999999999999", "tags": ["x", "", "+", "+!!!", "1e3"]},
        {"published_at": "31/02/2026 08:30"},
        {"published_at": "01/01/0001 00:00"},
        {"attachments-TOTAL_FORMS": "x"},
        {"attachments-TOTAL_FORMS": "999999999", "attachments-0-position": "-3"},
        {"byline": "–" * 300, "title": "ă" * 3000, "summary": "x" * 5000},
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_what_is_half_typed_has_a_page(sit_down, nhung, fields, is_new):
    article = None if is_new else make_draft(nhung, revised_at=timezone.now())

    assert sit_down(nhung).get(address_of(typed_by(nhung, article, **fields))).status_code == HTTPStatus.OK


def test_a_text_that_is_too_long_to_be_saved_is_said_and_not_shown(sit_down, nhung):
    html = page(sit_down(nhung), typed_by(nhung, body=f"<p>{'a' * MAX_BYTES}</p>"))

    assert "tối đa 500 kB" in html
    assert len(html) < MAX_BYTES


def test_related_articles_follow_the_tags_that_are_typed(sit_down, nhung):
    tag, other = Tag.objects.create(name="một cửa"), Tag.objects.create(name="đất đai")
    make_article(title="Bài về một cửa", tags=[tag], category=make_category("Khác"))
    make_article(title="Bài về đất đai", tags=[other], category=make_category("Khác nữa"))
    article = make_draft(nhung, tags=[other], category=make_category("Riêng"))

    html = main_of(page(sit_down(nhung), typed_by(nhung, article, tags=[str(tag.pk)])))
    related = html.partition("Bài liên quan")[2].partition("</section>")[0]

    assert "Bài về một cửa" in related
    assert "Bài về đất đai" not in related


def test_nothing_is_counted_answered_or_said_to_machines(sit_down, nhung):
    make_site(show_view_counts=True)
    html = page(sit_down(nhung), typed_by(nhung, make_draft(nhung), title="Bến Lam"))

    for sign in [
        "data-beacon", "data-view-count", "/binh-luan/", "data-rating", "data-share", "og:title", "DC.title",
        "ld+json",
        'rel="canonical"',
    ]:  # fmt: skip
        assert sign not in html, sign
    assert '<meta name="robots" content="noindex, nofollow">' in html


def test_the_page_may_stand_in_a_frame_of_ours_and_keeps_readers_policy(sit_down, nhung):
    answer = sit_down(nhung).get(address_of(typed_by(nhung, title="Bến Lam")))

    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "'unsafe-eval'" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"].startswith("noindex")


def test_other_pages_stand_in_no_frame(client, nhung):
    answer = client.get(make_article().get_absolute_url())

    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_nobody_sees_what_another_has_typed(client, nhung, hoa):
    copy = typed_by(nhung, make_draft(nhung), title="Chuyện riêng của Nhung")

    assert client.get(address_of(copy)).status_code == HTTPStatus.FOUND  # to sign in
    for user in (hoa, make_user(WRITER)):
        client.force_login(user)
        answer = client.get(address_of(copy))
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "riêng" not in answer.content.decode()
    client.force_login(make_user(MODERATOR))
    assert client.get(address_of(copy)).status_code == HTTPStatus.FORBIDDEN


def test_an_article_that_one_may_not_know_any_more_shows_only_what_one_has_typed(sit_down, nhung):
    lan = make_user(WRITER)
    article = make_draft(nhung, title="Phương án", summary="Chưa công bố.")
    copy = typed_by(lan, article, body="<p>Lời của Lan.</p>")

    html = page(sit_down(lan), copy)

    assert "Lời của Lan." in html
    assert "công bố" not in html


@pytest.mark.parametrize(("role", "status"), [(EDITOR, HTTPStatus.OK), (WRITER, HTTPStatus.FORBIDDEN)])
def test_before_anything_is_typed_the_saved_article_is_shown_to_whoever_may_know_it(sit_down, nhung, role, status):
    article = make_draft(nhung, body="<p>Đã lưu.</p>")

    answer = sit_down(make_user(role)).get(reverse("preview:copy", args=[uuid4()]), {"bai": article.pk})

    assert answer.status_code == status
    assert ("Đã lưu." in answer.content.decode()) == (status == HTTPStatus.OK)


@pytest.mark.parametrize("query", ["", "?bai=", "?bai=x", "?bai=99999999", "?bai=" + "9" * 30])
def test_where_nothing_is_typed_or_saved_one_sentence_says_what_to_do(sit_down, nhung, query):
    answer = sit_down(nhung).get(reverse("preview:copy", args=[uuid4()]) + query)

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Xin gõ vài chữ vào bài" in answer.content.decode()


def test_a_copy_that_was_saved_shows_its_article_and_one_that_was_discarded_says_so(sit_down, nhung):
    article = make_draft(nhung, title="Đã lưu")
    saved = typed_by(nhung, article)
    WorkingCopy.objects.filter(pk=saved.pk).update(ended_at=timezone.now(), ending="saved")
    gone = typed_by(nhung, title="Đã bỏ")
    WorkingCopy.objects.filter(pk=gone.pk).update(ended_at=timezone.now() - timedelta(days=1), ending="discarded")
    client = sit_down(nhung)

    assert "Đã lưu" in page(client, saved)
    answer = client.get(address_of(gone))
    assert answer.status_code == HTTPStatus.GONE
    assert "Bản nháp của tôi" in answer.content.decode()


def test_a_preview_costs_few_queries_whatever_is_saved(sit_down, nhung, django_assert_num_queries):
    tags = [Tag.objects.create(name=f"thẻ {number}") for number in range(20)]
    article = make_draft(nhung, tags=tags, cover=make_image(), event=make_event())
    for number in range(20):
        attach(article, f"Tệp {number}")
    copy = typed_by(nhung, article, title="Bến Lam", tags=[str(tag.pk) for tag in tags], byline="Quang Hậu")
    client = sit_down(nhung)
    page(client, copy)

    # Session, user, rights (two), the copy, whether it is known, the article, tags, authors, related, the site, the
    # three boxes of the side.
    with django_assert_num_queries(14):
        page(client, copy)
    with django_assert_num_queries(11):
        client.get(address_of(copy), {"phan": "1"})


def test_after_a_pause_only_what_changes_is_asked_for(sit_down, nhung):
    client, copy = sit_down(nhung), typed_by(nhung, make_draft(nhung), body="<p>Bà Hạnh cười.</p>")

    part = client.get(address_of(copy), {"phan": "1"}).content.decode()

    own, whole = (main_of(html).partition("<aside")[0] for html in (part, page(client, copy)))
    assert own.split() == whole.split()
    assert "<header>" not in part
    assert "footer" not in part


def test_a_look_without_the_text_is_answered_too(sit_down, nhung):
    answer = sit_down(nhung).head(address_of(typed_by(nhung, title="Bến Lam")))

    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")
