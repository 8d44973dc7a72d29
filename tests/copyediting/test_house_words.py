"""The house dictionary: who teaches it, what counts for whom, how a word is taken back."""

import json
from http import HTTPStatus

import pytest
from django.urls import reverse

from copyediting import house_words
from copyediting.house_words import words_for
from copyediting.models import HouseWord, OwnWord
from copyediting.words import NotAWord, is_everyday, read_word
from revisions.models import BinEntry
from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_user
from tests.forms import send

pytestmark = pytest.mark.django_db

LIST = "admin:copyediting_houseword_changelist"
MANY = "admin:copyediting_houseword_many"


@pytest.fixture
def writer():
    return make_user(WRITER)


@pytest.fixture
def editor():
    return make_user(EDITOR)


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    """What is committed at the end of a test is known at once."""
    monkeypatch.setattr(house_words._in_use, "_seconds", lambda value, took: 0.0)


def never_again(client, user, word, **more):
    client.force_login(user)
    return client.post(reverse("copyediting:word"), json.dumps({"word": word} | more), "application/json")


def act(client, user, action, *words):
    client.force_login(user)
    chosen = [HouseWord.objects.called(word).pk for word in words]
    return client.post(reverse(LIST), {"action": action, "_selected_action": chosen}, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_word_of_an_editor_counts_for_everybody(client, editor, writer):
    answer = never_again(client, editor, "vắc xin")

    assert answer.json()["scope"] == "house"
    assert "vắc xin" in words_for(writer).words
    assert HouseWord.objects.get().added_by == editor


def test_a_word_of_a_writer_counts_for_them_until_an_editor_accepts_it(client, editor, writer):
    answer = never_again(client, writer, "vắc xin")

    assert answer.json()["scope"] == "own"
    assert "vắc xin" in words_for(writer).words
    assert "vắc xin" not in words_for(editor).words

    act(client, editor, "accept_many", "vắc xin")

    assert "vắc xin" in words_for(make_user(WRITER)).words
    assert not OwnWord.objects.exists()


def test_a_refused_word_counts_for_nobody_and_is_proposed_no_more(client, editor, writer):
    never_again(client, writer, "tích kê")
    act(client, editor, "refuse_many", "tích kê")

    again = never_again(client, writer, "Tích kê")

    assert "tích kê" not in words_for(writer).words
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Biên tập viên đã không nhận “tích kê”" in again.json()["error"]["message"]


def test_two_writers_propose_one_word_and_each_takes_back_their_own(client, writer):
    other = make_user(WRITER)
    never_again(client, writer, "sốc nhiệt")
    never_again(client, other, "sốc nhiệt")

    taken = never_again(client, writer, "sốc nhiệt", take_back=True)

    assert "lại được soát trong bài của bạn" in taken.json()["says"]
    assert "sốc nhiệt" not in words_for(writer).words
    assert "sốc nhiệt" in words_for(other).words
    never_again(client, other, "sốc nhiệt", take_back=True)
    assert not HouseWord.objects.exists()
    assert BinEntry.objects.get().name == "sốc nhiệt"


def test_a_writer_takes_no_word_of_the_house_back(client, editor, writer):
    never_again(client, editor, "vắc xin")

    answer = never_again(client, writer, "vắc xin", take_back=True)

    assert answer.json()["says"] == "Từ này không có trong từ điển, nên vẫn được soát như trước."
    assert HouseWord.objects.exists()


def test_a_word_that_an_editor_takes_back_lies_in_the_bin_and_comes_back(client, editor, writer):
    never_again(client, editor, "vắc xin")
    never_again(client, editor, "vắc xin", take_back=True)
    assert "vắc xin" not in words_for(writer).words

    client.post(reverse("bin:entry", args=[BinEntry.objects.get().pk]))

    assert "vắc xin" in words_for(writer).words


def test_a_word_that_is_there_again_does_not_come_back_a_second_time(client, editor):
    never_again(client, editor, "vắc xin")
    never_again(client, editor, "vắc xin", take_back=True)
    never_again(client, editor, "Vắc xin")

    client.post(reverse("bin:entry", args=[BinEntry.objects.get().pk]))

    assert HouseWord.objects.count() == 1


@pytest.mark.parametrize("spelled", ["hoà giải viên", "Hòa giải viên", "hòa  giải viên".replace("ò", "o\u0300")])
def test_one_word_stands_once_however_it_is_spelled(client, editor, spelled):
    never_again(client, editor, "hòa giải viên")
    answer = never_again(client, editor, spelled)

    assert answer.json()["says"] == "Từ điển của tòa soạn đã có “hòa giải viên”."
    assert HouseWord.objects.count() == 1


def test_names_are_known_as_they_are_written(client, editor):
    never_again(client, editor, "Bến Lam", kind="place")
    never_again(client, editor, "Krông Năng")

    words = words_for(editor)
    assert words.names == {"Bến Lam", "Krông Năng"}
    assert [word.kind for word in HouseWord.objects.order_by("pk")] == ["place", "name"]


@pytest.mark.parametrize("role", [MODERATOR, WEBMASTER])
def test_whoever_writes_texts_of_another_kind_proposes_words_too(client, role):
    assert never_again(client, make_user(role), "vắc xin").json()["scope"] == "own"


def test_whoever_writes_nothing_teaches_nothing(client):
    assert never_again(client, make_user(), "vắc xin").status_code == HTTPStatus.FORBIDDEN
    client.logout()
    assert client.post(reverse("copyediting:word"), "{}", "application/json").status_code == HTTPStatus.UNAUTHORIZED
    assert not HouseWord.objects.exists()


ODD = ["\ud800", "\udc00\ud800", "a\0b", "\0", "", " ", "x" * 5_000, "\u0301", "a" * 70 + "\u200d" * 70, "<b>"]


@pytest.mark.parametrize("word", ODD)
@pytest.mark.parametrize(
    "more", [{}, {"kind": "\ud800"}, {"kind": ["\0"]}, {"take_back": True}, {"take_back": "\ud800"}]
)
def test_any_word_is_answered_with_a_sentence(client, editor, word, more):
    answer = never_again(client, editor, word, **more)

    assert answer.status_code in {HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY}
    said = answer.json()["says"] if answer.status_code == HTTPStatus.OK else answer.json()["error"]["message"]
    assert "từ" in said.lower()


def test_a_word_is_taken_back_however_it_is_spelled(client, editor):
    never_again(client, editor, "vắc xin")

    answer = never_again(client, editor, " V\u0103\u0301c\u200b xin, ", take_back=True)

    assert "khỏi từ điển" in answer.json()["says"]
    assert not HouseWord.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"word": None}, {"word": ["a"]}])
def test_what_no_page_sends_is_refused(client, editor, sent):
    client.force_login(editor)

    answer = client.post(reverse("copyediting:word"), json.dumps(sent), "application/json")

    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", "Chưa có từ nào"),
        ("\u200b", "Chưa có từ nào"),
        ("123", "không có chữ cái nào"),
        ("=1+1", "không có chữ cái nào"),
        ("<b>", "chỉ dùng chữ"),
        ("một hai ba bốn năm sáu bảy tám chín", "không giữ cả câu"),
        ("ấ" * 81, "Xin bớt 1 ký tự"),
    ],
)
def test_what_is_no_word_is_refused_with_a_sentence(client, editor, typed, part):
    answer = never_again(client, editor, typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert part in answer.json()["error"]["message"]
    assert not HouseWord.objects.exists()


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("  vắc   xin ", "vắc xin"),
        ("vắc xin.", "vắc xin"),
        ("COVID-19", "COVID-19"),
        ("H’Mông", "H’Mông"),
        ("UBND P. 3", "UBND P. 3"),
        ("T&T", "T&T"),
        ("vă\u0301c xin", "vắc xin"),
    ],
)
def test_words_and_names_of_all_kinds_are_taken(typed, word):
    assert read_word(typed) == word


@pytest.mark.parametrize("word", ["và", "của", "thủ tục", "Hành chính".lower()])
def test_an_everyday_word_is_not_learned_from_a_text_but_an_editor_may_add_it(client, editor, word):
    answer = never_again(client, editor, word)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "là chữ thường dùng" in answer.json()["error"]["message"]

    added = client.post(reverse(MANY), {"words": word, "kind": "word"}, follow=True)

    assert any(f"“{word}” là chữ thường dùng" in sentence for sentence in said(added))
    assert HouseWord.objects.called(word)


@pytest.mark.parametrize("word", ["vắc xin", "sốc", "tích kê", "Và", "Hành Chính"])
def test_rare_words_and_names_are_no_everyday_words(word):
    assert not is_everyday(word)


def test_a_word_is_not_as_long_as_a_text():
    with pytest.raises(NotAWord):
        read_word("a" * 100_000)


# The admin ------------------------------------------------------------------------------------------------------


def test_many_words_come_in_by_a_line_each_and_what_is_none_stays_in_the_field(client, editor):
    client.force_login(editor)
    HouseWord.objects.create(text="vắc xin")
    lines = "tích kê\nVắc xin\n\n<script>\nBến Lam;Địa danh;phà cũ\nTích kê"

    answer = client.post(reverse(MANY), {"words": lines, "kind": "word"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["typed"] == "<script>"
    assert said(answer) == ["Đã thêm 2 từ.", "Từ điển đã có: “vắc xin”, “tích kê”."]
    place = HouseWord.objects.called("Bến Lam")
    assert (place.kind, place.note, place.added_by) == ("place", "phà cũ", editor)


def test_the_file_of_the_list_can_be_pasted_back(client, editor):
    client.force_login(editor)
    HouseWord.objects.create(text="Bến Lam", kind="place", note="phà; cũ")
    HouseWord.objects.create(text="tích kê")
    HouseWord.objects.create(text="lạ", standing="refused")
    file = client.get(reverse("admin:copyediting_houseword_file")).content.decode()
    before = set(HouseWord.objects.in_use().values_list("text", "kind"))
    HouseWord.objects.all().delete()

    client.post(reverse(MANY), {"words": file, "kind": "person"})

    assert set(HouseWord.objects.values_list("text", "kind")) == before


@pytest.mark.parametrize(
    ("lines", "part"), [("", "Chưa có từ nào"), ("\n".join(f"từ {n}" for n in range(501)), "ở đây có 501 dòng")]
)
def test_nothing_and_too_much_are_refused_with_the_text_kept(client, editor, lines, part):
    client.force_login(editor)

    answer = client.post(reverse(MANY), {"words": lines})

    assert part in answer.context["refusal"]
    assert answer.context["typed"] == lines
    assert not HouseWord.objects.exists()


@pytest.mark.parametrize("role", [WRITER, MODERATOR, WEBMASTER, None])
def test_only_editors_add_many(client, role):
    client.force_login(make_user(role))

    assert client.post(reverse(MANY), {"words": "tích kê"}).status_code == HTTPStatus.FORBIDDEN
    assert not HouseWord.objects.exists()


def test_the_file_is_for_whoever_sees_the_list(client, writer):
    address = reverse("admin:copyediting_houseword_file")
    client.force_login(writer)
    assert client.get(address).status_code == HTTPStatus.OK
    assert client.post(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    client.force_login(make_user())
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN


def test_the_form_refuses_what_is_there_and_names_it(client, editor):
    HouseWord.objects.create(text="hòa giải viên")
    client.force_login(editor)

    answer = send(client, reverse("admin:copyediting_houseword_add"), "houseword_form", text="Hoà giải viên")

    assert "Từ điển đã có “hòa giải viên” (Từ ngữ, Được dùng)" in answer.content.decode()
    assert HouseWord.objects.count() == 1


def test_a_writer_sees_the_list_and_gives_up_their_own_there(client, writer, editor):
    never_again(client, writer, "tích kê")
    never_again(client, editor, "vắc xin")

    answer = act(client, writer, "give_up_many", "tích kê", "vắc xin")

    assert said(answer) == ["Soát lại trong bài của bạn: “tích kê”."]
    assert [word.text for word in HouseWord.objects.all()] == ["vắc xin"]


def test_a_writer_accepts_nothing(client, writer):
    never_again(client, writer, "tích kê")

    act(client, writer, "accept_many", "tích kê")

    assert HouseWord.objects.get().standing == "proposed"


def test_a_step_that_is_taken_twice_says_so(client, editor, writer):
    never_again(client, writer, "tích kê")
    act(client, editor, "accept_many", "tích kê")

    assert said(act(client, editor, "accept_many", "tích kê")) == [
        "Các từ đã chọn đều ở tình trạng “Được dùng” từ trước."
    ]


def test_the_list_finds_words_and_says_what_waits(client, editor, writer, django_assert_max_num_queries):
    never_again(client, writer, "Thuỷ lợi phí")
    HouseWord.objects.bulk_create(HouseWord(text=f"từ {n}", canonical=f"từ {n}", added_by=writer) for n in range(150))
    client.force_login(editor)

    with django_assert_max_num_queries(12):
        page = client.get(reverse(LIST))
    found = client.get(reverse(LIST), {"q": "thủy"})

    assert "Chờ duyệt: 1 từ" in page.content.decode()
    assert [word.text for word in found.context["cl"].result_list] == ["Thuỷ lợi phí"]


def test_a_person_who_is_deleted_leaves_the_words_of_the_house(client, editor, writer):
    never_again(client, editor, "vắc xin")
    never_again(client, writer, "tích kê")

    editor.delete()
    writer.delete()

    assert set(HouseWord.objects.values_list("text", "added_by")) == {("vắc xin", None), ("tích kê", None)}
    assert not OwnWord.objects.exists()


@pytest.mark.parametrize(
    ("typed", "found"), [("ta le", ["Tả Lé"]), ("TẢ LÉ", ["Tả Lé"]), ("pha", ["Bến Lam"]), ("xyz", [])]
)
def test_the_list_finds_words_without_marks_and_in_notes(client, editor, typed, found):
    HouseWord.objects.create(text="Tả Lé", kind="place")
    HouseWord.objects.create(text="Bến Lam", kind="place", note="Phà cũ")
    client.force_login(editor)

    page = client.get(reverse(LIST), {"q": typed})

    assert [word.text for word in page.context["cl"].result_list] == found


def test_to_delete_words_is_not_said_to_delete_dictionaries(client, editor):
    words = [HouseWord.objects.create(text=text) for text in ("tích kê", "vắc xin")]
    client.force_login(editor)

    page = client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": [word.pk for word in words]})

    text = " ".join(page.content.decode().split())
    assert "2 từ trong từ điển của tòa soạn" in text
    assert "2 từ điển" not in text
