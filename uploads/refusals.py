"""What every check raises."""


class Refused(Exception):
    """An upload that is not taken in. `str()` is a Vietnamese sentence for the person who sent it."""


class NotChecked(Refused):
    """The file may be good: this machine could not look at it now. Nothing may be concluded from it."""
