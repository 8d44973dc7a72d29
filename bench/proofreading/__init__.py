"""What proofreading finds and what it finds wrongly, how fast, in how much memory; needs no database and no settings.

    .venv/bin/python -m bench.proofreading [--list] [--json FILE] [--set held-out|tuning] [--only slips clean …]

`texts` reads the sets, `slips` puts slips into them, `relations` changes digits, `forms` changes spaces and marks,
`measures` counts, `speed` times.
"""
