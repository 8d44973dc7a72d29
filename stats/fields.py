"""A column type of PostgreSQL that Django has no field for."""

from django.db import models


class TimeSpansField(models.Field):
    """Spans of time that do not overlap, as PostgreSQL's `tstzmultirange`.

    SQL alone reads and writes it: adding a span that touches others joins them, in whatever order they come. So the
    number of visits does not depend on the order of rollups.
    """

    def db_type(self, connection):
        return "tstzmultirange"
