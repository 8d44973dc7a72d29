"""Steps that many chosen articles of the list take at once."""

from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Article
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN
from newsroom.lists.bulk_steps import MAX_ARTICLES
from revisions.models import SavedRow
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_user
from tests.newsroom.forms_in_admin import LIST, make_draft, sentences

pytestmark = pytest.mark.django_db


def ask(client, action, articles, query="", **more):
    """The page that asks."""
    sent = {"action": action, "_selected_action": [article.pk for article in articles], **more}
    return client.post(f"{LIST}{query}", sent)


def confirm(client, page, query="", **more):
    """The list that follows the button of the page that asks; the page again where it refuses."""
    able = page.context["able"]
    sent = {
        "action": page.context["step"].key,
        "confirmed": "1",
        "_selected_action": [one.article.pk for one in able],
        **{f"seen-{one.article.pk}": one.seen for one in able},
    }
    return client.post(f"{LIST}{query}", sent | more, follow=True)


def in_review(by, **fields):
    return make_article(status=REVIEW, published_at=None, created_by=by, **fields)


def statuses(*articles):
    return [Article.objects.get(pk=article.pk).status for article in articles]


def test_chosen_articles_are_published_each_with_its_revision_and_its_step(sit_down, nhung, hoa):
    first, second = in_review(nhung, title="Một"), in_review(nhung, title="Hai")
    client = sit_down(hoa)

    page = ask(client, "publish_many", [first, second])
    assert statuses(first, second) == [REVIEW, REVIEW]
    answer = confirm(client, page)

    assert sentences(answer) == ["Đã duyệt và xuất bản 2 bài."]
    for before in (first, second):
        article = Article.objects.get(pk=before.pk)
        assert (article.status, article.saved_by, article.edition) == (PUBLISHED, hoa, before.edition + 1)
        assert article.published_at <= timezone.now()
        assert article.body == before.body
        step = article.transitions.get()
        assert (step.by, step.from_status, step.to_status) == (hoa, REVIEW, PUBLISHED)
        assert SavedRow.objects.of(article).first().step == "Duyệt và xuất bản"


def test_the_page_says_which_articles_cannot_take_the_step_and_why(sit_down, nhung, hoa):
    ready, bare = in_review(nhung, title="Đủ"), in_review(nhung, title="Thiếu", summary="", body="")
    shown = make_article(title="Đang hiện")
    client = sit_down(hoa)

    page = ask(client, "publish_many", [ready, bare, shown])

    assert [one.article for one in page.context["able"]] == [ready]
    why = {one.article: one.why_not for one in page.context["unable"]}
    assert why == {
        bare: ["Chưa có sapo.", "Chưa có nội dung."],
        shown: ["Bài đang ở trạng thái “Đã xuất bản”, không có bước này."],
    }
    confirm(client, page)
    assert statuses(ready, bare) == [PUBLISHED, REVIEW]


@pytest.mark.parametrize(
    ("action", "source", "target"), [("return_many", REVIEW, DRAFT), ("withdraw_many", PUBLISHED, WITHDRAWN)]
)
def test_a_step_with_a_reason_asks_for_it_and_gives_it_to_each_writer(sit_down, nhung, hoa, action, source, target):
    article = make_article(status=source, created_by=nhung)
    client = sit_down(hoa)
    page = ask(client, action, [article])

    for nothing in ("", "  ", "\u200b"):
        refused = confirm(client, page, note=nothing)
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "xin ghi lý do để người viết biết" in refused.content.decode()
    too_long = confirm(client, page, note="x" * 2001)
    assert "Lý do dài 2.001 ký tự, tối đa 2.000 ký tự. Xin bớt 1 ký tự." in too_long.content.decode()
    assert too_long.context["note"] == "x" * 2001
    assert statuses(article) == [source]

    confirm(client, page, note="Thiếu số liệu.")
    assert statuses(article) == [target]
    assert article.transitions.get().note == "Thiếu số liệu."


def test_a_second_click_takes_no_step_again(sit_down, nhung, hoa):
    article = in_review(nhung)
    client = sit_down(hoa)
    page = ask(client, "publish_many", [article], query="?trang_thai=review")

    confirm(client, page, query="?trang_thai=review")
    answer = confirm(client, page, query="?trang_thai=review")

    assert sentences(answer)[-1] == "1 bài đã ở trạng thái “Đã xuất bản” từ trước, không làm lại."
    assert article.transitions.count() == 1
    assert Article.objects.get().edition == article.edition + 1


def test_an_article_that_somebody_has_saved_since_is_left(sit_down, nhung, hoa):
    article, other = in_review(nhung, title="Vừa sửa"), in_review(nhung)
    client = sit_down(hoa)
    page = ask(client, "publish_many", [article, other])
    Article.objects.filter(pk=article.pk).update(edition=article.edition + 1)

    answer = confirm(client, page)

    assert statuses(article, other) == [REVIEW, PUBLISHED]
    assert sentences(answer) == [
        "Đã duyệt và xuất bản 1 bài.",
        "Chưa làm 1 bài. “Vừa sửa”: Người khác vừa lưu bài này, xin xem lại rồi chọn lại.",
    ]


@pytest.mark.parametrize(
    ("own", "said"),
    [(True, "Chính bạn vừa lưu bài này ở tab khác"), (False, "Thùy Nhung vừa lưu bài này")],
)
def test_who_has_saved_since_is_named_also_oneself(sit_down, nhung, hoa, own, said):
    article, client = in_review(nhung, title="Vừa sửa"), sit_down(hoa)
    page = ask(client, "publish_many", [article])
    Article.objects.filter(pk=article.pk).update(edition=article.edition + 1, saved_by=hoa if own else nhung)

    assert sentences(confirm(client, page)) == [f"Chưa làm 1 bài. “Vừa sửa”: {said}, xin xem lại rồi chọn lại."]


def test_articles_that_are_gone_when_the_button_is_pressed_are_counted(sit_down, nhung, hoa):
    articles, client = [in_review(nhung) for _ in range(3)], sit_down(hoa)
    page = ask(client, "publish_many", articles)
    Article.objects.filter(pk__in=[article.pk for article in articles[1:]]).delete()

    done, gone = sentences(confirm(client, page))

    assert done == "Đã duyệt và xuất bản 1 bài."
    assert gone.startswith("2 bài đã chọn không còn ở đây: vừa bị xóa, hoặc bạn không còn xem được.")


def test_what_changes_between_page_and_button_is_asked_again(sit_down, nhung, hoa):
    """A form may be made up, and what an article lacks may be written without a new edition."""
    article = in_review(nhung, title="Thiếu", summary="")
    client = sit_down(hoa)
    sent = {"action": "publish_many", "confirmed": "1", "_selected_action": [article.pk]}

    for seen in (f"review:{article.edition}", "draft:0", "", "published:1"):
        client.post(LIST, sent | {f"seen-{article.pk}": seen})

    assert statuses(article) == [REVIEW]


def test_a_writer_hands_in_their_own_drafts_and_nobody_elses(sit_down, nhung, hoa):
    own, others = make_draft(nhung), make_draft(hoa)
    client = sit_down(nhung)

    page = ask(client, "submit_many", [own, others])

    assert [one.article for one in (*page.context["able"], *page.context["unable"])] == [own]
    assert others.title not in [one.article.title for one in page.context["unable"]]
    confirm(client, page, **{"_selected_action": [own.pk, others.pk], f"seen-{others.pk}": f"draft:{others.edition}"})
    assert statuses(own, others) == [REVIEW, DRAFT]


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        (WRITER, {"submit_many"}),
        (EDITOR, {"submit_many", "return_many", "publish_many", "withdraw_many"}),
        (MODERATOR, set()),
        (WEBMASTER, None),
    ],
)
def test_each_role_is_offered_what_it_may_do_and_can_do_no_more(client, nhung, role, actions):
    user = make_user(role)
    client.force_login(user)
    drafts = {"submit_many": DRAFT, "return_many": REVIEW, "publish_many": REVIEW, "withdraw_many": PUBLISHED}
    for action, status in drafts.items():
        article = make_article(status=status, created_by=user if role == WRITER and action != "return_many" else nhung)
        sent = {"action": action, "confirmed": "1", "_selected_action": [article.pk], "note": "Vì."}
        client.post(LIST, sent | {f"seen-{article.pk}": f"{status}:{article.edition}"})
        may = actions is not None and action in actions
        assert (statuses(article) != [status]) == may, action
    page = client.get(LIST)
    if actions is None:
        assert page.status_code == HTTPStatus.FORBIDDEN
    elif form := page.context["action_form"]:
        offered = {name for name, _ in form.fields["action"].choices}
        assert offered & set(drafts) == actions


@pytest.mark.parametrize("pk", ["x", "\0", "-1", "9" * 30, "1 OR 1"])
def test_a_choice_that_is_no_number_is_answered_with_a_sentence(sit_down, hoa, pk):
    make_article()

    answer = sit_down(hoa).post(LIST, {"action": "publish_many", "_selected_action": [pk]}, follow=True)

    assert sentences(answer) == ["Danh sách gửi lên có mục không đọc được. Xin chọn lại."]


def test_nothing_is_left_of_articles_that_were_deleted(sit_down, hoa):
    make_article()

    page = sit_down(hoa).post(LIST, {"action": "publish_many", "_selected_action": ["999"]})

    assert "Không còn bài nào trong số đã chọn" in page.content.decode()


def test_too_many_at_once_are_refused_with_the_next_step(sit_down, nhung, hoa):
    article = make_draft(nhung)
    Article.objects.bulk_create(
        Article(title=f"{n}", slug="x", status=DRAFT, category=article.category) for n in range(MAX_ARTICLES)
    )
    sent = {"action": "submit_many", "_selected_action": [article.pk], "select_across": "1"}

    answer = sit_down(hoa).post(LIST, sent, follow=True)

    assert sentences(answer)[0].startswith("Mỗi lần làm được nhiều nhất 100 bài, mà bạn đã chọn 101 bài.")
    assert set(Article.objects.values_list("status", flat=True)) == {DRAFT}


def test_the_page_costs_the_same_for_few_and_for_many(
    sit_down, nhung, hoa, nothing_expires, django_assert_num_queries
):
    chosen = [in_review(nhung) for _ in range(20)]
    client = sit_down(hoa)

    ask(client, "publish_many", chosen)

    for some in (chosen[:2], chosen):
        with django_assert_num_queries(19):  # three for what proofreading finds: own words, what is dismissed, read
            ask(client, "publish_many", some)
