"""What two people did to one text joins by itself where only one of them touched a block."""

import random

import pytest

from revisions.compare import joined, merge
from richtext.sanitize import sanitize_html

A = "<p>Bà Lò Thị Hạnh, 78 tuổi, không phải ra xã nữa.</p>"
B = "<p>Cán bộ xã đến tận nhà nhận hồ sơ của người già yếu.</p>"
C = "<p>Từ tháng 12, việc này làm ở mọi xã trong tỉnh Sông Lam.</p>"
BASE = A + B + C


def kinds(base, ours, theirs):
    return [segment.kind for segment in merge(base, ours, theirs)]


def test_nobody_changed_anything():
    assert kinds(BASE, BASE, BASE) == ["same"]
    assert merge("", "", "") == []


def test_a_change_of_one_side_is_taken():
    changed = BASE.replace("78", "80")

    assert joined(merge(BASE, changed, BASE)) == sanitize_html(changed)
    assert joined(merge(BASE, BASE, changed)) == sanitize_html(changed)


def test_the_same_change_of_both_is_one():
    changed = BASE.replace("78", "80")

    assert kinds(BASE, changed, changed) == ["both", "same"]


@pytest.mark.parametrize(("mine", "other"), [("78", "già yếu"), ("già yếu", "tháng 12"), ("78", "tháng 12")])
def test_changes_in_different_paragraphs_join_also_in_neighbouring_ones(mine, other):
    ours, theirs = BASE.replace(mine, "ta sửa"), BASE.replace(other, "họ sửa")

    segments = merge(BASE, ours, theirs)

    assert "conflict" not in {segment.kind for segment in segments}
    assert joined(segments) == sanitize_html(BASE.replace(mine, "ta sửa").replace(other, "họ sửa"))


def test_a_paragraph_of_mine_and_a_change_of_theirs_join():
    new = "<p>Đường dây nóng đặt ở bộ phận một cửa cả ngày lẫn đêm.</p>"

    assert joined(merge(BASE, A + new + B + C, BASE.replace("tháng 12", "tháng 1"))) == sanitize_html(
        A + new + B + C.replace("tháng 12", "tháng 1")
    )


def test_the_same_paragraph_changed_by_both_is_a_conflict_with_the_three_texts():
    ours, theirs = BASE.replace("78", "80"), BASE.replace("78", "79")

    first, second = merge(BASE, ours, theirs)

    assert (first.kind, second.kind) == ("conflict", "same")
    assert (first.base, first.ours, first.theirs) == (A, A.replace("78", "80"), A.replace("78", "79"))


def test_a_paragraph_deleted_here_and_changed_there_is_a_conflict():
    assert "conflict" in kinds(BASE, A + C, BASE.replace("già yếu", "trên 70 tuổi"))


def test_what_both_add_at_one_place_is_a_conflict():
    one, other = "<p>Xe buýt chạy thêm chuyến sớm.</p>", "<p>Thư viện mở cửa cả tối thứ Bảy.</p>"

    assert "conflict" in kinds(BASE, BASE + one, BASE + other)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("ours", "80"), ("theirs", "79"), ("base", "78"), ("<p>Bà Hạnh đã 81.</p>", "81"), ("", None)],
)
def test_each_conflict_is_chosen_or_typed_anew(choice, expected):
    segments = merge(BASE, BASE.replace("78", "80"), BASE.replace("78", "79"))

    text = joined(segments, {0: choice})

    assert (expected in text) if expected else (text == sanitize_html(B + C))


def test_both_texts_can_be_kept():
    segments = merge(BASE, BASE.replace("78", "80"), BASE.replace("78", "79"))

    assert joined(segments, {0: "both"}) == sanitize_html(A.replace("78", "80") + A.replace("78", "79") + B + C)


def test_items_of_a_list_and_rows_of_a_table_join_one_by_one():
    rows = "<tr><td>Bến Lam</td><td>1</td></tr><tr><td>Tân Phong</td><td>2</td></tr>"
    page = f"<ul><li>Nộp hồ sơ ở xã</li><li>Nhận kết quả ở nhà</li></ul><table><tbody>{rows}</tbody></table>"
    ours = page.replace("ở xã", "qua mạng").replace("<td>1</td>", "<td>11</td>")
    theirs = page.replace("ở nhà", "qua bưu điện").replace("<td>2</td>", "<td>22</td>")

    assert joined(merge(page, ours, theirs)) == sanitize_html(
        ours.replace("ở nhà", "qua bưu điện").replace("<td>2</td>", "<td>22</td>")
    )


def test_a_list_that_becomes_another_kind_stays_whole():
    page = "<p>Cần có:</p><ul><li>Đơn xin cấp</li><li>Ảnh thẻ</li></ul>"
    ours, theirs = page.replace("ul>", "ol>"), page.replace("Ảnh thẻ", "Hai ảnh thẻ")

    for segment in merge(page, ours, theirs):
        assert segment.ours.count("<li>") == segment.ours.count("</li>")
        assert segment.ours.count("<ol>") == segment.ours.count("</ol>")


def test_what_comes_out_is_clean_whatever_comes_in():
    evil = "<p>x<script>alert(1)</script></p><img src=x onerror=alert(1)>"

    text = joined(merge(BASE, BASE + evil, BASE), {0: f"<p>Anew</p>{evil}"})

    assert "script" not in text
    assert "onerror" not in text


def test_no_word_of_either_side_is_lost():
    """Each block that a side added or changed is in the joined text, or stands in a conflict."""
    chance = random.Random(11)
    for _ in range(60):
        base = [f"<p>Đoạn số {number} nói về việc {chance.randrange(999)} của xã.</p>" for number in range(8)]
        sides = []
        for name in ("ta", "họ"):
            side = list(base)
            for _ in range(3):
                place = chance.randrange(len(side))
                if chance.random() < 0.5:
                    side[place] = side[place].replace("của xã", f"{name}{chance.randrange(999)}")
                else:
                    side.insert(place, f"<p>Bài {name} thêm {chance.randrange(999)}, {chance.random()}.</p>")
            sides.append(side)

        segments = merge("".join(base), *map("".join, sides))
        kept = joined(segments) + "".join(s.theirs for s in segments if s.kind == "conflict")

        assert all(block in kept for side in sides for block in side if block not in base)
