"""Log records of failures: without rows, because more people read logs than comments, and one line for each."""

import logging
import re
import threading
from time import monotonic
from types import TracebackType
from typing import TextIO

from .unavailable import is_unavailable

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
Kind = tuple[object, ...]

SECONDS = 60.0
# After the first line PostgreSQL shows the whole row, or the statement with its values: names, addresses, texts.
_ROW = re.compile(
    r"\n(?:DETAIL|LINE \d+|CONTEXT|QUERY|STATEMENT):.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Loggers whose lines hold what a visitor wrote: an address, a host.
_OF_VISITORS = "django."


class WithoutRows(logging.Formatter):
    """A formatter of tracebacks without the rows that PostgreSQL adds to its errors."""

    def format(self, record: logging.LogRecord) -> str:
        """Format without the traceback that another handler's formatter cached in the record: it may hold rows."""
        return super().format(logging.makeLogRecord(vars(record) | {"exc_text": None}))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 (logging asks for it)
        return _ROW.sub("", super().formatException(ei))


class OncePerMinute(logging.StreamHandler[TextIO]):
    """A handler that writes one line a minute for each kind of failure, and all other lines. The next line after the
    minute says how many more there were.

    A kind is an outage of the database by its exception, any other exception by the place that raised it (with its
    traceback), and what Django calls suspicious (a made-up host) by its name. One line without a traceback is for an
    outage, for what a visitor may not do (403) and for a wrong request. Control characters of an address stay in their
    line.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        super().__init__(stream)
        self._lock_of_kinds = threading.Lock()
        self._kinds: dict[Kind, _Minute] = {}

    def emit(self, record: logging.LogRecord) -> None:
        kind = kind_of(record)
        with self._lock_of_kinds:
            over = self._take_over()
            is_more = kind is not None and kind in self._kinds
            if kind is not None and is_more:
                self._kinds[kind].count()
            elif kind is not None:
                self._kinds[kind] = _Minute(monotonic() + SECONDS, record)
        for minute in over:
            super().emit(minute.summary())
        if not is_more:
            super().emit(in_one_line(record))

    def close(self) -> None:
        with self._lock_of_kinds:
            minutes, self._kinds = list(self._kinds.values()), {}
        for minute in minutes:
            if minute.more and not getattr(self.stream, "closed", False):
                super().emit(minute.summary())
        super().close()

    def _take_over(self) -> "list[_Minute]":
        """Remove the minutes that are over; return those with further failures."""
        now = monotonic()
        over = {kind: minute for kind, minute in self._kinds.items() if minute.until <= now}
        for kind in over:
            del self._kinds[kind]
        return [minute for minute in over.values() if minute.more]


class _Minute:
    """The minute after the first line of a kind, and how many more of the kind came."""

    def __init__(self, until: float, first: logging.LogRecord) -> None:
        self.until = until
        self.first = first
        self.more = 0

    def count(self) -> None:
        self.more += 1

    def summary(self) -> logging.LogRecord:
        name, level = self.first.name, self.first.levelno
        text = in_one_line(self.first).getMessage()
        sentence = f"{self.more} more of this kind in the minute after: {text}"
        return logging.LogRecord(name, level, self.first.pathname, self.first.lineno, sentence, None, None)


def kind_of(record: logging.LogRecord) -> Kind | None:
    """The kind with which `record` is counted; None for a line that is always written. A line without an
    exception asks for it by `extra={"once_per_minute": True}`, and is known by its text before values.
    """
    error = record.exc_info[1] if record.exc_info else None
    if record.name.startswith("django.security.") and record.name != "django.security.csrf":
        return (record.name,)  # their texts hold invented hosts
    if error is None:
        status = getattr(record, "status_code", 0)
        return (record.name, record.msg, status) if status >= 500 or hasattr(record, "once_per_minute") else None
    if is_unavailable(error):
        return record.name, record.levelno, type(error)
    if getattr(record, "status_code", 500) < 500:
        return None
    return record.name, type(error), *_place(error)


def in_one_line(record: logging.LogRecord) -> logging.LogRecord:
    """`record`, or a copy of it in one line: an outage with the first line of what the database said."""
    error = record.exc_info[1] if record.exc_info else None
    is_outage = is_unavailable(error)
    is_visitors = record.name.startswith(_OF_VISITORS)
    if not is_outage and not is_visitors:
        return record
    text = _CONTROL.sub("?", record.getMessage())
    if is_outage:
        text = f"{text} (database unavailable, {type(error).__name__}: {str(error).strip().partition(chr(10))[0]})"
    parts = vars(record) | {"msg": text, "args": None}
    if is_outage or getattr(record, "status_code", 500) < 500:
        parts |= {"exc_info": None, "exc_text": None}
    return logging.makeLogRecord(parts)


def _place(error: BaseException) -> tuple[str, int]:
    """File and line that raised `error`."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else ("", 0)
