import pytest
from django.template import Context, Template

from vietnamese.telephones import telephone_numbers

NUMBERS = [
    "0200 000 018",
    "0912345678",
    "0912.345.678",
    "0231-3811-222",
    "(0231) 3 811 222",
    "(+84) 231 3811 222",
    "+84 912 345 678",
    "1900 1234",
    "1800.55.66",
    "024 3733 3733",
    "0912\u00a0345\u00a0678",
]


def found(text):
    return [text[start:end] for start, end in telephone_numbers(text)]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("text", ["{}", "Gọi {}, nhánh 6.", "Số {}; {}.", "({})", "{}\nhoặc {}"])
def test_a_number_is_found_whole_wherever_it_stands(number, text):
    assert found(text.format(number, number)) == [number] * text.count("{}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "38 thủ tục, 0,5 ngày",
        "từ 8.000 đến 12.500 hồ sơ",
        "Nghị quyết 01/2026/NQ-HĐND",
        "mã 000.00.01.H12-261130-00018",
        "a0912345678",
        "năm 1900 và 1945",
        "1.124.000.000 đồng",
        "018",
    ],
)
def test_other_figures_are_no_numbers(text):
    assert found(text) == []


def shown(text):
    template = Template("{% load vietnamese_format %}{{ text|vi_telephones }}|{{ text|vi_telephones|linebreaks }}")
    return template.render(Context({"text": text}))


def test_a_page_keeps_each_number_on_one_line_and_the_text_as_it_was():
    assert shown("Gọi 0200 000 018 hay 1900 1234.\nCảm ơn") == (
        'Gọi <span class="unbroken">0200 000 018</span> hay <span class="unbroken">1900 1234</span>.\nCảm ơn'
        '|<p>Gọi <span class="unbroken">0200 000 018</span> hay <span class="unbroken">1900 1234</span>.<br>Cảm ơn</p>'
    )


@pytest.mark.parametrize("before", ["", "0200 000 018 "])
def test_signs_of_html_stay_text(before):
    assert "<b>" not in shown(f"{before}<b>a & b</b>")
    assert "&lt;b&gt;a &amp; b&lt;/b&gt;|" in shown(f"{before}<b>a & b</b>")


def test_nothing_is_shown_of_nothing():
    assert Template("{% load vietnamese_format %}{{ text|vi_telephones }}").render(Context({"text": None})) == ""
