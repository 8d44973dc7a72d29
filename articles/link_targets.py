"""What readers find at addresses of articles, categories, tags, authors, events and pages (links/inside.py asks)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from links.verdicts import Verdict, gone, leads_on, missing, opens, waits
from revisions.bin.gone import gone_among
from vietnamese.dates import format_time_date

from .models import Article, Author, Page, Tag
from .models.display_status import DisplayStatus
from .models.former_slug import slugs_today

# Slugs of pages whose place another page has taken: portals explained abbreviations in a page of their own.
ELSEWHERE = {"bang-chu-viet-tat": "articles:glossary"}
SHOWN_TO = "Bạn đọc bấm vào sẽ gặp trang lỗi."
GONE = {
    DisplayStatus.EXPIRED: "Bài “{}” đã hết hạn: bạn đọc chỉ thấy lời báo bài không còn.",
    DisplayStatus.WITHDRAWN: "Bài “{}” đã gỡ: bạn đọc chỉ thấy lời báo bài không còn.",
    DisplayStatus.BINNED: "Bài “{}” đang ở trong thùng rác: bạn đọc không mở được.",
}
CHOOSE = "Xin bỏ liên kết, hoặc chọn bài khác."
BINNED = "Trang này đã vào thùng rác: bạn đọc chỉ thấy lời báo trang không còn. Xin bỏ liên kết hoặc chọn trang khác."
HIDDEN = "“{}” đang ẩn với bạn đọc. {} Xin cho hiện, hoặc bỏ liên kết."


def articles(asked: Sequence[Mapping[str, Any]], user: Any) -> list[Verdict]:
    """Verdicts on addresses of articles. Two queries, besides those for rights."""
    keys = {kwargs["pk"] for kwargs in asked if kwargs["pk"] < 2**63}
    needed = ("title", "slug", "status", "published_at", "expires_at", "binned_at", "first_slug")
    rows = Article.with_binned.only(*needed).order_by().in_bulk(keys)
    known = set(Article.with_binned.visible_to(user).filter(pk__in=rows).order_by().values_list("pk", flat=True))
    return [_of_article(rows.get(kwargs["pk"]), kwargs["slug"], known) for kwargs in asked]


def _of_article(article: Any, slug: str, known: set[int]) -> Verdict:
    if article is None:
        return missing()
    target = f"article:{article.pk}"
    if article.pk not in known:
        return missing(target)
    status = article.display_status()
    if status == DisplayStatus.SHOWN:
        return opens(target) if slug == article.slug else leads_on(article.get_absolute_url(), target)
    if status == DisplayStatus.SCHEDULED:
        hour = format_time_date(article.published_at)
        return waits(f"Bài “{article.title}” hẹn đăng lúc {hour}. Trước giờ đó bạn đọc chưa mở được.", target)
    if status in GONE:
        return gone(f"{GONE[status].format(article.title)} {CHOOSE}", target)
    return waits(f"Bài “{article.title}” chưa đăng. {SHOWN_TO} Xin đăng bài ấy trước, hoặc bỏ liên kết.", target)


def by_slug(name: str, shown_rows: Callable[[], "QuerySet[Any]"]) -> Callable[..., list[Verdict]]:
    """A judge of the addresses `name`, at which readers see `shown_rows`. One query; what is not found costs four
    more, or five, all together.
    """

    def judge(asked: Sequence[Mapping[str, Any]], user: Any) -> list[Verdict]:
        rows = shown_rows()
        kind = rows.model._meta.model_name
        slugs = {kwargs["slug"] for kwargs in asked}
        shown = dict(rows.filter(slug__in=slugs).order_by().values_list("slug", "pk"))
        lost = slugs - shown.keys()
        others = _others(name, rows, lost, user) if lost else {}
        found = {slug: opens(f"{kind}:{key}") for slug, key in shown.items()} | others
        return [found[kwargs["slug"]] for kwargs in asked]

    return judge


def _others(name: str, rows: "QuerySet[Any]", slugs: set[str], user: Any) -> dict[str, Verdict]:
    """Of slugs at which readers see nothing: renamed, in the bin, hidden, or never there."""
    kind = rows.model._meta.model_name
    today = slugs_today(rows, list(slugs))
    keys = dict(rows.filter(slug__in=today.values()).order_by().values_list("slug", "pk"))
    address_of = {slug: reverse(name, args=[slug]) for slug in slugs}
    in_bin = gone_among([address_of[slug] for slug in slugs - today.keys()])
    hidden = _hidden(rows.model, slugs - today.keys())
    found = {}
    for slug in slugs:
        if slug in today:
            found[slug] = leads_on(reverse(name, args=[today[slug]]), f"{kind}:{keys[today[slug]]}")
        elif kind == "page" and slug in ELSEWHERE:
            found[slug] = leads_on(reverse(ELSEWHERE[slug]))
        elif slug in hidden:
            found[slug] = _of_hidden(hidden[slug], user)
        else:
            found[slug] = gone(BINNED) if address_of[slug] in in_bin else missing()
    return found


def _hidden(model: Any, slugs: set[str]) -> dict[str, Any]:
    """Rows that are not for readers: a page that is not shown, a tag or an author of no published article."""
    if model not in {Page, Tag, Author} or not slugs:
        return {}
    return {row.slug: row for row in model.objects.filter(slug__in=slugs).order_by()}


def _of_hidden(row: Any, user: Any) -> Verdict:
    kind = row._meta.model_name
    if user is None or not user.has_perm(f"articles.view_{kind}"):
        return missing(f"{kind}:{row.pk}")
    return waits(HIDDEN.format(row, SHOWN_TO), f"{kind}:{row.pk}")
