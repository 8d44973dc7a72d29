"""Logs of failures without rows: more people read logs than comments."""

import logging
import re
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

# After the first line PostgreSQL shows the whole row, or the statement with its values: names, addresses, texts.
_ROW = re.compile(
    r"\n(?:DETAIL|LINE \d+|CONTEXT|QUERY|STATEMENT):.*?(?=\n\n(?:The above exception|During handling)|\Z)", re.DOTALL
)


class WithoutRows(logging.Formatter):
    """Formats tracebacks without the rows that PostgreSQL adds to its errors."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 (logging asks for it)
        return _ROW.sub("", super().formatException(ei))
