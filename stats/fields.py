"""A column type of PostgreSQL that Django has no field for."""

from django.db import models


class TimeSpansField(models.Field):
    """Stretches of time that do not overlap, as PostgreSQL's `tstzmultirange`.

    SQL alone reads and writes it: adding a span that touches others melts them into one, in whatever order they
    come. That is what makes the number of visits independent of who rolls up what first.
    """

    def db_type(self, connection):
        return "tstzmultirange"
