"""Which rows a user may know, of models that this package does not import.

By convention a model's default manager has `visible_to(user)`; without that method every row may be known. A model
whose rows stay in their table when they go to the bin has the manager `with_binned`, and is asked by that; such a
row has `binned_at`.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


def hidden_from(user: Any, rows: Iterable[Any]) -> set[Any]:
    """Those of `rows`, of any models, that `user` may not know. One query for each model with the convention."""
    by_model: dict[type, set[Any]] = defaultdict(set)
    for row in rows:
        by_model[type(row)].add(row)
    hidden: set[Any] = set()
    for model, of_model in by_model.items():
        manager: Any = getattr(model, "with_binned", None) or vars(model)["_meta"].default_manager
        if hasattr(manager, "visible_to"):
            keys = [row.pk for row in of_model]
            known = set(manager.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
            hidden |= {row for row in of_model if row.pk not in known}
    return hidden


def describe_hidden(row: Any) -> str:
    """The text in place of such a row: the name of its model and its number, by which a colleague with access finds
    it.
    """
    kind = str(row._meta.verbose_name)
    return f"{kind[:1].upper()}{kind[1:]} số {row.pk} (chưa đăng, tài khoản của bạn không xem được)"
