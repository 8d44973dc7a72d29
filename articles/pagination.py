"""Pages of a list, as `?trang=` asks for them."""

from django.core.paginator import InvalidPage, Paginator

PER_PAGE = 12


def page_of(rows, asked, per_page=PER_PAGE):
    """The page `asked` for (text from the address, or None).

    Nonsense gives the first page, a number too high the last; then `page.notice` says so in Vietnamese.
    `page.numbers` are the numbers to offer, with gaps.
    """
    paginator = Paginator(rows, per_page)
    page = paginator.get_page(asked)
    page.notice = ""
    if asked:
        try:
            paginator.validate_number(asked)
        except InvalidPage:
            page.notice = f"Không có trang “{asked[:20]}”; đây là trang {page.number}."
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return page
