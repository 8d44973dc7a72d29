"""A save into an article that is in the bin: it is brought back first, if its sender says so and may."""

from django.contrib import messages
from django.http import HttpRequest

from accounts.models import User
from articles.binning import why_not
from articles.in_the_bin import entry_of, find_binned
from database.keys import is_key
from newsroom.resent import with_post
from revisions.bin.binning import Returned, bring_back
from revisions.models import BinEntry
from revisions.restoring import NotRestored
from revisions.saving import saved_by

BRINGS_BACK = "bring_back"  # the field by which a form says so


def bring_back_to_save(request: HttpRequest, key: str) -> HttpRequest:
    """The request to go on with. Whoever had seen the article as it was before the bin has seen what came back. Some
    queries if the article is in the bin, and was asked for.
    """
    user = request.user
    if BRINGS_BACK not in request.POST or not is_key(key) or not isinstance(user, User):
        return request
    article = find_binned(key, user)
    entry = entry_of(article) if article and not why_not(user, article) else None
    returned = _bring_back(request, entry, user) if entry else None
    if entry is None or returned is None:
        return request
    messages.success(request, f"Đã khôi phục bài “{entry}” từ thùng rác.")
    for sentence in returned.sentences:
        messages.warning(request, sentence)
    if request.POST.get("seen_edition") != str(entry.before.get("edition")):
        return request
    sent = request.POST.copy()
    sent["seen_edition"] = str(returned.row.edition)  # type: ignore[attr-defined]
    return with_post(request, sent)


def _bring_back(request: HttpRequest, entry: BinEntry, user: User) -> Returned | None:
    try:
        with saved_by(user):
            return bring_back(entry, user)
    except NotRestored as refused:
        messages.warning(request, " ".join(refused.points))
        return None
