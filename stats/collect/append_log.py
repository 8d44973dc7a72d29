"""The append log of beacons: each is one row of `Hit`, on the disk before its answer goes out.

Beacons of one moment are written by one statement, which also looks up what they name: an article that readers cannot
see gets no view, and a file or banner that is not there no click.
"""

import functools

from django.db import InterfaceError, InternalError, OperationalError, connection

from articles.models.display_status import shown_row_sql
from database.group_commit import GroupCommit, NotKnown
from database.prepared import Statement
from stats.models import Reason
from stats.queries.live_counts import ARTICLE_VIEWS

from .dimensions import ROWS, admitted, named_row

# These say nothing about a beacon: the database is unavailable, or lets nobody write (InternalError), as a stand-by
# does.
DATABASE_ERRORS = (OperationalError, InterfaceError, InternalError)
# Equals the longest time for a connection (settings.py): a thread waits for it, and a reader for the thread.
TIMEOUT_SECONDS = 3
# Who waits for others' rows to be written goes to the spool sooner: threads that wait answer no readers.
PATIENCE_SECONDS = 0.5
# Moments, visitors, reasons, whether each is a view, dimensions (in lines), and what each is about: kind and key.
TYPES = "timestamptz[], bigint[], text[], boolean[], text[], text[], bigint[]"
APPEND = """
WITH given AS MATERIALIZED (
    SELECT *, CASE {there} ELSE true END AS is_there
    FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY
         AS given (at, visitor, reason, is_view, facets, kind, pk, place)
), added AS (
    INSERT INTO stats_hit (at, article_id, visitor, reason, is_view, facets)
    SELECT at, CASE WHEN is_there AND reason = '' AND kind = 'article' THEN pk END, visitor,
           CASE WHEN is_there OR reason <> '' THEN reason ELSE '{unknown}' END, is_view,
           CASE WHEN is_there THEN string_to_array(facets, E'\\n') ELSE '{{}}' END
    FROM given
    RETURNING article_id
)
SELECT place, CASE WHEN kind = 'article' AND is_there
                   THEN ({views}) + (SELECT count(*) FROM added WHERE article_id = pk) ELSE 0 END
FROM given
"""


def append(at, visitor, reason, beacon):
    """Keep `beacon` (a Beacon), durably; returns the views of its article with this one.

    0 for no article, and for one that readers do not see. `reason` says why it does not count ("": it does). A part of
    one statement. Raises NotKnown; NotWritten or one of DATABASE_ERRORS when nothing is written.
    """
    about = ("article", beacon.article_id) if beacon.article_id else named_row(beacon.dimensions)
    dimensions = "" if reason else "\n".join(admitted(beacon.dimensions))
    return _log.add((at, visitor, reason, beacon.is_view, dimensions, *about))


def _write(rows):
    with connection.cursor() as cursor:
        try:
            _statement().execute(cursor, *map(list, zip(*rows, strict=True)))
        except DATABASE_ERRORS as error:
            if connection.connection.closed:
                # The rows may be there or not: writing them to the spool could count them twice.
                raise NotKnown from error
            raise
        return [views for _, views in sorted(cursor.fetchall())]


_log = GroupCommit(_write, of_all=(NotKnown, *DATABASE_ERRORS), timeout=TIMEOUT_SECONDS, patience=PATIENCE_SECONDS)


@functools.cache
def _statement():
    tables = {kind: rows.model._meta.db_table for kind, rows in ROWS.items()}
    rows = {kind: f"SELECT FROM {table} WHERE id = pk" for kind, table in tables.items()}
    there = {"article": shown_row_sql(key="given.pk", at="given.at"), **rows}
    there = " ".join(f"WHEN kind = '{kind}' THEN EXISTS ({rows})" for kind, rows in there.items())
    views = ARTICLE_VIEWS.replace("%(asked)s", "pk")
    return Statement(TYPES, APPEND.format(there=there, unknown=Reason.UNKNOWN, views=views))
