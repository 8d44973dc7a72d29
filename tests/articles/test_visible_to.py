"""Which articles a colleague may know before readers see them."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Permission
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Author
from articles.models.display_status import OUT_OF_THE_BIN, DisplayStatus
from articles.models.visible_to import NOT_FOR_YOU
from database.deletion_pages import MAX_NAMED, NamesKnownRows
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_image, make_user

from .test_visibility import NINE, at_every_border  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
CHANGE = "admin:articles_article_change"


@pytest.fixture
def of_each_status(nhung):
    """{DisplayStatus: article}, all begun by Nhung and signed by somebody else."""
    now, day = timezone.now(), timedelta(days=1)
    common = {"created_by": nhung, "byline": "Ban Bạn đọc"}
    moments = {
        DisplayStatus.DRAFT: ("draft", None, None),
        DisplayStatus.REVIEW: ("review", None, None),
        DisplayStatus.SCHEDULED: ("published", now + day, None),
        DisplayStatus.SHOWN: ("published", now - day, None),
        DisplayStatus.EXPIRED: ("published", now - 2 * day, now - day),
        DisplayStatus.WITHDRAWN: ("withdrawn", now - day, None),
    }
    return {
        status: make_article(status=state, published_at=begins, expires_at=ends, **common)
        for status, (state, begins, ends) in moments.items()
    }


HIDDEN = {DisplayStatus.DRAFT, DisplayStatus.REVIEW, DisplayStatus.SCHEDULED}


def seen(articles, user):
    known = set(Article.objects.visible_to(user))
    return {status for status, article in articles.items() if article in known}


@pytest.mark.parametrize("role", [WRITER, MODERATOR, WEBMASTER, None])
def test_others_know_what_readers_see_or_could_see_once(of_each_status, role):
    assert seen(of_each_status, make_user(role)) == set(OUT_OF_THE_BIN) - HIDDEN


@pytest.mark.parametrize("nobody", [None, AnonymousUser()], ids=["None", "anonymous"])
def test_so_does_anybody_also_of_articles_that_nobody_began(of_each_status, nobody):
    Article.objects.update(created_by=None)

    assert seen(of_each_status, nobody) == set(OUT_OF_THE_BIN) - HIDDEN


def test_the_creator_of_an_article_knows_it_in_every_state(of_each_status, nhung):
    assert seen(of_each_status, nhung) == set(OUT_OF_THE_BIN)


def test_a_user_who_may_edit_any_article_knows_all(of_each_status, hoa):
    alone = make_user()
    alone.user_permissions.add(Permission.objects.get(codename="edit_any_article"))

    for user in (hoa, alone, make_user(is_superuser=True)):
        assert seen(of_each_status, user) == set(OUT_OF_THE_BIN)


def test_all_who_sign_an_article_know_it_and_once_each(nhung):
    pair = [make_user(WRITER), make_user(WRITER)]
    for name, user in zip(["Quang Hậu", "Lê Thị Bưởi"], pair, strict=True):
        Author.objects.create(name=name, user=user)
    draft = make_article(status="draft", published_at=None, created_by=nhung, byline="Quang Hậu – Lê Thị Bưởi")

    for user in pair:
        assert list(Article.objects.visible_to(user)) == [draft]
    draft.byline = "Quang Hậu"
    draft.save()
    assert [list(Article.objects.visible_to(user)) for user in pair] == [[draft], []]


def test_the_row_and_the_query_agree_about_what_was_public(at_every_border):  # noqa: F811
    known = set(Article.with_binned.visible_to(None, NINE))

    assert known == {article for article in at_every_border if article.was_public(NINE)}
    assert 0 < len(known) < len(at_every_border)


def test_what_is_withdrawn_before_its_hour_does_not_become_public_by_the_hour(nhung, hoa, time_machine):
    article = make_article(published_at=timezone.now() + timedelta(hours=2), created_by=nhung)
    workflow.move(article, workflow.WITHDRAWN, by=hoa, source=workflow.PUBLISHED, note="Hủy họp báo")

    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert not Article.objects.visible_to(make_user(WRITER)).exists()
    assert Article.objects.visible_to(nhung).exists()


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("role", [WRITER, MODERATOR])
def test_an_old_bookmark_of_an_article_that_is_not_for_one_says_so(sit_down, of_each_status, role, page):
    user = make_user(role)
    if page == "delete":
        user.user_permissions.add(Permission.objects.get(codename="bin_article"))
    client = sit_down(user)

    for status in HIDDEN:
        answer = client.get(reverse(f"admin:articles_article_{page}", args=[of_each_status[status].pk]))
        assert (status, answer.status_code) == (status, 403)
        assert NOT_FOR_YOU in answer.text


def test_so_does_the_page_on_the_site_to_colleagues_while_readers_find_nothing(client, sit_down, of_each_status):
    draft = of_each_status[DisplayStatus.DRAFT]
    assert client.get(draft.get_absolute_url()).status_code == 404

    answer = sit_down(make_user(WRITER)).get(draft.get_absolute_url())
    assert answer.status_code == 403
    assert NOT_FOR_YOU in answer.text


def test_an_article_that_there_never_was_is_not_found_as_before(sit_down):
    answer = sit_down(make_user(WRITER)).get(reverse(CHANGE, args=[99999]), follow=True)

    assert answer.status_code == 200
    assert "99999" in " ".join(str(message) for message in answer.context["messages"])


def test_nobody_saves_an_article_that_they_may_not_know(sit_down, of_each_status):
    draft = of_each_status[DisplayStatus.DRAFT]

    answer = sit_down(make_user(WRITER)).post(reverse(CHANGE, args=[draft.pk]), {"title": "Của tôi"})

    assert answer.status_code == 403
    assert Article.objects.get(pk=draft.pk).title == draft.title


def test_the_tabs_above_the_list_count_what_the_list_shows(sit_down, of_each_status, nhung):
    for user, drafts in [(make_user(WRITER), 0), (nhung, 1)]:
        page = sit_down(user).get(reverse("admin:articles_article_changelist"), {"trang_thai": "draft"})
        assert f"Bản nháp ({drafts})" in page.text
        assert page.context["cl"].result_count == drafts


def test_the_first_page_counts_and_lists_what_one_may_know(sit_down, of_each_status, nhung):
    for user, waiting in [(make_user(WRITER), 0), (nhung, 1)]:
        page = sit_down(user).get(reverse("admin:index"))
        figures = {figure.title: figure.figure for figure in page.context["waiting"]}
        assert (figures["Bài chờ duyệt"], figures["Bài hẹn giờ"]) == (waiting, waiting)
        assert {article.display_status() for article in page.context["recent"]} == seen(of_each_status, user)


def test_a_deletion_names_a_draft_by_its_number_to_a_user_who_may_not_know_it(sit_down, of_each_status):
    draft, shown = of_each_status[DisplayStatus.DRAFT], of_each_status[DisplayStatus.SHOWN]

    page = sit_down(make_user(WEBMASTER)).get(reverse("admin:articles_category_delete", args=[draft.category_id])).text

    assert f"Bài viết số {draft.pk} (chưa đăng, tài khoản của bạn không xem được)" in page
    assert draft.title not in page
    assert shown.title in page


def test_so_does_the_deletion_of_many_rows_at_once(sit_down, of_each_status):
    draft = of_each_status[DisplayStatus.DRAFT]
    chosen = {"action": "delete_selected", "_selected_action": [draft.category_id]}

    page = sit_down(make_user(WEBMASTER)).post(reverse("admin:articles_category_changelist"), chosen).text

    assert f"Bài viết số {draft.pk} (chưa đăng" in page
    assert draft.title not in page


def test_a_picture_of_a_draft_says_that_it_is_used_and_not_where(sit_down, nhung):
    image = make_image()
    in_text = make_article(status="draft", published_at=None, created_by=nhung, body=f'<img src="{image.url}" alt="">')
    as_cover = make_article(status="draft", published_at=None, created_by=nhung, cover=image)
    client = sit_down(make_user(WEBMASTER))

    for page in ("change", "delete"):
        text = client.get(reverse(f"admin:uploads_image_{page}", args=[image.pk])).text
        for article in (in_text, as_cover):
            assert f"Bài viết số {article.pk} (chưa đăng" in text
            assert article.title not in text


def test_a_deletion_that_thousands_forbid_names_only_so_many(sit_down):
    first = make_article()
    Article.objects.bulk_create(
        Article(title=f"Bài {number}", slug="bai", category=first.category) for number in range(MAX_NAMED + 20)
    )

    page = sit_down(make_user(is_superuser=True)).get(f"/quan-tri/articles/category/{first.category_id}/delete/").text

    assert page.count("Bài viết: ") == MAX_NAMED
    assert "Và 21 mục khác" in page


def test_every_list_from_which_somebody_deletes_names_known_rows_alone(rf):
    request = rf.get("/")
    request.user = make_user(is_superuser=True)

    deleting = [one for one in admin.site._registry.values() if one.has_delete_permission(request)]

    assert len(deleting) > 10
    assert [type(one).__name__ for one in deleting if not isinstance(one, NamesKnownRows)] == []


@pytest.mark.parametrize("role", [WRITER, EDITOR])
def test_the_list_and_the_form_cost_the_same_for_all(sit_down, of_each_status, nhung, role, django_assert_num_queries):
    """The theme asks for what a form only shows five times over; it is read once."""
    user = nhung if role == WRITER else make_user(role)
    client, address = sit_down(user), reverse(CHANGE, args=[of_each_status[DisplayStatus.DRAFT].pk])
    client.get(address)

    with django_assert_num_queries(10):
        client.get(reverse("admin:articles_article_changelist"))
    with django_assert_num_queries(12):
        client.get(address)
