"""Manuscripts that wait: who sends and sees them, how they go, and what is said of a file that is refused."""

import json
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from manuscripts import reading
from newsroom.form.manuscripts import MAX_KEPT
from newsroom.models import StoredManuscript
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_user
from tests.manuscripts.docx_files import docx, png
from tests.newsroom.forms_in_admin import sentences

from .sent_manuscripts import BODY, SENDING, file_of, files, keep_file, make_old, send_by_script

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def test_it_waits_and_can_be_dropped(sit_down, nhung, django_capture_on_commit_callbacks):
    client = sit_down(nhung)
    keep_file(nhung)
    assert "Bài của Nhung.docx" in client.get(SENDING).text

    with django_capture_on_commit_callbacks(execute=True):
        client.post(SENDING, {"drop": StoredManuscript.objects.get().key})

    assert not StoredManuscript.objects.exists()
    assert files() == []
    assert "Tệp ấy không còn" in sentences(client.post(SENDING, {"drop": "x"}, follow=True))[-1]


def test_nobody_else_sees_it_or_drops_it(sit_down, nhung, hoa):
    address = keep_file(nhung)
    key = StoredManuscript.objects.get().key

    seen = sit_down(hoa).get(address, follow=True)
    sit_down(hoa).post(SENDING, {"drop": key})
    sit_down(hoa).post(address, {"op": "make", "title": "x"})

    assert "Cà Mau" not in seen.text
    assert "Bài của Nhung" not in sit_down(hoa).get(SENDING).text
    assert StoredManuscript.objects.count() == 1


@pytest.mark.parametrize(("role", "status"), [(WRITER, 200), (EDITOR, 200), (MODERATOR, 403), (WEBMASTER, 403)])
def test_only_who_may_write_an_article_may_send_a_file(sit_down, role, status):
    client = sit_down(make_user(role))

    assert client.get(SENDING).status_code == status
    sent = send_by_script(client, docx(*BODY))
    assert sent.status_code == status
    assert status == HTTPStatus.OK or "không được viết bài mới" in sent.json()["error"]["message"]


def test_readers_are_led_to_sign_in_and_scripts_told(client):
    assert client.get(SENDING)["Location"].startswith("/quan-tri/")
    answer = send_by_script(client, docx(*BODY))
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert "đăng nhập lại" in answer.json()["error"]["message"]


def test_too_many_that_wait_are_refused(sit_down, nhung):
    read = {"pieces": [], "pictures": [], "notes": [], "left_out": []}
    rows = [StoredManuscript(user=nhung, name="x.docx", file=f"x{n}", read=read) for n in range(MAX_KEPT)]
    StoredManuscript.objects.bulk_create(rows)

    answer = send_by_script(sit_down(nhung), docx(*BODY))

    assert f"{MAX_KEPT} tệp" in answer.json()["error"]["message"]


def test_after_a_day_it_is_gone_with_its_file(sit_down, nhung):
    client = sit_down(nhung)
    address = keep_file(nhung)
    StoredManuscript.objects.update(stored_at=timezone.now() - timedelta(hours=25))
    hidden = client.get(address, follow=True)

    count = StoredManuscript.objects.forget_old()

    assert "Tệp ấy không còn" in sentences(hidden)[0]
    assert count == 1
    assert not StoredManuscript.objects.exists()
    make_old(files())
    StoredManuscript.objects.forget_old()
    assert files() == []


def test_a_file_without_a_row_goes_and_a_new_one_stays(nhung):
    keep_file(nhung)
    nhung_again = StoredManuscript.objects.get()
    make_old(files())

    StoredManuscript.objects.forget_old()
    assert len(files()) == 1

    StoredManuscript.objects.filter(pk=nhung_again.pk).delete()  # with its account, say
    StoredManuscript.objects.forget_old()
    assert files() == []


def test_no_server_publishes_its_file(sit_down, nhung, client):
    keep_file(nhung)

    assert client.get(f"/media/{StoredManuscript.objects.get().file}").status_code == HTTPStatus.NOT_FOUND


def test_several_files_get_a_sentence_each(sit_down, nhung):
    client = sit_down(nhung)
    sent = [
        file_of(docx(*BODY), "một.docx"),
        file_of(b"x", "hai.doc"),
        file_of(png(), "ảnh.png"),
        file_of(b"", "rỗng.docx"),
    ]

    answer = client.post(SENDING, {"upload": sent})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert [sentence.partition(":")[0] for sentence in answer.context["refused"]] == [
        "“hai.doc”",
        "“ảnh.png”",
        "“rỗng.docx”",
    ]
    assert "một.docx" in answer.text
    assert StoredManuscript.objects.count() == 1


def test_a_form_without_a_file_says_so(sit_down, nhung):
    assert "Chưa có tệp nào được chọn" in sit_down(nhung).post(SENDING, {}).text


def test_a_script_reads_where_the_page_is(sit_down, nhung):
    client = sit_down(nhung)

    told = send_by_script(client, docx(*BODY), "Tin sáng.docx").json()["manuscript"]

    assert told["name"] == "Tin sáng.docx"
    assert client.get(told["address"]).status_code == HTTPStatus.OK
    framed = client.get(told["insert"])
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
    assert client.get(told["address"])["X-Frame-Options"] == "DENY"


def test_the_limit_in_the_script_is_that_of_the_server():
    script = (Path(__file__).parents[3] / "static/newsroom/manuscripts.js").read_text()

    assert f"MAX_BYTES = {reading.MAX_BYTES // 1024 // 1024} * 1024 * 1024" in script


def test_what_is_kept_is_plain_json(sit_down, nhung):
    keep_file(nhung)

    assert json.loads(json.dumps(StoredManuscript.objects.get().read))["pieces"][0]["kind"] == "heading"


def test_the_disk_refuses_in_words(sit_down, nhung, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)

    answer = send_by_script(sit_down(nhung), docx(*BODY))

    assert "hết chỗ" in answer.json()["error"]["message"]
    assert not StoredManuscript.objects.exists()


def test_refused_files_stand_below_a_heading_and_the_focus_goes_there(sit_down, nhung):
    client = sit_down(nhung)
    for sent, heading in (
        ([file_of(b"x", "hai.doc")], "Chưa đọc được tệp:"),
        ([file_of(b"x", "hai.doc"), file_of(b"", "rỗng.docx")], "Có 2 tệp chưa đọc được:"),
    ):
        text = client.post(SENDING, {"upload": sent}).text
        alert = text[text.index('<div class="desk-conflict" role="alert" tabindex="-1" autofocus>') :]
        assert heading in alert
        assert alert.count("<li>") >= len(sent)
    assert "desk-conflict" not in client.get(SENDING).text


def test_what_is_wrong_with_a_field_leads_to_it_and_the_focus_goes_there(sit_down, nhung):
    text = sit_down(nhung).post(keep_file(nhung), {"op": "make", "title": "Bến Lam"}).text

    alert = text[text.index('role="alert" tabindex="-1" autofocus>') :]
    assert '<a href="#category">Chưa chọn chuyên mục.</a>' in alert
    assert 'id="category"' in text
