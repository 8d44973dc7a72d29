"""The results of decisions, in sentences for the moderator who took them."""

from dataclasses import dataclass, field

from comments.models import Comment
from vietnamese.dates import format_time_date

State = Comment.State

MAX_MESSAGES = 5
DONE: dict[str, str] = {
    State.APPROVED: "đã duyệt",
    State.REJECTED: "đã từ chối",
    State.SPAM: "đã đánh dấu là bình luận rác",
    State.PENDING: "đã đưa về chờ duyệt",
    State.WITHDRAWN: "đã rút theo ý người gửi",
}


@dataclass
class Outcome:
    """The result of many decisions: lists of comments, and `conflicts`, a sentence for each of `clashed`."""

    done: list[Comment] = field(default_factory=list)
    unchanged: list[Comment] = field(default_factory=list)
    clashed: list[Comment] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def note_clash(self, comment: Comment) -> None:
        """Somebody else decided about `comment`, which is as it is now."""
        self.clashed.append(comment)
        self.conflicts.append(who_decided(comment))

    def messages(self, state: Comment.State) -> list[tuple[str, str]]:
        """The messages for whoever wanted them in `state`: `[(level, sentence)]`, done, unchanged, conflicts."""
        messages = [("success", f"{DONE[state].capitalize()} {len(self.done)} bình luận.")] if self.done else []
        if self.unchanged:
            messages.append(("info", f"{len(self.unchanged)} bình luận đã ở trạng thái “{state.label}” từ trước."))
        messages += [("warning", conflict) for conflict in self.conflicts[:MAX_MESSAGES]]
        if len(self.conflicts) > MAX_MESSAGES:
            more = len(self.conflicts) - MAX_MESSAGES
            messages.append(("warning", f"Và {more} bình luận khác đã có người xử lý."))
        return messages


def who_decided(comment: Comment) -> str:
    """The sentence that says who decided first: name of the colleague, decision, time, reason. At most two queries."""
    last = comment.events.select_related("by").moves().last()
    who = str(last.by) if last and last.by else "Hệ thống"
    when = f" lúc {format_time_date(last.at)}" if last else ""
    why = f" ({last.why})" if last and last.why else ""
    decision = f"Bình luận của {comment.name}: {who} {DONE[comment.state]}{when}{why}."
    return f"{decision} Thao tác của bạn không thay đổi gì."
