import json

from django.core.management.base import BaseCommand, CommandError

from comments.privacy.personal_data import erase, export, kept_of


class Command(BaseCommand):
    help = "Print everything kept for one e-mail address (or of one comment's number) as JSON, or erase it."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["export", "erase"])
        parser.add_argument("who", metavar="EMAIL", help="an e-mail address, or a number like BL-K7QMD-2XWPA")

    def handle(self, *, action, who, **options):
        kept = kept_of(who)
        if not kept:
            raise CommandError("Không có bình luận nào của địa chỉ hoặc số tiếp nhận này.")
        if action == "export":
            self.stdout.write(json.dumps(export(kept), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(f"Đã xóa dữ liệu cá nhân trong {erase(who)} bình luận.")
