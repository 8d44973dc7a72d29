"""What is said of the bin where something is deleted: how long it stays there, and what hangs on it; and in forms
that name what is there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.html import format_html, format_html_join

from accounts.missing_rows import TELLERS, Told
from accounts.models import User
from vietnamese.dates import format_moment
from vietnamese.numbers import format_number

from ..models import BinEntry
from .evidence import readers_saw
from .hanging import Hanging, hanging_on
from .registry import binned_of

LEADING: list[Callable[[Collection[str], User], list[str]]] = []  # (paths, user) → links of pages that lead there
FOR_LONG = "Bạn đọc có thể đã xem {} này nên thùng rác giữ lâu dài, không tự xóa."


@dataclass(frozen=True)
class Notice:
    """Sentences for a page that asks before a deletion: how long it is kept, what hangs on it, what leads there."""

    kept: str
    hanging: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()


def notice_of(row: Model, user: User) -> Notice:
    """Of one row. A query for each kind of rows that may hang on it, and few more."""
    binned = binned_of(type(row))
    kind = str(row._meta.verbose_name)
    saw = readers_saw(binned, row)
    hanging = () if binned.stays_in_table else tuple(_sentences(kind, hanging_on(row)))
    leading = _leading(f"{kind} này", binned.addresses(row) if saw else (), user)
    return Notice(FOR_LONG.format(kind) if saw else for_days(), hanging, leading)


def notice_of_many(rows: Iterable[Model], user: User) -> Notice:
    """Of rows of one model that were chosen together; of links by their addresses of today. Those of LEADING."""
    hanging = "Những mục đang gắn với chúng thì giữ nguyên, và được gắn lại khi khôi phục."
    addresses = [row.get_absolute_url() for row in rows if hasattr(row, "get_absolute_url")]
    kept = f"{for_days()} Những gì bạn đọc có thể đã xem thì giữ lâu dài."
    return Notice(kept, (hanging,), _leading("những mục này", addresses, user))


def _leading(what: str, addresses: Iterable[str], user: User) -> tuple[str, ...]:
    """A sentence on the menus and banners that lead readers to `what`, as HTML."""
    paths = set(addresses)
    links = [link for leading in LEADING for link in leading(paths, user)] if paths else []
    if not links:
        return ()
    named = format_html_join("; ", "{}", ((link,) for link in links))
    told = format_html(
        "Trên trang tin có chỗ dẫn đến {}: {}. Trong lúc ở thùng rác, bạn đọc không thấy liên kết ấy (banner thì còn "
        "ảnh, không bấm được); khôi phục thì hiện lại. Nếu đã có trang thay thế, xin sửa địa chỉ ở đó.",
        what,
        named,
    )
    return (told,)


def told_of_binned(model: type[Model], keys: Sequence[str]) -> dict[str, Told]:
    """{key: Told} of the rows of `model` with these keys that lie in the bin. One query."""
    content_type = ContentType.objects.get_for_model(model)
    entries = BinEntry.objects.open().filter(content_type=content_type, object_id__in=keys)
    return {str(entry.object_id): (entry.name, _who(entry)) for entry in entries.select_related("binned_by")}


def _who(entry: BinEntry) -> str:
    by = f"{entry.binned_by} đã" if entry.binned_by else "vừa được"
    return f"{by} đưa vào thùng rác lúc {format_moment(entry.binned_at)}"


def for_days() -> str:
    return f"Thùng rác giữ {settings.BIN_DAYS} ngày rồi xóa hẳn."


def _sentences(kind: str, hung: list[Hanging]) -> Iterator[str]:
    for each in hung:
        count = format_number(len(each.keys))
        yield f"{count} {each.kind} đang gắn với {kind} này vẫn còn nguyên, và được gắn lại khi khôi phục."


TELLERS.append(told_of_binned)
