"""Any stretch of days, and sums over it that stay quick over years: whole months and years are added up already."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection

SOURCES = {
    "day": "SELECT article_id, {sign} * views FROM stats_articleday WHERE day BETWEEN %s AND %s",
    "month": "SELECT article_id, {sign} * views FROM stats_articleperiod"
    " WHERE span = 'month' AND first_day BETWEEN %s AND %s",
    "year": "SELECT article_id, {sign} * views FROM stats_articleperiod"
    " WHERE span = 'year' AND first_day BETWEEN %s AND %s",
}
TOP = """
SELECT article_id, sum(views)::bigint AS views FROM ({pieces}) AS pieces (article_id, views) {where}
GROUP BY article_id HAVING sum(views) > 0 ORDER BY 2 DESC, 1 DESC LIMIT %s
"""
OF_CATEGORIES = "WHERE article_id IN (SELECT id FROM articles_article WHERE category_id = ANY (%s))"


class Piece(NamedTuple):
    """Rows of one span ("day", "month", "year") whose first days lie from `first` to `last`; `sign` 1 or -1."""

    sign: int
    span: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Range:
    """Local days from `first` to `last`, both with."""

    first: date
    last: date

    def __len__(self):
        return (self.last - self.first).days + 1

    def days(self):
        return [self.first + timedelta(days=n) for n in range(len(self))]

    def before(self):
        """As many days, right before."""
        return Range(self.first - timedelta(days=len(self)), self.first - timedelta(days=1))

    def pieces(self):
        """The Pieces whose sum is this range, as few rows as possible: a month but for its last days is the month
        less these days.
        """
        return _pieces(self.first, self.last)


def top_articles(stretch, count, categories=None):
    """`[(article pk, views)]` of the `count` articles read most in `stretch` (a Range), most first. One query.

    `categories` (pks) leaves only their articles.
    """
    pieces = stretch.pieces()
    sql = " UNION ALL ".join(SOURCES[piece.span].format(sign=piece.sign) for piece in pieces)
    values = [value for piece in pieces for value in (piece.first, piece.last)]
    where = ""
    if categories is not None:
        where = OF_CATEGORIES
        values.append(list(categories))
    with connection.cursor() as cursor:
        cursor.execute(TOP.format(pieces=sql, where=where), [*values, count])
        return cursor.fetchall()


def _pieces(first, last):
    if (first.year, first.month) == (last.year, last.month):
        return _in_month(first, last)
    pieces, begin, end = [], first.replace(day=1), last.replace(day=1)
    if first != begin:
        pieces += _in_month(first, _end_of_month(first))
        begin = _next_month(begin)
    if last != _end_of_month(last):
        pieces += _in_month(end, last)
        end = (end - timedelta(days=1)).replace(day=1)
    return pieces + _months(begin, end) if begin <= end else pieces


def _in_month(first, last):
    begin, end = first.replace(day=1), _end_of_month(first)
    rest = [(begin, first - timedelta(days=1)), (last + timedelta(days=1), end)]
    rest = [(one, other) for one, other in rest if one <= other]
    if (last - first).days + 1 <= 1 + sum((other - one).days + 1 for one, other in rest):
        return [Piece(1, "day", first, last)]
    return [Piece(1, "month", begin, begin), *(Piece(-1, "day", one, other) for one, other in rest)]


def _months(begin, end):
    """Whole months, the first of which begins on `begin` and the last on `end`."""
    if begin.year == end.year:
        return _in_year(begin, end)
    pieces, first_year, last_year = [], begin.year, end.year
    if begin.month > 1:
        pieces += _in_year(begin, date(begin.year, 12, 1))
        first_year += 1
    if end.month < 12:
        pieces += _in_year(date(end.year, 1, 1), end)
        last_year -= 1
    if first_year <= last_year:
        pieces.append(Piece(1, "year", date(first_year, 1, 1), date(last_year, 1, 1)))
    return pieces


def _in_year(begin, end):
    count = end.month - begin.month + 1
    if count <= 1 + 12 - count:
        return [Piece(1, "month", begin, end)]
    pieces = [Piece(1, "year", date(begin.year, 1, 1), date(begin.year, 1, 1))]
    if begin.month > 1:
        pieces.append(Piece(-1, "month", date(begin.year, 1, 1), date(begin.year, begin.month - 1, 1)))
    if end.month < 12:
        pieces.append(Piece(-1, "month", date(end.year, end.month + 1, 1), date(end.year, 12, 1)))
    return pieces


def _end_of_month(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def _next_month(day):
    return _end_of_month(day) + timedelta(days=1)
