"""What no stored clipboard shows: where a paste lands, what it costs, what its tables may be."""

from functools import partial

import pytest
from django.conf import settings

from articles import presentation
from articles.migrations._first_abbreviations import FIRST
from recordings.models import Recording
from richtext.sanitize import sanitize_html
from tests.richtext.clipboard.conftest import without_layout
from vietnamese.abbreviations import ShortForms

present_body = partial(presentation.present_body, explained=ShortForms(dict(FIRST)))

pytestmark = pytest.mark.browser

TRANSLATE = """async ([html, rtf = ""]) => {
  const { translate } = await import("/static/richtext/clipboard/index.js");
  const { allowedContent: allowed } = CKEDITOR.instances.id_body.config;
  return translate(html, { rtf, allowed, mediaUrl: "/media/", origin: location.origin });
}"""
GROWTH = """async ([before, unit, after, times]) => {
  const { translate } = await import("/static/richtext/clipboard/index.js");
  const { allowedContent: allowed } = CKEDITOR.instances.id_body.config;
  const seconds = (count) => Math.min(...[1, 2].map(() => {
    const html = before + unit.repeat(count) + after;
    const begin = performance.now();
    translate(html, { allowed, mediaUrl: "/media/" });
    return performance.now() - begin;
  }));
  const count = Math.ceil(12_000 / unit.length);
  seconds(count);
  return seconds(count * times) / seconds(count);
}"""
IN_SENTENCE = """(html) => new Promise((resolve) => {
  const { id_body: editor } = CKEDITOR.instances;
  editor.setData("<p>Xã có hồ sơ đúng hạn.</p>", { noSnapshot: true, callback: () => {
    const text = editor.editable().findOne("p").getFirst();
    editor.focus();
    const range = editor.createRange();
    range.setStart(text, 6);
    range.collapse(true);
    range.select();
    editor.once("afterPaste", () => setTimeout(() => resolve(editor.getData())));
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "x");
    const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
    editor.editable().$.dispatchEvent(paste);
  } });
})"""
SHEET = "<google-sheets-html-origin><table data-sheets-root='1'>"
GOOGLE = '<b style="font-weight:normal" id="docs-internal-guid-1">'


@pytest.mark.parametrize(
    "html",
    [
        SHEET + "<tr><td>4.212</td></tr></table>",
        "<google-sheets-html-origin><span data-sheets-root='1'>4.212</span>",
        '<meta name="generator" content="LibreOffice 7.4"/><table><tr><td align="right">4.212</td></tr></table>',
        GOOGLE + "<span>4.212</span></b>",
        '<meta name=ProgId content=Excel.Sheet><table><tr><td align=right x:num="4212">4.212</td></tr></table>',
        "<p>4.212</p>",
    ],
)
def test_one_cell_or_one_line_goes_into_the_sentence(editor, html):
    assert sanitize_html(editor.page.evaluate(IN_SENTENCE, html)) == "<p>Xã có 4.212hồ sơ đúng hạn.</p>"


def translated(editor, html):
    return sanitize_html(editor.page.evaluate(TRANSLATE, [html])["html"])


WRITER = '<meta name="generator" content="LibreOffice 24.8"/><p>Mức phí 100.00050.000 đồng</p><p>100.000 người</p>'
CHANGED = (
    r"{\rtf1{\fonttbl{\f0 100.000;}}M\u7913\'3fc ph\u237\'ed {\deleted 100.000}{\revised 50.000} \u273\'3f\u7891\'3fng"
)


@pytest.mark.parametrize(
    ("rtf", "text", "kinds"),
    [
        (CHANGED + "}", "<p>Mức phí 50.000 đồng</p>\n<p>100.000 người</p>", ["tracked"]),
        (CHANGED.replace("deleted 100", "deleted 9") + "}", "<p>Mức phí 100.00050.000 đồng</p>", ["unresolved"]),
        (CHANGED.replace(r"\deleted", ""), "<p>Mức phí 100.00050.000 đồng</p>", []),
        (r"{\deleted" * 5000, "<p>Mức phí 100.00050.000 đồng</p>", []),
        (r"\deleted}}}}{\u99999999 \'zz \\", "<p>Mức phí 100.00050.000 đồng</p>", None),
    ],
)
def test_what_writer_deleted_goes_by_the_rtf_beside(editor, rtf, text, kinds):
    read = editor.page.evaluate(TRANSLATE, [WRITER, rtf])

    assert text in sanitize_html(read["html"])
    assert kinds is None or [note["kind"] for note in read["notes"]] == kinds


def test_a_cell_over_hidden_rows_and_columns_gets_smaller(editor):
    rows = (
        "<tr><td rowspan='3'>Xã</td><td colspan='3'>Hồ sơ</td></tr>"
        "<tr style='display:none'><td>ẩn</td><td rowspan='2'>Đúng hạn</td><td>ẩn</td></tr>"
        "<tr><td>Nhận</td><td>Ẩn</td></tr>"
        "<tr><td>Tân Phong</td><td>1</td><td>2</td><td>3</td></tr>"
    )

    html = translated(editor, f"{SHEET}<col><col><col><col width='0'>{rows}</table>")

    assert html == (
        '<table><tbody><tr><td rowspan="2">Xã</td><td colspan="2">Hồ sơ</td></tr>'
        "<tr><td>Nhận</td><td>Đúng hạn</td></tr><tr><td>Tân Phong</td><td>1</td><td>2</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ("colspan='90'", ' colspan="2"'),
        ("rowspan='500'", ""),
        ("rowspan='0'", ""),
        ("colspan='-3' rowspan='x'", ""),
        ("colspan='2'", ' colspan="2"'),
    ],
)
def test_no_cell_reaches_beyond_its_table(editor, spans, kept):
    html = translated(editor, f"<table><tr><td>a</td><td>b</td></tr><tr><td {spans}>c</td></tr></table>")

    assert f"<td{kept}>c</td>" in html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>Một ô<table><tr><td>trong</td><td>ô</td></tr></table></td></tr></table>", "<p>Một ô</p>"),
        ("<table></table>", ""),
        ("<table><tr></tr></table>", ""),
        (f"{SHEET}<tr><td></td><td> </td></tr></table>", ""),
        ("<ol><li value='99999999'>a</li></ol>", "<ol><li>a</li></ol>"),
        ("<ul><ul><li>a</li></ul></ul>", "<li>a</li>"),
        ("<ol><li aria-level='1'>a</li><li aria-level='2'>b</li></ol>", "<ol><li>a<ol><li>b</li></ol></li></ol>"),
        ("<p>a<br> <br>b<br>c</p>", "<p>a</p>\n<p>b<br>c</p>"),
        ('<p>a <img src="x" alt="12"> <img src="/media/anh/a.webp" alt="😀"></p>', "<p>a 😀</p>"),
    ],
)
def test_odd_markup_keeps_its_words(editor, html, text):
    assert text in translated(editor, html)


@pytest.mark.parametrize(
    ("before", "unit", "after"),
    [
        (SHEET, "<tr><td rowspan='9'>a</td><td style='font-weight:bold'>b</td></tr>", "</table>"),
        (SHEET, "<tr style='display:none'><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr>", "</table>"),
        (SHEET + "<tr>", "<td colspan='99' rowspan='9999'>a</td>", "</tr>" + "<tr><td>b</td></tr>" * 200 + "</table>"),
        (GOOGLE, "<ul><li aria-level='1'>a</li><ul><li aria-level='2'>b</li></ul></ul>", "</b>"),
        ("<ol>", "<li value='5'>a</li>", "</ol>"),
        ("<ul>", "<li aria-level='2' role='checkbox'>a</li><li aria-level='1'>a</li>", "</ul>"),
        ("<p>", "a<br><br>", "</p>"),
        ("", "<figure><img src='/media/a.webp'><p>b</p></figure>", ""),
        ("", "<div data-qid='1' class='text'>- a<br>- b</div>", ""),
        ("", "<abbr class='explained' title='b'>a</abbr><a class='doc' href='/'>b</a> ", ""),
        ("", "<table><tr><td>a", ""),
        ("<div style='white-space:pre-wrap'>", "a\nb", "</div>"),
    ],
)
def test_a_clipboard_costs_by_its_length(editor, before, unit, after):
    assert any(editor.page.evaluate(GROWTH, [before, unit, after, 4]) < 10 for _ in range(6)), "a square would be 16"


SAMPLE = sorted((settings.BASE_DIR / "sample" / "articles").glob("*.html"))


def test_a_published_page_comes_back_as_it_is_stored(editor):
    for path in SAMPLE:
        stored = sanitize_html(path.read_text(encoding="utf-8").split("+++", 2)[2])

        back = editor.page.evaluate(TRANSLATE, [f"<meta charset='utf-8'>{present_body(stored)}"])

        assert stored
        assert sanitize_html(back["html"]) == stored, path.name
        assert not back["notes"], path.name


AS_READERS_COPY = """(html) => new Promise((resolve, reject) => {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/static/css/site.css" });
  const page = Object.assign(document.createElement("div"), { className: "prose", innerHTML: html });
  sheet.addEventListener("error", reject);
  sheet.addEventListener("load", () => {
    getSelection().selectAllChildren(page);
    const isDone = document.execCommand("copy");
    page.remove();
    sheet.remove();
    isDone ? resolve() : reject(new Error("nothing was copied"));
  });
  document.body.append(page, sheet);
})"""
FIGURE = (
    '<figure class="image"><img alt="Quầy {0}" height="800" src="/media/anh/{0}.webp" width="1200">'
    '<figcaption>Quầy số {0} <em>sáng nay</em> <span class="credit">Ảnh: Thùy Nhung</span></figcaption></figure>'
)
OF_ALL_KINDS = [
    '<p>UBND xã triển khai 387/KH-UBND<sup class="note">1</sup>, gọi 0200 000 018 (CCHC).<sup class="note">2</sup></p>'
    '<p class="center">Theo <em>Nghị quyết</em> 18-NQ/TU<sup class="note">2</sup>, UBND <strong>rà soát</strong>: '
    "m<sup>2</sup>, H<sub>2</sub>O, <s>cũ</s>.</p>"
    '<div class="notes"><ol><li>Theo báo cáo 12/BC-UBND, <em>bản</em> gửi ngày 1/10.</li>'
    "<li><p>Số liệu của xã.</p><p>Tính đến 20/11.</p></li></ol></div>",
    '<p>Chỉ có số cao<sup class="note">1</sup>.</p><div class="notes"><ol><li>Một ghi chú.</li></ol></div>',
    f'<p>Ba quầy.</p><div class="gallery">{FIGURE.format(1)}{FIGURE.format(2)}</div>{FIGURE.format(3)}',
    '<p>Xem buổi họp.</p><figure class="video"><a href="/video/abcdefgh23/"><img alt="Buổi họp" height="720" '
    'src="/media/anh/hop.webp" width="1280"></a><figcaption>Buổi họp <span class="credit">Ảnh: Hậu</span></figcaption>'
    '</figure><p class="audio"><a href="/am-thanh/bcdefghi34/">Nghe bản tin</a></p><p>Hết.</p>',
    "<h2>Kết quả</h2><table><caption>Hồ sơ quý III</caption><thead><tr><th>Xã</th><th>Hồ sơ</th></tr></thead><tbody>"
    '<tr><td>Tân Phong</td><td>4.212</td></tr><tr><td class="center">UBND</td><td>98</td></tr></tbody></table>'
    '<blockquote><p>Bỏ đi những quãng chờ.</p><footer>Ông Tuấn</footer></blockquote><ol start="3" type="a"><li>Nộp'
    "<ul><li>tại nhà</li></ul></li></ol>",
]


@pytest.mark.parametrize("number", range(len(OF_ALL_KINDS)))
def test_a_published_text_copied_by_a_reader_comes_back_as_it_is_stored(editor, number):
    """What the page makes of the text is asked of the page, and what a browser makes of it of the browser."""
    stored = sanitize_html(OF_ALL_KINDS[number])
    recordings = {
        key: Recording(
            key=key, kind=kind, title="Buổi họp", provider="file", file=f"{kind}/a", seconds=192, transcript="Lời nói."
        )
        for key, kind in (("abcdefgh23", "video"), ("bcdefghi34", "audio"))
    }
    shown = present_body(stored, recordings)
    if "/video/" in stored:
        assert 'data-player="video"' in shown
        assert 'data-player="audio"' in shown
    editor.page.evaluate("CKEDITOR.instances.id_body.setData('')")

    editor.page.evaluate(AS_READERS_COPY, shown)
    editor.page.locator(".cke_wysiwyg_div").click()
    editor.page.keyboard.press("Control+V")
    editor.page.wait_for_function("CKEDITOR.instances.id_body.getData()")

    back = sanitize_html(editor.page.evaluate("CKEDITOR.instances.id_body.getData()"))
    assert without_layout(back).replace("\n", "") == without_layout(stored).replace("\n", "")


VML = (
    "<!--[if gte vml 1]><v:shape id='Box_{0}' type='#_x0000_t202'><v:textbox style='mso-next-textbox:x'><![if !mso]>"
    "<table cellpadding=0 width='100%'><tr><td><![endif]><div>{1}</div><![if !mso]></td></tr></table><![endif]>"
    "</v:textbox></v:shape><![endif]--><![if !vml]><img src='file:///C:/a.png' alt='Text Box: x' v:shapes='Box_{0}'>"
    "<![endif]>"
)
WORD = "<html xmlns:w='urn:schemas-microsoft-com:office:word'><style>p.Hoa{{text-transform:uppercase}}</style>{}"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"<p class=MsoNormal>Trước.{VML.format(1, '<p class=MsoNormal><b>Hỏi</b>: 1022</p>')}</p><p>Sau.</p>",
         "<p>Trước.</p>\n<p><strong>Hỏi</strong>: 1022</p>\n<p>Sau.</p>"),
        (f"<p>A{VML.format(1, '<p>Một</p><p>Hai</p>')}{VML.format(2, '<p>Ba</p>')}</p><p>B</p>",
         "<p>A</p>\n<p>Một</p>\n<p>Hai</p>\n<p>Ba</p>\n<p>B</p>"),
        (f"<p>A{VML.format(1, '<p>Giá <span class=msoDel>100</span>50<script>x()</script></p>')}</p>",
         "<p>A</p>\n<p>Giá 50</p>"),
        (f"<p>A{VML.format(1, '<p> </p>')}</p>", "<p>A</p>"),
        ("<p style='text-transform:uppercase'>Đường <span>số</span> <span style='text-transform:none'>lộ</span></p>",
         "<p>ĐƯỜNG SỐ lộ</p>"),
        ("<p class=Hoa>Thông báo</p><p>Như cũ</p>", "<p>THÔNG BÁO</p>\n<p>Như cũ</p>"),
    ],
)  # fmt: skip
def test_words_that_word_shows_are_in_the_text(editor, html, text):
    assert translated(editor, WORD.format(html)).replace("</p><p>", "</p>\n<p>") == text


def test_marks_of_comments_are_counted_also_where_the_comments_were_not_copied(editor):
    marks = '<p>Xã<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> họp<sup><a href="#cmnt2">[b]</a></sup>.</p>'
    said = '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Xem lại tên</p></div>'

    for html, examples in ((marks, []), (marks + said, ["Xem lại tên"])):
        read = editor.page.evaluate(TRANSLATE, [f"{GOOGLE}{html}</b>"])

        assert sanitize_html(read["html"]) == "<p>Xã họp.</p>"
        assert [(note["kind"], note["count"], note["examples"]) for note in read["notes"]] == [
            ("comments", 2, examples)
        ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hồ sơ gồm:<br>- Đơn <b>đề nghị</b>;<br>- Bản sao.<br>Nơi nhận<br>VT</p>",
         "<p>Hồ sơ gồm:</p><ul><li>Đơn <strong>đề nghị</strong>;</li><li>Bản sao.</li></ul><p>Nơi nhận<br>VT</p>"),
        ("<div>1. Báo cáo<br>2. Kế hoạch<br>a) năm<br>b) quý</div>",
         '<ol><li>Báo cáo</li><li>Kế hoạch<ol type="a"><li>năm</li><li>quý</li></ol></li></ol>'),
        ("<p>- Việc một</p>\n<p><b>-</b>&nbsp;Việc hai</p><p>Hết.</p>",
         "<ul><li>Việc một</li><li>Việc hai</li></ul><p>Hết.</p>"),
        ("<div>•Ý một</div><div>•Ý hai</div>", "<ul><li>Ý một</li><li>Ý hai</li></ul>"),
        ("<p>Trăm năm<br>trong cõi</p>", "<p>Trăm năm<br>trong cõi</p>"),
        ("<p>UBND xã<br>- Số 5 phố Chợ<br>Điện thoại 1022</p>", "<p>UBND xã<br>- Số 5 phố Chợ<br>Điện thoại 1022</p>"),
        ("<p>1. Mở đầu</p><p>2. Nội dung</p>", "<p>1. Mở đầu</p><p>2. Nội dung</p>"),
        ("<p>- Một mình</p><p>Hết</p>", "<p>- Một mình</p><p>Hết</p>"),
        ("<p>c) x<br>d) y<br>đ) z</p>", "<p>c) x</p><p>d) y</p><p>đ) z</p>"),
        ("<p>- Một<br>\n      - Hai<br>\n  - Ba</p>", "<ul><li>Một</li><li>Hai</li><li>Ba</li></ul>"),
    ],
)  # fmt: skip
def test_lists_that_are_typed_by_hand_are_lists(editor, html, text):
    assert without_layout(translated(editor, html)).replace("\n", "") == text
