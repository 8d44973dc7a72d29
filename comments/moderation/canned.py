"""A canned answer is put into the answer that is being written; nothing is published by it."""

from typing import NamedTuple

from comments.models import CannedAnswer
from database.keys import read_key

CHOOSE = "Xin chọn một câu trả lời mẫu rồi bấm “Chèn”."
GONE = "Câu trả lời mẫu này không còn dùng nữa. Xin chọn câu khác; phần đã viết còn nguyên."
INSERTED = "Đã chèn “{title}” vào phần trả lời, chưa đăng. Xin đọc lại, sửa cho đúng việc rồi đăng."


class Insertion(NamedTuple):
    """What stands in the form after it, and the sentence that tells of it; `words` are "" when there is nothing."""

    words: str
    body: str
    told: str


def insertion(chosen: str | None, typed: str) -> Insertion:
    """The canned answer whose key is `chosen`, on a line of its own behind what was `typed`. One query."""
    key = read_key(chosen)
    canned = CannedAnswer.objects.filter(pk=key, is_active=True).first() if key else None
    if canned is None:
        return Insertion("", typed, GONE if key else CHOOSE)
    body = f"{typed.rstrip()}\n{canned.body}" if typed.strip() else canned.body
    return Insertion(canned.body, body, INSERTED.format(title=canned.title))
