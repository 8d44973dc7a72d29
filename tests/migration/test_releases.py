"""A database of an earlier release, with the sample in it, is migrated and shows what it showed.

`release_….sql.xz` and `release_….json.xz` were made by that release itself; `tools/dump_release.py` says how.
"""

import difflib
import json
import re

import pytest

from .releases import restored, snapshot, stored

pytestmark = pytest.mark.django_db  # so that the server is asked for a database of this worker's own

RELEASES = ["release_0_4_0"]
# Intended changes of pages since then: {path: [(words of the release, words now)]}.
SAID_SINCE = {
    "/thong-ke/": [  # what is not over yet is drawn apart
        ("Hôm nay chưa hết ngày.", "Hôm nay chưa hết ngày nên đứng riêng, ngoài đường biểu diễn."),
        ("Cột cuối là tháng này", "Cột rỗng cuối cùng là tháng này"),
        ("11/2026 44.004", "11/2026 tháng này, chưa hết tháng 44.004"),
        ("30/10 Lượt truy cập mỗi", "30/10 719 (hôm nay, chưa hết ngày) Lượt truy cập mỗi"),
        (
            "bảng bên dưới. 30 ngày này 30 ngày trước",
            "bảng bên dưới. Vẽ riêng: hôm nay, chưa hết ngày, đến lúc này 719. 30 ngày này 30 ngày trước Hôm nay, "
            "chưa hết ngày",
        ),
        ("20/11/2026 719", "20/11/2026 hôm nay, chưa hết ngày 719"),
        (
            "Số của từng tháng nằm trong bảng bên dưới.",
            "Số của từng tháng nằm trong bảng bên dưới. Vẽ riêng: tháng này, chưa hết tháng, đến lúc này 44.004.",
        ),
    ],
    "/quan-tri/thong-ke/": [
        ("10 giờ: 591 lượt xem", "10 giờ: 591 lượt xem (giờ này, chưa hết giờ)"),
        (
            "bên dưới. Lượt xem trang theo giờ, hôm nay và hai ngày để so sánh Hôm nay Hôm qua",
            "bên dưới. Vẽ riêng: giờ này, chưa hết giờ, đến lúc này 591 lượt xem. Lượt xem trang theo giờ, hôm nay và "
            "hai ngày để so sánh Hôm nay Lượt xem giờ này, chưa hết giờ Hôm qua",
        ),
    ],
    "/quan-tri/thong-ke/khong-tinh/": [
        ("Số lần không tính Số lần theo", "Số lần không tính Số lần không tính Số lần theo")
    ],
    "/quan-tri/thong-ke/dang-dien-ra/": [
        ("0 lượt xem, chưa hết Lượt xem từng", "0 lượt xem (phút này, chưa hết phút) Lượt xem từng"),
        (
            "bên dưới. Bảng số từng phút",
            "bên dưới. Vẽ riêng: phút này, chưa hết phút, đến lúc này 0 lượt xem. Lượt xem Lượt xem phút này, chưa "
            "hết phút Bảng số từng phút",
        ),
    ],
    "/atom/": [  # an author for entries that name none
        ("+00:00 Tin mới nhất về", "+00:00 Trang tin Cải cách hành chính Tin mới nhất về"),
    ],
    "/su-kien/hoi-thi-cong-chuc-mot-cua-than-thien/": [  # who hurries past must not come on the old day
        ("phường Bến Lam Tình trạng Đã hoãn Minh họa", "phường Bến Lam Minh họa"),
        ("thân thiện” Thời gian", "thân thiện” Tình trạng Đã hoãn Lịch cũ"),
    ],
    "/quan-tri/articles/event/": [  # postponed and cancelled are two things
        ("Địa điểm Đã hoãn", "Địa điểm Tình trạng"),
        ("check_small", "Đã hoãn"),
        ("close_small", "Theo lịch"),
        ("Theo đã hoãn Tất cả Có Không", "Theo tình trạng Tất cả Theo lịch Đã hoãn Đã hủy"),
    ],
    "/quan-tri/articles/event/3/change/": [
        (
            "Địa điểm Đã hoãn Đường dẫn",
            "Địa điểm Tình trạng * Theo lịch Đã hoãn Đã hủy expand_more Hoãn: sẽ có ngày khác. "
            "Hủy: không tổ chức nữa. Đừng xóa sự kiện, bạn đọc cần biết. Đường dẫn",
        ),
    ],
    "/quan-tri/thong-ke/khoa/": [  # a key in an address stays in logs
        (
            "Nơi không gửi được dòng Authorization thì thêm ?khoa=KHÓA vào địa chỉ; khi ấy khóa nằm trong nhật ký của "
            "máy chủ.",
            "Khóa chỉ được nhận trong dòng Authorization ; khóa trong địa chỉ ( ?khoa= ) bị từ chối kèm cách đổi, vì "
            "nằm lại trong nhật ký của máy chủ.",
        ),
    ],
    "/quan-tri/thong-ke/doi-chieu/": [  # views that come after a day was closed are shown
        ("Lượt xem trang Khi đóng", "Lượt xem trang Đến muộn Khi đóng"),
        (" chờ đóng", " – chờ đóng"),
        ("dấu số liệu và kết luận,", "dấu số liệu, kết luận và số lượt đến muộn,"),
        (
            "bằng khóa bí mật của cổng.",
            "bằng khóa bí mật của cổng. Đến muộn Lượt xem cộng vào sau khi ngày đã đóng, từ tệp tạm của một lần mất "
            "máy chủ dữ liệu kéo dài. Thường là 0; khác 0 mà không có sự cố nào thì xin báo người vận hành.",
        ),
    ],
    "/thong-ke/cach-tinh/": [  # which lines of a server's log are views
        (
            "trong 5 phút vừa qua. Một ví dụ",
            "trong 5 phút vừa qua. Ngày nào bộ đếm không chạy thì số liệu có thể lấy từ nhật ký của máy chủ. Khi ấy "
            "một dòng nhật ký là một lượt xem nếu đủ ba điều: mở một trang dành cho bạn đọc (phương thức GET); máy "
            "chủ trả về trang (mã 200), hoặc báo bản trình duyệt đang giữ vẫn còn đúng (mã 304), như mỗi lần tải "
            "lại trang; "
            "không phải công cụ tìm kiếm hay chương trình tự động. Các mã khác, ví dụ 206, 301, 404, không được tính. "
            "Bạn đọc hay chương trình được phân biệt theo chuỗi mà trình duyệt tự giới thiệu (User-Agent): chuỗi "
            "không mở đầu như của trình duyệt là chương trình; chuỗi rõ ràng của trình duyệt là bạn đọc, trừ khi "
            "trong đó có dấu hiệu của chương trình, như chữ “bot” hay một địa chỉ liên hệ. Tên máy điện thoại và tên "
            "ứng dụng như Zalo, Facebook, Viber không làm bạn đọc bị loại. Bộ đếm và nhật ký máy chủ dùng cùng một "
            "cách phân biệt. "
            "Một ví dụ",
        ),
    ],
    "/quan-tri/comments/rule/62/change/": [  # a sender is no longer a whole network
        (
            "Người gửi: số tiếp nhận một bình luận.",
            "Người gửi: số tiếp nhận một bình luận, khớp mọi bình luận gửi từ cùng mạng và trình duyệt.",
        ),
    ],
}
# Words that have changed on all public pages, and those on all pages that the portal fills by itself.
READERS_WORDS_SINCE = [
    (" Đến nội dung chính ", " Đến nội dung chính Sơ đồ trang tin "),  # a link for access key 2 on telephones too
    ("Thư điện tử banbientap", "Email banbientap"),
    ("(mở cửa sổ mới) Chép liên kết", "(mở cửa sổ mới) Sao chép liên kết"),
    ("Gửi qua… Gửi thư", "Gửi qua… Gửi qua email"),
    (" Nguồn: Theo UBND", " Theo UBND"),
    ("Sơ đồ cổng |", "Sơ đồ trang tin |"),
    ("Trang chủ Sơ đồ cổng Sơ đồ cổng", "Trang chủ Sơ đồ trang tin Sơ đồ trang tin"),
]
OUR_WORDS_SINCE = [
    ("Đang diễn ra Báo cáo Đối chiếu", "Đang diễn ra Nhập số liệu Báo cáo Đối chiếu"),
    ("group Tài khoản admin_panel", "monitor_heart Vận hành group Tài khoản admin_panel"),
    ("Thư rác", "Bình luận rác"),
    ("thư rác", "bình luận rác"),
    ("máy tìm kiếm", "công cụ tìm kiếm"),
    ("Máy tìm kiếm", "Công cụ tìm kiếm"),
    ("Người làm việc trên trang", "Người của Ban Biên tập"),
    ("người làm việc trên trang", "người của Ban Biên tập"),
    ("của người làm trang tin", "của Ban Biên tập"),
    ("Người làm trang", "Người dùng"),
    ("bộ đếm của trang", "bộ đếm của trang tin"),
    ("do trang này đếm", "do trang tin này đếm"),
    ("của chính trang này", "của chính trang tin này"),
    ("Giao diện trang", "Giao diện"),
    ("Thông tin trang", "Thông tin chung"),
    ("Đang trên trang", "Đang hiện"),
    ("Đang hiện trên trang", "Đang hiện trên trang tin"),
    ("Ngày nào cũng được", "Bất kỳ ngày nào"),
    ("Esc để thôi", "Esc để hủy"),
    ("Ô bẫy dành cho máy", "Ô bẫy dành cho chương trình tự động"),
    ("Máy, 19:15", "Hệ thống, 19:15"),
    ("mạch bình luận", "chuỗi bình luận"),
    ("Xem trên trang", "Xem trên trang tin"),
    ("Thêm Tệp đính kèm", "Thêm dòng “Tệp đính kèm”"),
    ("Gỡ khỏi trang", "Gỡ bài"),
    ("cho trang trong cổng", "cho trang của trang tin"),
    ("Từ trang khác của cổng", "Từ trang khác của trang tin"),
    ("đăng nhập vào trang quản trị", "đăng nhập vào bàn biên tập"),
    ("số liệu, cổng ghi", "số liệu, trang tin ghi"),
    ("sổ của cổng này", "sổ của trang tin này"),
    ("bí mật của cổng", "bí mật của trang tin"),
    ("số liệu của cổng", "số liệu của trang tin"),
    ("từ khi có cổng này", "từ khi có trang tin này"),
    ("Đưa vào bình luận rác", "Đưa vào mục bình luận rác"),
    ("Sửa thông tin trang", "Sửa thông tin chung"),
    ("Tên trang *", "Tên trang tin *"),
    ("* Thư điện tử *", "* Email *"),
    ("do người quản trị khác đổi", "do quản trị web khác đổi"),
    ("Hãy đăng nhập ở cửa sổ mới", "Hãy đăng nhập ở tab mới"),
    ("Đăng nhập ở cửa sổ mới", "Đăng nhập ở tab mới"),
    (
        "không còn trên trang; bộ đếm vẫn đếm và bàn làm việc",
        "không còn trên trang tin; bộ đếm vẫn đếm và bàn biên tập",
    ),
]
LISTED_BY_ALPHABET_SINCE = (
    "/bai-viet/",
    "/so-do-trang/",
    "/quan-tri/articles/",
    "/quan-tri/auth/group/",
    "/quan-tri/danh-gia/",
)
OTHER_ROWS_SINCE = {"/quan-tri/comments/rule/"}  # the first fifty by the alphabet are others
SORTED_COLUMN = {"arrow_circle_down", "cancel"}
SHOWN = 12  # words on each side of a difference


@pytest.fixture(scope="module", params=RELEASES)
def release(request, django_db_setup):
    """(what the release shows of its sample, what this code shows of the same database after its migrations)."""
    before = json.loads(stored(f"{request.param}.json"))
    with restored(request.param) as url:
        return before, snapshot(url, "migrate", "show", known=before)


def test_every_row_is_there_with_what_it_held(release):
    before, now = release

    assert before["tables"]["comments_comment"]["rows"] > 0
    assert now["tables"] == before["tables"]


def test_every_page_answers_as_it_did(release):
    before, now = release

    assert len(before["pages"]) > 100
    assert {path: page["status"] for path, page in now["pages"].items()} == dict.fromkeys(before["pages"], 200)


def test_every_page_shows_the_same_words(release):
    before, now = release
    expected = {path: as_said_now(path, page["text"]) for path, page in before["pages"].items()}
    shown = {path: page["text"] for path, page in now["pages"].items()}

    changed = [
        f"{path}\n{difference(words, shown[path])}"
        for path, words in expected.items()
        if path not in OTHER_ROWS_SINCE and in_order(path, words) != in_order(path, shown[path])
    ]

    assert not changed, "\n\n".join(changed)


def in_order(path, text):
    """`text` for a comparison; without its order where tags and other names stand by the alphabet since then."""
    if path.startswith(LISTED_BY_ALPHABET_SINCE):
        return sorted(word for word in re.findall(r"[^\s,.]+|[,.]", text) if word not in SORTED_COLUMN)
    return glued(text)


def as_said_now(path, text):
    for before, now in SAID_SINCE.get(path, ()):
        assert before in text
        text = text.replace(before, now)
    is_ours = path.startswith(("/quan-tri/", "/thong-ke/"))
    for before, now in READERS_WORDS_SINCE + (OUR_WORDS_SINCE if is_ours else []):
        text = text.replace(before, now)
    return text


def glued(text):
    """`text` without spaces, which depend on the line breaks of templates."""
    return "".join(text.split())


def difference(before, now):
    """The words that differ, with some around them."""
    before, now = before.split(), now.split()
    steps = difflib.SequenceMatcher(None, before, now, autojunk=False).get_grouped_opcodes(SHOWN)
    return "\n".join(
        f"  - {' '.join(before[group[0][1] : group[-1][2]])}\n  + {' '.join(now[group[0][3] : group[-1][4]])}"
        for group in steps
    )
