"""A link shows an article that is not public yet to whoever knows its address, until it ends, and to nobody else."""

from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import resolve, reverse
from django.utils import timezone

from articles.models import Article
from articles.workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN
from cchc_portal.serving.page_keys import page_of
from newsroom.models import PreviewLink
from newsroom.preview import preview_links
from newsroom.preview.preview_links import MAX_OPEN, Refusal
from stats.imports.access_log import _page
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_image, make_user
from tests.newsroom.forms_in_admin import make_draft, sentences

pytestmark = pytest.mark.django_db


def make_link(article, by, **changes):
    link = preview_links.make(article, by=by, days=3, form_key=uuid4())
    PreviewLink.objects.filter(pk=link.pk).update(**changes)
    link.refresh_from_db()
    return link


def open_link(client, link):
    return client.get(reverse("preview:link", args=[link.token]))


def list_of(article):
    return reverse("newsroom:preview_links", args=[article.pk])


def made_by_form(client, article, **fields):
    address = reverse("newsroom:make_preview_link", args=[article.pk])
    return client.post(address, {"days": "3", "form_key": uuid4(), **fields}, follow=True)


def withdraw(client, link):
    return client.post(reverse("newsroom:withdraw_preview_link", args=[link.article_id, link.pk]), follow=True)


def ended(link):
    ago = timezone.now() - timedelta(days=4)
    PreviewLink.objects.filter(pk=link.pk).update(made_at=ago, ends_at=ago + timedelta(days=3))


@pytest.mark.parametrize("status", [DRAFT, REVIEW])
def test_somebody_without_an_account_reads_the_draft_as_it_is_saved_now(client, nhung, status):
    image = make_image()
    article = make_article(
        status=status, published_at=None, created_by=nhung, cover=image, title="Bến Lam", body="<p>Bản một.</p>"
    )
    link = make_link(article, nhung)
    article.body = "<p>Bản hai.</p>"
    article.save()

    html = open_link(client, link).content.decode()

    for words in ["Bản xem trước, chưa đăng", "Bến Lam", "Bản hai.", "Nội dung lưu lúc", "xem được đến", image.url]:
        assert words in html, words
    assert "Bản một." not in html
    picture = client.get(image.url)
    assert (picture.status_code, len(picture.getvalue()) > 0) == (HTTPStatus.OK, True)


def test_what_is_scheduled_can_be_read_before_its_hour(client, nhung, hoa):
    article = make_article(created_by=nhung, published_at=timezone.now() + timedelta(days=1), body="<p>Mai đăng.</p>")

    assert "Mai đăng." in open_link(client, make_link(article, hoa)).content.decode()


def test_nothing_of_it_is_kept_indexed_or_counted(client, nhung):
    link = make_link(make_draft(nhung), nhung)

    answer = open_link(client, link)
    html = answer.content.decode()

    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies
    for sign in ["data-beacon", "/binh-luan/", "data-rating", "data-share", "og:title", 'rel="canonical"', link.token]:
        assert sign not in html.partition("<main")[2], sign
    assert "data-beacon" not in html
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    path = f"/xem-truoc/{link.token}/"
    assert page_of(path, "") is None  # the page cache keeps no such page
    assert _page(path) is None  # an access log counts none
    assert "Disallow: /xem-truoc/" in client.get("/robots.txt").content.decode()


def test_a_link_in_a_frame_of_another_page_shows_nothing(client, nhung):
    assert open_link(client, make_link(make_draft(nhung), nhung)).headers["X-Frame-Options"] == "DENY"


def test_when_the_article_is_public_the_link_leads_to_it(client, nhung):
    article = make_draft(nhung)
    link = make_link(article, nhung)
    Article.objects.filter(pk=article.pk).update(status=PUBLISHED, published_at=timezone.now() - timedelta(minutes=1))

    answer = open_link(client, link)

    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, article.get_absolute_url())
    assert "no-store" in answer.headers["Cache-Control"]


def gone_with_article(link, article):
    article.delete()


def withdrawn(link, article):
    PreviewLink.objects.filter(pk=link.pk).update(withdrawn_at=timezone.now())


def maker_left(link, article):
    link.made_by.is_active = False
    link.made_by.save()


def taken_off(link, article):
    Article.objects.filter(pk=article.pk).update(status=WITHDRAWN, published_at=timezone.now() - timedelta(days=1))


def expired(link, article):
    now = timezone.now()
    moments = {"published_at": now - timedelta(days=2), "expires_at": now - timedelta(days=1)}
    Article.objects.filter(pk=article.pk).update(status=PUBLISHED, **moments)


@pytest.mark.parametrize(
    ("happens", "refusal"),
    [
        (lambda link, article: ended(link), Refusal.ENDED),
        (withdrawn, Refusal.WITHDRAWN),
        (maker_left, Refusal.WITHDRAWN),
        (gone_with_article, Refusal.DELETED),
        (taken_off, Refusal.TAKEN_OFF),
        (expired, Refusal.TAKEN_OFF),
    ],
)
def test_a_link_that_leads_nowhere_any_more_says_why_and_shows_nothing(client, nhung, happens, refusal):
    article = make_draft(nhung, title="Kết luận thanh tra", summary="Chưa công bố.", body="<p>Mật.</p>")
    link = make_link(article, nhung)
    happens(link, article)

    for user in (None, make_user(WRITER), nhung):
        if user and user.is_active:
            client.force_login(user)
        answer = open_link(client, link)
        html = answer.content.decode()
        assert answer.status_code == HTTPStatus.GONE
        assert refusal.value in html
        assert not any(word in html for word in ("thanh tra", "công bố", "Mật", "ket-luan", link.token))
        assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1],
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: ("0" if token[0] != "0" else "1") + token[1:],
        lambda token: token.upper(),
        lambda token: token[:32],
        lambda token: token[:32] * 2,
        lambda token: token + "0",
        lambda token: "x" * 64,
        lambda token: "ă" * 64,
        lambda token: "٣" * 64,
        lambda token: "-" * 64,
        lambda token: "a" * 5000,
    ],
)
def test_a_forged_address_costs_no_look_into_the_database(client, nhung, django_assert_num_queries, forge):
    token = make_link(make_draft(nhung, title="Kết luận thanh tra"), nhung).token
    if forge(token) == token:  # digits alone have no capitals
        return

    with django_assert_num_queries(0):
        assert preview_links.find(forge(token)).refusal is Refusal.FORGED
    answer = client.get(reverse("preview:link", args=[forge(token)]))

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert Refusal.FORGED.value in answer.content.decode()
    assert "thanh tra" not in answer.content.decode()


def test_the_database_alone_makes_no_address(nhung, settings):
    link = make_link(make_draft(nhung), nhung)
    token = link.token
    settings.SECRET_KEY = "another secret of another portal"

    assert PreviewLink.key_in(token) is None


def test_a_look_without_the_text_is_answered_too(client, nhung):
    answer = client.head(reverse("preview:link", args=[make_link(make_draft(nhung), nhung).token]))

    assert (answer.status_code, answer.content) == (HTTPStatus.OK, b"")


def test_other_methods_are_refused(client, nhung):
    answer = client.post(reverse("preview:link", args=[make_link(make_draft(nhung), nhung).token]))

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_reading_by_a_link_costs_few_queries(client, nhung, django_assert_num_queries):
    link = make_link(make_draft(nhung), nhung)
    open_link(client, link)

    with django_assert_num_queries(7):  # the link, the article, related ones, the site, the three boxes of the side
        open_link(client, link)


@pytest.mark.parametrize("days", [1, 3, 7])
def test_a_link_is_made_for_one_three_or_seven_days(sit_down, nhung, days):
    article = make_draft(nhung)

    answer = made_by_form(sit_down(nhung), article, days=days)

    link = PreviewLink.objects.get()
    assert link.ends_at - link.made_at == timedelta(days=days)
    assert link.address in answer.content.decode()
    assert (
        resolve(link.address.removeprefix("http://testserver")).view_name == "preview:link"
        or link.token in link.address
    )


@pytest.mark.parametrize("days", ["", "0", "2", "8", "-1", "x", "9" * 30, "1.5"])
def test_no_other_time_is_taken(sit_down, nhung, days):
    answer = made_by_form(sit_down(nhung), make_draft(nhung), days=days)

    assert sentences(answer) == [preview_links.NO_DAYS]
    assert not PreviewLink.objects.exists()


def test_the_database_keeps_no_longer_link(nhung):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_link(make_draft(nhung), nhung, ends_at=timezone.now() + timedelta(days=8))


def test_a_form_sent_twice_makes_one_link(sit_down, nhung):
    article, client, form_key = make_draft(nhung), sit_down(nhung), uuid4()
    for _ in range(2):
        made_by_form(client, article, form_key=form_key)

    assert PreviewLink.objects.count() == 1


@pytest.mark.parametrize("form_key", ["", "x", "0"])
def test_a_form_without_its_key_still_makes_a_link(sit_down, nhung, form_key):
    made_by_form(sit_down(nhung), make_draft(nhung), form_key=form_key)

    assert PreviewLink.objects.count() == 1


def test_the_key_of_anothers_form_makes_none_and_shows_none(sit_down, nhung, hoa):
    link = make_link(make_draft(nhung), nhung)

    answer = made_by_form(sit_down(hoa), make_draft(hoa), form_key=link.form_key)

    assert PreviewLink.objects.count() == 1
    assert link.token not in answer.content.decode()


def test_links_of_an_article_are_bounded(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    links = [make_link(article, nhung) for _ in range(MAX_OPEN)]

    assert sentences(made_by_form(client, article)) == [preview_links.TOO_MANY]
    withdraw(client, links[0])
    made_by_form(client, article)
    assert PreviewLink.objects.count() == MAX_OPEN + 1


@pytest.mark.parametrize(
    ("role", "may"), [(EDITOR, True), (WRITER, False), (MODERATOR, False), (WEBMASTER, False), (None, False)]
)
def test_who_may_see_make_and_withdraw_links(client, nhung, role, may):
    article = make_draft(nhung, title="Kết luận thanh tra")
    link = make_link(article, nhung)
    client.force_login(make_user(role))

    answers = [client.get(list_of(article)), made_by_form(client, article), withdraw(client, link)]

    assert [answer.status_code for answer in answers] == [HTTPStatus.OK if may else HTTPStatus.FORBIDDEN] * 3
    link.refresh_from_db()
    assert (link.withdrawn_at is not None) == may
    if not may:
        assert not any("thanh tra" in answer.content.decode() for answer in answers)
        assert PreviewLink.objects.count() == 1


def test_a_writer_makes_links_to_what_they_may_still_edit(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    assert client.get(list_of(article)).status_code == HTTPStatus.OK
    Article.objects.filter(pk=article.pk).update(status=PUBLISHED, published_at=timezone.now())

    answer = made_by_form(client, article)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert preview_links.NOT_YOURS in answer.content.decode()


@pytest.mark.parametrize("status", [PUBLISHED, WITHDRAWN])
def test_what_readers_saw_needs_no_link(sit_down, nhung, hoa, status):
    article = make_article(status=status, created_by=nhung)

    answer = made_by_form(sit_down(hoa), article)

    assert preview_links.NOT_A_DRAFT in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_nobody_signed_out_gets_to_the_list(client, nhung):
    article = make_draft(nhung)

    assert client.get(list_of(article)).status_code == HTTPStatus.FOUND
    assert client.post(reverse("newsroom:make_preview_link", args=[article.pk])).status_code == HTTPStatus.FOUND
    assert not PreviewLink.objects.exists()


def test_the_list_says_who_made_each_link_and_what_became_of_it(sit_down, nhung, hoa):
    article = make_draft(nhung)
    ended(make_link(article, nhung))
    withdraw(sit_down(hoa), make_link(article, hoa))
    still_open = make_link(article, hoa)

    html = sit_down(hoa).get(list_of(article)).content.decode()

    assert "Thùy Nhung tạo lúc" in html
    assert "đã hết hạn lúc" in html
    assert "Minh Hòa đã thu hồi lúc" in html
    assert html.count("/xem-truoc/") == 1
    assert still_open.address in html


def test_a_link_is_withdrawn_once_and_of_its_article_alone(sit_down, nhung, hoa):
    link, other = make_link(make_draft(nhung), nhung), make_draft(hoa)
    client = sit_down(hoa)
    wrong = client.post(reverse("newsroom:withdraw_preview_link", args=[other.pk, link.pk]))
    withdraw(client, link)
    link.refresh_from_db()
    first = link.withdrawn_at
    withdraw(sit_down(nhung), link)
    link.refresh_from_db()

    assert wrong.status_code == HTTPStatus.NOT_FOUND
    assert (link.withdrawn_at, link.withdrawn_by) == (first, hoa)


@pytest.mark.parametrize("number", [0, 1, 60])
def test_the_list_costs_the_same_however_long_it_is(sit_down, nhung, django_assert_num_queries, number):
    article, client = make_draft(nhung), sit_down(nhung)
    PreviewLink.objects.bulk_create(
        PreviewLink(article=article, made_by=nhung, form_key=uuid4(), ends_at=timezone.now() + timedelta(days=1))
        for _ in range(number)
    )
    client.get(list_of(article))

    with django_assert_num_queries(7):
        client.get(list_of(article))


def test_links_are_forgotten_thirty_days_after_their_end(nhung):
    article, now = make_draft(nhung), timezone.now()
    old, new = make_link(article, nhung), make_link(article, nhung)
    PreviewLink.objects.filter(pk=old.pk).update(made_at=now - timedelta(days=34), ends_at=now - timedelta(days=31))
    ended(new)

    assert PreviewLink.objects.forget_old() == 1
    assert PreviewLink.objects.get() == new


def test_the_last_release_deletes_articles_and_accounts_without_knowing_of_links(nhung, hoa):
    articles = [make_draft(None), make_draft(None)]
    links = [make_link(article, hoa) for article in articles]
    PreviewLink.objects.filter(pk=links[1].pk).update(withdrawn_at=timezone.now(), withdrawn_by=nhung)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_article_authors WHERE article_id = %s", [articles[0].pk])
        cursor.execute("DELETE FROM articles_article WHERE id = %s", [articles[0].pk])
        cursor.execute("DELETE FROM accounts_user_groups WHERE user_id = %s", [nhung.pk])
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [nhung.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    (left,) = PreviewLink.objects.all()
    assert (left.pk, left.withdrawn_by) == (links[1].pk, None)
