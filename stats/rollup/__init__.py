"""From hits to daily totals, and their proof; one process at a time changes totals (`lock`)."""
