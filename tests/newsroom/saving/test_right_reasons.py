"""What is said when an article cannot be saved: the thing by its name, the true cause, and the text that was typed."""

from http import HTTPStatus

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType

from articles.models import Article, Event, Tag
from articles.workflow import DRAFT, REVIEW, WITHDRAWN
from newsroom.models import WorkingCopy
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_category, make_event, make_user
from tests.forms import fields_of
from tests.newsroom.copies.test_working_copies import send as send_copy
from tests.newsroom.copies.test_working_copies import sending
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of, save, write

pytestmark = pytest.mark.django_db
TYPED = {"title": "Bến Lam Thượng", "summary": "Sapo sửa muộn.", "body": "<p>Bà Hạnh cười.<script>x</script></p>"}
NO_ROWS = {f"attachments-{count}_FORMS": 0 for count in ("TOTAL", "INITIAL")}
JSON = {"Accept": "application/json"}


def opened(client, address):
    return fields_of(client.get(address), "article_form")


def errors_of(answer):
    return answer.context["adminform"].form.errors


def log_deletion(row, user):
    """As the admin's history has it."""
    content_type = ContentType.objects.get_for_model(row)
    LogEntry.objects.create(
        user=user, content_type=content_type, object_id=str(row.pk), object_repr=str(row), action_flag=DELETION
    )


def take_roles(user, *roles):
    user.groups.set(Group.objects.filter(name__in=roles))


def assert_shows_typed(answer, status):
    page = answer.content.decode()
    assert answer.status_code == status
    assert "Sapo sửa muộn." in page
    assert "<p>Bà Hạnh cười.</p>" in page
    return page


def test_ones_own_save_in_another_tab_is_said_to_be_that(sit_down, hoa):
    article = make_article()
    form = opened(sit_down(hoa), page_of(article))
    save(sit_down(hoa), article, title="Từ tab kia")

    page = sit_down(hoa).post(page_of(article), form | {"title": "Từ tab này"}).content.decode()

    assert "Chính bạn đã lưu bài này ở tab khác lúc " in page
    assert "Ghi đè bản ấy" in page
    assert "Từ tab này" in page


def test_a_step_that_a_colleague_took_meanwhile_is_named(sit_down, hoa):
    article, lan = make_article(), make_user(EDITOR, username="lan")
    form = opened(sit_down(lan), page_of(article))
    save(sit_down(hoa), article, status=WITHDRAWN, note="Sai số liệu.")

    page = sit_down(lan).post(page_of(article), form | {"title": "Bến Lam"}).content.decode()

    assert "Minh Hòa vừa lưu bài này trong khi bạn đang sửa. Bài đã chuyển sang “Đã gỡ”." in page


def test_an_article_that_was_deleted_shows_what_was_typed_and_who_deleted_it(sit_down, nhung, hoa):
    article, client = make_draft(nhung, title="Bến Lam"), sit_down(nhung)
    address, form = page_of(article), opened(client, page_of(article))
    log_deletion(article, hoa)
    article.delete()

    page = assert_shows_typed(client.post(address, form | TYPED), HTTPStatus.GONE)
    error = client.post(address, form | TYPED, headers=JSON).json()["error"]

    assert "Bài “Bến Lam” Minh Hòa đã xóa lúc " in page
    assert "Viết tiếp thành bài mới" not in page
    assert "Bài “Bến Lam” Minh Hòa đã xóa lúc " in error["message"]


def test_what_was_typed_into_a_deleted_article_is_gone_on_with_as_a_new_one(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    address, form = page_of(article), opened(client, page_of(article))
    send_copy(client, sending(article, key=form["copy_key"]))
    article.delete()

    page = client.post(address, form | TYPED).content.decode()

    assert WorkingCopy.objects.open().count() == 1
    assert f'href="{ADD}?ban_nhap={form["copy_key"]}">Viết tiếp thành bài mới' in page


def test_a_writer_whose_right_was_taken_away_is_not_told_that_the_article_moved(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    form = opened(client, page_of(article))
    take_roles(nhung, MODERATOR)

    page = assert_shows_typed(client.post(page_of(article), form | TYPED), HTTPStatus.FORBIDDEN)

    assert "Bạn không có (hoặc không còn) quyền sửa bài viết" in page
    assert "vừa chuyển sang" not in page


def test_an_editor_who_is_a_writer_now_may_not_edit_what_others_wrote(sit_down, hoa, nhung):
    article, client = make_article(created_by=nhung), sit_down(hoa)
    form = opened(client, page_of(article))
    take_roles(hoa, WRITER)

    page = assert_shows_typed(client.post(page_of(article), form | TYPED), HTTPStatus.FORBIDDEN)
    error = client.post(page_of(article), form | TYPED, headers=JSON).json()["error"]

    assert "quyền sửa bài của người khác" in page
    assert error["reason"] == "no_right"
    assert "quyền sửa bài của người khác" in error["message"]


def test_of_what_is_hidden_from_them_people_learn_no_title(sit_down, hoa, nhung):
    article, client = make_draft(nhung, title="Chưa ai biết"), sit_down(hoa)
    form = opened(client, page_of(article))
    take_roles(hoa, WRITER)

    page = assert_shows_typed(client.post(page_of(article), form | TYPED), HTTPStatus.FORBIDDEN)

    assert "Chưa ai biết" not in page


def test_a_new_article_of_somebody_who_may_not_write_any_more_stays_on_the_page(sit_down, nhung):
    client = sit_down(nhung)
    form = opened(client, ADD)
    take_roles(nhung, MODERATOR)

    assert "quyền viết bài mới" in assert_shows_typed(client.post(ADD, form | TYPED), HTTPStatus.FORBIDDEN)
    assert not Article.objects.exists()


def test_an_article_that_was_withdrawn_meanwhile_is_said_to_be_that(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, created_by=nhung, title="Bến Lam")
    form = opened(sit_down(nhung), page_of(article))
    Article.objects.update(status=WITHDRAWN, saved_by=hoa)

    page = assert_shows_typed(sit_down(nhung).post(page_of(article), form | TYPED), HTTPStatus.CONFLICT)

    assert "Bài “Bến Lam” vừa chuyển sang “Đã gỡ” (Minh Hòa)" in page


def test_a_deleted_tag_is_called_by_the_name_that_the_page_had_for_it(sit_down, nhung):
    kept, gone = (Tag.objects.create(name=name) for name in ("tại nhà", "một cửa"))
    article = make_draft(nhung)
    article.tags.set([kept, gone])
    client = sit_down(nhung)
    form = opened(client, page_of(article))
    gone_pk = gone.pk
    gone.delete()

    answer = client.post(page_of(article), form | TYPED)

    (sentence,) = errors_of(answer)["tags"]
    assert sentence.startswith("Thẻ “một cửa” vừa bị xóa trong khi bạn đang sửa")
    assert str(gone_pk) not in sentence
    again = fields_of(answer, "article_form")
    assert again["tags"] == str(kept.pk)
    assert again["row_names"] == f"tags:{kept.pk} tại nhà"
    assert again["summary"] == "Sapo sửa muộn."


@pytest.mark.parametrize(
    ("field", "make", "name"),
    [
        ("tags", lambda: Tag.objects.create(name="một cửa"), "Thẻ “một cửa”"),
        ("category", lambda: make_category("Số hóa"), "Chuyên mục “Số hóa”"),
        ("event", lambda: make_event("Ngày hội"), "Sự kiện “Ngày hội”"),
    ],
)
def test_whoever_deleted_a_row_is_named(sit_down, nhung, hoa, field, make, name):
    row = make()
    pk = row.pk
    log_deletion(row, hoa)
    row.delete()

    answer = write(sit_down(nhung), **{"category": make_category().pk, field: pk})

    (sentence,) = errors_of(answer)[field]
    assert sentence.startswith(f"{name} Minh Hòa đã xóa lúc ")


def test_a_script_is_told_which_chosen_rows_are_gone(sit_down, nhung):
    tags = [Tag.objects.create(name=name) for name in ("một", "hai", "ba")]
    keys, event = [str(tag.pk) for tag in tags], make_event()
    rows = {"tags": keys, "event": str(event.pk), "category": make_category().pk}
    for row in (*tags[1:], event):
        row.delete()

    answer = sit_down(nhung).post(ADD, TYPED | rows | NO_ROWS, headers=JSON)

    gone = {place["name"]: place["gone"] for place in answer.json()["error"]["fields"]}
    assert gone == {"tags": keys[1:], "event": [rows["event"]]}


def test_several_deleted_tags_are_each_named_and_unknown_ones_too(sit_down, nhung):
    tags = [Tag.objects.create(name=name) for name in ("một", "hai")]
    keys = [str(tag.pk) for tag in tags]
    Tag.objects.all().delete()

    answer = write(sit_down(nhung), tags=keys, row_names=[f"tags:{keys[0]} một", "rác", f"tags:{keys[0]}"])

    first, second = errors_of(answer)["tags"]
    assert first.startswith("Thẻ “một” vừa bị xóa")
    assert second.startswith("Thẻ vừa bị xóa")


def test_an_event_that_is_deleted_leaves_its_articles(sit_down, hoa):
    article = make_article(event=make_event())
    Event.objects.all().delete()
    article.refresh_from_db()

    save(sit_down(hoa), article, title="Bến Lam")

    assert (article.title, article.event) == ("Bến Lam", None)


def test_who_never_wrote_a_text_gets_the_ordinary_refusal(sit_down, nhung):
    answer = sit_down(make_user(MODERATOR)).post(page_of(make_article(status=DRAFT, created_by=nhung)), {"title": "x"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
