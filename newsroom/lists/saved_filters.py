"""Filters of the list of articles that a person keeps under a name: they belong to that person, and only they see
them.

What is kept is the part of the list's address that says what is looked for, always spelled in one way (`read`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.db import IntegrityError, transaction

from accounts.models import User
from newsroom.models import QUERY_MAX, SavedFilter
from vietnamese.limits import too_long

MAX_FILTERS = 30
# Of the list's address, what says which articles are looked for, and in which order they stand.
PARAMETERS = {
    *{"trang_thai", "cua", "category__id__exact", "authors__id__exact", "created_by__id__exact"},
    *{"published_at_from", "published_at_to", "is_featured__exact", "in_ticker__exact"},
    *{SEARCH_VAR, ORDER_VAR},
}


class NotSaved(Exception):
    """Why a filter is not kept, as a Vietnamese sentence."""


@dataclass(frozen=True)
class FilterTabs:
    """What stands above the list: `shown` is the query of the list as it is, `to_save` the same while no filter of
    this person has it, "" otherwise.
    """

    filters: list[SavedFilter]
    shown: str
    to_save: str


def read(parameters: Mapping[str, str]) -> str:
    """The query of the list that `parameters` (of its address) ask for; "" when they ask for nothing, or for more than
    is kept.
    """
    found = {name: parameters.get(name, "") for name in PARAMETERS}
    query = urlencode(sorted((name, value) for name, value in found.items() if value and "\0" not in value))
    return query if len(query) <= QUERY_MAX else ""


def read_text(query: str) -> str:
    """`read` for what a form sends: the query as text."""
    return read(dict(parse_qsl(query[: 2 * QUERY_MAX])))


def tabs_of(user: User, parameters: Mapping[str, str]) -> FilterTabs:
    """One query."""
    filters, shown = list(SavedFilter.objects.filter(user=user)), read(parameters)
    is_known = shown in {each.query for each in filters}
    return FilterTabs(filters, shown, "" if is_known else shown)


def save(user: User, name: str, query: str) -> SavedFilter:
    """Keep `query` under `name`. The same twice is kept once. Raises NotSaved. Three queries."""
    query = read_text(query)
    if not query:
        raise NotSaved("Danh sách chưa được lọc, nên chưa có gì để lưu. Xin lọc danh sách bài viết trước.")
    name = _clean(name)
    if SavedFilter.objects.filter(user=user).exclude(name=name).count() >= MAX_FILTERS:
        raise NotSaved(f"Mỗi người giữ được nhiều nhất {MAX_FILTERS} bộ lọc. Xin xóa bớt bộ lọc không dùng nữa.")
    kept, _ = SavedFilter.objects.get_or_create(user=user, name=name, defaults={"query": query})
    if kept.query != query:
        raise NotSaved(f"Bạn đã có bộ lọc khác tên “{name}”. Xin đặt tên khác.")
    return kept


def rename(user: User, pk: int, name: str) -> SavedFilter | None:
    """The renamed filter; None when `user` has no such one. Raises NotSaved."""
    kept, name = SavedFilter.objects.filter(user=user, pk=pk).first(), _clean(name)
    if kept is None:
        return None
    kept.name = name
    try:
        with transaction.atomic():
            kept.save(update_fields=["name"])
    except IntegrityError as error:
        raise NotSaved(f"Bạn đã có bộ lọc khác tên “{name}”. Xin đặt tên khác.") from error
    return kept


def delete(user: User, pk: int) -> SavedFilter | None:
    """The filter that was deleted; None when `user` has no such one."""
    kept = SavedFilter.objects.filter(user=user, pk=pk).first()
    if kept is not None:
        SavedFilter.objects.filter(pk=kept.pk).delete()
    return kept


def _clean(name: str) -> str:
    field = SavedFilter._meta.get_field("name")
    cleaned = str(field.to_python(name) or "")
    if not cleaned:
        raise NotSaved("Xin đặt tên cho bộ lọc.")
    if field.max_length and len(cleaned) > field.max_length:
        raise NotSaved(f"Tên bộ lọc {too_long(len(cleaned), field.max_length)}")
    return cleaned
