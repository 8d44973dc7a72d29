"""Finding the kinds of comments that came before kinds were looked for, or that an older release took."""

from dataclasses import asdict

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from comments.models import Comment, Rule

from .checks import Finding, kinds_in
from .kinds.codes import KINDS, urgency_of

BATCH = 500
OF_A_NEW_PORTAL = "(quy tắc có sẵn)"
WHY_OFF = "Từ bản này máy tự nhận biết theo loại và đọc cả câu, nên quy tắc được tắt; cần thì bật lại."
REPLACED = (
    "cá cược",
    "xóc đĩa",
    "đánh bạc",
    "lô đề",
    "vay nóng",
    "cho vay không thế chấp",
    "việc nhẹ lương cao",
    "làm bằng giả",
    "làm giấy tờ giả",
    "hoàn tiền bị lừa đảo",
    "ngu như",
    "đồ ngu",
    "đồ chó",
    "thằng chó",
    "óc chó",
    "mất dạy",
    "vô học",
    "đồ khốn",
    "khốn nạn",
    "bọn mày",
    "chúng mày",
    "súc vật",
    "mẹ kiếp",
    "địt mẹ",
    "đm",
    "đéo",
    "vcl",
)


def find_kinds_of_waiting(batch: int = BATCH) -> int:
    """Look through all waiting comments that have no kind yet; returns how many got one.

    A transaction and two queries for each `batch`; once more, or twice at once, it finds nothing new.
    """
    last: int | None = 0
    changed = 0
    while last is not None:
        last, found = _look_through(last, batch)
        changed += found
    return changed


def switch_off_replaced_rules() -> int:
    """Switch off the rules of a new portal that kinds replace and nobody changed; returns how many. One query."""
    untouched = Rule.objects.filter(effect="hold", created_by=None, is_active=True, note__endswith=OF_A_NEW_PORTAL)
    replaced = untouched.filter(kind="phrase", pattern__in=REPLACED)
    return replaced.update(is_active=False, note=Concat(Value(f"{WHY_OFF} "), F("note")))


def _look_through(after: int, batch: int) -> tuple[int | None, int]:
    """The batch behind the key `after`: its last key, None behind the last batch, and how many comments changed."""
    waiting = Comment.objects.filter(state="pending", is_official=False, pk__gt=after).order_by("pk")
    with transaction.atomic():
        comments = list(waiting.select_for_update(of=("self",)).only(*_READ)[:batch])
        changed = [comment for comment in comments if _add_kinds(comment)]
        Comment.objects.bulk_update(changed, _WRITTEN)
    return (comments[-1].pk if len(comments) == batch else None), len(changed)


_WRITTEN = ["findings", "score", "kinds", "urgency"]
_READ = ["name", "body", *_WRITTEN]


def _add_kinds(comment: Comment) -> bool:
    found: list[Finding] = [] if comment.kinds else kinds_in(comment.name, comment.body)
    if not found:
        return False
    known = {finding.get("code") for finding in comment.findings}
    new = [finding for finding in found if finding.code not in known]
    comment.findings = [*comment.findings, *map(asdict, new)]
    comment.score += sum(finding.weight for finding in new)
    comment.kinds = [kind for kind in KINDS if kind in {finding.kind for finding in found}]
    comment.urgency = max(comment.urgency, urgency_of(comment.kinds))
    return True
