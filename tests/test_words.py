"""Words on the screen that a copy-editor has put away: CONTRIBUTING, "Words", says what stands in their place."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = [
    *("accounts", "articles", "cchc_portal", "comments", "layout"),
    *("mailing", "newsroom", "richtext", "stats", "uploads", "vietnamese"),
]
PUT_AWAY = re.compile(
    r"""
    thư\ điện\ tử | (?<!mục\ )thư\ rác | máy\ tìm\ kiếm | người\ làm\ trang | bàn\ làm\ việc | (?<!o\ )chép\ liên\ kết
    | thẻ\ khác | thôi,\ trở\ lại | mạch\ bình\ luận | chữ\ của\ tôi | câu\ hỏi\ dài\ quá | ngày\ sau\ phải
    | canh\ (?:phải|trái|giữa)
    | sơ\ đồ\ cổng | \bcổng\ (?:này|chỉ|ghi)\b | (?:trong|của)\ cổng\b | giao\ diện\ trang
    | thông\ tin\ trang\b | gỡ\ khỏi\ trang\b
    | "Máy(?:"|\ từ\ chối|\ xếp)
    """,
    re.IGNORECASE | re.VERBOSE,
)
KEPT = {"comments/models/event.py": "Máy từ chối theo quy tắc lọc"}  # as rows of release 0.4.0 say it


def on_screen():
    """(path, text) of every file that holds sentences for the screen."""
    for folder, pattern in (
        *((package, "*.py") for package in PACKAGES),
        ("templates", "*.*"),
        ("static", "*.js"),
        ("locale", "*.po"),
    ):
        for path in sorted((PROJECT / folder).rglob(pattern)):
            if "migrations" not in path.parts:
                yield str(path.relative_to(PROJECT)), path.read_text()


def put_away(text):
    return [match.group() for match in PUT_AWAY.finditer(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gửi thư điện tử",
        "Đánh dấu Thư rác",
        "Sơ đồ cổng",
        "Chép liên kết",
        "số liệu của cổng",
        'default:"Máy"',
        "Canh phải",
    ],
)
def test_a_word_that_comes_back_is_found(sentence):
    assert put_away(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Sao chép liên kết", "xem trong mục thư rác của hộp thư", "cổng dịch vụ công", "Máy chủ gặp lỗi"],
)
def test_its_neighbours_are_left_alone(sentence):
    assert put_away(sentence) == []


def test_no_file_says_what_was_put_away():
    found = {path: put_away(text.replace(KEPT.get(path, "\0"), "")) for path, text in on_screen()}

    assert {path: words for path, words in found.items() if words} == {}
