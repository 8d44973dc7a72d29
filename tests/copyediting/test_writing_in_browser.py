"""Slips are shown beside the form while its text is written: marked, listed, mended, dismissed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.axe import problems
from tests.comments.factories import waiting
from tests.factories import EDITOR, MODERATOR, make_article, make_event, make_user
from tests.newsroom.copies.test_lost_pages import desk
from tests.newsroom.forms_in_admin import ADD, page_of
from tests.signing_in import let_in

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLIPPED = (
    "<p>Bộ phận <strong>mọt</strong> cửa tiêp nhận 9.078 hồ sơ.</p>"
    "<p>Có 42 hồ sơ quá hạn (0,64 %), làm xong.Ông Hòa đi lại , theo KTTT.</p><p>Hết.</p>"
)
MARKED = """() => Object.fromEntries([...CSS.highlights].filter(([, ranges]) => ranges.size).map(
  ([name, ranges]) => [name.replace("proofread-", ""), [...ranges].map(String).sort()]))"""
CARET = (
    """() => { const { focusNode, focusOffset } = getSelection(); return focusNode.data?.slice(0, focusOffset); }"""
)


def items(page):
    return page.locator(".proofread-item")


def item(page, text):
    return items(page).filter(has=page.locator("mark", has_text=text))


def html_in(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()").replace("\n", "")


def put_caret(page, selector, place="end"):
    """A person's click into a paragraph, then End or Home."""
    page.locator(f".cke_wysiwyg_div {selector}").click()
    page.keyboard.press(place.capitalize())


def test_slips_are_marked_and_mended_and_the_text_is_as_if_nothing_were_there(writing):
    article = make_article(title="Bộ phận mọt cửa", body=SLIPPED)
    page, _ = writing(page_of(article))
    before = html_in(page)

    expect(items(page)).to_have_count(7)
    expect(page.locator(".proofread-summary")).to_have_text(
        "7 lời nhắc: 3 về chữ, 1 về con số, 2 về cách trình bày, 1 về bố cục."
    )
    assert page.evaluate(MARKED) == {
        "words": ["mọt cửa", "tiêp nhận"],
        "figures": ["0,64 %"],
        "form": [" ,", "xong.Ông"],
        "structure": ["KTTT"],
    }
    assert html_in(page) == before
    assert "0,64 %" in page.locator(".cke_wysiwyg_div").inner_html()
    assert [where.inner_text() for where in page.locator(".proofread-where span:not(.desk-unseen)").all()][:3] == [
        "Tiêu đề", "Đoạn 1", "Đoạn 1",
    ]  # fmt: skip
    assert problems(page, ".proofread") == []

    put_caret(page, "p >> nth=0")
    put_caret(page, "p >> nth=2")
    caret = page.evaluate(CARET)
    item(page, "mọt cửa").nth(1).get_by_role(
        "button", name="Sửa"
    ).dblclick()  # what moves beneath the pointer is not meant
    expect(items(page)).to_have_count(6)
    assert html_in(page) == before.replace("<strong>mọt</strong>", "<strong>một</strong>")
    assert page.evaluate(CARET) == caret
    expect(item(page, "tiêp nhận").get_by_role("button", name="Sửa")).to_be_focused()
    page.keyboard.press("Enter")
    expect(items(page)).to_have_count(5)

    page.keyboard.press("Control+z")
    assert html_in(page) == before.replace("<strong>mọt</strong>", "<strong>một</strong>")
    page.keyboard.press("Control+z")
    assert html_in(page) == before
    expect(items(page)).to_have_count(7)
    assert page.evaluate(MARKED)["words"] == ["mọt cửa", "tiêp nhận"]


def test_an_abbreviation_that_nobody_explained_leads_to_the_form_of_a_new_one(writing):
    page, _ = writing(page_of(make_article(title="Bến Lam", body="<p>Làm theo KTTT.</p>")))

    link = item(page, "KTTT").get_by_role("link", name="Thêm “KTTT” vào từ viết tắt, ở thẻ mới")
    with page.context.expect_page() as opened:
        link.click()

    expect(opened.value.locator("#id_short")).to_have_value("KTTT")


def test_a_line_of_the_form_is_mended_in_its_own_field(writing):
    page, _ = writing(page_of(make_article(title="Ở bộ phận mọt cửa", body="<p>Hết.</p>")))
    title = page.locator("#id_title")
    expect(items(page)).to_have_count(1)

    title.press("Home")
    title.press_sequentially("Nay ")
    items(page).get_by_role("button", name="Đến chỗ này").or_(page.locator(".proofread-excerpt")).first.click()
    assert title.evaluate("(field) => field.value.slice(field.selectionStart, field.selectionEnd)") == "mọt cửa"
    items(page).get_by_role("button", name="Sửa").click()

    expect(title).to_have_value("Nay Ở bộ phận một cửa")
    expect(items(page)).to_have_count(0)
    expect(page.locator(".proofread-summary")).to_be_focused()
    title.press("Control+z")
    expect(title).to_have_value("Nay Ở bộ phận mọt cửa")
    title.press("Tab")
    expect(items(page)).to_have_count(1)


def test_typed_slips_show_when_their_paragraph_is_left_and_never_while_an_input_method_composes(writing):
    page, finder = writing(page_of(make_article(title="Bến Lam", body="<p>Bà Hạnh cười.</p><p>Hết.</p>")))
    expect(page.locator(".proofread-summary")).to_contain_text("Chưa thấy")
    asked = len(finder.asked)

    put_caret(page, "p >> nth=0")
    page.keyboard.type(" Bà tiêp nhận tin.")
    assert len(finder.asked) == asked
    page.keyboard.press("ArrowDown")

    expect(items(page)).to_have_count(1)
    assert finder.asked[-1]["changed"] == [0]
    assert [block["text"] for block in finder.asked[-1]["blocks"]] == ["Bà Hạnh cười. Bà tiêp nhận tin.", "Hết."]
    assert page.evaluate(MARKED) == {"words": ["tiêp nhận"]}

    put_caret(page, "p >> nth=0", "home")
    page.keyboard.type("Và ")
    assert page.evaluate(MARKED) == {"words": ["tiêp nhận"]}  # it moves with the text
    for _ in range(len("bà Hạnh cười. Bà t")):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".proofread-item[data-current]")).to_have_count(1)
    page.keyboard.type("x")
    assert page.evaluate(MARKED) == {}  # what was found is not there any more
    expect(items(page)).to_have_count(0)

    devtools = page.context.new_cdp_session(page)
    put_caret(page, "p >> nth=1")
    asked = len(finder.asked)
    for text in (" t", " ti", " tiê", " tiêp", " tiêp n", " tiêp nhận"):
        ends = {"selectionStart": len(text), "selectionEnd": len(text)}
        devtools.send("Input.imeSetComposition", {"text": text, **ends})
    page.evaluate("document.querySelector('.cke_wysiwyg_div').dispatchEvent(new Event('focusout', {bubbles: true}))")
    page.wait_for_function("new Promise((done) => setTimeout(() => done(true), 200))")
    assert len(finder.asked) == asked
    assert page.evaluate(CARET).endswith(" tiêp nhận")
    devtools.send("Input.insertText", {"text": " tiêp nhận"})
    page.keyboard.press("ArrowUp")
    expect(items(page)).to_have_count(1)
    assert html_in(page).endswith("<p>Hết. tiêp nhận</p>")


def test_keys_lead_from_place_to_place_and_what_is_dismissed_comes_back(writing):
    page, finder = writing(page_of(make_article(title="Bến Lam", body=SLIPPED)))
    expect(items(page)).to_have_count(6)
    selected = "getSelection().toString()"
    put_caret(page, "p >> nth=0", "home")

    for place in ("mọt cửa", "tiêp nhận", "0,64 %"):
        page.keyboard.press("F7")
        assert page.evaluate(selected) == place
    page.keyboard.press("Shift+F7")
    assert page.evaluate(selected) == "tiêp nhận"
    expect(page.locator(".proofread-item >> nth=0")).to_contain_text("tiêp nhận")
    page.keyboard.press("Alt+F7")
    expect(item(page, "tiêp nhận").get_by_role("button", name="Sửa")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cke_wysiwyg_div")).to_be_focused()

    item(page, "tiêp nhận").get_by_role("button", name="Bỏ qua").click()
    expect(items(page)).to_have_count(5)
    expect(item(page, "0,64 %").get_by_role("button", name="Sửa")).to_be_focused()
    assert page.evaluate(MARKED)["words"] == ["mọt cửa"]
    with page.expect_response("**/bo-qua/"):  # what stands beside it changes, and with it its identity
        item(page, "mọt cửa").get_by_role("button", name="Sửa").click()
    expect(items(page)).to_have_count(4)
    assert [sent["text"] for _, sent in finder.told] == ["tiêp nhận"] * 2
    assert len({sent["id"] for _, sent in finder.told}) == 2
    page.get_by_text("Đã bỏ qua 1 lời nhắc").click()
    page.get_by_role("button", name="Nhắc lại “tiêp nhận”").click()
    expect(items(page)).to_have_count(5)

    item(page, "KTTT").get_by_role("button", name="Không nhắc “KTTT” nữa").click()
    expect(page.locator(".proofread-done")).to_contain_text("Từ nay không nhắc “KTTT” nữa.")
    with page.expect_response("**/tu-dien/"):
        page.get_by_role("button", name="Nhắc lại từ này").click()
    assert [sent.get("take_back") for name, sent in finder.told if name == "tu-dien"] == [None, True]
    assert page.evaluate("document.activeElement.className") == "proofread-summary"


def test_without_an_answer_people_write_on(writing):
    page, finder = writing(ADD)
    finder.fails = "away"
    page.locator("#id_title").fill("Bộ phận mọt cửa")
    page.locator(".cke_wysiwyg_div").click()
    page.keyboard.type("Bộ phận mọt cửa làm xong.")
    page.locator("#id_title").click()

    expect(page.locator(".proofread-quiet")).to_contain_text("Chưa soát được lúc này")
    assert page.locator("dialog[open]").count() == 0
    assert html_in(page) == "<p>Bộ phận mọt cửa làm xong.</p>"

    finder.fails = None
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(items(page)).to_have_count(2)
    expect(page.locator(".proofread-quiet")).to_be_hidden()


def test_hundreds_of_places_are_listed_some_at_a_time(writing):
    body = "".join(f"<p>Đoạn {number} có KTTT, mọt cửa.</p>" for number in range(1, 101))
    page, _ = writing(page_of(make_article(title="Bến Lam", body=body)))

    expect(items(page)).to_have_count(20)
    more = page.get_by_role("button", name="Còn 180 lời nhắc nữa")
    more.click()
    expect(items(page)).to_have_count(40)
    expect(items(page).nth(20).get_by_role("button").first).to_be_focused()
    assert sum(map(len, page.evaluate(MARKED).values())) == 200


def test_events_and_official_answers_are_read_too(writing):
    event = make_event(name="Hội nghị mọt cửa", summary="Sẽ tiêp nhận ý kiến.")
    make_user(MODERATOR, username="nam")
    waiting(make_article())
    page, finder = writing(reverse("admin:articles_event_change", args=[event.pk]))

    expect(items(page)).to_have_count(2)
    items(page).first.get_by_role("button", name="Sửa").click()
    expect(page.locator("#id_name")).to_have_value("Hội nghị một cửa")
    assert finder.asked[0]["kind"] == "event"

    let_in(page, "nam", reverse("queue:queue"))
    page.get_by_text("Phản hồi của cơ quan").click()
    page.get_by_label("Nội dung trả lời").fill("Bộ phận mọt cửa xin cảm ơn.")
    page.get_by_label("Đứng tên").click()
    expect(items(page)).to_have_count(1)
    expect(items(page).locator(".proofread-where span:not(.desk-unseen)")).to_have_text("Nội dung trả lời")
    assert finder.asked[-1]["kind"] == "answer"


def test_the_address_of_the_first_article_is_looked_at_beside_its_field(desk):
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    page = desk("hoa", page_of(make_article(body="<p>Bà con nộp hồ sơ tại xã.</p>")))
    control = page.get_by_label("Địa chỉ bài gốc")
    control.fill("http://testserver/trang/khong-co/")
    page.get_by_label("Tác giả").focus()

    found = items(page).filter(has_text="Liên kết không mở được")
    expect(found.locator(".proofread-where span:not(.desk-unseen)")).to_have_text("Địa chỉ bài gốc")
    found.locator(".proofread-excerpt").click()
    expect(control).to_be_focused()
    control.fill("")
    expect(found).to_have_count(0)


def test_what_the_rules_find_leads_to_its_place_and_is_read_before_publication(desk):
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    body = (
        "<p>Có 42 trong tổng số 9.078 hồ sơ (0,64%) quá hạn.</p>"
        '<figure class="image"><img src="/media/anh/a.webp" alt="ảnh" width="9" height="9"><figcaption>Bà con.'
        "</figcaption></figure><p>Xã tiêp nhận hồ sơ, làm xong trong buổi.Bà con về sớm.</p>"
    )
    options = {"source": "Báo Nhân Dân", "status": "draft", "published_at": None}
    article = make_article(title="Bến Lam", body=body, **options)
    page = desk("hoa", page_of(article))

    picture = items(page).filter(has_text="Mô tả ảnh")
    expect(picture.locator(".proofread-where span:not(.desk-unseen)")).to_have_text("Ảnh 1")
    picture.locator(".proofread-excerpt").click()
    expect(page.locator(".cke_widget_selected img[alt=ảnh]")).to_be_visible()
    source = items(page).filter(has_text="Nguồn là báo chí")
    source.locator(".proofread-excerpt").click()
    expect(page.locator("#id_source")).to_be_focused()
    item(page, "0,64%").get_by_role("button", name="Sửa").click()
    assert "(0,46%)" in html_in(page)
    expect(item(page, "0,64%")).to_have_count(0)

    page.get_by_role("button", name="Xuất bản", exact=True).click()
    places = page.locator(".desk-places li")
    places.filter(has_text="tiêp").get_by_role("button", name="Đến chỗ này").click()
    assert page.evaluate("getSelection().toString()") == "tiêp"
    item(page, "tiêp").get_by_role("button", name="Sửa").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Đã đọc, xuất bản").click()

    article.refresh_from_db()
    assert article.status == "published"
    assert "Xã tiếp nhận hồ sơ, làm xong trong buổi.Bà con" in article.body


def test_two_slips_at_one_place_are_both_shown_and_what_is_dismissed_hides_nothing(desk):
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    body = (
        "<p>Xã đã cấp căn cước.Thứ hai ngày 1/12/2026 họp tiếp.</p>"
        "<p>Bà con về đông.Ảnh: Minh Hòa</p><ul><li>Xã làm.</li><li>Việc của của xã.</li></ul>"
    )
    article = make_article(title="Bến Lam", body=body, status="draft", published_at=None)
    page = desk("hoa", page_of(article))
    space = items(page).filter(has_text="Thiếu dấu cách")
    weekday = items(page).filter(has_text="Thứ và ngày không khớp")
    expect(space).to_have_count(1)
    expect(weekday).to_have_count(1)

    space.get_by_role("button", name="Sửa").click()
    expect(space).to_have_count(0)
    expect(weekday).to_have_count(1)
    assert "căn cước. Thứ hai ngày 1/12/2026" in html_in(page)
    expect(items(page).filter(has_text="Từ lặp").locator(".proofread-where")).to_contain_text("Mục 2 của danh sách")

    credit = items(page).filter(has_text="Nguồn ảnh dính vào câu")
    credit.get_by_role("button", name="Bỏ qua").click()
    expect(credit).to_have_count(0)
    expect(space.locator("mark")).to_have_text(".Ảnh")
