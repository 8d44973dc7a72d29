"""Commands of manage.py, run in the test's own process."""

from io import StringIO

from django.core.management import call_command


def run(command, *arguments):
    """Run a management command; returns its output."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()
