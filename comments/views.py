"""The reader's side. Nothing here is ever cached, and nothing here sets a cookie.

Why `csrf_exempt`: Django's CSRF cookie protects somebody who is signed in from being made to act. These forms act for
nobody: they read no session and no cookie, and a cookie would make every article page uncacheable. In its place stand
the signed token of the form (`tokens.py`) and a look at where the browser says the post comes from (`is_same_origin`).
"""

from functools import wraps

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.network import is_same_origin
from articles.models import Article

from .forms import CommentForm, RatingForm
from .models import Comment, Rating
from .models.rating import TooManyFromHere
from .references import reference_number
from .senders import rater, sender_key
from .submission import ParentGone, Refused, SentBefore, TooMany, submit
from .tokens import Unreadable, read_receipt, write_receipt

# A megabyte of Vietnamese is three in a form, and still gets its sentence beside the field.
MAX_POST_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
TRY_AGAIN = "Lỗi: Vui lòng thử lại"
TOO_BIG = "Nội dung gửi lên quá lớn. Bình luận dài tối đa 2.000 ký tự và không kèm tệp."
FOREIGN_POST = "Yêu cầu không đến từ trang này. Xin mở lại bài viết rồi gửi từ biểu mẫu ở đó."
UNREADABLE_POST = "Máy chủ không đọc được nội dung gửi lên. Xin mở lại biểu mẫu rồi gửi lại."


def _for_anonymous_readers(view):
    """GET and POST without session, CSRF cookie or cache; a POST must be small, readable and from our own page."""

    @wraps(view)
    def checked(request, article_pk):
        articles = Article.objects.published().for_cards()
        article = get_object_or_404(articles, pk=article_pk)
        if request.method == "POST" and (problem := _problem_with_post(request)):
            sentence, status = problem
            context = {"article": article, "title": TRY_AGAIN, "sentence": sentence}
            return _render(request, "Bình luận", "comments/includes/message.html", context, status=status)
        return view(request, article)

    return csrf_exempt(never_cache(require_http_methods(["GET", "HEAD", "POST"])(checked)))


def _problem_with_post(request):
    """`(sentence, status)` of what makes this POST unusable, or None."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_POST_BYTES:
        return TOO_BIG, 413
    if not is_same_origin(request):
        return FOREIGN_POST, 403
    try:
        request.POST  # noqa: B018  reading it is the test
    except RequestDataTooBig:
        return TOO_BIG, 413
    except (TooManyFieldsSent, MultiPartParserError, UnreadablePostError, BadRequest):
        return UNREADABLE_POST, 400
    return None


@_for_anonymous_readers
def thread(request, article):
    """The form as a page of its own, or only the form (`?phan=1`, for the article page), or page N of the thread."""
    if request.method == "POST":
        return _receive(request, article)
    if "trang" in request.GET:
        return _show_thread_page(request, article)
    if not article.accepts_comments:
        return _show_closed(request, article)
    answered = _answered(article, request.GET.get("tra_loi"))
    form = CommentForm(article_pk=article.pk, parent=answered and answered.pk)
    return _show_form(request, article, form, answered)


def _receive(request, article):
    if not article.accepts_comments:
        return _show_closed(request, article, status=403)
    form = CommentForm(request.POST, article_pk=article.pk)
    if not form.is_valid():
        return _show_form(request, article, form, status=422)
    try:
        comment = submit(form.draft, article=article, sender=sender_key(request))
    except Refused as refusal:
        return _refuse(request, article, form, refusal)
    target = reverse("comments:received", args=[write_receipt(comment)])
    return HttpResponseRedirect(target + ("?phan=1" if _wants_part(request) else ""), status=303)


def _refuse(request, article, form, refusal):
    form.add_error(None, str(refusal))
    if isinstance(refusal, ParentGone):
        form.forget_parent()
    if isinstance(refusal, SentBefore):
        form.renew_submission()
    response = _show_form(request, article, form, status=429 if isinstance(refusal, TooMany) else 422)
    if isinstance(refusal, TooMany) and refusal.wait:
        response["Retry-After"] = int(refusal.wait.total_seconds()) + 1
    return response


def _show_form(request, article, form, answered=None, status=200):
    if answered is None and form.is_bound:
        answered = _answered(article, form["parent"].value())
    context = {"article": article, "form": form, "answered": answered, "title": TRY_AGAIN}
    return _render(request, "Thêm nhận xét mới", "comments/includes/form.html", context, status=status)


def _show_closed(request, article, status=200):
    """What a reader wrote before the comments were closed is shown, to be copied."""
    context = {"article": article, "written": request.POST.get("body", "")}
    return _render(request, "Bình luận", "comments/includes/closed.html", context, status=status)


def _show_thread_page(request, article):
    page = request.GET["trang"]
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    context = {"article": article, "thread": Comment.objects.thread(article, max(number, 1)), "is_page": True}
    return _render(request, "Các bình luận", "comments/includes/section.html", context)


def _answered(article, pk):
    """The comment that the reader wants to answer, or None when there is no such one."""
    pk = str(pk or "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    return Comment.objects.answerable(article).filter(pk=pk).first()


@never_cache
@require_safe
def received(request, receipt):
    """The comment has arrived and waits; with its reference number. Signed, so that nobody can count through it."""
    try:
        submission_id, article_pk = read_receipt(receipt)
    except Unreadable as error:
        raise Http404 from error
    context = {
        "reference": reference_number(submission_id),
        "article": Article.objects.published().for_cards().filter(pk=article_pk).first(),
    }
    return _render(request, "Đã nhận bình luận", "comments/includes/received.html", context)


@_for_anonymous_readers
def rate(request, article):
    """One to five points for an article. Without JavaScript back to the article; with it the rating box anew."""
    target = f"{article.get_absolute_url()}#danh-gia"
    if request.method != "POST":
        return redirect(target)
    form = RatingForm(request.POST)
    try:
        if form.is_valid():
            Rating.objects.rate(article, form.cleaned_data["score"], sender=rater(request))
            if not _wants_part(request):
                return HttpResponseRedirect(target, status=303)
    except TooManyFromHere:
        form.add_error(None, "Hôm nay bài này đã nhận đủ số đánh giá từ mạng của bạn. Xin quay lại vào ngày mai.")
    context = {"article": article, "summary": Rating.objects.summary(article)}
    context |= {"form": form, "levels": Rating.Score.choices}
    status = 200 if form.is_valid() else 422
    return _render(request, "Đánh giá", "comments/includes/rating.html", context, status=status)


def _wants_part(request):
    return bool(request.htmx) or request.GET.get("phan") == "1"


def _render(request, heading, part, context, status=200):
    """The template `part` alone, or in a page with `heading`."""
    template = part if _wants_part(request) else "comments/page.html"
    return render(request, template, context | {"heading": heading, "part": part}, status=status)
