"""The pages of the list of articles, which are found by their keys.

A long list is counted no further than somebody looks, so it does not know its last page: the links lead to what is
counted, and from each page to the next. The address of every page answers.
"""

from math import ceil

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from database.bounded import KeyPage
from vietnamese.numbers import format_number, format_up_to

MAX_PAGE = 100_000


class KeyPaginator(Paginator):  # type: ignore[type-arg]
    """Knows the page `number` alone, which `found` is, and whether there is one after it."""

    template_name = "newsroom/list_pages.html"

    def __init__(self, found: KeyPage, per_page: int, number: int, *, has_next: bool) -> None:
        super().__init__(found.keys, per_page)
        self.found, self.number, self.has_next = found, number, has_next

    @cached_property
    def count(self) -> int:
        return self.found.count

    @cached_property
    def num_pages(self) -> int:
        if not self.found.is_capped:
            return max(1, ceil(self.found.count / self.per_page))
        return max(ceil((self.found.most or 0) / self.per_page), self.number + self.has_next)

    @property
    def shown_count(self) -> str:
        """ "1.204", "hơn 10.000"."""
        most = self.found.most
        return format_number(self.count) if most is None else format_up_to(self.count, most)
