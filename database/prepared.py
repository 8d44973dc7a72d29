"""Statements that a connection plans once and runs often: planning takes PostgreSQL longer than the work itself."""

import itertools
import time
from typing import Any
from weakref import WeakKeyDictionary

from django.db import Error, connection
from django.db.backends.utils import CursorWrapper
from psycopg2.extensions import connection as PsycopgConnection  # noqa: N812 (a class that is written small)

# A plan made while a table was empty reads all of it, also when it has grown.
PLAN_SECONDS = 10
# By default PostgreSQL plans for each set of values as long as that looks cheaper.
ONE_PLAN = "SET plan_cache_mode = force_generic_plan; "

_numbers = itertools.count(1)


class Statement:
    """One SQL statement with parameters $1, $2, … of `types` (PostgreSQL's names: "bigint, text")."""

    def __init__(self, types: str, sql: str) -> None:
        self._types = types
        self._sql = sql.replace("%", "%%")
        self._slots = ", ".join(["%s"] * (types.count(",") + 1))
        # The name of each connection's plan, and until when it is good
        self._plans: WeakKeyDictionary[PsycopgConnection, tuple[str, float]] = WeakKeyDictionary()

    def execute(self, cursor: CursorWrapper, *values: Any) -> None:
        """Run it with a `cursor` of this thread's connection. One round trip, also when it is planned first.

        `values` are of types that psycopg2 adapts to SQL.
        """
        link = connection.connection
        name, good_until = self._plans.get(link, ("", 0.0))
        planning = ""
        if time.monotonic() >= good_until:
            planning, name = self._plan(old=name)
        try:
            cursor.execute(f"{planning}EXECUTE {name} ({self._slots})", values)
        except Error:
            self._plans.pop(link, None)  # after an error nobody knows whether the plan is there
            raise
        if planning:
            self._plans[link] = name, time.monotonic() + PLAN_SECONDS

    def _plan(self, old: str) -> tuple[str, str]:
        name = f"planned_{next(_numbers)}"
        forgetting = f"DEALLOCATE {old}; " if old else ""
        return f"{ONE_PLAN}{forgetting}PREPARE {name} ({self._types}) AS {self._sql}; ", name
