"""Keys of rows, as they come from outside: in an address, a form, JSON."""

from uuid import UUID

KEY_DIGITS = 18  # what eight bytes hold for sure


def read_key(text: str | None) -> int | None:
    """A key that the database can hold, or None. Python itself refuses to read thousands of digits."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= KEY_DIGITS else None


def is_key(text: str | None) -> bool:
    """Whether `read_key` reads one."""
    return read_key(text) is not None


def read_uuid(text: str | None) -> UUID | None:
    """The UUID in `text`, however it is written, or None."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
