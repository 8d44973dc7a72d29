"""What readers and the sender of a comment see of it: one answer for every page, email and list."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .comment import Comment


class PublicState(models.TextChoices):
    """The label is what the sender reads."""

    SHOWN = "shown", "Đã đăng"
    OFF_SITE = "off_site", "Đã duyệt, nhưng bài viết không còn trên trang tin"
    WAITING = "waiting", "Đang chờ Ban Biên tập duyệt"
    HIDDEN = "hidden", "Không đăng"
    WITHDRAWN = "withdrawn", "Người gửi đã rút lại"

    @property
    def in_its_place(self) -> str:
        """The sentence in the place of a comment that is gone while answers below it stay; "" of one that is shown."""
        if self == PublicState.WITHDRAWN:
            return "Bình luận đã được người gửi rút lại."
        return "" if self == PublicState.SHOWN else "Bình luận này không còn hiển thị."


# By a comment's state, while readers see its article. An answer is shown whatever became of the comment above it.
OF_STATE = {
    "approved": PublicState.SHOWN,
    "pending": PublicState.WAITING,
    "rejected": PublicState.HIDDEN,
    "spam": PublicState.HIDDEN,
    "withdrawn": PublicState.WITHDRAWN,
}


def public_state(comment: "Comment") -> PublicState:
    """No query when the article of `comment` is loaded."""
    state = OF_STATE[comment.state]
    return PublicState.OFF_SITE if state == PublicState.SHOWN and not comment.article.is_visible() else state
