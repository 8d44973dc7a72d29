"""Pictures of a manuscript with their words; which paragraph is likely the title, the sapo, the byline."""

import pytest

from .docx_files import docx, drawing, p, png, r, table, with_picture
from .readings import body_of, left_out_of, manuscript_of


def test_a_picture_has_its_description_its_caption_and_its_credit():
    content = with_picture(
        p("Trước"),
        p(drawing(descr="Bà Hạnh nhận kết quả"), properties='<w:jc w:val="center"/>'),
        p("Người dân ở Bộ phận Một cửa. Ảnh: Thùy Nhung", style="Caption"),
        p("Sau"),
    )

    [picture] = manuscript_of(content).pictures

    assert (picture.alt, picture.caption) == ("Bà Hạnh nhận kết quả", "Người dân ở Bộ phận Một cửa.")
    assert picture.credit == "Ảnh: Thùy Nhung"
    assert body_of(content) == "<p>Trước</p>\n[ảnh 1]\n<p>Sau</p>"


@pytest.mark.parametrize(
    "described",
    ["A picture containing text&#10;Description automatically generated", "IMG_2034.JPG", "Picture 3", "C:\\anh\\x"],
)
def test_a_description_that_a_program_made_up_is_none(described):
    [picture] = manuscript_of(with_picture(p(drawing(descr=described)))).pictures

    assert picture.alt == ""


def test_a_table_of_pictures_becomes_pictures_with_their_captions():
    content = with_picture(
        table([p(drawing()), p(drawing())], [p("Bên trái. Ảnh: A"), p("Bên phải (Ảnh: B)")]),
    )
    manuscript = manuscript_of(content)

    assert body_of(content) == "[ảnh 1]\n[ảnh 2]"
    assert [(held.caption, held.credit) for held in manuscript.pictures] == [
        ("Bên trái.", "Ảnh: A"),
        ("Bên phải", "Ảnh: B"),
    ]


def test_pictures_of_a_group_are_read_each():
    group = drawing("rId9").replace(
        "</pic:pic>", '</pic:pic><pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic>'
    )

    assert body_of(with_picture(p(group))) == "[ảnh 1]\n[ảnh 2]"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\1\0\0\0" + bytes(36) + b" EMF", "EMF"),
        (b"\xd7\xcd\xc6\x9a" + bytes(60), "WMF"),
        (b"II*\0" + bytes(60), "TIFF"),
        (b"BM" + bytes(60), "BMP"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (png(), ""),
    ],
)
def test_what_no_library_takes_is_known_by_its_bytes(content, kind):
    [picture] = manuscript_of(with_picture(p(drawing()), pictures={"rId9": content})).pictures

    assert picture.refused == kind


def test_pictures_beyond_a_hundred_are_said():
    manuscript = manuscript_of(with_picture(*[p(drawing())] * 103))

    assert len(manuscript.pictures) == 100
    assert [(each.kind, each.count) for each in manuscript.left_out] == [("pictures", 3)]


def test_a_picture_without_its_part_is_said():
    assert left_out_of(docx(p("A", drawing("rId9"))))["remote_picture"][0] == 1


def test_the_credit_of_the_whole_text_is_that_of_its_pictures():
    content = with_picture(p("Bài"), p(drawing()), p("Đoạn sau dài hơn một chú thích."), p("Tin, ảnh: Quang Hậu"))

    assert manuscript_of(content).pictures[0].credit == "Ảnh: Quang Hậu"


BOLD = "<w:b/>"


@pytest.mark.parametrize(
    ("paragraphs", "title", "summary", "byline"),
    [
        ([p("Tên bài", style="Title"), p("Mở", style="Subtitle"), p("Thân")], "Tên bài", "Mở", ""),
        (
            [p(r("Tên bài", BOLD)), p(r("Sapo đậm.", BOLD)), p("Thân."), p(r("Thùy Nhung", BOLD))],
            "Tên bài",
            "Sapo đậm.",
            "Thùy Nhung",
        ),
        ([p("Tên bài"), p("Đoạn thường."), p("Đoạn hai.")], "Tên bài", "", ""),
        ([p("BÁO CÀ MAU"), p("Tên bài", style="Heading1"), p("Thân.")], "Tên bài", "", ""),
        ([p("Tên bài"), p("Thân."), p("Tin, ảnh: Quang Hậu")], "Tên bài", "", "Quang Hậu"),
        ([p("x" * 300), p("Thân.")], "Thân.", "", ""),
        ([p(" ".join(["dài"] * 90))], "", "", ""),
    ],
)
def test_title_sapo_and_byline_are_guessed(paragraphs, title, summary, byline):
    manuscript = manuscript_of(docx(*paragraphs))

    guess = manuscript.guess()

    assert manuscript.text(guess.title) == title
    assert manuscript.text(guess.summary) == summary
    assert manuscript.byline(guess.byline) == byline
