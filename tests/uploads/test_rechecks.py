"""Documents that are stored already, looked at again; and what the operations page says of them and of the scanner."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import Attachment
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_article, make_user
from uploads import checks, clamd, rechecks
from uploads.binned_files import place_of
from uploads.checks import NotChecked
from uploads.models import FileCheck, ScannerState

from .factories import docx_bytes, pdf_bytes, sent

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/van-hanh/"
VERSION = "ClamAV 1.4.3/27500/Mon Nov 30 08:00:00 2026"


@pytest.fixture(autouse=True)
def _nothing_is_known_good(monkeypatch):
    monkeypatch.setattr(checks, "_known_good", type(checks._known_good)())


def stored(content, name="tep/2026/01/cu-3f9a0c12de.docx", article=None):
    """An attachment that an earlier release took in."""
    row = Attachment(article=article or make_article(), title="Cũ", size=1)
    row.file.name = default_storage.save(name, sent(content))
    Attachment.objects.bulk_create([row])
    return row


def run(**options):
    out = StringIO()
    call_command("check_files", stdout=out, **options)
    return out.getvalue()


def test_what_would_be_refused_today_is_written_down_and_left_alone():
    good, bad = stored(docx_bytes()), stored(docx_bytes(**{"word/media/a.png": "MZ"}))

    assert run() == "2 files looked at, 1 would be refused.\n"
    found = {check.name: check.refusal for check in FileCheck.objects.all()}
    assert found[good.file.name] == ""
    assert "chương trình" in found[bad.file.name]
    assert default_storage.exists(bad.file.name)


def test_it_goes_on_where_it_stopped():
    for _ in range(3):
        stored(docx_bytes())

    assert "Call it again for the rest" in run(limit=2)
    assert run(limit=2) == "1 files looked at, 0 would be refused.\n"
    assert run(limit=2) == "0 files looked at, 0 would be refused.\n"
    assert FileCheck.objects.count() == 3


def test_a_day_begins_another_round(time_machine):
    stored(docx_bytes())
    run()
    tomorrow = timezone.localtime() + timedelta(days=1)
    time_machine.move_to(tomorrow)

    assert run(since=f"{tomorrow:%Y-%m-%d}").startswith("1 files")
    assert run(since=f"{tomorrow:%Y-%m-%d}").startswith("0 files")


def test_a_missing_file_is_reported():
    default_storage.delete(stored(docx_bytes()).file.name)
    run()

    assert FileCheck.objects.get().refusal == rechecks.MISSING


def test_a_file_of_the_bin_is_looked_at_where_it_lies():
    """Its row may be one of an upload that is attached to nothing any more."""
    name = stored(docx_bytes()).file.name
    default_storage.save(place_of(name), sent(docx_bytes()))
    default_storage.delete(name)
    run()

    assert FileCheck.objects.get().refusal == ""


def test_without_a_verdict_nothing_is_written_down(settings):
    stored(docx_bytes())
    settings.CLAMD = "/khong/co/clamd.ctl"

    with pytest.raises(CommandError, match="Stopped: Phần mềm quét"):
        run()
    assert not FileCheck.objects.exists()
    with pytest.raises(NotChecked):
        rechecks.recheck(1)


@pytest.mark.parametrize("options", [{"limit": 0}, {"limit": -1}, {"since": "hôm qua"}, {"since": "2026-13-01"}])
def test_wrong_options_are_refused(options):
    with pytest.raises(CommandError):
        run(**options)


def test_one_query_a_file(django_assert_num_queries):
    for _ in range(5):
        stored(docx_bytes())

    with django_assert_num_queries(3 + 5):  # one for each field that holds files
        rechecks.recheck(10)


# The scanner


def answering(monkeypatch, answer):
    def version():
        if answer is None:
            raise clamd.Away("connection refused")
        return answer

    monkeypatch.setattr(clamd, "version", version)


def test_since_when_it_answers_is_kept(settings, monkeypatch, time_machine):
    settings.CLAMD = "/x"
    start = timezone.now()
    seen = []
    for minute, answer in enumerate([VERSION, VERSION, None, None, VERSION]):
        time_machine.move_to(start + timedelta(minutes=minute), tick=False)
        answering(monkeypatch, answer)
        state = rechecks.watch_scanner()
        seen.append((state.answers, round((state.since - start).total_seconds() / 60)))

    assert seen == [(True, 0), (True, 0), (False, 2), (False, 2), (True, 4)]
    assert ScannerState.objects.count() == 1


def test_without_a_scanner_nothing_is_kept(settings):
    settings.CLAMD = None

    assert rechecks.watch_scanner() is None
    assert not ScannerState.objects.exists()


# The page


@pytest.fixture
def webmaster(client):
    client.force_login(make_user(WEBMASTER))
    return client


def test_it_says_that_no_scanner_is_switched_on(webmaster):
    assert "Đang tắt." in webmaster.get(PAGE).text


def test_it_says_since_when_the_scanner_answers(webmaster, settings, monkeypatch):
    settings.CLAMD = "/x"
    answering(monkeypatch, VERSION)
    assert "Đang bật và trả lời</strong> từ" in (page := webmaster.get(PAGE).text)
    assert VERSION in page

    answering(monkeypatch, None)
    assert "Đang bật nhưng không trả lời</strong> từ" in webmaster.get(PAGE).text


def test_it_lists_what_would_be_refused_by_the_number_of_its_article(webmaster):
    article = make_article(title="Bản nháp chưa ai được biết", status="draft", published_at=None)
    stored(docx_bytes(**{"word/media/a.png": "MZ"}), article=article)
    run()

    page = webmaster.get(PAGE).text

    assert f"Bài số {article.pk}" in page
    assert "có một chương trình" in page
    assert article.title not in page


def test_it_costs_the_same_for_one_file_and_for_many(webmaster, django_assert_max_num_queries):
    now = timezone.now()
    FileCheck.objects.bulk_create(
        FileCheck(name=f"tep/{n}.pdf", checked_at=now, refusal="<b>vì thế</b>" if n % 2 else "") for n in range(400)
    )
    webmaster.get(PAGE)

    with django_assert_max_num_queries(10):
        page = webmaster.get(PAGE).text
    assert page.count("&lt;b&gt;vì thế") == 50
    assert "Đã kiểm tra lại 400 tệp" in page


def test_before_the_first_check_it_says_so(webmaster):
    page = webmaster.get(PAGE).text

    assert "Chưa kiểm tra lại tệp nào." in page
    assert "để kiểm tra;" in page
    assert "phải xem lại" not in page


@pytest.mark.parametrize(
    ("role", "status"), [(WEBMASTER, 200), (WRITER, 403), (EDITOR, 403), (MODERATOR, 403), (None, 302)]
)
def test_only_webmasters_open_it(client, role, status):
    if role:
        client.force_login(make_user(role))

    assert client.get(reverse("operations")).status_code == status


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_read_only(webmaster, method):
    assert getattr(webmaster, method)(PAGE).status_code == 405


def test_a_pdf_of_before_is_looked_at_too():
    stored(pdf_bytes(catalog=b"/AA<</WC<</S/JavaScript/JS(1)>>>>"), name="tep/2026/01/a-3f9a0c12de.pdf")
    run()

    assert "JavaScript" in FileCheck.objects.get().refusal
