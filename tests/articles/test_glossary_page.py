"""The page “Từ viết tắt”: by the alphabet, of all days, with a place for each, found without a script."""

from http import HTTPStatus

import pytest
from django.urls import reverse
from lxml import html

from articles.models import Abbreviation
from tests.factories import make_article, make_glossary, make_site
from vietnamese.names import first_letter

pytestmark = pytest.mark.django_db

PAGE, SEARCH = reverse("articles:glossary"), reverse("articles:glossary_search")


@pytest.fixture(autouse=True)
def site():
    return make_site()


def make(*rows):
    """As `make_glossary`, with the keys that a save writes."""
    for row in make_glossary(*rows):
        row.save()


def shown(client, address=PAGE, **query):
    return html.fromstring(client.get(address, query).content.decode())


def entries(page):
    """[(short form, [what it stands for])] in order."""
    terms = page.xpath("//dl[contains(@class, 'glossary-terms')]/div")
    return [
        (term.findtext("dt"), [" ".join(each.text_content().split()) for each in term.findall("dd")]) for term in terms
    ]


def test_the_address_stays():
    assert (PAGE, SEARCH) == ("/tu-viet-tat/", "/tu-viet-tat/tim/")


def test_entries_stand_in_the_order_of_the_vietnamese_alphabet_under_their_letters(client):
    make(*((short, "chữ") for short in ("ĐB", "UB", "DV", "ƯB", "4G", "ĂN", "AN", "tp.", "TT", "EM", "ÊM", "Á")))

    page = shown(client)

    assert [short for short, _ in entries(page)] == [
        *("4G", "Á", "AN", "ĂN", "DV", "ĐB", "EM", "ÊM", "tp.", "TT", "UB", "ƯB"),
    ]
    letters = page.xpath("//nav[@aria-label='Theo chữ cái']/a")
    assert [link.text for link in letters] == ["0–9", "A", "Ă", "D", "Đ", "E", "Ê", "T", "U", "Ư"]
    places = [link.get("href").removeprefix("#") for link in letters]
    assert len(set(places)) == len(places)
    assert [page.get_element_by_id(place).text for place in places] == [link.text for link in letters]


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("đất", "Đ"),
        ("Ổ", "Ô"),
        ("ứng", "Ư"),
        ("Q.1", "Q"),
        ("4G", "4"),
        ("É", "E"),
        ("中", ""),
        ("", ""),
        ("“ấm”", "Â"),
    ],
)
def test_a_word_stands_under_its_letter_whatever_its_tone(word, letter):
    assert first_letter(word) == letter


def test_readings_of_one_short_form_stand_together_that_of_today_first(client):
    make(
        {"short": "STC", "long": "Sở Tài chính và Vật giá", "until": "2025-02-28"},
        {"short": "STC", "long": "Sở Tài chính", "since": "2025-03-01", "note": "Sau hợp nhất"},
        {"short": "STC", "long": "Sở của mai sau", "since": "2099-01-01"} | {"explains": False},
    )

    assert entries(shown(client)) == [
        (
            "STC",
            ["Sở Tài chính (từ 01/03/2025)Sau hợp nhất", "Sở Tài chính và Vật giá (đến hết 28/02/2025)"],
        )
    ]


def test_what_only_helps_to_find_words_is_not_shown(client):
    make({"short": "KH", "long": "kế hoạch", "explains": False}, ("UBND", "Ủy ban nhân dân"))

    assert [short for short, _ in entries(shown(client))] == ["UBND"]
    assert entries(shown(client, SEARCH, q="kế hoạch")) == []


def test_each_entry_has_a_place_of_its_own_and_its_row_knows_it(client):
    make(("KT-XH", "kinh tế - xã hội"), ("TP", "thành phố"), ("Tp.", "thành phố"))

    places = shown(client).xpath("//dl/div/@id")

    assert places == ["kt-xh", "tp", "tp-2"]
    assert Abbreviation.objects.get(short="KT-XH").get_absolute_url() == "/tu-viet-tat/#kt-xh"


def test_html_of_a_note_or_a_form_is_text(client):
    make({"short": "R&D", "long": "<b>nghiên cứu</b>", "note": "<script>alert(1)</script>\nhai dòng"})

    text = client.get(PAGE).content.decode()

    assert "<script>alert(1)" not in text
    assert "R&amp;D" in text
    assert "&lt;b&gt;nghiên cứu&lt;/b&gt;" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>hai dòng" in text


def test_an_empty_glossary_says_so(client):
    page = client.get(PAGE).content.decode()

    assert "Chưa có từ viết tắt nào." in page
    assert "Theo chữ cái" not in page


@pytest.mark.parametrize("typed", ["bao hiem", "BẢO HIỂM", "bhyt", "Bhyt", "thẻ", "  y   tế "])
def test_what_is_looked_for_is_found_without_a_script_with_marks_and_without(client, typed):
    make({"short": "BHYT", "long": "bảo hiểm y tế", "note": "Trên thẻ"}, ("HP", "học phí"))

    page = shown(client, SEARCH, q=typed)

    assert [short for short, _ in entries(page)] == ["BHYT"]
    assert page.xpath("//*[@role='status']")[0].text_content().startswith("1 từ có")
    assert page.xpath("//input[@name='q']/@value") == [" ".join(typed.split())]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert not page.xpath("//link[@rel='canonical']")


@pytest.mark.parametrize("typed", ["xyzzy", "<script>", "\x00zz", "%", "'" * 500, "\u202eab"])
def test_what_is_not_there_is_said_with_a_way_on(client, typed):
    make(("BHYT", "bảo hiểm y tế"))

    answer = client.get(SEARCH, {"q": typed})

    assert answer.status_code == HTTPStatus.OK
    page = answer.content.decode()
    assert "Không có từ viết tắt nào có" in page
    assert f'href="{PAGE}">Xem tất cả' in page


def test_of_a_question_that_is_too_long_the_beginning_counts_and_it_is_said(client):
    make(("BHYT", "bảo hiểm y tế"))

    page = client.get(SEARCH, {"q": "y tế " * 30}).content.decode()

    assert "Xin bớt 49 ký tự." in page
    assert 'aria-invalid="true"' in page


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": " \u200b "}])
def test_nothing_that_is_asked_leads_to_all(client, query):
    assert client.get(SEARCH, query).headers["Location"] == PAGE


def test_machines_read_a_set_of_terms(client):
    make({"short": "BHYT", "long": "bảo hiểm y tế", "note": "Trên thẻ"})

    page = shown(client)
    (term,) = page.xpath("//*[@itemtype='https://schema.org/DefinedTermSet']//*[@itemprop='hasDefinedTerm']")

    said = {each.get("itemprop"): each.text_content() for each in term.xpath(".//*[@itemprop]")}
    assert said == {"termCode": "BHYT", "name": "bảo hiểm y tế", "description": "Trên thẻ"}
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(PAGE)


def test_it_is_in_the_sitemap_and_on_the_map_of_the_site(client):
    assert PAGE in client.get("/sitemap-trang.xml").content.decode()
    assert f'href="{PAGE}"' in client.get("/so-do-trang/").content.decode()


def test_it_costs_the_same_for_one_and_for_three_thousand(client, django_assert_num_queries):
    make(("BHYT", "bảo hiểm y tế"))
    client.get(PAGE)
    with django_assert_num_queries(2):
        client.get(PAGE)
    Abbreviation.objects.bulk_create(
        Abbreviation(short=f"V{n}", long=f"văn bản {n}", sort_key=f"{n:05}") for n in range(3_000)
    )

    with django_assert_num_queries(2):
        page = shown(client)

    assert len(entries(page)) == 3_001


def test_its_field_has_a_label_that_everybody_sees(client):
    page = shown(client)

    [field] = page.xpath("//input[@name='q'][@id='tim-tu']")
    assert field.get("aria-label") is None
    assert page.xpath("string(//label[@for='tim-tu'])") == "Chữ viết tắt hoặc chữ viết đầy đủ"


@pytest.mark.parametrize(
    ("fields", "leads"),
    [
        ({"body": "<p>Nộp cho UBND xã.</p>"}, True),
        ({"title": "UBND xã họp", "body": "<p>Xong.</p>"}, True),
        ({"body": "<p>Nộp cho BTV.</p>"}, False),
        ({"body": "<p>Nộp cho xã.</p>"}, False),
    ],
)
def test_the_foot_of_an_article_leads_to_it_where_something_is_explained(client, fields, leads):
    make(("UBND", "Ủy ban nhân dân"), {"short": "BTV", "long": "ban thường vụ", "explains": False})
    article = make_article(**fields)

    page = shown(client, article.get_absolute_url())

    assert bool(page.xpath(f"//div[contains(@class, 'article-body')]//a[@href='{PAGE}']")) is leads
