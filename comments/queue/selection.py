"""What a moderator asks the queue for: tab, filters, place. The address holds it, so that it can be kept and sent on.

`trang_thai` a state or another tab · `bai` article · `loai` kind and `ly_do` code of a finding · `cua_toi`, `qua_han`
switches · `q` (also `tim`) words to find · `cung_thu` a comment whose sender's address the others share ·
`sap_xep=gap` the most urgent first · `sau` where the page begins · `bl` the open comment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.functional import cached_property

from accounts.models import User
from comments.models import Appeal, Comment
from comments.models.queryset import CommentQuerySet
from comments.moderators import MODERATES
from comments.screening.kinds.codes import LABELS
from database.keys import read_key
from vietnamese.text import clean_text

from .matches import matching, same_address
from .places import DECIDED, NEWEST, OLDEST, REPORTED, URGENT, Order, Place
from .search_words import MAX_CHARACTERS, address_in

State = Comment.State
PER_PAGE = 50


class Tab(models.TextChoices):
    """What the queue lists: the comments in one state, or those of any state that somebody is to look at. The value
    stands in addresses.
    """

    PENDING = State.PENDING.value, State.PENDING.label
    REPORTED = "bao-cao", "Bạn đọc báo cáo"
    APPEALED = "xem-lai", "Đề nghị xem lại"
    UNIT_ANSWERED = "don-vi", "Đơn vị trả lời"
    UNSEEN = "dang-ngay", "Đăng ngay, chưa xem"
    APPROVED = State.APPROVED.value, State.APPROVED.label
    REJECTED = State.REJECTED.value, State.REJECTED.label
    SPAM = State.SPAM.value, State.SPAM.label
    WITHDRAWN = State.WITHDRAWN.value, State.WITHDRAWN.label
    ALL = "tat-ca", "Tất cả"


ORDERS: dict[str, Order] = {
    Tab.PENDING: OLDEST,
    Tab.REPORTED: REPORTED,
    Tab.APPEALED: OLDEST,
    Tab.UNIT_ANSWERED: OLDEST,
    Tab.UNSEEN: OLDEST,
    Tab.ALL: NEWEST,
}  # of the others: the newest decision first
FILTER_LABELS = {
    "links": "Có liên kết",
    "rule": "Cụm từ trong danh sách",
    "rule_domain": "Tên miền trong danh sách",
    "rule_email": "Email trong danh sách",
    "rule_sender": "Người gửi trong danh sách",
    "rule_network": "Cùng mạng với người gửi trong danh sách",
    "rule_number": "Số trong danh sách",
    "rule_near": "Từ đứng gần nhau trong danh sách",
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
KIND_LABELS = LABELS
URGENT_FIRST = "gap"


@dataclass(frozen=True)
class Selection:
    """`state` is a value of Tab; `after` is the place, in `order`, of the last comment of the page before."""

    state: str = Tab.PENDING
    article: int | None = None
    code: str = ""
    kind: str = ""
    is_urgent_first: bool = False
    is_mine: bool = False
    is_overdue: bool = False
    words: str = ""
    same_address: int | None = None
    after: Place | None = None
    opened: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Selection":
        """The Selection of a QueryDict, without what makes no sense."""
        state, code, kind = query.get("trang_thai"), query.get("ly_do", ""), query.get("loai", "")
        selection = cls(
            state=state if state in Tab.values else Tab.PENDING,
            article=read_key(query.get("bai")),
            code=code if code in FILTER_LABELS else "",
            kind=kind if kind in KIND_LABELS else "",
            is_urgent_first=query.get("sap_xep") == URGENT_FIRST,
            is_mine=query.get("cua_toi") == "1",
            is_overdue=query.get("qua_han") == "1",
            words=_words(query.get("q") or query.get("tim") or ""),
            same_address=read_key(query.get("cung_thu")),
            opened=read_key(query.get("bl")),
        )
        return replace(selection, after=selection.order.read(query.get("sau", "")))

    @cached_property
    def is_waiting(self) -> bool:
        return self.state == Tab.PENDING

    @property
    def order(self) -> Order:
        """That of the work for what waits for somebody, otherwise the newest step first."""
        if self.is_waiting and self.is_urgent_first:
            return URGENT
        return ORDERS.get(self.state, DECIDED)

    @property
    def is_filtered(self) -> bool:
        return bool(self.article or self.code or self.kind or self.is_mine or self.is_overdue or self.is_search)

    @property
    def is_search(self) -> bool:
        return bool(self.words or self.same_address)

    @property
    def shows_states(self) -> bool:
        """Whether comments of several states stand in the list."""
        return self.state not in State.values

    def may_hold(self, state: str) -> bool:
        """Whether a comment in `state` can stand in the list."""
        return self.shows_states or self.state == state

    @property
    def state_label(self) -> str:
        return Tab(self.state).label

    @property
    def overdue_query(self) -> str:
        return Selection(is_overdue=True).query()

    @property
    def mine_query(self) -> str:
        return Selection(is_mine=True).query()

    @property
    def unsought_query(self) -> str:
        return replace(self, words="", same_address=None, after=None, opened=None).query()

    @property
    def unfiltered_query(self) -> str:
        return Selection(state=self.state, is_urgent_first=self.is_urgent_first).query()

    def comments(self, user: User | AnonymousUser) -> CommentQuerySet:
        """The comments of this selection in its `order`, as rows show them."""
        shown = Comment.objects.for_queue().with_article_title(user).with_last_step().select_related("assigned_to")
        return self.narrow(shown, user)

    def narrow(self, comments: CommentQuerySet, user: User | AnonymousUser) -> CommentQuerySet:
        """Those of `comments` that are in this selection, in its `order`."""
        comments = self._found_by_screening(_in_tab(comments, self.state))
        if self.article:
            comments = comments.filter(article=self.article)
        if self.is_mine:
            comments = comments.assigned_to(user)
        if self.is_overdue:
            comments = comments.overdue()
        if self.after:
            comments = comments.filter(self.order.behind(self.after))
        if self.same_address:
            comments = same_address(comments, self.same_address) if user.has_perm(MODERATES) else comments.none()
        if self.words:
            comments = matching(comments, self.words, user, self.order, PER_PAGE + 1)
        return comments.order_by(*self.order.fields)

    def _found_by_screening(self, comments: CommentQuerySet) -> CommentQuerySet:
        if self.code:
            comments = comments.with_finding(self.code)
        return comments.of_kind(self.kind) if self.kind else comments

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
            "loai": chosen.kind,
            "sap_xep": URGENT_FIRST if chosen.is_urgent_first else "",
            "cua_toi": "1" if chosen.is_mine else "",
            "qua_han": "1" if chosen.is_overdue else "",
            "q": chosen.words,
            "cung_thu": chosen.same_address,
            "sau": chosen.order.write(chosen.after) if chosen.after else "",
            "bl": chosen.opened,
        }
        return urlencode({name: value for name, value in pairs.items() if value})


def still_listed(selection: Selection, comments: Sequence[Comment]) -> list[Comment]:
    """Those of `comments` that stand in the list as before, whatever was decided about them: what is reported, or
    answered by a unit, does until somebody has dealt with that. At most one query.
    """
    if selection.state not in {Tab.REPORTED, Tab.UNIT_ANSWERED, Tab.APPEALED, Tab.UNSEEN} or not comments:
        return []
    listed = _in_tab(Comment.objects.filter(pk__in=[comment.pk for comment in comments]), selection.state)
    keys = set(listed.values_list("pk", flat=True))
    return [comment for comment in comments if comment.pk in keys]


def _words(typed: str) -> str:
    """What is looked for; never an e-mail address, which stands in no address of ours (searching.py)."""
    words = clean_text(typed[:MAX_CHARACTERS])
    return "" if address_in(words) else words


def _in_tab(comments: CommentQuerySet, tab: str) -> CommentQuerySet:
    if tab == Tab.REPORTED:
        return comments.reported()
    if tab == Tab.APPEALED:
        return comments.filter(Exists(Appeal.objects.filter(comment=OuterRef("pk"), decided_at=None)))
    if tab == Tab.UNIT_ANSWERED:
        return comments.with_unit_answer()
    if tab == Tab.UNSEEN:
        return comments.published_unseen()
    return comments if tab == Tab.ALL else comments.filter(state=tab)
