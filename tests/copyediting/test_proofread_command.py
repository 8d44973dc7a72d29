"""`manage.py proofread FILE…`: what is printed for each file, and what is said of files that hold no text."""

import io
import json
import sys
import unicodedata
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from cchc_portal.management.commands import proofread
from copyediting import house_words, text_files
from copyediting.models import HouseWord
from proofreading import lexicon
from sample.source import FOLDER

pytestmark = pytest.mark.django_db
KEYS = ["rule", "start", "end", "text", "suggestion", "reason"]


def run(*arguments):
    """(exit code, lines of output, lines of errors)"""
    out, errors = StringIO(), StringIO()
    code = 0
    try:
        call_command("proofread", *map(str, arguments), stdout=out, stderr=errors)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue().splitlines(), errors.getvalue().splitlines()


def findings(*files):
    """The list of each file."""
    code, lines, errors = run("--json", *files)
    assert (code, errors) == (0, [])
    return [json.loads(line) for line in lines]


def written(folder, text, name="bai.txt", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


@contextmanager
def standard_input(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    yield


def test_each_finding_has_its_rule_place_text_suggestion_and_reason(tmp_path):
    text = "Hội nghị mở.\nXã Tân Phong , huyện nọ.\n"
    [[finding]] = findings(written(tmp_path, text))
    assert list(finding) == KEYS
    assert finding["rule"] == "space-extra"
    assert text[finding["start"] : finding["end"]] == finding["text"] == " ,"
    assert finding["suggestion"] == ","
    assert finding["reason"] == "Thừa dấu cách trước dấu “,”."


def test_people_read_the_same_in_lines(tmp_path):
    path = written(tmp_path, "Xong , rồi.")
    code, lines, _ = run(path, written(tmp_path, "Xong rồi.", "b.txt"))
    assert code == 0
    assert lines == [
        f"{path}: 1 chỗ",
        "  4–6 Thừa dấu cách [space-extra]: “ ,” → “,”",
        "      Thừa dấu cách trước dấu “,”.",
        f"{tmp_path / 'b.txt'}: không thấy gì",
    ]


def test_a_text_cannot_write_to_the_terminal(tmp_path):
    _, lines, _ = run(written(tmp_path, "\x1b[31mXong\x1b[0m \x1b , rồi.\x07 Xong\x1b  rồi"))
    assert not any(sign in line for line in lines for sign in "\x1b\x07")


@pytest.mark.parametrize(
    "text",
    [
        "Một.\r\nHai , ba.\r\nBốn , năm.",
        "Một.\rHai , ba.\r\rBốn , năm.",
        "\n\nMột.\nHai , ba.\n\r\nBốn , năm.\n",
        unicodedata.normalize("NFD", "Một nữa là.\r\nHai , ba.\r\nBốn tiếng , năm."),
        "Ngày hội 🎉🎉.\nHai , ba.\nBốn , năm 👍",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_places_are_those_of_the_text_of_the_file(tmp_path, text, encoding):
    [found] = findings(written(tmp_path, text, encoding=encoding))
    assert [text[each["start"] : each["end"]] for each in found] == [" ,", " ,"] == [each["text"] for each in found]


def test_each_file_has_a_list_in_their_order(tmp_path):
    files = [written(tmp_path, text, f"{number}.txt") for number, text in enumerate(["Xong , rồi.", "Xong.", ""])]
    assert [len(found) for found in findings(*files)] == [1, 0, 0]


@pytest.mark.parametrize("name", ["bai.html", "bai.HTM", "bai"])
def test_html_is_known_by_its_name_or_by_how_it_begins(tmp_path, name):
    html = "<!doctype html>\n<h1>Tin</h1>\n<p>Xong\n   rồi.</p><p>Xã\n <b>Tân Phong</b> , huyện.</p>"
    [[finding]] = findings(written(tmp_path, html, name))
    text = "Tin\nXong rồi.\nXã Tân Phong , huyện."
    assert (finding["start"], finding["end"]) == (text.index(" ,"), text.index(" ,") + 2)


def test_a_plain_text_may_speak_of_tags(tmp_path):
    [found] = findings(written(tmp_path, "Thẻ <p> mở đoạn , nhé."))
    assert [finding["start"] for finding in found] == [15]


def test_scripts_and_broken_html_are_read_as_far_as_they_hold_text(tmp_path):
    broken = written(tmp_path, "<p>Một<script>a , b</script> , hai<table><tr><td>x", "a.html")
    deep = written(tmp_path, "<p>Một , hai</p>" + "<div>" * 5000, "b.html")
    assert [len(found) for found in findings(broken, deep)] == [1, 1]


def test_the_standard_input_is_a_file(monkeypatch):
    with standard_input(monkeypatch, "<p>Xong , rồi</p>".encode()):
        assert [finding["start"] for finding in findings("-")[0]] == [4]


def test_articles_of_the_sample_are_read_with_their_heads():
    [found] = findings(sorted((FOLDER / "articles").glob("*.html"))[0])
    assert not [finding for finding in found if finding["text"] in {"+++", "days_ago"}]


def test_words_of_the_house_are_known(tmp_path):
    path = written(tmp_path, "Xã đã nộp BCĐT lên tỉnh rồi.")
    assert [finding["rule"] for finding in findings(path)[0]] == ["abbreviation"]

    HouseWord.objects.create(text="BCĐT", kind="name")
    house_words.expire()

    assert findings(path) == [[]]


def test_without_a_database_the_rules_still_read(tmp_path, monkeypatch):
    def refuse():
        raise OperationalError("down")

    monkeypatch.setattr(connection, "ensure_connection", refuse)
    code, lines, errors = run("--json", written(tmp_path, "Xong , rồi."))
    assert code == 0
    assert len(json.loads(lines[0])) == 1
    assert errors == ["Cơ sở dữ liệu không trả lời; soát mà không có từ điển và bảng viết tắt của tòa soạn."]


def test_without_data_of_the_language_the_other_rules_still_read(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "DATA", tmp_path / "none")
    code, lines, errors = run("--json", written(tmp_path, "Xong , rồi."))
    assert (code, len(errors)) == (0, 1)
    assert errors[0].endswith("Chỉ soát con số, hình thức và cấu trúc.")
    assert len(json.loads(lines[0])) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x01\x02", "không phải văn bản"),
        (b"PK\x03\x04abc", "tệp Word, Excel hay tệp nén"),
        (b"%PDF-1.7", "tệp PDF"),
        ("C¶i c¸ch hµnh chÝnh nhµ n­íc lµ viÖc lín.".encode("latin-1"), "TCVN3"),
        ("Caûi caùch haønh chính nhaø nöôùc".encode("latin-1"), "VNI"),
        (unicodedata.normalize("NFC", "Xa\u0303 mơ\u0301i").encode("cp1258", "ignore") + b"\xd0\xe3", "UTF-8"),
        ("Cộng hòa".encode("utf-16")[2:] + b"\xff", "không phải"),
        (b"x" * (text_files.MAX_BYTES + 1), "lớn hơn 10 MB"),
        (b"x " * (text_files.MAX_LENGTH // 2 + 1), "dài 1.000.002 ký tự"),
    ],
)
def test_what_holds_no_text_is_said_and_the_others_are_read(tmp_path, content, sentence):
    wrong, right = written(tmp_path, content, "sai.txt"), written(tmp_path, "Xong , rồi.", "dung.txt")
    code, lines, errors = run("--json", wrong, right)
    assert code == 1
    assert lines[0] == "null"
    assert len(json.loads(lines[1])) == 1
    assert len(errors) == 1
    assert errors[0].startswith(f"{wrong}: ")
    assert sentence in errors[0]


@pytest.mark.parametrize(
    "head",
    [
        "a = " + "[" * 5_000,
        "a = " + "{b=" * 5_000,
        "a = " + "9" * 5_000,
        "a = 2026-13-45",
        "a." * 5_000 + "b = 1",
        "=",
        "[",
    ],
    ids=["lists", "tables", "digits", "day", "dots", "sign", "bracket"],
)
def test_any_head_is_read(tmp_path, head):
    code, lines, errors = run("--json", written(tmp_path, f"+++\n{head}\n+++\n<p>Xong , rồi.</p>", "a.html"))

    assert (code, errors) == (0, [])
    assert [finding["text"] for finding in json.loads(lines[0]) if finding["rule"] == "space-extra"] == [" ,"]


@pytest.mark.parametrize("end", ["", "</div>" * 50_000])
def test_words_within_tags_without_end_are_read(tmp_path, end):
    code, lines, _ = run("--json", written(tmp_path, f"{'<div>' * 50_000}Doanh nghịp nộp hồ sơ.{end}", "a.html"))

    assert code == 0
    assert [finding["text"] for finding in json.loads(lines[0]) if finding["rule"] == "unknown"] == ["nghịp"]


def test_who_has_a_long_text_read_is_told_to_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(proofread, "LONG", 10)
    code, lines, errors = run("--json", written(tmp_path, "Doanh nghiệp nộp hồ sơ.", "dai.txt"))

    assert (code, lines) == (0, ["[]"])
    assert "dài 23 ký tự, đang soát, xin chờ" in errors[0]


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    code, lines, errors = run(tmp_path / "khong-co.txt", tmp_path)
    assert (code, lines) == (1, [])
    assert errors == [
        f"{tmp_path / 'khong-co.txt'}: không có tệp này; hãy xem lại tên và thư mục.",
        f"{tmp_path}: là thư mục; hãy ghi tên từng tệp.",
    ]


def test_a_file_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    def forbidden(*args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", forbidden)
    with pytest.raises(text_files.Unreadable, match="không có quyền đọc"):
        text_files.read_file("a.txt")


def test_windows_1258_is_named(tmp_path):
    bases = {"ạ": "a\u0323", "ấ": "â\u0301", "ế": "ê\u0301", "ộ": "ô\u0323", "à": "à", "ủ": "u\u0309", "ỉ": "i\u0309"}
    text = "".join(
        bases.get(letter, letter) for letter in "Bạn đã đến Hà Nội, thủ đô của cả nước, ấm áp chỉ mỗi chiều."
    )
    content = "".join(letter for letter in text if letter.encode("cp1258", "ignore")).encode("cp1258")
    code, _, errors = run(written(tmp_path, content))
    assert code == 1
    assert "Windows-1258" in errors[0]


def test_ten_thousand_findings_are_all_printed(tmp_path):
    assert len(findings(written(tmp_path, "Xong , rồi. " * 10_000))[0]) == 10_000


def test_a_file_must_be_named():
    with pytest.raises(CommandError):
        call_command("proofread")
