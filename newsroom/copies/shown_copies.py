"""The form of an article with what is typed into a working copy, as after a save with a mistake, but without its
sentences: what is not finished is no mistake.
"""

from uuid import uuid4

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import QueryDict
from django.shortcuts import redirect

from database.keys import read_uuid
from newsroom.documents.attachments import COUNTS_OF_ROWS
from newsroom.models import WorkingCopy
from newsroom.resent import with_post

from .offers import SHOWN_BY, state_of_form

NOT_THERE = "Bản nháp ấy không còn: đã được lưu vào bài hoặc đã bỏ. Dưới đây là bản đã lưu mới nhất."
OF_BINNED = (
    "Bài “{}” đang ở trong thùng rác. Dưới đây là nội dung bạn đã gõ, lưu thì thành một bài mới; muốn lưu vào bài cũ, "
    "xin khôi phục bài ấy trước."
)
BELONGS_ELSEWHERE = "Bản nháp ấy thuộc về một bài khác; dưới đây là bài bạn vừa mở."


class ShowsWorkingCopies:
    """For the ModelAdmin of articles: `?ban_nhap=<key>` shows the form with the text of that copy of the user's, and
    each form knows which copy it writes and which ones it offers.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "GET" and SHOWN_BY in request.GET:
            shown = self._copy_to_show(request, object_id)
            if shown and object_id and not self._may_go_on(request, object_id):
                return redirect("newsroom:working_copy", shown.key)
            if shown:
                extra_context = {**(extra_context or {}), "shown_copy": shown}
                return super().changeform_view(_as_sent(request, shown), object_id, form_url, extra_context)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        may_write = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may_write:
            form = context["adminform"].form
            context["working_copy"] = state_of_form(
                request.user,
                obj,
                key=read_uuid(form.data.get("copy_key")),
                shown=context.get("shown_copy"),
                is_as_stored=obj is not None and not form.is_bound,
            )
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _copy_to_show(self, request, object_id):
        """The open WorkingCopy that the address names, or None with a message. One query."""
        key = read_uuid(request.GET[SHOWN_BY])
        mine = WorkingCopy.objects.open().filter(user=request.user).select_related("article")
        found = mine.filter(key=key).first() if key else None
        if found is None:
            messages.info(request, NOT_THERE)
        elif object_id is None and found.article and found.article.binned_at:
            messages.info(request, OF_BINNED.format(found))
        elif (found.article_id and str(found.article_id)) != (object_id and unquote(object_id)):
            messages.info(request, BELONGS_ELSEWHERE)
            found = None
        return found

    def _may_go_on(self, request, object_id):
        article = self.get_object(request, unquote(object_id))
        return article is None or self.has_change_permission(request, article)


def _as_sent(request, shown):
    """A copy of `request` that sends what is typed into `shown`, only to be shown: it comes from no form, so that it
    needs no token, and saves nothing.
    """
    sent = QueryDict(mutable=True)
    for name, values in shown.fields.items():
        sent.setlist(name, values)
    sent["only_shows"], sent["copy_key"] = "1", str(shown.key)
    if shown.article is not None:
        sent["form_token"] = str(uuid4())  # the one that it has made the article, which may be in the bin
    for name, value in (("seen_edition", shown.edition), *((name, 0) for name in COUNTS_OF_ROWS)):
        sent.setdefault(name, str(value))
    again = with_post(request, sent)
    again.method, again._dont_enforce_csrf_checks = "POST", True
    return again
