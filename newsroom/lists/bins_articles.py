"""Deleting an article in the admin puts it into the bin; its address there says so."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from articles import workflow
from articles.binning import BINS, take_out, why_not
from articles.in_the_bin import (
    close_entry,
    entries_seen_by,
    find_binned,
    put_into_bin,
    puts_back,
    returnable_by,
    seen_of,
)
from articles.models import Article
from articles.models.display_status import DisplayStatus
from articles.models.visible_to import NOT_FOR_YOU
from database.keys import is_key
from newsroom.models import WorkingCopy
from newsroom.presence import presence
from revisions.bin.notices import Notice, notice_of
from revisions.bin.registry import goes_to_bin
from revisions.saving import saved_by
from vietnamese.dates import format_time_date

COMES_BACK = (
    "Bình luận, đánh giá, số lượt xem, tệp đính kèm và các bản đã lưu vẫn còn nguyên, trở lại cùng bài khi khôi phục."
)


class BinsArticles:
    """For the ModelAdmin of articles: stands before KeepsRevisions, which has the pages."""

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm(BINS) if obj is None else not why_not(request.user, obj)

    def who_bins(self, request, row):
        return why_not(request.user, row)

    def get_deleted_objects(self, objs, request):
        """Nothing goes along, and nothing is in the way: all rows stay where they are."""
        names = [str(article) for article in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), []

    def delete_view(self, request, object_id, extra_context=None):
        """`seen`, which the page sends, is the state and edition that it was asked about."""
        article = self.get_object(request, unquote(object_id))
        if article is not None and (sentence := why_not(request.user, article)):
            raise PermissionDenied(sentence)
        if request.method != "POST":
            context = _context(request.user, article) if article else {}
            return super().delete_view(request, object_id, {**context, **(extra_context or {})})
        try:
            with saved_by(request.user):
                self._wait_for_others(unquote(object_id))
                return super().delete_view(request, object_id, extra_context)
        except workflow.Refused as refused:
            messages.warning(request, " ".join(refused.points))
            return redirect(request.get_full_path())

    def delete_model(self, request, row):
        put_into_bin(row, request.user, seen=request.POST.get("seen", ""))

    def delete_queryset(self, request, queryset):
        for row in queryset:
            put_into_bin(row, request.user)

    def _wait_for_others(self, key):
        """The second of two clicks then finds the article where the first has put it."""
        if is_key(key):
            Article.with_binned.select_for_update(of=("self",)).order_by().filter(pk=key).values_list("pk").first()

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Django's answer wherever an article is not found, also one that is not for this person."""
        key = unquote(str(object_id))
        if is_key(key) and Article.with_binned.filter(pk=key).exists() and not find_binned(key, request.user):
            raise PermissionDenied(NOT_FOR_YOU)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)


def _context(user, article):
    """What the page that asks says: one query for who has the article open, and those of `notice_of`."""
    told = [sentence for sentence in (_of_readers(article), COMES_BACK) if sentence]
    told += presence.others_at(user, article).lines
    notice = notice_of(article, user)
    return {"seen": seen_of(article), "bin": Notice(notice.kept, tuple(told), notice.leading)}


def _of_readers(article):
    status = article.display_status()
    if status == DisplayStatus.SHOWN:
        return "Bạn đọc đang xem được bài này: bài thôi hiện ngay, ai mở địa chỉ của bài được báo là bài không còn."
    if status == DisplayStatus.SCHEDULED:
        shown_from = format_time_date(article.published_at)
        return f"Bài đang hẹn giờ {shown_from}: đến giờ bài không tự hiện nữa, và khôi phục thì trở lại là bản nháp."
    return ""


def _purge(entry):
    """Delete an article that no reader saw with what is typed into its form: these lead to it by a key that would
    become empty, as if it were of a new article. Links and pages that are open go with the row. What the last release
    has published since is out of the bin.
    """
    rows = Article.with_binned.without_texts().select_for_update(of=("self",)).filter(pk=entry.object_id)
    article = rows.first()
    if article is not None and article.binned_at is None:
        close_entry(article)
    if article is not None and (article.binned_at is None or article.readers_saw()):
        return False
    WorkingCopy.objects.filter(article=entry.object_id).delete()
    Article.with_binned.filter(pk=entry.object_id).delete()
    return True


goes_to_bin(
    Article,
    addresses=lambda article: [article.get_absolute_url()],
    readers_saw=lambda article: article.readers_saw(),
    takes_out=take_out,
    puts_back=puts_back,
    seen_by=entries_seen_by,
    returnable=returnable_by,
    returned_by="Chỉ biên tập viên",
    purges=_purge,
)
