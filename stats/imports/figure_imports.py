"""An import from the file to its undoing: read, looked at, added, taken out again.

What waits to be looked at are figures, never the file: they outlive a restart between the steps, and need little room.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from stats.models import Excluded, FigureImport, ImportedDay, SiteDay
from stats.rollup import ledger
from stats.rollup.lock import hold_totals
from vietnamese.text import clean_text

from . import cells, daily_series
from .access_log import Reading
from .history import HoldsLess, Rows, add_days, take_out
from .log_files import is_log, refuse_named, refuse_unread
from .report import Problem, Report, Unusable, refused
from .text_files import digest_of, digest_of_all, first_lines, is_workbook, lines_of

Kind, State = FigureImport.Kind, FigureImport.State
MOST_WAITING = 5  # of one person
BATCH = 1000
FIGURES = ("views", "visits", "visitors")
NO_TABLE = {"no_columns", "csv", "damaged"}  # why a file is refused that may be something else


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file would add: `rows` of the days that can be taken; `report` as `Report.as_json`; of logs `lines` and
    those that are `unreadable`.
    """

    kind: str
    file_name: str
    digest: bytes
    rows: Rows
    report: dict[str, Any]
    lines: int = 0
    unreadable: int = 0


def check(
    file: BinaryIO,
    name: str,
    order: str = cells.AUTO,
    chosen: Mapping[str, str] | None = None,
    *,
    most_lines: int | None = None,
    most_bytes: int | None = None,
) -> Checked:
    """Read a file of either kind, which is found by its content. `order` and `chosen` as for `daily_series.read_file`.
    Raises Unusable. Up to six queries.
    """
    digest = digest_of(file, name, most_bytes)
    if is_workbook(file):
        return check_series(file, name, order, chosen, digest=digest)
    lines = first_lines(file, name)
    refuse_named(lines)
    if is_log(lines):
        return check_logs([(name, file)], most_lines=most_lines)
    try:
        return check_series(file, name, order, chosen, digest=digest)
    except Unusable as error:
        if any(problem.code in NO_TABLE for problem in error.problems):
            refuse_unread(lines)
        raise


def check_series(
    file: BinaryIO,
    name: str,
    order: str = cells.AUTO,
    chosen: Mapping[str, str] | None = None,
    *,
    digest: bytes = b"",
) -> Checked:
    """Read a daily series. Raises Unusable with all that is wrong, also days that are counted or not over. Up to three
    queries.
    """
    digest = digest or digest_of(file, name)
    try:
        series = daily_series.read_all(file, order, chosen)
    except UnicodeDecodeError as error:
        raise refused("damaged", error=str(error)) from error
    lacking, problems = _lacking(series.rows, series.report, is_sure=not series.problems)
    if series.problems or problems:
        raise Unusable([*series.problems, *problems], series.report.columns)
    return Checked(Kind.SERIES, name, digest, Rows(site=lacking), series.report.as_json())


def check_logs(files: Iterable[tuple[str, BinaryIO]], *, most_lines: int | None = None) -> Checked:
    """Read access logs, [(name, file)]; a file that comes twice counts once. Days that are counted or not over are
    left out. Raises Unusable. Six queries.
    """
    reading, names, digests = Reading(most_lines), [], []
    for name, file in files:
        digest = digest_of(file, name)
        if digest in digests:
            reading.report.leave_out("same_file", name)
            continue
        names.append(name)
        digests.append(digest)
        refuse_named(first_lines(file, name))
        reading.add(lines_of(file, name))
        if not reading.is_read:
            refuse_unread(first_lines(file, name))
    reading.close()
    days, today = reading.days(), timezone.localdate()
    known = counted(days)
    for day in days:
        if day in known or day >= today:
            code = "counted_day" if day in known else "open_day"
            reading.report.leave_out(code, detail=day.isoformat(), count=reading.views(day))
    rows = reading.rows([day for day in days if day not in known and day < today])
    digest = digests[0] if len(digests) == 1 else digest_of_all(digests)
    report = reading.report
    return Checked(Kind.LOG, ", ".join(names), digest, rows, report.as_json(), reading.lines, reading.unreadable)


def counted(days: Iterable[date]) -> set[date]:
    """Those of `days` that have figures, even if only of excluded beacons. One query."""
    days = list(days)
    views = SiteDay.objects.filter(day__in=days).exclude(views=0, visits=0, visitors=0).values_list("day")
    excluded = Excluded.objects.filter(day__in=days).order_by().values_list("day")
    return {day for (day,) in views.union(excluded)}


@transaction.atomic
def wait(checked: Checked, by: User) -> FigureImport:
    """Keep what was read until `by` has looked at it. The same file again is the same row, read anew. Raises Unusable
    when too many wait.
    """
    waiting = FigureImport.objects.filter(by=by, state=State.WAITING)
    count = waiting.exclude(digest=checked.digest).count()
    if count >= MOST_WAITING:
        raise refused("waiting", count=count)
    fields = _fields(checked)
    row, _ = FigureImport.objects.update_or_create(
        by=by, digest=checked.digest, state=State.WAITING, defaults=fields, create_defaults=fields
    )
    row.days.all().delete()
    _keep_days(row, checked.rows)
    return row


@transaction.atomic
def add(pk: int, by: User, seen: str = "") -> FigureImport:
    """Add what waits. Done once, however often it is asked for. `seen` is the `checked_at` (ISO 8601) of the table
    that was looked at. Raises Unusable: gone, of somebody else, read again meanwhile, or a day has figures by now.
    """
    hold_totals()
    row = FigureImport.objects.select_for_update().filter(pk=pk, by=by).first()
    if row is None:
        raise refused("gone")
    if row.state == State.UNDONE:
        raise refused("undone")
    if row.state == State.ADDED:
        return row
    if seen and seen != row.checked_at.isoformat():
        raise refused("seen_before")
    rows = Rows.of_sums(_sums(row))
    _hold_against_totals(rows)
    add_days(**rows._asdict())
    row.state, row.added_at, row.report = State.ADDED, timezone.now(), _without_examples(row.report)
    row.save(update_fields=["state", "added_at", "report"])
    return row


@transaction.atomic
def add_at_once(checked: Checked) -> FigureImport:
    """Add what was read, by the command of the server. Raises Unusable when a day has figures by now."""
    hold_totals()  # else another import could add the same days after this check
    _hold_against_totals(checked.rows)
    fields = {**_fields(checked), "report": _without_examples(checked.report)}
    row = FigureImport.objects.create(digest=checked.digest, state=State.ADDED, added_at=timezone.now(), **fields)
    _keep_days(row, checked.rows)
    add_days(**checked.rows._asdict())
    return row


def done() -> QuerySet[FigureImport]:
    """What was imported, the newest first, also what was undone."""
    return FigureImport.objects.exclude(state=State.WAITING)


def discard(pk: int, by: User) -> bool:
    """Forget what waits; returns whether there was something."""
    return bool(FigureImport.objects.filter(pk=pk, by=by, state=State.WAITING).delete()[0])


@transaction.atomic
def undo(pk: int, by: User | None = None) -> FigureImport:
    """Take the figures of an import out of the totals again, exactly these; days whose totals somebody changed are
    not touched. Done once, however often it is asked for. Raises Unusable, and then nothing is changed.
    """
    hold_totals()
    row = FigureImport.objects.select_for_update().exclude(state=State.WAITING).filter(pk=pk).first()
    if row is None:
        raise refused("gone")
    if row.state == State.UNDONE:
        return row
    days = _sums(row)
    if wrong := ledger.altered(days):
        raise Unusable([Problem("altered", {"day": day.isoformat()}) for day in wrong[:20]])
    try:
        with transaction.atomic():
            take_out(days)
    except HoldsLess as error:
        raise refused("changed") from error
    row.state, row.undone_by, row.undone_at = State.UNDONE, by, timezone.now()
    row.save(update_fields=["state", "undone_by", "undone_at"])
    row.days.all().delete()
    return row


def _lacking(
    rows: list[daily_series.Row], report: Report, *, is_sure: bool
) -> tuple[list[daily_series.Row], list[Problem]]:
    """What of `rows` the totals lack, and why they cannot be taken. A day whose visits came without views (a file
    whose column of views was not known) lacks the views: only these are added. Where the columns are not sure
    (`is_sure`), such a day is no problem yet. Three queries.
    """
    stored = _stored(rows)
    taken: list[daily_series.Row] = []
    problems, completed = [], 0
    origins = _origins({day for day, *_ in rows} & stored.keys()) if stored else {}
    for row in rows:
        day, *figures = row
        before = stored.get(day)
        if day >= timezone.localdate():
            problems.append(Problem("open", {"day": day.isoformat()}))
        elif before is None:
            taken.append(row)
        elif figures[0] and not before[0] and all(old in (0, new) for old, new in zip(before, figures, strict=True)):
            completed += 1
            views, visits, visitors = (new - old for old, new in zip(before, figures, strict=True))
            taken.append((day, views, visits, visitors))
        elif is_sure or before[0]:
            problems.append(Problem("counted", {"day": day.isoformat(), "origin": origins.get(day, "")}))
    if completed:
        report.note("completed", count=completed)
    return taken, problems


def _stored(rows: Sequence[tuple[Any, ...]]) -> dict[date, tuple[int, ...]]:
    """{day: (views, visits, visitors)} of those days of `rows` that have figures. Two queries."""
    days = [row[0] for row in rows]
    kept = SiteDay.objects.filter(day__in=days).values_list("day", *FIGURES)
    stored = {day: tuple(figures) for day, *figures in kept if any(figures)}
    # A day of programs alone was counted: nothing is lacking there.
    for day in Excluded.objects.filter(day__in=days).order_by().values_list("day", flat=True).distinct():
        if not stored.get(day, (0,))[0]:
            stored[day] = (-1, -1, -1)
    return stored


def _origins(days: set[date]) -> dict[date, str]:
    """{day: the end of a sentence, where its figures came from} of days that an import added. One query."""
    rows = ImportedDay.objects.filter(day__in=days, figure_import__state=State.ADDED).select_related("figure_import")
    return {row.day: f", nhập từ tệp “{row.figure_import.file_name}”; hoàn tác đợt ấy trước" for row in rows}


def _hold_against_totals(rows: Rows) -> None:
    """Raise Unusable when a day was counted since it was read."""
    stored, today = _stored(rows.site), timezone.localdate()
    problems = [
        Problem("counted", {"day": day.isoformat(), "origin": ""})
        for day, *figures in rows.site
        if day in stored and not _completes(figures, stored[day])
    ]
    problems += [Problem("open", {"day": day.isoformat()}) for day, *_ in rows.site if day >= today]
    if problems or not rows.site:
        raise Unusable(problems or [Problem("nothing")])


def _completes(figures: Sequence[int], stored: Sequence[int]) -> bool:
    return bool(figures[0]) and not any(new and old for new, old in zip(figures, stored, strict=True))


def _fields(checked: Checked) -> dict[str, Any]:
    site = checked.rows.site
    days = [row[0] for row in site]
    return {
        "kind": checked.kind,
        "file_name": clean_text(checked.file_name)[:200] or "–",
        "checked_at": timezone.now(),
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "day_count": len(days),
        **{name: sum(row[place] for row in site) for place, name in enumerate(FIGURES, 1)},
        "excluded": sum(row[2] for row in checked.rows.excluded),
        "report": checked.report,
    }


def _keep_days(row: FigureImport, rows: Rows) -> None:
    ImportedDay.objects.bulk_create(
        (ImportedDay(figure_import=row, day=day, added=sums.as_dict()) for day, sums in rows.sums().items()),
        batch_size=BATCH,
    )


def _sums(row: FigureImport) -> dict[date, ledger.Sums]:
    days = {}
    for day, added in row.days.order_by("day").values_list("day", "added"):
        days[day] = ledger.Sums()
        days[day].add(added)
    return days


def _without_examples(report: dict[str, Any]) -> dict[str, Any]:
    """The report as it is kept for good: lines of a log were examples to look at."""
    left_out = [[code, detail, count, 0, ""] for code, detail, count, *_ in report.get("left_out", [])]
    return {**report, "left_out": left_out}
