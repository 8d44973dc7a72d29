"""Articles in the bin: who may put one there and bring it back, and what its row says meanwhile.

An article stays in its table, and all that hangs on it stays with it: comments, ratings, figures, steps, revisions,
attachments. The last release knows of no bin; for it a state says the same: what readers ever saw is withdrawn, so
that its address answers 410, everything else is a draft. What readers saw once and is a draft again has no hour there:
with that its text of today would become one that everybody may know (models/visible_to.py). What the article was
stands in its entry, and comes back with it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from revisions.bin.pictures import bring_files_back
from revisions.saving import keep
from uploads import binned_files
from vietnamese.dates import format_time_date

from .models import Article, Transition
from .models.visible_to import EDITS_ANY
from .workflow import DRAFT, PUBLISHED, REVIEW, WITHDRAWN, open_points

BINS, PUBLISHES, WITHDRAWS = "articles.bin_article", "articles.publish_article", "articles.withdraw_article"
INTO_BIN, OUT_OF_BIN = "Đưa vào thùng rác", "Khôi phục từ thùng rác"
HOUR = "published_at"  # in what an article was
OUT_ALREADY = "Bài đã ra khỏi thùng rác từ trước nên giữ như hiện nay."


def why_not(user: User, article: Article) -> str:
    """The sentence on why `user` may not put `article` into the bin, or bring it back from there; "" if they may. No
    query but for rights.

    Writers may with what they wrote and no reader ever saw; editors with everything, if they have the right to take
    it from readers where these see it.
    """
    if not user.has_perm(BINS):
        return "Bạn không có quyền đưa bài vào thùng rác hay khôi phục bài."
    is_readers = article.status == PUBLISHED or article.readers_saw()
    if not user.has_perm(EDITS_ANY):
        if article.created_by_id != user.pk:
            return "Bài của người khác, chỉ biên tập viên đưa vào thùng rác hay khôi phục được."
        if is_readers or article.status not in (DRAFT, REVIEW):
            return "Bài đã duyệt hoặc bạn đọc đã xem, chỉ biên tập viên đưa vào thùng rác hay khôi phục được."
    if is_readers and not user.has_perm(WITHDRAWS):
        return "Bài đã xuất bản hoặc bạn đọc đã xem, mà bạn không có quyền gỡ bài."
    return ""


def take_out(article: Article, by: User | None) -> dict[str, Any]:
    """Let the row, which is locked, say that it is in the bin; returns what it was, for `put_back`. Call it inside of
    `revisions.saving.saved_by`. Its documents go out of service.
    """
    became = WITHDRAWN if article.readers_saw() else DRAFT
    before = {"status": article.status, "became": became.value, "edition": article.edition}
    keep(article, step=INTO_BIN)
    if became == WITHDRAWN and not article.was_public() and article.published_at is not None:
        before[HOUR] = article.published_at.isoformat()
        article.published_at = None
    article.binned_at = timezone.now()
    _save(article, became, by, note=INTO_BIN)
    binned_files.take_out(dict.fromkeys(_documents_of(article), ""))
    return before


def put_back(article: Article, before: Mapping[str, Any], by: User | None) -> list[str]:
    """Bring the row, which is locked, back as it was before; returns sentences on what became otherwise. Call it
    inside of `revisions.saving.saved_by`.
    """
    if article.binned_at is None:
        return [OUT_ALREADY]
    if HOUR in before and article.published_at is None:
        article.published_at = datetime.fromisoformat(before[HOUR])
    status, sentences = _state_after(article, before, by, article.binned_at)
    keep(article, step=OUT_OF_BIN)
    article.binned_at = None
    _save(article, status, by, note=OUT_OF_BIN)
    bring_files_back(_documents_of(article))
    return sentences


def _documents_of(article: Article) -> list[str]:
    """The files of its attachments, which are out of service as long as it is in the bin."""
    return list(article.attachments.values_list("file", flat=True))


def _state_after(
    article: Article, before: Mapping[str, Any], by: User | None, binned_at: datetime
) -> tuple[str, list[str]]:
    """(the state, why it is another than before). Forgets an hour that has passed in the bin."""
    was, moment = before.get("status", article.status), article.published_at
    if article.status != before.get("became"):  # the last release has moved it since
        return article.status, []
    if was != PUBLISHED or moment is None:
        return was, []
    if moment > binned_at:
        return DRAFT, [_of_hour(article, moment)]
    if by is not None and not by.has_perm(PUBLISHES):
        return WITHDRAWN, ["Bạn không có quyền xuất bản nên bài trở lại ở trạng thái “Đã gỡ”, bạn đọc chưa thấy."]
    if points := open_points(article):
        return WITHDRAWN, [f"Bài còn thiếu nên trở lại ở trạng thái “Đã gỡ”: {' '.join(points)}"]
    return PUBLISHED, []


def _of_hour(article: Article, moment: datetime) -> str:
    if moment > timezone.now():
        return f"Bài trở lại là bản nháp, vẫn ghi giờ hẹn {format_time_date(moment)}; xin bấm “Hẹn giờ xuất bản” lại."
    article.published_at = None
    passed = f"Giờ hẹn {format_time_date(moment)} đã qua khi bài ở trong thùng rác"
    return f"{passed} nên bài trở lại là bản nháp, chưa có giờ."


def _save(article: Article, status: str, by: User | None, *, note: str) -> None:
    """Store what is changed. Whoever has the form open saves over the row as long as its state is the same."""
    changed = ["binned_at", "published_at"]
    if status != article.status:
        Transition.objects.create(article=article, by=by, from_status=article.status, to_status=status, note=note)
        article.status, article.edition, article.saved_by = status, article.edition + 1, by or article.saved_by
        changed += ["status", "edition", "saved_by", "saved_at"]
    article.save(update_fields=changed)
