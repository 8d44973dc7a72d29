"""Rules of a new portal that finders of kinds replace (`comments/screening/kinds`), frozen.

Each also met what honest people write: "cho vay không thế chấp của Ngân hàng Chính sách", "nuôi súc vật", "ĐM" for a
place, and whoever reports what others did. The finders read what stands around the words.
"""

from ._first_rules import INSULTS, SELLING, default_rules

KEPT = (
    "nhà cái",
    "tài xỉu",
    "cá độ bóng đá",
    "tiền cược",
    "soi cầu",
    "bạch thủ",
    "đổi thưởng",
    "đá gà trực tiếp",
    "kèo bóng đá",
    "nổ hũ",
    "casino",
    "vay tiền nhanh",
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
    "cộng tác viên chốt đơn",
    "cộng tác viên online",
    "tăng follow",
    "cam kết lợi nhuận",
    "viagra",
    "kết bạn zalo",
    "inbox nhận ngay",
)
OF_A_NEW_PORTAL = " (quy tắc có sẵn)"
NOTE = "Từ bản này máy tự nhận biết theo loại và đọc cả câu, nên quy tắc được tắt; cần thì bật lại."


def retired():
    """`{(kind, pattern)}`"""
    return {("phrase", phrase) for phrase in (*SELLING, *INSULTS) if phrase not in KEPT}


def first_rules():
    """The rules with which a portal of today begins, as `default_rules` has them."""
    gone = retired()
    return [rule for rule in default_rules() if rule[:2] not in gone]


def switch_off(rules):
    """Switch off those of `rules` (the model) that nobody changed since the portal began; returns how many."""
    untouched = rules.objects.filter(effect="hold", created_by=None, is_active=True)
    notes = {rule[:2]: f"{rule[3]}{OF_A_NEW_PORTAL}" for rule in default_rules()}
    changed = 0
    for kind, pattern in sorted(retired()):
        note = notes[kind, pattern]
        same = untouched.filter(kind=kind, pattern=pattern, note=note)
        changed += same.update(is_active=False, note=f"{NOTE} {note}")
    return changed
