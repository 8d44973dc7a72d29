"""Stars for an article: the form and the view (see anonymous.py: nothing is cached, nothing sets a cookie)."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from comments.anonymous import answer, for_anonymous_readers, wants_part
from comments.locks import TooManyFromHere
from comments.models import Rating
from comments.models.rating import REASON_MAX
from comments.posting.article_lookup import load_commented_article
from comments.posting.other_texts import findings_of
from comments.senders import rater
from vietnamese.form_fields import CleanedField, typed
from vietnamese.text import clean_multiline


class RatingForm(forms.Form):
    score = forms.TypedChoiceField(
        choices=Rating.Score.choices,
        coerce=int,
        error_messages={
            "required": "Xin chọn từ 1 đến 5 điểm rồi bấm gửi.",
            "invalid_choice": "Điểm đánh giá phải từ 1 đến 5.",
        },
    )
    reason = CleanedField(clean_function=clean_multiline, limit=REASON_MAX, what="Góp ý", required=False)

    @property
    def kept_reason(self):
        """What the reader wrote, to be shown again after an error."""
        return typed(self, "reason")


@for_anonymous_readers(load_commented_article)
def rate(request, commented):
    """One to five points for an article. Without JavaScript it leads back to the article; with it the rating box is
    replaced.
    """
    article = commented.article
    target = f"{article.get_absolute_url()}#danh-gia"
    if request.method != "POST":
        return redirect(target)
    form = RatingForm(request.POST)
    try:
        if form.is_valid():
            found = findings_of(form.cleaned_data["reason"])
            Rating.objects.rate(article, **form.cleaned_data, findings=found, sender=rater(request))
            if not wants_part(request):
                return HttpResponseRedirect(target, status=303)
    except TooManyFromHere:
        form.add_error(None, "Hôm nay bài này đã nhận đủ số đánh giá từ mạng của bạn. Xin quay lại vào ngày mai.")
    context = {"article": article, "summary": Rating.objects.summary(article)}
    context |= {"form": form, "levels": Rating.Score.choices}
    status = 200 if form.is_valid() else 422
    return answer(request, "Đánh giá", "comments/includes/rating.html", context, status=status)
