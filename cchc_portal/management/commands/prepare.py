import hashlib
import secrets
from contextlib import contextmanager, suppress

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import Error, connection

from cchc_portal.staff.moved import take_history_along
from database.limits import Limits, within
from vietnamese.order import fill_keys

from ..preconditions import require_writable
from ..static_files import publish

LOCK = 0x63636870  # "cchp": the number of PostgreSQL's advisory lock
# Seconds. A change that waits for a table holds up everybody who comes after it.
MIGRATION = Limits(statement=6 * 60 * 60, lock=60)
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that looks like another
HOW_TO_CHANGE = "changepassword admin"


class Command(BaseCommand):
    help = "Bring database, roles and static files up to this version. Run it after every update; it may run twice."

    def add_arguments(self, parser):
        parser.add_argument("--sample", action="store_true", help="load the sample content into an empty database")
        parser.add_argument(
            "--first-admin", action="store_true", help="make the user admin if nobody may do everything yet"
        )
        parser.add_argument("--by-make", action="store_true", help="name commands as make runs them (make run)")

    def handle(self, *, sample, first_admin, by_make=False, **options):
        require_writable(settings.VAR_DIR, settings.STATIC_ROOT.parent, settings.MEDIA_ROOT)
        with self.alone():
            with within(MIGRATION):
                call_command("migrate", interactive=False, verbosity=0)
            call_command("sync_roles")
            take_history_along()
            for model in apps.get_models():
                fill_keys(model)
            self.collect_static_files()
            if sample and "load_sample" in get_commands():
                call_command("load_sample", if_empty=True)
            if first_admin:
                how = f"make manage CMD='{HOW_TO_CHANGE}'" if by_make else f"python manage.py {HOW_TO_CHANGE}"
                self.make_first_admin(how_to_change=how)

    @contextmanager
    def alone(self):
        """A lock, so that of two that start at the same moment the second waits for the first."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                self.stdout.write("Another start prepares this database; waiting for it …")
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                yield
            finally:
                with suppress(Error):  # with the connection the lock is gone too
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def collect_static_files(self):
        """Copy and compress static files, which takes seconds, only when one is new, gone or changed. Those of the
        last releases stay.
        """
        stamp = settings.STATIC_ROOT.with_name(f"{settings.STATIC_ROOT.name}.stamp")
        digest = digest_of_static_files()
        if stamp.exists() and stamp.read_text() == digest:
            return
        self.stdout.write("Compressing static files …")
        publish(settings.STATIC_ROOT, settings.STORAGES["staticfiles"])
        stamp.write_text(digest)

    def make_first_admin(self, how_to_change):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            self.stdout.write(f"\nThe admin's password was shown at the first start. A new one: {how_to_change}")
            return
        password = "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))
        users.create_superuser("admin", password=password)
        self.stdout.write(f"\nSign in to the admin as   admin   with the password   {password}")
        self.stdout.write(f"It is shown this once. A new one: {how_to_change}")


def digest_of_static_files():
    """Changes when any static file, or the way they are stored, does; made from times and sizes, in milliseconds."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}".encode())
    return digest.hexdigest()
