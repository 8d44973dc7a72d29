"""Pages of a list, as `?trang=` asks for them."""

from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet

PER_PAGE = 12


class LongListPaginator(Paginator):
    """Skips over the rows before the page in the index alone: page 4,000 costs little more than page 1."""

    def page(self, number):
        page = super().page(number)
        if isinstance(self.object_list, QuerySet):
            page.object_list = self.object_list.filter(pk__in=page.object_list.values("pk"))
        return page


def page_of(rows, asked, per_page=PER_PAGE):
    """The page `asked` for (text from the address, or None).

    Nonsense gives the first page, a number too high the last; then `page.notice` says so in Vietnamese.
    `page.numbers` are the numbers to offer, with gaps.
    """
    paginator = LongListPaginator(rows, per_page)
    page = paginator.get_page(asked)
    page.notice = ""
    if asked:
        try:
            paginator.validate_number(asked)
        except InvalidPage:
            page.notice = f"Không có trang “{asked[:20]}”; đây là trang {page.number}."
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return page
