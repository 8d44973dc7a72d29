from django.core.management.base import BaseCommand, CommandError

from accounts import roles


class Command(BaseCommand):
    help = "Make the roles in the database equal to accounts/roles.py. Run after migrate; it may run twice."

    def handle(self, **options):
        try:
            changes = roles.sync()
        except roles.UnknownPermission as error:
            raise CommandError(str(error)) from error
        for change in changes or ["The roles are as they should be."]:
            self.stdout.write(change)
