"""One address for another, everywhere: each row as its form would save it, by whoever may."""

from html import escape
from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Page
from layout.models import Link
from links.keeping import keep_links
from links.models import Address, Place
from links.registry import source_of
from links.replacing import candidates, check_new, replace, replace_in, replaced_in_html, replaced_in_text, seen_of
from revisions.models import SavedRow
from tests.comments.factories import make_comment
from tests.factories import EDITOR, WEBMASTER, WRITER, make_article, make_user
from tests.recordings.factories import make_recording
from tests.two_at_once import while_it_waits

pytestmark = pytest.mark.django_db
OLD, NEW = "https://cu.vn/tin?a=1&b=2", "https://moi.vn/tin"
BODY = f'<p>Xem <a href="{OLD.replace("&", "&amp;")}">tin</a>.</p>'


def row_of(address=OLD):
    keep_links()
    return Address.objects.get(address=address)


def send(client, user, row, *keys, new=NEW, **seen):
    """What the page sends after its preview, with all rows that can be changed unless `keys` names them."""
    client.force_login(user)
    found, _ = candidates(user, row)
    sent = {f"seen-{each.key}": each.seen for each in found} | {f"seen-{key}": value for key, value in seen.items()}
    chosen = keys or [each.key for each in found if not each.refusal]
    return client.post(
        reverse("links:link", args=[row.pk]), {"viec": "thay", "moi": new, "muc": list(chosen), **sent}, follow=True
    )


def test_before_it_the_page_says_what_becomes_of_which_words(client):
    two = f'{BODY}<p>Và <a href="{OLD.replace("&", "&amp;")}#muc-2">phụ lục</a>.</p>'
    make_article(title="Bến Lam", body=two)
    client.force_login(make_user(EDITOR))

    page = client.get(reverse("links:link", args=[row_of().pk]), {"moi": NEW}).content.decode()

    assert f"<del>{escape(OLD)}</del>" in page
    assert f"<ins>{NEW}</ins>" in page
    assert "Nội dung: “tin”, “phụ lục”, 2 lần." in page


def test_an_address_is_replaced_in_every_row_with_a_revision_each(client):
    editor = make_user(EDITOR)
    article, page = make_article(body=BODY, source_url=OLD), Page.objects.create(title="Giới thiệu", body=BODY)
    stored = article.body

    answer = send(client, editor, row_of())

    article.refresh_from_db()
    page.refresh_from_db()
    assert "Đã thay liên kết ở 2 mục." in answer.content.decode()
    assert article.body == page.body == stored.replace(OLD.replace("&", "&amp;"), NEW)
    assert article.source_url == NEW
    assert (article.edition, article.saved_by, article.revised_at) == (1, editor, None)
    assert {SavedRow.objects.of(row).count() > 0 for row in (article, page)} == {True}
    assert LogEntry.objects.filter(change_message__contains=NEW).count() == 2
    keep_links()
    assert not Place.objects.filter(address__address=OLD).exists()


def test_a_writer_changes_what_is_theirs_and_not_published(client):
    writer = make_user(WRITER)
    mine = make_article(body=BODY, created_by=writer, status="draft")
    published, others = make_article(body=BODY, created_by=writer), make_article(body=BODY)
    page = Page.objects.create(title="Giới thiệu", body=BODY)
    row = row_of()

    send(client, writer, row, *(f"article-{each.pk}" for each in (mine, published, others)), f"page-{page.pk}")

    bodies = {each.pk: each.body for each in Article.objects.all()}
    page.refresh_from_db()
    assert NEW in bodies[mine.pk]
    assert NEW not in bodies[published.pk] + bodies[others.pk] + page.body


def test_the_preview_says_what_cannot_be_changed_and_why(client):
    writer = make_user(WRITER)
    make_article(body=BODY, title="Bài của người khác")
    make_article(body=BODY, created_by=writer, status="draft", title="Bài của tôi")
    row = row_of()
    client.force_login(writer)

    shown = client.get(reverse("links:link", args=[row.pk]), {"moi": NEW}).content.decode()

    assert shown.count('type="checkbox"') == 1
    assert "biên tập viên sửa được" in shown


def test_a_draft_that_one_may_not_know_is_neither_shown_nor_changed(client):
    writer = make_user(WRITER)
    draft = make_article(body=BODY, status="draft", title="Phương án mật")
    make_article(body=BODY)
    row = row_of()

    answer = send(client, writer, row, f"article-{draft.pk}", **{f"article-{draft.pk}": "0"})

    draft.refresh_from_db()
    assert NEW not in draft.body
    assert "Phương án mật" not in answer.content.decode()


def test_a_row_that_was_saved_since_the_preview_is_left(client):
    editor = make_user(EDITOR)
    article, page = make_article(body=BODY), Page.objects.create(title="Giới thiệu", body=BODY)
    row = row_of()
    old = {f"article-{article.pk}": "7", f"page-{page.pk}": "00000000"}

    answer = send(client, editor, row, **old)

    assert "Vừa có người lưu mục này" in answer.content.decode()
    assert not Article.objects.filter(body__contains=NEW).exists()
    assert not Page.objects.filter(body__contains=NEW).exists()


def test_pressing_twice_changes_once(client):
    editor = make_user(EDITOR)
    article = make_article(body=BODY)
    row = row_of()
    client.force_login(editor)
    sent = {"viec": "thay", "moi": NEW, "muc": f"article-{article.pk}", f"seen-article-{article.pk}": "0"}

    answers = [client.post(reverse("links:link", args=[row.pk]), sent, follow=True) for _ in range(2)]

    article.refresh_from_db()
    assert article.edition == 1
    assert "Vừa có người lưu mục này" in answers[1].content.decode()


def test_an_article_that_could_not_be_saved_is_left_with_the_reason(client):
    editor = make_user(EDITOR)
    article = make_article(body=BODY)
    Article.objects.filter(pk=article.pk).update(summary="")

    answer = send(client, editor, row_of())

    article.refresh_from_db()
    assert NEW not in article.body
    assert "sapo" in answer.content.decode().lower()


def test_what_nobody_can_change_says_why():
    webmaster = make_user(WEBMASTER, is_superuser=True)
    make_comment(is_official=True, state="approved", body=f"Xin xem {OLD} nhé.")
    found, _ = candidates(webmaster, row_of())

    assert [each.refusal for each in found] == [source_of("answer").sealed]


def test_a_menu_entry_is_replaced_as_its_form_would(client):
    webmaster = make_user(WEBMASTER)
    link = Link.objects.create(menu="main", label="Tin", url=OLD)

    send(client, webmaster, row_of(), new="/trang/gioi-thieu/")

    link.refresh_from_db()
    assert link.url == "/trang/gioi-thieu/"
    assert SavedRow.objects.of(link).exists()


def test_an_address_that_its_field_refuses_leaves_the_row(client):
    editor = make_user(EDITOR)
    article = make_article(source_url=OLD)

    answer = send(client, editor, row_of(), new="/trang/gioi-thieu/")

    article.refresh_from_db()
    assert article.source_url == OLD
    assert "Chưa thay ở 1 mục" in answer.content.decode()


@pytest.mark.parametrize(
    "new",
    [
        *("", "javascript:alert(1)", "mailto:a@b.vn", "//a.vn/", "chinhphu.vn", OLD, OLD + "#x"),
        *("/\\a.vn/", "\\\\a.vn/", "/\\/a.vn/", "\\/a.vn/", "https:\\\\a.vn/", "https:/a.vn/", "https:a.vn", "/a\\b/"),
        *("http://lan:mat-khau@a.vn/", "https://lan@a.vn/", "https://lan:mat-khau@testserver/trang/gioi-thieu/"),
        *(
            "http://127.0.0.1/",
            "http://10.0.0.8:8080/x",
            "http://[::1]/",
            "http://127.1/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://may-chu/",
            "http://2130706433/",
        ),
        *("http://intranet.local/", "http://169.254.169.254/latest/", "https://[::ffff:10.0.0.1]/"),
    ],
)
def test_an_address_that_cannot_stand_there_is_refused_and_what_was_typed_stays(client, new):
    editor = make_user(EDITOR)
    article = make_article(body=BODY)
    row = row_of()
    client.force_login(editor)

    sent = {"viec": "thay", "moi": new, "muc": f"article-{article.pk}", f"seen-article-{article.pk}": "0"}
    answer = client.post(reverse("links:link", args=[row.pk]), sent)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert check_new(row, new) in answer.content.decode()
    article.refresh_from_db()
    assert NEW not in article.body


def test_nothing_chosen_is_said(client):
    make_article(body=BODY)
    row = row_of()
    client.force_login(make_user(EDITOR))

    answer = client.post(reverse("links:link", args=[row.pk]), {"viec": "thay", "moi": NEW})

    assert "Chưa chọn mục nào" in answer.content.decode()
    assert NEW in answer.content.decode()


@pytest.mark.parametrize("key", ["article-x", "article-99999999999999999999", "nobody-1", "-", "article-999999"])
def test_what_no_page_sends_changes_nothing(client, key):
    make_article(body=BODY)

    answer = send(client, make_user(EDITOR), row_of(), key)

    assert "không còn liên kết này" in answer.content.decode()
    assert not Article.objects.filter(body__contains=NEW).exists()


def test_where_it_moved_to_is_offered(client):
    make_article(body=BODY)
    row = row_of()
    Address.objects.filter(pk=row.pk).update(state="moved", moved_to=NEW, answer="200", checked_at=timezone.now())
    client.force_login(make_user(EDITOR))

    assert f'value="{NEW}"' in client.get(reverse("links:link", args=[row.pk])).content.decode()


def test_a_new_address_that_does_not_open_is_said_before(client):
    make_article(body=BODY)
    row = row_of()
    client.force_login(make_user(EDITOR))

    shown = client.get(reverse("links:link", args=[row.pk]), {"moi": "/trang/khong-co/"}).content.decode()

    assert "không có trang nào ở địa chỉ này" in shown


def test_more_rows_than_at_once_are_said(client, monkeypatch, django_assert_max_num_queries):
    Page.objects.bulk_create([Page(title=f"Trang {n}", slug=f"t-{n}", body=BODY) for n in range(130)])
    row = row_of()
    user = make_user(EDITOR)
    client.force_login(user)
    client.get(reverse("links:link", args=[row.pk]))

    with django_assert_max_num_queries(22):
        shown = client.get(reverse("links:link", args=[row.pk]), {"moi": NEW}).content.decode()

    assert shown.count('type="checkbox"') == 100
    assert "còn 30 mục nữa" in shown


def test_a_recording_elsewhere_is_shown_and_not_changed(settings):
    settings.VIDEO_HOSTS = ["video.vn"]
    recording = make_recording()
    type(recording).objects.filter(pk=recording.pk).update(
        provider="server", code="https://video.vn/a.mp4", file="", content_hash=""
    )
    found, _ = candidates(make_user(WEBMASTER), row_of("https://video.vn/a.mp4"))

    assert "thư viện" in found[0].refusal


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="https://cu.vn/a">x</a>', '<a href="https://moi.vn/">x</a>'),
        ('<a href="https://CU.vn:443/a#muc" title="y">x</a>', '<a href="https://moi.vn/#muc" title="y">x</a>'),
        ('<a href="https://cu.vn/ab">x</a>', '<a href="https://cu.vn/ab">x</a>'),
        ('<p>href="https://cu.vn/a" <code>&lt;a href="https://cu.vn/a"&gt;</code></p>', None),
        ("<p>https://cu.vn/a</p>", None),
        ("", None),
    ],
)
def test_links_of_a_text_are_replaced_and_nothing_else_of_it(html, expected):
    assert replaced_in_html(html, "https://cu.vn/a", "https://moi.vn/") == (expected or html)


def test_a_new_address_stays_text_in_html():
    assert replaced_in_html('<a href="https://cu.vn/a">x</a>', "https://cu.vn/a", 'https://moi.vn/?a="b&c') == (
        '<a href="https://moi.vn/?a=&quot;b&amp;c">x</a>'
    )


def test_addresses_in_a_sentence_are_replaced_whole():
    text = "Xem https://cu.vn/a, https://cu.vn/a/b và (https://cu.vn/a)."

    assert replaced_in_text(text, "https://cu.vn/a", "https://moi.vn/\\1") == (
        "Xem https://moi.vn/\\1, https://cu.vn/a/b và (https://moi.vn/\\1)."
    )


def test_an_inside_address_is_replaced_however_it_is_written():
    page = Page(body='<a href="http://www.testserver/trang/cu/">a</a> <a href="/trang/cu/">b</a>')

    assert replace_in(source_of("page"), page, "/trang/cu/", "/trang/moi/") == {"body"}
    assert page.body.count("/trang/moi/") == 2


@pytest.mark.django_db(transaction=True)
def test_a_row_that_is_somebody_elses_by_now_is_not_named():
    writer, other = make_user(WRITER), make_user(WRITER)
    article = make_article(status="draft", published_at=None, created_by=writer, title="Việc riêng", body=BODY)
    row, seen = row_of(), seen_of(source_of("article"), article)

    outcome = while_it_waits(
        lambda: Article.objects.filter(pk=article.pk).update(created_by=other),
        lambda: replace(writer, row, NEW, {f"article-{article.pk}": seen}),
    )

    assert (outcome.done, outcome.gone, outcome.left) == (0, 1, [])
