"""Dimensions of the sample's views: hours, sources and devices of its readers."""

from collections import Counter

from stats.models import Dimension

# Shares of a day's views, as weights.
HABITS = {
    Dimension.DEVICE: {"mobile": 68, "desktop": 29, "tablet": 3},
    Dimension.BROWSER: {
        "Chrome": 46, "Safari": 19, "Cốc Cốc": 14, "Edge": 8, "Samsung Internet": 6, "Firefox": 3, "Zalo": 2,
        "Opera": 2,
    },
    Dimension.SYSTEM: {"Android": 47, "iOS": 22, "Windows": 26, "macOS": 4, "Linux": 1},
    Dimension.LANGUAGE: {"vi": 93, "en": 6, "ko": 1},
    Dimension.SOURCE: {"inside": 41, "search": 29, "direct": 16, "social": 11, "other": 3},
}  # fmt: skip
REFERRERS = {
    "google.com": 24, "coccoc.com": 4, "bing.com": 1, "facebook.com": 7, "zalo.me": 4, "langson.example": 2,
    "dichvucong.example": 1,
}  # fmt: skip
PAGES = {"home": 58, "category": 21, "search": 9, "event": 3, "author": 1, "page": 8}
# Of a hundred views of articles
DEPTHS = {"25": 24, "50": 23, "75": 19, "100": 27}
READING = {"0-10": 21, "10-30": 25, "30-60": 23, "60-180": 20, "180+": 4}
# Of a thousand views, with how many results
SEARCHES = {
    "12 khai sinh": 9, "8 căn cước": 7, "15 một cửa": 6, "4 lý lịch tư pháp": 4, "6 đăng ký kết hôn": 4,
    "9 dịch vụ công": 4, "3 sổ đỏ": 3, "0 giấy phép lái xe": 3, "0 hộ chiếu": 2, "11 chuyển đổi số": 2,
    "0 lịch tiếp công dân tháng này": 1, "5 chỉ số hài lòng": 1,
}  # fmt: skip


def dimensions_of(day, views, article_rows, hours):
    """Rows (day, Dimension, value, count) of a day: `views` of the whole portal, `article_rows` of (article, views),
    `hours` the weight of each hour of it.
    """
    of_articles = sum(count for _, count in article_rows)
    for kind, habits in HABITS.items():
        yield from _rows(day, kind, divided(views, habits))
    yield from _rows(day, Dimension.HOUR, divided(views, {f"{hour:02}": weight for hour, weight in hours.items()}))
    yield from _rows(day, Dimension.PAGE, divided(views - of_articles, PAGES))
    yield from _rows(day, Dimension.REFERRER, divided(round(views * 0.43), REFERRERS))
    yield from _rows(day, Dimension.DEPTH, divided(round(of_articles * 0.93), DEPTHS))
    yield from _rows(day, Dimension.READING, divided(round(of_articles * 0.93), READING))
    yield from _rows(day, Dimension.SEARCH, divided(round(views * sum(SEARCHES.values()) / 1000), SEARCHES))
    yield from _of_articles(day, article_rows)


def _of_articles(day, article_rows):
    sums = Counter()
    for article, views in article_rows:
        sums[Dimension.CATEGORY, str(article.category_id)] += views
        if article.event_id:
            sums[Dimension.EVENT, str(article.event_id)] += views
        for author in article.authors.all():
            sums[Dimension.AUTHOR, str(author.pk)] += views
    for (kind, value), count in sums.items():
        yield day, kind, value, count


def divided(total, weights):
    """`total` (a whole number) in whole parts by `weights`, {name: weight}; the parts add up to it."""
    parts, left, weight_left = {}, total, sum(weights.values())
    for name, weight in weights.items():
        parts[name] = round(left * weight / weight_left) if weight_left else 0
        left, weight_left = left - parts[name], weight_left - weight
    return parts


def _rows(day, kind, parts):
    for value, count in parts.items():
        if count > 0:
            yield day, kind, value, count
