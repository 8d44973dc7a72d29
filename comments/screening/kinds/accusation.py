"""Accusations: a deed that the law punishes or people despise, said of somebody who can be known by the words."""

from .codes import ACCUSATION
from .contexts import ASKS, is_between, is_quoted
from .lists import groups_of, set_of
from .reading import Reading

_TITLES = set_of("ông bà anh chị cô chú bác cậu mợ dì thím thằng con mụ lão gã tên thầy")
_BARE_TITLES = set_of("ong anh chi co chu bac cau thang lao thay")
# What follows a title or an office without being a name.
_NO_NAMES = set_of(
    "ấy này kia đó nào gì ta tôi em mình con cháu chị anh ông bà cô chú bác em là bị đã "
    "đang sẽ có không mà thì và với của cho ở "
    "tại xã huyện tỉnh phường thôn bản tổ khu trên dưới trong ngoài nay mai các những mọi một hai ba bốn "
    "năm ai đâu đây rồi lại "
    "ủy uỷ ban công an sở phòng bộ cục chi nhà nước việt nam cán bộ nhân viên dân hãy xin nên phải được "
    "đi về làm như sao giả "
    "ay nay kia do nao ta la bi da dang se co khong ma thi va voi cua cho o tai xa huyen tinh phuong thon nay"
)
_OFFICES: dict[str, list[list[str]]] = {}  # by their first word, the longest first
for _office in sorted(
    set_of(
        "chủ_tịch bí_thư giám_đốc trưởng_phòng trưởng_thôn trưởng_bản trưởng_ấp trưởng_xóm tổ_trưởng "
        "trưởng_công_an phó_công_an "
        "công_an_viên hiệu_trưởng hiệu_phó kế_toán thủ_quỹ địa_chính tư_pháp đội_trưởng trưởng_ban "
        "trưởng_trạm y_sĩ bác_sĩ thầy_giáo "
        "cô_giáo văn_thư xã_đội chủ_nhiệm cảnh_sát_khu_vực phó_phòng phó_giám_đốc phó_chủ_tịch "
        "chánh_văn_phòng kiểm_lâm y_tá kế_toán_trưởng"
    ),
    key=lambda office: -office.count("_"),
):
    _OFFICES.setdefault(_office.split("_")[0], []).append(_office.split("_"))
# One person alone holds these in a place: the place names them.
_ONE_OF_A_PLACE = set_of(
    "chủ_tịch bí_thư giám_đốc trưởng_thôn trưởng_bản trưởng_ấp trưởng_xóm "
    "trưởng_công_an phó_công_an hiệu_trưởng trưởng_trạm "
    "trưởng_phòng"
)
_PLACES = set_of("xã huyện phường thôn bản ấp xóm tỉnh thị khu trường trạm phòng sở")


def _names_nobody(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence of the deed names no person, quotes, or tells of what a court or the police did."""
    if is_quoted(reading, start, end):
        return True
    first, last = reading.begin_of_sentence(start), reading.end_of_sentence(end - 1)
    words = reading.exact
    behind = words[max(start - 3, first) : start]
    if {"bị", "chống", "phòng", "tội", "nếu", "cấm", "không", "chẳng", "chưa"} & set(behind):
        return True
    if is_between(reading, ASKS, first, last):
        return True
    return not _is_somebody_named(reading, first, last, min(last, end + 6))


def _is_somebody_named(reading: Reading, first: int, last: int, before: int) -> bool:
    """Whether a person is named in the words from `first` to `before` of the sentence that ends at `last`.

    Each word of a sentence is looked at once, however many deeds it tells of.
    """
    looked, named = reading.named.get(first, (first, False))
    while looked < before and not named:
        named = _is_named_at(reading, looked, last)
        looked += not named
    reading.named[first] = looked, named
    return named and looked < before


def _office_at(reading: Reading, place: int, last: int) -> list[str] | None:
    """The longest office that begins at `place` and ends before `last`."""
    words = reading.exact
    return next(
        (
            office
            for office in _OFFICES.get(words[place], ())
            if place + len(office) <= last and words[place : place + len(office)] == office
        ),
        None,
    )


def _is_named_at(reading: Reading, place: int, last: int) -> bool:
    """Whether a person is named at `place`: by a title and a name, or by an office and its place."""
    word = reading.exact[place]
    if reading.is_bare:
        return word in _BARE_TITLES and place + 1 < last and _may_be_a_name(reading, place + 1)
    if word in _TITLES and (_follows_a_name(reading, place + 1, last) or _is_small_name(reading, place + 1, last)):
        return True
    held = _office_at(reading, place, len(reading))
    if held:
        return _is_in_office(reading, held, place + len(held), last)
    return _is_full_name(reading, place, last)


def _is_small_name(reading: Reading, place: int, last: int) -> bool:
    """Whether an office follows what may be a name written small: "ông tuấn địa chính"."""
    if place >= last or not _may_be_a_name(reading, place) or len(reading.exact[place]) < 2:
        return False
    near = range(place + 1, min(place + 5, last))
    return any(_office_at(reading, spot, near.stop) for spot in near)


def _follows_a_name(reading: Reading, place: int, last: int) -> bool:
    """Whether a name stands at `place`, or a little behind: "bà Hồng", "con bé Thanh Huyền"."""
    if place < last and reading.is_capital(place) and _may_be_a_name(reading, place):
        return True
    return _has_a_name_near(reading, range(place, min(place + 4, last)))


def _is_in_office(reading: Reading, office: list[str], behind: int, last: int) -> bool:
    """Whether a name, or the place where one person alone holds the office, follows it."""
    near = range(behind, min(behind + 6, last))
    if _follows_a_name(reading, behind, last) or _has_a_name_near(reading, near):
        return True
    in_a_place = any(reading.exact[spot] in _PLACES and reading.is_capital(spot + 1) for spot in near[:-1])
    return in_a_place and "_".join(office) in _ONE_OF_A_PLACE


def _has_a_name_near(reading: Reading, near: range) -> bool:
    """Two capital syllables among `near` that are no place: "con bé Thanh Huyền", not "ở Thanh Hóa"."""
    return any(
        reading.is_capital(place)
        and reading.is_capital(place + 1)
        and reading.exact[place - 1] not in _BEFORE_PLACES
        and _may_be_a_name(reading, place)
        for place in near[:-1]
    )


_BEFORE_PLACES = set_of("ở tại xã huyện tỉnh phường thôn bản ấp xóm thị thành quận đường phố làng khu từ về trường")


def _is_full_name(reading: Reading, place: int, last: int) -> bool:
    """Three capital syllables beginning with a family name: "Phạm Văn Khuê"."""
    if reading.exact[place] not in _FAMILIES or place + 2 >= last or reading.is_upper:
        return False
    return all(reading.is_capital(place + more) and reading.exact[place + more].isalpha() for more in range(3))


_FAMILIES = set_of(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn "
    "trịnh đinh lâm mai trương hà cao lương tạ "
    "lưu phùng chu vi lò lường quàng cầm hứa nông triệu vàng giàng sùng thào mùa lầu ma đàm tô thái tống "
    "châu kiều quách la"
)


def _may_be_a_name(reading: Reading, place: int) -> bool:
    return reading.exact[place].isalpha() and reading.exact[place] not in _NO_NAMES


GROUPS = groups_of(ACCUSATION, {"names_nobody": _names_nobody})
