"""What the page that asks before a deletion says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.models import Tag, Transition
from newsroom.models import SavedFilter
from tests.factories import EDITOR, WEBMASTER, make_article, make_category, make_user
from tests.newsroom.forms_in_admin import make_draft

pytestmark = pytest.mark.django_db


def test_a_deletion_names_what_goes_with_it_and_no_links_of_the_database(sit_down, nhung):
    article = make_draft(nhung, tags=[Tag.objects.create(name="một cửa")])

    page = sit_down(make_user(is_superuser=True)).get(reverse("admin:articles_article_delete", args=[article.pk]))

    assert "Article_tags" not in page.content.decode()


def test_a_category_with_articles_is_not_deleted_and_the_page_says_why(sit_down):
    article = make_article(title="Bến Lam nhận hồ sơ tại nhà")

    answer = sit_down(make_user(WEBMASTER)).get(f"/quan-tri/articles/category/{article.category_id}/delete/")

    page = answer.content.decode()
    assert "vì những mục sau đang dùng" in page
    assert "Bến Lam nhận hồ sơ tại nhà" in page


def said_on(answer):
    """The sentences of the page as one reads them aloud."""
    [content] = html.fromstring(answer.content.decode()).xpath("//main|//*[@id='content']")[:1]
    return " ".join(content.text_content().split())


def ask_for_many(client, model, rows):
    return client.post(f"/quan-tri/articles/{model}/", {"action": "delete_selected", "_selected_action": rows})


def fields_of_the_question(answer):
    """What the button "Xóa" sends."""
    form = next(form for form in html.fromstring(answer.content.decode()).forms if "post" in form.fields)
    sent = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def test_what_takes_nothing_along_is_asked_about_alone(sit_down):
    tag = Tag.objects.create(name="một <cửa>")
    said = said_on(sit_down(make_user(EDITOR)).get(f"/quan-tri/articles/tag/{tag.pk}/delete/"))

    assert "Đưa thẻ “một <cửa>” vào thùng rác? Không có mục nào khác bị xóa theo." in said
    assert "Khôi phục được từ mục “Thùng rác”." in said
    assert "đi kèm" not in said


def test_what_takes_something_along_names_that_and_nothing_else(sit_down):
    user = make_user(pen_name="Quang Hậu")
    for name in ("Của tôi", "Chờ duyệt"):
        SavedFilter.objects.create(user=user, name=name, query="cua=toi")

    answer = sit_down(make_user(is_superuser=True)).get(f"/quan-tri/accounts/user/{user.pk}/delete/")

    said = said_on(answer)
    assert "Xóa tài khoản “Quang Hậu” cùng những mục đi kèm? Đã xóa thì không lấy lại được." in said
    [along] = html.fromstring(answer.content.decode()).xpath("//h2[. = 'Mục đi kèm']/following-sibling::ul")
    assert {" ".join(row.text_content().split()) for row in along} == {"Bộ lọc: Của tôi", "Bộ lọc: Chờ duyệt"}


def test_an_article_takes_nothing_along_and_says_what_comes_back_with_it(sit_down, nhung):
    article = make_draft(nhung, title="Bến Lam trả kết quả")
    Transition.objects.create(article=article, from_status="draft", to_status="review")

    said = said_on(sit_down(nhung).get(f"/quan-tri/articles/article/{article.pk}/delete/"))

    assert "Đưa bài viết “Bến Lam trả kết quả” vào thùng rác? Không có mục nào khác bị xóa theo." in said
    assert "trở lại cùng bài khi khôi phục." in said
    assert "đi kèm" not in said.replace("tệp đính kèm", "")


@pytest.mark.parametrize(("when", "told"), [(-1, "bài thôi hiện ngay"), (1, "đến giờ bài không tự hiện nữa")])
def test_what_readers_see_or_will_see_is_said_before_it_goes_to_the_bin(sit_down, when, told):
    article = make_article(published_at=timezone.now() + when * timedelta(days=1))

    assert told in said_on(sit_down(make_user(EDITOR)).get(f"/quan-tri/articles/article/{article.pk}/delete/"))


def test_many_are_counted_and_named(sit_down):
    tags = [Tag.objects.create(name=f"thẻ {n}", slug=f"the-{n}") for n in range(3)]
    client = sit_down(make_user(EDITOR))

    said = said_on(ask_for_many(client, "tag", [tag.pk for tag in tags]))

    assert "Đưa 3 thẻ đã chọn vào thùng rác? Không có mục nào khác bị xóa theo." in said
    assert "Thùng rác giữ 60 ngày rồi xóa hẳn. Những gì bạn đọc có thể đã xem thì giữ lâu dài." in said
    assert all(tag.name in said for tag in tags)


def make_tags(count):
    return Tag.objects.bulk_create(Tag(name=f"thẻ {n}", slug=f"the-{n}") for n in range(count))


def test_hundreds_are_counted_and_the_first_are_named(sit_down):
    client = sit_down(make_user(EDITOR))

    answer = ask_for_many(client, "tag", [tag.pk for tag in make_tags(870)])

    said = said_on(answer)
    assert "Đưa 870 thẻ đã chọn vào thùng rác?" in said
    assert "Và 770 mục khác" in said
    client.post("/quan-tri/articles/tag/", fields_of_the_question(answer))
    assert not Tag.objects.exists()


def test_more_than_a_form_can_hold_are_refused_before_the_question(sit_down):
    make_tags(1250)
    all_of_them = {"action": "delete_selected", "select_across": "1", "_selected_action": Tag.objects.first().pk}

    answer = sit_down(make_user(EDITOR)).post("/quan-tri/articles/tag/", all_of_them)

    assert "Chưa xóa được 1.250 thẻ đã chọn: mỗi lần chỉ xóa được nhiều nhất 900 mục." in said_on(answer)
    assert 'name="_selected_action"' not in answer.content.decode()


def test_what_is_in_use_says_by_what_and_what_to_do(sit_down):
    article = make_article(title="Bến Lam nhận hồ sơ tại nhà")
    other = make_category("Chuyển đổi số")
    client = sit_down(make_user(WEBMASTER))

    one = client.get(f"/quan-tri/articles/category/{article.category_id}/delete/")
    many = ask_for_many(client, "category", [article.category_id, other.pk])

    for answer, what in ((one, f"chuyên mục “{article.category.name}”"), (many, "2 chuyên mục đã chọn")):
        said = said_on(answer)
        assert f"Chưa xóa được {what} vì những mục sau đang dùng. Hãy sửa để các mục ấy thôi dùng" in said
        assert "Quay lại" in said
        assert "Không xóa, quay lại" not in said


def test_whoever_deletes_an_account_in_use_reads_how_to_lock_it(sit_down, nhung):
    make_draft(nhung)

    said = said_on(sit_down(make_user(is_superuser=True)).get(f"/quan-tri/accounts/user/{nhung.pk}/delete/"))

    assert "Muốn ngừng dùng một tài khoản, hãy mở tài khoản ấy và bỏ đánh dấu “Đang hoạt động”." in said


def test_the_way_back_works_without_script(sit_down):
    tag = Tag.objects.create(name="một cửa")
    client = sit_down(make_user(EDITOR))

    one = client.get(f"/quan-tri/articles/tag/{tag.pk}/delete/").content.decode()
    many = ask_for_many(client, "tag", [tag.pk]).content.decode()

    assert html.fromstring(one).xpath("//a[contains(@class, 'cancel-link')]/@href") == [
        f"/quan-tri/articles/tag/{tag.pk}/change/"
    ]
    assert html.fromstring(many).xpath("//a[contains(@class, 'cancel-link')]/@href") == ["/quan-tri/articles/tag/"]


def test_the_question_is_answered_as_before(sit_down):
    tags = [Tag.objects.create(name=f"thẻ {n}", slug=f"the-{n}") for n in range(3)]
    client = sit_down(make_user(EDITOR))

    client.post(f"/quan-tri/articles/tag/{tags[0].pk}/delete/", {"post": "yes"})
    question = ask_for_many(client, "tag", [tags[1].pk, tags[2].pk])
    client.post("/quan-tri/articles/tag/", fields_of_the_question(question))

    assert not Tag.objects.exists()
