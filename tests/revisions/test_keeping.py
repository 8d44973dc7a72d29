"""How long revisions and the files that they name are kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from reversion.models import Revision, Version

from articles import workflow
from articles.models import Attachment
from cchc_portal import worker
from comments.models import Rule
from comments.privacy.personal_data import erase, export, kept_of
from revisions.models import KeptFile, SavedRow
from revisions.saving import keep, keep_deleted, saved_by
from revisions.thinning import thin
from tests.factories import make_image, make_user
from tests.uploads.factories import pdf_bytes

from .saves import save_as, saved_rows

pytestmark = pytest.mark.django_db


def thinned(*arguments):
    out = StringIO()
    call_command("thin_revisions", *arguments, stdout=out)
    return out.getvalue()


def grow_old(article, days):
    """Date all revisions of an article so many days back, a minute apart."""
    for number, saved in enumerate(saved_rows(article)):
        at = timezone.now().replace(hour=5, minute=0) - timedelta(days=days) + timedelta(minutes=number)
        Revision.objects.filter(pk=saved.revision_id).update(date_created=at)


@pytest.fixture
def week(story, nhung):
    """The article with eight saves of one day, long ago."""
    for number in range(6):
        save_as(nhung, story, title=f"Tiêu đề thứ {number}")
    grow_old(story, 400)
    return story


class TestThinning:
    def test_it_only_counts_unless_it_is_told_to_do_it(self, week):
        said = thinned("--older-than", "365")

        assert "bài viết: 9 revisions of 1 rows, 6 can go, 3 stay." in said
        assert "Nothing was changed: add --do" in said
        assert len(saved_rows(week)) == 9

    def test_of_the_saves_of_a_day_the_last_stays_with_the_first_and_the_latest(self, week):
        thinned("--older-than", "365", "--do")

        assert [saved.summary for saved in saved_rows(week)] == ["", "sửa tiêu đề, 1 đoạn nội dung", "sửa tiêu đề"]
        assert Version.objects.count() == 3

    def test_a_second_run_finds_nothing(self, week):
        thinned("--do", "--older-than", "365")

        assert "0 revisions older than 365 days removed." in thinned("--do", "--older-than", "365")

    def test_what_is_younger_stays(self, week):
        assert sum(each.going for each in thin(401, do=True)) == 0

    def test_steps_notes_and_what_readers_saw_stay(self, story, nhung, hoa):
        save_as(nhung, story, title="Có ghi chú", note="Bản trước cuộc họp")
        save_as(nhung, story, title="Không ghi chú")
        save_as(hoa, story, status=workflow.PUBLISHED)
        save_as(hoa, story, title="Bạn đọc đã thấy")
        save_as(hoa, story, title="Bạn đọc đang thấy")
        grow_old(story, 400)

        thinned("--older-than", "365", "--do")

        kept = [Version.objects.get(revision=saved.revision).object_repr for saved in saved_rows(story)]
        assert kept[1:] == ["Có ghi chú", "Không ghi chú", "Bạn đọc đã thấy", "Bạn đọc đang thấy"]

    def test_files_that_no_revision_names_any_more_are_let_go(self, story, nhung):
        cover = make_image()
        save_as(nhung, story, cover=cover)
        save_as(nhung, story, cover=None)
        for number in range(3):
            save_as(nhung, story, title=f"Tiêu đề {number}")
        grow_old(story, 400)
        assert KeptFile.objects.count() == 1

        thinned("--older-than", "365", "--do")

        assert not KeptFile.objects.exists()

    @pytest.mark.parametrize("days", ["0", "-3"])
    def test_a_number_that_makes_no_sense_is_refused(self, days):
        with pytest.raises(CommandError, match="at least 1"):
            thinned("--older-than", days, "--do")

    def test_the_worker_thins_out_only_where_the_settings_say_so(self, week, settings):
        worker.thin_revisions()
        assert len(saved_rows(week)) == 9

        settings.REVISIONS_THIN_DAYS = 365
        worker.thin_revisions()

        assert len(saved_rows(week)) == 3

    def test_revisions_of_a_deleted_row_are_thinned_too(self, week, nhung):
        with saved_by(nhung):
            keep_deleted(week)
            week.delete()

        thinned("--older-than", "365", "--do")

        assert [saved.kind for saved in SavedRow.objects.of_model(type(week)).order_by("pk")] == [
            *("baseline", "saved", "deleted"),
        ]


class TestFiles:
    def test_a_document_stays_when_its_attachment_is_deleted(self, story, nhung):
        made = Attachment.objects.create(article=story, title="Kế hoạch", file=ContentFile(pdf_bytes(), "k.pdf"))
        save_as(nhung, story, summary="Có kế hoạch.")

        made.delete()
        save_as(nhung, story, summary="Không còn kế hoạch.")

        assert default_storage.exists(made.file.name)
        assert KeptFile.objects.filter(name=made.file.name).exists()

    @pytest.mark.parametrize("where", ["cover", "body"])
    def test_a_picture_that_a_revision_shows_keeps_its_files(
        self, story, nhung, where, django_capture_on_commit_callbacks
    ):
        picture = make_image()
        shown = {"cover": {"cover": picture}, "body": {"body": f'<p><img src="{picture.url}" alt="x"></p>'}}[where]
        before = {"cover": None, "body": story.body}
        save_as(nhung, story, **shown)
        save_as(nhung, story, **{where: before[where]})

        with django_capture_on_commit_callbacks(execute=True):
            picture.delete()

        assert default_storage.exists(picture.file)

    def test_the_files_of_any_other_picture_go_with_it(self, django_capture_on_commit_callbacks):
        picture = make_image()

        with django_capture_on_commit_callbacks(execute=True):
            picture.delete()

        assert not default_storage.exists(picture.file)


class TestPersons:
    def test_a_user_who_is_deleted_by_the_last_release_is_no_more_named(self, nhung, story):
        """It knows nothing of revisions; so the database takes the name off."""
        gone = make_user()
        save_as(gone, story, title="Của người đã đi")
        story.saved_by = None
        type(story).objects.filter(pk=story.pk).update(saved_by=None)

        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DELETE FROM accounts_user WHERE id = %s", [gone.pk])

        assert saved_rows(story)[-1].revision.user is None

    def test_a_rule_that_was_against_an_address_is_handed_out_and_erased_with_it(self, nhung):
        rule = Rule.objects.create(kind="email", pattern="lien@thu.example")
        with saved_by(nhung):
            keep(rule)
            rule.pattern = "khac@thu.example"
            rule.save()

        assert [each["pattern"] for each in export(kept_of("lien@thu.example"))["các bản đã lưu của quy tắc lọc"]] == [
            "lien@thu.example"
        ]
        erase("Lien@thu.example")
        assert not export(kept_of("lien@thu.example"))["các bản đã lưu của quy tắc lọc"]
        assert [saved.kind for saved in saved_rows(rule)] == ["saved"]

    def test_a_rule_that_is_against_the_address_today_keeps_its_revisions(self, nhung):
        rule = Rule.objects.create(kind="email", pattern="lien@thu.example")
        with saved_by(nhung):
            keep(rule)
            rule.note = "Quấy rối"
            rule.save()

        erase("lien@thu.example")

        assert len(saved_rows(rule)) == 2


def test_a_save_and_thinning_at_once_wait_for_each_other(week, nhung):
    """Both lock the row first: so no file is let go that a revision has just named."""
    with CaptureQueriesContext(connection) as asked:
        thin(365, do=True)

    locks = [number for number, each in enumerate(asked) if "FOR UPDATE" in each["sql"]]
    deletes = [number for number, each in enumerate(asked) if each["sql"].startswith("DELETE")]
    assert locks
    assert locks[0] < deletes[0]
