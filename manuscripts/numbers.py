"""Numbers as files write them, and those of lists as programs show them: 3, c, iii."""

_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
MOST = 5_000
MOST_DIGITS = 6  # Python refuses thousands of them, and so would the whole file be


def whole(text: str | None, otherwise: int = 0) -> int:
    """The whole number that a file writes; `otherwise` where it is none, or longer than any that means something."""
    return int(text) if text and text.isdecimal() and len(text) <= MOST_DIGITS else otherwise


def written(number: int, kind: str) -> str:
    """`number` in the numerals of an HTML list's `kind`: "1", "a", "A", "i", "I"."""
    if kind in {"i", "I"} and 0 < number < MOST:
        roman = _roman(number)
        return roman.upper() if kind == "I" else roman
    if kind in {"a", "A"} and 0 < number < MOST:
        # Word goes on with aa, bb; so far no text has counted.
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if kind == "A" else letters
    return str(number)


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        parts.append(letters * times)
    return "".join(parts)
