"""Pages of a list, as `?trang=` asks for them."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet

PER_PAGE = 12


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
    """The ListPage `asked` for (text from the address, or None). Text that is no number gives the first page, a number
    too high the last; its `notice` says so.
    """
    paginator = LongListPaginator(rows, per_page)
    if not asked:
        return paginator.page(1)
    try:
        return paginator.page(asked)
    except PageNotAnInteger:
        page = paginator.page(1)
    except EmptyPage:
        page = paginator.page(paginator.num_pages)
    page.notice = f"Không có trang “{asked[:20]}”; đây là trang {page.number}."
    return page
