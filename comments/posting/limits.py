"""How much one sender may send, and from when on a challenge is asked because many may stand behind one connection.

A sender is a browser on a network; two who give different e-mail addresses are taken for two, until they are too many.
An address that its owner has confirmed makes a sender known from any place (`models.arrivals`). Only what surely came
from the same person is described as theirs ("Bạn …"): all else might concern a stranger.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.models import Article
from comments.models import Comment
from comments.models.arrivals import Arrival, Sent

from .refusals import TooMany

PENDING_PER_ARTICLE = 3
# A browser that gives other addresses is asked from a sender's limit on, and refused at so many times as much: then it
# is one person who makes addresses up, or more readers with the same telephone than an article has.
CROWD = 4
# Of a whole network, in ten minutes and in a day: more than an office; a telephone company's readers are asked then.
NETWORK_IN_TEN_MINUTES = 30
NETWORK_IN_A_DAY = 150
FROM_HERE = "Từ mạng này đang có nhiều bình luận gửi đến cùng lúc. Xin đợi {wait} rồi bấm gửi lại."
WAITING_FROM_HERE = (
    "Từ mạng này đang có nhiều bình luận chờ duyệt ở bài này. Xin đợi Ban Biên tập duyệt rồi bấm gửi lại."
)
NOT_NOW = "Hiện chưa nhận thêm được bình luận này. Xin đợi {wait} rồi bấm gửi lại."
NOT_BEFORE_DECIDED = "Hiện chưa nhận thêm được bình luận này. Xin đợi Ban Biên tập duyệt bớt rồi bấm gửi lại."


@dataclass(frozen=True)
class Limit:
    """At most `count` comments of one sender in any `span`; `crowd` of one browser with several addresses (None: any
    number).
    """

    count: int
    span: timedelta
    sentence: str
    crowd: int | None = None

    def wait(self, sent: Iterable[Sent], now: datetime, count: int | None = None) -> timedelta | None:
        """How long until fewer than `count` of `sent` (newest first) are inside the span; None when they are now."""
        count = count or self.count
        inside = [one.created_at for one in sent if one.created_at > now - self.span]
        return inside[count - 1] + self.span - now if len(inside) >= count else None


LIMITS = (
    Limit(1, timedelta(seconds=15), "Bạn vừa gửi một bình luận. Xin đợi {wait} rồi bấm gửi lại."),
    Limit(
        5, timedelta(minutes=10), "Bạn đã gửi 5 bình luận trong 10 phút. Xin đợi {wait} rồi bấm gửi lại.", 5 * CROWD
    ),
    Limit(
        20, timedelta(hours=24), "Bạn đã gửi 20 bình luận trong 24 giờ. Xin đợi {wait} rồi bấm gửi lại.", 20 * CROWD
    ),
)


SLOW = "Bài này nhận chậm: mỗi người một bình luận trong {minutes} phút. Xin đợi {{wait}} rồi bấm gửi lại."


def refuse_too_soon(arrival: Arrival, article: Article, minutes: int) -> None:
    """Raise TooMany when the sender has sent something about `article`, which takes them slowly, within `minutes`."""
    limit = Limit(1, timedelta(minutes=minutes), SLOW.format(minutes=minutes))
    sent = [one for one in arrival.own if one.article_id == article.pk]
    _refuse(sent, arrival.at, [(limit, 1, limit.sentence)])


def is_crowded(arrival: Arrival, article: Article, limits: Sequence[Limit] = LIMITS) -> bool:
    """Whether so much came from here, of other people perhaps, that the form should ask its challenge.

    Raises TooMany when the sender is over a limit.
    """
    if arrival.own:
        _refuse_sender(arrival, article, limits)
    if arrival.in_ten_minutes >= NETWORK_IN_TEN_MINUTES or arrival.in_a_day >= NETWORK_IN_A_DAY:
        return True
    if not arrival.unknown_here or arrival.is_known_here:
        return False
    return _is_crowded_browser(arrival, article, limits)


def _refuse_sender(arrival: Arrival, article: Article, limits: Sequence[Limit]) -> None:
    """What was surely sent by the same person here comes first; then what the confirmed address sent elsewhere."""
    _refuse(arrival.own_here, arrival.at, [(limit, limit.count, limit.sentence) for limit in limits])
    waiting = _waiting(arrival.own_here, article)
    if waiting >= PENDING_PER_ARTICLE:
        raise TooMany(
            f"Bạn đang có {waiting} bình luận chờ duyệt ở bài này. Xin đợi Ban Biên tập duyệt rồi bấm gửi lại."
        )
    _refuse(arrival.own, arrival.at, [(limit, limit.count, NOT_NOW) for limit in limits])
    if _waiting(arrival.own, article) >= PENDING_PER_ARTICLE:
        raise TooMany(NOT_BEFORE_DECIDED)


def _is_crowded_browser(arrival: Arrival, article: Article, limits: Sequence[Limit]) -> bool:
    of_all = [(limit, limit.crowd, FROM_HERE) for limit in limits if limit.crowd]
    _refuse(arrival.unknown_here, arrival.at, of_all)
    waiting = _waiting(arrival.unknown_here, article)
    if waiting >= PENDING_PER_ARTICLE * CROWD:
        raise TooMany(WAITING_FROM_HERE)
    is_over = any(limit.wait(arrival.unknown_here, arrival.at) for limit, *_ in of_all)
    return is_over or waiting >= PENDING_PER_ARTICLE


def _refuse(sent: Sequence[Sent], now: datetime, limits: Iterable[tuple[Limit, int, str]]) -> None:
    """Raise TooMany with the longest wait of `(limit, how many are too many, sentence)`."""
    waits = [(wait, sentence) for limit, count, sentence in limits if (wait := limit.wait(sent, now, count))]
    if waits:
        wait, sentence = max(waits)
        raise TooMany(sentence.format(wait=_describe_wait(wait)), wait)


def _waiting(sent: Iterable[Sent], article: Article) -> int:
    return sum(one.article_id == article.pk and one.state == Comment.State.PENDING for one in sent)


def _describe_wait(wait: timedelta) -> str:
    """`wait` (a timedelta) rounded up: "12 giây", "4 phút", "3 giờ"."""
    seconds = int(wait.total_seconds()) + 1
    if seconds < 60:
        return f"{seconds} giây"
    return f"{-(-seconds // 60)} phút" if seconds < 3600 else f"{-(-seconds // 3600)} giờ"
