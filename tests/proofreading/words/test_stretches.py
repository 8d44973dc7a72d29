"""Words in a row without marks, amid text that has them: what a forgotten input method leaves."""

import pytest

from proofreading.document import Block
from vietnamese.text import fold

MARKED = Block("Chiều nay, xã đã trả kết quả giải quyết thủ tục cho tất cả các hộ dân trong thôn.")


def unmarked(found):
    return [(text, suggestion) for rule, text, suggestion in found if rule == "unmarked"]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("Cán bộ xã tiep nhan ho so của người dân tại trụ sở.", "tiep nhan ho so"),
        ("Sở dang trien khai ke hoach chuyen doi số năm nay.", "dang trien khai ke hoach chuyen doi"),
        ("Người dân nộp ho so tại xã.", "ho so"),
        ("Hội nghị do uy ban nhan dan tỉnh tổ chức.", "uy ban nhan dan"),
        ("Tỉnh đẩy mạnh cai cach hanh chinh trong năm nay.", "cai cach hanh chinh"),
        ("Các xã đã hoan thanh nhiem vu được giao.", "hoan thanh nhiem vu"),
    ],
)
def test_a_stretch_without_marks_amid_marked_text_is_one_finding(read, text, stretch):
    found = read([MARKED, Block(text)])
    assert [rule for rule, _, _ in found] == ["unmarked"]
    ((text, meant),) = unmarked(found)
    assert text == stretch
    assert meant is None or fold(meant) == stretch


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Người dân nộp ho so tại xã.", "hồ sơ"),
        ("Tỉnh đẩy mạnh cai cach hanh chinh trong năm nay.", "cải cách hành chính"),
        ("Các xã đã hoan thanh nhiem vu được giao.", "hoàn thành nhiệm vụ"),
    ],
)
def test_where_it_is_decided_the_marked_words_are_suggested(read, text, meant):
    assert [suggestion for _, suggestion in unmarked(read(text))] == [meant]


def test_a_sentence_or_a_paragraph_without_marks_is_one_finding_with_the_marks_between(read):
    typed = "Can bo xa tiep nhan ho so, giai quyet thu tuc cho nguoi dan"
    assert [text for text, _ in unmarked(read(f"Sáng nay xã họp. {typed}. {MARKED.text}"))] == [typed]
    assert [text for text, _ in unmarked(read([MARKED, Block(f"{typed}."), MARKED]))] == [typed]


def test_of_a_stretch_too_long_to_be_read_at_once_no_words_are_suggested(read):
    typed = " ".join(["can bo xa tiep nhan ho so giai quyet thu tuc cho nguoi dan"] * 2000)
    assert unmarked(read([*[MARKED] * 2000, Block(typed.capitalize())])) == [(typed.capitalize(), None)]


@pytest.mark.parametrize(
    "text",
    [
        "Đội tuyển chơi the best of the year rất hay.",
        "Họ đề cao no pain no gain trong luyện tập.",
        "Nhóm nhạc hát ca khúc we are the champions of the world trong đêm.",
        "Trung tâm dùng phần mềm open source và big data để thống kê.",
        "Cửa hàng bán pizza, hamburger, sushi và kimchi cho khách du lịch.",
        "Đoàn gặp ông Nguyen Van Minh và bà Tran Thi Hoa ở Ha Noi.",
        "Bà con tham gia quan tâm hai bên, ra vào trong xanh.",
        "Anh em ta đi chơi xa hai hôm.",
        "Ông hát bài “tien len chien si dong bao” rất hay.",
        "Gõ không dấu vẫn ra: cap doi giay chung nhan, cả khi viết tắt.",
        "Tìm (tra cuu ho so) là thấy.",
        "Xem https://vi.du/tiep-nhan-ho-so và tệp tiep-nhan.pdf nhé.",
    ],
)
def test_other_languages_names_and_what_was_meant_so_are_left_alone(read, text):
    assert unmarked(read([MARKED, Block(text)])) == []


def test_a_text_all_without_marks_is_left_alone(read):
    assert read("Can bo xa tiep nhan ho so, giai quyet thu tuc cho nguoi dan.") == []


def test_paragraphs_in_another_language_amid_marked_text_are_left_alone(read):
    english = "The committee has approved the plan for administrative reform of the province."
    assert read([MARKED, Block(english), MARKED]) == []


def test_words_of_the_house_are_in_no_stretch(read):
    text = "Cán bộ xã tiep nhan ho so của người dân tại trụ sở."
    assert unmarked(read(text, words=frozenset({"tiep nhan ho so"}))) == []


def test_the_suggestion_stands_in_the_letters_of_the_text(read):
    assert unmarked(read("HỘI NGHỊ CAI CACH HANH CHINH NĂM NAY CỦA TỈNH")) == [
        ("CAI CACH HANH CHINH", "CẢI CÁCH HÀNH CHÍNH")
    ]
