"""Who may change the words of a recording: what readers see is changed only by whoever may change published texts.

Every way to change one asks here: the dialog of the editor, the form of the admin, an older revision that is restored.
"""

from typing import Any

from revisions.registry import is_kept, kept_of

from .models import Recording
from .usage import MAX_USES, rows_using

CHANGES, DELETES, EDITS_ANY = "recordings.change_recording", "recordings.delete_recording", "articles.edit_any_article"
NO_RIGHT = "Tài khoản của bạn chưa được sửa video, âm thanh. Hãy nhờ biên tập viên, hoặc hỏi quản trị web."
NOT_YOURS = (
    "“{}” do người khác đưa lên nên bạn chỉ xem được. Biên tập viên và quản trị web sửa được: hãy gửi cho họ "
    "tên, ảnh, lời thoại mới."
)
IS_SHOWN = (
    "“{}” đang ở bài đã duyệt đăng hoặc ở trang bạn đọc xem được nên bạn chỉ xem được. Biên tập viên và quản trị web "
    "sửa được: hãy gửi cho họ tên, ảnh, lời thoại mới."
)


def keeps_all(user: Any) -> bool:
    """Whether `user` may change every recording: who edits any article, and who looks after the library."""
    return bool(user.has_perm(CHANGES) and (user.has_perm(EDITS_ANY) or user.has_perm(DELETES)))


def refusal_to_change(user: Any, recording: Recording) -> str:
    """The sentence on why `user` may not change `recording`; "" if they may. No query for whoever may change all and
    for one of somebody else, otherwise those of `rows_using`.
    """
    if not user.has_perm(CHANGES):
        return NO_RIGHT
    if keeps_all(user):
        return ""
    if recording.uploaded_by_id != user.pk:
        return NOT_YOURS.format(recording.title)
    return IS_SHOWN.format(recording.title) if is_public(recording) else ""


def is_public(recording: Recording) -> bool:
    """Whether readers can see something that shows `recording`, today or by an hour that is set; in doubt yes: so many
    rows show it that not all were looked at.
    """
    rows = rows_using(recording)
    return len(rows) >= MAX_USES or any(_is_public(row) for row in rows)


def _is_public(row: Any) -> bool:
    if getattr(row, "binned_at", None):
        return False
    since = kept_of(type(row)).public_from if is_kept(type(row)) else None
    return since is None or since(row) is not None
