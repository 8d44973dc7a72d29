"""What PostgreSQL itself does when the last release deletes a row and does not know the table that names it."""

from django.db import migrations


def on_delete(table, rule, **others):
    """An operation: the foreign keys of `table` follow `rule` ("SET NULL", "CASCADE"); those of the columns in `others`
    follow theirs.
    """
    rules = "".join(f"WHEN kept.definition LIKE '%({column})%' THEN '{other}' " for column, other in others.items())
    choice = f"CASE {rules}ELSE '{rule}' END" if rules else f"'{rule}'"
    return migrations.RunSQL(
        f"""
DO $$
DECLARE kept record;
BEGIN
    FOR kept IN SELECT conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint
                WHERE conrelid = '{table}'::regclass AND contype = 'f' LOOP
        EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', kept.conname);
        EXECUTE format('ALTER TABLE {table} ADD CONSTRAINT %I %s', kept.conname,
            replace(kept.definition, ' DEFERRABLE', ' ON DELETE ' || {choice} || ' DEFERRABLE'));
    END LOOP;
END $$;
""",
        migrations.RunSQL.noop,
    )
