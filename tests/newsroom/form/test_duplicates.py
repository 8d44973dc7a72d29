"""A copy of an article: what it takes over, what begins anew, who may make one, and that it is made once."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Attachment, Tag, Transition
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN
from comments.models import Comment
from newsroom.form.duplicates import carry_out, made_with, plan
from newsroom.models import WorkingCopy
from revisions.bin.binning import put
from revisions.bin.emptying import empty
from revisions.models import BinEntry, SavedRow
from revisions.saving import saved_by
from tests.comments.factories import make_comment
from tests.factories import (
    MODERATOR,
    WEBMASTER,
    WRITER,
    make_article,
    make_category,
    make_event,
    make_image,
    make_user,
)
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import LIST, make_draft, page_of, save, sentences
from tests.uploads.factories import pdf_bytes
from uploads.kept import held
from uploads.models import FileCheck

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def original(nhung):
    article = make_article(
        created_by=nhung,
        title="Lịch tiếp công dân tháng 11",
        summary="Sapo.",
        body="<p>Bà Hạnh cười.</p>\n<p>Rồi bà về.</p>",
        category=make_category("Một cửa"),
        event=make_event(),
        cover=make_image(),
        cover_caption="Quầy số 1",
        byline="Thùy Nhung – Quang Hậu",
        source="Theo BBT",
        source_url="https://songlam.example/1",
        comments_open=False,
        is_featured=True,
        in_ticker=True,
        expires_at=timezone.now() + timedelta(days=9),
        revised_at=timezone.now(),
        tags=[Tag.objects.create(name=name) for name in ("một cửa", "hộ tịch")],
    )
    attach(article, "Biểu mẫu", position=2)
    attach(article, "Phụ lục", position=1)
    make_comment(article)
    Transition.objects.create(article=article, from_status=REVIEW, to_status=PUBLISHED)
    return article


def attach(article, title, **fields):
    file = SimpleUploadedFile(f"{title}.pdf", pdf_bytes())
    return Attachment.objects.create(article=article, title=title, file=file, **fields)


def address_of(article):
    return reverse("admin:articles_article_duplicate", args=[article.pk])


def press(client, article, **changes):
    page = client.get(address_of(article))
    key = page.context["form_key"]
    return client.post(address_of(article), {"form_key": key} | changes, follow=True)


def copy_of(original):
    return Article.objects.exclude(pk=original.pk).get()


def test_a_copy_takes_over_the_text_and_begins_anew_in_everything_else(sit_down, hoa, original):
    answer = press(sit_down(hoa), original)

    copy = copy_of(original)
    assert answer.redirect_chain[-1][0] == page_of(copy)
    assert "Đã nhân bản từ “Lịch tiếp công dân tháng 11”." in sentences(answer)[0]
    taken_over = {
        *("title", "summary", "body", "category", "cover", "cover_caption", "byline", "source", "source_url"),
        *("comments_open", "sort_key", "byline_key", "search_exact", "search_folded", "slug"),
    }
    anew = {
        "status": DRAFT,
        **dict.fromkeys(["published_at", "expires_at", "revised_at", "event", "binned_at"]),
        **dict.fromkeys(["is_featured", "in_ticker"], False),
        "first_slug": "",
        "edition": 1,
        **dict.fromkeys(["created_by", "saved_by"], hoa),
    }
    its_own = {"id", "created_at", "saved_at", "form_key"}
    original.refresh_from_db()
    for field in Article._meta.concrete_fields:
        if field.name in taken_over:
            assert getattr(copy, field.name) == getattr(original, field.name), field.name
        elif field.name in anew:
            assert getattr(copy, field.name) == anew[field.name], field.name
        else:
            assert field.name in its_own, "a new column is taken over, or begins anew"
    assert {tag.name for tag in copy.tags.all()} == {"một cửa", "hộ tịch"}
    assert [author.name for author in copy.authors.order_by("name")] == ["Quang Hậu", "Thùy Nhung"]
    assert copy.get_absolute_url() != original.get_absolute_url()
    assert [Transition.objects.filter(article=copy).count(), Comment.objects.filter(article=copy).count()] == [0, 0]
    assert [original.edition, original.transitions.count(), Comment.objects.get().article] == [0, 1, original]


def test_its_first_revision_says_where_it_comes_from_and_has_all_of_it(sit_down, hoa, original):
    press(sit_down(hoa), original)

    saved = SavedRow.objects.of(copy_of(original)).get()
    assert saved.revision.comment == f"Nhân bản từ “Lịch tiếp công dân tháng 11” (bài số {original.pk})."
    assert (saved.kind, saved.revision.user) == (SavedRow.Kind.CREATED, hoa)
    assert not SavedRow.objects.of(original).exists()
    page = sit_down(hoa).get(reverse("admin:articles_article_revisions", args=[copy_of(original).pk]))
    assert "Nhân bản từ “Lịch tiếp" in page.text


def test_the_page_shows_what_is_taken_over_and_changes_nothing(sit_down, hoa, original, django_assert_max_num_queries):
    client = sit_down(hoa)
    client.get(address_of(original))
    with django_assert_max_num_queries(20):
        page = client.get(address_of(original))

    for part in ("Lịch tiếp công dân tháng 11", "Sapo.", "7 chữ, đọc khoảng 1 phút", "Một cửa", "hộ tịch"):
        assert part in page.text
    for part in ("Quầy số 1", "Thùy Nhung – Quang Hậu", "Theo BBT", "Biểu mẫu (PDF)", "Phụ lục (PDF)"):
        assert part in page.text
    assert Article.objects.get() == original
    assert client.head(address_of(original)).status_code == HTTPStatus.OK
    assert client.put(address_of(original)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_double_click_makes_one_copy_and_another_page_another(sit_down, hoa, original):
    client = sit_down(hoa)
    key = client.get(address_of(original)).context["form_key"]
    first, again = (client.post(address_of(original), {"form_key": key}, follow=True) for _ in range(2))

    assert first.redirect_chain[-1] == again.redirect_chain[-1]
    assert sentences(again) == ["Bài đã được nhân bản từ lần bấm trước; lần bấm này được bỏ qua."]
    press(client, original)
    assert Article.objects.count() == 3


def test_two_copies_with_one_key_at_the_same_moment_are_one(hoa, original):
    planned, key = plan(original, hoa), uuid4()

    assert carry_out(planned, hoa, key) == made_with(key, hoa)
    assert carry_out(planned, hoa, key) is None
    assert Article.objects.count() == 2
    assert Attachment.objects.count() == 4


@pytest.mark.parametrize("taken_by", ["somebody else", "a copy in the bin"])
def test_a_key_that_is_used_up_makes_nothing_and_says_so(sit_down, hoa, nhung, original, taken_by):
    key = uuid4()
    if taken_by == "somebody else":
        make_draft(nhung, form_key=key)
    else:
        make_draft(hoa, form_key=key, binned_at=timezone.now())
    answer = sit_down(hoa).post(address_of(original), {"form_key": key})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Trang này đã nhân bản một lần rồi" in sentences(answer)[0]
    assert answer.context["form_key"] != key
    assert Article.with_binned.count() == 2


@pytest.mark.parametrize("key", ["", "x", "\x00", "0" * 5_000])
def test_a_key_that_is_none_copies_all_the_same(sit_down, hoa, original, key):
    sit_down(hoa).post(address_of(original), {"form_key": key})

    assert Article.objects.count() == 2


def test_who_may_see_it_and_write_articles_may_copy_it(sit_down, hoa, nhung, original):
    hidden = make_draft(hoa, title="Chưa ai biết")
    quang = make_user(WRITER, username="quang")
    for user, article, status in (
        (quang, original, HTTPStatus.OK),
        (nhung, original, HTTPStatus.OK),
        (hoa, hidden, HTTPStatus.OK),
        (quang, hidden, HTTPStatus.FORBIDDEN),
        (make_user(MODERATOR), original, HTTPStatus.FORBIDDEN),
        (make_user(WEBMASTER), original, HTTPStatus.FORBIDDEN),
    ):
        client, before = sit_down(user), Article.objects.count()
        asked, sent = client.get(address_of(article)), client.post(address_of(article), {"form_key": uuid4()})
        assert asked.status_code == status, user
        assert Article.objects.count() - before == (1 if status == HTTPStatus.OK else 0), user
        if status != HTTPStatus.OK:
            assert sent.status_code == HTTPStatus.FORBIDDEN
            assert "Chưa ai biết" not in asked.text + sent.text
    client.logout()
    assert client.post(address_of(original)).status_code == HTTPStatus.FOUND
    assert Article.objects.filter(created_by=quang).get().byline == original.byline


def test_a_deleted_original_and_one_in_the_bin_are_told_of(sit_down, hoa, original):
    client, address = sit_down(hoa), address_of(original)
    Article.objects.filter(pk=original.pk).update(binned_at=timezone.now(), status=WITHDRAWN)
    binned = [client.get(address, follow=True), client.post(address, {"form_key": uuid4()}, follow=True)]
    Comment.objects.all().delete()
    Article.with_binned.filter(pk=original.pk).delete()
    deleted = [client.get(address, follow=True), client.post(address, {"form_key": uuid4()}, follow=True)]

    for answer in (*binned, *deleted, client.get(f"{LIST}x/nhan-ban/", follow=True)):
        assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        assert not Article.with_binned.exclude(pk=original.pk).exists()
    sentence = "Bài “Lịch tiếp công dân tháng 11” đang ở trong thùng rác nên chưa nhân bản được."
    assert all(sentences(answer)[0].startswith(sentence) for answer in binned)
    assert all("có thể đã bị xóa" in sentences(answer)[0] for answer in deleted)


def test_whoever_has_unsaved_text_is_told_that_it_stays_out(sit_down, hoa, original):
    client = sit_down(hoa)
    assert "chưa lưu vào bài này" not in client.get(address_of(original)).text
    WorkingCopy.objects.create(user=hoa, article=original, page=uuid4(), number=1, fields={"title": ["Đang gõ"]})

    page = client.get(address_of(original))

    assert "Bạn có chữ đã gõ mà chưa lưu vào bài này." in page.text
    assert "Đang gõ" not in page.text


def test_attachments_are_rows_of_their_own_that_share_a_file(sit_down, hoa, original):
    press(sit_down(hoa), original)

    mine, theirs = (
        list(each.attachments.values("title", "file", "size", "position")) for each in (copy_of(original), original)
    )
    assert mine == theirs
    assert [row["title"] for row in mine] == ["Phụ lục", "Biểu mẫu"]
    assert Attachment.objects.values("pk").distinct().count() == 4


@pytest.mark.parametrize("first", ["original", "copy"])
def test_a_file_stays_as_long_as_one_of_its_rows_names_it(sit_down, hoa, original, first):
    client = sit_down(hoa)
    press(client, original)
    copy = copy_of(original)
    one, other = (original, copy) if first == "original" else (copy, original)
    removed = fields_of(client.get(page_of(one)), "article_form")
    row = next(name for name, value in removed.items() if value == "Biểu mẫu").removesuffix("title")
    answer = save(client, one, **{f"{row}DELETE": "on"})

    assert answer.status_code == HTTPStatus.OK
    assert [attachment.title for attachment in one.attachments.all()] == ["Phụ lục"]
    for attachment in other.attachments.all():
        assert default_storage.exists(attachment.file.name)
        assert held([attachment.file.name])


@pytest.mark.parametrize("binned", ["the copy", "its attachments"])
def test_a_file_outlives_a_copy_that_is_emptied_out_of_the_bin(sit_down, hoa, original, binned):
    press(sit_down(hoa), original)
    copy = copy_of(original)
    rows = [copy] if binned == "the copy" else list(copy.attachments.all())
    with saved_by(hoa):
        entries = [put(row, hoa) for row in rows]
    assert not any(entry.readers_saw for entry in entries)
    empty(60, do=True, at=timezone.now() + timedelta(days=61))

    assert not BinEntry.objects.exists()
    assert not copy.attachments.exists()
    assert all(default_storage.exists(attachment.file.name) for attachment in original.attachments.all())


def test_a_file_that_is_gone_or_refused_by_now_stays_out_and_is_named(sit_down, hoa, original):
    gone, refused = original.attachments.all()
    default_storage.delete(gone.file.name)
    FileCheck.objects.create(name=refused.file.name, checked_at=timezone.now(), refusal="Tệp có macro.")
    client = sit_down(hoa)
    page = client.get(address_of(original))
    answer = press(client, original)

    assert "“Phụ lục”: tệp không còn trên máy chủ" in page.text
    assert [sentence for sentence in sentences(answer) if sentence.startswith("Không lấy theo")] == [
        "Không lấy theo tệp đính kèm “Phụ lục”: tệp không còn trên máy chủ.",
        "Không lấy theo tệp đính kèm “Biểu mẫu”: lần kiểm tra lại gần đây không nhận tệp này nữa.",
    ]
    assert not copy_of(original).attachments.exists()


def test_the_form_and_the_list_lead_there(sit_down, hoa, nhung, original):
    assert f'href="{address_of(original)}"' in sit_down(nhung).get(page_of(original)).text
    assert "nhan-ban" not in sit_down(make_user(MODERATOR)).get(page_of(original)).text
    client = sit_down(hoa)
    chosen = {"action": "duplicate_one", "_selected_action": [original.pk]}
    assert client.post(LIST, chosen).url == address_of(original)

    make_article()
    many = client.post(
        LIST, chosen | {"_selected_action": list(Article.objects.values_list("pk", flat=True))}, follow=True
    )
    assert sentences(many) == ["Mỗi lần nhân bản một bài, mà bạn đã chọn 2 bài. Xin chọn đúng một bài."]
    assert Article.objects.count() == 2
