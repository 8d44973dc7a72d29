"""Where telephone numbers stand in a text, so that a page can keep each on one line."""

import re

_NUMBER = re.compile(
    r"(?<![\w./+-])"
    r"(?:\((?:\+84|0\d{1,3})\)|\+84|0\d{1,3}|1[89]00)"  # an area, a country, a mobile network, a hotline
    r"(?:[ \u00a0.-]?\d{1,4}){1,5}"
    r"(?![\w/]|[.,]\d)"
)
_DIGITS = range(8, 13)


def telephone_numbers(text: str) -> list[tuple[int, int]]:
    """(start, end) of each Vietnamese telephone number in `text`, in order: 0200 000 018, (0231) 3.811.222,
    +84 912 345 678, 1900 1234. What only looks like one (a row of figures, a day) may be among them: nothing is done
    with the number itself.
    """
    matches = _NUMBER.finditer(text)
    return [match.span() for match in matches if sum(map(str.isdigit, match[0])) in _DIGITS]
