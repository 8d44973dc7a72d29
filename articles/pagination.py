"""Pages of a list, as `?trang=` asks for them."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 12


class ListPage(Page):
    """A page of a list. `notice` says in Vietnamese that it is another one than was asked for; mostly it is empty."""

    notice = ""

    @property
    def numbers(self):
        """The numbers of pages to offer, with gaps."""
        return list(self.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1))


class LongListPaginator(Paginator):
    """Skips over the rows before the page in the index alone: page 4,000 costs little more than page 1."""

    def page(self, number):
        page = super().page(number)
        if isinstance(self.object_list, QuerySet):
            page.object_list = self.object_list.filter(pk__in=page.object_list.values("pk"))
        return page

    def _get_page(self, *arguments):
        return ListPage(*arguments)


def page_of(rows, asked, per_page=PER_PAGE):
    """The ListPage `asked` for (text from the address, or None). Nonsense gives the first page, a number too high the
    last; then its `notice` says so.
    """
    paginator = LongListPaginator(rows, per_page)
    page = paginator.get_page(asked)
    if asked:
        try:
            paginator.validate_number(asked)
        except InvalidPage:
            page.notice = f"Không có trang “{asked[:20]}”; đây là trang {page.number}."
    return page
