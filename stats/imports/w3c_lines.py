"""Lines of W3C's extended format, whose fields a line “#Fields:” names, in any order and anew within a file.

IIS parts the fields by blanks and writes “+” for a blank inside of one; CloudFront parts them by tabs and writes
“%20”. Days and times are in UTC.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import unquote

from .log_lines import Line, host_of

_DIRECTIVE = re.compile(r"#(Version|Fields|Software|Start-Date|End-Date|Date|Remark)\s*:\s*(.*)", re.IGNORECASE)
_WORD = re.compile(r'"(?:[^"]|"")*"(?=\s|$)|\S+')
# What a field is read as (a key of `sentences.READ_AS`); of two the earlier in its tuple is used.
_READ_AS = {
    "at": ("date", "time"),
    "host": ("x-host-header", "cs-host", "cs(host)", "s-sitename"),
    "address": ("c-ip",),
    "method": ("cs-method",),
    "target": ("cs-uri-stem", "cs-uri-query", "cs-uri"),
    "status": ("sc-status",),
    "referrer": ("cs(referer)", "cs(referrer)"),
    "agent": ("cs(user-agent)",),
}
_NEEDED = ("time", "c-ip", "cs-method", "cs-uri-stem", "sc-status")


def directive(text: str) -> tuple[str, str] | None:
    """(name in small letters, value) of a line that describes others; None for any other line."""
    found = _DIRECTIVE.match(text)
    return (found[1].lower(), found[2].strip()) if found else None


class Fields:
    """What a line “#Fields:” says. `columns` are (name, key of `sentences.READ_AS`), `lacking` the names of fields
    without which nothing can be counted.
    """

    def __init__(self, names: str, day: str = "") -> None:
        self.names = names.split()
        self._places = {name.lower(): place for place, name in reversed(list(enumerate(self.names)))}
        self._day = day[:10]  # of a log that writes the time alone
        self._last = ""
        self._used = self._choose()
        self.lacking = [name for name in _NEEDED if name not in self._used]
        if "date" not in self._used and not _is_day(self._day):
            self.lacking.insert(0, "date")
        self.columns = [(name[:80], self._read_as(name.lower())) for name in self.names]

    def line(self, text: str) -> Line | None:
        """The Line of `text`; None where it has not as many fields."""
        cells = text.strip("\r\n").split("\t") if "\t" in text else text.split()
        if len(cells) != len(self.names):
            cells = [_unquoted(word) for word in _WORD.findall(text)]
        return self.of(cells) if len(cells) == len(self.names) else None

    def of(self, cells: Sequence[str]) -> Line:
        found = {name: _dash(cells[place].strip()) for name, place in self._used.items()}
        target, query = found.get("cs-uri-stem") or found.get("cs-uri", ""), found.get("cs-uri-query", "")
        said = {key: next((found[name] for name in _READ_AS[key] if name in found), None) for key in _READ_AS}
        host = said["host"] or ""
        return Line(
            # Of IIS it is a number, “W3SVC1”, except where somebody named the site by its domain.
            host=host_of(target) or (host if "." in host or not host.upper().startswith("W3SVC") else ""),
            address=said["address"] or "",
            at=self._moment(found.get("date", ""), found.get("time", "")),
            method=said["method"] or "",
            target=f"{target}?{query}" if query else target,
            status=said["status"] or "",
            referrer=said["referrer"],
            agent=None if said["agent"] is None else _with_blanks(said["agent"]),
            form="w3c",
        )

    def _choose(self) -> dict[str, int]:
        """{name: place} of the fields that are used."""
        places = {name: self._places[name] for names in _READ_AS.values() for name in names if name in self._places}
        if "cs-uri" in places and "cs-uri-stem" not in places:
            places["cs-uri-stem"] = places["cs-uri"]
        return places

    def _read_as(self, name: str) -> str:
        for key, names in _READ_AS.items():
            if name in names:
                is_used = key in {"at", "target"} or name == next(one for one in names if one in self._places)
                return key if is_used else ""
        return ""

    def _moment(self, day: str, clock: str) -> str:
        """ISO 8601. Where lines have no day, it is that of “#Date:”, and the next when the clock begins anew."""
        if not day:
            if self._last[:2] == "23" and clock[:2] == "00":
                self._day = (date.fromisoformat(self._day) + timedelta(days=1)).isoformat()
            day, self._last = self._day, clock
        return f"{day}T{clock}+00:00"


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _unquoted(word: str) -> str:
    is_quoted = len(word) > 1 and word[0] == word[-1] == '"'
    return word[1:-1].replace('""', '"') if is_quoted else word


def _dash(field: str) -> str:
    return "" if field == "-" else field


def _with_blanks(agent: str) -> str:
    """A browser's name as it was sent: no name of one has a “+” or “%20” where it has no blank."""
    if " " in agent:
        return agent
    if "%" in agent:
        agent = unquote(unquote(agent))  # CloudFront wrote “%2520” for years
    return agent if " " in agent else agent.replace("+", " ")
