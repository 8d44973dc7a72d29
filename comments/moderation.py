"""Moderators decide: one comment or many, each only as it was shown to them."""

from dataclasses import dataclass, field

from django.db.models import F

from vietnamese.dates import format_time_date

from .models import Comment
from .models.comment import AlreadyDecided

State = Comment.State

REASONS = (
    "Không liên quan đến nội dung bài viết",
    "Lời lẽ xúc phạm hoặc thiếu văn hóa",
    "Lộ thông tin cá nhân của người khác",
    "Thông tin chưa có căn cứ",
    "Quảng cáo, mời chào",
    "Trùng với bình luận đã gửi",
    "Cần gửi đơn, thư đến đúng nơi giải quyết",
)
DONE = {
    State.APPROVED: "đã duyệt",
    State.REJECTED: "đã từ chối",
    State.SPAM: "đã đánh dấu là thư rác",
    State.PENDING: "đã đưa về chờ duyệt",
    State.WITHDRAWN: "đã rút theo ý người gửi",
}


@dataclass
class Outcome:
    """What became of many decisions: lists of comments, and `conflicts`, a sentence for each of `clashed`."""

    done: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    clashed: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)

    def note_clash(self, comment):
        """Somebody else decided about `comment`, which is as it is now."""
        self.clashed.append(comment)
        self.conflicts.append(who_decided(comment))


def decide_many(comments, state, *, by, seen_versions, reason=""):
    """Move each of `comments` to `state`. `seen_versions` is `{pk: version}` as `by` saw them.

    One that somebody else decided in between stays as it is and is told of. Two queries for each.
    """
    outcome = Outcome()
    for comment in comments:
        seen = seen_versions.get(comment.pk, comment.version)
        if comment.state == State.WITHDRAWN:
            outcome.note_clash(comment)
            continue
        if seen == comment.version and comment.state == state:
            outcome.unchanged.append(comment)
            continue
        comment.version = seen
        try:
            comment.decide(state, by=by, reason=reason)
        except AlreadyDecided as clash:
            outcome.note_clash(clash.comment)
        else:
            outcome.done.append(comment)
    return outcome


def who_decided(comment):
    """Tells a moderator who was faster: name of the colleague, decision, time, reason. At most two queries."""
    last = comment.events.select_related("by").exclude(from_state=F("to_state")).last()
    who = str(last.by) if last and last.by else "Máy"
    when = f" lúc {format_time_date(last.at)}" if last else ""
    why = f" ({last.why})" if last and last.why else ""
    told = f"Bình luận của {comment.name}: {who} {DONE[comment.state]}{when}{why}."
    return f"{told} Thao tác của bạn không thay đổi gì."
