"""manage.py serve: the web server with the options that the portal wants; see README.md."""

import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from ..preconditions import port_held, require_writable


class Command(BaseCommand):
    help = "Runs the web server (granian) until it is told to stop. Refuses a port that another program uses."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
        parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
        parser.add_argument(
            "--threads",
            type=int,
            default=10,
            help="threads of each, two of them for pages from memory (default: 10)",
        )

    def handle(self, *, host, port, workers, threads, **options):
        require_writable(settings.VAR_DIR, settings.MEDIA_ROOT)
        os.chdir(settings.BASE_DIR)
        with port_held(host, port):
            os.execv(sys.executable, granian(host, port, workers, threads))  # noqa: S606 – no shell


def granian(host, port, workers, threads):
    """The command line. A worker that is killed is started again; without that option the whole server would end."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(threads)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
        "cchc_portal.wsgi:application",
    ]
