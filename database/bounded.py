"""Rows counted and paged no further than somebody looks, so that a list costs the same however much there is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Statement = tuple[str, tuple[Any, ...]]

# In an array, so that PostgreSQL plans for all the rows that are asked for: with a limit beside the condition it often
# walks along an order, in the hope of soon having met enough.
_COUNT = "(SELECT count(*) FROM ({rows}) AS counted)"
_PAGE = "WITH found AS MATERIALIZED (SELECT ARRAY({keys}) AS keys) SELECT cardinality(keys), keys[%s:%s] FROM found"


@dataclass(frozen=True)
class KeyPage:
    """The `keys` of one page in order (or the query that finds them), and how many rows there are in all: of more than
    `most` only that there are more. None: all were counted.
    """

    keys: list[int] | QuerySet[Any, Any] = field(default_factory=list)
    count: int = 0
    most: int | None = None

    @property
    def is_capped(self) -> bool:
        return self.most is not None and self.count > self.most


def count_up_to(rows: Mapping[str, QuerySet[Any]], most: int) -> dict[str, int]:
    """How many rows there are by name; `most` + 1 stands for more than `most`. One query."""
    counts = dict.fromkeys(rows, 0)
    asked = {name: found for name, each in rows.items() if (found := _keys(each.order_by(), most + 1))}
    if not asked:
        return counts
    counted = ", ".join(_COUNT.format(rows=sql) for sql, _ in asked.values())
    values = [value for _, given in asked.values() for value in given]
    with connections[next(iter(rows.values())).db].cursor() as cursor:
        cursor.execute(f"SELECT {counted}", values)
        return counts | dict(zip(asked, cursor.fetchone(), strict=True))


def page_of_keys(rows: QuerySet[Any], start: int, stop: int, most: int | None) -> KeyPage:
    """The keys of `rows` from `start` to `stop` (from 0) in their order, counted up to `most` or `stop`, whichever is
    more; None counts all. One query.
    """
    found = _keys(rows, None if most is None else max(most + 1, stop))
    if found is None:
        return KeyPage(most=most)
    sql, values = found
    with connections[rows.db].cursor() as cursor:
        cursor.execute(_PAGE.format(keys=sql), [*values, start + 1, stop])
        count, keys = cursor.fetchone()
    return KeyPage(keys, count, most)


def _keys(rows: QuerySet[Any], limit: int | None) -> Statement | None:
    """The statement of the keys of `rows`; None when no row can be among them."""
    try:
        sql, values = rows.values("pk")[:limit].query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(values)
