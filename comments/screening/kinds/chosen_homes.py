"""Whether words that somebody chose are an address from the first to the last: parts, signs between them. Pure."""

import re

from vietnamese.text import fold

_CODE = r"(?:[a-z]{0,2}\d{1,4}[a-z]?(?:[/-][a-z]?\d{1,4}[a-z]?){0,4})"
_NUMBERED = (
    r"(?:so nha|nha so|sn|so|nha|can ho|can|phong|p|tang|lo|toa nha|toa|block|chung cu|ngo|ngach|hem|kiet|hxh|"
    r"to dan pho|to|thon|xom|ap|ban|khu pho|khu|doi|cum|buon|lang|kdc|khoi|duong|pho|"
    r"quoc lo|ql|tinh lo|tl|phuong|quan|q|km)"
)
_NAMED = (
    r"(?:toa nha|toa|block|chung cu|ngo|ngach|hem|kiet|to dan pho|thon|xom|ap|ban|khu pho|khu do thi|khu|"
    r"cum|buon|lang|kdc|khoi|duong|pho|dai lo|quoc lo|tinh lo|phuong|xa|thi tran|thi xa|quan|huyen|"
    r"thanh pho|tp|tinh|p|q|x|h|tt|tx)"
)
_LEADS = re.compile(
    r"(?:dia chi(?: nha)?|d/c|dc|noi o|cho o|nha o|nha rieng|thuong tru|tam tru|o tai|o|tai)[ :]{1,2}(?:o |tai )?"
)
_WITH_NUMBER = re.compile(rf"{_NUMBERED}\.? ?(?:so )?{_CODE}(?![^\W_])")
_WITH_NAME = re.compile(rf"{_NAMED}(?:\. ?| )(?=[^\W\d_])")
_BARE_NUMBER = re.compile(rf"{_CODE}(?=,? {{0,2}}[^\W\d_])")  # of a house, before its street
_SIGNS = re.compile(r"[ ,;:()\[\]–—/|-]{1,3}|\. ")
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
# Parts: with a number (ngõ 5), with a name (xã Hòa Bình), the number of a house and a name alone (12 Lê Lợi).
NUMBERED, NAMED, HOUSE, NAME = "numbered", "named", "house", "name"
LONGEST_NAME = 4  # words
MOST_NAMES = 3  # without a word before them that says what they are
# Who writes no capitals, or only these: names of streets that begin as those of people do.
_SURNAMES = frozenset(
    re.findall(
        r"\w+",
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lương mai tô trịnh "
        "nguyen tran le pham huynh phan vu vo dang bui do ho ngo duong ly dinh doan luong to trinh",
    )
)
# No place has these in its name; with marks, as without them most are other words too.
_NO_PLACE = re.compile(
    r"(?<![^\W_])(?:chủ tịch|bí thư|lãnh đạo|cán bộ|giám đốc|công an|trưởng thôn|trưởng|phó|sếp|quan chức|"
    r"nhà nước|chính quyền|kẻ|sát nhân|phản|tỷ|tỉ|tầng(?! \w)|(?<!bà )triệu|"
    r"ông|bà(?! (?:triệu|trưng|rịa|đen|huyện|chiểu))|anh(?! (?:sơn|dũng|hùng))|"
    r"chị|thằng|con mụ|bọn|lũ|đồ|tên|nó|hắn|"
    r"nhận|tiền|hối lộ|ăn|chặn|tham|nhũng|ô lại|lừa|lừa đảo|dối|dối trá|trá|gian|cướp|trộm|cắp|giết|chém|đánh|đập|phá|"
    r"bán|mua|chiếm|đoạt|bao che|bắt|tù|tội|ngu|chó|khốn|láo|hèn|bẩn|bịa|ác|hại|chết|chậm|kém|tệ|xấu|vô|sai|oan|kiện|"
    r"tố cáo|yếu|lười|quan liêu|hách dịch|không|chưa|là|bị|được|của|và|thì|mà|hết|toàn|quá|"
    r"chu tich|bi thu|lanh dao|can bo|giam doc|nhan tien|hoi lo|an chan|an tien|an hoi lo|tham nhung|tham o|lua dao|"
    r"doi tra|an cap|an cuop|trom|cuop|ngu|cho ma|ban dat|bao che|cong an|hach dich|quan lieu)(?![^\W_])"
)


def is_an_address(words: str) -> bool:
    """Whether `words` are parts of one address and signs between them, one part with a number."""
    folded = fold(words)
    if len(folded) != len(words):
        folded = "".join((fold(sign) or sign)[0] for sign in words)
    if _DIGIT.search(folded) is None or _NO_PLACE.search(words.lower()):
        return False
    lead = _LEADS.match(folded)
    begin = place = lead.end() if lead else 0
    parts: list[str] = []
    while place < len(words):
        if signs := _SIGNS.match(folded, place):
            place = signs.end()
            continue
        form, end = _part(words, folded, place)
        if end == place or (form == NAME and place == begin):
            return False
        parts.append(form)
        place = end
    is_one = parts.count(NAME) <= MOST_NAMES and parts.count(HOUSE) < 2
    return is_one and (NUMBERED in parts or HOUSE in parts)


def _part(words: str, folded: str, place: int) -> tuple[str, int]:
    """What part begins at `place`, and where it ends (there: none begins)."""
    if match := _WITH_NUMBER.match(folded, place):
        return NUMBERED, match.end()
    if match := _WITH_NAME.match(folded, place):
        end = _end_of_name(words, match.end())
        return NAMED, end if end > match.end() else place
    if match := _BARE_NUMBER.match(folded, place):
        return HOUSE, match.end()
    return NAME, _end_of_name(words, place)


def _end_of_name(words: str, place: int) -> int:
    """Behind the words of a name from `place` on: with a capital each where not all are capitals, or a surname's."""
    end, count = place, 0
    capitals_tell = not words.isupper()
    begins_as_people = False
    while count < LONGEST_NAME and (word := _WORD.match(words, end + (count > 0))):
        if count and words[end] != " ":
            break
        is_title = capitals_tell and word[0][0].isupper() and (word[0][1:].islower() or len(word[0]) == 1)
        begins_as_people = begins_as_people or (count == 0 and word[0].lower() in _SURNAMES)
        is_lower_name = begins_as_people and count < 2 and word[0].isalpha()
        if not (is_title or is_lower_name or (count and len(word[0]) < 3 and word[0].isdigit())):
            break
        if count and _WITH_NUMBER.match(fold(words[word.start() :])):
            break
        end, count = word.end(), count + 1
    return end
