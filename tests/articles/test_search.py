"""What readers find, and in which order."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.forms import SearchForm
from articles.models import Article
from articles.search import query as search_module
from articles.search.query import BEST, NEWEST, narrow, search
from tests.factories import make_article, make_category, make_glossary, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def abbreviations():
    return make_glossary()


def write(title, **fields):
    """An article with no other words than those given."""
    return make_article(**{"title": title, "summary": "", "body": "", "byline": "", **fields})


def search_published(text, *, articles=None, **options):
    """The Results of a search among `articles`, or all that readers see."""
    return search(Article.objects.published() if articles is None else articles, text, **options)


def found(text, **options):
    """Titles of what a search finds, in order."""
    results = search_published(text, **options)
    return [article.title for article in results.articles(results.pks)]


# Marks


def test_a_word_with_its_marks_is_found_before_the_same_letters_with_other_marks():
    write("Ông Dương nhận giấy khen", body="<p>Dương, Dương, Dương.</p>")
    write("Sửa đường về bản", published_at=timezone.now() - timedelta(days=9))

    assert found("đường") == ["Sửa đường về bản", "Ông Dương nhận giấy khen"]


def test_words_without_marks_find_every_marking():
    write("Nộp hồ sơ tại nhà")
    write("Nộp hộ so với nộp thay")

    assert set(found("ho so")) == {"Nộp hồ sơ tại nhà", "Nộp hộ so với nộp thay"}


def test_a_word_typed_with_marks_is_found_where_the_article_has_none():
    write("Ban tin Tan Phong")

    assert found("bản tin Tân Phong") == ["Ban tin Tan Phong"]


@pytest.mark.parametrize("typed", ["Ủy ban", "Uỷ ban", "ỦY BAN", "uỷ ban"])
def test_both_tone_placements_find_both(typed):
    write("Ủy ban họp phiên cuối năm")
    write("Uỷ ban trả lời cử tri", published_at=timezone.now() - timedelta(days=1))

    assert found(typed) == ["Ủy ban họp phiên cuối năm", "Uỷ ban trả lời cử tri"]


def test_decomposed_letters_of_a_mac_find_the_same():
    write("Cải cách thủ tục đất đai")

    decomposed = "Ca\u0309i ca\u0301ch đa\u0302\u0301t"

    assert found(decomposed) == ["Cải cách thủ tục đất đai"]


# Order


def test_the_title_counts_more_than_the_body():
    write("Một cửa sáng thứ Bảy", published_at=timezone.now() - timedelta(days=300))
    write("Chuyện ở xã", body="<p>Một cửa. Một cửa. Một cửa một cửa một cửa.</p>")

    assert found("một cửa") == ["Một cửa sáng thứ Bảy", "Chuyện ở xã"]


def test_words_that_stand_together_count_more_than_words_apart():
    filler = " rồi sau đó" * 30
    write("Rời nhau", body=f"<p>Một người{filler} ra cửa.</p>")
    write("Liền nhau", body="<p>Đến một cửa.</p>", published_at=timezone.now() - timedelta(days=300))

    assert found("một cửa") == ["Liền nhau", "Rời nhau"]


def test_all_words_must_be_there():
    write("Cấp đổi giấy chứng nhận")

    assert found("cấp đổi hộ chiếu") == []


def test_the_newest_come_first_when_asked_so():
    write("Một cửa", published_at=timezone.now() - timedelta(days=2))
    write("Chuyện ở xã", body="<p>Đến một cửa.</p>")

    assert found("một cửa", sort=NEWEST) == ["Chuyện ở xã", "Một cửa"]


# Numbers of documents, abbreviations


@pytest.mark.parametrize(
    "typed", ["18-NQ/TU", "18-nq/tu", "18 - NQ/TU", "18 – NQ / TU", "18nqtu", "18NQTU", "18-NQ", "18-NQ/TƯ", "nq 18"]
)
def test_a_document_is_found_however_its_number_is_typed(typed):
    write("Sơ kết một năm", body="<p>Thực hiện Nghị quyết 18-NQ/TU và 18-NQ/TW.</p>")
    write("Bài khác", body="<p>Thực hiện Nghị quyết 17-NQ/TU, Kế hoạch 118/KH-UBND.</p>")

    assert found(typed) == ["Sơ kết một năm"]


@pytest.mark.parametrize("typed", ["42/2022/NĐ-CP", "42/2022/nd-cp", "42/nđ-cp", "422022nđcp", "42/2022"])
def test_a_decree_is_found_with_and_without_its_year(typed):
    write("Nghị định mới", body="<p>Theo Nghị định 42/2022/NĐ-CP của Chính phủ.</p>")

    assert found(typed) == ["Nghị định mới"]


@pytest.mark.parametrize("typed", ["CCHC", "cchc", "cải cách hành chính", "cai cach hanh chinh"])
def test_an_abbreviation_and_its_words_find_each_other(typed):
    write("Chỉ số CCHC của xã")
    write("Chín tháng cải cách hành chính", published_at=timezone.now() - timedelta(days=1))

    assert set(found(typed)) == {"Chỉ số CCHC của xã", "Chín tháng cải cách hành chính"}


def test_an_abbreviation_does_not_find_its_words_apart():
    write("Cách tính học phí", body="<p>Việc cải chính do hành khách đề nghị.</p>")

    assert found("CCHC") == []


def test_the_other_form_is_named_to_the_reader():
    assert search_published("chỉ số CCHC").also == ["cải cách hành chính"]
    assert search_published("cải cách hành chính").also == ["CCHC"]
    assert search_published("nước sạch").also == []


# Who may be found


def test_only_what_readers_may_see_is_found():
    now = timezone.now()
    write("Một cửa, bản nháp", status=Article.Status.DRAFT)
    write("Một cửa, hẹn giờ", published_at=now + timedelta(hours=1))
    write("Một cửa, hết hạn", published_at=now - timedelta(days=3), expires_at=now - timedelta(days=1))
    write("Một cửa, đã gỡ", status=Article.Status.WITHDRAWN)

    assert found("một cửa") == []
    assert SearchForm({"q": "một cửa"}).results().pks == []


def test_a_change_is_found_at_once_and_the_old_words_no_more():
    article = write("Lịch tiếp dân")

    article.title = "Lịch tiếp công dân tháng Tư"
    article.save()

    assert found("tháng Tư") == ["Lịch tiếp công dân tháng Tư"]


def test_the_body_is_found_without_its_tags():
    write("Có bảng", body="<table><tbody><tr><td>xăng-ti-mét</td></tr></tbody></table>")

    assert found("xăng ti mét") == ["Có bảng"]
    assert found("tbody") == []


def test_the_admin_finds_drafts_with_and_without_marks():
    write("Một cửa, bản nháp", status=Article.Status.DRAFT)

    assert [article.title for article in narrow(Article.objects.all(), "mot cua")] == ["Một cửa, bản nháp"]
    assert not narrow(Article.objects.all(), "…").exists()


# Whatever people type


@pytest.mark.parametrize(
    "typed",
    [
        "'", '"', "''; DROP TABLE articles_article; --", "\\", "\\'", "a & b | !c", "<->", "một:* & cửa", "(((", "%",
        "100%", "một'cửa", "<script>alert(1)</script>", "\x00một\x00", "\u202emột", "😀", "𝕳𝖔̂̀ 𝖘𝖔̛", "\ud800", "^một",
        "'^một' & 'cửa'", "ʰ", "một" * 300, "một " * 300, "'" * 1000, "1" * 5000, "18-NQ/" * 40, "…", "   ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("sort", [BEST, NEWEST])
def test_no_input_is_an_error(typed, sort):
    make_article()

    search_published(typed, sort=sort)
    list(narrow(Article.objects.all(), typed))


@pytest.mark.parametrize("typed", ["", "  ", "…", "!?", "-", "\x00", "'"])
def test_nothing_but_signs_finds_nothing_and_asks_nothing(typed, django_assert_num_queries):
    with django_assert_num_queries(0):
        results = search_published(typed)

    assert results.pks == []
    assert not results.is_capped


def test_of_a_very_long_question_the_beginning_counts():
    write("Một cửa sáng thứ Bảy")

    assert found("một cửa sáng thứ Bảy " * 100) == ["Một cửa sáng thứ Bảy"]


def test_quotes_are_no_obstacle():
    write("Tổ dân phố ký cam kết “ba không phiền hà”")

    assert found('"ba không phiền hà"') == ["Tổ dân phố ký cam kết “ba không phiền hà”"]


# Frequent and rare words take different ways through the index


@pytest.fixture(params=[-1_000_000, 1_000_000], ids=["as if frequent", "as if rare"])
def whatever_way(request, monkeypatch):
    monkeypatch.setattr(search_module, "COST_OF_READING", request.param)


@pytest.mark.usefixtures("whatever_way")
def test_both_ways_find_the_same():
    write("Ở xã", body="<p>Đến một cửa nộp đơn.</p>")
    write("Một cửa", published_at=timezone.now() - timedelta(days=5))
    write("Xa nhau", body="<p>Một người đứng ở ngoài cửa.</p>")
    write("Khác", body="<p>Đến quầy.</p>")

    assert found("một cửa") == ["Một cửa", "Ở xã", "Xa nhau"]
    assert found("một cửa", sort=NEWEST) == ["Xa nhau", "Ở xã", "Một cửa"]
    assert found("mot cua đơn") == ["Ở xã"]


@pytest.mark.usefixtures("whatever_way")
def test_of_too_many_matches_those_in_the_title_and_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(search_module, "RANKED", 4)
    for day in range(1, 7):
        write(f"Tin {day}", body="<p>một cửa</p>", published_at=timezone.now() - timedelta(days=day))
    write("Một cửa", published_at=timezone.now() - timedelta(days=300))

    results = search_published("một cửa")

    assert results.is_capped
    assert found("một cửa") == ["Một cửa", "Tin 1", "Tin 2", "Tin 3"]
    assert found("một cửa", sort=NEWEST) == ["Tin 1", "Tin 2", "Tin 3", "Tin 4"]


@pytest.mark.usefixtures("whatever_way")
def test_nothing_is_found_twice():
    for number in range(5):
        write(f"Một cửa {number}", body="<p>Một cửa, mot cua, Mốt cứa.</p>")

    pks = search_published("một cửa").pks

    assert len(pks) == len(set(pks)) == 5


@pytest.mark.usefixtures("whatever_way")
def test_a_choice_of_articles_narrows_the_search():
    land, civil = make_category("Đất đai"), make_category("Hộ tịch")
    below = make_category("Đo đạc", parent=land)
    earlier = timezone.now() - timedelta(days=2)  # the others are of an hour ago, which may be yesterday
    write("Một cửa đất đai", category=land, published_at=earlier)
    write("Một cửa đo đạc", category=below)
    write("Một cửa hộ tịch", category=civil, byline="Quang Hậu")

    published = Article.objects.published()

    assert set(found("một cửa", articles=published.in_category(land))) == {"Một cửa đất đai", "Một cửa đo đạc"}
    assert found("một cửa", articles=published.by_author_named("quang hau")) == ["Một cửa hộ tịch"]
    day = timezone.localdate(earlier)
    assert found("một cửa", articles=published.published_between(day, day)) == ["Một cửa đất đai"]


# Price


@pytest.mark.parametrize(("typed", "price"), [("một cửa", 2), ("mot cua", 1), ("18-NQ/TU", 1)])
def test_a_search_costs_two_queries_at_most(typed, price, django_assert_num_queries):
    write("Một cửa")

    with django_assert_num_queries(price):
        search_published(typed)


def test_the_results_page_asks_four_questions_more_than_the_empty_one(client, django_assert_max_num_queries):
    write("Một cửa")
    address = reverse("articles:search")
    with django_assert_max_num_queries(50) as empty:
        client.get(address)

    with django_assert_max_num_queries(len(empty) + 4):
        page = client.get(address, {"q": "một cửa"}).content.decode()

    assert "<mark>Một cửa</mark>" in page


def test_the_page_counts_results_by_top_category(client):
    land = make_category("Đất đai", slug="dat-dai")
    below = make_category("Đo đạc", parent=land)
    write("Một cửa đất đai", category=land)
    write("Một cửa đo đạc", category=below)

    assert search_published("một cửa").per_category() == {land.pk: 2}


def test_an_abbreviation_marks_its_words_only_in_a_row(client):
    write("Cải cách hành chính", body="<p>Chính nơi ấy, hành trình cải cách hành chính bắt đầu.</p>")

    page = client.get(reverse("articles:search"), {"q": "CCHC"}).content.decode()

    assert "Chính nơi ấy, hành trình <mark>cải cách hành chính</mark>" in page


def test_the_words_of_every_article_can_be_computed_anew():
    article = write("Lịch tiếp công dân", body="<p>Thứ Hai, cải cách hành chính.</p>")
    Article.objects.update(search_exact=None, search_folded=None)
    assert found("lịch") == []

    call_command("rebuild_search", stdout=StringIO())

    assert found("lịch") == found("cchc") == ["Lịch tiếp công dân"]
    assert Article.objects.get().saved_at == article.saved_at


@pytest.mark.parametrize(
    ("query", "is_advised"),
    [({}, False), ({"tac_gia": "nhung"}, True), ({"tu": "1/1/2026"}, True), ({"sap_xep": "x"}, False)],
)
def test_who_has_no_filter_is_not_advised_to_take_some_away(client, query, is_advised):
    make_site()

    page = client.get("/tim-kiem/", {"q": "xyzzy", **query}).content.decode()

    assert "Thử ít từ hơn" in page
    assert ("Bỏ bớt bộ lọc" in page) == is_advised
