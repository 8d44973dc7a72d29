"""One place, one spelling."""

import pytest

from links.addresses import MAX_LENGTH, addresses_in, bare_host, read_address


@pytest.mark.parametrize(
    "written",
    [
        "/bai-viet/mot-cua-12/",
        "http://testserver/bai-viet/mot-cua-12/",
        "https://testserver/bai-viet/mot-cua-12/",
        "https://www.testserver/bai-viet/mot-cua-12/",
        "//testserver/bai-viet/mot-cua-12/",
        "HTTPS://TestServer:443/bai-viet/mot-cua-12/",
        " /bai-viet/mot-cua-12/#binh-luan ",
        "/bai-viet/m%6ft-cua-12/".replace("%6f", "o"),
    ],
)
def test_an_address_of_the_portal_is_a_path_however_it_is_written(written):
    read = read_address(written)

    assert (read.address, read.host) == ("/bai-viet/mot-cua-12/", "")


@pytest.mark.parametrize(
    "written",
    [
        "/\\a.vn/x",
        "\\\\a.vn/x",
        "\\/a.vn/x",
        " /\t/a.vn/x",
        "/\n\\a.vn/x",
        "http:\\\\a.vn/x",
        "http:/\\a.vn\\x",
        "ht\ntp://a.vn/x",
    ],
)
def test_what_browsers_take_for_another_machine_is_no_address_of_the_portal(written):
    assert read_address(written).address == "http://a.vn/x"


def test_a_backslash_in_what_is_asked_for_stays_one():
    assert read_address("/tim-kiem/?q=a\\b#c\\d").address == "/tim-kiem/?q=a%5Cb"


def test_another_port_of_our_name_is_another_server():
    assert read_address("http://testserver:9200/_search").host == "testserver"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://chinhphu.vn", "https://chinhphu.vn/"),
        ("https://CHINHPHU.vn:443/Tin#muc", "https://chinhphu.vn/Tin"),
        ("http://chinhphu.vn:80/", "http://chinhphu.vn/"),
        ("http://chinhphu.vn:8080/a", "http://chinhphu.vn:8080/a"),
        ("https://chinhphu.vn/tìm?q=một cửa", "https://chinhphu.vn/t%C3%ACm?q=m%E1%BB%99t%20c%E1%BB%ADa"),
        ("https://chinhphu.vn/t%c3%acm", "https://chinhphu.vn/t%C3%ACm"),
        ("https://báo.vn/", "https://xn--bo-mia.vn/"),
        ("https://lan:mat-khau@chinhphu.vn/x", "https://chinhphu.vn/x"),
        ("http://[2001:4860:4860::8888]/", "http://[2001:4860:4860::8888]/"),
    ],
)
def test_one_address_elsewhere_has_one_spelling(written, address):
    assert read_address(written).address == address


@pytest.mark.parametrize(
    "written",
    [
        *("", "   ", "#ghi-chu-1", "mailto:ban@songlam.vn", "tel:+84200000018", "javascript:alert(1)", "ftp://a.vn/"),
        *("http://", "https://[::1", "http://chinhphu.vn:99999/", "http://a.vn:x/", "https://" + "a" * MAX_LENGTH),
        *("data:text/html,x", "file:///etc/passwd", "https://" + "ă" * 300 + ".vn/"),
    ],
)
def test_what_no_machine_can_ask_is_none(written):
    assert read_address(written) is None


def test_an_address_that_lacks_its_beginning_is_known_as_such():
    assert bare_host("www.chinhphu.vn/tin.html") == "https://www.chinhphu.vn/tin.html"
    assert bare_host("dichvucong.gov.vn") == "https://dichvucong.gov.vn"
    assert bare_host("/trang/gioi-thieu/") == bare_host("https://chinhphu.vn") == bare_host("bao-cao.pdf") == ""


def test_a_text_gives_its_addresses_without_the_marks_of_the_sentence():
    text = "Xem tại https://dichvucong.gov.vn/p/home, (hoặc http://songlam.vn/a?b=1). “https://chinhphu.vn”…"

    assert addresses_in(text) == ["https://dichvucong.gov.vn/p/home", "http://songlam.vn/a?b=1", "https://chinhphu.vn"]
