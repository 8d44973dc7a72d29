"""What a file says in odd ways costs that one thing, never the whole file: signs, numbers, places of pictures."""

import pytest

from manuscripts.docx.drawings import prepare_drawings
from manuscripts.story import LeftOut
from manuscripts.symbols import UNKNOWN
from manuscripts.xml import below, parse
from tests.growth import LINEAR, growth

from . import odt_files
from .docx_files import NAMESPACES, docx, drawing, item, numbering, p, png, styles, table
from .readings import body_of, left_out_of, odt_body_of

DIGITS = "9" * 5_000
ODD_NUMBERS = [DIGITS, "0" * 5_000, "٣" * 5_000, "-1", "", "1e9", "0x10", "²", " 3 "]
ODD_CODES = [
    "D800",
    "DFFF",
    "0001",
    "0000",
    "FFFF",
    "FFFE",
    "110000",
    "FFFFFFFFFFFF",
    "F" * 5_000,
    "-1",
    "",
    "0x41",
    "1_0",
]


@pytest.mark.parametrize("font", ["Wingdings", "Symbol", "Times New Roman", ""])
@pytest.mark.parametrize("code", ODD_CODES)
def test_an_odd_sign_is_one_unknown_sign(code, font):
    content = docx(p("Trước ", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>', " sau"))

    assert f"Trước {UNKNOWN} sau" in body_of(content)
    assert "symbols" in left_out_of(content)


@pytest.mark.parametrize("number", ODD_NUMBERS)
@pytest.mark.parametrize(
    "content",
    [
        lambda n: docx(p("Bài", properties=f'<w:outlineLvl w:val="{n}"/>')),
        lambda n: docx(
            p("Bài", style="Odd"),
            parts={"word/styles.xml": styles(("Odd", "Odd", f'<w:pPr><w:outlineLvl w:val="{n}"/></w:pPr>'))},
        ),
        lambda n: docx(item("Bài", num=n, level=n), parts={"word/numbering.xml": numbering(("decimal", "%1.", n))}),
        lambda n: docx(item("Bài"), parts={"word/numbering.xml": numbering(("decimal", "%1.", n))}),
        lambda n: docx(table([("Bài", f'<w:gridSpan w:val="{n}"/>'), "b"])),
        lambda n: docx(
            p("Bài", properties=f'<w:sz w:val="{n}"/>'),
            p(f'<w:r><w:rPr><w:sz w:val="{n}"/></w:rPr><w:t>x</w:t></w:r>'),
        ),
        lambda n: docx(
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{n}"/></w:trPr><w:tc>{p("Bài")}</w:tc></w:tr></w:tbl>'
        ),
    ],
    ids=["outline", "outline of a style", "place in a list", "start of a list", "span", "size", "gap"],
)
def test_an_odd_number_of_word_leaves_the_words(content, number):
    assert "Bài" in body_of(content(number))


@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_so_does_one_of_opendocument(number):
    heading = f'<text:h text:outline-level="{number}">Bài</text:h>'
    listed = (
        f'<text:list><text:list-item text:start-value="{number}">{odt_files.p("Mục")}</text:list-item></text:list>'
    )
    wide = (
        f'<table:table><table:table-row><table:table-cell table:number-columns-spanned="{number}" '
        f'table:number-columns-repeated="{number}">{odt_files.p("Ô")}</table:table-cell></table:table-row></table:table>'
    )
    looks = odt_files.style("Odd", font_weight=number, position=f"{number}% 58%")
    numbers = (
        f'<text:list-style style:name="L"><text:list-level-style-number text:level="{number}" '
        f'style:num-format="1" text:start-value="{number}"/></text:list-style>'
    )
    content = odt_files.odt(heading, listed, wide, automatic=looks + numbers)

    body = odt_body_of(content)
    assert all(word in body for word in ("Bài", "Mục", "Ô"))


PLACES = {"media/a.png": "word/media/a.png", "../media/a.png": "media/a.png", "/anh/a.png": "anh/a.png"}
PLACES |= {"pictures/a%20b.png": "word/pictures/a b.png", "a.png": "word/a.png", "./x/../a.png": "word/a.png"}


@pytest.mark.parametrize("target", PLACES)
def test_a_picture_is_found_wherever_it_lies(target):
    content = docx(
        p("Bài", drawing("rId9")), parts={PLACES[target]: png()}, relations_more=[("rId9", "image", target)]
    )

    assert "[ảnh 1]" in body_of(content)


MISSING = {
    "no part": ("rId9", "image", "media/not-there.png"),
    "a link": ("rId9", "hyperlink", "https://x.example/a.png", "External"),
    "an address": ("rId9", "image", "https://x.example/a.png", "External"),
    "the text itself": ("rId9", "image", "document.xml"),
    "another id": ("rId1", "image", "media/a.png"),
}


@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("case", MISSING)
def test_a_picture_that_is_not_there_is_left_out_and_said(case, old):
    shown = '<w:r><w:pict><v:shape><v:imagedata r:id="rId9"/></v:shape></w:pict></w:r>' if old else drawing("rId9")
    content = docx(p("Bài", shown), relations_more=[MISSING[case]])

    assert "Bài" in body_of(content)
    assert "[ảnh" not in body_of(content)
    assert "remote_picture" in left_out_of(content)


ALTERNATIVE = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:r><w:t>mới</w:t></w:r></mc:Choice>"
    "<mc:Fallback><w:r><w:t>cũ</w:t></w:r></mc:Fallback></mc:AlternateContent>"
)


def chosen(alternatives):
    root = parse(f"<w:p {NAMESPACES}>{alternatives}</w:p>".encode())
    prepare_drawings(root, set(), LeftOut())
    return root


def test_alternatives_within_alternatives_leave_the_newer_words():
    outer = ALTERNATIVE.replace("<w:r><w:t>mới</w:t></w:r>", f"<w:r><w:t>đầu</w:t></w:r>{ALTERNATIVE} đuôi")
    root = chosen(outer + ALTERNATIVE)

    assert [element.text for element in below(root, "t")] == ["đầu", "mới", "mới"]
    assert not [*below(root, "AlternateContent")]


def test_work_on_alternatives_grows_with_their_number():
    assert growth(chosen, ALTERNATIVE * 1_000) < LINEAR
