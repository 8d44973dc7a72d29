"""The form and the thread for readers (see anonymous.py: nothing is cached, nothing sets a cookie)."""

from django.db import DatabaseError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from comments.anonymous import (
    NOT_NOW_KEPT,
    TRY_AGAIN,
    answer,
    come_back,
    for_anonymous_readers,
    respond_with_message,
    wants_part,
)
from comments.models import Comment
from comments.models.thread import Order
from comments.references import reference_number
from comments.senders import sender_keys
from comments.tokens import Unreadable, read_receipt, write_receipt, write_withdrawal
from database.keys import read_key
from database.unavailable import is_unavailable

from .article_lookup import load_commented_article
from .challenge import is_solved
from .forms import CommentForm
from .refusals import Doubtful, ParentGone, Refused, SentBefore, Stopped, TooMany
from .submission import submit

NOT_SHOWN = "Bình luận này không có hoặc không còn trên trang tin."


@for_anonymous_readers(load_commented_article)
def thread(request, commented):
    """The form as a page of its own, or only the form (`?phan=1`, for the article page), or page N of the thread."""
    article = commented.article
    if request.method == "POST":
        return _receive(request, commented)
    if "trang" in request.GET or "sap_xep" in request.GET:
        return _show_thread_page(request, article)
    if commented.closed_because:
        return _show_closed(request, commented)
    answered = _answered(article, request.GET.get("tra_loi"))
    form = CommentForm(article_pk=article.pk, parent=answered and answered.pk)
    return _show_form(request, commented, form, answered)


def _receive(request, commented):
    if commented.closed_because:
        return _show_closed(request, commented, status=403)
    article = commented.article
    form = CommentForm(request.POST, article_pk=article.pk)
    if "doi_cau_hoi" in request.POST:
        form.ask_challenge()
        return _show_form(request, commented, form)
    if not form.is_valid():
        return _show_form(request, commented, form, status=422)
    try:
        sender = sender_keys(request)
        is_human = is_solved(request.POST, sender=sender.browser)
        comment = submit(form.draft, commented, sender=sender, is_human=is_human)
    except Refused as refusal:
        return _refuse(request, commented, form, refusal)
    except DatabaseError as error:
        if not is_unavailable(error):
            raise
        form.add_error(None, NOT_NOW_KEPT)
        return come_back(_show_form(request, commented, form, status=503))
    target = reverse("comments:received", args=[write_receipt(comment)])
    return HttpResponseRedirect(target + ("?phan=1" if wants_part(request) else ""), status=303)


def _refuse(request, commented, form, refusal):
    form.add_error(None, str(refusal))
    if isinstance(refusal, Doubtful):
        form.ask_challenge()
    if isinstance(refusal, ParentGone):
        form.forget_parent()
    if isinstance(refusal, SentBefore):
        form.renew_submission()
    status = 429 if isinstance(refusal, TooMany) else 403 if isinstance(refusal, Stopped) else 422
    response = _show_form(request, commented, form, status=status)
    if isinstance(refusal, TooMany) and refusal.wait:
        response["Retry-After"] = int(refusal.wait.total_seconds()) + 1
    return response


def _show_form(request, commented, form, answered=None, status=200):
    article = commented.article
    if answered is None and form.is_bound:
        answered = _answered(article, form["parent"].value())
    context = {"article": article, "form": form, "answered": answered, "title": TRY_AGAIN, "mode": commented.mode}
    return answer(request, "Thêm nhận xét mới", "comments/includes/form.html", context, status=status)


def _show_closed(request, commented, status=200):
    """Shows what a reader wrote before comments were closed, to be copied."""
    written = request.POST.get("body", "")
    context = {"article": commented.article, "closed_because": commented.closed_because, "written": written}
    return answer(request, "Bình luận", "comments/includes/closed.html", context, status=status)


def _show_thread_page(request, article):
    page, order = request.GET.get("trang", ""), request.GET.get("sap_xep")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    order = Order(order) if order in Order.values else Order.OLDEST
    thread = Comment.objects.thread(article, max(number, 1), order)
    context = {"article": article, "thread": thread, "is_page": True}
    return answer(request, "Các bình luận", "comments/includes/section.html", context)


@never_cache
@require_safe
def comment(request, article_pk, comment_pk):
    """The permanent link: leads to the comment's place, on the article or on its page of the thread."""
    article = load_commented_article(article_pk).article
    found = Comment.objects.in_thread(article).filter(pk=comment_pk).first()
    if found is None:
        return respond_with_message(request, article, NOT_SHOWN, 404, title="Không tìm thấy bình luận")
    found.article = article
    page = Comment.objects.page_of(found)
    place = (
        article.get_absolute_url() if page == 1 else f"{reverse('comments:thread', args=[article.pk])}?trang={page}"
    )
    return redirect(f"{place}#{found.anchor}")


def _answered(article, pk):
    """The comment that the reader wants to answer, or None when there is no such one."""
    key = read_key(str(pk or ""))
    return Comment.objects.answerable(article).filter(pk=key).first() if key else None


@never_cache
@require_safe
def received(request, receipt):
    """The page that says that the comment waits, with its reference number. Its address is signed, so that nobody can
    try all.
    """
    try:
        submission_id, article_pk = read_receipt(receipt)
    except Unreadable as error:
        raise Http404 from error
    context = {
        "is_shown": Comment.objects.visible().filter(submission_id=submission_id).exists(),
        "reference": reference_number(submission_id),
        "article": Article.objects.published().for_cards().filter(pk=article_pk).first(),
        "withdrawal": write_withdrawal(submission_id),
    }
    return answer(request, "Đã nhận bình luận", "comments/includes/received.html", context)
