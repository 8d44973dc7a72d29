"""The answered questions, and the state of one comment, looked up by its number and e-mail."""

from datetime import timedelta

from django import forms
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.pagination import keep_out_of_caches, page_of
from comments.anonymous import problem_with_post
from comments.models import Comment, ModerationPolicy, Question, RejectionReason
from comments.models.appeal import appeal_of, appealable_since, may_be_appealed
from comments.models.comment import EMAIL_MAX
from comments.models.event import taken_down_since
from comments.models.public_state import PublicState
from comments.tokens import write_appeal_link
from vietnamese.form_fields import CleanedField, typed
from vietnamese.text import clean_text

NOT_FOUND = "Không tìm thấy ý kiến nào có số tiếp nhận và email này. Xin kiểm tra lại cả hai."


class LookUpForm(forms.Form):
    number = CleanedField(
        clean_function=clean_text,
        limit=40,
        what="Số tiếp nhận",
        error_messages={"required": "Xin nhập số tiếp nhận, dạng BL-XXXXX-XXXXX."},
    )
    email = CleanedField(
        clean_function=clean_text,
        limit=EMAIL_MAX,
        what="Email",
        error_messages={"required": "Xin nhập email bạn đã dùng khi gửi."},
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self.comment = _sent_by(cleaned["number"], cleaned["email"])
            if self.comment is None:
                raise forms.ValidationError(NOT_FOUND)
        return cleaned

    @property
    def kept(self):
        """What was typed, to be shown again."""
        return {name: typed(self, name) for name in self.fields}


def _sent_by(number, email):
    """The comment with this number, if this address sent it. The number cannot be guessed: fifty random bits."""
    sent = Comment.objects.numbered(number).filter(email__iexact=email, is_official=False)
    return sent.select_related("article__category", "question__answer", "appeal").first()


@require_safe
def questions(request):
    """The questions that the office has answered, the newest answer first."""
    page = page_of(Question.objects.for_readers(), request.GET.get("trang"))
    return keep_out_of_caches(request, render(request, "comments/questions.html", {"page": page}), page)


# It reads no session and no cookie and changes nothing: anonymous.py says why there is no CSRF token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request):
    """Takes a number and an e-mail, and shows the state of the comment. They are posted: an address would keep them in
    histories and emails.
    """
    if request.method != "POST":
        return render(request, "comments/look_up.html", {"form": LookUpForm()})
    sentence, status = problem_with_post(request) or ("", 422)
    form = LookUpForm() if sentence else LookUpForm(request.POST)
    found = form.comment if form.is_valid() else None
    context = _appeal(found) | {
        "form": form,
        "problem": sentence,
        "comment": found,
        "question": getattr(found, "question", None),
        "state": found and found.public_state,
        "shown_since": taken_down_since(found) if found and found.public_state == PublicState.HIDDEN else None,
        "advice": RejectionReason.objects.advice_for(found) if found and found.state == Comment.State.REJECTED else "",
    }
    response = render(request, "comments/look_up.html", context, status=200 if found else status)
    add_never_cache_headers(response)
    return response


def _appeal(comment):
    """What its sender may ask about the decision, or has asked: `appeal`, or `appeal_link` and `appeal_ends_at`."""
    if comment is None:
        return {}
    days = ModerationPolicy.objects.current().appeal_days if appealable_since(comment) else 0
    if not may_be_appealed(comment, days=days):
        return {"appeal": appeal_of(comment)}
    since = appealable_since(comment)
    return {"appeal_link": write_appeal_link(comment, since), "appeal_ends_at": since + timedelta(days=days)}
