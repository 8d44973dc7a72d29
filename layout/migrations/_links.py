"""The operations by which tables tell the worker which of their rows may have other links."""

from django.db.migrations import RunSQL


def noted(table, kind, *columns, only=""):
    """Operations: rows of `table` that come, go, or get another value in one of `columns` are noted, and those that are
    there. With `only`, a boolean column, other rows are left alone: they are many, and hold no link.
    """
    run = f"FOR EACH ROW {{when}} EXECUTE FUNCTION links_note_change('{kind}');"
    differ = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    triggers = {
        "links_row_added": f"AFTER INSERT ON {table} " + run.format(when=f"WHEN (NEW.{only})" if only else ""),
        "links_row_gone": f"AFTER DELETE ON {table} " + run.format(when=f"WHEN (OLD.{only})" if only else ""),
        "links_row_changed": f"AFTER UPDATE ON {table} "
        + run.format(when=f"WHEN ((OLD.{only} OR NEW.{only}) AND ({differ}))" if only else f"WHEN ({differ})"),
    }
    those_there = f" WHERE {only}" if only else ""
    return [
        RunSQL(
            "".join(f"CREATE TRIGGER {name} {rest}" for name, rest in triggers.items()),
            "".join(f"DROP TRIGGER {name} ON {table};" for name in triggers),
        ),
        RunSQL(
            f"INSERT INTO links_textchange (kind, row_id) SELECT '{kind}', id FROM {table}{those_there};",
            RunSQL.noop,
        ),
    ]
