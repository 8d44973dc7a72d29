"""The page behind the link by which a sender asks once that a decision be looked at again (see anonymous.py)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from articles.models import Article
from comments.anonymous import answer, for_anonymous_readers
from comments.models import Comment, ModerationPolicy
from comments.models.appeal import APPEAL_MAX, appeal_of
from comments.models.event import taken_down_since
from comments.moderation.appeals import Standing, is_same, receive, standing_of
from comments.tokens import Unreadable, read_appeal_link
from vietnamese.form_fields import CleanedField, typed
from vietnamese.text import clean_multiline

HEADING = "Đề nghị xem lại quyết định"


@dataclass(frozen=True)
class AppealLink:
    """The comment of a signed link, and the moment of the decision that the link is about; `article` is that of the
    comment when readers see it.
    """

    comment: Comment
    since: datetime
    article: Article | None


class AppealForm(forms.Form):
    text = CleanedField(
        clean_function=clean_multiline,
        limit=APPEAL_MAX,
        what="Nội dung",
        error_messages={"required": "Xin viết vì sao bạn đề nghị xem lại."},
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not any(character.isalnum() for character in text):
            raise forms.ValidationError("Xin viết bằng lời vì sao bạn đề nghị xem lại.")
        return text

    @property
    def kept(self) -> str:
        """What was typed, without invisible characters."""
        return typed(self, "text")


def _link(link: str) -> AppealLink:
    """The AppealLink of the address; whoever made one up learns nothing, and asks the database nothing."""
    try:
        submission_id, since = read_appeal_link(link)
    except (Unreadable, OverflowError) as error:
        raise Http404 from error
    comments = Comment.objects.with_article().select_related("appeal")
    comment = get_object_or_404(comments, submission_id=submission_id, is_official=False)
    return AppealLink(comment, since, comment.article if comment.article.is_visible() else None)


@for_anonymous_readers(_link)
def appeal(request: HttpRequest, link: AppealLink) -> HttpResponse:
    """GET shows the decision and asks why, POST keeps the appeal once; afterwards the page tells what became of it.

    It sets no cookie and is kept nowhere; GET changes nothing.
    """
    if standing := standing_of(link.comment, link.since):
        return _cannot(request, link, standing)
    if request.method != "POST":
        return _ask(request, link, AppealForm())
    form = AppealForm(request.POST)
    if not form.is_valid():
        return _ask(request, link, form, status=422)
    if standing := receive(link.comment, link.since, form.cleaned_data["text"]):
        return _cannot(request, link, standing)
    return HttpResponseRedirect(request.path, status=303)


def _ask(request: HttpRequest, link: AppealLink, form: AppealForm, status: int = 200) -> HttpResponse:
    days = ModerationPolicy.objects.current().appeal_days
    context: dict[str, object] = {"link": link, "comment": link.comment, "article": link.article, "form": form}
    context |= {"ends_at": link.since + timedelta(days=days), "shown_since": taken_down_since(link.comment)}
    page: HttpResponse = answer(request, HEADING, "comments/includes/appeal.html", context, status=status)
    return page


def _cannot(request: HttpRequest, link: AppealLink, standing: Standing) -> HttpResponse:
    """Why nothing can be asked, or that it was asked; what was typed is shown, so that nothing is lost."""
    written, status = "", 200 if standing.is_received else 410
    if request.method == "POST":
        written, status = AppealForm(request.POST).kept, 409
        if is_same(link.comment, written):
            return HttpResponseRedirect(request.path, status=303)
    context: dict[str, object] = {
        "comment": link.comment,
        "standing": standing,
        "written": written,
        "article": link.article,
    }
    context |= {"appeal": appeal_of(link.comment)}
    page: HttpResponse = answer(request, HEADING, "comments/includes/appeal_standing.html", context, status=status)
    return page
