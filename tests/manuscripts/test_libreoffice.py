"""LibreOffice itself writes the files: what it writes as DOCX and as ODT says the same, and all of it comes in."""

import base64
import shutil
import subprocess

import pytest

from .docx_files import png
from .odt_files import MERGED, cell, flat, frame, h, item, listed, note, p, span, table
from .readings import body_of, manuscript_of

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
SECONDS = 120

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        PROGRAM is None, reason="LibreOffice is not installed (Debian: libreoffice-writer-nogui); make libreoffice"
    ),
]
EMBEDDED = f"<draw:image><office:binary-data>{base64.b64encode(png()).decode()}</office:binary-data></draw:image>"
TRACKED = (
    '<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:deletion><office:change-info>'
    "<dc:creator>A</dc:creator><dc:date>2026-03-12T08:00:00</dc:date></office:change-info>"
    f"{p('100.000')}</text:deletion></text:changed-region></text:tracked-changes>"
)
COMMENT = (
    f"<office:annotation><dc:creator>A</dc:creator><dc:date>2026-03-12T08:00:00</dc:date>{p('Xem lại')}"
    "</office:annotation>"
)
ARTICLES = {
    "looks": (
        flat(p("Chữ ", span("đậm", "B"), " và ", span("nghiêng", "I"), ", m", span("2", "UP"), span(" bỏ", "S"))),
        "<p>Chữ <strong>đậm</strong> và <em>nghiêng</em>, m<sup>2</sup><s> bỏ</s></p>",
    ),
    "headings": (
        flat(h("Mục lớn"), p("Một."), h("Mục nhỏ", 2), p("Hai."), h("Mục lớn nữa"), p("Ba.")),
        "<h2>Mục lớn</h2>\n<p>Một.</p>\n<h3>Mục nhỏ</h3>\n<p>Hai.</p>\n<h2>Mục lớn nữa</h2>\n<p>Ba.</p>",
    ),
    "lists": (
        flat(listed(item(p("một"), listed(item(p("con")), item(p("con nữa")))), item(p("hai")))),
        '<ol type="a"><li>một<ol type="I"><li>con</li><li>con nữa</li></ol></li><li>hai</li></ol>',
    ),
    "bullets": (
        flat(listed(item(p("một"), listed(item(p("sâu")), look="LB")), look="LB"), p("Sau")),
        "<ul><li>một<ul><li>sâu</li></ul></li></ul>\n<p>Sau</p>",
    ),
    "a list that goes on": (
        flat(listed(item(p("một"))), p("Giữa"), listed(item(p("hai")), more=' text:continue-numbering="true"')),
        '<ol type="a"><li>một</li></ol>\n<p>Giữa</p>\n<ol start="2" type="a"><li>hai</li></ol>',
    ),
    "merged cells": (
        flat(MERGED, p("Sau")),
        '<table><tbody><tr><td colspan="2">Chỉ tiêu</td></tr><tr><td rowspan="2">Huyện</td><td>Năm Căn</td></tr>'
        "<tr><td>Ngọc Hiển</td></tr></tbody></table>\n<p>Sau</p>",
    ),
    "the head of a table": (
        flat(
            table(
                cell("2025") + cell("95"),
                head=f"<table:table-header-rows><table:table-row>{cell('Năm')}{cell('Điểm')}</table:table-row>"
                "</table:table-header-rows>",
            )
        ),
        "<table><thead><tr><th>Năm</th><th>Điểm</th></tr></thead><tbody><tr><td>2025</td><td>95</td></tr></tbody></table>",
    ),
    "footnotes": (
        flat(p("Một", note("Theo Sở."), " hai", note("Tháng 3.", 2))),
        '<p>Một<sup class="note">1</sup> hai<sup class="note">2</sup></p>\n'
        '<div class="notes"><ol><li>Theo Sở.</li><li>Tháng 3.</li></ol></div>',
    ),
    "alignment, links, breaks": (
        flat(
            p("giữa", style="MID"),
            p("phải", style="END"),
            p('<text:a xlink:href="https://camau.gov.vn/">Cổng</text:a>', "<text:line-break/>dòng"),
        ),
        '<p class="center">giữa</p>\n<p class="right">phải</p>\n'
        '<p><a href="https://camau.gov.vn/">Cổng</a><br>dòng</p>',
    ),
    "what is not part of the text": (
        flat(TRACKED, p("Còn ", '<text:change text:change-id="c1"/>', "50.000", COMMENT, span(" mật", "HID"))),
        "<p>Còn 50.000</p>",
    ),
    "a picture with its caption": (
        flat(
            p("Trước"), p(frame(EMBEDDED, "Bà Hạnh"), style="MID"), p("Ở Một cửa. Ảnh: Nhung", style="MID"), p("Sau")
        ),
        "<p>Trước</p>\n[ảnh 1]\n<p>Sau</p>",
    ),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """{extension: {name: bytes}} of all articles, as LibreOffice writes them; one start for each extension."""
    folder = tmp_path_factory.mktemp("libreoffice")
    sources = {name: folder / f"{number}.fodt" for number, name in enumerate(ARTICLES)}
    for name, source in sources.items():
        source.write_text(ARTICLES[name][0], encoding="utf-8")
    kinds = {"docx": "docx:MS Word 2007 XML", "odt": "odt"}
    for kind in kinds.values():
        subprocess.run(
            [
                *(PROGRAM, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind),
                *("--outdir", str(folder), *map(str, sources.values())),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    return {
        extension: {name: source.with_suffix(f".{extension}").read_bytes() for name, source in sources.items()}
        for extension in kinds
    }


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_what_libreoffice_writes_comes_in_whole(written, extension, name):
    assert body_of(written[extension][name], extension) == ARTICLES[name][1]


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_what_libreoffice_leaves_beside_the_text_is_said(written, extension):
    manuscript = manuscript_of(written[extension]["what is not part of the text"], extension)

    assert {each.kind: each.examples for each in manuscript.left_out} == {
        "tracked": ["100.000"],
        "comments": ["Xem lại"],
        "hidden": ["mật"],
    }


@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_the_picture_has_its_words(written, extension):
    [picture] = manuscript_of(written[extension]["a picture with its caption"], extension).pictures

    assert (picture.alt, picture.caption, picture.credit) == ("Bà Hạnh", "Ở Một cửa.", "Ảnh: Nhung")
