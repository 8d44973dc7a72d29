"""The results of decisions, in sentences for the moderator who took them."""

from dataclasses import dataclass, field

from accounts.models import User
from comments.models import Comment, CommentEvent
from vietnamese.dates import format_time_date

from .reasons import WHY_UNDONE
from .steps import AlreadyAnswered, AlreadyDecided

State, Kind = Comment.State, CommentEvent.Kind

MAX_MESSAGES = 5
DONE: dict[str, str] = {
    State.APPROVED: "đã duyệt",
    State.REJECTED: "đã từ chối",
    State.SPAM: "đã đánh dấu là bình luận rác",
    State.PENDING: "đã đưa về chờ duyệt",
    State.WITHDRAWN: "đã rút lại",
}
DID: dict[str, str] = {
    Kind.ANSWER: "đã đăng phản hồi của cơ quan",
    Kind.CHARGE: "đã giao đơn vị trả lời",
    Kind.MASK: "đã che dữ liệu cá nhân",
    Kind.UNMASK: "đã bỏ che dữ liệu cá nhân",
    Kind.ERASURE: "đã xóa dữ liệu cá nhân",
    Kind.REPORT: "đã xem báo cáo và giữ bình luận",
    Kind.APPEAL: "đã xem lại theo đề nghị của người gửi",
}
FAILED = (
    "Bình luận {reference} của {name} chưa xử lý được vì lỗi hệ thống; bình luận vẫn như trước. Xin thử lại riêng "
    "bình luận ấy, nếu vẫn lỗi thì báo người vận hành."
)
NOTHING_CHANGED = "Thao tác của bạn không thay đổi gì."


@dataclass
class Outcome:
    """The result of many decisions: lists of comments, `conflicts`, a sentence for each of `clashed`, as `reader` is
    told it, and `failed`, one for each whose decision came to an error.
    """

    done: list[Comment] = field(default_factory=list)
    unchanged: list[Comment] = field(default_factory=list)
    clashed: list[Comment] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    reader: User | None = None

    def note_clash(self, comment: Comment) -> None:
        """Somebody else decided about `comment`, which is as it is now."""
        self.clashed.append(comment)
        self.conflicts.append(who_decided(comment, self.reader))

    def note_refusal(self, clash: AlreadyDecided) -> None:
        """As `note_clash`, with what `clash` says."""
        self.clashed.append(clash.comment)
        self.conflicts.append(explain(clash, self.reader))

    def note_failure(self, comment: Comment) -> None:
        """The decision about `comment` failed, by no fault of anybody who decides."""
        self.failed.append(FAILED.format(name=comment.name, reference=comment.reference))

    def messages(self, state: Comment.State) -> list[tuple[str, str]]:
        """The messages for whoever wanted them in `state`: `[(level, sentence)]`, done, unchanged, failed,
        conflicts.
        """
        messages = [("success", f"{DONE[state].capitalize()} {len(self.done)} bình luận.")] if self.done else []
        if self.unchanged:
            messages.append(("info", f"{len(self.unchanged)} bình luận đã ở trạng thái “{state.label}” từ trước."))
        messages += _warnings(self.failed, "Và {more} bình luận khác cũng chưa xử lý được.")
        messages += _warnings(self.conflicts, "Và {more} bình luận khác đã có người xử lý.")
        return messages


def _warnings(sentences: list[str], rest: str) -> list[tuple[str, str]]:
    """The first MAX_MESSAGES of `sentences`, and `rest` with how many `more` there are."""
    more = len(sentences) - MAX_MESSAGES
    told = sentences[:MAX_MESSAGES] + ([rest.format(more=more)] if more > 0 else [])
    return [("warning", sentence) for sentence in told]


def explain(clash: AlreadyDecided, reader: User | None = None) -> str:
    """The sentence that says to `reader` what stood in the way of a step: who did what, and when; of what they did
    themselves, "bạn". At most two queries.
    """
    if isinstance(clash, AlreadyAnswered):
        return who_answered(clash)
    return clash.sentence or who_decided(clash.comment, reader)


def who_decided(comment: Comment, reader: User | None = None) -> str:
    """The sentence that says who took the last step about `comment`: name of the colleague, step, time, reason. At
    most two queries.
    """
    last = comment.events.select_related("by").steps().last()
    who, did = _step(last, comment, reader)
    when = f" lúc {format_time_date(last.at)}" if last else ""
    why = f" ({last.why})" if last and last.why else ""
    return f"Bình luận của {comment.name}: {who} {did}{when}{why}. {NOTHING_CHANGED}"


def _step(event: CommentEvent | None, comment: Comment, reader: User | None) -> tuple[str, str]:
    """Who took this step, and what it was, in words."""
    if event is None:
        return "người gửi" if comment.state == State.WITHDRAWN else "hệ thống", DONE[comment.state]
    if event.by is None and event.to_state == State.WITHDRAWN:
        return "người gửi", "đã rút lại"
    if event.by is None and event.kind == Kind.APPEAL:
        return "người gửi", "đã đề nghị xem lại"
    who = _name(event.by, reader)
    if event.kind == Kind.ANSWER and event.why == WHY_UNDONE:
        return who, "đã gỡ phản hồi của cơ quan"
    if event.kind == Kind.REPORT and event.why == WHY_UNDONE:
        return who, "đã mở lại báo cáo"
    return who, DID.get(event.kind) or DONE[event.to_state]


def _name(by: User | None, reader: User | None) -> str:
    if by is None:
        return "hệ thống"
    return "bạn" if by == reader else str(by)


def who_handed_over(comment: Comment, reader: User | None = None) -> str:
    """The sentence that says who gave `comment` to whom last. At most two queries."""
    last = comment.events.select_related("by").filter(kind=Kind.HAND_OVER).last()
    if last is None:
        return who_decided(comment, reader)
    why = last.why[:1].lower() + last.why[1:]
    who = _name(last.by, reader)
    when = format_time_date(last.at)
    return f"Bình luận của {comment.name}: {who} vừa chuyển việc lúc {when} ({why}). {NOTHING_CHANGED}"


def who_answered(clash: AlreadyAnswered) -> str:
    """The sentence about the published answer: whose, who posted it, when, how it begins. One query at most."""
    answer, name = clash.answer, clash.answered.name
    who = f"{answer.decided_by} đăng lúc " if answer.decided_by else "đăng lúc "
    published = f"phản hồi của {answer.name}, {who}{format_time_date(answer.created_at)}: “{answer.excerpt}”"
    if clash.comment.is_official:
        return f"Bình luận của {name} đang có {published}. Mỗi bình luận chỉ có một phản hồi; xin gỡ câu ấy trước."
    kept = "Câu của bạn chưa đăng và còn nguyên; muốn thay thì xin gỡ câu ấy trước."
    return f"Bình luận của {name} đã có {published}. {kept}"


def charged_otherwise(comment: Comment, unit: str) -> str:
    """The sentence for an answer that was written before `comment` was charged to `unit` ("": before it was not)."""
    now = f"đã giao {unit} trả lời" if unit else "không còn giao đơn vị nào trả lời"
    kept = "Câu trả lời chưa đăng và còn nguyên; xin xem lại tên đứng dưới câu trả lời rồi đăng."
    return f"Bình luận của {comment.name} nay {now}. {kept}"
