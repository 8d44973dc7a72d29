"""Which column of a daily series is which figure: known by its name, or chosen by whoever imports."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vietnamese.text import clean_text, fold

from .report import COLUMN_MAX_LENGTH, Problem, Report
from .sheets import HEADER_WITHIN, Sheet
from .sheets import Row as Cells

FIGURES = ("views", "visits", "visitors")
CHOICES = ("day", *FIGURES, "")  # what a column can be chosen to be; "" is none of them
NAME_MAX_LENGTH = 100  # longer is no name of a column, nor of a day
# Names of columns as `_plain` leaves them; of two for one figure the earlier in its list counts. From the portal's
# own files, Google Analytics (GA4 and before), Matomo, Plausible, GoatCounter, Umami, AWStats, Jetpack, NukeViet.
NAMES = {
    "day": (
        *("ngay", "day", "date", "ngay thang", "ngay thang nam", "period", "day index", "date of visit"),
        *("chi muc ngay", "ky", "thoi gian"),
    ),
    "views": (
        *("luot xem", "luot xem trang", "views", "pageviews", "page views", "pageview", "screenpageviews"),
        *(
            "screen page views",
            "luot xem trang web",
            "tong luot xem",
            "trang da xem",
            "so trang da xem",
            "so trang xem",
        ),
        *("trang xem", "total pageviews", "total views", "pages"),
    ),
    "visits": (
        *("luot truy cap", "visits", "sessions", "phien", "phien truy cap", "luot ghe tham", "luot tham", "luot vao"),
        *("number of visits", "total visits", "total sessions", "tong luot truy cap", "luot truy cap trang"),
    ),
    "visitors": (
        *("khach", "visitors", "unique visitors", "uniq visitors", "total users", "tong so nguoi dung"),
        *("tong nguoi dung", "users", "nguoi dung", "active users", "nguoi dung dang hoat dong", "khach truy cap"),
        *("nguoi truy cap", "uniques", "total visitors"),
    ),
}
AVERAGES = {"trung binh", "average", "avg", "mean"}
TOTALS = AVERAGES | {"tong", "tong cong", "tong so", "cong", "total", "totals", "grand total", "sum", "summary"}


@dataclass(slots=True)
class Columns:
    """Where the figures stand: `places` {day or figure: place in a row}; `header` is the place of the names."""

    names: Cells
    places: dict[str, int]
    header: int


def plain(name: str) -> str:
    """A column's name to look up: nb_uniq_visitors, “Số khách”, ga:users and Users are all written differently."""
    name = re.sub(r"[_\-\u00a0]+", " ", fold(clean_text(name[:NAME_MAX_LENGTH])).strip(" .:*\"'"))
    name = re.sub(r"\s*\(.*?\)\s*$", "", name.rpartition(":")[2])
    return re.sub(r"^(?:nb|so luong|so) +", "", " ".join(name.split()))


_PLACE_OF = {name: (figure, rank) for figure, names in NAMES.items() for rank, name in enumerate(names)}


class Names:
    """Reads names of columns. `chosen` is {name in the file: one of CHOICES}, and goes before what is known."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self._chosen = {name[:COLUMN_MAX_LENGTH]: figure for name, figure in (chosen or {}).items()}

    def known(self, row: Cells) -> int:
        """How many columns of a header are known: 0 where it has no day or no figure."""
        known = self._found(row)
        return len(known) if "day" in known and known & set(FIGURES) else 0

    def columns(self, sheet: Sheet, report: Report) -> tuple[Columns, list[Problem]]:
        """The Columns of `sheet` as far as they are known, noted in `report`; and why they do not suffice."""
        header = self._header(sheet) if sheet.header is None else sheet.header
        names = sheet.rows[header][1] if header is not None else []
        places, problems = self._places(names)
        given = {name[:COLUMN_MAX_LENGTH] for name in names}
        problems += [
            Problem("no_such_column", {"name": name})
            for name, figure in self._chosen.items()
            if figure and name not in given
        ]
        figure_at = {place: figure for figure, place in places.items()}
        for place, name in enumerate(names):
            if name:
                code = figure_at.get(place) or ("second" if self._figure(name) else "")
                report.columns.append((name[:COLUMN_MAX_LENGTH], code))
        if "day" not in places or not places.keys() & set(FIGURES):
            problems.append(_no_columns(sheet, names))
        return Columns(names, places, header or 0), problems

    def _figure(self, name: str) -> tuple[str, int] | None:
        """(what the column of that name is, how well the name fits: the lower the better)."""
        if name[:COLUMN_MAX_LENGTH] in self._chosen:
            chosen = self._chosen[name[:COLUMN_MAX_LENGTH]]
            return (chosen, -1) if chosen else None
        return _PLACE_OF.get(plain(name)) or _PLACE_OF.get(f"so {plain(name)}")

    def _found(self, row: Cells) -> set[str]:
        return {found[0] for name in row if (found := self._figure(name))}

    def _header(self, sheet: Sheet) -> int | None:
        """The row that names most of what is known, where none names enough."""
        filled = [place for place, (_, row) in enumerate(sheet.rows[: 4 * HEADER_WITHIN]) if any(row)]
        found = {place: len(self._found(sheet.rows[place][1])) for place in filled[:HEADER_WITHIN]}
        return max(found, key=lambda place: found[place], default=None)

    def _places(self, names: Cells) -> tuple[dict[str, int], list[Problem]]:
        best: dict[str, tuple[int, int]] = {}
        problems = []
        for place, name in enumerate(names):
            if found := self._figure(name):
                figure, rank = found
                if figure in best and best[figure][0] == rank:
                    problems.append(Problem("same_columns", {"name": name[:COLUMN_MAX_LENGTH]}))
                best[figure] = min(best.get(figure, (rank, place)), (rank, place))
        return {figure: place for figure, (_, place) in best.items()}, problems


def _no_columns(sheet: Sheet, names: Cells) -> Problem:
    first = names or next((row for _, row in sheet.rows if any(row)), [])
    found = ", ".join(f"“{name[:40]}”" for name in first[:12] if name)
    return Problem("no_columns", {"found": found or "–"})
