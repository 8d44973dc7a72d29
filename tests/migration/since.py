"""What pages show otherwise than a release did: the changes of `release_….toml`, which says how they are written."""

import re
import tomllib
from dataclasses import dataclass, field

from .releases import FOLDER


@dataclass(frozen=True)
class Change:
    """Each of `pages` showed `old` and shows `new`."""

    old: str
    new: str
    pages: list[str]


@dataclass(frozen=True)
class Order:
    """`rows`, which stood side by side in another order, stand in this one; a page with fewer shows the first."""

    rows: list[str]
    pages: list[str]


@dataclass(frozen=True)
class Since:
    changes: list[Change] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)

    def expected(self, path, text):
        """`text`, which the release shows at `path`, as it is to be now."""
        text = replaced(text, {change.old: change.new for change in self.changes_of(path)})
        for order in self.orders:
            if is_among(path, order.pages):
                text = text.replace(shown_rows(text, order.rows), " ".join(in_order(text, order.rows)))
        return text

    def changes_of(self, path):
        return [change for change in self.changes if is_among(path, change.pages)]

    def wrong(self, pages):
        """What cannot be as it is written, in words: of `pages`, {path: the text that the release shows}."""
        return [*self._without_pages(pages), *self._not_found(pages), *self._not_moved(pages)]

    def _without_pages(self, pages):
        named = {page.lstrip("!") for part in [*self.changes, *self.orders] for page in part.pages}
        return [f"no such page: {name}" for name in sorted(named) if not any(is_among(path, [name]) for path in pages)]

    def _not_found(self, pages):
        for path, text in pages.items():
            changes = self.changes_of(path)
            found = set(re.findall(any_of(change.old for change in changes), text)) if changes else set()
            yield from (f"{path} did not show: {change.old}" for change in changes if change.old not in found)
            if len({change.old for change in changes}) < len(changes):
                yield f"{path} has two changes of the same words"

    def _not_moved(self, pages):
        for order in self.orders:
            texts = [text for path, text in pages.items() if is_among(path, order.pages)]
            if max(len(in_order(text, order.rows)) for text in texts) < len(order.rows):
                yield f"no page showed all rows beside {order.rows[0]}"
            if any(shown_rows(text, order.rows) == " ".join(in_order(text, order.rows)) for text in texts):
                yield f"a page showed the rows beside {order.rows[0]} in this order"


def since(release):
    """The Since of `release` ("release_0_4_0")."""
    told = tomllib.loads((FOLDER / f"{release}.toml").read_text())
    return Since(
        changes=[Change(**change) for change in told.get("change", [])],
        orders=[Order(**order) for order in told.get("order", [])],
    )


def is_among(path, pages):
    """Whether the last of `pages` that speaks of `path` takes it in."""
    taken = False
    for page in pages:
        name = page.removeprefix("!")
        if path.startswith(name[:-1]) if name.endswith("*") else path == name:
            taken = not page.startswith("!")
    return taken


def replaced(text, words):
    """`text` with `words`, {old: new}, changed all at once: what is new is not looked at again."""
    return re.sub(any_of(words), lambda found: words[found[0]], text) if words else text


def any_of(words):
    """A pattern that finds one of `words`, the longest that is there."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def shown_rows(text, rows):
    """The longest part of `text` that consists of `rows`, each as often as it is there."""
    row = any_of(rows)
    return max((found[0] for found in re.finditer(f"(?:{row})(?: (?:{row}))*", text)), key=len)


def in_order(text, rows):
    """The first of `rows`, as many as `text` shows side by side."""
    shown = re.findall(any_of(rows), shown_rows(text, rows))
    assert len(set(shown)) == len(shown), f"shown twice, one of: {shown}"
    return rows[: len(shown)]
