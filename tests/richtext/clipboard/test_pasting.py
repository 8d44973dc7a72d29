"""A paste that fails says so and offers its words; a line tells what was left out; one undo takes a paste back."""

import re

import pytest
from playwright.sync_api import expect

from richtext.sanitize import sanitize_html
from tests.axe import DARK_PHONE, LIGHT_WIDE, look_at, problems

pytestmark = pytest.mark.browser
LOST = "Nội dung vừa dán không còn chữ nào"
FAILED = "Không dán được nội dung này với định dạng của nó."
TEXT = "Đoạn một.\nĐoạn hai."
PARAGRAPHS = "<p>Đoạn một.</p><p>Đoạn hai.</p>"
COPY = """(html) => {
  const page = document.createElement("div");
  page.contentEditable = "true";
  page.innerHTML = html;
  document.body.append(page);
  getSelection().selectAllChildren(page);
  document.execCommand("copy");
  page.remove();
  CKEDITOR.instances.id_body.setData("");
}"""


def bar(editor):
    return editor.page.locator(".richtext-bar")


def html_in(editor):
    return sanitize_html(editor.page.evaluate("CKEDITOR.instances.id_body.getData()")).replace("\n", "")


def command(editor, name):
    editor.page.evaluate("(name) => CKEDITOR.instances.id_body.execCommand(name)", name)


def offered_text_comes_in(editor):
    bar(editor).get_by_role("button", name="Dán chữ, bỏ định dạng").click()
    expect(bar(editor)).to_have_text("")
    assert html_in(editor) == PARAGRAPHS
    command(editor, "undo")
    assert html_in(editor) == ""


def test_what_the_editor_leaves_nothing_of_is_offered_as_text(editor):
    for html in (
        "<form><input><svg><text>Đoạn một.</text></svg></form>",
        "<object>Đoạn một.</object>",
        "<style>p{color:red}</style>",
    ):
        editor.paste(html, TEXT)
        expect(bar(editor)).to_contain_text(LOST)
        assert html_in(editor) == "", html
        assert problems(editor.page, ".richtext-bar") == []
        offered_text_comes_in(editor)


def test_an_error_on_the_way_leaves_the_words_within_reach(editor):
    editor.page.evaluate("""() => {
      const { parseFromString } = DOMParser.prototype;
      DOMParser.prototype.parseFromString = function (...all) {
        DOMParser.prototype.parseFromString = parseFromString;
        throw new Error("of this test");
      };
    }""")
    editor.paste("<p>Đoạn một.</p>", TEXT)
    expect(bar(editor)).to_contain_text(FAILED)
    offered_text_comes_in(editor)

    fail = "editor.once('paste', () => { throw new Error('of this test') }, null, null, 500)"
    editor.page.evaluate(f"(() => {{ const editor = CKEDITOR.instances.id_body; {fail} }})()")
    editor.paste("<p>Đoạn một.</p>", TEXT)
    expect(bar(editor)).to_contain_text(FAILED)
    assert [error for error in editor.errors if "of this test" not in error] == []
    editor.errors.clear()
    offered_text_comes_in(editor)


def test_four_megabytes_of_html_are_refused_with_their_weight(editor):
    editor.paste(f"<p>{'x' * 5 * 1024 * 1024}</p>", TEXT)
    expect(bar(editor)).to_contain_text("quá lớn (5 MB, tối đa 4 MB)")
    offered_text_comes_in(editor)

    picture = "A" * 5 * 1024 * 1024  # counts for nothing: it is no text
    editor.paste(f"<p>Đoạn một.</p><p>Đoạn hai.</p><img width=1 src='data:image/png;base64,{picture}'>", TEXT)
    assert html_in(editor) == PARAGRAPHS
    expect(bar(editor)).to_have_text("")


@pytest.mark.parametrize(
    "text", ["1. a\n" * 140_000, "a\n" * 240_000, "chữ " * 130_000], ids=["marked", "lines", "one line"]
)
def test_a_plain_text_that_no_article_can_hold_is_refused_with_its_length(editor, text):
    for html in ("", f"<p>{'x' * 5 * 1024 * 1024}</p>"):
        editor.paste(html, text)
        expect(bar(editor)).to_contain_text(re.compile(r"\d kB, nhiều hơn một bài có thể chứa|tối đa 4 MB"))
        expect(bar(editor)).to_contain_text("từng phần")
        for button in bar(editor).get_by_role("button", name="Dán chữ, bỏ định dạng").all():
            button.click()
            expect(bar(editor)).to_contain_text("kB, nhiều hơn một bài có thể chứa (500 kB)")
        assert html_in(editor) == ""
        assert editor.errors == []


def test_words_whose_structure_cannot_be_read_come_in_as_lines(editor):
    editor.page.evaluate("""() => {
      const { flat } = Array.prototype;
      Array.prototype.flat = () => {
        Array.prototype.flat = flat;
        throw new Error("of this test");
      };
    }""")
    editor.paste("", TEXT)
    assert html_in(editor) == PARAGRAPHS


def test_an_empty_clipboard_says_so(editor):
    editor.paste("<p> </p>", "")
    expect(bar(editor)).to_contain_text("Bộ nhớ tạm không có chữ hay ảnh nào dán được.")
    expect(bar(editor).get_by_role("button", name="Dán chữ")).to_have_count(0)


def test_what_was_left_out_is_told_in_a_line_until_the_next_paste(editor):
    word = (
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body><p class=MsoNormal>Kinh phí <del>100.000</del>"
        "<ins>50.000</ins> đồng.<span style='mso-hide:all;display:none'>Không ai đọc.</span></p></body></html>"
    )
    editor.paste(word, "x")
    line = bar(editor).locator(".richtext-offer")
    expect(line).to_contain_text("Đã dán từ Word.")
    expect(line).to_contain_text("Còn 1 điều nữa")
    see = line.get_by_role("button", name="Xem")
    expect(see).to_have_attribute("aria-expanded", "false")
    see.press("Enter")
    expect(see).to_have_attribute("aria-expanded", "true")
    expect(line.get_by_role("listitem")).to_have_count(2)
    expect(line).to_contain_text("Không ai đọc.")
    assert problems(editor.page, ".richtext-bar") == []
    assert bar(editor).get_attribute("role") == "status"

    editor.paste("<p>Không bỏ gì.</p>", "x")
    expect(bar(editor)).to_have_text("")
    editor.paste(word, "x")
    line.get_by_role("button", name="Đóng").click()
    expect(bar(editor)).to_have_text("")
    editor.page.wait_for_function("document.activeElement.matches('.cke_wysiwyg_div')")  # writing goes on


def test_lines_of_pages_are_taken_out_when_somebody_says_so(editor):
    pages = "\f".join(
        f"Báo cáo quý 1\n{'Xã đã rà soát mọi thủ tục của năm và công khai kết quả.' * 2}\nTrang {n}/4"
        for n in range(1, 5)
    )
    editor.paste(text=pages)
    expect(bar(editor)).to_contain_text("có vẻ là số trang hoặc đầu trang")
    before = html_in(editor)
    bar(editor).get_by_role("button", name="Bỏ các dòng này").click()
    assert "Trang 2/4" in before
    assert "Trang" not in html_in(editor)
    assert "rà soát" in html_in(editor)
    command(editor, "undo")
    assert html_in(editor) == before


def test_one_undo_takes_back_a_paste_and_nothing_else(editor):
    editor.paste("<p>Một.</p>", "x")
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type(" Hai.")
    editor.page.evaluate(
        """() => {
          const { id_body: editor } = CKEDITOR.instances;
          for (const html of ["<h2>Ba</h2><ul><li>Bốn</li></ul>", "<p>Năm</p>"]) { // two, quickly after each other
            const data = new DataTransfer();
            data.setData("text/html", html);
            const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
            editor.editable().$.dispatchEvent(paste);
          }
        }"""
    )
    editor.page.wait_for_function(
        "CKEDITOR.instances.id_body.getData().includes('Năm')"
    )  # its turn comes a moment later
    whole = html_in(editor)
    assert "<li>Bốn" in whole

    command(editor, "undo")
    assert "Năm" not in html_in(editor)
    command(editor, "undo")
    assert html_in(editor) == "<p>Một. Hai.</p>"
    command(editor, "redo")
    command(editor, "redo")
    assert html_in(editor) == whole


RICH = "<p><b style='color:red'>Đoạn</b> một.</p><p>- sữa</p><p>- gạo</p>"
PLAIN = "<p>Đoạn một.</p><ul><li>sữa</li><li>gạo</li></ul>"


def test_ctrl_shift_v_pastes_the_words_with_their_structure(editor):
    editor.page.evaluate(COPY, RICH)
    editor.page.locator(".cke_wysiwyg_div").click()
    editor.page.keyboard.press("Control+Shift+V")
    editor.page.wait_for_function("CKEDITOR.instances.id_body.getData().includes('gạo')")
    assert html_in(editor) == PLAIN
    command(editor, "undo")
    assert html_in(editor) == ""

    editor.page.keyboard.press("Control+V")  # it was for that one time
    editor.page.wait_for_function("CKEDITOR.instances.id_body.getData().includes('gạo')")
    assert "<strong>Đoạn</strong>" in html_in(editor)
    expect(editor.page.locator(".cke_notification")).to_have_count(0)


def test_the_dialog_of_the_editor_pastes_the_words_too(editor):
    editor.page.evaluate(COPY, RICH)
    editor.page.evaluate("CKEDITOR.instances.id_body._.forcePasteDialog = true")
    editor.page.locator(".cke_wysiwyg_div").click()  # what was copied stood outside of it, where nothing is pasted
    editor.page.click(".cke_button__pastetext")
    frame = editor.page.frame_locator(".cke_pasteframe")
    frame.locator("body").click()
    editor.page.keyboard.press("Control+V")
    expect(frame.locator("body")).to_contain_text("gạo")
    editor.page.locator(".cke_dialog_ui_button_ok >> visible=true").click()
    editor.page.wait_for_function("CKEDITOR.instances.id_body.getData().includes('gạo')")
    editor.page.evaluate("CKEDITOR.instances.id_body._.forcePasteDialog = false")

    assert html_in(editor) == PLAIN


def test_the_button_says_which_keys_paste_where_the_browser_lets_no_button(editor):
    editor.page.evaluate("CKEDITOR.instances.id_body.setData('')")
    editor.page.locator(".cke_wysiwyg_div").click()
    editor.page.click(".cke_button__pastetext")
    expect(editor.page.locator(".cke_notification")).to_contain_text("bấm Ctrl+Shift+V")
    assert editor.paste("<p><b>Một.</b></p>", "Một.")[0].strip() == "<p><strong>Một.</strong></p>"  # not meant for it
    editor.page.locator(".cke_notification_close").click()


def test_what_comes_without_a_clipboard_keeps_its_formatting(editor):
    editor.page.evaluate(
        """() => {
          const { id_body: editor } = CKEDITOR.instances;
          editor.setData("");
          const dataTransfer = new CKEDITOR.plugins.clipboard.dataTransfer();
          editor.fire("paste", { type: "auto", method: "paste", dataTransfer, dataValue: "<p><b>Đoạn</b> một.</p>" });
        }"""
    )
    assert html_in(editor) == "<p><strong>Đoạn</strong> một.</p>"


@pytest.mark.parametrize("look", [LIGHT_WIDE, DARK_PHONE], ids=str)
def test_the_lines_stay_in_sight_above_the_toolbar_however_long_the_text(editor, look):
    look_at(editor.page, look)
    editor.paste("".join(f"<p>Đoạn {number}.</p>" for number in range(150)))
    picture = "<p>Ảnh.</p><p><img src='https://evil.example/a.png'></p>"
    editor.page.keyboard.press("Control+End")
    editor.paste(picture * 12)
    bar(editor).get_by_role("button", name="Xem").first.press("Enter")
    editor.page.evaluate("scrollTo(0, document.querySelector('.cke_wysiwyg_div').getBoundingClientRect().bottom)")

    top, bottom, toolbar, height, taken = editor.page.evaluate("""() => {
      const bar = document.querySelector(".richtext-bar");
      const { top, bottom } = bar.getBoundingClientRect();
      const x = bar.getBoundingClientRect().left + 20;
      const isOnTop = Boolean(document.elementFromPoint(x, (top + bottom) / 2)?.closest(".richtext-bar"));
      const toolbar = document.querySelector(".cke_top").getBoundingClientRect();
      return [top, bottom, toolbar.top, innerHeight, isOnTop];
    }""")
    assert 0 <= top < bottom <= toolbar + 1 <= height
    assert bottom - top <= height / 3
    assert taken
    for button in bar(editor).get_by_role("button").all():
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport()
