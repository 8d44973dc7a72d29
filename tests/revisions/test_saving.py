"""Each save in the admin is a revision: who, when, which step, what changed; and what was there before is kept too."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision, Version

from articles import workflow
from articles.models import Abbreviation, Article, Attachment, Author, Category, Page, Tag
from comments.models import CannedAnswer, ModerationPolicy, Policy, RejectionReason, Rule
from copyediting.models import HouseWord
from layout.models import Banner, Indicator, Link, SiteSettings
from recordings.models import Recording
from revisions.models import KeptFile, SavedRow
from revisions.registry import all_kept, kept_of
from revisions.saving import NobodySaves, keep, keep_deleted, saved_by
from revisions.snapshots import state_in
from tests.factories import (
    EDITOR,
    MODERATOR,
    WEBMASTER,
    make_article,
    make_category,
    make_event,
    make_image,
    make_user,
)
from tests.forms import send
from tests.newsroom.forms_in_admin import make_draft, page_of, save, write
from tests.portal.staff.rows_of_admin import make_rows
from tests.uploads.factories import pdf_bytes
from uploads.models import Image

from .saves import save_as, saved_rows

pytestmark = pytest.mark.django_db


def told(row):
    return [(saved.what, saved.revision.user and str(saved.revision.user), saved.summary) for saved in saved_rows(row)]


def test_a_new_article_is_the_first_revision_and_each_save_one_more(sit_down, nhung):
    client = sit_down(nhung)
    write(client)
    article = Article.objects.get()

    save(client, article, summary="Cán bộ đến tận nhà người già yếu.")

    assert told(article) == [("Tạo mới", "Thùy Nhung", ""), ("Lưu", "Thùy Nhung", "sửa sapo")]


def test_a_step_names_itself_and_its_note(sit_down, nhung, hoa):
    article = make_draft(nhung)
    save(sit_down(nhung), article, status=workflow.REVIEW)

    save(sit_down(hoa), article, status=workflow.DRAFT, note="Xin thêm số liệu của xã.")

    assert [saved.what for saved in saved_rows(article)] == ["Bản có trước khi lưu", "Gửi duyệt", "Trả lại người viết"]
    assert saved_rows(article)[-1].revision.comment == "Xin thêm số liệu của xã."


def test_what_an_article_was_before_its_first_revision_is_kept_with_the_name_of_who_saved_it(sit_down, nhung, hoa):
    article = make_draft(nhung, saved_by=nhung, title="Bến Lam nhận hồ sơ tại nhà")

    save(sit_down(hoa), article, title="Bến Lam nhận hồ sơ tận nhà")

    assert [each[:2] for each in told(article)] == [("Bản có trước khi lưu", "Thùy Nhung"), ("Lưu", "Minh Hòa")]
    first = state_in(saved_rows(article)[0], kept_of(Article))
    assert first.fields["title"] == "Bến Lam nhận hồ sơ tại nhà"


def test_what_the_last_release_saved_in_between_is_kept_too(sit_down, nhung):
    """It saves by the same form and counts the saves, and knows nothing of revisions."""
    article = make_draft(nhung)
    client = sit_down(nhung)
    save(client, article, title="Tiêu đề một")
    Article.objects.filter(pk=article.pk).update(title="Tiêu đề hai", edition=article.edition + 1)

    save(client, article, title="Tiêu đề ba")

    titles = [state_in(saved, kept_of(Article)).fields["title"] for saved in saved_rows(article)]
    assert titles[1:] == ["Tiêu đề một", "Tiêu đề hai", "Tiêu đề ba"]
    assert saved_rows(article)[2].kind == "baseline"


def test_a_save_that_changes_nothing_makes_no_revision(sit_down, nhung):
    article = make_draft(nhung)
    client = sit_down(nhung)
    save(client, article, title="Tiêu đề một")

    save(client, article)
    save(client, article)

    assert len(saved_rows(article)) == 2
    save(client, article, title="Tiêu đề hai")
    assert [saved.kind for saved in saved_rows(article)] == ["baseline", "saved", "saved"]


def test_a_refused_form_keeps_nothing(sit_down, nhung):
    article = make_draft(nhung)

    save(sit_down(nhung), article, title="")

    assert not SavedRow.objects.exists()
    assert not Revision.objects.exists()


def test_an_error_after_the_save_takes_the_revision_back_with_it(nhung):
    article = make_draft(nhung)

    def fail_after_the_save():
        with saved_by(nhung):
            keep(article)
            article.title = "Không còn lại gì"
            article.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_the_save()

    article.refresh_from_db()
    assert article.title != "Không còn lại gì"
    assert not Revision.objects.exists()


def test_tags_and_attachments_belong_to_the_revision(sit_down, nhung):
    one, two = Tag.objects.create(name="một cửa"), Tag.objects.create(name="hồ sơ")
    article = make_draft(nhung, tags=[one])

    save(sit_down(nhung), article, tags=[two.pk])

    assert saved_rows(article)[-1].summary == "thêm thẻ “hồ sơ”; bỏ thẻ “một cửa”"


def test_nobody_is_said_to_have_taken_away_what_was_deleted_elsewhere(nhung):
    tag, event = Tag.objects.create(name="một cửa"), make_event()
    article = make_draft(nhung, tags=[tag], event=event)
    save_as(nhung, article, title="Tiêu đề một")
    tag.delete()
    event.delete()
    article.refresh_from_db()

    save_as(nhung, article)
    save_as(nhung, article, title="Tiêu đề hai")

    assert [saved.summary for saved in saved_rows(article)] == ["", "sửa tiêu đề", "sửa tiêu đề"]


def test_an_attachment_that_the_first_save_deletes_is_in_what_was_there_before(sit_down, nhung):
    article = make_draft(nhung)
    made = Attachment.objects.create(article=article, title="Kế hoạch", file=ContentFile(pdf_bytes(), "k.pdf"))

    save(sit_down(nhung), article, **{"attachments-0-DELETE": "on"})

    first, second = saved_rows(article)
    assert [row.key for row in state_in(first, kept_of(Article)).parts["attachments"]] == [made.pk]
    assert second.summary.startswith("bỏ tệp đính kèm “Kế hoạch")
    assert not article.attachments.exists()


def test_reversions_own_api_reads_what_is_stored(nhung):
    article = make_draft(nhung)
    save_as(nhung, article, title="Tiêu đề một")

    version = Version.objects.get_for_object(article).first()

    assert version.field_dict["title"] == "Tiêu đề một"


def test_no_search_words_and_no_counters_are_stored(sit_down, nhung):
    article = make_draft(nhung)
    save(sit_down(nhung), article, title="Tiêu đề một")

    stored = json.loads(Version.objects.order_by("pk").last().serialized_data)[0]["fields"]

    assert not {"search_exact", "search_folded", "sort_key", "authors"} & stored.keys()


def test_the_step_of_a_program_is_a_revision_by_itself(nhung, hoa):
    article = make_draft(nhung)

    workflow.move(article, workflow.PUBLISHED, by=hoa, source=workflow.DRAFT)

    assert [each[:2] for each in told(article)] == [("Bản có trước khi lưu", None), ("Xuất bản", "Minh Hòa")]


def test_a_list_that_is_edited_in_place_makes_one_revision_for_each_row_that_changed(sit_down):
    webmaster = make_user(WEBMASTER)
    links = [Link.objects.create(menu="main", label=f"Mục {number}", url="/", position=number) for number in range(3)]
    address = reverse("admin:layout_link_changelist")

    send(sit_down(webmaster), address, "changelist-form", **{"form-1-position": "7", "_save": "1"})

    assert [len(saved_rows(link)) for link in links] == [0, 2, 0]
    assert saved_rows(links[1])[-1].summary == "đổi thứ tự"


def test_a_deleted_row_leaves_what_it_was(sit_down):
    editor = make_user(EDITOR)
    event = make_event(name="Ngày hội Công dân số")

    sit_down(editor).post(reverse("admin:articles_event_delete", args=[event.pk]), {"post": "yes"})

    (saved,) = SavedRow.objects.of_key(type(event), event.pk)
    assert (saved.what, saved.revision.user) == ("Xóa", editor)
    assert state_in(saved, kept_of(type(event))).fields["name"] == "Ngày hội Công dân số"


def test_rows_deleted_together_leave_what_they_were(sit_down):
    editor = make_user(EDITOR)
    tags = [Tag.objects.create(name=name) for name in ("một", "hai")]
    chosen = {"action": "delete_selected", "_selected_action": [tag.pk for tag in tags], "post": "yes"}

    sit_down(editor).post(reverse("admin:articles_tag_changelist"), chosen)

    assert not Tag.objects.exists()
    assert [SavedRow.objects.of_key(Tag, tag.pk).get().what for tag in tags] == ["Xóa", "Xóa"]


def test_a_deletion_that_is_refused_keeps_nothing(sit_down):
    webmaster = make_user(WEBMASTER)
    category = make_category()
    make_article(category=category)

    sit_down(webmaster).post(reverse("admin:articles_category_delete", args=[category.pk]), {"post": "yes"})

    assert Category.objects.filter(pk=category.pk).exists()
    assert not SavedRow.objects.exists()


NO_WORDS = {"free_days": "13/02/2027", "appeal_days": "20"}
EACH = [
    Abbreviation,
    Category,
    Tag,
    Author,
    Page,
    SiteSettings,
    Link,
    Banner,
    Indicator,
    Rule,
    RejectionReason,
    CannedAnswer,
    Policy,
    ModerationPolicy,
    Article,
    Image,
    Recording,
    HouseWord,
]


@pytest.mark.parametrize("model", EACH, ids=lambda model: model._meta.label_lower)
def test_every_form_of_what_editors_write_keeps_what_it_saves(sit_down, model):
    superuser = make_user(is_superuser=True)
    row = make_rows()[model]
    field = next(name for name in ("title", "name", "label", "alt", "note", "advice", *NO_WORDS) if hasattr(row, name))
    words = NO_WORDS.get(field, "Chữ mới của mục này")
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])

    send(sit_down(superuser), address, f"{model._meta.model_name}_form", **{field: words})

    assert [saved.kind for saved in saved_rows(row)] == ["baseline", "saved"]


def test_every_kept_model_has_a_form_that_keeps_it():
    parts = {kept.model_of(part) for kept in all_kept() for part in kept.parts}

    assert {kept.model for kept in all_kept()} - parts == {*EACH, type(make_event())}


def test_saving_outside_of_a_block_is_refused_at_once(nhung):
    article = make_draft(nhung)

    for function in (keep, keep_deleted):
        with pytest.raises(NobodySaves):
            function(article)


def test_readers_text_is_told_from_drafts(sit_down, nhung, hoa):
    article = make_draft(nhung)
    client = sit_down(hoa)
    save(client, article, title="Tiêu đề một")
    save(client, article, status=workflow.PUBLISHED)
    save(client, article, title="Tiêu đề hai")

    assert [saved.public_from is not None for saved in saved_rows(article)] == [False, False, True, True]


def test_a_scheduled_text_that_is_replaced_before_its_hour_was_never_public(sit_down, nhung, hoa):
    article = make_draft(nhung)
    client = sit_down(hoa)
    later = timezone.localtime() + timedelta(days=7)
    save(client, article, status=workflow.PUBLISHED, published_at_0=f"{later:%d/%m/%Y}", published_at_1="08:30")
    save(client, article, title="Tiêu đề hai")

    baseline, first, second = saved_rows(article)

    assert (baseline.public_from, first.public_from) == (None, None)
    assert second.public_from == article.published_at


def test_files_that_a_revision_names_are_noted(sit_down, nhung):
    cover, shown = make_image(), make_image()
    article = make_draft(nhung, cover=cover, body=f'<p>Một cửa</p><p><img src="{shown.url}" alt="x"></p>')

    save(sit_down(nhung), article, title="Tiêu đề một")

    assert KeptFile.objects.count() == 2


def test_a_save_costs_a_fixed_number_of_queries_and_grows_with_no_number_of_revisions(
    sit_down, nhung, django_assert_max_num_queries
):
    article = make_draft(nhung)
    client = sit_down(nhung)
    for number in range(3):
        save(client, article, title=f"Tiêu đề {number}")
    article.refresh_from_db()

    with django_assert_max_num_queries(16), saved_by(nhung):  # four of them the article's own
        keep(article)
        article.title, article.edition = "Tiêu đề mới", article.edition + 1
        article.save()


def test_the_address_of_the_form_says_how_many_saves_there_were(sit_down, nhung):
    article = make_draft(nhung)
    client = sit_down(nhung)

    save(client, article, title="Tiêu đề một")

    assert (
        f"{reverse('admin:articles_article_revisions', args=[article.pk])}"
        in client.get(page_of(article)).content.decode()
    )


def test_moderators_rules_are_kept_without_their_hits(sit_down):
    moderator = make_user(MODERATOR)
    rule = Rule.objects.create(pattern="tài xỉu trá hình")
    client = sit_down(moderator)
    address = reverse("admin:comments_rule_change", args=[rule.pk])
    send(client, address, "rule_form", note="Đánh bạc")
    Rule.objects.note_hits([rule.pk])

    send(client, address, "rule_form", note="Đánh bạc trá hình")

    assert [saved.kind for saved in saved_rows(rule)] == ["baseline", "saved", "saved"]
