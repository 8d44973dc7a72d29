from django.db import connection, migrations

WORDS_GONE = "(Đã xóa cùng dữ liệu cá nhân.)"
# The reasons that the portal worded itself when this migration was written; they quote nobody.
OUR_OWN_WORDS = (
    "Không liên quan đến nội dung bài viết",
    "Lời lẽ xúc phạm hoặc thiếu văn hóa",
    "Lộ thông tin cá nhân của người khác",
    "Thông tin chưa có căn cứ",
    "Quảng cáo, mời chào",
    "Trùng với bình luận đã gửi",
    "Cần gửi đơn, thư đến đúng nơi giải quyết",
    "Xóa dữ liệu cá nhân theo yêu cầu",
    "Hoàn tác",
    "Máy từ chối theo quy tắc lọc",
    "Bạn đọc báo cáo",
    "Người gửi rút lại",
)
ERASED = "SELECT id FROM comments_comment WHERE erased_at IS NOT NULL"
FORGET = [
    f"""UPDATE comments_commentevent SET why = %(gone)s
        WHERE comment_id IN ({ERASED}) AND from_state <> to_state AND why <> ALL(%(kept)s)""",
    "UPDATE comments_comment SET reason = %(gone)s WHERE erased_at IS NOT NULL AND reason <> ALL(%(kept)s)",
    f"UPDATE comments_report SET note = %(gone)s WHERE note <> '' AND comment_id IN ({ERASED})",
]


def forget_words(apps, schema_editor):
    with connection.cursor() as cursor:
        for statement in FORGET:
            cursor.execute(statement, {"gone": WORDS_GONE, "kept": ["", WORDS_GONE, *OUR_OWN_WORDS]})


class Migration(migrations.Migration):
    """What was erased before erasing reached the reasons and the notes of reports. Nothing brings them back."""

    dependencies = [("comments", "0051_erasing_words_of_events")]
    operations = [migrations.RunPython(forget_words, migrations.RunPython.noop)]
