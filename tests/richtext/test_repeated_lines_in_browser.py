"""Lines of a text that say what a field of the form says already: offered for removal, never taken by themselves."""

from contextlib import nullcontext

import pytest
from playwright.sync_api import expect

from articles.models import Author
from tests.axe import problems
from tests.factories import EDITOR, make_user
from tests.newsroom.copies.test_lost_pages import desk

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORY = "<p>Sáng 20/11, bộ phận một cửa xã Tân Phong trả kết quả ngay 38 thủ tục cho người dân.</p>"
MORE = "<p>Ông Hòa, Chủ tịch xã, nói việc này đỡ cho dân hai lượt đi lại.</p>"
FIELDS = {
    "title": "Sáng nộp, trưa nhận",
    "summary": "Hồ sơ xong trong buổi.",
    "byline": "Thùy Nhung",
    "source": "Theo BBT",
}
NOTES = '<div class="notes"><ol><li>Theo Báo cáo số 45/BC-UBND của UBND xã</li></ol></div>'
FILL = """([fields, html]) => new Promise((done) => {
  const { elements } = document.getElementById("article_form");
  for (const [name, value] of Object.entries(fields)) elements[name].value = value;
  const editor = CKEDITOR.instances.id_body;
  const callback = () => (editor.once("repeats:looked", () => done()), editor.fire("afterPaste"));
  editor.setData(html, { callback });
})"""


@pytest.fixture
def page(desk):
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    page = desk("hoa", "/quan-tri/articles/article/add/")
    page.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")
    return page


def write(page, html, **fields):
    page.evaluate(FILL, [dict.fromkeys(FIELDS, "") | fields, html])


def bar(page):
    return page.locator(".richtext-bar")


def html_in(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()").replace("\n", "")


REPEATED = [
    ("title", f"<h2>SÁNG NỘP, TRƯA NHẬN</h2>{STORY}{MORE}", "Tiêu đề"),
    ("title", f"<p>Sáng nộp - trưa nhận.</p>{STORY}{MORE}", "Tiêu đề"),
    ("summary", f"<p>Mở đầu khác.</p><p><strong>Hồ sơ xong trong buổi</strong></p>{STORY}{MORE}", "Sapo"),
    ("byline", f'{STORY}{MORE}<p class="right">Tác giả: Thuỳ Nhung</p>', "Tác giả"),
    ("byline", f"{STORY}{MORE}<p><em>Bài và ảnh: THÙY NHUNG</em></p>", "Tác giả"),
    ("byline", f"<p>Thùy  Nhung</p>{STORY}{MORE}", "Tác giả"),
    ("source", f"{STORY}{MORE}<p>(Nguồn: BBT)</p>", "Nguồn"),
]
NOTHING = [
    f"{STORY}{MORE}<p>Theo quy định mới, thủ tục chỉ còn ba ngày.</p>",
    f"<p>Thùy Nhung kể rằng chị đi ba lượt.</p>{STORY}{MORE}",
    f"<ul><li>Thùy Nhung</li></ul>{STORY}{MORE}<ul><li>Theo BBT</li></ul>",
    f"{STORY}<p>Sáng nộp, trưa nhận</p>{STORY * 5}{MORE * 5}",
    f"{STORY}{MORE}{NOTES}",
    f"{STORY}{MORE}<table><tbody><tr><td>Theo BBT</td></tr></tbody></table>",
    f"{STORY}{MORE}<blockquote><p>Thùy Nhung</p></blockquote>",
    "",
]
NO_SOURCE = [
    f"{STORY}{MORE}<p>{line}</p>"
    for line in (
        "Theo Nghị định số 61/2018/NĐ-CP",
        "Theo Luật Đất đai",
        "Theo Quyết định 1234/QĐ-UBND.",
        "(Theo Báo cáo của UBND xã)",
        "Theo Tờ trình số: 12",
    )
]


def test_a_line_that_repeats_a_field_is_offered_named_and_taken_out_as_one_step(page):
    for name, html, label in REPEATED:
        write(page, html, **{name: FIELDS[name]})
        expect(bar(page)).to_contain_text(f"trong bài giống ô “{label}”")
        before = html_in(page)

        bar(page).get_by_role("button", name="Bỏ dòng này").click()

        expect(bar(page), html).to_have_text("")
        after = html_in(page)
        assert len(after) < len(before)
        assert after.endswith((STORY + MORE, "</p>"))
        page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
        assert html_in(page) == before, html
    assert problems(page, ".richtext-bar") == []


def test_what_is_no_such_line_or_shall_stay_is_left_alone(page):
    for html in NOTHING:
        write(page, html, **FIELDS)
        assert bar(page).inner_text() == "", html

    write(page, f"{STORY}{MORE}<p>Thùy Nhung</p>", **FIELDS)
    bar(page).get_by_role("button", name="Giữ").click()
    expect(bar(page)).to_have_text("")
    write(page, f"{STORY}{MORE}<p>Thùy Nhung</p>", **FIELDS)
    assert bar(page).inner_text() == ""
    assert html_in(page) == f"{STORY}{MORE}<p>Thùy Nhung</p>"


def test_a_byline_or_source_is_offered_to_the_field_that_is_empty(page):
    for line, field, value in [
        ('<p class="right"><strong>Minh Hòa</strong></p>', "byline", "Minh Hòa"),
        ("<p>Tin, ảnh: Minh Hòa - Quang Hậu</p>", "byline", "Minh Hòa - Quang Hậu"),
        ("<p>Theo Báo Nhân Dân</p>", "source", "Theo Báo Nhân Dân"),
        ("<p>Nguồn: TTXVN</p>", "source", "TTXVN"),
    ]:
        write(page, f"{STORY}{MORE}{line}")
        bar(page).get_by_role("button", name="Chuyển vào ô").click()

        expect(bar(page)).to_have_text("")
        assert page.input_value(f"[name={field}]") == value
        assert html_in(page) == STORY + MORE


def test_another_name_takes_the_place_of_the_one_that_was_prefilled_and_source_and_name_are_both_asked(page):
    Author.objects.create(name="Lê Thùy Nhung")
    for line, value in [
        ("<p>Tác giả: Thùy Nhung</p>", "Thùy Nhung"),
        ('<p class="right"><strong>Thùy Nhung</strong></p>', "Thùy Nhung"),
        ("<p>Thùy Nhung – Quang Hậu</p>", "Thùy Nhung – Quang Hậu"),
        ("<p><strong>Lê Thùy Nhung</strong></p>", "Lê Thùy Nhung"),
    ]:
        for end in (f"{line}<p>Theo Báo Nhân Dân</p>", f"<p>Theo Báo Nhân Dân</p>{line}"):
            write(page, STORY + MORE + end, byline="Minh Hòa")
            expect(bar(page)).to_contain_text("ô ấy mới có bút danh ghi sẵn của bạn, “Minh Hòa”")
            expect(bar(page)).to_contain_text("có vẻ thuộc ô “Nguồn”")
            bar(page).get_by_role("button", name="Chuyển vào ô “Tác giả”, thay “Minh Hòa”").click()
            bar(page).get_by_role("button", name="Chuyển vào ô “Nguồn”").click()

            expect(bar(page)).to_have_text("")
            assert page.input_value("[name=byline]") == value
            assert html_in(page) == STORY + MORE

    write(page, f"<p>Lê Thùy Nhung</p>{STORY}{MORE}", byline="Minh Hòa")
    expect(bar(page)).to_contain_text("Dòng “Lê Thùy Nhung” trong bài có vẻ thuộc ô “Tác giả”")


def test_a_place_is_no_author_and_what_somebody_has_written_is_not_replaced(page):
    for html, byline in [
        (f"{STORY}{MORE}<p>Tân Phong</p>", "Minh Hòa"),
        (f'{STORY}{MORE}<p class="right">Thùy Nhung</p>', "Quang Hậu"),
    ]:
        with page.expect_response("**/tac-gia-da-co/**") if byline == "Minh Hòa" else nullcontext():
            write(page, html, byline=byline)
        assert bar(page).inner_text() == "", html


def test_notes_and_documents_are_no_source_and_notes_stay_when_a_line_above_goes(page):
    for html in [*NO_SOURCE, f"{STORY}{MORE}{NOTES}"]:
        write(page, html)
        assert bar(page).inner_text() == "", html

    write(page, f"{STORY}{MORE}<p>Theo Báo Nhân Dân</p>{NOTES}")
    bar(page).get_by_role("button", name="Chuyển vào ô").click()
    expect(bar(page)).to_have_text("")
    assert page.input_value("[name=source]") == "Theo Báo Nhân Dân"
    assert html_in(page).replace("\t", "") == STORY + MORE + NOTES


def test_a_field_that_is_filled_afterwards_is_compared_too(page):
    write(page, f"<p>Sáng nộp, trưa nhận</p>{STORY}{MORE}")
    page.fill("[name=title]", "Sáng nộp, trưa nhận")
    page.locator("[name=title]").blur()

    expect(bar(page)).to_contain_text("bạn đọc sẽ thấy hai lần")
    page.fill("[name=title]", "Một cửa Tân Phong")
    page.locator("[name=title]").blur()
    expect(bar(page)).to_have_text("")
