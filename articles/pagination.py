"""Pages of a list, as `?trang=` asks for them."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

PER_PAGE = 12
LAST_NUMBER = "articles.last_number"  # in the environ of a request


class ListPage(Page[Any]):
    """A page of a list. `notice` says in Vietnamese that it is another one than was asked for; mostly it is empty."""

    notice = ""

    @property
    def numbers(self) -> list[int | str]:
        """The numbers of pages to offer, with gaps."""
        return list(self.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1))


class LongListPaginator(Paginator):  # type: ignore[type-arg]  # Django's takes no arguments at run time
    """Skips the rows before the page in the index, so that page 4,000 costs little more than page 1."""

    def page(self, number: int | str) -> ListPage:
        page = super().page(number)
        rows = page.object_list
        if isinstance(self.object_list, QuerySet) and isinstance(rows, QuerySet):
            rows = self.object_list.filter(pk__in=rows.values("pk"))
        return ListPage(rows, page.number, self)


def page_of(rows: QuerySet[Any] | Sequence[Any], asked: str | None, per_page: int = PER_PAGE) -> ListPage:
    """The ListPage `asked` for (text from the address, or None). What is no number of a page gives the first one, a
    number too high the last; its `notice` says so. It does not name what was asked for: one copy of the page is kept.
    """
    paginator = LongListPaginator(rows, per_page)
    if not asked:
        return paginator.page(1)
    try:
        return paginator.page(asked)
    except PageNotAnInteger:
        page = paginator.page(1)
    except EmptyPage:
        page = paginator.page(1 if int(asked) < 1 else paginator.num_pages)
    page.notice = f"Không có trang bạn vừa mở; đây là trang {page.number} trong {paginator.num_pages} trang."
    return page


def keep_out_of_caches(request: HttpRequest, response: HttpResponse, page: ListPage) -> HttpResponse:
    """`response`, which no cache outside keeps if it explains that there is no such page: there is no end of such
    numbers. Whoever renders for everybody reads LAST_NUMBER in the environ, and keeps one for all.
    """
    if page.notice:
        add_never_cache_headers(response)
        request.META[LAST_NUMBER] = page.paginator.num_pages
    return response
