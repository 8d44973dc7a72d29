"""A gallery is compared and joined picture by picture."""

import pytest

from revisions.compare import Value, as_html, blocks_of, compare, compare_blocks, joined, merge
from richtext.sanitize import sanitize_html
from tests.richtext.test_galleries import figure, gallery

TEXT = "<p>Bà Lò Thị Hạnh, 78 tuổi, không phải ra xã nữa.</p>"
A, B, C, D = (figure(name, f"Chú thích của ảnh {name} hôm ấy") for name in "abcd")


def notes(before, after):
    changes = compare_blocks(blocks_of(before), blocks_of(after))
    return [(change.kind, change.block.label, change.notes) for change in changes if not change.is_same]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (gallery(A, B), gallery(A, B, C), [("added", "ảnh của bộ ảnh 1", ())]),
        (TEXT + gallery(A, B) + TEXT + gallery(C, D), TEXT + gallery(A, B) + TEXT + gallery(C, D, A), None),
        (A + B, gallery(A, B), [("changed", "ảnh của bộ ảnh 1", ("Nay nằm trong một bộ ảnh.",))] * 2),
        (gallery(A, B), A + B, [("changed", "ảnh", ("Không còn nằm trong bộ ảnh.",))] * 2),
        (gallery(A, B, C, D), gallery(A, B) + gallery(C, D),
         [("changed", "ảnh của bộ ảnh 2", ("Nay mở đầu một bộ ảnh riêng.",))]),
        (gallery(A, B) + gallery(C, D), gallery(A, B, C, D),
         [("changed", "ảnh của bộ ảnh 1", ("Nay chung bộ với ảnh đứng trước.",))]),
    ],
)  # fmt: skip
def test_what_became_of_a_gallery_is_told_by_its_pictures(before, after, told):
    found = notes(before, after)

    assert found == told if told is not None else [label for _, label, _ in found] == ["ảnh của bộ ảnh 2"]


def test_another_order_is_told():
    assert {kind for kind, *_ in notes(gallery(A, B, C), gallery(C, A, B))} == {"moved", "left"}
    before, after = ({"body": Value.rich("nội dung", text)} for text in (gallery(A, B, C), gallery(B, A, C)))
    assert "ảnh của bộ ảnh 1" in as_html(compare(before, after))


def test_what_two_people_did_to_one_gallery_joins():
    base = TEXT + gallery(A, B, C)
    captioned = TEXT + gallery(figure("a", "Hoàn toàn khác"), B, C)
    longer = TEXT + gallery(A, B, C, D)
    shorter = TEXT + gallery(A, C)

    assert joined(merge(base, captioned, longer)) == sanitize_html(
        TEXT + gallery(figure("a", "Hoàn toàn khác"), B, C, D)
    )
    assert joined(merge(base, longer, shorter)) == sanitize_html(TEXT + gallery(A, C, D))


def test_new_captions_of_two_pictures_join_although_there_was_none():
    bare = [figure(name) for name in "ab"]
    ours, theirs = gallery(figure("a", "của ta"), bare[1]), gallery(bare[0], figure("b", "của họ"))

    assert joined(merge(gallery(*bare), ours, theirs)) == gallery(figure("a", "của ta"), figure("b", "của họ"))


def test_pictures_of_a_gallery_that_loses_all_but_one_stay():
    base = gallery(A, B, C)

    assert joined(merge(base, gallery(B, C), gallery(A, B))) == B
    assert [
        segment.kind for segment in merge(base, gallery(figure("a", "một"), B, C), gallery(figure("a", "hai"), B, C))
    ].count("conflict") == 1
