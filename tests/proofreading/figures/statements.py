"""True statements in the language of provincial news, with the relation of their figures, and ways to spoil them.

Each template has its figures as `{0}`, `{1}`, …; its maker draws numbers that fit. The words are varied on purpose;
none is taken from the articles that proofreading is measured on.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vietnamese.dates import WEEKDAYS
from vietnamese.numbers import format_number

TODAY = date(2026, 11, 30)


@dataclass(frozen=True)
class Statement:
    """`holds` tells of the figures, as they are written, whether the statement is right."""

    kind: str
    template: str
    figures: tuple[str, ...]
    holds: Callable[[list[str]], bool]

    def text(self, figures=None):
        return self.template.format(*(figures or self.figures))

    def spoiled(self, chance: random.Random) -> str | None:
        """The sentence with one digit changed so that it is wrong; None where no draw of thirty did that."""
        for _ in range(30):
            number = chance.randrange(len(self.figures))
            figure = self.figures[number]
            place = chance.choice([at for at, sign in enumerate(figure) if sign.isdigit()])
            digit = chance.choice([one for one in "0123456789" if one != figure[place]])
            made = figure[:place] + digit + figure[place + 1 :]
            if made[0] == "0" and figure[0] != "0" and len(made) > 1 and made[1].isdigit():
                continue
            figures = [*self.figures]
            figures[number] = made
            if not self.holds(figures):
                return self.text(figures)
        return None


def number(written: str) -> float:
    return float(written.replace(".", "").replace(",", "."))


def n(value: int) -> str:
    return format_number(value)


def pct(value: float, decimals: int) -> str:
    return format_number(str(round(value, decimals)), decimals)


def near(made: float, said: str) -> bool:
    """Whether `said` is `made`, or one unit of its last digit off: roundings differ."""
    decimals = len(said.partition(",")[2])
    return abs(made - number(said)) <= 1.0001 * 10**-decimals


# part, whole, percentage
RATIOS = [
    "Sở đã trả đúng hạn {0}/{1} hồ sơ, đạt {2}%.",
    "Đến nay có {0} trên tổng số {1} hồ sơ được giải quyết trước hạn, đạt {2}%.",
    "Toàn tỉnh có {0}/{1} hộ đã lắp đồng hồ nước, chiếm {2}% số hộ trên địa bàn.",
    "Trong tổng số {1} phản ánh, có {0} phản ánh được trả lời trong ngày, chiếm {2}%.",
    "Trong {1} ý kiến gửi về, {0} ý kiến đề nghị kéo dài giờ mở cửa, tức {2}%.",
    "Huyện tiếp nhận {1} đơn thư, trong đó {0} đơn thuộc thẩm quyền, chiếm {2}%.",
    "Trung tâm đã xử lý {1} yêu cầu, trong đó có {0} yêu cầu gửi qua mạng, chiếm tỷ lệ {2}%.",
    "Tỷ lệ hài lòng đạt {2}% ({0}/{1} phiếu).",
    "Tỷ lệ tiêm chủng là {2}% ({0} trên tổng số {1} trẻ trong độ tuổi).",
    "Số giao dịch không dùng tiền mặt là {0} trên {1} giao dịch, bằng {2}%.",
    "Cơ quan thuế đã gửi thư tới {1} hộ kinh doanh; {0} trong số {1} hộ trả lời, tương đương {2}%.",
    "Tổ khảo sát đọc lại {1} lá phiếu. Có {0} lá phiếu để trống mục góp ý, tức {2}%.",
    "Kho lưu trữ giữ {1} quyển sổ, trong đó {0} quyển đã số hóa, đạt {2}%.",
    "Kết quả có {0} thí sinh trên tổng số {1} thí sinh đạt điểm trung bình trở lên, tỷ lệ {2}%.",
    "Toàn xã còn {0} hộ nghèo trong tổng số {1} hộ, chiếm {2}%.",
    "Đoàn đã giải ngân {0}/{1} triệu đồng, bằng {2}% kế hoạch vốn giao.",
    "Hội đồng thông qua {0}/{1} nội dung với tỷ lệ {2}%.",
    "Đã có {0} hội viên (chiếm {2}%) trên tổng số {1} hội viên nộp phí.",
]


def ratio(chance, template):
    whole = chance.choice([chance.randint(40, 400), chance.randint(900, 9_900), chance.randint(11_000, 980_000)])
    part = chance.randint(whole // 50 + 3, whole - 2)
    decimals = chance.choice([1, 1, 2, 2, 2, 0])
    figures = (n(part), n(whole), pct(100 * part / whole, decimals))
    return Statement(
        "ratio", template, figures, lambda f: number(f[1]) > 0 and near(100 * number(f[0]) / number(f[1]), f[2])
    )


# total, then its parts
SUMS = [
    "Toàn huyện có {0} đơn vị, gồm {1} xã, {2} phường và {3} thị trấn.",
    "Trong quý, bộ phận một cửa nhận {0} hồ sơ, bao gồm {1} hồ sơ đất đai, {2} hồ sơ hộ tịch và {3} hồ sơ chứng thực.",
    "Lớp học có {0} học viên, trong đó {1} nam, {2} nữ và {3} em nhỏ còn lại học riêng.",
    "Đường dây nóng nhận {0} cuộc gọi: {1} cuộc hỏi thủ tục, {2} cuộc góp ý, {3} cuộc báo sự cố.",
    "Đợt này có {1} hộ nghèo, {2} hộ cận nghèo và {3} hộ khó khăn được hỗ trợ, tổng cộng {0} hộ.",
    "Kho nhận {1} quyển khai sinh, {2} quyển kết hôn, {3} quyển khai tử, tổng số {0} quyển.",
    "Quỹ gồm {1} triệu đồng của tỉnh, {2} triệu đồng của huyện và {3} triệu đồng của dân, tổng cộng {0} triệu đồng.",
    "Đoàn rà soát {0} công trình (gồm {1} công trình thủy lợi, {2} công trình giao thông, {3} công trình điện).",
    "Cả đợt tuyển được {0} người: {1} người ở khối tỉnh, {2} người ở khối xã và {3} người làm hợp đồng.",
    "Hội khuyến học trao {0} suất quà, chia thành {1} suất loại một, {2} suất loại hai và {3} suất loại ba.",
    "Tỉnh sắp xếp {0} đơn vị, cụ thể {1} đơn vị giáo dục, {2} đơn vị y tế và {3} đơn vị văn hóa.",
    "Có {0} ý kiến, gồm: {1} ý kiến về đất đai; {2} ý kiến về môi trường; {3} ý kiến về giao thông.",
]


def total(chance, template):
    top = chance.choice([40, 400, 5_000, 60_000])
    parts = [chance.randint(top // 12 + 2, top) for _ in range(3)]
    figures = (n(sum(parts)), *map(n, parts))
    return Statement("sum", template, figures, lambda f: number(f[0]) == sum(map(number, f[1:])))


# before, after, difference
DIFFERENCES = [
    "Thời gian cấp phép được rút từ {0} ngày xuống còn {1} ngày, giảm {2} ngày.",
    "Số đầu mối giảm từ {0} đầu mối xuống {1} đầu mối, giảm {2} đầu mối so với trước khi sắp xếp.",
    "Xã cắt giảm {2} giờ chờ, từ {0} giờ xuống còn {1} giờ.",
    "Số tổ hòa giải từ {0} tổ còn {1} tổ (giảm {2} tổ).",
    "Quỹ lương giảm {2} triệu đồng, từ {0} triệu đồng xuống {1} triệu đồng.",
    "Số biên chế từ {0} người nay còn {1} người, tức giảm {2} người.",
    "Năm ngoái có {0} vụ cháy, năm nay có {1} vụ, giảm {2} vụ.",
    "Thành phần giấy tờ giảm từ {0} loại xuống {1} loại, bớt được {2} loại.",
]
RISES = [
    "Số hồ sơ trực tuyến tăng từ {0} hồ sơ lên {1} hồ sơ, tăng {2} hồ sơ.",
    "Huyện thu hút {1} lượt khách, tăng {2} lượt so với cùng kỳ năm trước ({0} lượt).",
    "Số lớp nâng từ {0} lớp lên {1} lớp, thêm {2} lớp.",
    "Toàn tỉnh có {1} hợp tác xã, tăng {2} hợp tác xã so với năm 2024 ({0} hợp tác xã).",
]


def difference(chance, template):
    low, high = sorted(chance.sample(range(6, chance.choice([60, 400, 9_000])), 2))
    before, after = (high, low) if template in DIFFERENCES else (low, high)
    figures = (n(before), n(after), n(high - low))
    return Statement("difference", template, figures, lambda f: abs(number(f[0]) - number(f[1])) == number(f[2]))


POINTS = [
    "Tỷ lệ hồ sơ trực tuyến tăng từ {0}% lên {1}%, tăng {2} điểm phần trăm.",
    "Mức độ hài lòng nâng từ {0}% lên {1}%, cao hơn {2} điểm phần trăm so với đầu năm.",
    "Tỷ lệ đúng hạn đạt {1}%, tăng {2} điểm phần trăm so với cùng kỳ năm trước ({0}%).",
    "Tỷ lệ thanh toán qua mạng từ {0}% lên {1}%, tăng {2} điểm %.",
]


def points(chance, template):
    low, high = sorted(chance.sample(range(12, 98), 2))
    figures = (str(low), str(high), str(high - low))
    return Statement("difference", template, figures, lambda f: abs(number(f[0]) - number(f[1])) == number(f[2]))


# before, after, percentage
GROWTHS = [
    "Chín tháng, toàn tỉnh tiếp nhận {1} hồ sơ, tăng {2}% so với cùng kỳ năm trước ({0} hồ sơ).",
    "Sản lượng tăng từ {0} tấn lên {1} tấn, tăng {2}%.",
    "Thu ngân sách đạt {1} tỷ đồng, tăng {2}% so với cùng kỳ năm 2025 ({0} tỷ đồng).",
    "Số doanh nghiệp thành lập mới là {1} doanh nghiệp, tăng {2}% so với năm trước (năm trước {0} doanh nghiệp).",
    "Giá trị xuất khẩu từ {0} triệu đồng lên {1} triệu đồng, tăng {2}%.",
    "Lượng khách tăng {2}%, từ {0} lượt lên {1} lượt.",
    "Năm 2024 có {0} hội viên, năm 2025 có {1} hội viên, tăng {2}%.",
    "Quý này bưu điện phát {1} kết quả, tăng {2}% so với quý trước là {0} kết quả.",
]
FALLS = [
    "Thời gian chờ giảm từ {0} phút xuống còn {1} phút, giảm {2}%.",
    "Chi phí in ấn còn {1} triệu đồng, giảm {2}% so với năm trước ({0} triệu đồng).",
    "Số vụ tai nạn giảm {2}%, từ {0} vụ xuống {1} vụ.",
    "Số đơn khiếu nại từ {0} đơn xuống {1} đơn, tức giảm {2}%.",
    "Tháng trước có {0} hồ sơ trễ hẹn, tháng này có {1} hồ sơ trễ hẹn, giảm {2}%.",
]


def growth(chance, template):
    low = chance.randint(*chance.choice([(25, 90), (150, 900), (1_200, 45_000)]))
    high = low + chance.randint(low // 12 + 1, low * 9 // 10)
    before, after = (low, high) if template in GROWTHS else (high, low)
    decimals = chance.choice([1, 1, 2, 0])
    figures = (n(before), n(after), pct(100 * (high - low) / before, decimals))

    def holds(f):
        return number(f[0]) > 0 and near(100 * abs(number(f[1]) - number(f[0])) / number(f[0]), f[2])

    return Statement("growth", template, figures, holds)


# after, difference, percentage
TWICE = [
    "Toàn tỉnh có {0} hợp tác xã, tăng {1} hợp tác xã ({2}%) so với cùng kỳ.",
    "Cả nước nhận {0} đơn, tăng {1} đơn, tương đương {2}% so với năm trước.",
]


def twice(chance, template):
    before = chance.randint(200, 8_000)
    more = chance.randint(before // 20 + 1, before // 2)
    figures = (n(before + more), n(more), pct(100 * more / before, chance.choice([1, 2])))
    return Statement(
        "growth",
        template,
        figures,
        lambda f: number(f[0]) > number(f[1]) and near(100 * number(f[1]) / (number(f[0]) - number(f[1])), f[2]),
    )


# day, month (and year) as one figure
DAYS = [
    "Hội nghị diễn ra vào {weekday}, ngày {0}, tại hội trường UBND tỉnh.",
    "Sáng {weekday} ({0}), đoàn viên ra quân dọn vệ sinh.",
    "Lịch tiếp công dân định kỳ là {weekday}, {0}.",
    "Hệ thống tạm dừng từ 22 giờ {weekday} {0} để nâng cấp.",
    "Phiên chợ mở ngày {0} ({weekday}) tại xã Tân Phong.",
]


def day(chance, template):
    some = TODAY + timedelta(days=chance.randint(-120, 100))
    weekday = WEEKDAYS[some.weekday()]
    written = chance.choice(
        [
            f"{some.day}/{some.month}",
            f"{some.day:02}/{some.month:02}/{some.year}",
            f"{some.day}-{some.month}-{some.year}",
        ]
    )
    weekday = weekday[0].lower() + weekday[1:] if weekday.startswith("Thứ") else weekday

    def holds(f):
        parts = [int(part) for part in f[0].replace("-", "/").split("/")]
        try:
            year = parts[2] if len(parts) > 2 else some.year
            return date(year, parts[1], parts[0]).weekday() == some.weekday()
        except ValueError:
            return False

    return Statement("day", template.replace("{weekday}", weekday), (written,), holds)


NAMES = ["Tân Phong", "An Hòa", "Bến Lam", "Phú Lộc", "Yên Hạ", "Khe Trầm", "Mỹ Giang", "Bản Nguồn"]
THINGS = [
    "rà soát thủ tục",
    "số hóa sổ gốc",
    "tập huấn cán bộ",
    "niêm yết công khai",
    "đo mức hài lòng",
    "kiểm tra đột xuất",
]
COUNTS = [
    ("Đoàn kiểm tra đã đến {0} xã {names}.", NAMES),
    ("Mô hình được nhân rộng tại {0} phường gồm {names}.", NAMES),
    ("Kế hoạch đặt ra {0} nhiệm vụ: {semicolons}.", THINGS),
    ("Hội nghị bàn {0} nội dung sau: {commas}.", THINGS),
]


def count(chance, template):
    written, things = template
    some = chance.sample(things, chance.randint(3, 5))
    listed = f"{', '.join(some[:-1])} và {some[-1]}"
    filled = written.replace("{names}", listed).replace("{commas}", listed).replace("{semicolons}", "; ".join(some))
    return Statement("count", filled, (str(len(some)),), lambda f: int(f[0]) == len(some))


MAKERS = [
    (ratio, RATIOS, 8),
    (total, SUMS, 8),
    (difference, DIFFERENCES + RISES, 6),
    (points, POINTS, 4),
    (growth, GROWTHS + FALLS, 7),
    (twice, TWICE, 5),
    (day, DAYS, 8),
    (count, COUNTS, 6),
]


def statements(seed: int) -> Iterator[Statement]:
    for maker, templates, times in MAKERS:
        for template in templates:
            for number_ in range(times):
                yield maker(random.Random(f"{seed} {template} {number_}"), template)
