"""What people type and paste becomes plain, clean HTML; words, tones and meaning stay."""

import pytest

from richtext.sanitize import sanitize_html

FIGURE = (
    '<figure class="image"><img alt="Cầu Sông Lam" height="720" src="/media/anh/7a/7af1-1280.webp" width="1280">'
    '<figcaption>Cầu lúc chiều. <span class="credit">Ảnh: Thùy Nhung</span></figcaption></figure>'
)
TABLE = (
    "<table><caption>Kết quả</caption>"
    '<thead><tr><th scope="col">Lĩnh vực</th><th class="right" scope="col">Tỷ lệ</th></tr></thead>'
    '<tbody><tr><th scope="row">Hộ tịch</th><td class="right">99,83%</td></tr>'
    '<tr><td colspan="2" rowspan="1">Cộng</td></tr></tbody></table>'
)
ARTICLE = "\n".join(
    [
        "<h2>Một chữ ký thay cho ba lần trình</h2>",
        '<p>Thực hiện <a href="/tim-kiem/?q=18-NQ%2FTU" rel="noopener noreferrer">18-NQ/TU</a>, <strong>xã</strong> '
        '<em>Tân Phong</em> (<abbr title="Ủy ban nhân dân">UBND</abbr>) rà soát m<sup>2</sup>.</p>',
        FIGURE,
        "<blockquote><p>Ngồi uống chén nước là xong.</p><footer>Cụ Mão</footer></blockquote>",
        '<ol start="3" type="a"><li>mở thêm buổi<ul><li>sáng thứ Bảy</li></ul></li><li>đặt bàn viết</li></ol>',
        TABLE,
        f'<div class="pair">{FIGURE}{FIGURE}</div>',
        f'<div class="gallery">{FIGURE}{FIGURE}{FIGURE}</div>',
        "<hr>",
        '<p class="byline">Thùy Nhung – Quang Hậu</p>',
        '<p class="source">Nguồn: Ban Biên tập</p>',
    ]
)


def test_a_good_article_passes_unchanged():
    assert sanitize_html(ARTICLE) == ARTICLE


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        # One tag for each meaning
        ("<p><b>a</b> <i>b</i> <strike>c</strike></p>", "<p><strong>a</strong> <em>b</em> <s>c</s></p>"),
        ("<h1>Tiêu đề</h1>", "<h2>Tiêu đề</h2>"),
        ("<div>một</div><div>hai</div>", "<p>một</p>\n<p>hai</p>"),
        ("chữ trần <b>đậm</b>", "<p>chữ trần <strong>đậm</strong></p>"),
        ("<section><p>a</p></section>", "<p>a</p>"),
        ("<p><font color=red>a</font> <span style='color:red'>b</span></p>", "<p>a b</p>"),
        ("<center>giữa</center>", "<p>giữa</p>"),
        # Alignment is a class
        ('<p style="text-align: center; color: red">a</p>', '<p class="center">a</p>'),
        ('<p align="right">a</p>', '<p class="right">a</p>'),
        ('<p style="text-align:justify">a</p>', "<p>a</p>"),
        ('<div align="center">a</div>', '<p class="center">a</p>'),
        # Nothing empty, no layout by spaces
        ("<p>a</p><p>&nbsp;</p><p><br></p><p> </p><p>b</p>", "<p>a</p>\n<p>b</p>"),
        (f"<p>{'&nbsp;' * 66}Thùy Nhung</p>", "<p>Thùy Nhung</p>"),
        ("<p>a &nbsp; \t\n b</p>", "<p>a b</p>"),
        ("<p><br>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("<p><strong> </strong>a<em></em><strong> b </strong></p>", "<p>a<strong> b</strong></p>"),
        ("<ul><li></li><li>a</li></ul>", "<ul><li>a</li></ul>"),
        ("<h2>&nbsp;</h2>", ""),
        ("<p><a href='/x'> </a>a</p>", "<p>a</p>"),
        ("<table><tr><td></td><td>a</td></tr></table>", "<table><tbody><tr><td></td><td>a</td></tr></tbody></table>"),
        # Elements in their right parents
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul>a<li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "<ol><li><p>a</p><p>b</p></li></ol>"),
        ("<li>a</li>", "<p>a</p>"),
        ("<figcaption>a</figcaption>", "<p>a</p>"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<b><p>a</p><p>b</p></b>", "<p>a</p>\n<p>b</p>"),
        ("<p>a</p>b<p>c</p>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<a href='javascript:x'>a</a>", "<p>a</p>"),
        # Figures and pictures
        (
            '<figure><img src="/media/a.webp"></figure>',
            '<figure class="image"><img alt="" src="/media/a.webp"></figure>',
        ),
        (
            '<figure class="image"><img src="https://x/a.png"><figcaption>Chú thích</figcaption></figure>',
            "<p>Chú thích</p>",
        ),
        ('<img src="/media/a.webp" alt=" Cầu   Sông ">', '<p><img alt="Cầu Sông" src="/media/a.webp"></p>'),
        ('<p><img src="/media/a.webp" width="50%" height="9em"></p>', '<p><img alt="" src="/media/a.webp"></p>'),
        # Tables: header cells have a direction
        (
            "<table border=1 width=500 cellpadding=0><thead><tr><th>a</th></tr></thead>"
            "<tbody><tr><th>b</th></tr></tbody></table>",
            '<table><thead><tr><th scope="col">a</th></tr></thead>'
            '<tbody><tr><th scope="row">b</th></tr></tbody></table>',
        ),
        (
            '<table><tr><td align="right">5</td><td><p style="text-align:right">6</p></td></tr></table>',
            '<table><tbody><tr><td class="right">5</td><td class="right">6</td></tr></tbody></table>',
        ),
        # Preformatted text keeps its spaces
        ("<pre>\n\n a   b\n  c</pre>", "<pre> a   b\n  c</pre>"),
        # Signs
        ("5 < 6 & 7 > 3", "<p>5 &lt; 6 &amp; 7 &gt; 3</p>"),
        ("<p>a&lt;b&gt;c &amp;nbsp; “d” &quot;e&quot;</p>", '<p>a&lt;b&gt;c &amp;nbsp; “d” "e"</p>'),
    ],
)
def test_html_is_put_in_order(given, stored):
    assert sanitize_html(given) == stored
    assert sanitize_html(stored) == stored


def test_text_in_pieces_becomes_whole_letters():
    assert (
        sanitize_html("<p>Ca\u0309i ca\u0301ch ha\u0300nh chi\u0301nh, Vi\u00ea\u0323t</p>")
        == "<p>Cải cách hành chính, Việt</p>"
    )


def test_the_place_of_a_tone_is_left_as_it_was_typed():
    html = "<p>hoà hòa, Thuý Hằng, Thúy, uỷ ban, ủy ban, khoẻ khỏe</p>"

    assert sanitize_html(html) == html


def test_what_nobody_sees_is_dropped():
    assert sanitize_html("<p>C\u00adả\u200bi\ufeff \u202ecách\u0007</p>") == "<p>Cải cách</p>"


def test_words_in_old_fonts_keep_their_soft_hyphens_until_somebody_decides():
    """TCVN3 writes ư as U+00AD."""
    html = "<p>C¶i c¸ch hµnh chÝnh nhµ n\u00ad\u00edc, h\u00ad\u00edng tíi ng\u00ad\u00eai d©n</p>"

    assert sanitize_html(html) == html
    assert sanitize_html("<p>C\u00adải cách</p>") == "<p>Cải cách</p>"


def test_names_and_descriptions_are_clean_too():
    assert sanitize_html('<p><img src="/media/a.webp" alt="Ca\u0301n\u00a0\u00a0bộ\u200b"></p>') == (
        '<p><img alt="Cán bộ" src="/media/a.webp"></p>'
    )
