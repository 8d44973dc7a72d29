"""Liking and reporting a comment, and withdrawing one's own (see anonymous.py)."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from comments.anonymous import answer, for_anonymous_readers, respond_with_message
from comments.locks import TooManyFromHere
from comments.models import AbuseReport, Comment, ModerationPolicy
from comments.moderation import decisions
from comments.posting.challenge import is_solved
from comments.privacy.consent import PRIVACY_PAGE
from comments.senders import rater, reporter
from comments.tokens import Unreadable, read_withdrawal
from vietnamese.numbers import format_number

from .forms import AbuseReportForm
from .likes_and_reports import Doubtful, Received
from .likes_and_reports import like as count_like
from .likes_and_reports import report as keep_report

ENOUGH_LIKES = "Hôm nay bình luận này đã nhận đủ lượt từ mạng của bạn. Xin quay lại vào ngày mai."
ENOUGH_REPORTS = "Trong 24 giờ qua đã nhận đủ báo cáo từ trình duyệt và mạng này. Nếu việc gấp, xin gọi Ban Biên tập."
ANSWER_FIRST = (
    "Xin trả lời câu hỏi dưới đây rồi gửi lại, để biết không phải chương trình tự động gửi. "
    "Báo cáo của bạn vẫn còn nguyên."
)


def _comment(comment_pk):
    return get_object_or_404(Comment.objects.on_published_articles(), pk=comment_pk)


@for_anonymous_readers(_comment)
def like(request, comment):
    """GET asks, POST counts; the address of the link under each comment, which a script sends at once."""
    context, part, status = {"comment": comment, "article": comment.article}, "like", 200
    if request.method == "POST":
        part = "liked"
        try:
            likes = count_like(comment, visitor=rater(request))
            context["sentence"] = f"Hữu ích ({format_number(likes)}). Cảm ơn bạn."
        except TooManyFromHere:
            context["sentence"], status = ENOUGH_LIKES, 429
    return answer(request, "Bình luận hữu ích", f"comments/includes/{part}.html", context, status=status)


@for_anonymous_readers(_comment)
def report(request, comment):
    form = AbuseReportForm(request.POST if request.method == "POST" else None)
    context = {"comment": comment, "article": comment.article, "form": form, "reasons": AbuseReport.Reason.choices}
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return answer(request, "Báo vi phạm", "comments/includes/report.html", context, status=status)
    visitor = reporter(request)
    try:
        is_human = is_solved(request.POST, sender=visitor.key)
        received = keep_report(comment, **form.cleaned_data, visitor=visitor, is_human=is_human)
    except Doubtful:
        form.add_error(None, ANSWER_FIRST)
        form.ask_challenge()
        return answer(request, "Báo vi phạm", "comments/includes/report.html", context, status=422)
    except TooManyFromHere:
        return respond_with_message(request, comment.article, ENOUGH_REPORTS, 429, title="Chưa ghi nhận được")
    if received == Received.GONE:
        raise Http404
    told = {"received": received, "hours": ModerationPolicy.objects.current().reported_hours}
    return answer(request, "Báo vi phạm", "comments/includes/reported.html", context | told)


def _own_comment(permit):
    """The comment of a signed link; its article may be gone, and it may still wait."""
    try:
        submission_id = read_withdrawal(permit)
    except Unreadable as error:
        raise Http404 from error
    return get_object_or_404(Comment.objects.with_article(), submission_id=submission_id)


@for_anonymous_readers(_own_comment)
def withdraw(request, comment):
    """GET asks once, POST takes the comment back; a second time it says that it is withdrawn."""
    if request.method == "POST":
        decisions.withdraw(comment)
    article = comment.article if comment.article.is_visible() else None
    context = {"comment": comment, "article": article, "privacy_page": PRIVACY_PAGE}
    return answer(request, "Rút bình luận", "comments/includes/withdraw.html", context)
