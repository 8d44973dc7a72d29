"""Who hears of it when what is said of a recording changes: the packages above this one, which it does not import."""

from collections.abc import Callable
from typing import Any

# Each is given the Recording whose title or transcript was changed, inside of the transaction.
AFTER_CHANGE: list[Callable[[Any], None]] = []


def changed(recording: Any) -> None:
    """Tell everybody that the words of `recording` are others now."""
    for hear in AFTER_CHANGE:
        hear(recording)
