"""Tables that open with a double click in a Vietnamese Excel, and do nothing there but stand."""

import csv

from django.http import HttpResponse

# What Excel and LibreOffice take for the beginning of a formula, with the full-width forms.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def csv_answer(name, header, rows):
    """A download `name`.csv of `header` and `rows` (numbers, dates, text).

    UTF-8 with a byte order mark, or Excel takes the letters for something else; semicolons, because where the decimal
    sign is a comma Excel expects them; dates in ISO 8601, which every spreadsheet reads alike.
    """
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store"
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";")
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return answer


def harmless(cell):
    """`cell` for a spreadsheet: text that would be taken for a formula gets an apostrophe in front."""
    if isinstance(cell, str) and cell.lstrip().startswith(_FORMULA_SIGNS):
        return f"'{cell}"
    return cell
