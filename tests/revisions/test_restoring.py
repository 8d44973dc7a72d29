"""A revision is brought back after a look, as a new one; what cannot come back is named."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from articles import workflow
from articles.models import Article, Attachment, Author, Tag
from articles.search.query import narrow
from comments.models import Rule
from comments.screening import rules as screening_rules
from revisions.saving import keep, saved_by
from tests.factories import MODERATOR, WEBMASTER, make_category, make_image, make_user
from tests.forms import send
from tests.newsroom.forms_in_admin import make_draft, page_of, sentences
from tests.uploads.factories import pdf_bytes
from vietnamese.names import alphabet_key

from .saves import address, bring_back, save_as, saved_rows, words

pytestmark = pytest.mark.django_db


def test_a_look_says_what_will_change_and_changes_nothing(client, story):
    first = saved_rows(story)[0]

    told = words(client.get(address(story, "revision", first.pk)))

    assert "Khôi phục bản này thì thay đổi gì" in told
    assert "[bỏ: 80]" in told
    story.refresh_from_db()
    assert "80" in story.body


def test_it_comes_back_as_a_new_revision_and_the_others_stay(client, story, nhung):
    first = saved_rows(story)[0]

    answer = bring_back(client, first, story)

    assert story.title == "Bến Lam nhận hồ sơ tại nhà"
    assert "78 tuổi" in story.body
    assert len(saved_rows(story)) == 4
    newest = saved_rows(story)[-1]
    assert (newest.kind, newest.revision.user) == ("restored", nhung)
    assert newest.what.startswith("Khôi phục bản ")
    assert "Đã khôi phục" in sentences(answer)[0]


def test_a_form_that_is_open_meanwhile_is_refused_as_stale(client, story, sit_down, hoa):
    before = story.edition
    bring_back(client, saved_rows(story)[0], story)

    answer = send(sit_down(hoa), page_of(story), "article_form", title="Của Hòa", seen_edition=str(before))

    assert "vừa lưu bài này" in answer.content.decode()
    story.refresh_from_db()
    assert story.title != "Của Hòa"


def test_what_somebody_saved_after_the_look_is_not_written_over(client, story):
    first = saved_rows(story)[0]
    Article.objects.filter(pk=story.pk).update(title="Vừa lưu xong", edition=story.edition + 1)

    answer = bring_back(client, first, story, hien_nay="0" * 32)

    assert "vừa được lưu sau khi bạn mở" in sentences(answer)[0]
    assert story.title == "Vừa lưu xong"


def test_pressed_twice_it_is_brought_back_once(client, story):
    first = saved_rows(story)[0]
    bring_back(client, first, story)

    answer = client.post(address(story, "revision", first.pk), {"viec": "khoi-phuc"}, follow=True)

    assert "giống hệt bản hiện nay" in sentences(answer)[0]
    assert len(saved_rows(story)) == 4


def test_state_and_moments_stay_as_they_are(client, story, sit_down, hoa):
    editor = sit_down(hoa)
    save_as(hoa, story, status=workflow.PUBLISHED)
    at = story.published_at

    bring_back(editor, saved_rows(story)[0], story)

    assert (story.status, story.published_at) == (workflow.PUBLISHED, at)
    assert story.title == "Bến Lam nhận hồ sơ tại nhà"
    assert story.revised_at is not None
    assert story.transitions.count() == 1


def test_a_withdrawn_article_is_not_published_by_it(client, story, sit_down, hoa):
    editor = sit_down(hoa)
    save_as(hoa, story, status=workflow.PUBLISHED)
    published = saved_rows(story)[-1]
    save_as(hoa, story, status=workflow.WITHDRAWN, note="Sai số liệu.", title="Đã gỡ")

    bring_back(editor, published, story)

    assert story.status == workflow.WITHDRAWN
    assert story.title == "Bến Lam nhận hồ sơ tận nhà"


def test_what_readers_see_keeps_the_rules_of_publishing(sit_down, nhung, hoa):
    article = make_draft(nhung, summary="", title="Chưa có sapo")
    editor = sit_down(hoa)
    save_as(hoa, article, summary="Đã có sapo.", status=workflow.PUBLISHED)

    look = words(editor.get(address(article, "revision", saved_rows(article)[0].pk)))
    answer = bring_back(editor, saved_rows(article)[0], article)

    assert "Chưa khôi phục được bản này: Chưa có sapo." in look
    assert answer.status_code == 409
    assert article.summary == "Đã có sapo."
    assert len(saved_rows(article)) == 2


def test_what_is_gone_is_left_out_and_named(client, story, nhung):
    tag, cover, category = Tag.objects.create(name="một cửa"), make_image(), make_category("Chuyên mục cũ")
    kept = Tag.objects.create(name="hồ sơ")
    save_as(nhung, story, tags=[tag, kept], cover=cover, category=category)
    rich = saved_rows(story)[-1]
    save_as(nhung, story, tags=[], cover=None, category=make_category("Chuyên mục mới"))
    for row in (tag, cover, category):
        type(row).objects.filter(pk=row.pk).delete()

    look = words(client.get(address(story, "revision", rich.pk)))
    answer = bring_back(client, rich, story)

    for sentence in [
        "Thẻ “một cửa” đã bị xóa nên không gắn lại được.",
        "Ảnh đại diện “Ba cán bộ tiếp dân tại bộ phận một cửa” đã bị xóa nên ô này giữ như hiện nay.",
        "Chuyên mục “Chuyên mục cũ” đã bị xóa nên ô này giữ như hiện nay.",
    ]:
        assert sentence in look
        assert sentence in sentences(answer)
    assert list(story.tags.all()) == [kept]
    assert story.category.name == "Chuyên mục mới"


def test_attachments_come_back_with_their_file_and_later_ones_stay_or_go(client, story, nhung):
    def attach(title):
        return Attachment.objects.create(article=story, title=title, file=ContentFile(pdf_bytes(), "ke-hoach.pdf"))

    first = attach("Kế hoạch")
    save_as(nhung, story, summary="Có kế hoạch kèm theo.")
    with_plan = saved_rows(story)[-1]
    name = first.file.name
    Attachment.objects.all().delete()
    attach("Phụ lục")
    save_as(nhung, story, summary="Có phụ lục kèm theo.")

    look = words(client.get(address(story, "revision", with_plan.pk)))
    bring_back(client, with_plan, story)

    assert "Phụ lục" in look
    assert [each.title for each in story.attachments.all()] == ["Kế hoạch", "Phụ lục"]
    assert story.attachments.first().file.name == name
    bring_back(client, with_plan, story, bo_them="on")
    assert [each.title for each in story.attachments.all()] == ["Kế hoạch"]


def test_a_file_that_is_gone_is_named(client, story, nhung):
    made = Attachment.objects.create(article=story, title="Kế hoạch", file=ContentFile(pdf_bytes(), "k.pdf"))
    save_as(nhung, story, summary="Có kế hoạch.")
    made.file.storage.delete(made.file.name)
    made.delete()

    look = words(client.get(address(story, "revision", saved_rows(story)[-1].pk)))

    assert "Tệp đính kèm “Kế hoạch (" in look
    assert "tệp không còn trên máy." in look


def test_a_slug_that_is_anothers_now_stays_as_it_is(sit_down):
    webmaster = sit_down(make_user(WEBMASTER))
    category = make_category("Thủ tục", slug="thu-tuc")
    send(webmaster, address(category, "change"), "category_form", slug="thu-tuc-moi", description="Sửa")
    make_category("Khác", slug="thu-tuc")

    answer = bring_back(webmaster, saved_rows(category)[0], category)

    assert category.slug == "thu-tuc-moi"
    assert "Đường dẫn “thu-tuc” nay là của mục khác nên giữ như hiện nay." in sentences(answer)


def test_a_field_that_came_since_or_is_gone_does_no_harm(client, story, nhung):
    version = saved_rows(story)[0].revision.version_set.get(content_type__model="article")
    version.serialized_data = version.serialized_data.replace('"source_url": ""', '"gone_long_ago": [1, {"a": 2}]')
    version.save()
    save_as(nhung, story, source_url="https://bao.example/bai")

    bring_back(client, saved_rows(story)[0], story)

    assert story.title == "Bến Lam nhận hồ sơ tại nhà"
    assert story.source_url == "https://bao.example/bai"


def test_a_value_that_today_cannot_be_read_stays_as_it_is(client, story):
    version = saved_rows(story)[0].revision.version_set.get(content_type__model="article")
    version.serialized_data = version.serialized_data.replace('"is_featured": false', '"is_featured": "vừa vừa"')
    version.save()

    assert "nay không đọc được nên giữ như hiện nay" in words(
        client.get(address(story, "revision", saved_rows(story)[0].pk))
    )


def test_a_note_can_be_written_later(client, story):
    first = saved_rows(story)[0]

    send(client, address(story, "revision", first.pk), "ghi-chu", ghi_chu="Bản trước cuộc họp <b>sáng</b>")

    assert saved_rows(story)[0].revision.comment == "Bản trước cuộc họp <b>sáng</b>"
    assert "Bản trước cuộc họp &lt;b&gt;sáng" in client.get(address(story)).content.decode()


def test_a_note_that_is_too_long_is_refused_with_its_length(client, story):
    first = saved_rows(story)[0]

    answer = client.post(address(story, "revision", first.pk), {"viec": "ghi-chu", "ghi_chu": "x" * 2001})

    assert answer.status_code == 400
    assert "dài 2.001 ký tự, tối đa 2.000 ký tự. Xin bớt 1 ký tự." in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, story, method):
    assert getattr(client, method)(address(story, "revision", saved_rows(story)[0].pk)).status_code == 405


def test_a_form_without_its_token_brings_nothing_back(story, nhung):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nhung)

    answer = strict.post(address(story, "revision", saved_rows(story)[0].pk), {"viec": "khoi-phuc"})

    assert answer.status_code == 403


def test_it_is_found_by_the_words_that_came_back_and_sorted_by_them(client, story, nhung):
    save_as(nhung, story, title="Ở cuối bảng chữ cái")

    bring_back(client, saved_rows(story)[0], story)

    assert story.sort_key == alphabet_key(story.title)
    assert story in narrow(Article.objects.all(), "Bến Lam nhận hồ sơ")
    assert story not in narrow(Article.objects.all(), "cuối bảng chữ cái")


def test_a_rule_that_comes_back_is_in_force_at_once(sit_down):
    moderator = make_user(MODERATOR)
    rule = Rule.objects.create(pattern="hàng xách tay lậu")
    with saved_by(moderator):
        keep(rule)
        rule.pattern = "hàng giả mạo"
        rule.save()
    screening_rules.expire()
    assert not screening_rules.in_force().matches(name="A", email="a@thu.example", body="hàng xách tay lậu")

    bring_back(sit_down(moderator), saved_rows(rule)[0], rule)

    assert screening_rules.in_force().matches(name="A", email="a@thu.example", body="hàng xách tay lậu")


def test_a_pen_name_whose_account_is_anothers_now_keeps_its_own(sit_down, nhung):
    webmaster = make_user(WEBMASTER)
    author = Author.objects.create(name="Quang Hậu", user=nhung)
    with saved_by(webmaster):
        keep(author)
        author.user, author.bio = None, "Viết về cải cách"
        author.save()
    Author.objects.create(name="Thùy Nhung", user=nhung)

    answer = bring_back(sit_down(webmaster), saved_rows(author)[0], author)

    assert "Tài khoản “Thùy Nhung” nay là của mục khác nên giữ như hiện nay." in sentences(answer)
    assert author.user is None
    assert author.bio == ""
