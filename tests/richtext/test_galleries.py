"""A gallery holds pictures and nothing else; whatever else people put into one stays in the text, beside it."""

import re

import pytest

from richtext.policy import CLASSES, MAX_GALLERY_PICTURES
from richtext.sanitize import only_allowed, sanitize_html


def figure(name, caption=""):
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="image"><img alt="" src="/media/anh/{name}-1280.webp">{words}</figure>'


def gallery(*figures):
    return f'<div class="gallery">{"".join(figures)}</div>'


VIDEO = (
    '<figure class="video"><a href="/video/abcdefgh23/" rel="noopener noreferrer">'
    '<img alt="" src="/media/anh/v-1280.webp"></a></figure>'
)
A, B, C = (figure(name, f"Ảnh {name}") for name in "abc")


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (gallery(A, B), gallery(A, B)),
        (f'<div class="gallery">\n {A} \n{B}\n</div>', gallery(A, B)),
        ("<p>một</p>" + gallery(A, B) + "<p>hai</p>", f"<p>một</p>\n{gallery(A, B)}\n<p>hai</p>"),
        (gallery(A, B) + gallery(B, C), f"{gallery(A, B)}\n{gallery(B, C)}"),
        ('<div class="gallery big">' + A + B + "</div>", gallery(A, B)),
        # A picture alone is a picture; nothing is nothing
        (gallery(A), A),
        (gallery(), ""),
        (gallery("<p>chữ</p>"), "<p>chữ</p>"),
        (gallery(A, '<figure><img src="https://x/a.png"><figcaption>mất ảnh</figcaption></figure>'),
         f"{A}\n<p>mất ảnh</p>"),
        # Pictures without a figure get one
        (gallery('<p><img src="/media/anh/a-1280.webp"><img src="/media/anh/b-1280.webp"></p>'),
         gallery(figure("a"), figure("b"))),
        (gallery(A, '<img src="/media/anh/b-1280.webp">'), gallery(A, figure("b"))),
        # Words, tables and rules go beside it
        (gallery("mở đầu", A, "<p>giữa</p>", B), f"<p>mở đầu</p>\n{gallery(A, B)}\n<p>giữa</p>"),
        (gallery(A, B, "<table><tr><td>1</td></tr></table>"),
         f"{gallery(A, B)}\n<table><tbody><tr><td>1</td></tr></tbody></table>"),
        (gallery(A, "<hr>", B), f"{gallery(A, B)}\n<hr>"),
        (gallery(A, VIDEO, B), f"{gallery(A, B)}\n{VIDEO}"),
        # It stands between paragraphs and nowhere else
        (f"<ul><li>{gallery(A, B)}</li></ul>", f"<ul><li>{A}{B}</li></ul>"),
        (f"<blockquote>{gallery(A, B)}</blockquote>", f"<blockquote>{A}{B}</blockquote>"),
        (f"<div>{gallery(A, B)}</div>", gallery(A, B)),
        (f"<section><b>{gallery(A, B)}</b></section>", gallery(A, B)),
        (gallery(A, gallery(B, C)), gallery(A, B, C)),
        (f'<div class="pair">{gallery(A, B)}</div>', f'<div class="pair">{A}{B}</div>'),
    ],
)  # fmt: skip
def test_a_gallery_is_put_in_order(given, stored):
    assert sanitize_html(given) == stored
    assert sanitize_html(sanitize_html(given)) == sanitize_html(given)


@pytest.mark.parametrize("count", [2, 29, 30, 31, 61, 90, 100])
def test_very_many_pictures_make_several_galleries_and_none_stays_alone(count):
    stored = sanitize_html(gallery(*(figure(f"n{number}") for number in range(count))))

    lengths = [part.count("<figure") for part in stored.split('<div class="gallery">')[1:]]
    assert sum(lengths) == count
    assert all(2 <= length <= MAX_GALLERY_PICTURES for length in lengths)
    assert re.findall(r"n(\d+)-", stored) == [str(number) for number in range(count)]
    assert sanitize_html(stored) == stored


def test_release_0_4_0_which_does_not_know_galleries_shows_all_their_pictures(monkeypatch):
    """It drops the class, and with it the `div`."""
    text = f"<p>một</p>{gallery(A, B)}<p>hai</p>"
    monkeypatch.setitem(CLASSES, "div", {"pair"})

    assert only_allowed(text).count("<figure") == 2
