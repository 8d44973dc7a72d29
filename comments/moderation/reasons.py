"""Why a comment is decided as it is: the usual reasons that moderators choose from, and the portal's own words."""

from comments.models.event import WHY_BY_RULE, WHY_BY_RULE_BEFORE

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
WHY_REPORTED = "Bạn đọc báo cáo"
WHY_UNDONE = "Hoàn tác"
WHY_WITHDRAWN = "Người gửi rút lại"
# They quote nobody, so an erasure keeps them.
OUR_OWN_WORDS = frozenset(
    {*REASONS, WHY_ERASED, WHY_UNDONE, WHY_BY_RULE, WHY_BY_RULE_BEFORE, WHY_REPORTED, WHY_WITHDRAWN}
)
