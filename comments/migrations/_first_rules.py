"""The rules that a new portal begins with, frozen: `0010_default_rules` puts them into the table once.

After that moderators keep them in the admin; more rules for every portal are a migration of their own. They only hold:
a person reads it all.
Written with marks, a phrase matches with marks in either tone placement. A phrase in `FOLDED` also matches when the
writer left all the marks out; only phrases stand there whose unmarked form means nothing else. Kept small on purpose:
a long list hides good comments ("số đề" is in every "một số đề nghị", "công an" in every Nguyễn Công An).
"""

SELLING = (
    "nhà cái",
    "tài xỉu",
    "cá độ bóng đá",
    "cá cược",
    "tiền cược",
    "soi cầu",
    "bạch thủ",
    "đổi thưởng",
    "đá gà trực tiếp",
    "xóc đĩa",
    "kèo bóng đá",
    "đánh bạc",
    "lô đề",
    "nổ hũ",
    "casino",
    "vay tiền nhanh",
    "vay nóng",
    "cho vay không thế chấp",
    "hỗ trợ vay vốn nhanh",
    "giải ngân trong ngày",
    "nợ xấu vẫn",
    "nợ xấu cũng",
    "đáo hạn thẻ",
    "bao đậu",
    "sim số đẹp",
    "giảm cân cấp tốc",
    "thuốc cường dương",
    "gái gọi",
    "việc nhẹ lương cao",
    "làm bằng giả",
    "làm giấy tờ giả",
    "hoàn tiền bị lừa đảo",
    "cộng tác viên chốt đơn",
    "cộng tác viên online",
    "tăng follow",
    "cam kết lợi nhuận",
    "viagra",
    "kết bạn zalo",
    "inbox nhận ngay",
)

INSULTS = (
    "ngu như",
    "đồ ngu",
    "đồ chó",
    "thằng chó",
    "óc chó",
    "mất dạy",
    "vô học",
    "đồ khốn",
    "khốn nạn",
    "bọn mày",
    "chúng mày",
    "súc vật",
    "mẹ kiếp",
    "địt mẹ",
    "đm",
    "đéo",
    "vcl",
)

FOLDED = frozenset(
    {
        "nhà cái",
        "tài xỉu",
        "kèo bóng đá",
        "nổ hũ",
        "soi cầu",
        "vay tiền nhanh",
        "hỗ trợ vay vốn nhanh",
        "sim số đẹp",
        "việc nhẹ lương cao",
        "địt mẹ",
    }
)

# Nobody outside the office may sign like the office. Compared without marks, at word borders.
RESERVED_NAMES = (
    "admin",
    "administrator",
    "quản trị",
    "kiểm duyệt",
    "ban biên tập",
    "BBT",
    "tòa soạn",
    "UBND",
    "HĐND",
    "ủy ban nhân dân",
    "hội đồng nhân dân",
    "chủ tịch",
    "bí thư",
    "sở nội vụ",
    "bộ nội vụ",
    "văn phòng chính phủ",
    "bộ phận một cửa",
)


def default_rules():
    """`[(kind, pattern, ignores_marks, note)]`, each pattern once; all of them hold."""
    selling = [("phrase", phrase, phrase in FOLDED, "Quảng cáo, mời chào") for phrase in SELLING]
    insults = [("phrase", phrase, phrase in FOLDED, "Lời lẽ xúc phạm") for phrase in INSULTS]
    names = [("name", name, True, "Không ai ngoài cơ quan ký tên như cơ quan") for name in RESERVED_NAMES]
    return selling + insults + names
