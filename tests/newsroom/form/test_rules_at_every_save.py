"""Whatever readers see satisfies the rules at every save; what may be an accident is asked about, once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone

from articles import workflow
from articles.models import Article, Tag
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN, NotAllowed, NotReady
from tests.factories import EDITOR, WRITER, make_article, make_category, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, page_of, save, write

pytestmark = pytest.mark.django_db
LONG = f"<p>{' '.join(['chữ'] * 812)}</p>"
SHORT = f"<p>{' '.join(['chữ'] * 95)}</p>"
QUESTION = "Nội dung giảm từ 812 xuống 95 từ. Lưu như vậy?"
TOMORROW = timedelta(days=1)


def form_of(answer):
    return answer.context["adminform"].form


def written(moment):
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def make_other_editor(*missing):
    """An editor by permissions of their own, without those that are `missing`."""
    names = {"view_article", "change_article", "publish_article", "withdraw_article", "edit_any_article"} - {*missing}
    user = make_user()
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="articles", codename__in=names))
    return user


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>&nbsp;</p>", "<p><br></p>", "<h2> </h2><p>\u200b</p>"])
@pytest.mark.parametrize("when", [timedelta(hours=-1), TOMORROW])
def test_what_readers_see_or_will_see_is_not_saved_empty(sit_down, hoa, when, body):
    article = make_article(published_at=timezone.now() + when)

    answer = save(sit_down(hoa), article, title="Tiêu đề mới", body=body)

    assert form_of(answer).errors["body"] == [
        "Chưa có nội dung. Bài đã xuất bản hoặc hẹn giờ thì lúc nào cũng phải đủ; không muốn bạn đọc thấy bài nữa, "
        "xin dùng “Gỡ bài”."
    ]
    assert fields_of(answer, "article_form")["title"] == "Tiêu đề mới"
    assert "không phải đi lại" in article.body


@pytest.mark.parametrize(
    ("emptied", "field"), [({"summary": ""}, "summary"), ({"byline": "", "source": ""}, "byline")]
)
def test_each_gap_of_a_published_article_stands_beside_its_field(sit_down, hoa, emptied, field):
    answer = save(sit_down(hoa), make_article(), **emptied)

    assert list(form_of(answer).errors) == [field]


def test_an_article_of_pictures_alone_is_whole():
    article = make_article(body='<figure><img src="/media/a.jpg" alt="Bến Lam"></figure>')

    article.full_clean()
    assert workflow.open_points(article) == []


@pytest.mark.parametrize("status", [DRAFT, REVIEW, WITHDRAWN])
def test_what_readers_do_not_see_may_lack_something(sit_down, hoa, status):
    article = make_article(status=status, created_by=hoa)

    save(sit_down(hoa), article, body="")

    assert article.body == ""


def test_the_rule_holds_where_no_form_is(hoa):
    """Bringing back a revision asks `full_clean`, a list, a bulk step or a command `move`."""
    article = make_article()
    article.body = "<p> </p>"

    with pytest.raises(ValidationError):
        article.full_clean()
    with pytest.raises(NotReady, match="nội dung"):
        workflow.move(article, PUBLISHED, by=hoa, source=PUBLISHED)


def test_an_accident_comes_back_as_a_question_and_is_saved_once_it_is_answered(sit_down, hoa):
    article = make_article(body=LONG)

    asked = save(sit_down(hoa), article, body=SHORT, summary="Sapo mới.")

    assert [question.sentence for question in form_of(asked).open_questions] == [QUESTION]
    assert not form_of(asked).errors
    assert QUESTION in asked.content.decode()
    assert "Đúng, lưu như vậy" in asked.content.decode()
    assert article.body == LONG

    key = form_of(asked).questions[0].key
    sit_down(hoa).post(page_of(article), fields_of(asked, "article_form") | {"confirmed": key})
    article.refresh_from_db()
    assert (article.body, article.summary) == (SHORT, "Sapo mới.")


def test_an_answer_does_not_count_for_the_next_accident(sit_down, hoa):
    article = make_article(body=LONG)
    key = form_of(save(sit_down(hoa), article, body=SHORT)).questions[0].key

    asked = save(sit_down(hoa), article, body="<p>chữ</p>", confirmed=key)

    assert "từ 812 xuống 1 từ" in form_of(asked).open_questions[0].sentence
    assert article.body == LONG


def test_an_answer_stays_while_another_mistake_is_corrected(sit_down, hoa):
    article = make_article(body=LONG, category=make_category("Số hóa"))
    other = make_category("Thủ tục")
    asked = save(sit_down(hoa), article, body=SHORT, category=other.pk)
    first, second = form_of(asked).questions

    again = sit_down(hoa).post(page_of(article), fields_of(asked, "article_form") | {"confirmed": first.key})
    assert form_of(again).open_questions == [second]
    assert fields_of(again, "article_form")["confirmed"] == first.key


def test_a_step_with_a_question_is_named_and_offered_again(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, created_by=nhung, published_at=None, body=LONG)

    asked = save(sit_down(hoa), article, body=SHORT, status=PUBLISHED)

    assert "Trả lời xong, xin bấm lại “Duyệt và xuất bản”" in asked.content.decode()
    assert article.status == REVIEW
    answer = {"confirmed": form_of(asked).questions[0].key, "status": PUBLISHED}
    sit_down(hoa).post(page_of(article), fields_of(asked, "article_form") | answer)
    article.refresh_from_db()
    assert article.is_visible()


def test_a_program_that_does_not_say_what_it_saw_is_asked_nothing_but_held_to_the_rules(sit_down, hoa):
    article = make_article(body=LONG)
    form = fields_of(sit_down(hoa).get(page_of(article)), "article_form")
    program = {name: value for name, value in form.items() if name != "seen_edition"}

    sit_down(hoa).post(page_of(article), program | {"body": SHORT})
    refused = sit_down(hoa).post(page_of(article), program | {"body": ""})

    article.refresh_from_db()
    assert article.body == SHORT
    assert "body" in form_of(refused).errors


def test_taking_all_tags_away_names_them(sit_down, hoa):
    article = make_article(tags=[Tag.objects.create(name="một cửa")])

    asked = save(sit_down(hoa), article, tags=None)

    assert "đang có “một cửa”" in form_of(asked).open_questions[0].sentence
    assert article.tags.exists()


@pytest.mark.parametrize(
    ("status", "role", "labels"),
    [
        (DRAFT, WRITER, ["Gửi duyệt"]),
        (REVIEW, WRITER, ["Rút về bản nháp"]),
        (DRAFT, EDITOR, ["Gửi duyệt", "Xuất bản"]),
        (REVIEW, EDITOR, ["Trả lại người viết…", "Duyệt và xuất bản"]),
        (PUBLISHED, EDITOR, ["Gỡ bài…"]),
        (WITHDRAWN, EDITOR, ["Mở lại bản nháp", "Xuất bản lại"]),
    ],
)
def test_each_step_is_a_button_that_says_what_it_does(sit_down, nhung, hoa, status, role, labels):
    article = make_article(status=status, created_by=nhung)

    page = sit_down(nhung if role == WRITER else hoa).get(page_of(article))

    assert [button.label for button in page.context["step_buttons"]] == labels
    assert 'name="status"' in page.content.decode()
    assert 'id="id_status"' not in page.content.decode()


def test_a_button_says_that_it_schedules(sit_down, hoa):
    article = make_draft(hoa, title="Bến Lam")
    Article.objects.update(published_at=timezone.now() + TOMORROW)

    page = sit_down(hoa).get(page_of(article))

    assert [button.label for button in page.context["step_buttons"]] == ["Gửi duyệt", "Hẹn giờ xuất bản"]


def test_saving_takes_no_step_whatever_was_refused_before(sit_down, nhung, hoa):
    article = make_article(status=REVIEW, created_by=nhung)
    returned = save(sit_down(hoa), article, status=DRAFT)  # without its reason

    sit_down(hoa).post(page_of(article), fields_of(returned, "article_form") | {"_save": "1"})

    article.refresh_from_db()
    assert article.status == REVIEW
    assert not article.transitions.exists()


def test_a_state_that_cannot_follow_is_refused_by_its_names(sit_down, nhung, hoa):
    article = make_article(status=WITHDRAWN, created_by=nhung)

    answer = save(sit_down(hoa), article, status=REVIEW)

    assert "Bài đang ở trạng thái “Đã gỡ”, bạn không chuyển sang “Chờ duyệt” được." in answer.content.decode()


def test_an_editor_dates_back_and_whoever_may_not_is_told_so(sit_down, hoa):
    month_ago = timezone.now() - timedelta(days=30)
    article = make_article()
    other = make_other_editor()

    refused = save(sit_down(other), article, published_at=written(month_ago))
    assert "bạn không có quyền ghi lùi ngày xuất bản" in form_of(refused).errors["published_at"][0]
    save(sit_down(hoa), article, published_at=written(month_ago))

    assert written(article.published_at) == written(month_ago)


def test_an_old_day_that_stays_needs_no_right(sit_down):
    article = make_article(published_at=timezone.now() - timedelta(days=4_000, seconds=7))
    other = make_other_editor()

    save(sit_down(other), article, title="Tiêu đề khác")

    assert article.title == "Tiêu đề khác"


def test_the_minute_that_runs_is_no_backdating(sit_down):
    other = make_other_editor()
    article = make_article(status=REVIEW, published_at=None)

    save(sit_down(other), article, status=PUBLISHED, published_at=written(timezone.now()))

    assert article.status == PUBLISHED


def test_a_writer_does_not_date_back_a_draft(sit_down, nhung):
    answer = write(sit_down(nhung), published_at="01/11/2020 08:00")

    assert "published_at" in form_of(answer).errors
    assert not Article.objects.exists()


def test_where_no_form_is_dating_back_needs_the_right_too(hoa):
    other, article = make_other_editor(), make_article()
    workflow.move(article, PUBLISHED, by=other, source=PUBLISHED)

    article.published_at = timezone.now() - timedelta(days=30)
    with pytest.raises(NotAllowed, match="ghi lùi"):
        workflow.move(article, PUBLISHED, by=other, source=PUBLISHED)
    workflow.move(article, PUBLISHED, by=hoa, source=PUBLISHED)


def test_a_schedule_that_is_withdrawn_before_its_hour_forgets_it_and_asks_nothing(sit_down, hoa):
    article = make_article(published_at=timezone.now() + TOMORROW, expires_at=timezone.now() + 2 * TOMORROW)

    save(sit_down(hoa), article, status=WITHDRAWN, note="Hủy họp báo.")

    assert (article.status, article.published_at) == (WITHDRAWN, None)


def test_an_article_of_release_0_4_0_with_a_gap_is_withdrawn_or_completed_and_not_saved_as_it_is(sit_down, hoa):
    article = make_article(summary="")

    refused = save(sit_down(hoa), article, is_featured="on")
    assert list(form_of(refused).errors) == ["summary"]
    save(sit_down(hoa), article, is_featured="on", summary="Bộ phận một cửa trả ngay.")
    assert article.is_featured

    Article.objects.update(summary="")
    save(sit_down(hoa), article, status=WITHDRAWN, note="Sai số liệu.")
    assert article.status == WITHDRAWN


def test_a_page_of_release_0_4_0_that_is_still_open_saves_and_takes_steps(sit_down, nhung, hoa):
    """It sends its field of states, and for a step its button after it."""
    article = make_article(status=REVIEW, created_by=nhung, published_at=None)
    page = fields_of(sit_down(hoa).get(page_of(article)), "article_form")
    old = {name: value for name, value in page.items() if name not in {"copy_key", "row_names"}}

    sit_down(hoa).post(page_of(article), old | {"status": REVIEW, "title": "Bến Lam"})
    article.refresh_from_db()
    assert (article.title, article.status) == ("Bến Lam", REVIEW)

    sit_down(hoa).post(page_of(article), old | {"seen_edition": article.edition, "status": [DRAFT, PUBLISHED]})
    article.refresh_from_db()
    assert article.status == PUBLISHED


def test_a_category_with_articles_is_not_deleted_under_them(hoa):
    article = make_article(published_at=timezone.now() + TOMORROW)

    with pytest.raises(ProtectedError):
        article.category.delete()


@pytest.mark.parametrize("number", [0, 3])
def test_what_is_asked_costs_no_query_for_each_tag(sit_down, hoa, django_assert_max_num_queries, number):
    article = make_article(body=LONG, tags=[Tag.objects.create(name=f"thẻ {each}") for each in range(number)])
    client = sit_down(hoa)
    form = fields_of(client.get(page_of(article)), "article_form") | {"body": SHORT}

    with django_assert_max_num_queries(45):
        client.post(page_of(article), form)


# Pictures that say nothing to whoever cannot see them

BARE = '<figure class="image"><img alt="" src="/media/anh/a-1280.webp"></figure>'
DESCRIBED = '<figure class="image"><img alt="Bến Lam" src="/media/anh/b-1280.webp"></figure>'
STILL = '<figure class="video"><a href="/video/abcdefghjk/"><img alt="" src="/media/anh/c.webp"> Tên</a></figure>'
MISSING = "chưa có mô tả, người không nhìn thấy ảnh"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (f"<p>Chữ</p>{BARE}", 1),
        (f"<p>Chữ</p>{BARE}{DESCRIBED}{BARE}", 2),
        ('<p><img src="/media/a.webp"></p>', 1),
        ('<p><img alt="\u2800 " src="/media/a.webp"></p>', 1),
        (f"<p>Chữ</p>{DESCRIBED}", 0),
        (f"<p>Chữ</p>{STILL}", 0),
        (f"{STILL}{BARE}", 1),
    ],
)
def test_an_article_is_published_with_each_picture_described(hoa, body, count):
    article = make_draft(hoa, body=body)

    sentences = [one for one in workflow.open_points(article) if MISSING in one]

    assert len(sentences) == bool(count)
    assert not count or sentences[0].startswith("Một ảnh" if count == 1 else f"{count} ảnh")


def test_what_was_published_with_such_a_picture_is_saved_and_takes_no_other(sit_down, hoa):
    article = make_article(body=f"<p>Chữ</p>{BARE}")
    client = sit_down(hoa)

    save(client, article, title="Tiêu đề mới")
    assert article.title == "Tiêu đề mới"

    answer = save(client, article, body=f"<p>Chữ</p>{BARE}{BARE.replace('a-1280', 'd-1280')}")
    assert MISSING in form_of(answer).errors["body"][0]
    assert article.body.count("<img") == 1


def test_a_step_to_readers_asks_for_the_description_and_one_to_the_editor_does_not(sit_down, hoa):
    article = make_draft(hoa, body=f"<p>Chữ</p>{BARE}")
    client = sit_down(hoa)

    save(client, article, status=REVIEW)
    assert article.status == REVIEW
    answer = save(client, article, status=PUBLISHED)

    assert article.status == REVIEW
    assert MISSING in answer.content.decode()
