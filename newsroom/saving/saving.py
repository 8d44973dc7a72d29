"""What saving an article does beside storing it: the same form to the same address, answered with a page or, for the
form's own script and for programs (`Accept: application/json`), with JSON.

A save may come twice, because somebody pressed twice or because the answer to the first was lost. The key of the
working copy tells: its row remembers what was saved (`newsroom.models.WorkingCopy`), and whoever sends that again gets
the answer again; whoever has gone on typing on the same page saves over their own edition.
"""

import hashlib
import re
from copy import copy as shallow_copy
from functools import partial, update_wrapper
from html import unescape
from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.missing_rows import save_again
from articles.in_the_bin import find_binned, who_binned
from articles.models import Article
from database.keys import is_key, read_uuid
from newsroom.answers import Said, gone, refused, saved, sentence_of
from newsroom.copies.as_saved import end_those_saved
from newsroom.copies.working_copies import end
from newsroom.merging.merges import keep_what_was_not_taken
from newsroom.models import WorkingCopy
from newsroom.resent import with_post
from uploads.names import digest_of

from .bringing_back import BRINGS_BACK, bring_back_to_save
from .newer_edition import GoneMeanwhile
from .refused_saves import cause_as_json, cause_of_refusal, show_typed

JSON = "application/json"
LINK = re.compile(r'\s*<a href="(?P<address>[^"]*)">(?P<text>[^<]*)</a>$')  # behind a sentence
AS_NEW = "as_new"  # by which a page says that its article is gone, and that what it sends becomes another one
OF_THE_PAGE = {"csrfmiddlewaretoken", "copy_page", "account", AS_NEW}
FORMS = {"articles_article_add", "articles_article_change"}
SAVED_AS_NEW = "Đã lưu thành bài mới “{}”, đang ở trạng thái “Bản nháp”."
AGAIN = "Bài đã được lưu từ lần bấm trước; lần bấm này được bỏ qua."
SIGNED_OUT = "Phiên làm việc đã hết nên bài chưa được lưu. Xin đăng nhập lại; bài sẽ được lưu tiếp."
OTHER_ACCOUNT = (
    "Trình duyệt này đang đăng nhập bằng một tài khoản khác, nên bài chưa được lưu. Xin đăng nhập lại bằng tài khoản "
    "đã mở trang này rồi bấm “Lưu”."
)
NO_RIGHT = (
    "Tài khoản của bạn không được lưu bài này, nên chữ chưa được lưu. Chữ vẫn còn trên trang: xin sao chép lại, hoặc "
    "hỏi biên tập viên."
)


def asks_for_json(request):
    """Whether a form is sent by a script, or by a program, that reads JSON."""
    return request.method == "POST" and JSON in request.headers.get("Accept", "")


class SavesByFetch:
    """For the ModelAdmin of articles."""

    def get_urls(self):
        urls = super().get_urls()
        for url in urls:
            if url.name in FORMS:
                url.callback = self._answering_in_json(url.callback)
        return urls

    def _answering_in_json(self, view):
        """`view`, which answers with JSON also where the admin would lead to the page for signing in, or refuse."""

        def answer(request, *args, **kwargs):
            if not asks_for_json(request):
                return view(request, *args, **kwargs)
            if not self.admin_site.has_permission(request):
                return sentence_of("signed_out", SIGNED_OUT, HTTPStatus.UNAUTHORIZED)
            if request.POST.get("account") not in (None, str(request.user.pk)):
                return sentence_of("other_account", OTHER_ACCOUNT, HTTPStatus.FORBIDDEN)
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as error:
                return sentence_of("no_right", str(error) or NO_RIGHT, HTTPStatus.FORBIDDEN)

        return update_wrapper(answer, view)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Saves once what is sent twice; shows what was typed into an article that may not be edited any more."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        save = partial(self._save, request, object_id, form_url, extra_context)
        try:
            return save_again(request, save)  # also the same new article at once, twice: the other one is there then
        except GoneMeanwhile:
            return save()  # which says so

    @transaction.atomic
    def _save(self, request, object_id, form_url, extra_context):
        if object_id is None and (made := self._made_by_form(request)):
            if not (request.POST.get("copy_key") or made.binned_at):
                return self._already_saved(request, made)
            object_id, request = str(made.pk), _sent_to(request, made)
        if object_id:
            article, request = self._saved_before(request, object_id)
            if article:
                return self._already_saved(request, article)
            request = bring_back_to_save(request, unquote(object_id))
        if cause := cause_of_refusal(self, request, object_id):
            return cause_as_json(cause) if asks_for_json(request) else show_typed(self, request, cause)
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        is_refused = isinstance(answer, TemplateResponse) and "adminform" in (answer.context_data or {})
        if not (is_refused and asks_for_json(request)):
            return answer
        return refused(answer.context_data, before=_texts_of_messages(request) if BRINGS_BACK in request.POST else [])

    def _made_by_form(self, request):
        key = read_uuid(request.POST.get("form_token"))
        return Article.with_binned.filter(form_key=key, created_by=request.user).first() if key else None

    def _saved_before(self, request, object_id):
        """(the article, if exactly this was saved into it before, else None; the request to go on with). What the same
        page sends with more text counts as typed over the edition that its last save made. Two queries; the row stays
        locked.
        """
        key, number = read_uuid(request.POST.get("copy_key")), unquote(object_id)
        if key is None or not is_key(number):
            return None, request
        article = Article.objects.without_texts().select_for_update(of=("self",)).filter(pk=number).first()
        copy = WorkingCopy.objects.saved_into(article).filter(key=key, user=request.user).first()
        if copy is None:
            return None, request
        if copy.saved_digest == _digest(request):
            return article, request
        if copy.page == read_uuid(request.POST.get("copy_page")) and copy.saved_edition == article.edition:
            sent = request.POST.copy()
            sent["seen_edition"] = str(article.edition)
            return None, with_post(request, sent)
        return None, request

    def _already_saved(self, request, article):
        messages.info(request, AGAIN)
        if asks_for_json(request):
            return saved(request, article, _texts_of_messages(request))
        return redirect("admin:articles_article_change", article.pk)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        answer = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        if not asks_for_json(request):
            return answer
        list(messages.get_messages(request))  # said here, and not once more on the next page
        binned = find_binned(unquote(object_id), request.user) if is_key(unquote(object_id)) else None
        return gone(who_binned(binned, request.user)) if binned else gone()

    def response_add(self, request, obj, post_url_continue=None):
        return self._answer_for_script(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request, obj):
        return self._answer_for_script(request, obj, super().response_change(request, obj))

    def _answer_for_script(self, request, article, answer):
        """`answer`, the redirect of a save, for whoever asks for JSON as JSON."""
        if not asks_for_json(request) or IS_POPUP_VAR in request.POST:
            return answer
        if "_continue" in request.POST:
            said = _texts_of_messages(request)
            if AS_NEW in request.POST:  # its page is left for that of the new article, which says so
                said = []
                messages.success(request, SAVED_AS_NEW.format(article))
            return saved(request, article, said)
        return saved(request, article, [], goes_to=answer.url)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        end_those_saved(request.user, form.instance)

    def end_copy(self, request, article):
        """The working copy of the form that was just saved into `article` is over."""
        key = read_uuid(request.POST.get("copy_key"))
        keep_what_was_not_taken(request.user, key, article)
        end(request.user, key, article, page=read_uuid(request.POST.get("copy_page")), digest=_digest(request))


def _digest(request):
    """What tells one sent form from another: all fields and files, but for what a page adds by itself."""
    digest = hashlib.sha256()
    for name, values in sorted(request.POST.lists()):
        if name not in OF_THE_PAGE:
            digest.update(repr((name, values)).encode("utf-8", "surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(file.name, digest_of(file)) for file in files])).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _texts_of_messages(request):
    """The messages that the next page would show, as Saids: said here, they are not said again there."""
    return [_said(str(message)) for message in messages.get_messages(request)]


def _said(html):
    link = LINK.search(html)
    text = unescape(strip_tags(LINK.sub("", html)))
    return Said(text, unescape(link["text"]), unescape(link["address"])) if link else Said(text)


def _sent_to(request, article):
    """A copy of `request`, as if it were sent to the form of `article`."""
    again = shallow_copy(request)
    again.path = again.path_info = reverse("admin:articles_article_change", args=[article.pk])
    return again
