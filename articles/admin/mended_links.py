"""Who may replace a link in an article, and how that is saved (links/replacing.py)."""

from django.core.exceptions import ValidationError

from articles import workflow
from links.registry import Mending, mends

NOT_YOURS = "Bài của người khác, hoặc đã qua khâu của bạn: biên tập viên sửa được."
NO_RIGHT = "Tài khoản của bạn không được sửa bài viết: biên tập viên sửa được."


def register():
    mends("article", Mending(refusal, save))


def refusal(user, article):
    """ "" for whoever may edit it. No query but for rights."""
    if workflow.may_edit(user, article):
        return ""
    return NOT_YOURS if user.has_perm("articles.change_article") else NO_RIGHT


def save(user, article):
    """As its form does without a step, so whoever has it open learns of the newer edition. A mended link is no news:
    readers are told of no “Cập nhật”. Raises ValidationError.
    """
    article.edition += 1
    article.saved_by = user
    try:
        workflow.move(article, article.status, by=user, source=article.status)
    except workflow.Refused as refused:
        raise ValidationError(refused.points) from refused
