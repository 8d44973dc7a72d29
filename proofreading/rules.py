"""The rules by name, as people read them; what each looks for stands in its own module."""

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    WORDS = "words"
    FIGURES = "figures"
    FORM = "form"
    STRUCTURE = "structure"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is the heading of its findings in lists, in Vietnamese."""

    key: str
    group: Group
    name: str


_WORDS: tuple[Rule, ...] = (
    Rule("unknown", Group.WORDS, "Tiếng lạ"),
    Rule("glued", Group.WORDS, "Hai tiếng dính nhau"),
    Rule("unmarked", Group.WORDS, "Thiếu dấu"),
    Rule("typed", Group.WORDS, "Quên bật bộ gõ"),
    Rule("neighbour", Group.WORDS, "Nghi sai chữ"),
    Rule("confused", Group.WORDS, "Từ hay viết lẫn"),
    Rule("public_name", Group.WORDS, "Tên cơ quan sai dấu"),
    Rule("extra", Group.WORDS, "Thừa chữ"),
)
_FIGURES: tuple[Rule, ...] = (
    Rule("figures-ratio", Group.FIGURES, "Tỷ lệ không khớp"),
    Rule("figures-sum", Group.FIGURES, "Tổng không khớp"),
    Rule("figures-change", Group.FIGURES, "Mức tăng, giảm không khớp"),
    Rule("figures-count", Group.FIGURES, "Số lượng không khớp với danh sách"),
    Rule("figures-ordinal", Group.FIGURES, "Thứ tự không liền nhau"),
    Rule("figures-no-such-day", Group.FIGURES, "Ngày không có trong lịch"),
    Rule("figures-weekday", Group.FIGURES, "Thứ và ngày không khớp"),
    Rule("figures-order", Group.FIGURES, "Kết thúc trước khi bắt đầu"),
    Rule("figures-years", Group.FIGURES, "Số năm không khớp"),
    Rule("figures-quarter", Group.FIGURES, "Quý và tháng không khớp"),
)
_FORM: tuple[Rule, ...] = (
    Rule("space-missing", Group.FORM, "Thiếu dấu cách"),
    Rule("space-extra", Group.FORM, "Thừa dấu cách"),
    Rule("padding", Group.FORM, "Đẩy chữ bằng dấu cách"),
    Rule("mark-doubled", Group.FORM, "Dấu câu lặp"),
    Rule("word-doubled", Group.FORM, "Từ lặp"),
    Rule("tone-placement", Group.FORM, "Đặt dấu thanh hai kiểu"),
    Rule("unclosed", Group.FORM, "Ngoặc, dấu nháy chưa khép"),
    Rule("name-spelled-differently", Group.FORM, "Tên viết hai cách"),
    Rule("caption-glued", Group.FORM, "Nguồn ảnh dính vào câu"),
)
_STRUCTURE: tuple[Rule, ...] = (
    Rule("abbreviation", Group.STRUCTURE, "Chữ viết tắt chưa giải thích"),
    Rule("day-past", Group.STRUCTURE, "Ngày đã qua"),
    Rule("day-far", Group.STRUCTURE, "Ngày quá xa"),
    Rule("title-length", Group.STRUCTURE, "Độ dài tiêu đề"),
    Rule("sapo-length", Group.STRUCTURE, "Độ dài sapo"),
    Rule("heading-order", Group.STRUCTURE, "Thứ tự tiêu đề"),
    Rule("heading-bold", Group.STRUCTURE, "Đoạn đậm thay tiêu đề"),
    Rule("link-words", Group.STRUCTURE, "Chữ của liên kết"),
    Rule("alt", Group.STRUCTURE, "Mô tả ảnh"),
    Rule("picture-twice", Group.STRUCTURE, "Ảnh lặp"),
    Rule("table-headings", Group.STRUCTURE, "Bảng chưa có ô tiêu đề"),
    Rule("line-repeated", Group.STRUCTURE, "Dòng lặp ô khác"),
    Rule("press-source", Group.STRUCTURE, "Nguồn là báo chí"),
    Rule("old-font", Group.STRUCTURE, "Phông chữ cũ"),
)
_LINKS = (
    Rule("link_missing", Group.LINKS, "Liên kết không mở được"),
    Rule("link_waiting", Group.LINKS, "Liên kết đến bài chưa đăng"),
    Rule("link_moved", Group.LINKS, "Liên kết đã đổi địa chỉ"),
    Rule("link_broken", Group.LINKS, "Liên kết hỏng"),
    Rule("link_private", Group.LINKS, "Địa chỉ không dành cho bạn đọc"),
)

RULES = {rule.key: rule for rule in (*_WORDS, *_FIGURES, *_FORM, *_STRUCTURE, *_LINKS)}
