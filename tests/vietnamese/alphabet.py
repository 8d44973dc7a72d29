"""The letters and syllables that the tests walk through, spelled out here and not taken from the package."""

import unicodedata

TONES = {"huyền": "\u0300", "sắc": "\u0301", "ngã": "\u0303", "hỏi": "\u0309", "nặng": "\u0323"}


def listed(text):
    return text.split()


# Each vowel with ngang, huyền, hỏi, ngã, sắc, nặng.
VOWELS = listed("aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ")
SMALL_LETTERS = "".join(VOWELS) + "đ"
MARKED_LETTERS = [letter for letter in SMALL_LETTERS + SMALL_LETTERS.upper() if not letter.isascii()]

# A paragraph with every kind of mark, as an article might have it.
PARAGRAPH = (
    "Ủy ban nhân dân tỉnh vừa ban hành kế hoạch đẩy mạnh cải cách hành chính: mỗi người dân được phục vụ nhanh hơn, "
    "hồ sơ trễ hẹn giảm một nửa, chữ ký số dùng rộng rãi ở cả những xã vùng cao xa xôi nhất. Nghĩa là bà con khỏi "
    "phải đi lại nhiều lần; cán bộ giữ lời hứa, kể cả khi việc khó, và biết xin lỗi khi lỡ hẹn."
)


def composed(*pieces):
    return unicodedata.normalize("NFC", "".join(pieces))
