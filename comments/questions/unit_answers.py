"""What a unit answers by the link of its letter.

Nothing of it is published by whoever holds the link: a letter can be forwarded. The answer waits for a moderator
(`moderation/charging.py`), one at a time for each question.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, CommentEvent, Question, UnitAnswer
from comments.tokens import Unreadable, charge_number, read_unit_link
from vietnamese.dates import format_date, format_time_date

ANSWERED = "Câu hỏi này đã được trả lời trên trang tin. Đơn vị không cần trả lời nữa, xin cảm ơn."
NOT_OWED = "Câu hỏi này không cần đơn vị trả lời nữa. Xin cảm ơn."
CHARGED_ANEW = (
    "Câu hỏi này đã được giao lại nên đường dẫn này hết tác dụng. Nếu vẫn do đơn vị bạn trả lời, xin mở đường dẫn "
    "trong thư mới nhất về câu hỏi này."
)
OFF_SITE = (
    "Bài viết có câu hỏi này hiện không còn trên trang tin nên chưa cần trả lời. Bài trở lại thì đường dẫn này lại "
    "dùng được."
)


@dataclass(frozen=True)
class Standing:
    """Why a unit cannot answer now: `sentence`. `is_over` says that this link will not do any more."""

    title: str
    sentence: str
    is_over: bool = True


@dataclass(frozen=True)
class UnitLink:
    """The question of a signed link, with `number`, the charge that it is for. `article` is that of the question when
    readers see it.
    """

    question: Question
    number: int
    article: Article | None

    @property
    def standing(self) -> Standing | None:
        """None when the unit may answer now. One query at most."""
        question = self.question
        if question.answered_at:
            return Standing("Đã trả lời", ANSWERED)
        if not question.is_owed:
            return Standing("Không cần trả lời nữa", NOT_OWED)
        if charge_number(question) != self.number:
            return Standing("Đường dẫn đã thay", CHARGED_ANEW)
        if waiting := question.unit_answers.waiting().first():
            return Standing("Ban Biên tập đã nhận câu trả lời", _received(waiting), is_over=False)
        if question.link_ends_on < timezone.localdate():
            return Standing("Đường dẫn đã hết hạn", _ended(question))
        return None if self.article else Standing("Chưa cần trả lời", OFF_SITE, is_over=False)

    @property
    def returned(self) -> UnitAnswer | None:
        """What was sent back with this link, and why. One query."""
        sent_back = self.question.unit_answers.filter(outcome=UnitAnswer.Outcome.RETURNED)
        found: UnitAnswer | None = sent_back.filter(settled_at=self.question.charged_at).first()
        return found


def _received(answer: UnitAnswer) -> str:
    return (
        f"Đơn vị đã gửi câu trả lời lúc {format_time_date(answer.at)}. Ban Biên tập đọc rồi mới đăng; nếu cần sửa, "
        "đơn vị nhận được thư có đường dẫn mới."
    )


def _ended(question: Question) -> str:
    return (
        f"Hạn trả lời là {format_date(question.due_on)}, đường dẫn này dùng được đến hết ngày "
        f"{format_date(question.link_ends_on)}. Muốn trả lời, xin liên hệ Ban Biên tập để nhận đường dẫn mới."
    )


def link_behind(text: str) -> UnitLink | None:
    """The UnitLink of the signed `text`, or None when its question is no more. One query; none for what we did not
    sign (Unreadable).
    """
    pk, number = read_unit_link(text)
    questions = Question.objects.select_related("comment__article__category").defer("comment__email")
    question = questions.filter(pk=pk).first()
    return question and _link(question, number)


def _link(question: Question, number: int) -> UnitLink:
    article = question.comment.article
    return UnitLink(question, number, article if article.is_visible() else None)


@transaction.atomic
def receive(link: UnitLink, *, signed_by: str, body: str) -> UnitLink:
    """Keep the answer that came by `link`, unless the unit may not answer any more. Returns the link as it then
    stands, with what came first of two. At most six queries.
    """
    # The comment first, as all who take steps about it do.
    list(Comment.objects.select_for_update().order_by().filter(pk=link.question.comment_id).values_list("pk"))
    question = Question.objects.select_related("comment__article__category").get(pk=link.question.pk)
    now = _link(question, link.number)
    if now.standing is None:
        UnitAnswer.objects.create(question=question, signed_by=signed_by, body=body)
        state = question.comment.state
        question.comment.events.create(
            kind=CommentEvent.Kind.UNIT_ANSWER, from_state=state, to_state=state, why=question.unit
        )
    return now


def is_received(link: UnitLink, body: str) -> bool:
    """Whether `body` is what waits for a moderator: a button pressed twice is told so. One query."""
    return bool(link.question.unit_answers.waiting().filter(body=body).exists())


__all__ = ["Standing", "UnitLink", "Unreadable", "is_received", "link_behind", "receive"]
