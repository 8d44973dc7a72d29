"""Moderators decide: one comment or many, each only as it was shown to them."""

from dataclasses import dataclass, field

from django.db.models import F

from vietnamese.dates import format_time_date

from .models import Comment
from .models.comment import WHY_BY_RULE, WHY_REPORTED, WHY_WITHDRAWN, AlreadyDecided
from .references import read_key

State = Comment.State

DECISIONS = (State.APPROVED, State.REJECTED, State.SPAM, State.PENDING)
TOLD_AT_MOST = 5
REASONS = (
    "Không liên quan đến nội dung bài viết",
    "Lời lẽ xúc phạm hoặc thiếu văn hóa",
    "Lộ thông tin cá nhân của người khác",
    "Thông tin chưa có căn cứ",
    "Quảng cáo, mời chào",
    "Trùng với bình luận đã gửi",
    "Cần gửi đơn, thư đến đúng nơi giải quyết",
)
WHY_ERASED = "Xóa dữ liệu cá nhân theo yêu cầu"
WHY_UNDONE = "Hoàn tác"
# Reasons that we word ourselves, so that they quote nobody; they outlast an erasure.
OUR_OWN_WORDS = frozenset({*REASONS, WHY_ERASED, WHY_UNDONE, WHY_BY_RULE, WHY_REPORTED, WHY_WITHDRAWN})
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

    def told(self, state):
        """What a moderator who wanted them in `state` is told: `[(level, sentence)]`, done, unchanged, conflicts."""
        told = [("success", f"{DONE[state].capitalize()} {len(self.done)} bình luận.")] if self.done else []
        if self.unchanged:
            told.append(("info", f"{len(self.unchanged)} bình luận đã ở trạng thái “{state.label}” từ trước."))
        told += [("warning", conflict) for conflict in self.conflicts[:TOLD_AT_MOST]]
        if len(self.conflicts) > TOLD_AT_MOST:
            more = len(self.conflicts) - TOLD_AT_MOST
            told.append(("warning", f"Và {more} bình luận khác đã có người xử lý."))
        return told


def seen_versions(posted):
    """`{pk: version}` from the hidden fields `version-<pk>` of the list or page that was sent."""
    fields = ((read_key(name.removeprefix("version-")), read_key(value)) for name, value in posted.items())
    return {pk: version for pk, version in fields if pk is not None and version is not None}


def decide_many(comments, state, *, by, seen_versions, reason=""):
    """Move each of `comments` to `state`. `seen_versions` is `{pk: version}` as `by` saw them.

    One that somebody else decided in between stays as it is and is told of. Two queries for each.
    """
    outcome = Outcome()
    for comment in comments:
        seen = seen_versions.get(comment.pk, comment.version)
        if not comment.may_be_decided:
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
