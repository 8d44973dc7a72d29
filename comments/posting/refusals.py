"""Why a comment is not taken; each with a sentence for the reader, whose text stays in the form."""

from datetime import timedelta

from comments.models import Comment
from comments.models.arrivals import Stop
from comments.models.stop import stop_number
from vietnamese.dates import format_time_date

RULED_OUT = (
    "Bình luận này có nội dung mà trang không đăng, như lời lẽ xúc phạm, quảng cáo hoặc liên kết lạ. Bạn có thể sửa "
    "rồi gửi lại; nếu cho rằng có nhầm lẫn, xin báo Ban Biên tập số {number}."
)


# Why a rule refuses, where it is not the text: true also for who only shares network and browser with somebody.
SENDER_RULED_OUT = (
    "Bình luận gửi từ mạng và trình duyệt này hiện không được nhận; có thể vì một người khác dùng chung. Nếu có nhầm "
    "lẫn, xin báo Ban Biên tập số {number}."
)
ADDRESS_RULED_OUT = (
    "Ban Biên tập không nhận bình luận gửi dưới địa chỉ email này. Nếu cho rằng có nhầm lẫn, xin báo Ban Biên tập số "
    "{number}."
)
RULED_OUT_BY = {"rule_sender": SENDER_RULED_OUT, "rule_email": ADDRESS_RULED_OUT}
STOPPED = "Ban Biên tập tạm dừng nhận bình luận của bạn đến {until}: {why}."
STOPPED_FOR_GOOD = "Ban Biên tập không nhận bình luận của bạn nữa: {why}."
# By browser and an address that nobody has confirmed: perhaps somebody else reads it.
HERE_STOPPED = (
    "Ban Biên tập tạm dừng nhận bình luận gửi dưới email này từ máy này (hoặc máy cùng loại trên cùng mạng) đến "
    "{until}, vì những lời đã gửi từ đây trước đó: {why}."
)
HERE_STOPPED_FOR_GOOD = (
    "Ban Biên tập không nhận bình luận gửi dưới email này từ máy này (hoặc máy cùng loại trên cùng mạng) nữa, vì "
    "những lời đã gửi từ đây trước đó: {why}."
)
ADDRESS_STOPPED = "Ban Biên tập tạm dừng nhận bình luận gửi dưới địa chỉ email này đến {until}."
ADDRESS_STOPPED_FOR_GOOD = "Ban Biên tập không nhận bình luận gửi dưới địa chỉ email này nữa."
MAY_BE_ANOTHER = "Có thể những lời ấy là của người khác."
HOW_TO_OBJECT = "Nếu cho rằng có nhầm lẫn, xin liên hệ Ban Biên tập và cho biết mã {number}."


class Refused(Exception):
    """The comment was not taken; the message is a sentence for the reader, whose text stays in the form."""


class ParentGone(Refused):
    """The comment that should be answered is not there for readers of this article."""


class SentBefore(Refused):
    """This form, or this text, has arrived already."""


class RuledOut(SentBefore):
    """The comment is stored as rejected, because of a rule that rejects at once; a moderator can still approve it."""

    def __init__(self, comment: Comment) -> None:
        codes = {found.get("code") for found in comment.findings if found.get("effect") == "reject"}
        sentence = RULED_OUT_BY.get(codes.pop(), RULED_OUT) if len(codes) == 1 else RULED_OUT
        super().__init__(sentence.format(number=comment.reference))
        self.comment = comment


class Stopped(Refused):
    """The office takes nothing from this sender for a time. Why is told as theirs where the sender is surely the one
    whom it is about: `is_theirs`, who confirmed the address from this browser. Who gives the address in the browser of
    a stop (`stop.is_here`) may be another person, and reads what it holds; who only gives the address, no more than
    that.
    """

    def __init__(self, stop: Stop, *, is_theirs: bool) -> None:
        if is_theirs:
            for_a_time, for_good = STOPPED, STOPPED_FOR_GOOD
        elif stop.is_here:
            for_a_time, for_good = f"{HERE_STOPPED} {MAY_BE_ANOTHER}", f"{HERE_STOPPED_FOR_GOOD} {MAY_BE_ANOTHER}"
        else:
            for_a_time, for_good = ADDRESS_STOPPED, ADDRESS_STOPPED_FOR_GOOD
        until = format_time_date(stop.until) if stop.until else ""
        sentence = (for_a_time if stop.until else for_good).format(until=until, why=stop.why)
        super().__init__(f"{sentence} {HOW_TO_OBJECT.format(number=stop_number(stop.pk))}")


class Doubtful(Refused):
    """The screening doubts, or much arrives at once, from here or everywhere: the form must ask its challenge."""


class TooMany(Refused):
    """Over a limit; `wait` is a timedelta, or None when it depends on the moderators."""

    def __init__(self, sentence: str, wait: timedelta | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait
