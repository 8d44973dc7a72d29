"""The exceptions of all checks."""


class Refused(Exception):
    """An upload that is refused. `str()` is a Vietnamese sentence for the person who sent it."""


class NotChecked(Refused):
    """This machine could not check the file now. The file may be good or bad."""
