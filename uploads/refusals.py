"""The exceptions of all checks."""

from pathlib import PurePosixPath

from vietnamese.text import clean_text

NAME_MAX = 80  # signs of a file's name that a sentence shows


class Refused(Exception):
    """An upload that is refused. `str()` is a Vietnamese sentence for the person who sent it."""

    def about(self, name: str | None) -> str:
        """The sentence about the file that was sent as `name`: of several, people know each by its name."""
        shown = shown_name(name)
        return f"“{shown}”: {self}" if shown else str(self)


class NotChecked(Refused):
    """This machine could not check the file now. The file may be good or bad."""


class RefusedForOthers(Refused):
    """Not for the file: for what was typed with it, or for others that came before."""

    def about(self, name: str | None) -> str:
        return str(self)


def shown_name(name: str | None) -> str:
    """The name of a sent file as a person reads it, without folders; the end of a very long one stays."""
    shown = clean_text(PurePosixPath((name or "").replace("\\", "/")).name)
    return shown if len(shown) <= NAME_MAX else f"{shown[: NAME_MAX - 12]}…{shown[-11:]}"
