"""Statements that a connection plans once and runs often: planning takes PostgreSQL longer than the work itself."""

import itertools
import time
from weakref import WeakKeyDictionary

from django.db import Error, connection

# A plan made while a table was empty reads all of it, also when it has grown.
PLAN_SECONDS = 10
# Left alone, PostgreSQL plans anew for each set of values as long as that looks cheaper to it.
ONE_PLAN = "SET plan_cache_mode = force_generic_plan; "

_numbers = itertools.count(1)


class Statement:
    """One SQL statement with parameters $1, $2, … of `types` (PostgreSQL's names: "bigint, text")."""

    def __init__(self, types, sql):
        self._types = types
        self._sql = sql.replace("%", "%%")
        self._slots = ", ".join(["%s"] * (types.count(",") + 1))
        self._plans = WeakKeyDictionary()  # by connection of psycopg2: (name, until when it is good)

    def execute(self, cursor, *values):
        """Run it by a `cursor` of this thread's connection. One round trip, also when it is planned first."""
        link = connection.connection
        name, good_until = self._plans.get(link, ("", 0.0))
        planning = ""
        if time.monotonic() >= good_until:
            planning, name = self._plan(old=name)
        try:
            cursor.execute(f"{planning}EXECUTE {name} ({self._slots})", values)
        except Error:
            self._plans.pop(link, None)  # nobody knows how far it came
            raise
        if planning:
            self._plans[link] = name, time.monotonic() + PLAN_SECONDS

    def _plan(self, old):
        name = f"planned_{next(_numbers)}"
        forgetting = f"DEALLOCATE {old}; " if old else ""
        return f"{ONE_PLAN}{forgetting}PREPARE {name} ({self._types}) AS {self._sql}; ", name
