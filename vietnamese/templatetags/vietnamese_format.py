"""Numbers, dates and names as Vietnamese readers write them: {% load vietnamese_format %}

A missing value, or one of the wrong kind, is shown as an empty text, as by Django's own filters.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from vietnamese import dates, names, numbers, telephones

register = template.Library()


def _of_number(function: Callable[..., str]) -> Callable[..., str]:
    @wraps(function)
    def filtered(value: object, *args: object) -> str:
        try:
            return function(value, *args)
        except (TypeError, ValueError):
            return ""

    return filtered


def _of_date(function: Callable[..., str]) -> Callable[..., str]:
    @wraps(function)
    def filtered(value: object) -> str:
        return function(value) if isinstance(value, date) else ""

    return filtered


register.filter("vi_number", _of_number(numbers.format_number))
register.filter("vi_percent", _of_number(numbers.format_percent))
register.filter("vi_filesize", _of_number(numbers.format_bytes))
register.filter("vi_date", _of_date(dates.format_date))
register.filter("vi_datetime", _of_date(dates.format_datetime))
register.filter("vi_weekday", _of_date(dates.weekday))
register.filter("vi_hour", _of_date(dates.format_hour))
register.filter("vi_time", _of_date(dates.format_clock))
register.filter("vi_time_date", _of_date(dates.format_time_date))
register.filter("vi_second", _of_date(dates.format_second))
register.filter("iso", _of_date(dates.format_iso))


@register.filter
def vi_timesince(value: object, now: datetime | None = None) -> str:
    """`3 giờ trước`; `now` for tests and for pages that count from one moment."""
    return dates.timesince(value, now) if isinstance(value, date) else ""


@register.filter
def vi_initials(value: object) -> str:
    """The initials of a name."""
    return names.initials(str(value)) if value else ""


@register.filter
def vi_telephones(value: object) -> SafeString:
    """Plain text, escaped, whose telephone numbers do not break over lines; before `linebreaks`, not behind it."""
    text, last, pieces = "" if value is None else str(value), 0, []
    for start, end in telephones.telephone_numbers(text):
        pieces.append((text[last:start], text[start:end]))
        last = end
    whole = format_html_join("", '{}<span class="unbroken">{}</span>', pieces)
    return format_html("{}{}", whole, text[last:]) if pieces else conditional_escape(text)


@register.simple_tag
def vi_now() -> datetime:
    """{% vi_now as today %}: this moment, to be written by the filters."""
    return timezone.localtime()
