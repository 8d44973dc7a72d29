"""Making links for people without an account, withdrawing them, and what each leads to."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.models import Article
from articles.models.display_status import DisplayStatus
from newsroom.preview_link import DAYS, PreviewLink

MAX_OPEN = 20
NOT_YET_PUBLIC = {DisplayStatus.DRAFT, DisplayStatus.REVIEW, DisplayStatus.SCHEDULED}

NOT_YOURS = "Bạn không được sửa bài này nên không tạo hay thu hồi được liên kết xem trước; xin hỏi biên tập viên."
NOT_A_DRAFT = "Bài đã đăng hoặc đã gỡ nên không cần liên kết xem trước. Bài đang đăng thì xin gửi địa chỉ của bài."
NO_DAYS = "Xin chọn thời hạn của liên kết: 1, 3 hoặc 7 ngày."
TOO_MANY = f"Bài này đang có {MAX_OPEN} liên kết còn hạn. Xin thu hồi bớt liên kết không dùng nữa rồi tạo lại."


class NotMade(Exception):
    """The link is not made or not withdrawn; `str()` is a Vietnamese sentence for the person."""


class Refusal(StrEnum):
    """Why a link shows nothing: a sentence for whoever was sent it."""

    FORGED = "Địa chỉ này không đúng hoặc bị thiếu một phần. Xin mở lại đúng liên kết được gửi, hoặc xin liên kết mới."
    ENDED = "Liên kết đã hết hạn. Xin hỏi người gửi để có liên kết mới."
    WITHDRAWN = "Liên kết đã được thu hồi. Xin hỏi người gửi nếu bạn vẫn cần đọc."
    BINNED = "Ban Biên tập đã cất bài này đi nên không xem trước được nữa. Xin hỏi người gửi nếu bạn vẫn cần đọc."
    DELETED = "Bài này không còn nữa, hoặc liên kết đã hết hạn từ lâu. Xin hỏi người gửi."
    TAKEN_OFF = "Bài này đã được Ban Biên tập gỡ xuống hoặc đã hết thời hạn đăng."

    @property
    def status(self) -> HTTPStatus:
        return HTTPStatus.NOT_FOUND if self is Refusal.FORGED else HTTPStatus.GONE


@dataclass(frozen=True)
class Found:
    """What a token leads to: a `link` whose article may be shown or is `public`, or a `refusal`."""

    link: PreviewLink | None = None
    is_public: bool = False
    refusal: Refusal | None = None


def find(token: str) -> Found:
    """What whoever asks with `token` may see. One query; none for a token that we did not sign."""
    if PreviewLink.key_in(token) is None:
        return Found(refusal=Refusal.FORGED)
    link = PreviewLink.of_token(token)
    if link is None:
        return Found(refusal=Refusal.DELETED)
    if link.withdrawn_at is not None or not link.made_by.is_active:
        return Found(refusal=Refusal.WITHDRAWN)
    if not link.is_open():
        return Found(refusal=Refusal.ENDED)
    status = link.article.display_status()
    if status == DisplayStatus.SHOWN or status in NOT_YET_PUBLIC:
        return Found(link, is_public=status == DisplayStatus.SHOWN)
    return Found(refusal=Refusal.BINNED if status == DisplayStatus.BINNED else Refusal.TAKEN_OFF)


def make(article: Article, *, by: User, days: int | None, form_key: UUID) -> PreviewLink:
    """A link to `article` that ends after `days`; the one that the same form has made already, if it is sent twice.
    Raises NotMade. Three queries.
    """
    if not workflow.may_edit(by, article):
        raise NotMade(NOT_YOURS)
    if article.display_status() not in NOT_YET_PUBLIC:
        raise NotMade(NOT_A_DRAFT)
    if days not in DAYS:
        raise NotMade(NO_DAYS)
    again = PreviewLink.objects.filter(form_key=form_key, article=article, made_by=by)
    if made := again.first():
        return made
    if PreviewLink.objects.open().filter(article=article).count() >= MAX_OPEN:
        raise NotMade(TOO_MANY)
    now = timezone.now()
    try:
        with transaction.atomic():
            return PreviewLink.objects.create(
                article=article, made_by=by, form_key=form_key, made_at=now, ends_at=now + timedelta(days=days)
            )
    except IntegrityError:  # the same form at once, twice; or a key that another form has
        if made := again.first():
            return made
        raise NotMade(NO_DAYS) from None


def withdraw(link: PreviewLink, *, by: User) -> None:
    """From now on `link` shows nothing. Twice is once. Raises NotMade. One query."""
    if not workflow.may_edit(by, link.article):
        raise NotMade(NOT_YOURS)
    PreviewLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=by)
