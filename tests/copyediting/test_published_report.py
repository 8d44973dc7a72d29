"""A report of what proofreading finds in everything that is online (copyediting/published_report.py)."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from articles.models import Article, Page
from comments.models import Comment
from copyediting import published_report, reading
from copyediting.published_report import write_report
from proofreading import proofreader
from tests.factories import make_article, make_event

from .made_up_slips import SLIP, one_rule

__all__ = ["one_rule"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rule")]


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


def test_a_page_says_where_and_what_with_a_link_for_each_text(tmp_path, settings):
    article = make_article(title="Đẩy mạnh <cải cách>", body=f"<p>Sạch.</p><p>Công cuộc {SLIP} cách & cải tiến.</p>")
    summary = write_report(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f'href="{settings.SITE_URL}{article.get_absolute_url()}"' in page
    assert "Đẩy mạnh &lt;cải cách&gt;" in page
    assert f"Công cuộc <mark>{SLIP}</mark> cách &amp; cải tiến. " in page  # nothing is cut off
    assert "Chữ lạ, đoạn 2:" in page
    assert "Không có chữ này." in page
    assert "Đã đọc 1 bài, 1 bài có lời nhắc, tất cả 1 lời nhắc." in page
    assert (summary.texts, summary.findings, summary.rows()) == (1, 1, [("Chữ lạ", 1)])


def test_a_table_has_a_row_for_each_finding(tmp_path, settings):
    article = make_article(title=f"=Tin {SLIP}", summary=f"Sapo {SLIP}.")
    write_report(tmp_path / "report.csv")
    title, sapo = rows_of(tmp_path / "report.csv")
    assert title == {
        "Loại": "Bài viết",
        "Tiêu đề": f"'=Tin {SLIP}",
        "Địa chỉ": settings.SITE_URL + article.get_absolute_url(),
        "Quy tắc": "Chữ lạ",
        "Ở đâu": "tiêu đề",
        "Trước": "'=Tin ",
        "Chỗ sai": SLIP,
        "Sau": "",
        "Có thể sửa thành": "cải",
        "Vì sao": "Không có chữ này.",
    }
    assert sapo["Ở đâu"] == "sapo"


def test_pages_events_and_official_answers_are_read(tmp_path):
    Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body=f"<p>{SLIP}</p>")
    make_event(summary=f"Sự kiện {SLIP}")
    article = make_article()
    Comment.objects.create(
        article=article,
        name="Sở Nội vụ",
        body=f"Chào ông.\nĐã {SLIP} tiến.",
        is_official=True,
        state="approved",
        decided_at=timezone.now(),
    )
    write_report(tmp_path / "report.csv")
    assert [row["Loại"] for row in rows_of(tmp_path / "report.csv")] == ["Trang tĩnh", "Sự kiện", "Trả lời chính thức"]


def test_what_readers_do_not_see_is_not_read(tmp_path):
    hidden = make_article(status=Article.Status.WITHDRAWN, body=f"<p>{SLIP}</p>")
    Page.objects.create(title="Ẩn", slug="an", body=f"<p>{SLIP}</p>", is_published=False)
    Comment.objects.create(
        article=hidden, name="Sở", body=SLIP, is_official=True, state="approved", decided_at=timezone.now()
    )
    reader = {"consent_version": "1", "consented_at": timezone.now(), "decided_at": timezone.now()}
    Comment.objects.create(article=make_article(), name="Lan", body=SLIP, state="approved", **reader)
    assert write_report(tmp_path / "report.html").findings == 0


def test_an_empty_portal_has_a_report_that_says_so(tmp_path):
    write_report(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Đã đọc 0 bài, 0 bài có lời nhắc, tất cả 0 lời nhắc." in page


def test_a_long_text_is_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 50)
    make_article(body=f"<p>Một đoạn {SLIP} văn.</p>" * 20)
    assert write_report(tmp_path / "report.html").findings == 20


def test_a_run_that_is_stopped_leaves_the_report_from_before_and_nothing_else(tmp_path):
    (tmp_path / "report.html").write_text("before")
    make_article(body=f"<p>{SLIP}</p>")

    def stop(summary):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(tmp_path / "report.html", stop)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_where_proofreading_does_not_work_the_report_says_so(tmp_path, monkeypatch):
    make_article()
    monkeypatch.setattr(proofreader, "FINDERS", (lambda *_: 1 / 0,))
    assert write_report(tmp_path / "report.html").says == reading.DOES_NOT_WORK
    assert reading.DOES_NOT_WORK in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_queries_grow_by_batches_not_by_texts(tmp_path, django_assert_max_num_queries):
    for _ in range(45):
        make_article()
    with django_assert_max_num_queries(45):
        write_report(tmp_path / "report.html")


def test_the_command_prints_a_summary_and_the_place_of_the_report(tmp_path, capsys):
    make_article(body=f"<p>{SLIP}</p>")
    call_command("proofread", "--published", str(tmp_path / "report.html"))
    said = capsys.readouterr().out
    assert "Chữ lạ: 1" in said
    assert str(tmp_path / "report.html") in said


def test_without_a_path_the_report_lies_among_the_files_of_the_portal(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("proofread", "--published")
    assert (tmp_path / "proofreading" / "published.html").is_file()


def test_a_report_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="Không ghi được báo cáo vào"):
        call_command("proofread", "--published", str(tmp_path / "file" / "report.html"))


@pytest.mark.parametrize("given", [[], ["a.txt", "--published"], ["--published", "--json"]])
def test_files_or_what_is_online_but_not_both_nor_neither(given):
    with pytest.raises(CommandError, match="hoặc --published") as refused:
        call_command("proofread", *given)
    assert refused.value.returncode == 2


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path, monkeypatch):
    def refuse(facts):
        raise OperationalError

    monkeypatch.setattr(published_report, "known_to_all", refuse)
    with pytest.raises(CommandError, match="Cơ sở dữ liệu không trả lời"):
        call_command("proofread", "--published", str(tmp_path / "report.html"))
    assert list(tmp_path.iterdir()) == []
