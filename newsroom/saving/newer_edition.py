"""What is said of an article that was saved after its form was opened: by whom, and what became of it."""

from accounts.models import User
from articles.models import Article
from vietnamese.dates import format_moment

KEPT = "Chữ của bạn vẫn còn nguyên ở dưới và chưa được lưu."


class GoneMeanwhile(Exception):
    """The article was there when its save began, and is deleted or in the bin now."""


def who_saved(article: Article, user: User) -> str:
    """The sentences for `user` about the row `article` that is newer than their form. One query."""
    step = article.transitions.first()
    # The step is written down after the row, in one transaction.
    became = f" Bài đã chuyển sang “{step.get_to_status_display()}”." if step and step.at >= article.saved_at else ""
    if article.saved_by_id == user.pk:
        return f"Chính bạn đã lưu bài này ở tab khác lúc {format_moment(article.saved_at)}.{became} {KEPT}"
    return f"{article.saved_by or 'Người khác'} vừa lưu bài này trong khi bạn đang sửa.{became} {KEPT}"
