from django.core.management.base import BaseCommand

from comments.screening.earlier import find_kinds_of_waiting, switch_off_replaced_rules


class Command(BaseCommand):
    help = (
        "Look for kinds (threats, personal data …) in waiting comments that came before kinds, and switch "
        "off the rules of a new portal that kinds replace and nobody changed. As often as one likes."
    )

    def handle(self, **options):
        self.stdout.write(
            f"Đã tắt {switch_off_replaced_rules()} quy tắc lọc có sẵn mà việc nhận biết theo loại thay thế."
        )
        self.stdout.write(f"Đã đánh dấu loại cho {find_kinds_of_waiting()} bình luận đang chờ.")
