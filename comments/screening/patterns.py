"""Turning what a moderator types into the pattern of a rule, or refusing it with a sentence."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from comments.models import Comment

from .digits import read_digits, write_digits
from .links import host_of
from .matching import DOMAIN, EMAIL, NEAR, NUMBER, SENDER, email_pattern, sender_of
from .nearness import read_near

NOT_AN_EMAIL = "Xin ghi một địa chỉ email (ten@thu.vn), hoặc *@thu.vn cho mọi địa chỉ ở đó."
NOT_A_DOMAIN = "Xin ghi một tên miền, ví dụ nhacai88.com; tên miền con cũng khớp."
NO_WORD = "Xin ghi ít nhất hai chữ cái hoặc chữ số, nếu không quy tắc sẽ khớp gần như mọi bình luận."
NO_DIGITS = "Xin ghi “số điện thoại”, hoặc bao nhiêu chữ số (từ 3 đến 30), ví dụ “12 chữ số” hay “9-12 chữ số”."
NOT_NEAR = (
    "Xin ghi từ hai đến năm từ hoặc cụm từ khác nhau, cách nhau bằng dấu phẩy, ví dụ: chuyển tiền, tài khoản. "
    "Mỗi từ có ít nhất hai chữ cái hoặc chữ số."
)
NO_SENDER = "Xin ghi số tiếp nhận của một bình luận do bạn đọc gửi, ví dụ BL-K7QMD-2XWPA."
SENDER_IS_GONE = (
    "Bình luận này gửi từ tháng trước. Để bảo vệ bạn đọc, mã người gửi đổi vào ngày đầu mỗi tháng, nên quy tắc không "
    "còn tác dụng."
)


def tidy(kind: str, pattern: str) -> tuple[str, datetime | None]:
    """`(pattern, expires_at)` as a rule of `kind` keeps them; `expires_at` is None unless the pattern names a sender.

    Raises ValidationError. One query for a sender.
    """
    if kind == SENDER:
        return _sender(pattern)
    if kind == EMAIL:
        return _email(pattern), None
    if kind == DOMAIN:
        return _domain(pattern), None
    if kind == NUMBER:
        return _digits(pattern), None
    if kind == NEAR:
        return _near(pattern), None
    if sum(map(str.isalnum, pattern)) < 2:
        raise ValidationError(NO_WORD)
    return pattern, None


def end_of_sender_keys(moment: datetime) -> datetime:
    """When the keys of senders change next after `moment` (aware): midnight before the first of the next month."""
    day = timezone.localtime(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return timezone.make_aware((day + timedelta(days=32)).replace(day=1))


def _email(pattern: str) -> str:
    pattern = email_pattern(pattern)
    try:
        validate_email(pattern.replace("*@", "moi-nguoi@", 1))
    except ValidationError as error:
        raise ValidationError(NOT_AN_EMAIL) from error
    return pattern


def _domain(pattern: str) -> str:
    host = host_of(pattern)
    if "." not in host.strip("."):
        raise ValidationError(NOT_A_DOMAIN)
    return host


def _digits(pattern: str) -> str:
    digits = read_digits(pattern)
    if digits is None:
        raise ValidationError(NO_DIGITS)
    return write_digits(digits)


def _near(pattern: str) -> str:
    parts = read_near(pattern)
    if not parts:
        raise ValidationError(NOT_NEAR)
    return ", ".join(parts)


def _sender(pattern: str) -> tuple[str, datetime]:
    """The key of who sent the comment with the number `pattern`; a key, when the rule has it already, stays.

    A comment that an older release took has the key of its network alone.
    """
    if key := sender_of(pattern):
        comment = Comment.objects.of_key(key).order_by("-created_at").first()
    else:
        comment = Comment.objects.numbered(pattern).first()
        key = (comment.browser_key or comment.sender_key) if comment else None
    if comment is None or key is None:
        raise ValidationError(NO_SENDER)
    expires_at = end_of_sender_keys(comment.created_at)
    if expires_at <= timezone.now():
        raise ValidationError(SENDER_IS_GONE)
    return str(key), expires_at
