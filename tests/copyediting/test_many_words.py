"""Many words at once: what looks like a slip, or like more than a word, does not come in silently."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from copyediting.models import HouseWord
from copyediting.words import impossible_in
from tests.factories import EDITOR, make_user
from tests.forms import send

pytestmark = pytest.mark.django_db
MANY = reverse("admin:copyediting_houseword_many")


@pytest.fixture
def editor(client):
    client.force_login(make_user(EDITOR))
    return client


def words():
    return sorted(HouseWord.objects.values_list("text", flat=True))


@pytest.mark.parametrize("line", ["nước nước; máy quét, tay", "tích kê;Từ vựng", "Bến Lam; phà cũ"])
def test_what_follows_a_semicolon_is_a_kind_or_the_line_stays(editor, line):
    answer = editor.post(MANY, {"words": f"{line}\nvắc xin", "kind": "word"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["typed"] == line
    assert "phải là loại (Từ ngữ, Tên người" in answer.content.decode()
    assert words() == ["vắc xin"]


def test_a_line_without_a_kind_may_have_a_note(editor):
    editor.post(MANY, {"words": "Bến Lam;;phà cũ", "kind": "place"})

    assert list(HouseWord.objects.values_list("text", "kind", "note")) == [("Bến Lam", "place", "phà cũ")]


def test_what_can_be_no_syllable_is_asked_about_once(editor):
    asked = editor.post(MANY, {"words": "đươc\nvắc xin\nviêc làm", "kind": "word"})

    assert (asked.status_code, asked.context["typed"]) == (422, "đươc\nviêc làm")
    assert "tiếng Việt không có chữ “viêc”; có phải gõ nhầm?" in asked.content.decode()
    assert 'name="sure"' in asked.content.decode()
    assert words() == ["vắc xin"]

    editor.post(MANY, {"words": "đươc\nviêc làm", "kind": "word", "sure": "1"})
    assert words() == ["viêc làm", "vắc xin", "đươc"]
    assert editor.post(MANY, {"words": "đươc", "kind": "word"}).status_code == HTTPStatus.FOUND  # it is there


def test_other_refusals_ask_nothing(editor):
    assert 'name="sure"' not in editor.post(MANY, {"words": "<script>"}).content.decode()


def test_the_form_of_one_word_says_so(editor):
    answer = send(editor, reverse("admin:copyediting_houseword_add"), "houseword_form", text="đươc")

    assert words() == ["đươc"]
    assert "không có chữ “đươc”" in answer.content.decode()


@pytest.mark.parametrize(
    "word", ["đươc", "thưc hiện", "môt", "hơp", "chưýên", "đìện", "tiiền", "thuạt", "uớt", "nămg", "bảnlà", "khổthân"]
)
def test_slips_are_doubted(word):
    assert impossible_in(word) == word.split()[0]


@pytest.mark.parametrize(
    "word",
    [
        "ôtô",
        "kilômét",
        "sôcôla",
        "Đăk Lăk",
        "Krông Bông",
        "Bắc Kạn",
        "xà-phòng",
        "hoà giải",
        "email",
        "OEKO-TEX",
        "UBND xã",
    ],
)
def test_words_from_abroad_and_names_are_not(word):
    assert impossible_in(word) == ""
