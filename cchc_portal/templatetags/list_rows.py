"""The lists of the admin, row by row: one that cannot be shown takes no other with it."""

import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import result_hidden_fields
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.forms import BaseForm
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from unfold.templatetags.unfold_list import UnfoldResultList, items_for_result, result_headers

from vietnamese.dates import is_readable

log = logging.getLogger(__name__)
register = template.Library()

MOST_REMEMBERED = 1000
_logged: set[tuple[str, object]] = set()  # the rows that this process has logged


@register.inclusion_tag("admin/change_list_results.html", takes_context=True)
def row_by_row(context: template.Context, cl: ChangeList) -> dict[str, Any]:
    """{% row_by_row cl %}: what the theme's `unfold_result_list` shows."""
    headers = list(result_headers(cl))
    forms = cl.formset.forms if cl.formset else [None] * len(cl.result_list)
    return {
        "cl": cl,
        "result_hidden_fields": list(result_hidden_fields(cl)),
        "result_headers": headers,
        "num_sorted_fields": sum(bool(header["sortable"] and header["sorted"]) for header in headers),
        "results": [
            UnfoldResultList(row, form, _cells(cl, row, form))
            for row, form in zip(cl.result_list, forms, strict=False)
        ],
        "actions_row": context.get("actions_row"),
        "has_add_permission": cl.model_admin.has_add_permission(context["request"]),
    }


def _cells(cl: ChangeList, row: Model, form: BaseForm | None) -> Iterator[str]:
    """The cells of `row`, and one more that says which dates cannot be read; one cell alone when the row has none."""
    try:
        cells = list(items_for_result(cl, row, form))
        unread = _unreadable_days(row)
    except Exception:  # whatever it is, the other rows have nothing to do with it
        _log_once(row, "cannot be shown", has_error=True)
        kept = format_html_join("", "{}", ((field.as_hidden(),) for field in form.visible_fields())) if form else ""
        sentence = f"Dòng số {row.pk} không hiện được vì có chỗ hỏng. "
        link, width = _link_to(cl, row), len(cl.list_display)
        return iter([format_html('<td class="px-3 py-2" colspan="{}">{}{}{}</td>', width, sentence, link, kept)])
    if unread:
        _log_once(row, f"has a date that cannot be read in {', '.join(unread)}")
        names = ", ".join(f"“{capfirst(name)}”" for name in unread)
        sentence = f"Ngày giờ ở ô {names} không đọc được. "
        cells.append(format_html('<td class="px-3 py-2">{}{}</td>', sentence, _link_to(cl, row)))
    return iter(cells)


def _unreadable_days(row: Model) -> list[str]:
    """The names of its loaded columns with a day that is none (`database.moments`)."""
    loaded = ((field, row.__dict__.get(field.attname)) for field in row._meta.concrete_fields)
    return [str(field.verbose_name) for field, value in loaded if isinstance(value, date) and not is_readable(value)]


def _link_to(cl: ChangeList, row: Model) -> SafeString:
    return format_html(
        '<a class="text-primary-700 dark:text-primary-300 underline" href="{}">Mở ra để sửa</a>',
        cl.url_for_result(row),
    )


def _log_once(row: Model, what: str, *, has_error: bool = False) -> None:
    if (row._meta.label, row.pk) not in _logged and len(_logged) < MOST_REMEMBERED:
        _logged.add((row._meta.label, row.pk))
        log.warning("A row of the admin's list %s: %s %s", what, row._meta.label, row.pk, exc_info=has_error)
