"""Hate: contempt for people because of where they come from, what they believe, or how they are."""

from .codes import HATE
from .contexts import is_asked
from .lists import groups_of

GROUPS = groups_of(HATE, {"is_asked": is_asked})
