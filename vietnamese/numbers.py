"""Numbers as Vietnamese readers write them: dots between thousands, a comma before decimals."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

Number = int | float | Decimal | str

_SWAP_SIGNS = str.maketrans(",.", ".,")
_BYTE_UNITS = ("B", "KB", "MB", "GB", "TB")


def format_number(n: Number, decimals: int | None = None) -> str:
    """`312343234` → `312.343.234`, `format_number(98.226, 2)` → `98,23`.

    `n`: int, float, Decimal or a plain numeric string. Without `decimals` a number keeps the ones it has. Halves
    round up. Raises ValueError unless `n` is a finite number.
    """
    value = _decimal(n)
    spec = ",f" if decimals is None else f",.{decimals}f"
    with localcontext(rounding=ROUND_HALF_UP):
        written = format(value, spec)
    if not any(digit in written for digit in "123456789"):
        written = written.removeprefix("-")
    return written.translate(_SWAP_SIGNS)


def format_up_to(n: int, most: int) -> str:
    """`format_up_to(1204, 10_000)` → `1.204`, of more than `most` `hơn 10.000`: nobody counted further."""
    return f"hơn {format_number(most)}" if n > most else format_number(n)


def _decimal(n: Number) -> Decimal:
    try:
        value = Decimal(str(n)) if isinstance(n, float) else Decimal(n)
    except ArithmeticError as error:
        raise ValueError(f"not a number: {n!r}") from error
    if not value.is_finite():
        raise ValueError(f"not a finite number: {n!r}")
    if isinstance(n, float) and value == value.to_integral_value():
        return value.to_integral_value()
    return value


def format_percent(x: Number, decimals: int = 2) -> str:
    """`98.23` → `98,23%`, `100` → `100%`: `x` is a percentage already; at most `decimals`, no zeros at the end."""
    written = format_number(x, decimals)
    if "," in written:
        written = written.rstrip("0").rstrip(",")
    return f"{written}%"


def format_bytes(n: int) -> str:
    """`319488` → `312 KB`, `1258291` → `1,2 MB`: units of 1024, one decimal from megabytes on."""
    size: float = n
    unit = 0
    while unit < len(_BYTE_UNITS) - 1 and round(size, 1 if unit > 1 else 0) >= 1024:
        size, unit = size / 1024, unit + 1
    written = format_number(size, 1 if unit > 1 else 0)
    return f"{written.removesuffix(',0')} {_BYTE_UNITS[unit]}"
