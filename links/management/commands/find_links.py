from django.core.management.base import BaseCommand

from links.keeping import note_all


class Command(BaseCommand):
    help = (
        "Let the worker read the links of all texts anew. Nobody needs it after an update: rows of before are read by "
        "themselves. It is for a database whose triggers were away, as after a restore by table."
    )

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{note_all()} texts wait for the worker.")
