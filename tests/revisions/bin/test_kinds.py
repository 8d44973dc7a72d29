"""Each kind of rows that editors delete comes back as it was; whether readers saw it is known."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Author, FormerSlug, Page
from comments.models import Rule
from layout.models import Banner, Link
from revisions.bin.registry import all_binned
from revisions.registry import all_kept
from revisions.saving import keep, saved_by
from revisions.thinning import thin
from tests.factories import (
    make_article,
    make_category,
    make_event,
    make_image,
)
from tests.portal.staff.rows_of_admin import make_rows
from tests.revisions.saves import address, words

from .bins import bin_as, columns, delete, entry_address

pytestmark = pytest.mark.django_db


def test_whatever_keeps_its_saves_goes_to_the_bin_but_what_nobody_can_delete(client, boss):
    binned = {each.model._meta.label for each in all_binned()}
    kept = {each.model._meta.label for each in all_kept()}

    never = {"layout.SiteSettings", "comments.Policy", "comments.ModerationPolicy"}
    assert kept - binned - {"articles.Article"} == never


@pytest.mark.parametrize(
    "label",
    [
        *("articles.Event", "articles.Category", "articles.Page", "articles.Tag", "articles.Author"),
        *(
            "layout.Link",
            "layout.Banner",
            "layout.Indicator",
            "comments.Rule",
            "comments.RejectionReason",
            "comments.CannedAnswer",
            "recordings.Recording",
            "copyediting.HouseWord",
        ),
        "articles.Abbreviation",
    ],
)
def test_what_the_admin_deletes_comes_back_as_it_was(client, boss, label):
    rows = {model._meta.label: row for model, row in make_rows().items()}
    row = make_category("Chuyển đổi số") if label == "articles.Category" else rows[label]
    before = columns(row)

    entry, _ = delete(client, row)
    assert not type(row).objects.filter(pk=row.pk).exists()
    client.post(entry_address(entry))

    assert columns(row) == before | ({"updated_at": before["updated_at"]} if "updated_at" in before else {})


def test_every_kind_of_the_bin_stands_in_the_test_above():
    [mark] = test_what_the_admin_deletes_comes_back_as_it_was.pytestmark
    mine = {each.model._meta.label for each in all_binned() if not each.stays_in_table}

    # test_pictures.py, tests/newsroom/documents/test_taken_out.py
    assert mine == {*mark.args[1], "uploads.Image", "articles.Attachment"}


def test_former_addresses_lead_to_an_event_again_that_was_renamed_before(client, boss):
    event = make_event(name="Ngày hội", slug="ngay-hoi")
    event.slug = "ngay-hoi-2026"
    event.save()
    entry, _ = delete(client, event)
    assert not FormerSlug.objects.exists()
    assert entry.addresses == ["/su-kien/ngay-hoi-2026/", "/su-kien/ngay-hoi/"]

    client.post(entry_address(entry))

    assert client.get("/su-kien/ngay-hoi/").headers["Location"] == "/su-kien/ngay-hoi-2026/"


def test_an_author_signs_again_only_what_still_names_them(client, boss):
    stays, changed = (make_article(title=f"Bài {n}", byline="Quang Hậu") for n in range(2))
    author = Author.objects.get()
    entry, _ = delete(client, author)
    changed.byline = "Thùy Nhung"
    changed.save()

    client.post(entry_address(entry))

    assert list(Author.objects.get(pk=author.pk).articles.all()) == [stays]


def test_what_a_rule_has_counted_comes_back_with_it(client, boss):
    rule = Rule.objects.create(pattern="tài xỉu trá hình", hits=41, last_hit_at=timezone.now())
    entry, _ = delete(client, rule)

    client.post(entry_address(entry))

    assert Rule.objects.get(pk=rule.pk).hits == 41


def test_a_banner_whose_picture_is_in_no_library_any_more_says_which(client, boss):
    picture = make_image(alt="Băng rôn đường Trần Phú")
    entry, _ = delete(client, Banner.objects.create(place=Banner.Place.values[0], image=picture))
    picture.delete()

    answer = client.post(entry_address(entry))

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Ảnh “Băng rôn đường Trần Phú” không còn nữa nên chưa khôi phục được banner này" in words(answer)


@pytest.mark.parametrize(
    ("saw", "make"),
    [
        (True, make_event),
        (True, lambda: make_category("Chuyển đổi số")),
        (True, lambda: Page.objects.create(title="Giới thiệu", body="<p>Trang tin.</p>")),
        (True, lambda: Link.objects.create(menu=Link.Menu.values[0], label="Hỏi đáp", url="/")),
        (True, lambda: Link.objects.create(menu=Link.Menu.values[0], label="Hỏi", url="/", is_shown=False)),
        (False, lambda: Rule.objects.create(pattern="tài xỉu trá hình")),
    ],
)
def test_what_readers_saw_or_may_have_seen_is_known(hoa, saw, make):
    assert bin_as(hoa, make()).readers_saw is saw


def save_page(page, user, **fields):
    with saved_by(user):
        keep(page)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save()


def test_a_page_that_was_shown_for_an_hour_is_what_readers_saw_after_its_revisions_are_thinned_out_too(hoa):
    page = Page(title="Nháp", slug="nhap", body="<p>Chưa xong.</p>")
    for title, is_shown in (("Nháp", False), ("Hai", True), ("Ba", True), ("Bốn", False), ("Năm", False)):
        save_page(page, hoa, title=title, is_published=is_shown)
    later = timezone.now() + timedelta(days=400)

    counted, done = (sum(each.going for each in thin(365, do=do, at=later)) for do in (False, True))

    assert counted == done == 1  # of the two that were shown the first stays
    assert bin_as(hoa, page).readers_saw


def test_a_page_that_the_last_release_saved_in_between_may_have_been_seen(hoa):
    page = Page(title="Nháp", slug="nhap", body="<p>Chưa xong.</p>")
    save_page(page, hoa, is_published=False)
    Page.objects.update(title="Đã hiện rồi ẩn")
    page.refresh_from_db()
    save_page(page, hoa, title="Ẩn")

    assert bin_as(hoa, page).readers_saw


def test_a_page_that_never_was_shown_from_its_first_save_on_is_not_what_readers_saw(client, boss):
    client.post("/quan-tri/articles/page/add/", {"title": "Nháp", "body": "<p>Chưa xong.</p>", "slug": ""})
    page = Page.objects.get()
    hidden, _ = delete(client, page)
    client.post(entry_address(hidden))
    form = {"title": "Nháp", "body": "<p>Xong.</p>", "slug": page.slug}
    client.post(address(page, "change"), form | {"is_published": "on"})
    client.post(address(page, "change"), form)

    shown_once, _ = delete(client, page)

    assert (hidden.readers_saw, hidden.addresses) == (False, [])
    assert (shown_once.readers_saw, shown_once.addresses) == (True, [f"/trang/{page.slug}/"])
