"""Why a comment is not taken; each with a sentence for the reader, whose text stays in the form."""

from datetime import timedelta

from comments.models import Comment

RULED_OUT = (
    "Bình luận này có nội dung mà trang không đăng, như lời lẽ xúc phạm, quảng cáo hoặc liên kết lạ. Bạn có thể sửa "
    "rồi gửi lại; nếu cho rằng có nhầm lẫn, xin báo Ban Biên tập số {number}."
)


class Refused(Exception):
    """The comment was not taken; the message is a sentence for the reader, whose text stays in the form."""


class ParentGone(Refused):
    """The comment that should be answered is not there for readers of this article."""


class SentBefore(Refused):
    """This form, or this text, has arrived already."""


class RuledOut(SentBefore):
    """The comment is stored as rejected, because of a rule that rejects at once; a moderator can still approve it."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(RULED_OUT.format(number=comment.reference))
        self.comment = comment


class Doubtful(Refused):
    """The screening doubts, or much arrives at once, from here or everywhere: the form must ask its challenge."""


class TooMany(Refused):
    """Over a limit; `wait` is a timedelta, or None when it depends on the moderators."""

    def __init__(self, sentence: str, wait: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait
