"""What readers write with a rating: screened, paged, hidden by an editor, read by nobody else, not kept for ever."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from comments.models import Policy, Rating
from comments.privacy.personal_data import erase, export, forget_old, kept_of
from comments.screening import rules
from tests.comments.factories import signed_in
from tests.factories import EDITOR, WEBMASTER, WRITER, make_article, make_site, make_user

pytestmark = pytest.mark.django_db

REASON = "Bài hay, hỏi thêm ông Nam 0912 345 678"
PAGE = "/quan-tri/danh-gia/"


@pytest.fixture
def editor(db):
    return make_user(EDITOR)


def rate(client, article, reason, *, browser="Firefox"):
    fields = {"score": "4", "reason": reason}
    where = reverse("comments:rate", args=[article.pk])
    return client.post(where, fields, REMOTE_ADDR="203.0.113.5", headers={"User-Agent": browser})


def make_rating(article=None, reason=REASON, **fields):
    fields = {"day": timezone.localdate(), "score": 4, "rater": uuid4(), "network": uuid4()} | fields
    return Rating.objects.create(article=article or make_article(), reason=reason, **fields)


def hide(user, rating, work="an", **fields):
    return signed_in(user).post(
        reverse("hide_rating_reason"), {"danh_gia": rating.pk, "viec": work} | fields, follow=True
    )


def test_a_reason_is_screened_as_a_comment_is_and_nothing_is_refused(client):
    make_site()
    rules.expire()

    answer = rate(client, make_article(), REASON)

    rating = Rating.objects.get()
    assert answer.status_code == 303
    assert (rating.reason, [found["kind"] for found in rating.findings]) == (REASON, ["personal_data"])


def test_a_rating_without_a_reason_is_not_screened(client):
    make_site()
    rate(client, make_article(), "")

    assert Rating.objects.get().findings == []


def test_the_page_says_what_was_found_and_shows_it_apart(editor):
    found = make_rating(findings=[{"code": "shouting", "matched": ""}])
    plain = make_rating(reason="Rất hay.")

    all_of_them = signed_in(editor).get(PAGE).text
    to_look_at = signed_in(editor).get(f"{PAGE}?gop_y=can-xem").text

    assert "Viết phần lớn bằng chữ in hoa." in all_of_them
    assert found.reason in to_look_at
    assert plain.reason in all_of_them
    assert plain.reason not in to_look_at


def test_a_hidden_reason_is_on_its_own_page_alone_and_comes_back(editor):
    rating = make_rating()

    page = hide(editor, rating)

    assert "Đã ẩn góp ý." in page.text
    assert REASON not in signed_in(editor).get(PAGE).text
    assert REASON in signed_in(editor).get(f"{PAGE}?gop_y=an").text
    rating.refresh_from_db()
    assert (rating.hidden_by, bool(rating.hidden_at), rating.is_counted) == (editor, True, True)

    hide(editor, rating, "hien", gop_y="an")
    assert REASON in signed_in(editor).get(PAGE).text
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == ["Ẩn góp ý.", "Hiện lại góp ý."]


def test_pressed_twice_it_is_hidden_once(editor):
    rating = make_rating()
    hide(editor, rating)

    page = hide(editor, rating)

    assert "đã ẩn từ trước" in page.text
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("fields", [{"danh_gia": "9" * 30}, {"danh_gia": "x"}, {"danh_gia": ""}, {"viec": "x"}])
def test_what_is_not_there_is_told(editor, fields):
    rating = make_rating()

    page = signed_in(editor).post(
        reverse("hide_rating_reason"), {"danh_gia": rating.pk, "viec": "an"} | fields, follow=True
    )

    assert "Góp ý này không còn." in page.text
    rating.refresh_from_db()
    assert rating.hidden_at is None


def test_who_may_not_settle_ratings_hides_no_reason():
    rating = make_rating()

    assert hide(make_user(WRITER), rating).status_code == 403
    rating.refresh_from_db()
    assert rating.hidden_at is None


def test_a_hidden_reason_that_is_sent_again_stays_hidden_and_another_one_does_not(client, editor):
    make_site()
    article = make_article()
    rate(client, article, REASON)
    hide(editor, Rating.objects.get())

    rate(client, article, REASON)
    assert Rating.objects.get().hidden_at

    rate(client, article, "Bài hay.")
    rating = Rating.objects.get()
    assert (rating.reason, rating.hidden_at, rating.hidden_by, rating.findings) == ("Bài hay.", None, None, [])


def test_thousands_are_paged_at_the_same_cost(editor, django_assert_max_num_queries):
    article = make_article()
    Rating.objects.bulk_create(
        Rating(
            article=article,
            day=timezone.localdate(),
            score=4,
            rater=uuid4(),
            network=uuid4(),
            reason=f"Góp ý {number}.",
        )
        for number in range(1_200)
    )
    client = signed_in(editor)
    client.get(PAGE)

    with django_assert_max_num_queries(13):
        last = client.get(f"{PAGE}?trang=24").text

    assert "Góp ý 0." in last
    assert "Trang 24 trên 24" in last
    assert "đây là trang 24" in client.get(f"{PAGE}?trang=999").text


def test_readers_see_no_reason_anywhere(client):
    make_site()
    article = make_article()
    rating = make_rating(article)

    for address in (
        article.get_absolute_url(),
        reverse("comments:rate", args=[article.pk]),
        "/",
        "/rss/",
        "/thong-ke/",
    ):
        assert rating.reason not in client.get(address, follow=True).text


def test_reasons_are_kept_for_a_year_and_hidden_ones_as_long_as_refused_comments():
    now, policy = timezone.now(), Policy(keeps_refused_days=30)
    today = timezone.localdate()
    old = make_rating(day=today - timedelta(days=366))
    young = make_rating(day=today - timedelta(days=364))
    hidden = make_rating(hidden_at=now - timedelta(days=32), findings=[{"code": "rule", "words": ["0912"]}])
    freshly_hidden = make_rating(hidden_at=now - timedelta(days=28))

    forget_old(policy, today)

    for rating in (old, hidden):
        rating.refresh_from_db()
        assert (rating.reason, rating.findings, rating.score) == ("", [], 4)
    for rating in (young, freshly_hidden):
        rating.refresh_from_db()
        assert rating.reason == REASON


def test_a_reason_that_names_an_address_is_handed_out_and_erased_with_it():
    named = make_rating(reason="Viết cho tôi: Bich.Lien@thu.example nhé")
    other = make_rating(reason="Viết cho xbich.lien@thu.example nhé")

    kept = kept_of("bich.lien@thu.example")
    erase("bich.lien@thu.example")

    assert kept
    assert "Bich.Lien" in json.dumps(export(kept), ensure_ascii=False)
    assert "xbich" not in json.dumps(export(kept), ensure_ascii=False)
    named.refresh_from_db()
    other.refresh_from_db()
    assert named.reason == ""
    assert other.reason


def test_the_page_of_personal_data_tells_of_such_a_reason_where_nothing_else_is_kept():
    make_rating(reason="Viết cho tôi: bich.lien@thu.example nhé")

    page = signed_in(make_user(WEBMASTER)).post(reverse("personal_data"), {"who": "bich.lien@thu.example"}).text

    assert "1 góp ý có ghi địa chỉ này" in page
    assert "Xóa dữ liệu cá nhân" in page
