"""Work without requests: jobs at their intervals. Any number of workers may run, one of them leads."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from articles import document_pages, reindexing
from cchc_portal.reports import mail as report_mail
from comments.models import Policy, SenderSecret, SpentChallenge
from comments.moderation import last_release
from comments.notifications import still_true
from comments.notifications.moderator_emails import notify_moderators
from comments.privacy import personal_data
from comments.questions.reminders import remind_units
from comments.reactions import likes_and_reports
from copyediting import archive
from copyediting.models import Dismissal, ReadFindings
from database.limits import Limits, within
from links import checking, inside, keeping, unused
from mailing import emails
from newsroom.models import Presence, PreviewLink, StoredDocument, StoredManuscript, WorkingCopy
from revisions import thinning
from revisions.bin import emptying, used_again
from stats.collect import spool
from stats.rollup import ledger, ranking, retention, rollup
from uploads import binned_files, leftovers, rechecks

log = logging.getLogger(__name__)

LEADER_LOCK = 0x63636863  # "cchc": the number of PostgreSQL's advisory lock
TICK_SECONDS = 1
# Seconds. Jobs wait for each other's locks and add up years; what lasts longer is broken, and is tried again.
JOB = Limits(statement=1800, lock=600)
LEADS = """
SELECT EXISTS (
    SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND classid = 0 AND objid = %s AND objsubid = 1 AND granted
        AND datname = current_database()
)
"""


@dataclass(frozen=True)
class Job:
    """`run` without arguments, every `every` seconds, by the leader or by the worker of each machine."""

    name: str
    every: float
    run: Callable[[], object]
    on_every_machine: bool = False


def forget_senders() -> None:
    SenderSecret.objects.forget_old(timezone.localdate())


def send_emails() -> None:
    """What is no longer so is not sent."""
    still_true.take_back_untrue()
    emails.send_waiting()


def forget_comments() -> None:
    personal_data.forget_old(Policy.objects.current(), timezone.localdate())
    likes_and_reports.forget_likes(timezone.localdate())


def thin_revisions() -> None:
    if settings.REVISIONS_THIN_DAYS:
        thinning.thin(settings.REVISIONS_THIN_DAYS, do=True)


def empty_bin() -> None:
    emptying.empty(settings.BIN_DAYS, do=True)


def settle_files() -> None:
    """What is shown comes back first: then its files are no more those of the bin."""
    used_again.repair()
    binned_files.settle_all()


JOBS = [
    Job("rollup", 2, rollup.roll_up_all),
    Job("emails", 5, send_emails),
    Job("settle reports", 300, last_release.catch_up),
    Job("notify moderators", 300, notify_moderators),
    Job("remind units", 300, remind_units),
    Job("spool", 5, spool.load, on_every_machine=True),
    Job("ranking", 30, ranking.refresh),
    Job("compact ledger", 60, ledger.compact),
    Job("sign days", 600, ledger.sign_days),
    Job("index changes of the glossary", 2, reindexing.index_changes),
    Job("mail reports", 60, report_mail.send_due),
    Job("count pages of documents", 60, document_pages.count_missing),
    Job("keep links", 5, keeping.keep_links),
    Job("check links inside", 60, inside.check_inside),
    Job("check links elsewhere", 30, checking.start),
    Job("forget links", 3600, unused.forget),
    Job("count archive", 10, archive.count_some),
    Job("fetch archive", 600, archive.fetch, on_every_machine=True),
    Job("watch scanner", 60, rechecks.watch_scanner),
    Job("forget readers", 3600, retention.prune),
    Job("forget senders", 3600, forget_senders),
    Job("forget comments", 3600, forget_comments),
    Job("forget challenges", 3600, SpentChallenge.objects.forget_old),
    Job("forget working copies", 3600, WorkingCopy.objects.forget_old),
    Job("forget documents", 3600, StoredDocument.objects.forget_old),
    Job("forget manuscripts", 3600, StoredManuscript.objects.forget_old),
    Job("forget presence", 3600, Presence.objects.forget_old),
    Job("forget preview links", 3600, PreviewLink.objects.forget_old),
    Job("forget dismissed findings", 3600, Dismissal.objects.forget_old),
    Job("forget read findings", 3600, ReadFindings.objects.forget_old),
    Job("forget emails", 3600, emails.forget_old),
    Job("forget sessions", 3600, SessionStore.clear_expired),
    Job("settle files of the bin", 3600, settle_files),
    Job("thin revisions", 24 * 3600, thin_revisions),
    Job("empty bin", 24 * 3600, empty_bin),
    Job("delete leftovers of pictures", 24 * 3600, leftovers.delete_leftovers),
]


class Worker:
    """Does the jobs until `stop` is set. A job that fails is logged and tried again when it is due next."""

    def __init__(self, jobs: Sequence[Job] = JOBS) -> None:
        self.jobs = jobs
        self.stop = threading.Event()
        self._due = dict.fromkeys((job.name for job in jobs), 0.0)
        self._lock_held_by: object = None  # the connection, if it holds the lock
        self._database_is_unavailable = False

    def run(self) -> None:
        """Work until `stop` is set; the database may restart meanwhile."""
        while not self.stop.is_set():
            try:
                self.turn()
                self._note_database(unavailable=False)
            except (OperationalError, InterfaceError) as error:
                self._note_database(unavailable=True, error=error)
                _close_connection()
            self.stop.wait(TICK_SECONDS)
        _close_connection()

    def turn(self) -> None:
        """Run the jobs that are due. Raises OperationalError or InterfaceError when the database is unavailable."""
        leads = self._leads()
        for job in self.jobs:
            if self._due[job.name] > time.monotonic() or not (leads or job.on_every_machine):
                continue
            if self.stop.is_set():
                break
            self._do(job)
            self._due[job.name] = time.monotonic() + job.every

    def _do(self, job: Job) -> None:
        try:
            with within(JOB):
                job.run()
        except Exception as error:
            if isinstance(error, OperationalError | InterfaceError) and not _is_usable():
                raise
            log.exception("The job “%s” failed.", job.name)

    def _leads(self) -> bool:
        """The lock belongs to the connection: with another connection it is gone and must be asked for again."""
        if self._lock_held_by is None or self._lock_held_by is not connection.connection:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [LEADER_LOCK])
                self._lock_held_by = connection.connection if cursor.fetchone()[0] else None
        return self._lock_held_by is not None

    def _note_database(self, *, unavailable: bool, error: Exception | None = None) -> None:
        if unavailable and not self._database_is_unavailable:
            log.warning("The database is unavailable, the worker waits: %s", str(error).strip())
        if self._database_is_unavailable and not unavailable:
            log.warning("The database is back, the worker goes on.")
        self._database_is_unavailable = unavailable


def is_led() -> bool:
    """Whether some worker leads now. One query."""
    with connection.cursor() as cursor:
        cursor.execute(LEADS, [LEADER_LOCK])
        leads: bool = cursor.fetchone()[0]
    return leads


def _is_usable() -> bool:
    return connection.connection is not None and connection.is_usable()


def _close_connection() -> None:
    with suppress(OperationalError, InterfaceError):
        connection.close()
