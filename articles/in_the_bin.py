"""Articles in the bin, with their entries there: putting one in, finding it again, and what is said of who did it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from revisions.bin.binning import put
from revisions.models import BinEntry
from vietnamese.dates import format_moment

from .binning import put_back, why_not
from .models import Article
from .workflow import NotAllowed, Refused


def entry_of(article: Article) -> BinEntry | None:
    """The entry of an article in the bin, with who put it there. One query."""
    return BinEntry.objects.open().of_row(article).select_related("binned_by").first()


def who_binned(article: Article, user: User) -> str:
    """ "Bài “Bến Lam” Minh Hòa đã đưa vào thùng rác lúc 10:42", for `user`. One query."""
    entry = entry_of(article)
    at = format_moment(entry.binned_at if entry else article.binned_at or timezone.now())
    if entry is None or entry.binned_by is None:
        return f"Bài “{article}” đã vào thùng rác lúc {at}"
    if entry.binned_by_id == user.pk:
        return f"Chính bạn đã đưa bài “{article}” vào thùng rác lúc {at}"
    return f"Bài “{article}” {entry.binned_by} đã đưa vào thùng rác lúc {at}"


def find_binned(pk: object, user: User) -> Article | None:
    """The article `pk` in the bin, if `user` may know it. One query."""
    found: Article | None = (
        Article.with_binned.visible_to(user).without_texts().filter(pk=pk, binned_at__isnull=False).first()
    )
    return found


def seen_of(article: Article) -> str:
    """What whoever looks at `article` has before them: its state and edition."""
    return f"{article.status}:{article.edition}"


def put_into_bin(article: Article, by: User, *, seen: str = "") -> BinEntry | None:
    """Put `article` into the bin, if `by` may; call it inside of `saved_by`. Locks the row. Whoever is second gets the
    entry that is there. Raises workflow.Refused, also when somebody saved it after `by` had `seen` it.
    """
    rows = Article.with_binned.without_texts().select_for_update(of=("self",))
    now = rows.filter(pk=article.pk).first()
    if now is None or now.binned_at is not None:
        return entry_of(article)
    if seen and seen != seen_of(now):
        raise Refused([_changed(now, by)])
    if sentence := why_not(by, now):
        raise NotAllowed([sentence])
    close_entry(now)
    return put(now, by)


def _changed(now: Article, by: User) -> str:
    who = "Chính bạn" if now.saved_by_id == by.pk else now.saved_by or "Người khác"
    saved = f"{who} vừa lưu bài “{now}” lúc {format_moment(now.saved_at)} (trạng thái “{now.get_status_display()}”)"
    return f"{saved} nên bài chưa vào thùng rác. Xin xem lại; nếu vẫn muốn thì bấm lại."


def entries_seen_by(user: User) -> Q:
    """Entries of articles that `user` may know: drafts belong to whoever writes them."""
    return Q(object_id__in=Article.with_binned.visible_to(user).values("pk"))


def returnable_by(user: User, entries: Sequence[BinEntry]) -> set[int]:
    """One query."""
    articles = Article.with_binned.without_texts().in_bulk([entry.object_id for entry in entries])
    found = ((entry, articles.get(entry.object_id)) for entry in entries)
    return {entry.pk for entry, article in found if article and not why_not(user, article)}


def puts_back(entry: BinEntry, article: Any, by: User | None) -> list[str]:
    return put_back(article, entry.before, by)


def close_entry(article: Article) -> None:
    """What the last release has published is out of the bin, and it knows nothing of the entry."""
    BinEntry.objects.open().of_row(article).update(brought_back_at=timezone.now())
