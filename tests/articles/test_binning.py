"""Articles in the bin: who may, what the row says meanwhile, and as what it comes back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.binning import BINS, INTO_BIN, OUT_ALREADY, OUT_OF_BIN, PUBLISHES, WITHDRAWS, put_back, take_out, why_not
from articles.models import Article, Attachment
from articles.models.display_status import DisplayStatus
from articles.models.visible_to import title_for
from articles.workflow import move
from revisions.models import SavedRow
from revisions.saving import saved_by
from tests.articles.test_visible_to import of_each_status  # noqa: F401 (a fixture)
from tests.comments.factories import make_comment
from tests.factories import MODERATOR, WEBMASTER, WRITER, make_article, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def bin_it(article, by=None):
    """The row in the bin, and what is to come back with it."""
    with saved_by(by):
        before = take_out(article, by)
    article.refresh_from_db()
    return before


def bring_back(article, before, by=None):
    with saved_by(by):
        sentences = put_back(article, before, by)
    article.refresh_from_db()
    return sentences


def shown_once(writer, editor, **fields):
    """An article that readers saw, that was taken back, and that `fields` say of today: without them a draft."""
    article = make_article(title="Bến Lam", created_by=writer, published_at=timezone.now() - 3 * DAY)
    for source, target in (("published", "withdrawn"), ("withdrawn", "draft")):
        move(article, target, by=editor, source=source, note="Sai số liệu.")
    Article.objects.filter(pk=article.pk).update(**fields)
    article.refresh_from_db()
    return article


def without(user, permission):
    """The same person with all permissions but this one."""
    rights, user = user.get_all_permissions() - {permission}, type(user).objects.get(pk=user.pk)
    user._perm_cache = user._user_perm_cache = user._group_perm_cache = rights
    return user


# Who may ----------------------------------------------------------------------------------------------------------

WHO_MAY = {
    "writes it": {DisplayStatus.DRAFT, DisplayStatus.REVIEW},
    "another writer": set(),
    "editor": set(DisplayStatus) - {DisplayStatus.BINNED},
    "editor without the right to withdraw": {DisplayStatus.DRAFT, DisplayStatus.REVIEW},
    "moderator": set(),
    "webmaster": set(),
    "superuser": set(DisplayStatus) - {DisplayStatus.BINNED},
}


@pytest.mark.parametrize("who", WHO_MAY)
def test_writers_bin_what_no_reader_saw_and_editors_everything(of_each_status, nhung, hoa, who):  # noqa: F811
    users = {
        "writes it": nhung,
        "another writer": make_user(WRITER),
        "editor": hoa,
        "editor without the right to withdraw": without(hoa, WITHDRAWS),
        "moderator": make_user(MODERATOR),
        "webmaster": make_user(WEBMASTER),
        "superuser": make_user(is_superuser=True),
    }
    reasons = {status: why_not(users[who], article) for status, article in of_each_status.items()}

    assert {status for status, reason in reasons.items() if not reason} == WHO_MAY[who]
    assert all(reason.endswith(".") for reason in reasons.values() if reason)


def test_nobody_bins_without_the_right_to(nhung):
    draft = make_article(status="draft", published_at=None, created_by=nhung)

    assert not why_not(nhung, draft)
    assert "không có quyền đưa bài vào thùng rác" in why_not(without(nhung, BINS), draft)


def test_what_readers_saw_and_is_a_draft_again_is_for_editors(nhung, hoa):
    article = make_article(created_by=nhung)
    Article.objects.filter(pk=article.pk).update(status="draft")
    article.refresh_from_db()

    assert "bạn đọc đã xem" in why_not(nhung, article)
    assert not why_not(hoa, article)
    assert why_not(without(hoa, WITHDRAWS), article)


def test_whoever_may_bin_an_article_may_bring_it_back(of_each_status, nhung, hoa):  # noqa: F811
    for status, article in of_each_status.items():
        may = not why_not(nhung, article)
        bin_it(article, hoa)
        assert not why_not(hoa, article)
        assert (not why_not(nhung, article)) >= may, status


# What the row says meanwhile --------------------------------------------------------------------------------------


def test_the_state_says_to_the_last_release_what_readers_saw(of_each_status, hoa):  # noqa: F811
    for status, article in of_each_status.items():
        seen = status in {DisplayStatus.SHOWN, DisplayStatus.EXPIRED, DisplayStatus.WITHDRAWN}
        bin_it(article, hoa)
        assert article.status == ("withdrawn" if seen else "draft")
        assert article.display_status() == DisplayStatus.BINNED
        assert article.is_gone() == seen
        assert article not in Article.objects.all()


def test_readers_are_told_that_what_they_saw_is_gone_and_nothing_of_what_they_did_not(client, of_each_status, hoa):  # noqa: F811
    for article in of_each_status.values():
        bin_it(article, hoa)
        code = 410 if article.status == "withdrawn" else 404
        for reader in (None, hoa):
            client.force_login(reader) if reader else client.logout()
            assert client.get(article.get_absolute_url()).status_code == code


def test_binning_and_bringing_back_are_steps_and_revisions(hoa):
    article = make_article(created_by=hoa)

    before = bin_it(article, hoa)
    bring_back(article, before, hoa)

    steps = [(step.from_status, step.to_status, step.note, step.by) for step in article.transitions.all()]
    assert steps == [("withdrawn", "published", OUT_OF_BIN, hoa), ("published", "withdrawn", INTO_BIN, hoa)]
    assert list(SavedRow.objects.of(article).values_list("step", flat=True))[:2] == [OUT_OF_BIN, INTO_BIN]
    assert article.edition == 2


def test_a_form_that_is_open_is_not_stale_when_a_draft_was_in_the_bin_and_came_back(nhung):
    draft = make_article(status="draft", published_at=None, created_by=nhung, edition=3)

    bring_back(draft, bin_it(draft, nhung), nhung)

    assert (draft.edition, draft.status) == (3, "draft")
    assert not draft.transitions.exists()


def test_the_last_release_takes_out_what_it_publishes(hoa):
    article = make_article(status="draft")
    before = bin_it(article, hoa)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET title = 'khác' WHERE id = %s", [article.pk])
        article.refresh_from_db()
        assert article.binned_at
        cursor.execute("UPDATE articles_article SET status = 'published' WHERE id = %s", [article.pk])

    article.refresh_from_db()
    assert article.is_visible()
    assert bring_back(article, before, hoa) == [OUT_ALREADY]


# What comes back --------------------------------------------------------------------------------------------------


def test_every_article_comes_back_as_what_it_was_but_for_schedules(of_each_status, hoa):  # noqa: F811
    for status, article in of_each_status.items():
        sentences = bring_back(article, bin_it(article, hoa), hoa)
        is_scheduled = status == DisplayStatus.SCHEDULED
        assert article.display_status() == (DisplayStatus.DRAFT if is_scheduled else status)
        assert bool(sentences) == is_scheduled
        assert article in Article.objects.all()


def test_all_that_hung_on_it_comes_back(hoa, client):
    article = make_article()
    comment = make_comment(article)
    Attachment.objects.bulk_create([Attachment(article=article, title="Phụ lục", file="tep/a.pdf", size=3)])
    address = article.get_absolute_url()

    before = bin_it(article, hoa)
    assert client.get(f"/binh-luan/{article.pk}/").status_code == 404
    bring_back(article, before, hoa)

    page = client.get(address)
    assert page.status_code == 200
    for name in ("Phụ lục", comment.name):
        assert name in page.content.decode()


def test_an_hour_that_passed_in_the_bin_is_forgotten_and_one_to_come_is_kept(hoa, time_machine):
    now = timezone.now()
    soon, later = (make_article(published_at=now + n * DAY) for n in (1, 9))
    before = [bin_it(article, hoa) for article in (soon, later)]
    time_machine.move_to(now + 2 * DAY)

    said = [*bring_back(soon, before[0], hoa), *bring_back(later, before[1], hoa)]

    assert "đã qua khi bài ở trong thùng rác" in said[0]
    assert "vẫn ghi giờ hẹn" in said[1]
    assert [(each.status, each.published_at) for each in (soon, later)] == [("draft", None), ("draft", now + 9 * DAY)]


def test_only_whoever_publishes_brings_back_to_readers(hoa):
    article = make_article()
    before = bin_it(article, hoa)

    [sentence] = bring_back(article, before, without(hoa, PUBLISHES))

    assert "Bạn không có quyền xuất bản" in sentence
    assert article.status == "withdrawn"


def test_what_readers_would_miss_keeps_it_from_them(hoa):
    article = make_article()
    before = bin_it(article, hoa)
    Article.with_binned.filter(pk=article.pk).update(summary="")
    article.refresh_from_db()

    [sentence] = bring_back(article, before, hoa)

    assert "Chưa có sapo." in sentence
    assert article.status == "withdrawn"


def test_a_state_that_the_last_release_gave_it_meanwhile_stays(hoa):
    article = make_article()
    before = bin_it(article, hoa)
    Article.with_binned.filter(pk=article.pk).update(status="review")
    article.refresh_from_db()

    assert bring_back(article, before, hoa) == []
    assert article.status == "review"


@pytest.mark.parametrize("hour", [-3 * DAY, 3 * DAY])
def test_the_hour_of_what_is_a_draft_again_comes_back_with_it(nhung, hoa, hour):
    article = shown_once(nhung, hoa, published_at=timezone.now() + hour)
    was = article.published_at

    before = bin_it(article, hoa)
    assert article.published_at is None
    assert bring_back(article, before, hoa) == []

    assert (article.status, article.published_at) == ("draft", was)


def test_what_readers_saw_and_is_scheduled_anew_comes_back_as_a_draft_with_its_hour(nhung, hoa):
    article = shown_once(nhung, hoa, status="published", published_at=timezone.now() + DAY)

    before = bin_it(article, hoa)
    sentences = bring_back(article, before, hoa)

    assert (article.status, article.published_at > timezone.now()) == ("draft", True)
    assert "xin bấm “Hẹn giờ xuất bản” lại" in sentences[0]


# Who hears of it --------------------------------------------------------------------------------------------------


def test_colleagues_read_with_a_title_that_the_article_is_in_the_bin(nhung, hoa):
    draft = make_article(title="Bến Lam", status="draft", published_at=None, created_by=nhung)
    shown = make_article(title="Chợ Chùa")
    for article in (draft, shown):
        bin_it(article, hoa)

    def titles(user):
        return list(Article.with_binned.order_by("pk").values_list(title_for(user), flat=True))

    assert titles(hoa) == ["Bến Lam (trong thùng rác)", "Chợ Chùa (trong thùng rác)"]
    assert titles(make_user(MODERATOR)) == ["", "Chợ Chùa (trong thùng rác)"]
    assert titles(None) == ["", "Chợ Chùa"]


@pytest.mark.parametrize("today", [{}, {"status": "review"}, {"status": "published", "published_at": "soon"}])
def test_the_bin_tells_nobody_more_of_what_is_not_public_again(client, nhung, hoa, time_machine, today):
    if "published_at" in today:
        today = today | {"published_at": timezone.now() + timedelta(hours=1)}
    article, other = shown_once(nhung, hoa, **today), make_user(WRITER)
    assert Article.with_binned.visible_to(other).count() == 0

    bin_it(article, hoa)

    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert Article.with_binned.visible_to(other).count() == Article.with_binned.visible_to(None).count() == 0
    assert set(Article.with_binned.visible_to(nhung)) == set(Article.with_binned.visible_to(hoa)) == {article}
    assert article.readers_saw()
    assert client.get(article.get_absolute_url()).status_code == 410
