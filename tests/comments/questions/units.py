"""A unit that is charged, its link, and its letters."""

from django.test import Client
from post_office.models import STATUS, Email

from comments.tokens import write_unit_link

UNIT, ADDRESS = "UBND xã Tân Phong", "motcua@tanphong.example"
ANSWER = {"body": "Sáng thứ Bảy xã có trả kết quả, từ 7 giờ 30.", "signed_by": "Trần Thị Hòa, công chức một cửa"}


def link(question):
    return f"/hoi-dap/don-vi/{write_unit_link(question)}/"


def answer(question, client=None, address=None, **fields):
    return (client or Client()).post(address or link(question), ANSWER | fields)


def text(response):
    return response.content.decode()


def letters():
    """Subjects of the letters to units that have not gone out, the oldest first."""
    return [email.subject for email in Email.objects.exclude(status=STATUS.sent).order_by("pk")]
