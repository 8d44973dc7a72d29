"""Two states of a text are compared as a person reads them: by paragraphs, then by words, never by tags."""

import json
import random
from itertools import pairwise

import pytest
from lxml import html as lxml_html

from revisions.compare import Value, as_html, as_json, blocks_of, compare, compare_blocks
from revisions.compare.sequences import gaps, matches

ONE = "<p>Bà Lò Thị Hạnh, 78 tuổi, không phải ra xã nữa.</p>"
TWO = "<p>Cán bộ xã đến tận nhà nhận hồ sơ của người già yếu.</p>"
THREE = "<p>Từ tháng 12, việc này làm ở mọi xã trong tỉnh Sông Lam.</p>"


def changes(before, after):
    return compare_blocks(blocks_of(before), blocks_of(after))


def kinds(before, after):
    return [change.kind for change in changes(before, after)]


def marked(change):
    """The words of a change: [-gone-], {+come+}."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "|".join(
        "".join((" " if piece.space else "") + signs[piece.kind].format(piece.text) for piece in cell)
        for cell in change.cells
    )


def body(before, after):
    return compare({"body": Value.rich("nội dung", before)}, {"body": Value.rich("nội dung", after)})


class TestBlocks:
    def test_a_text_without_changes_has_none(self):
        assert set(kinds(ONE + TWO, ONE + TWO)) == {"same"}
        assert not body(ONE + TWO, ONE + TWO)

    @pytest.mark.parametrize("other", ["<p>\n  {}</p>", "<div><p>{}</p></div>", "<p>{}</p><p> </p>", "<P>{}</P>"])
    def test_another_notation_of_the_same_text_is_no_change(self, other):
        assert not body("<p>Một cửa liên thông</p>", other.format("Một cửa liên thông"))

    def test_paragraphs_that_came_and_went_are_told_apart(self):
        assert kinds(ONE + THREE, ONE + TWO + THREE) == ["same", "added", "same"]
        assert kinds(ONE + TWO + THREE, ONE + THREE) == ["same", "removed", "same"]

    def test_what_went_stands_where_it_was(self):
        assert kinds(ONE + TWO + THREE, TWO + THREE) == ["removed", "same", "same"]
        assert kinds(ONE + TWO + THREE, ONE + TWO) == ["same", "same", "removed"]

    def test_words_are_marked_in_a_paragraph_that_changed(self):
        found = changes(ONE + TWO, ONE.replace("78", "80").replace("xã nữa", "huyện nữa") + TWO)

        assert [change.kind for change in found] == ["changed", "same"]
        assert marked(found[0]) == "Bà Lò Thị Hạnh, [-78-] {+80+} tuổi, không phải ra [-xã-] {+huyện+} nữa."

    def test_a_tone_mark_and_a_document_number_are_words(self):
        found = changes("<p>Theo 18-NQ/TU về hoà giải ở xã</p>", "<p>Theo 19-NQ/TU về hòa giải ở xã</p>")

        assert marked(found[0]) == "Theo [-18-NQ/TU-] {+19-NQ/TU+} về [-hoà-] {+hòa+} giải ở xã"

    @pytest.mark.parametrize(
        ("before", "after"), [(ONE + TWO + THREE, TWO + THREE + ONE), (TWO + THREE + ONE, ONE + TWO + THREE)]
    )
    def test_a_paragraph_that_moved_is_said_to_have_moved(self, before, after):
        assert sorted(kinds(before, after)) == ["left", "moved", "same", "same"]

    def test_a_paragraph_that_moved_and_changed_a_little_is_still_the_same_one(self):
        found = changes(ONE + TWO + THREE, TWO + THREE + ONE.replace("78", "80"))

        assert [change.kind for change in found] == ["left", "same", "same", "moved"]
        assert "[-78-] {+80+}" in marked(found[-1])

    def test_another_text_in_its_place_is_one_gone_and_one_come(self):
        assert kinds(ONE, THREE) == ["added", "removed"]

    @pytest.mark.parametrize(
        ("before", "after", "note"),
        [
            ("<p>Một cửa</p>", "<p><strong>Một cửa</strong></p>", "“Một cửa” nay có chữ đậm."),
            ("<p>Một <em>cửa</em></p>", "<p>Một cửa</p>", "“cửa” không còn chữ nghiêng."),
            ("<p>Một cửa</p>", '<p>Một <a href="/the/x/">cửa</a></p>', "“cửa” nay dẫn tới /the/x/."),
            (
                '<p><a href="https://a.vn/">Một cửa</a></p>',
                '<p><a href="https://b.vn/">Một cửa</a></p>',
                "“Một cửa” nay dẫn tới https://b.vn/, trước là https://a.vn/.",
            ),
            ('<p><a href="/x">Một cửa</a></p>', "<p>Một cửa</p>", "“Một cửa” không còn dẫn tới /x."),
            ("<p>Một cửa</p>", "<h2>Một cửa</h2>", "Trước là đoạn văn, nay là đề mục cấp 1."),
            ("<h2>Một cửa</h2>", "<h3>Một cửa</h3>", "Trước là đề mục cấp 1, nay là đề mục cấp 2."),
            ("<p>Một cửa</p>", "<ul><li>Một cửa</li></ul>", "Trước là đoạn văn, nay là mục danh sách."),
            (
                "<ul><li>Một cửa</li></ul>",
                "<ol><li>Một cửa</li></ol>",
                "Trước là mục danh sách, nay là mục danh sách đánh số.",
            ),
            ("<p>Một cửa</p>", '<p class="center">Một cửa</p>', "Nay căn giữa."),
            ("<p>Một cửa</p>", "<blockquote><p>Một cửa</p></blockquote>", "Trước là đoạn văn, nay là đoạn trích dẫn."),
        ],
    )
    def test_what_is_no_word_is_said_in_a_sentence(self, before, after, note):
        (change,) = changes(before, after)

        assert change.notes == (note,)
        assert all(piece.kind == "same" for cell in change.cells for piece in cell)

    def test_a_row_of_a_table_is_compared_cell_by_cell(self):
        table = "<table><tbody><tr><th>Xã</th><th>Hồ sơ</th></tr><tr><td>Bến Lam</td><td>{}</td></tr></tbody></table>"

        found = changes(table.format("1.204"), table.format("1.310"))

        assert [change.kind for change in found] == ["same", "changed"]
        assert marked(found[1]) == "Bến Lam|[-1.204-]{+1.310+}"
        assert found[1].block.label == "dòng của bảng 1"

    def test_a_picture_has_its_caption_its_description_and_its_own_change(self):
        figure = '<figure class="image"><img src="/media/{}.webp" alt="{}"><figcaption>{}</figcaption></figure>'

        (caption,) = changes(figure.format("a", "Họp", "Cuộc họp"), figure.format("a", "Họp", "Cuộc họp xã"))
        (picture,) = changes(figure.format("a", "Họp", "Cuộc họp"), figure.format("b", "Họp xã", "Cuộc họp"))

        assert marked(caption) == "Cuộc họp {+xã+}"
        assert not caption.pictures_differ
        assert picture.pictures_differ
        assert picture.notes == ("Mô tả ảnh trước là “Họp”, nay là “Họp xã”.", "Ảnh đã được thay.")

    def test_a_picture_of_another_site_is_never_loaded(self):
        (block,) = blocks_of('<p><img src="https://dau-do.example/theo-doi.gif" alt="x"></p><img src="/media/a.webp">')

        assert block.picture == "/media/a.webp"

    def test_lines_in_a_paragraph_stay_lines(self):
        (change,) = changes("<p>Một<br>hai ba bốn</p>", "<p>Một<br>hai ba năm</p>")

        assert marked(change) == "Một\nhai ba [-bốn-] {+năm+}"

    def test_marks_on_every_second_word_become_one_mark(self):
        before = "Ông nói rằng dân tin cán bộ và hồ sơ giấy đã hết từ lâu rồi ở xã này"
        after = "Bà Hạnh cho biết hồ sơ giấy đã hết từ lâu rồi ở xã này"

        (change,) = changes(f"<p>{before}</p>", f"<p>{after}</p>")

        assert [piece.kind for piece in change.cells[0]] == ["removed", "added", "same"]


class TestFields:
    def test_each_field_stands_under_its_label(self):
        before = {"title": Value.text("tiêu đề", "Một cửa"), "place": Value.plain("địa điểm", "Xã Bến Lam")}
        after = {"title": Value.text("tiêu đề", "Một cửa"), "place": Value.plain("địa điểm", "Xã Tân Phong")}

        (change,) = compare(before, after).fields

        assert (change.label, change.before.shown, change.after.shown) == ("địa điểm", "Xã Bến Lam", "Xã Tân Phong")

    def test_a_field_that_one_side_does_not_know_is_left_out(self):
        assert not compare({"title": Value.text("tiêu đề", "x")}, {"place": Value.plain("địa điểm", "y")})

    def test_a_list_says_what_came_and_what_went_and_what_has_another_name(self):
        before = {"tags": Value.listed("thẻ", {"1": "một cửa", "2": "chuyển đổi số"})}
        after = {"tags": Value.listed("thẻ", {"1": "một cửa liên thông", "3": "hồ sơ"})}

        (change,) = compare(before, after).fields

        assert change.added == ("hồ sơ",)
        assert change.removed == ("chuyển đổi số",)
        assert change.renamed == (("một cửa", "một cửa liên thông"),)

    def test_an_order_is_a_change(self):
        before = {"files": Value.listed("tệp", {"1": "a", "2": "b"})}
        after = {"files": Value.listed("tệp", {"2": "b", "1": "a"})}

        assert compare(before, after).summary == "đổi thứ tự tệp"

    @pytest.mark.parametrize(
        ("before", "after", "summary"),
        [
            ({"summary": Value.text("sapo", "Cũ")}, {"summary": Value.text("sapo", "Mới")}, "sửa sapo"),
            ({"summary": Value.text("sapo", "")}, {"summary": Value.text("sapo", "Mới")}, "thêm sapo"),
            ({"event": Value.plain("sự kiện", "A")}, {"event": Value.plain("sự kiện", "")}, "bỏ sự kiện"),
            ({"event": Value.plain("sự kiện", "A")}, {"event": Value.plain("sự kiện", "B")}, "đổi sự kiện"),
            (
                {"summary": Value.text("sapo", "Cũ"), "tags": Value.listed("thẻ", {})},
                {"summary": Value.text("sapo", "Mới"), "tags": Value.listed("thẻ", {"1": "một cửa"})},
                "sửa sapo; thêm thẻ “một cửa”",
            ),
            ({"x": Value.plain("x", "như cũ")}, {"x": Value.plain("x", "như cũ")}, ""),
        ],
    )
    def test_a_few_words_say_what_was_done(self, before, after, summary):
        assert compare(before, after).summary == summary

    def test_blocks_are_counted(self):
        changed = ONE.replace("78", "80") + THREE + TWO + '<p><img src="/media/a.webp" alt="Họp"></p>'

        assert body(ONE + TWO, changed).summary == "sửa 1 đoạn nội dung; thêm 1 đoạn nội dung, 1 ảnh"

    @pytest.mark.parametrize("seed", range(12))
    def test_the_few_words_are_the_same_when_only_they_are_asked_for(self, seed):
        chance = random.Random(seed)
        rows = "<tr><td>Bến Lam</td><td>{}</td></tr>\n<tr><td>Tân Phong</td><td>2</td></tr>"
        table = f"<table><tbody>\n{rows}</tbody></table>"
        items = "<ul>\n<li>Mở thêm buổi sáng thứ {}</li>\n<li>Đặt bàn viết thấp cho người già</li></ul>"
        before = [ONE, TWO, THREE, table.format(1), items.format("Bảy"), "<h2>Một cửa</h2>", "<hr>"]
        after = [line for line in before if chance.random() > 0.1]
        if chance.random() < 0.5:
            after.insert(chance.randrange(4), after.pop())
        after = [line.replace("78", "80").replace("<td>1<", "<td>9<").replace("Bảy", "Sáu") for line in after]
        values = [{"b": Value.rich("nội dung", "\n".join(text), is_stored=True)} for text in (before, after)]

        assert compare(*values, briefly=True).summary == compare(*values).summary

    def test_a_long_list_of_changes_ends_in_time(self):
        many = {str(number): f"thẻ số {number}" for number in range(100)}

        summary = compare({"t": Value.listed("thẻ", {})}, {"t": Value.listed("thẻ", many)}).summary

        assert len(summary) <= 300
        assert summary.endswith("…")


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '"><svg onload=alert(1)>',
    "{{ settings.SECRET_KEY }}{% load x %}",
]


class TestWhatIsShown:
    @pytest.mark.parametrize("word", HOSTILE)
    @pytest.mark.parametrize("kind", ["text", "rich", "plain", "listed", "picture"])
    def test_nothing_of_a_text_becomes_markup(self, kind, word):
        makers = {
            "text": Value.text,
            "rich": Value.rich,
            "plain": Value.plain,
            "listed": lambda label, text: Value.listed(label, {"1": text}),
            "picture": lambda label, text: Value.of_picture(label, "", text),
        }
        make = makers[kind]
        shown = as_html(compare({"f": make(word, "trước")}, {"f": make(word, f"trước {word} sau")}))
        page = lxml_html.fragment_fromstring(shown, create_parent="div")

        assert {element.tag for element in page.iter()} <= {
            *("div", "section", "h3", "p", "span", "ins", "del", "dl", "dt", "dd", "ul", "li", "details", "summary"),
        }
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]

    def test_marks_are_said_to_ears(self):
        shown = as_html(body("<p>Một cửa ở xã</p>", "<p>Hai cửa ở xã</p>"))

        assert '<del><span class="cmp-spoken">[bỏ: </span>Một<span class="cmp-spoken">]</span></del>' in shown
        assert '<ins><span class="cmp-spoken">[thêm: </span>Hai<span class="cmp-spoken">]</span></ins>' in shown

    def test_what_stays_is_folded_away_but_for_the_neighbours(self):
        long = "".join(f"<p>Đoạn thứ {number} không đổi.</p>" for number in range(10))
        shown = as_html(body(ONE + long, TWO + long))

        assert "<summary>9 đoạn giữ nguyên</summary>" in shown

    def test_pictures_stand_side_by_side(self):
        before, after = (Value.of_picture("ảnh đại diện", f"/media/{name}.webp", name) for name in "ab")

        page = lxml_html.fromstring(as_html(compare({"cover": before}, {"cover": after})))

        assert [image.get("src") for image in page.iter("img")] == ["/media/a.webp", "/media/b.webp"]

    def test_a_script_gets_the_same_as_json(self):
        told = json.loads(json.dumps(as_json(body(ONE, ONE.replace("78", "80")))))

        assert told["summary"] == "sửa 1 đoạn nội dung"
        (field,) = told["fields"]
        assert [piece["kind"] for piece in field["blocks"][0]["cells"][0]] == ["same", "removed", "added", "same"]


class TestSequences:
    @pytest.mark.parametrize("size", [1, 5, 60, 400])
    def test_matches_are_equal_and_ascend(self, size):
        chance = random.Random(size)
        for _ in range(30):
            a = [chance.randrange(size) for _ in range(chance.randrange(2 * size))]
            b = [chance.randrange(size) for _ in range(chance.randrange(2 * size))]

            found = matches(a, b)

            assert all(a[at_a] == b[at_b] for at_a, at_b in found)
            assert found == sorted(set(found))
            assert all(one[1] < next_one[1] for one, next_one in pairwise(found))

    def test_pairs_and_gaps_are_the_whole(self):
        a, b = list("một cửa liên thông"), list("một đầu mối liên thông")
        pairs = matches(a, b)

        covered_a = {at for at, _ in pairs} | {at for in_a, _ in gaps(len(a), len(b), pairs) for at in in_a}

        assert covered_a == set(range(len(a)))
