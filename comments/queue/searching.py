"""The search field of the queue, over all states: words, telephone numbers, numbers of comments, their public
addresses, e-mail addresses.

What is typed is posted. An e-mail address stands in no address, log or history then: what it finds is called "those
under the same address as this comment".
"""

import re

from django.contrib import messages
from django.db.models.functions import Upper
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from comments.models import Comment
from comments.moderators import MODERATES
from database.keys import read_key
from vietnamese.text import clean_text

from .responses import require_permission
from .search_words import MAX_CHARACTERS, address_in
from .selection import Selection, Tab

NO_SENDER = "Không có bình luận nào gửi từ địa chỉ email vừa nhập."
NOTHING_TYPED = "Xin nhập từ ngữ, số điện thoại, email hoặc số tiếp nhận cần tìm."
TOO_LONG = f"Ô tìm nhận tối đa {MAX_CHARACTERS} ký tự; xin bớt từ rồi tìm lại."
_PERMANENT = re.compile(r"/binh-luan/\d+/(\d+)/?|#binh-luan-(\d+)")


@require_permission(MODERATES, require_POST)
def search(request):
    """Leads to what `q` finds, in any state; one query for an e-mail address, otherwise none."""
    here = Selection.read(QueryDict(request.POST.get("here", "")))
    typed = clean_text(request.POST.get("q", "")[: MAX_CHARACTERS * 2])
    if problem := _problem(typed):
        messages.warning(request, problem)
        kept = "" if address_in(typed) else typed[:MAX_CHARACTERS]
        return _lead_to(here, words=kept, same_address=None, after=None)
    if address := address_in(typed):
        newest = Comment.objects.annotate(upper=Upper("email")).filter(upper=address.upper()).order_by("-created_at")
        key = newest.values_list("pk", flat=True).first()
        if key is None:
            messages.info(request, NO_SENDER)
            return _lead_to(here, words="", same_address=None, after=None)
        return _lead_to(Selection(state=Tab.ALL), same_address=key)
    if found := _PERMANENT.search(typed):
        return _lead_to(Selection(state=Tab.ALL), opened=read_key(found[1] or found[2]))
    return _lead_to(Selection(state=Tab.ALL), words=typed)


def _problem(typed):
    if not typed:
        return NOTHING_TYPED
    return TOO_LONG if len(typed) > MAX_CHARACTERS else ""


def _lead_to(selection, **changes):
    return redirect(f"{reverse('queue:queue')}?{selection.query(**changes)}")
