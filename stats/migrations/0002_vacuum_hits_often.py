"""Hits live for seconds: a vacuum every thousand dead rows keeps their table as small as what waits."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("stats", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=(
                "ALTER TABLE stats_hit SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0, "
                "autovacuum_vacuum_cost_delay = 0)"
            ),
            reverse_sql=(
                "ALTER TABLE stats_hit RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor, "
                "autovacuum_vacuum_cost_delay)"
            ),
        )
    ]
