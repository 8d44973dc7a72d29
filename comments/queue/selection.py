"""What a moderator asks the queue for: state, filters, place. The address holds it, so that it can be kept and sent
on.

`trang_thai` state · `bai` article · `ly_do` code of a finding · `cua_toi`, `qua_han` switches · `sau` where the page
begins · `bl` the open comment.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils.functional import cached_property

from accounts.models import User
from comments.models import Comment
from comments.models.queryset import CommentQuerySet
from comments.references import read_key

State = Comment.State
PER_PAGE = 50
FILTER_LABELS = {
    "links": "Có liên kết",
    "rule": "Cụm từ trong danh sách",
    "rule_domain": "Tên miền trong danh sách",
    "rule_email": "Email trong danh sách",
    "rule_sender": "Người gửi trong danh sách",
    "reserved_name": "Tên trong danh sách",
    "recent_rejections": "Người gửi hay bị từ chối",
    "duplicate": "Trùng nội dung",
    "flood": "Gửi dồn dập",
    "too_fast": "Gửi quá nhanh",
    "token_old": "Biểu mẫu cũ",
    "html": "Có mã HTML",
    "shouting": "Viết chữ in hoa",
    "repeated_char": "Ký tự lặp",
    "foreign_script": "Chữ viết lạ",
}
Place = tuple[datetime, int]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 10**16  # microseconds: the year 2286


@dataclass(frozen=True)
class Selection:
    """`after` is `(created_at, pk)` of the last comment of the page before."""

    state: str = State.PENDING
    article: int | None = None
    code: str = ""
    is_mine: bool = False
    is_overdue: bool = False
    after: Place | None = None
    opened: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Selection":
        """The Selection of a QueryDict, without what makes no sense."""
        state, code = query.get("trang_thai"), query.get("ly_do", "")
        return cls(
            state=state if state in State.values else State.PENDING,
            article=read_key(query.get("bai")),
            code=code if code in FILTER_LABELS else "",
            is_mine=query.get("cua_toi") == "1",
            is_overdue=query.get("qua_han") == "1",
            after=_place(query.get("sau", "")),
            opened=read_key(query.get("bl")),
        )

    @cached_property
    def is_waiting(self) -> bool:
        return self.state == State.PENDING

    @property
    def is_filtered(self) -> bool:
        return bool(self.article or self.code or self.is_mine or self.is_overdue)

    @property
    def state_label(self) -> str:
        return State(self.state).label

    @property
    def overdue_query(self) -> str:
        return Selection(is_overdue=True).query()

    @property
    def mine_query(self) -> str:
        return Selection(is_mine=True).query()

    @property
    def unfiltered_query(self) -> str:
        return Selection(state=self.state).query()

    def comments(self, user: User | AnonymousUser) -> CommentQuerySet:
        """The comments of this selection in the order of work: waiting, the oldest first; the rest, the newest."""
        comments = Comment.objects.for_queue().with_article_title(user).select_related("assigned_to")
        comments = comments.filter(state=self.state)
        if self.article:
            comments = comments.filter(article=self.article)
        if self.code:
            comments = comments.with_finding(self.code)
        if self.is_mine:
            comments = comments.assigned_to(user)
        if self.is_overdue:
            comments = comments.overdue()
        if self.after:
            comments = comments.after(*self.after, newest_first=not self.is_waiting)
        return comments.order_by(*(["created_at", "pk"] if self.is_waiting else ["-created_at", "-pk"]))

    def page(self, user: User | AnonymousUser) -> tuple[list[Comment], bool]:
        """`(comments of the page, whether more follow)`. One query."""
        found = list(self.comments(user)[: PER_PAGE + 1])
        return found[:PER_PAGE], len(found) > PER_PAGE

    def query(self, **changes: Any) -> str:
        """The query string of this selection with `changes`, without the question mark."""
        chosen = replace(self, **changes)
        pairs = {
            "trang_thai": "" if chosen.is_waiting else chosen.state,
            "bai": chosen.article,
            "ly_do": chosen.code,
            "cua_toi": "1" if chosen.is_mine else "",
            "qua_han": "1" if chosen.is_overdue else "",
            "sau": place(*chosen.after) if chosen.after else "",
            "bl": chosen.opened,
        }
        return urlencode({name: value for name, value in pairs.items() if value})


def place(moment: datetime, pk: int) -> str:
    """`(created_at, pk)` as one word of an address."""
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def _place(word: str) -> Place | None:
    moment, _, pk = word.partition("-")
    microseconds, key = read_key(moment), read_key(pk)
    if not microseconds or not key or microseconds > _LATEST:
        return None
    return _EPOCH + timedelta(microseconds=microseconds), key
