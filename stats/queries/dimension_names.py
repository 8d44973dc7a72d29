"""The screen names of dimensions' values, and of the rows that ids stand for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.urls import reverse

from accounts.models import User
from articles.models import Article, Attachment
from articles.models.visible_to import NOT_PUBLIC, title_for
from articles.sql import NAMES
from layout.models import Banner
from stats.models import Dimension

from .dimension_sums import Sums

WORDS: dict[str, dict[str, str]] = {
    Dimension.SOURCE: {
        "inside": "Từ trang khác của trang tin",
        "search": "Công cụ tìm kiếm",
        "social": "Mạng xã hội",
        "direct": "Gõ địa chỉ, dấu trang, ứng dụng",
        "other": "Trang web khác",
    },
    Dimension.DEVICE: {
        "mobile": "Điện thoại",
        "tablet": "Máy tính bảng",
        "desktop": "Máy tính",
        "other": "Không rõ",
    },
    Dimension.REFERRER: {"other": "Những trang ít gặp"},
    Dimension.OUTBOUND: {"other": "Những trang ít gặp"},
    Dimension.BROWSER: {"other": "Không rõ"},
    Dimension.SYSTEM: {"other": "Không rõ"},
    Dimension.LANGUAGE: {
        "vi": "Tiếng Việt",
        "en": "Tiếng Anh",
        "ko": "Tiếng Hàn",
        "zh": "Tiếng Trung",
        "ja": "Tiếng Nhật",
        "fr": "Tiếng Pháp",
        "ru": "Tiếng Nga",
        "de": "Tiếng Đức",
        "lo": "Tiếng Lào",
        "km": "Tiếng Khmer",
        "th": "Tiếng Thái",
        "es": "Tiếng Tây Ban Nha",
        "id": "Tiếng Indonesia",
        "hmn": "Tiếng Mông",
        "other": "Không rõ",
    },
    Dimension.PAGE: {
        "home": "Trang chủ",
        "category": "Trang chuyên mục",
        "search": "Trang tìm kiếm",
        "event": "Trang sự kiện",
        "author": "Trang tác giả",
        "tag": "Trang thẻ",
        "page": "Trang tĩnh",
        "glossary": "Trang từ viết tắt",
        "comments": "Trang bình luận",
        "questions": "Trang hỏi đáp",
        "statistics": "Trang thống kê",
        "other": "Trang khác",
    },
    Dimension.DEPTH: {
        "25": "Đến một phần tư bài",
        "50": "Đến nửa bài",
        "75": "Đến ba phần tư bài",
        "100": "Đến cuối bài",
    },
    Dimension.READING: {
        "0-10": "Dưới 10 giây",
        "10-30": "10 đến 30 giây",
        "30-60": "30 giây đến 1 phút",
        "60-180": "1 đến 3 phút",
        "180+": "Trên 3 phút",
    },
}
ROWS = (Dimension.CATEGORY, Dimension.AUTHOR, Dimension.EVENT)
NAMES_OF_ROWS = " UNION ALL ".join(
    f"SELECT '{kind}', id, name FROM ({NAMES[kind]}) AS named WHERE id = ANY (%({kind})s)"  # noqa: S608 (constants alone)
    for kind in ROWS
)
Viewer = User | AnonymousUser | None


@dataclass(frozen=True, slots=True)
class Named:
    """Words that lead to `url` (may be empty), over a soft `note`; `is_gone` for what was deleted."""

    text: str
    url: str = ""
    note: str = ""
    is_gone: bool = False


def describe(kind: str, value: str) -> Named:
    """The Named of a value that is no id; a path links to its page."""
    return Named(WORDS.get(kind, {}).get(value, value), value if value.startswith("/") else "")


def of_rows(sums: Mapping[str, Sums]) -> dict[tuple[str, str], Named]:
    """{(Dimension, value): Named} of the categories, authors and events among `sums` ({kind: Sums}), each with its
    statistics page. One query.
    """
    asked = {str(kind): _numbers(sums[kind]) if kind in sums else [] for kind in ROWS}
    with connection.cursor() as cursor:
        cursor.execute(NAMES_OF_ROWS, asked)
        rows = cursor.fetchall()
    return {(kind, str(pk)): Named(name, reverse(f"stats:{kind}", args=[pk])) for kind, pk, name in rows}


def of_articles(keys: Iterable[int], viewer: Viewer) -> dict[int, Named]:
    """{pk: Named} of the articles `keys` that there are: the title with its public address, or only the number where
    `viewer` (None: anybody) may not know these. One query.
    """
    rows = Article.with_binned.filter(pk__in=list(keys)).order_by().values_list("pk", "slug", title_for(viewer))
    return {
        pk: Named(title, reverse("articles:detail", args=[slug, pk])) if title else _not_public(pk)
        for pk, slug, title in rows
    }


def gone_article(pk: int) -> Named:
    """An article that was deleted since."""
    return Named(f"Bài số {pk}, đã xóa", is_gone=True)


def _not_public(pk: int) -> Named:
    return Named(f"Bài số {pk}, {NOT_PUBLIC.removeprefix('Bài ')}", is_gone=True)


def of_downloads(sums: Sums, viewer: Viewer) -> dict[str, Named]:
    """{value: Named} of the attachments among `sums` (Sums), each with its article as `viewer` may know it. One
    query.
    """
    title = title_for(viewer, to_article="article__")
    rows = Attachment.objects.filter(pk__in=_numbers(sums)).select_related("article")
    rows = rows.only("title", "file", "article__slug").annotate(article_title=title)
    return {str(row.pk): _attachment(row, row.article_title) for row in rows}


def _attachment(row: Attachment, article_title: str) -> Named:
    if not article_title:
        return Named(f"Tệp số {row.pk} của bài chưa đăng", is_gone=True)
    return Named(row.title, row.article.get_absolute_url(), f"{row.kind} của bài “{article_title}”")


def of_banners(sums: Sums) -> dict[str, Named]:
    """{value: Named} of the banners among `sums` (Sums). One query."""
    rows = Banner.objects.filter(pk__in=_numbers(sums)).only("label", "place", "url")
    return {str(row.pk): Named(row.label, row.url, row.get_place_display()) for row in rows}


def gone(word: str, value: str) -> Named:
    """A row that was deleted since."""
    return Named(f"{word} số {value}, đã xóa", is_gone=True)


def _numbers(sums: Sums) -> list[int]:
    return [int(row.value) for row in sums.rows if row.value.isdecimal() and len(row.value) < 18]


def article_address(pk: int) -> str:
    """The statistics page with the days of one article, deleted or not."""
    return reverse("stats:article", args=[pk])
