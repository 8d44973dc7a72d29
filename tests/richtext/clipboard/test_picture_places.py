"""Pictures of a paste keep their place: a mark waits there until they are described, or says why they stay out."""

import base64
import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from richtext.sanitize import sanitize_html
from tests.axe import problems
from tests.factories import picture_file

pytestmark = pytest.mark.browser
PNG = picture_file(kind="PNG").read()
DATA = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
STORY = (
    f"<p>Sáng 20/11, xã Tân Phong mở cửa.</p><p><img src='{DATA}' alt='Trụ sở xã'></p>"
    "<p>Trụ sở xã sáng 20/11. Ảnh: Thùy Nhung</p><p>Người dân đến từ sớm.</p>"
    f"<p><img src='{DATA}'></p><p>Chiều cùng ngày, mọi việc xong.</p>"
)
REFUSED = {
    "remote": ("<img src='https://evil.example/a.png'>", "", "Ảnh lấy từ trang khác không dán thẳng được"),
    "local": ("<img src='file:///C:/Temp/clip_image001.png'>", "", "không đưa ảnh vào bộ nhớ tạm"),
    "mail": ("<img src='cid:image001.png@01D9'>", "", "Ảnh trong thư không đi theo khi dán"),
    "gone": ("<img src='blob:http://testserver/1-2-3'>", "", "không đọc được từ bộ nhớ tạm"),
    "bmp": ("<img src='data:image/bmp;base64,Qk0=' width=40>", "", "không nhận ảnh dạng BMP"),
    "tif": ("<img src='data:image/tiff;base64,SUkq'>", "", "không nhận ảnh dạng TIFF"),
    "svg": ("<img src='data:image/svg+xml;base64,PHN2Zz4='>", "", "không nhận ảnh SVG"),
    "emf": ("<img src='file:///C:/a.png'>", r"{\pict\emfblip 0100}", "dạng EMF"),
    "wmf": ("<img src='file:///C:/a.png'>", r"{\pict\wmetafile8 0100}", "dạng WMF"),
}


@pytest.fixture(scope="module")
def sent(editor):
    """What has been sent to the library, as (name of the file, description)."""
    sent = []

    def answer(route):
        body = route.request.post_data_buffer.decode("utf-8", "replace")
        value = lambda name: body.split(f'name="{name}"')[1].split("\r\n\r\n")[1].split("\r\n")[0]  # noqa: E731
        sent.append((body.split('filename="')[1].split('"')[0], value("alt")))
        picture = {"id": len(sent), "url": f"/media/anh/{len(sent)}.png", "width": 40, "height": 30, "note": ""}
        texts = {name: value(name) for name in ("alt", "credit", "caption")}
        route.fulfill(body=json.dumps(picture | texts), content_type="application/json")

    editor.page.route(f"**{reverse('uploads:image')}", answer)
    return sent


@pytest.fixture(autouse=True)
def clean(editor, sent):
    yield
    sent.clear()
    for name in ("Bỏ ảnh này", "Bỏ các ảnh này"):
        if dialog(editor).is_visible():
            editor.page.keyboard.press("Escape")
        if (button := ask(editor).get_by_role("button", name=name)).is_visible():
            button.click()
    editor.page.evaluate("import('/static/uploads/picture_draft.js').then(({ draft }) => { draft.items = [] })")


def dialog(editor):
    return editor.page.get_by_role("dialog", name="Ảnh", exact=True)


def ask(editor):
    return editor.page.get_by_role("alertdialog", name="Ảnh chưa vào bài")


def bar(editor):
    return editor.page.locator(".richtext-bar")


def places(editor):
    return editor.page.locator(".cke_wysiwyg_div .picture-place")


def html_in(editor):
    return sanitize_html(editor.page.evaluate("CKEDITOR.instances.id_body.getData()")).replace("\n", "")


def describe(editor, *alts):
    for number, alt in enumerate(alts):
        dialog(editor).get_by_label("Mô tả ảnh").nth(number).fill(alt)
    label = "Nguồn ảnh chung" if len(alts) > 1 else "Nguồn ảnh"
    dialog(editor).get_by_label(label).fill("Ảnh: Thùy Nhung")
    dialog(editor).get_by_role("button", name="Tải").last.click()


def figure(number, alt, caption=""):
    caption = f"{caption} " if caption else ""
    return (
        f'<figure class="image"><img alt="{alt}" height="30" src="/media/anh/{number}.png" width="40">'
        f'<figcaption>{caption}<span class="credit">Ảnh: Thùy Nhung</span></figcaption></figure>'
    )


WHOLE = (
    f"<p>Sáng 20/11, xã Tân Phong mở cửa.</p>{figure(1, 'Trụ sở', 'Trụ sở xã sáng 20/11.')}"
    f"<p>Người dân đến từ sớm.</p>{figure(2, 'Người dân')}<p>Chiều cùng ngày, mọi việc xong.</p>"
)


def test_pictures_come_into_their_places_with_the_captions_that_stood_below(editor, sent):
    editor.paste(STORY)
    expect(dialog(editor)).to_be_visible()
    expect(places(editor)).to_have_count(2)
    assert html_in(editor).count("<p>") == 4  # nothing of a place is stored

    expect(dialog(editor).get_by_label("Mô tả ảnh").first).to_have_value("Trụ sở xã")
    expect(dialog(editor).get_by_label("Chú thích", exact=True).first).to_have_value("Trụ sở xã sáng 20/11.")
    expect(dialog(editor).get_by_label("Nguồn ảnh chung")).to_have_value("Ảnh: Thùy Nhung")
    describe(editor, "Trụ sở", "Người dân")
    expect(dialog(editor)).to_be_hidden()
    expect(places(editor)).to_have_count(0)  # what is described goes in a moment after the dialog

    assert html_in(editor) == WHOLE
    assert [alt for _, alt in sent] == ["Trụ sở", "Người dân"]
    editor.page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
    assert html_in(editor) == ""  # one step, the pictures with it
    editor.page.evaluate("CKEDITOR.instances.id_body.execCommand('redo')")
    assert html_in(editor) == WHOLE
    assert bar(editor).inner_text() == ""


def test_an_earlier_step_has_the_picture_too_where_its_place_was(editor):
    editor.paste(f"<p>Một.</p><p><img src='{DATA}'></p><p>Hai.</p>")
    expect(dialog(editor)).to_be_visible()
    editor.page.keyboard.press("Escape")
    ask(editor).get_by_role("button", name="Để sau").click()
    editor.page.keyboard.type("Ba. ")
    bar(editor).get_by_role("button", name="Mô tả ảnh").click()
    describe(editor, "Cổng xã")
    expect(places(editor)).to_have_count(0)

    for _ in range(2):
        editor.page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
        assert "picture-place" not in editor.page.evaluate("CKEDITOR.instances.id_body.getData()")
    assert html_in(editor) in ("", f"<p>Một.</p>{figure(1, 'Cổng xã')}<p>Hai.</p>")


def test_esc_asks_and_loses_nothing_unless_it_is_told_to(editor):
    editor.paste(STORY)
    expect(dialog(editor)).to_be_visible()
    editor.page.keyboard.press("Escape")
    expect(ask(editor)).to_contain_text("2 ảnh chưa mô tả xong nên chưa vào bài.")
    assert problems(editor.page, ".richtext-question") == []

    ask(editor).get_by_role("button", name="Mô tả tiếp").click()
    expect(dialog(editor).get_by_text("2/2. anh-dan-2.png")).to_be_visible()
    editor.page.keyboard.press("Escape")
    expect(ask(editor)).to_be_visible()
    editor.page.keyboard.press("Escape")  # of the question: later
    expect(ask(editor)).to_be_hidden()
    expect(places(editor)).to_have_count(2)
    expect(bar(editor)).to_contain_text("2 ảnh đang chờ mô tả để vào bài.")
    assert problems(editor.page, ".richtext-bar") == []

    bar(editor).get_by_role("button", name="Mô tả ảnh").click()
    expect(dialog(editor)).to_be_visible()
    editor.page.keyboard.press("Escape")
    ask(editor).get_by_role("button", name="Bỏ các ảnh này").click()
    expect(places(editor)).to_have_count(0)
    expect(bar(editor)).to_contain_text("chú thích của nó còn trong bài: “Trụ sở xã sáng 20/11. Ảnh: Thùy Nhung”")
    bar(editor).get_by_role("button", name="Bỏ chú thích").click()
    assert html_in(editor) == (
        "<p>Sáng 20/11, xã Tân Phong mở cửa.</p><p>Người dân đến từ sớm.</p><p>Chiều cùng ngày, mọi việc xong.</p>"
    )
    editor.page.evaluate("CKEDITOR.instances.id_body.setData('')")


@pytest.mark.parametrize("why", REFUSED)
def test_a_picture_that_cannot_come_in_says_why_in_its_place(editor, why):
    image, rtf, sentence = REFUSED[why]
    html = f"<p>Một.</p><p>{image}</p><p>Ảnh: TTXVN</p><p>Hai.</p>"
    editor.paste(html, rtf=rtf and rf"{{\rtf1 {rtf}}}")

    expect(bar(editor)).to_contain_text(sentence)
    expect(dialog(editor)).to_be_hidden()
    assert places(editor).get_attribute("data-why") == why
    bar(editor).get_by_role("button", name="Xem").click()
    bar(editor).get_by_role("button", name="Bỏ cả chú thích").click()
    expect(places(editor)).to_have_count(0)
    assert html_in(editor) == "<p>Một.</p><p>Hai.</p>"
    assert not [url for url in editor.asked if "evil.example" in url]


def test_another_picture_takes_the_place_of_one_that_cannot_come_in(editor, sent):
    editor.paste("<p>Một.</p><p><img src='https://evil.example/a.png'></p><p>Ảnh: TTXVN</p><p>Hai.</p>")
    bar(editor).get_by_role("button", name="Xem").click()
    bar(editor).get_by_role("button", name="Chọn ảnh").click()
    expect(dialog(editor).get_by_label("Nguồn ảnh")).to_have_value("Ảnh: TTXVN")
    editor.page.keyboard.press("Escape")
    expect(dialog(editor)).to_be_hidden()
    expect(places(editor)).to_have_count(1)

    places(editor).get_by_text("Chọn ảnh").click()
    dialog(editor).get_by_label("Tệp ảnh").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": PNG})
    describe(editor, "Cổng xã")

    expect(places(editor)).to_have_count(0)
    assert html_in(editor).startswith(f"<p>Một.</p>{figure(1, 'Cổng xã')}<p>")


def test_pictures_of_word_arrive_out_of_its_rtf(editor):
    html = (
        '<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoNormal>Một.</p>'
        '<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/Temp/clip_image001.png"/></v:shape>'
        '<![endif]--><![if !vml]><img width=40 height=30 src="file:///C:/Temp/clip_image002.png"'
        ' v:shapes="P1"><![endif]></p>'
        "<p class=MsoCaption>Cổng xã Tân Phong</p><p class=MsoNormal>Hai.</p></body></html>"
    )
    pict = rf"{{\*\shppict{{\pict{{\*\picprop}}\pngblip {PNG.hex()}}}}}{{\nonshppict{{\pict\wmetafile8 0100}}}}"
    editor.paste(html, rtf=rf"{{\rtf1 Một.\par {pict}\par Hai.}}")

    expect(dialog(editor).locator("canvas")).to_be_visible()  # the browser can read it
    expect(dialog(editor).get_by_label("Chú thích", exact=True)).to_have_value("Cổng xã Tân Phong")
    describe(editor, "Cổng xã")
    expect(places(editor)).to_have_count(0)
    assert html_in(editor) == f"<p>Một.</p>{figure(1, 'Cổng xã', 'Cổng xã Tân Phong')}<p>Hai.</p>"

    editor.paste(html, rtf=rf"{{\rtf1 Một.\par {pict}{pict}\par Hai.}}")  # which of the two is it?
    expect(bar(editor)).to_contain_text("Word hay chương trình kia không đưa ảnh vào bộ nhớ tạm")
    expect(dialog(editor)).to_be_hidden()


PLACES = [  # the pictures of a text are "#"
    ("<p>#</p><p>Chữ</p>", "#<p>Chữ</p>"),
    ("<p>Chữ <b>một # hai</b> ba</p>", "<p>Chữ <b>một  hai</b> ba</p>#"),
    ("<p># Chữ</p>", "#<p> Chữ</p>"),
    ("<p>A</p><p>##</p><p>B</p>", "<p>A</p>##<p>B</p>"),
    ("<p>A # B # C</p><p>D</p>", "<p>A  B  C</p>##<p>D</p>"),
    ("<ul><li>A #</li><li>B</li></ul><p>C</p>", "<ul><li>A </li><li>B</li></ul>#<p>C</p>"),
    (
        "<table><tbody><tr><td>#</td><td>A</td></tr></tbody></table>",
        "<table><tbody><tr><td></td><td>A</td></tr></tbody></table>#",
    ),
    ("<figure>#<figcaption>Hình: A</figcaption></figure><p>B</p>", "#<p>Hình: A</p><p>B</p>"),
    ("<blockquote><p>A #</p></blockquote><p>B</p>", "<blockquote><p>A </p></blockquote>#<p>B</p>"),
    ("A # B<p>C</p>", "A  B#<p>C</p>"),
    ("<div><p>A</p>#<p>B</p></div>", "<div><p>A</p>#<p>B</p></div>"),
]
PLACED = """(cases) => import("/static/richtext/pasted_pictures.js").then(({ withPlaces }) => {
  const shown = (html) => html.replace(/<div class="picture-place"[^>]*><.div>/g, "#");
  return cases.map((html) => shown(withPlaces(html, { mediaUrl: "/media/" }).html));
})"""


def test_a_place_stands_where_the_picture_stood_and_tears_no_sentence(editor):
    cases = [html.replace("#", '<img src="https://evil.example/a.png">') for html, _ in PLACES]

    assert editor.page.evaluate(PLACED, cases) == [want for _, want in PLACES]
    nothing = [
        '<p>A<img src="https://evil.example/p.gif" width="1" height="1"></p>',
        '<p>A<img src="/x.png" alt="😀"></p>',
    ]
    assert editor.page.evaluate(PLACED, nothing) == ["<p>A</p>", "<p>A😀</p>"]


CAPTIONS = {
    "Trao quà. Ảnh: Thùy Nhung": ("Trao quà.", "Ảnh: Thùy Nhung"),
    "(Ảnh: TTXVN)": ("", "Ảnh: TTXVN"),
    "Hình 2. Bản đồ xã": ("Hình 2. Bản đồ xã", ""),
    "Ảnh minh họa": ("Ảnh minh họa", ""),
    "Lễ trao giải – Nguồn ảnh: BBT.": ("Lễ trao giải", "Nguồn ảnh: BBT"),
}
NO_CAPTIONS = ["Ảnh hưởng của bão số 3 còn kéo dài.", "Hình thức nộp hồ sơ rất đơn giản.", "Người dân đến từ sớm."]


def test_a_caption_is_known_by_its_words_and_parted_from_its_credit(editor):
    read = """(texts) => import("/static/richtext/captions.js").then(({ captionBehindPlace, parts }) =>
      texts.map((text) => {
        const { body } = new DOMParser().parseFromString("<div class=picture-place></div><p></p>", "text/html");
        body.querySelector("p").textContent = text;
        return captionBehindPlace(body.firstElementChild, new Set()) ? Object.values(parts(text)) : null;
      }))"""

    assert editor.page.evaluate(read, list(CAPTIONS)) == [list(parted) for parted in CAPTIONS.values()]
    assert editor.page.evaluate(read, NO_CAPTIONS) == [None] * len(NO_CAPTIONS)


DROP = """(contents) => {
  const { id_body: editor } = CKEDITOR.instances;
  const data = new DataTransfer();
  contents.forEach((content, number) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], `IMG_${number + 1}.png`, { type: "image/png" }));
  });
  const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
  editor.editable().$.dispatchEvent(paste);
}"""


def test_several_files_wait_in_one_place_and_may_become_a_gallery(editor):
    editor.paste("<p>Một.</p><p>Hai.</p>", "x")
    editor.page.evaluate(
        """() => {
          const { id_body: editor } = CKEDITOR.instances;
          const range = editor.createRange();
          range.moveToPosition(editor.editable().getFirst(), CKEDITOR.POSITION_BEFORE_END);
          range.select();
        }"""
    )
    editor.page.evaluate(DROP, [base64.b64encode(PNG).decode()] * 2)
    expect(dialog(editor)).to_be_visible()
    expect(places(editor)).to_have_count(1)
    assert places(editor).get_attribute("data-name") == "2 ảnh"
    editor.page.keyboard.press("Escape")
    expect(ask(editor)).to_contain_text("2 ảnh chưa mô tả xong")
    ask(editor).get_by_role("button", name="Để sau").click()
    expect(bar(editor)).to_contain_text("2 ảnh đang chờ mô tả")
    bar(editor).get_by_role("button", name="Mô tả ảnh").first.click()
    describe(editor, "Trái", "Phải")

    expect(dialog(editor)).to_be_hidden()
    expect(places(editor)).to_have_count(0)
    stored = html_in(editor)
    assert stored.startswith("<p>Một.</p>")
    assert stored.endswith("<p>Hai.</p>")
    assert [stored.index(alt) for alt in ("Trái", "Phải")] == sorted(stored.index(alt) for alt in ("Trái", "Phải"))
    command = "(name) => CKEDITOR.instances.id_body.execCommand(name)"
    editor.page.evaluate(command, "undo")
    assert html_in(editor) == "<p>Một.</p><p>Hai.</p>"
    editor.page.evaluate(command, "redo")
    assert html_in(editor) == stored


def test_what_is_left_out_in_the_dialog_leaves_the_text_too(editor):
    editor.paste(STORY)
    expect(dialog(editor)).to_be_visible()
    dialog(editor).get_by_role("button", name="Bỏ ảnh này: anh-dan-1.png").click()
    describe(editor, "Người dân")

    expect(places(editor)).to_have_count(0)
    assert html_in(editor).count("<figure") == 1
    expect(bar(editor)).to_contain_text("Ảnh đã bỏ, chú thích của nó còn trong bài: “Trụ sở xã sáng 20/11.")
    bar(editor).get_by_role("button", name="Giữ").click()
    assert "Trụ sở xã sáng 20/11." in html_in(editor)


def test_a_place_is_worked_by_the_keyboard_and_survives_the_view_of_the_html(editor):
    editor.paste("<p>Một.</p><p><img src='https://evil.example/a.png'></p><p>Hai.</p>")
    bar(editor).get_by_role("button", name="Xem").press("Enter")
    bar(editor).get_by_role("button", name="Đến chỗ này: ảnh 1").press("Enter")
    editor.page.wait_for_function("CKEDITOR.instances.id_body.widgets.focused?.name === 'pictureplace'")
    assert "Chỗ của ảnh" in editor.page.evaluate("CKEDITOR.instances.id_body.widgets.focused.getLabel()")
    editor.page.keyboard.press("Enter")
    expect(dialog(editor)).to_be_visible()
    editor.page.keyboard.press("Escape")
    expect(dialog(editor)).to_be_hidden()
    assert problems(editor.page, ".cke_wysiwyg_div") == []

    for mode in ("source", "wysiwyg"):
        editor.page.evaluate("(mode) => new Promise((done) => CKEDITOR.instances.id_body.setMode(mode, done))", mode)
    expect(places(editor)).to_have_count(1)
    editor.page.evaluate("CKEDITOR.instances.id_body.execCommand('maximize')")
    expect(bar(editor).locator(".richtext-offer")).to_be_in_viewport()
    on_top = """() => {
      const { x, y } = document.querySelector(".richtext-bar button").getBoundingClientRect();
      return Boolean(document.elementFromPoint(x + 4, y + 4)?.closest(".richtext-bar"));
    }"""
    assert editor.page.evaluate(on_top)
    editor.page.evaluate("CKEDITOR.instances.id_body.execCommand('maximize')")


def test_typing_on_announces_no_line_twice_and_an_undo_leaves_its_buttons_alive(editor):
    editor.paste("<p>Một.</p><p><img src='https://evil.example/a.png'></p><p>Hai.</p>")
    editor.page.evaluate(
        """() => {
          const bar = document.querySelector(".richtext-bar");
          window.announced = 0;
          new MutationObserver(() => (window.announced += 1)).observe(bar, { childList: true, subtree: true });
        }"""
    )
    editor.page.keyboard.type(" Ba.")
    editor.page.evaluate("CKEDITOR.instances.id_body.fire('saveSnapshot')")
    editor.page.evaluate("CKEDITOR.instances.id_body.fire('pictures:changed')")
    assert editor.page.evaluate("window.announced") == 0

    editor.page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
    bar(editor).get_by_role("button", name="Xem").click()
    bar(editor).get_by_role("button", name="Bỏ chỗ này").click()
    expect(places(editor)).to_have_count(0)
