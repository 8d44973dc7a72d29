"""Editors keep the glossary: one row, many by a paste, and where one stands."""

from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from lxml import html

from articles import glossary, pasted_abbreviations
from articles.models import Abbreviation
from cchc_portal.serving import content_version
from revisions.bin.binning import bring_back, put
from revisions.models import SavedRow
from revisions.restoring import NotRestored
from revisions.saving import saved_by
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_glossary, make_user

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_abbreviation_changelist")
ADD = reverse("admin:articles_abbreviation_add")
PASTE = reverse("admin:articles_abbreviation_paste")
FORM = {"short": "BHYT", "long": "bảo hiểm y tế", "explains": "on", "since": "", "until": "", "note": ""}


@pytest.fixture
def editor(client):
    client.force_login(make_user(EDITOR))
    return client


def kept():
    return [(row.short, row.long) for row in Abbreviation.objects.order_by("sort_key")]


def sentences_in(answer):
    page = html.fromstring(answer.content.decode())
    return [" ".join(found.text_content().split()) for found in page.xpath("//*[@role='alert']//li")]


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_link_to_the_form_of_a_new_one_fills_in_what_it_is_about(editor):
    page = html.fromstring(editor.get(ADD, {"short": "BHYT"}).content.decode())

    assert page.xpath("//input[@name='short']/@value") == ["BHYT"]


def test_what_is_saved_is_kept_and_explained_at_once(editor):
    article = make_article(body="<p>Thẻ BHYT</p>")
    before = editor.get(article.get_absolute_url()).content.decode()

    editor.post(ADD, FORM)
    after = editor.get(article.get_absolute_url()).content.decode()

    assert 'title="bảo hiểm y tế"' not in before
    assert 'title="bảo hiểm y tế"' in after
    row = Abbreviation.objects.get()
    assert [saved.kind for saved in SavedRow.objects.of(row)] == ["created"]


def test_dates_are_typed_as_people_write_them(editor):
    editor.post(ADD, FORM | {"since": "01/03/2025", "until": "31/12/2025"})

    row = Abbreviation.objects.get()
    assert row.days_in_words == " (từ 01/03/2025 đến hết 31/12/2025)"
    assert "Từ 01/03/2025 đến hết 31/12/2025" in editor.get(LIST).content.decode()


def test_a_second_reading_of_the_same_days_is_refused_and_what_was_typed_stays(editor):
    make_glossary(("BHYT", "bảo hiểm y tế"))

    answer = editor.post(ADD, FORM | {"long": "bảo hiểm toàn dân"})

    page = answer.content.decode()
    assert "“BHYT: bảo hiểm y tế” đang giải thích chữ này cho bạn đọc." in page
    assert 'value="bảo hiểm toàn dân"' in page
    assert kept() == [("BHYT", "bảo hiểm y tế")]


def test_the_same_form_sent_twice_makes_one_row_and_a_sentence(editor):
    editor.post(ADD, FORM)
    again = editor.post(ADD, FORM)

    assert "Đã có “BHYT: bảo hiểm y tế”. Hãy sửa mục ấy." in again.content.decode()
    assert len(kept()) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_the_second_reads_a_sentence(editor, monkeypatch):
    """The lock makes the second wait; where it could not, the constraint refuses and the form is read again."""
    make_glossary(("BHYT", "bảo hiểm y tế"))
    checked = Abbreviation.check_beside
    seen = []

    def late(row, others):
        if seen:
            checked(row, others)
        seen.append(row)

    monkeypatch.setattr(Abbreviation, "check_beside", late)
    monkeypatch.setattr(Abbreviation, "validate_constraints", lambda row, exclude=None: None)
    answer = editor.post(ADD, FORM)

    assert answer.status_code == HTTPStatus.OK
    assert "Đã có “BHYT: bảo hiểm y tế”." in answer.content.decode()


@pytest.mark.parametrize("typed", ["bhyt", "bao hiem", "Y TẾ", "thẻ"])
def test_the_list_finds_with_and_without_marks_and_in_notes(editor, typed):
    make_glossary({"short": "BHYT", "long": "bảo hiểm y tế", "note": "In trên thẻ"}, ("HP", "học phí"))

    page = editor.get(LIST, {"q": typed}).content.decode()

    assert "bảo hiểm y tế" in page
    assert "học phí" not in page


def test_the_list_tells_what_is_in_force(editor):
    make_glossary(
        {"short": "STC", "long": "sở cũ", "until": "2025-02-28"},
        {"short": "STC", "long": "sở mới", "since": "2025-03-01"},
        {"short": "XYZ", "long": "sở sau", "since": "2099-03-01"},
    )

    shown = {name: editor.get(LIST, {"dung": name}).content.decode() for name in ("nay", "cu", "sap", "lạ")}

    assert [long in shown["nay"] for long in ("sở cũ", "sở mới", "sở sau")] == [False, True, False]
    assert [long in shown["cu"] for long in ("sở cũ", "sở mới", "sở sau")] == [True, False, False]
    assert [long in shown["sap"] for long in ("sở cũ", "sở mới", "sở sau")] == [False, False, True]


def test_the_list_says_that_old_articles_wait_only_while_they_do(editor):
    assert "Các bài cũ đang được lập lại" not in editor.get(LIST).content.decode()

    make_glossary(("BHYT", "bảo hiểm y tế"))

    assert "Các bài cũ đang được lập lại" in editor.get(LIST).content.decode()


def test_html_in_a_note_is_text(editor):
    editor.post(ADD, FORM | {"note": "<script>alert(1)</script> & <b>"})

    page = editor.get(
        reverse("admin:articles_abbreviation_change", args=[Abbreviation.objects.get().pk])
    ).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


@pytest.mark.django_db(transaction=True)
def test_kept_pages_hear_of_each_change(editor):
    stamps = [content_version.watch(0).get().stamp]

    def change(address, **fields):
        editor.post(address, fields)
        stamps.append(content_version.watch(0).get().stamp)

    change(ADD, **FORM)
    row = Abbreviation.objects.get()
    change(reverse("admin:articles_abbreviation_change", args=[row.pk]), **FORM | {"long": "bảo hiểm"})
    change(PASTE, lines="HP: học phí")
    change(reverse("admin:articles_abbreviation_delete", args=[row.pk]), post="yes")

    assert kept() == [("HP", "học phí")]
    assert len(set(stamps)) == 5


# The bin


def test_a_deleted_one_explains_nothing_and_comes_back_unless_another_has_its_days():
    editor = make_user(EDITOR)
    (row,) = make_glossary(("BHYT", "bảo hiểm y tế"))
    with saved_by(editor):
        entry = put(row, editor)
    assert glossary.of_this_moment().readings == ()

    other = Abbreviation.objects.create(short="BHYT", long="bảo hiểm toàn dân")
    with pytest.raises(NotRestored) as refused, saved_by(editor):
        bring_back(entry, editor)
    assert "“BHYT: bảo hiểm toàn dân” đang giải thích chữ này cho bạn đọc." in str(refused.value.args)

    other.delete()
    with saved_by(editor):
        bring_back(entry, editor)
    assert kept() == [("BHYT", "bảo hiểm y tế")]


# Many at once

LINES = """
CCHC: cải cách hành chính
- TTHC = thủ tục hành chính.
• KT-XH – kinh tế - xã hội
Tp.\tthành phố\tviết trước tên
HP - học phí | của trường công; không thu ở tiểu học
  CBCCVC : cán bộ, công chức, viên chức

Q.1; Quận 1
"""


def test_a_list_is_taken_however_its_two_halves_are_divided(editor):
    answer = editor.post(PASTE, {"lines": LINES, "explains": "on"})

    assert answer.headers["Location"] == LIST
    assert told(answer) == ["Đã thêm 7 từ viết tắt."]
    assert dict(kept()) == {
        "CCHC": "cải cách hành chính",
        "TTHC": "thủ tục hành chính",
        "KT-XH": "kinh tế - xã hội",
        "Tp.": "thành phố",
        "HP": "học phí",
        "CBCCVC": "cán bộ, công chức, viên chức",
        "Q.1": "Quận 1",
    }
    notes = dict(Abbreviation.objects.exclude(note="").values_list("short", "note"))
    assert notes == {"Tp.": "viết trước tên", "HP": "của trường công; không thu ở tiểu học"}
    assert {SavedRow.objects.of(row).count() for row in Abbreviation.objects.all()} == {1}


def test_a_paste_twice_adds_nothing_twice(editor):
    editor.post(PASTE, {"lines": LINES, "explains": "on"})
    again = editor.post(PASTE, {"lines": LINES + "GCN: giấy chứng nhận\nGCN: Giấy chứng nhận", "explains": "on"})

    assert told(again)[-2:] == [
        "Đã thêm 1 từ viết tắt.",
        "Đã có sẵn nên không thêm: CCHC, TTHC, KT-XH, Tp., HP, CBCCVC, Q.1, GCN.",
    ]
    assert len(kept()) == 8


def test_a_paste_may_only_help_to_find_words(editor):
    editor.post(PASTE, {"lines": "KH: kế hoạch\nKH: khách hàng"})

    assert set(Abbreviation.objects.values_list("long", "explains")) == {("kế hoạch", False), ("khách hàng", False)}


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("TTHC thủ tục", "Dòng 1 (“TTHC thủ tục”): chưa thấy dấu ngăn"),
        ("<b>: đậm", "Dòng 1 (“<b>: đậm”): Chữ viết tắt bắt đầu bằng chữ cái"),
        ("CCHC:", "Dòng 1"),
        (": cải cách", "Dòng 1"),
        ("A" * 30 + ": dài quá", "Dòng 1"),
        ("A: " + "dài " * 100, "Dòng 1"),
        ("A: a", "Dòng 1 (“A: a”): Chữ viết đầy đủ trùng với chữ viết tắt."),
        ("\n".join(f"A{n}: chữ {n}" for n in range(301)), "Có 301 dòng, mỗi lần tối đa 300 dòng."),
        ("", "Chưa có dòng nào."),
        ("\n \u200b \n", "Chưa có dòng nào."),
    ],
)
def test_a_list_of_wrong_lines_adds_nothing_says_why_and_keeps_what_was_pasted(editor, lines, sentence):
    answer = editor.post(PASTE, {"lines": lines, "explains": "on"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert any(said.startswith(sentence) for said in sentences_in(answer)), sentences_in(answer)
    assert kept() == []
    page = html.fromstring(answer.content.decode())
    assert page.xpath("//textarea[@name='lines']")[0].text_content().strip() == lines.strip()


@pytest.mark.parametrize(
    ("lines", "sentence", "added", "left"),
    [
        ("CCHC: cải cách\nTTHC thủ tục", "Dòng 2 (“TTHC thủ tục”): chưa thấy dấu ngăn", ["CCHC"], "TTHC thủ tục"),
        ("A: một\nA: hai", "Dòng 2 (“A: hai”): “A: một” đang giải thích chữ này", ["A"], "A: hai"),
        ("<b>: đậm\nB: bê\n\nC xê\nD: dê", "Dòng 4 (“C xê”): chưa thấy dấu ngăn", ["B", "D"], "<b>: đậm\nC xê"),
    ],
)
def test_good_lines_are_added_and_the_others_stay_in_the_field(editor, lines, sentence, added, left):
    answer = editor.post(PASTE, {"lines": lines, "explains": "on"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert any(said.startswith(sentence) for said in sentences_in(answer)), sentences_in(answer)
    assert [short for short, _ in kept()] == added
    page = html.fromstring(answer.content.decode())
    assert page.xpath("//textarea[@name='lines']")[0].text_content().strip() == left
    assert page.xpath("//input[@name='explains']/@checked")
    assert f"Đã thêm {len(added)} từ viết tắt." in " ".join(page.text_content().split())


def test_of_many_wrong_lines_the_first_are_named(editor):
    answer = editor.post(PASTE, {"lines": "\n".join(["TTHC thủ tục"] * 100)})

    said = sentences_in(answer)
    assert len(said) == pasted_abbreviations.MAX_SAID + 1
    assert said[-1] == "… và 80 dòng khác."


def test_three_hundred_lines_are_taken_at_once(editor):
    editor.post(PASTE, {"lines": "\n".join(f"A{n}: chữ {n}" for n in range(300)), "explains": "on"})

    assert len(kept()) == 300


@pytest.mark.parametrize("role", [WRITER, MODERATOR, None])
def test_only_editors_paste(client, role):
    client.force_login(make_user(role))

    answer = client.post(PASTE, {"lines": "A: một"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert kept() == []


def test_writers_see_the_list_without_the_way_to_paste(client):
    make_glossary(("BHYT", "bảo hiểm y tế"))
    client.force_login(make_user(WRITER))

    page = client.get(LIST).content.decode()

    assert "bảo hiểm y tế" in page
    assert PASTE not in page


def test_a_paste_takes_no_other_method(editor):
    assert editor.put(PASTE).status_code == HTTPStatus.METHOD_NOT_ALLOWED


# Where it stands


def test_the_page_of_uses_names_the_newest_articles_with_either_form(editor):
    (row,) = make_glossary(("BHYT", "bảo hiểm y tế"))
    make_article(title="Thẻ BHYT mới")
    make_article(title="Đóng bảo hiểm y tế")
    make_article(title="Học phí")

    page = editor.get(reverse("admin:articles_abbreviation_uses", args=[row.pk])).content.decode()

    assert "2 bài có “BHYT”" in page
    assert page.index("Đóng bảo hiểm y tế") < page.index("Thẻ BHYT mới")
    assert "Học phí" not in page


def test_uses_of_one_that_nobody_uses_and_of_one_that_is_gone(editor):
    (row,) = make_glossary(("BHYT", "bảo hiểm y tế"))

    assert "Chưa có bài nào" in editor.get(reverse("admin:articles_abbreviation_uses", args=[row.pk])).content.decode()
    assert editor.get(reverse("admin:articles_abbreviation_uses", args=[row.pk + 1])).status_code == HTTPStatus.FOUND


def test_uses_cost_the_same_for_few_and_for_many(editor, django_assert_max_num_queries):
    (row,) = make_glossary(("BHYT", "bảo hiểm y tế"))
    for number in range(40):
        make_article(title=f"Thẻ BHYT số {number}")

    with django_assert_max_num_queries(14):
        editor.get(reverse("admin:articles_abbreviation_uses", args=[row.pk]))
