"""Pictures of the library in the bin: what is used does not go there; what is there is out of service, comes back."""

import errno
import os
from datetime import timedelta
from http import HTTPStatus
from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html as lxml_html
from reversion.models import Revision

from articles import binning, workflow
from articles.models import Article, Page
from revisions.bin import pictures
from revisions.bin.pages import PER_PAGE
from revisions.models import BinEntry, SavedRow
from revisions.saving import keep, saved_by
from tests.factories import WEBMASTER, WRITER, make_article, make_event, make_image, make_site, make_user
from tests.revisions.saves import address, save_as
from tests.uploads.factories import picture_bytes, sent
from uploads import usage
from uploads.images import CAME_BACK, store_image
from uploads.models import BinnedFile, Image
from uploads.names import files_of, picture_key

from .bins import bin_as, columns, refusals, return_as

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_folder")]
LIST, UPLOAD = "/quan-tri/uploads/image/", "/quan-tri/tai-len/anh/"
_numbers = count(1)
TEXTS = {"alt": "Ba cán bộ tiếp dân", "credit": "Ảnh: Thùy Nhung", "caption": "Sáng 20/11."}


@pytest.fixture
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def webmaster(client):
    user = make_user(WEBMASTER)
    client.force_login(user)
    return user


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def ask(client, address):
    answer = client.get(address)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else b""


def delete(client, image):
    return client.post(address(image, "delete"), {"post": "yes"})


def delete_all(client, images):
    chosen = {"action": "delete_selected", "_selected_action": [image.pk for image in images], "post": "yes"}
    return client.post(LIST, chosen)


def into_bin(user, row):
    if not isinstance(row, Article):
        return bin_as(user, row)
    with saved_by(user):
        return binning.take_out(row, user)


def text_of(answer):
    return " ".join(lxml_html.fromstring(answer.content.decode()).text_content().split())


def small_images(number_of_them):
    """Pictures of the library that cost no encoding."""
    images = []
    for number in range(number_of_them):
        digest = f"{next(_numbers):08x}".ljust(64, "0")
        image = Image(alt=f"Ảnh số {number}", credit="BBT", width=9, height=9, content_hash=digest)
        image.file = f"anh/{digest[:2]}/{digest[:32]}-1280.webp"
        for name in files_of(picture_key(image.file)):
            default_storage.save(name, ContentFile(b"x"))
        image.save()
        images.append(image)
    return images


def refuse(*_):
    raise OSError(errno.EROFS, "Read-only file system")


class TestThereAndBack:
    def test_it_comes_back_whole_and_at_the_same_address(self, client, webmaster, committed):
        image = store_image(sent(picture_bytes()), by=make_user(WRITER), **TEXTS)
        before, served = columns(image), [ask(client, image.url_for(size)) for size in (1280, 640, "vuong")]
        with committed():
            delete(client, image)
        entry = BinEntry.objects.open().of_row(image).get()
        client.logout()
        assert [ask(client, image.url_for(size))[0] for size in (1280, 640, "vuong")] == [HTTPStatus.GONE] * 3

        client.force_login(webmaster)
        client.post(f"/quan-tri/thung-rac/{entry.pk}/")

        assert columns(image) == before
        client.logout()
        assert [ask(client, image.url_for(size)) for size in (1280, 640, "vuong")] == served

    def test_the_page_of_the_bin_shows_the_picture_itself(self, client, webmaster, committed):
        image = make_image(**TEXTS)
        with committed():
            delete(client, image)
        entry = BinEntry.objects.get()

        page = client.get(f"/quan-tri/thung-rac/{entry.pk}/")

        assert f'src="{image.url_for(640)}"' in page.content.decode()
        assert ask(client, image.url_for(640))[0] == HTTPStatus.OK
        assert all(text in text_of(page) for text in TEXTS.values())

    def test_its_revisions_come_back_with_it(self, client, webmaster):
        image = make_image(**TEXTS)
        client.post(address(image, "change"), TEXTS | {"alt": "Hai cán bộ tiếp dân"})
        saved = [row.what for row in SavedRow.objects.of(image)]
        delete(client, image)

        return_as(webmaster, BinEntry.objects.get())

        assert [row.what for row in SavedRow.objects.of(image)][-len(saved) :] == saved

    def test_a_disk_that_refuses_brings_nothing_back_and_says_so(self, hoa, committed, monkeypatch):
        image = make_image()
        with committed():
            entry = bin_as(hoa, image)
        monkeypatch.setattr(os, "replace", refuse)

        assert refusals(hoa, entry) == [pictures.DISK_REFUSED]
        assert not Image.objects.exists()
        assert BinnedFile.objects.exists()
        assert BinEntry.objects.open().exists()

    def test_one_that_was_taken_in_again_by_the_last_release_is_not_there_twice(self, hoa):
        image = store_image(sent(picture_bytes()), **TEXTS)
        entry = bin_as(hoa, image)
        image.pk = None
        image.save()

        [said] = refusals(hoa, entry)

        assert "Ba cán bộ tiếp dân" in said
        assert image.content_hash not in said


class TestUsed:
    """What something shows is not deleted, and the page says where; also what would come back with it."""

    def uses(self):
        image, other = make_image(), make_event(name="Sự kiện khác")
        article = {"title": "Bài dùng ảnh", "status": workflow.DRAFT, "published_at": None}
        return (
            {
                "cover": lambda: make_article(cover=image, **article),
                "text": lambda: make_article(body=f'<p><img src="{image.url_for(640)}"></p>', **article),
                "page": lambda: Page.objects.create(title="Bài dùng ảnh", body=f'<img src="{image.url}">'),
                "event": lambda: make_event(name="Bài dùng ảnh", picture=image),
                "logo": lambda: make_site(name="Bài dùng ảnh", logo=image),
            },
            image,
            other,
        )

    @pytest.mark.parametrize("where", ["cover", "text", "page", "event", "logo"])
    def test_by_a_row_of_today(self, client, where):
        boss = make_user(is_superuser=True)
        client.force_login(boss)
        uses, image, _ = self.uses()
        uses[where]()

        page = client.get(address(image, "delete"))
        delete(client, image)

        assert "Bài dùng ảnh" in text_of(page)
        assert Image.objects.filter(pk=image.pk).exists()

    @pytest.mark.parametrize("where", ["cover", "text", "page", "event"])
    def test_by_what_is_in_the_bin(self, client, where):
        boss = make_user(is_superuser=True)
        client.force_login(boss)
        uses, image, _ = self.uses()
        into_bin(boss, uses[where]())

        for page in (client.get(address(image, "delete")), client.get(address(image, "change"))):
            assert "Bài dùng ảnh (trong thùng rác)" in text_of(page)
        delete(client, image)
        assert Image.objects.filter(pk=image.pk).exists()

    def test_what_came_back_without_it_lets_it_go(self, client):
        boss = make_user(is_superuser=True)
        client.force_login(boss)
        uses, image, _ = self.uses()
        event = uses["event"]()
        return_as(boss, bin_as(boss, event))
        event.picture = None
        event.save()

        delete(client, image)

        assert not Image.objects.exists()

    @pytest.mark.parametrize("in_bin", [False, True])
    def test_whoever_may_not_know_a_draft_reads_its_number(self, client, webmaster, in_bin):
        uses, image, _ = self.uses()
        article = uses["cover"]()
        if in_bin:
            into_bin(make_user(is_superuser=True), article)

        page = text_of(client.get(address(image, "delete")))

        assert f"Bài viết số {article.pk}" in page
        assert "Bài dùng ảnh" not in page

    def test_whoever_may_not_see_an_entry_reads_its_kind(self, client, webmaster):
        uses, image, _ = self.uses()
        bin_as(make_user(is_superuser=True), uses["event"]())

        page = text_of(client.get(address(image, "delete")))

        assert "Sự kiện trong thùng rác" in page
        assert "Bài dùng ảnh" not in page


class TestMany:
    def test_a_hundred_go_together_and_each_comes_back(self, client, webmaster, committed):
        images = small_images(100)
        with committed():
            delete_all(client, images)

        assert BinEntry.objects.open().count() == 100
        names = [name for each in images for name in files_of(picture_key(each.file))]
        assert not any(map(default_storage.exists, names))
        keys = list(BinEntry.objects.values_list("pk", flat=True))
        for start in range(0, 100, PER_PAGE):
            client.post("/quan-tri/thung-rac/", {"muc": keys[start : start + PER_PAGE]})
        assert Image.objects.count() == 100
        assert all(map(default_storage.exists, names))

    def test_each_costs_the_same(self, client, webmaster, committed):
        def cost(number):
            images = small_images(number)
            with CaptureQueriesContext(connection) as asked, committed():
                delete_all(client, images)
            return len(asked)

        cost(1)
        for_two = cost(2)
        each = (cost(7) - for_two) / 5

        assert each <= 24
        assert cost(10) == for_two + 8 * each

    def test_texts_are_read_once_however_many_are_chosen(self, client, webmaster):
        def scans(number):
            images = small_images(number)
            with CaptureQueriesContext(connection) as asked:
                usage.uses_of(images)
            return len([each for each in asked if "regexp_matches" in each["sql"] or " LIKE " in each["sql"]])

        make_article(pk=3 * usage.WINDOW)  # keys that begin late are no windows more

        assert scans(50) <= scans(1)

    def test_one_that_is_used_lets_none_go_and_is_named(self, client, webmaster):
        used, *others = [make_image(alt=f"Ảnh số {number}") for number in range(3)]
        make_article(title="Bài dùng ảnh", body=f'<p><img src="{used.url}"></p>')

        page = client.post(
            LIST, {"action": "delete_selected", "_selected_action": [each.pk for each in (used, *others)]}
        )
        delete_all(client, [used, *others])

        assert "Bài dùng ảnh ← ảnh “Ảnh số 0”" in text_of(page)
        assert Image.objects.count() == 3

    def test_uses_are_found_in_whichever_of_the_rows_they_are(self, monkeypatch):
        monkeypatch.setattr(usage, "WINDOW", 2)
        images = [make_image() for _ in range(2)]
        articles = [make_article(body=f'<p><img src="{images[n % 2].url}"></p>') for n in range(5)]

        found = usage.uses_of(images)

        assert {(use.image, use.row) for use in found} == {
            (images[n % 2], article) for n, article in enumerate(articles)
        }


class TestSentAnew:
    def test_it_comes_back_with_its_texts_and_a_sentence(self, client, committed):
        image = store_image(sent(picture_bytes()), **TEXTS)
        with committed():
            bin_as(make_user(WEBMASTER), image)
        client.force_login(writer := make_user(WRITER))

        answer = client.post(UPLOAD, {"upload": sent(picture_bytes()), "alt": "Khác", "credit": "Khác"}).json()

        assert (answer["id"], answer["library_alt"], answer["caption"]) == (image.pk, TEXTS["alt"], TEXTS["caption"])
        of_use = f"Mô tả bạn vừa gõ dùng cho lần này. Nguồn ghi theo thư viện: “{image.credit}”."
        assert answer["note"] == f"{CAME_BACK}; mô tả, nguồn đã lưu trước đó được giữ nguyên trong thư viện. {of_use}"
        assert BinEntry.objects.get().brought_back_by == writer
        assert ask(client, image.url_for(640))[0] == HTTPStatus.OK

    def test_by_the_form_of_the_library_too(self, client, webmaster):
        image = store_image(sent(picture_bytes()), **TEXTS)
        delete(client, image)

        page = client.post(f"{LIST}add/", {"upload": sent(picture_bytes()), "alt": "A", "credit": "B"}, follow=True)

        assert CAME_BACK in text_of(page)
        assert columns(image)["alt"] == TEXTS["alt"]

    def test_a_disk_that_refuses_is_said(self, client, committed, monkeypatch):
        image = store_image(sent(picture_bytes()), **TEXTS)
        with committed():
            bin_as(make_user(WEBMASTER), image)
        client.force_login(make_user(WRITER))
        monkeypatch.setattr(os, "replace", refuse)

        answer = client.post(UPLOAD, {"upload": sent(picture_bytes()), "alt": "A", "credit": "B"})

        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "hết chỗ hoặc không cho ghi" in answer.json()["error"]["message"]
        assert not Image.objects.exists()


class TestWhatReadersSaw:
    """In doubt they did; then it is never purged."""

    @pytest.fixture
    def image(self):
        """A picture that came after the first revision."""
        Revision.objects.create(date_created=timezone.now() - timedelta(days=1))
        return make_image()

    def show(self, image, by, **article):
        story = make_article(created_by=by, **article)
        save_as(by, story, cover=image)
        save_as(by, story, cover=None)
        return story

    def test_what_nobody_ever_used(self, image):
        assert not pictures.readers_saw(image)

    def test_what_only_a_draft_showed(self, image, nhung):
        self.show(image, nhung, status=workflow.DRAFT, published_at=None)

        assert not pictures.readers_saw(image)

    def test_what_a_public_article_showed(self, image, nhung):
        self.show(image, nhung)

        assert pictures.readers_saw(image)

    def test_what_a_row_showed_that_does_not_say_when_readers_see_it(self, image, hoa):
        event = make_event(picture=image)
        with saved_by(hoa):
            keep(event)
            event.picture = None
            event.save()

        assert pictures.readers_saw(image)

    def test_what_was_there_before_any_revision(self):
        image = make_image()
        Revision.objects.create(date_created=timezone.now() + timedelta(days=1))

        assert pictures.readers_saw(image)

    def test_what_was_there_before_saves_were_kept_though_their_first_one_dates_a_text_of_years_ago(self, nhung):
        years_ago = timezone.now() - timedelta(days=900)
        image, story = make_image(), make_article(created_by=nhung)
        Image.objects.update(uploaded_at=years_ago + timedelta(days=1))
        Article.objects.update(saved_at=years_ago)
        save_as(nhung, Article.objects.get(pk=story.pk), title="Tiêu đề mới")

        assert SavedRow.objects.earliest("pk").revision.date_created == years_ago
        assert pictures.readers_saw(Image.objects.get(pk=image.pk))

    def test_a_change_of_its_own_texts_says_nothing(self, client, webmaster, image):
        client.post(address(image, "change"), TEXTS)

        assert not pictures.readers_saw(image)
