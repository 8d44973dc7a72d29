"""manage.py worker: rollup of the counters, spool, forgetting; see cchc_portal/worker.py."""

import signal

from django.conf import settings
from django.core.management.base import BaseCommand

from cchc_portal.worker import Worker

from ..preconditions import require_writable


class Command(BaseCommand):
    help = "Does the jobs beside the requests until it is told to stop (SIGTERM or Ctrl-C). Any number may run."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="do every job once, unless another worker leads, and end"
        )

    def handle(self, *, once, **options):
        require_writable(settings.VAR_DIR)
        worker = Worker()
        if once:
            worker.turn()
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop.set())
        self.stdout.write(f"Worker: {', '.join(job.name for job in worker.jobs)}.")
        worker.run()
        self.stdout.write("Worker: stopped.")
