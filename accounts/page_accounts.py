"""Whose page it is: a token in each page of the admin names the account that opened it.

With it the page learns, after its session has ended, what has become of the account, and may sign in again
(sign_in_again.py). It admits to nothing, and says nothing that the page itself does not: a name alone gets no answer.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.contrib.auth.hashers import get_hasher
from django.core import signing
from django.utils.crypto import salted_hmac

from .models import User

HEADER = "X-Account"
TOKEN_MAX_LENGTH = 300
GOOD_FOR = timedelta(days=30)  # a page that is open for longer signs in on the ordinary one
_SALT = "accounts.page_accounts"


class Standing(Enum):
    """What has become of an account since its page was opened."""

    AS_IT_WAS = "ended"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (a word for the page)
    CLOSED = "closed"
    NO_DESK = "no_desk"


SENTENCES = {
    Standing.AS_IT_WAS: (
        "Phiên này đã hết: có thể bạn rời máy quá 30 phút, đã đủ 12 giờ, hoặc đã đăng xuất ở tab khác. Xin gõ mật "
        "khẩu để làm tiếp ngay trên trang này."
    ),
    Standing.PASSWORD_CHANGED: (
        "Mật khẩu của tài khoản này đã được đổi sau khi bạn mở trang. Xin gõ mật khẩu mới để làm tiếp; nếu không phải "
        "bạn đổi, xin báo ngay quản trị web."
    ),
    Standing.CLOSED: (
        "Tài khoản “{name}” đã bị khóa hoặc bị xóa nên không đăng nhập lại được. Chữ bạn đã gõ vẫn còn trên trang "
        "này: xin chép phần cần giữ ra nơi khác, rồi hỏi quản trị web."
    ),
    Standing.NO_DESK: (
        "Tài khoản “{name}” không còn quyền vào bàn biên tập. Chữ bạn đã gõ vẫn còn trên trang này: xin chép phần cần "
        "giữ ra nơi khác, rồi hỏi quản trị web."
    ),
}


@dataclass(frozen=True)
class PageAccount:
    """The account of an open page. `user` is None when the account is deleted."""

    user: User | None
    name: str
    standing: Standing

    @property
    def may_sign_in(self) -> bool:
        return self.standing in (Standing.AS_IT_WAS, Standing.PASSWORD_CHANGED)

    @property
    def sentence(self) -> str:
        return SENTENCES[self.standing].format(name=self.name)


def token_for(user: User) -> str:
    """The token for a page that `user` opens. No query."""
    return signing.dumps([user.pk, user.get_username(), _mark(user)], salt=_SALT)


def read_token(token: str) -> PageAccount | None:
    """The PageAccount of `token`; None for one that is forged, or older than GOOD_FOR. One query."""
    if not token or len(token) > TOKEN_MAX_LENGTH:
        return None
    try:
        pk, name, mark = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=pk).first()
    return PageAccount(user, user.get_username() if user else name, _standing(user, mark))


def _standing(user: User | None, mark: str) -> Standing:
    if user is None or not user.is_active:
        return Standing.CLOSED
    if not user.is_staff:
        return Standing.NO_DESK
    has_changed = mark and not hmac.compare_digest(mark, _mark(user))
    return Standing.PASSWORD_CHANGED if has_changed else Standing.AS_IT_WAS


def _mark(user: User) -> str:
    """What tells one password from the next; "" for an older hash, which the next sign-in writes anew."""
    if not user.password.startswith(f"{get_hasher().algorithm}$"):
        return ""
    return salted_hmac(_SALT, user.password).hexdigest()[:16]
