"""Who names a file, beside the rows of this package: the packages above it, which this one does not import.

Files are called by what names them in all their sizes (`names.key_of`). Whoever holds files adds a function to a list
when it is loaded; each is given names and returns those that it means.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

Finder = Callable[[Collection[str]], set[str]]

# Who needs a file to stay on the disk, in service or not: it stays when its row is deleted.
HOLDERS: list[Finder] = []
# Which rows of today name a file: it stays in service.
NAMED_TODAY: list[Finder] = []
# Who may see a document that is in the bin: each is given a user and its name, and says whether it knows they may.
VIEWERS: list[Callable[[Any, str], bool]] = []
# Who brings a picture back from the bin: each is given the hash of its content and who has sent it anew, and returns
# its row, or None. Raises Refused.
OUT_OF_BIN: list[Callable[[str, Any], Any]] = []
# What is in the bin and would come back with a picture: each is given pictures and a user, and returns what stands in
# a list of uses, named as far as the user may know.
USES_IN_BIN: list[Callable[[Sequence[Any], Any], list[str]]] = []

# What showed a picture once and does not today: each is given the picture, the rows of today as (model, key), and a
# user, and returns what stands in a list of uses, named as far as the user may know.
USES_BEFORE: list[Callable[[Any, Collection[tuple[type, int]], Any], list[str]]] = []


def held(names: Collection[str]) -> set[str]:
    """Those of `names` whose files must stay. One query a holder, until all are held."""
    found: set[str] = set()
    for holder in HOLDERS:
        if remaining := set(names) - found:
            found |= holder(remaining)
    return found


def named_today(names: Collection[str]) -> set[str]:
    """Those of `names` that rows of today name, beside pictures of the library. One query a finder."""
    return set().union(*(finder(names) for finder in NAMED_TODAY))


def out_of_bin(content_hash: str, by: Any) -> Any:
    """The picture with this content, which was in the bin until now; None if there is none."""
    return next(filter(None, (bring_back(content_hash, by) for bring_back in OUT_OF_BIN)), None)


def uses_in_bin(images: Sequence[Any], user: Any) -> list[str]:
    """Texts, or links, that name what shows one of `images` and is in the bin. Two queries, and one for each."""
    return [use for find in USES_IN_BIN for use in find(images, user)]


def uses_before(image: Any, today: Collection[tuple[type, int]], user: Any) -> list[str]:
    """Texts, or links, for rows of which a kept revision shows `image` and none of `today` does. A few queries."""
    return [use for find in USES_BEFORE for use in find(image, today, user)]
