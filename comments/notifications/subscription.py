"""Whether the sender of a comment wants emails: asked by email (double opt-in), stopped in one click.

The link in each email is signed and leads to a page with buttons: programs that open links in emails to look for
viruses confirm nothing.
"""

from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Comment
from comments.tokens import Unreadable, read_email_link
from mailing import emails

from .sender_emails import ABOUT_COMMENTS

CONFIRM, STOP = "xac-nhan", "thoi"


def confirm(comment):
    """Note that the address is its sender's. A second time changes nothing."""
    confirmed_at = Coalesce("email_confirmed_at", timezone.now())
    Comment.objects.filter(pk=comment.pk).update(wants_mail=True, email_confirmed_at=confirmed_at)


def stop(comment):
    """No more emails to this address, whatever comment they are about; nor those that wait to go out."""
    if comment.email:
        Comment.objects.of_address(comment.email).filter(wants_mail=True).update(wants_mail=False)
        emails.take_back_from(comment.email, ABOUT_COMMENTS)


# No cookie and no token: whoever has the link acts, and mail programs send the one click from nowhere (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def email_preferences(request, link):
    """The page behind the link in an email: GET asks, POST acts; both show the present choice."""
    comment = _comment(link)
    done = ""
    if request.method == "POST":
        done = CONFIRM if request.POST.get("viec") == CONFIRM and comment.email else STOP
        (confirm if done == CONFIRM else stop)(comment)
        comment.refresh_from_db(fields=["wants_mail", "email_confirmed_at"])
    context = {
        "comment": comment,
        "address": _covered(comment.email),
        "done": done,
        "heading": "Email thông báo về bình luận",
    }
    return render(request, "comments/page.html", context | {"part": "comments/includes/email_preferences.html"})


def _comment(link):
    try:
        submission_id, pk = read_email_link(link)
    except Unreadable as error:
        raise Http404 from error
    return get_object_or_404(Comment.objects.select_related("article"), pk=pk, submission_id=submission_id)


def _covered(address):
    """ "b…@thu.example": enough to recognise one's own address."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}" if host else ""
