"""An import by a command: it reports, asks whoever sits at the terminal, and adds."""

import pytest
from django.core.management import CommandError

from stats.management.commands import _telling
from stats.models import FigureImport, SiteDay
from tests.commands import run

from .figures import SERIES

pytestmark = pytest.mark.django_db


class Terminal:
    @staticmethod
    def isatty():
        return True


@pytest.mark.parametrize(("answer", "added"), [("y", True), ("yes", True), ("", False), ("n", False)])
def test_a_person_at_the_terminal_is_asked(monkeypatch, write, answer, added):
    monkeypatch.setattr(_telling.sys, "stdin", Terminal)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    path = write(SERIES)

    if added:
        run("import_daily_series", path)
    else:
        with pytest.raises(CommandError, match="Nothing was added"):
            run("import_daily_series", path)
    assert SiteDay.objects.exists() == FigureImport.objects.exists() == added


def test_yes_asks_nobody(monkeypatch, write):
    monkeypatch.setattr(_telling.sys, "stdin", Terminal)

    assert "2 days added" in run("import_daily_series", write(SERIES), "--yes")


def test_a_dry_run_reports_columns_and_what_is_left_out(write):
    said = run("import_daily_series", write("# x\nday;views;lạ\n01/02/2025;1.234;4\nTotal;1234;\n"), "--dry-run")

    for part in (
        "column “lạ”: not used",
        "“01/02/2025” is 2025-02-01",
        "“1.234” is 1234",
        "left out: 1 comment, first in line 1: # x",
        "left out: 1 a sum, no day",
    ):
        assert part in said


def test_the_order_of_day_and_month_can_be_said(write):
    path = write("day;views\n01/02/2025;9\n01/03/2025;9\n01/04/2025;9\n")
    with pytest.raises(CommandError, match="--dates"):
        run("import_daily_series", path)

    assert "2025-01-02 to 2025-01-04" in run("import_daily_series", path, "--dates", "month-first")
