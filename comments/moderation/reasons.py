"""Why a comment is decided as it is: the portal's own words. The reasons that moderators choose from are rows of the
office (`RejectionReason`), with `REASONS` before there are any.
"""

from comments.models import RejectionReason
from comments.models.event import WHY_BY_RULE, WHY_BY_RULE_BEFORE
from comments.models.office_words import REASONS

WHY_ERASED = "Xóa dữ liệu cá nhân theo yêu cầu"
WHY_KEPT = "Đã xem báo cáo, giữ bình luận"
WHY_REPORTED = "Bạn đọc báo cáo"
WHY_UNDONE = "Hoàn tác"
WHY_WITHDRAWN = "Người gửi rút lại"
# They quote nobody, so an erasure keeps them.
OUR_OWN_WORDS = frozenset(
    {*REASONS, WHY_ERASED, WHY_UNDONE, WHY_BY_RULE, WHY_BY_RULE_BEFORE, WHY_KEPT, WHY_REPORTED, WHY_WITHDRAWN}
)


def own_words() -> frozenset[str]:
    """`OUR_OWN_WORDS` and the reasons of the office, which quote nobody either. One query or none."""
    return OUR_OWN_WORDS | RejectionReason.objects.texts()
