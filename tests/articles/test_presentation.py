"""Presentation turns the stored body into what readers see; lists show short notes on an article."""

from datetime import timedelta
from functools import partial

import pytest
from django.template import Context, Template
from django.utils import timezone
from lxml import html as lxml_html

from articles import presentation
from articles.bylines import in_byline_order
from articles.migrations._first_abbreviations import FIRST
from articles.models import Author
from articles.presentation import opening
from tests.factories import make_article, make_image
from vietnamese.abbreviations import ShortForms

EXPLAINED = ShortForms(dict(FIRST))
present_body = partial(presentation.present_body, explained=EXPLAINED)


def present(body):
    return lxml_html.fragment_fromstring(str(present_body(body)), create_parent="div")


def gallery_of(*sizes):
    figures = "".join(
        f'<figure class="image"><img src="/media/anh/a{n}-1280.webp" alt="" width="{width}" height="{height}">'
        f'<figcaption>Ảnh {n} <span class="credit">Nguồn</span></figcaption></figure>'
        for n, (width, height) in enumerate(sizes)
    )
    return f'<div class="gallery">{figures}</div>'


class TestGalleries:
    def test_a_gallery_is_a_named_group_whose_strip_takes_the_focus(self):
        page = present(f"<p>một</p>{gallery_of((1280, 853), (1280, 853), (1280, 853))}<p>hai</p>")

        group = page.find(".//div[@role='group']")
        strip = group.find("ul")
        name = page.find(f".//*[@id='{group.get('aria-labelledby')}']")
        assert name.text == "Bộ ảnh: 3 ảnh"
        assert (strip.get("tabindex"), strip.get("aria-labelledby")) == ("0", name.get("id"))
        assert [item.find("span").text for item in strip] == ["1/3", "2/3", "3/3"]
        assert [item.find("figure").text_content() for item in strip] == [f"Ảnh {n} Nguồn" for n in range(3)]

    def test_each_gallery_has_a_name_of_its_own(self):
        page = present(gallery_of((9, 9), (9, 9)) + '<div class="pair"><p>x</p></div>' + gallery_of((9, 9), (9, 9)))

        names = [group.get("aria-labelledby") for group in page.findall(".//div[@role='group']")]
        assert len(set(names)) == 2
        assert all(page.find(f".//p[@id='{name}']") is not None for name in names)

    @pytest.mark.parametrize(
        ("sizes", "shape"),
        [
            ([(1280, 853), (1280, 853)], "gallery"),
            ([(1280, 720), (1280, 720), (600, 900)], "gallery wide"),
            ([(600, 900), (600, 900), (1280, 720)], "gallery upright"),
            ([("", ""), ("0", "0")], "gallery"),
            ([("", ""), (600, 900)], "gallery upright"),
        ],
    )
    def test_the_frame_has_the_shape_of_most_pictures(self, sizes, shape):
        assert present(gallery_of(*sizes)).find("div").get("class") == shape

    def test_pictures_of_a_gallery_are_asked_for_in_the_size_of_the_strip(self):
        (picture, *_) = present(gallery_of((1280, 720), (1280, 720))).iter("img")

        assert picture.get("sizes") == "(min-width: 68rem) 40rem, 90vw"
        assert picture.get("loading") == "lazy"

    def test_a_gallery_of_nothing_is_harmless(self):
        assert present_body('<div class="gallery">chữ</div>') == '<div class="gallery">chữ</div>'


class TestBody:
    def test_an_empty_body_stays_empty(self):
        assert present_body("  \n") == ""

    def test_a_document_number_leads_to_the_articles_that_name_it(self):
        page = present("<p>Thực hiện Nghị quyết 18-NQ/TU và Nghị định 42/2022/NĐ-CP.</p>")

        assert [link.text for link in page.iter("a")] == ["18-NQ/TU", "42/2022/NĐ-CP"]
        assert page.find(".//a").get("href") == "/tim-kiem/?q=18-NQ%2FTU"
        assert page.text_content() == "Thực hiện Nghị quyết 18-NQ/TU và Nghị định 42/2022/NĐ-CP."

    def test_an_abbreviation_is_spelled_out_where_it_first_stands(self):
        page = present("<p>CCHC là gì? CCHC là CCHC.</p><p>Lại CCHC, và UBND.</p>")

        assert [(abbr.text, abbr.get("title")) for abbr in page.iter("abbr")] == [
            ("CCHC", "cải cách hành chính"),
            ("UBND", "Ủy ban nhân dân"),
        ]

    @pytest.mark.parametrize(
        "body",
        [
            '<p><a href="/x">Nghị quyết 18-NQ/TU</a></p>',
            "<h2>CCHC năm 2026</h2>",
            "<figure><figcaption>UBND xã. 18-NQ/TU</figcaption></figure>",
            "<pre>18-NQ/TU</pre>",
        ],
    )
    def test_links_headings_captions_and_code_are_left_alone(self, body):
        assert str(present_body(body)) == body

    @pytest.mark.parametrize(
        ("body", "abbreviations"),
        [
            ("", set()),
            ("<p>Không có gì.</p>", set()),
            ("<p>CCHC là CCHC. Lại <b>CCHC</b></p><ul><li>và UBND.</li></ul>", {"CCHC", "UBND"}),
            ('<h2>CCHC năm 2026</h2><p>Xem <a href="/x">HĐND <i>và UBND</i></a>.</p>', {"CCHC", "HĐND", "UBND"}),
            ("<figure><figcaption>UBND xã</figcaption></figure>CCHC", {"CCHC", "UBND"}),
            ("<p>Theo 60-NQ/TU, SUBNDX, 15/QĐ-UBND.</p>", set()),
            ('<p><img src="/x" alt="UBND xã"></p>', set()),
        ],
    )
    def test_abbreviations_are_noted_wherever_people_read_them(self, body, abbreviations):
        assert presentation.present(body, explained=EXPLAINED).abbreviations == abbreviations

    @pytest.mark.parametrize(
        "body",
        [
            "<p>Gọi 0200 000 018, nhánh 6</p>",
            "<h2>Đường dây nóng 0200 000 018</h2>",
            "<ul><li><b>0200 000 018</b></li></ul>",
            "<table><caption>Gọi 0200 000 018</caption><tr><td>0200 000 018</td></tr></table>",
            '<p><a href="/lien-he/">Số 0200 000 018</a>, <em>hoặc</em> 0200 000 018</p>',
            "<figure><figcaption>Trực 0200 000 018</figcaption></figure>",
            "<blockquote><p>UBND, 18-NQ/TU: 0200 000 018.</p></blockquote>",
        ],
    )
    def test_a_telephone_number_stays_on_one_line_and_the_words_are_the_same(self, body):
        page = present(body)

        spans = [span.text for span in page.iter("span") if span.get("class") == "unbroken"]
        assert spans == ["0200 000 018"] * body.count("0200 000 018")
        assert page.text_content() == present(body.replace("0200 000 018", "x")).text_content().replace(
            "x", "0200 000 018"
        )

    @pytest.mark.parametrize(
        ("body", "before"),
        [
            ('<figure><img src="{}"><figcaption>Cờ</figcaption></figure>', "img"),
            ('<p>Trước <img src="{}"> sau</p>', "img"),
            ('<p><a href="/lien-he/"><img src="{}"></a> sau</p>', "a"),
            ('<div class="gallery"><figure><img src="{}"></figure><figure><img src="{}"></figure></div>', "img"),
        ],
    )
    def test_a_picture_that_moves_is_followed_by_a_link_to_its_animation(self, body, before):
        page = present(body.replace("{}", "/media/anh/7a/7af1m-1280.webp"))

        links = page.xpath("//a[@data-motion]")
        assert [link.get("href") for link in links] == ["/media/anh/7a/7af1m-dong.webp"] * body.count("{}")
        assert {link.getprevious().tag for link in links} == {before}
        assert not page.xpath("//a//a")
        assert "sau" in page.text_content() or "sau" not in body
        assert not present(body.replace("{}", "/media/anh/7a/7af1s-1280.webp")).xpath("//a[@data-motion]")

    def test_nothing_moves_by_itself_whatever_is_stored(self):
        page = present('<figure><img src="/media/anh/7a/7af1m-dong.webp" width="900"></figure>')

        (picture,) = page.iter("img")
        assert picture.get("src") == "/media/anh/7a/7af1m-1280.webp"
        assert "dong" not in picture.get("srcset")
        assert page.xpath("//a/@href") == ["/media/anh/7a/7af1m-dong.webp"]

    def test_code_is_shown_letter_by_letter(self):
        assert not list(present("<pre><code>0200 000 018</code></pre>").iter("span"))

    def test_words_inside_other_words_are_no_abbreviations(self):
        assert not list(present("<p>xCCHCx, CCHC-2, PCCHC/1</p>").iter("abbr"))

    def test_text_between_elements_keeps_its_order(self):
        body = "<p>Trước 18-NQ/TU <b>giữa UBND</b> sau CCHC <i>hết</i>.</p>"

        assert present(body).text_content() == "Trước 18-NQ/TU giữa UBND sau CCHC hết."

    def test_signs_of_html_in_the_text_stay_text(self):
        page = str(present_body("<p>a &lt;script&gt; &amp; 18-NQ/TU &lt;b&gt;</p>"))

        assert "&lt;script&gt; &amp; <a" in page
        assert page.endswith("&lt;b&gt;</p>")

    def test_a_table_scrolls_inside_a_frame_that_is_named_by_its_caption(self):
        page = present(
            "<table><caption>Kết quả</caption><tbody><tr><th>Hộ tịch</th><td>4.212</td></tr></tbody></table>"
            "<p>Giữa</p><table><tbody><tr><td>x</td></tr></tbody></table><p>Sau</p>"
        )
        first, second = page.findall("div")

        assert first.get("class") == "table"
        assert first.get("tabindex") == "0"
        assert page.xpath(f"//*[@id='{first.get('aria-labelledby')}']")[0].text == "Kết quả"
        assert second.get("aria-label") == "Bảng 2"
        assert [child.tag for child in page] == ["div", "p", "div", "p"]

    def test_columns_of_figures_stand_to_the_right(self):
        page = present(
            "<table><thead><tr><th>Xã</th><th>Hồ sơ</th></tr></thead>"
            "<tbody><tr><td>Tân Phong</td><td>4.212</td></tr><tr><td>An Hòa</td><td>97,24%</td></tr></tbody></table>"
        )

        assert [cell.get("class") for cell in page.iter("th", "td")] == [None, "right"] * 3

    @pytest.mark.django_db
    def test_a_picture_of_the_library_comes_in_the_size_that_the_screen_needs(self):
        picture = make_image()

        stored = f'<img src="{picture.url}" alt="Quầy số 1" width="{picture.width}" height="{picture.height}">'

        shown = present(f"<p>{stored}</p>").find(".//img")

        assert shown.get("alt") == "Quầy số 1"
        assert shown.get("loading") == "lazy"
        assert "640w" in shown.get("srcset")
        assert (shown.get("width"), shown.get("height")) == (str(picture.width), str(picture.height))


class TestOpening:
    TWO = "Bà con chỉ cần số thửa và số tờ bản đồ. Kết quả gửi về trong hai ngày làm việc, không thu phí."

    @pytest.mark.parametrize(
        ("text", "length", "shown"),
        [
            ("Ngắn thôi.", 150, "Ngắn thôi."),
            ("", 150, ""),
            (TWO, 60, "Bà con chỉ cần số thửa và số tờ bản đồ."),
            (TWO, 90, "Bà con chỉ cần số thửa và số tờ bản đồ. Kết quả gửi về trong hai ngày làm việc, không…"),
            ("Họ nói: “Được việc.” Rồi họ về nhà trước khi trời tối.", 30, "Họ nói: “Được việc.”"),
            ("Không có dấu chấm nào trong câu này, chỉ có một dấu phẩy", 38, "Không có dấu chấm nào trong câu này…"),
            ("Một" * 100, 20, "MộtMộtMộtMộtMộtMộtMộ…"[:21]),
        ],
    )
    def test_it_ends_with_a_sentence_or_after_a_word(self, text, length, shown):
        assert opening(text, length) == shown

    def test_it_is_never_longer_than_asked_but_for_the_ellipsis(self):
        for length in range(1, len(self.TWO)):
            assert len(opening(self.TWO, length)) <= length + 1


def test_authors_stand_in_the_order_of_the_byline():
    rows = [Author(slug=slug) for slug in ("quang-hau", "thuy-nhung", "nguoi-cu")]

    ordered = in_byline_order(rows, "Thùy Nhung – Quang Hậu")

    assert [row.slug for row in ordered] == ["thuy-nhung", "quang-hau", "nguoi-cu"]


@pytest.mark.django_db
def test_an_article_is_new_for_a_day():
    now = timezone.now()
    page = Template("{% load article_tags %}{% if article|is_new %}Mới{% endif %}")

    shown = [
        page.render(Context({"article": make_article(published_at=now - timedelta(hours=hours))}))
        for hours in (23, 25)
    ]

    assert shown == ["Mới", ""]
