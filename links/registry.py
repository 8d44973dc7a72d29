"""Which rows hold links, which addresses of the portal mean which row, and how links of a row are replaced: the
packages that own them say so, in their AppConfig, at their views and in their admin.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from .verdicts import Verdict

View = TypeVar("View", bound=Callable[..., Any])
# Of many sets of arguments of an address (as the URL map reads them) and of who asks (None: a reader) the verdicts.
Judge = Callable[[Sequence[Mapping[str, Any]], Any], list[Verdict]]


def _no_more(row: Any) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Source:
    """Rows of `model` hold links: `html` names fields of rich text, `addresses` fields that are one, `texts` plain
    texts that may spell some out; `also` says more of them, made from the fields `needs`; with "slug" among these the
    row stands at an address itself. `sealed` is the sentence on
    why nobody replaces a link in them.

    The model's default manager has the rows that count (not those of the bin), `only` says which of these.
    """

    kind: str
    model: type[Model]
    html: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    only: Q = field(default_factory=Q)
    also: Callable[[Any], Sequence[str]] = _no_more
    needs: tuple[str, ...] = ()
    sealed: str = ""

    @property
    def permission(self) -> str:
        """Who lacks it hears nothing of these rows."""
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    def rows(self) -> "QuerySet[Any]":
        return self.model._default_manager.filter(self.only)

    def without_other_fields(self) -> "QuerySet[Any]":
        return self.rows().only(*self.html, *self.addresses, *self.texts, *self.needs)

    def label(self, name: str) -> str:
        """The field as forms call it."""
        return str(self.model._meta.get_field(name).verbose_name) if name else ""  # type: ignore[union-attr]


@dataclass(frozen=True)
class Mending:
    """`refusal` says why a user may not change a row, "" if they may. `save` saves one in which links were replaced,
    with its revision; it raises ValidationError.
    """

    refusal: Callable[[Any, Any], str]
    save: Callable[[Any, Any], None]


_SOURCES: dict[str, Source] = {}
_JUDGES: dict[Callable[..., Any], Judge] = {}
_MENDINGS: dict[str, Mending] = {}


def holds_links(model: type[Model], kind: str, **said: Any) -> None:
    """Keep the links of the rows of `model`. Its table needs triggers, as in articles/migrations/0017."""
    _SOURCES[kind] = Source(kind, model, **said)


def readers_find(judge: Judge) -> Callable[[View], View]:
    """Decorates a view, before all other decorators: `judge` knows what readers find at its addresses."""

    def known(view: View) -> View:
        _JUDGES[view] = judge
        return view

    return known


def mends(kind: str, mending: Mending) -> None:
    """How links in rows of `kind` are replaced, where permissions of the model are not the whole rule."""
    _MENDINGS[kind] = mending


def source_of(kind: str) -> Source | None:
    return _SOURCES.get(kind)


def all_sources() -> list[Source]:
    return list(_SOURCES.values())


def judge_of(view: Callable[..., Any]) -> Judge | None:
    return _JUDGES.get(view)


def mending_of(kind: str) -> Mending | None:
    return _MENDINGS.get(kind)
