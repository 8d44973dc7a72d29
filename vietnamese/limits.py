"""What is said of text that is longer than its field takes: how long it is, the limit, and how much is too much."""

from .numbers import format_number


def too_long(length: int, limit: int) -> str:
    """What follows the name of the field: "dài 205 ký tự, tối đa 200 ký tự. Xin bớt 5 ký tự." """
    return f"dài {format_number(length)} ký tự, tối đa {format_number(limit)} ký tự. {cut_by(length - limit)}"


def cut_by(surplus: int) -> str:
    return f"Xin bớt {format_number(surplus)} ký tự."
