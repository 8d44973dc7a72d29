from django.db import migrations, models

DENUNCIATIONS = (
    "Đơn, thư xin gửi đến cơ quan có thẩm quyền giải quyết, hoặc trình bày trực tiếp tại trụ sở tiếp công dân. Nếu là "
    "tố cáo thì theo Luật Tố cáo năm 2018, đơn ghi ngày viết đơn, họ tên, địa chỉ và cách liên hệ của bạn, "
    "hành vi vi phạm và người bị tố cáo, rồi bạn ký tên hoặc điểm chỉ; họ tên, địa chỉ của người tố cáo được giữ bí "
    "mật. Gửi bình luận trên trang tin không phải là nộp đơn."
)
OWN_DATA = (
    "Xin viết lại mà không ghi số điện thoại, số giấy tờ hay địa chỉ nhà của mình. Muốn cơ quan liên hệ lại, bạn ghi "
    "email vào ô Email của biểu mẫu: địa chỉ ấy không hiện công khai."
)
FIRST = (
    ("Không liên quan đến nội dung bài viết", "", False),
    ("Lời lẽ xúc phạm hoặc thiếu văn hóa", "", False),
    ("Lộ thông tin cá nhân của người khác", "", False),
    ("Thông tin chưa có căn cứ", "", False),
    ("Quảng cáo, mời chào", "", False),
    ("Trùng với bình luận đã gửi", "", False),
    ("Cần gửi đơn, thư đến đúng nơi giải quyết", DENUNCIATIONS, True),
    ("Lộ thông tin cá nhân của chính người gửi", OWN_DATA, False),
    ("Lộ thông tin cá nhân của trẻ em", "", False),
)
POSITION = models.PositiveSmallIntegerField(default=0, help_text="Số nhỏ đứng trước.", verbose_name="thứ tự")
IS_ACTIVE = models.BooleanField(
    default=True, help_text="Bỏ chọn: không đưa ra cho người duyệt nữa.", verbose_name="đang dùng"
)
STEP = 10  # between two positions, so that one can be put between


def fill_empty_table(apps, schema_editor):
    reasons = apps.get_model("comments", "RejectionReason").objects
    if reasons.exists():
        return
    reasons.bulk_create(
        reasons.model(position=number * STEP, text=text, advice=advice, is_for_accusations=is_for_accusations)
        for number, (text, advice, is_for_accusations) in enumerate(FIRST, start=1)
    )


class Migration(migrations.Migration):
    """The usual reasons become rows of the office, in their order. Once: a list that somebody emptied stays empty."""

    dependencies = [("comments", "0082_masks")]
    operations = [
        migrations.AddField(
            "rejectionreason",
            "is_for_accusations",
            models.BooleanField(
                default=False,
                help_text="Bình luận mà máy thấy có lời tố cáo, từ chối vì lý do nào không có hướng dẫn riêng, cũng "
                "được gửi kèm hướng dẫn này.",
                verbose_name="gửi kèm khi bình luận tố cáo",
            ),
        ),
        *(
            migrations.AlterField(model, name, field)
            for model in ("rejectionreason", "cannedanswer")
            for name, field in (("position", POSITION), ("is_active", IS_ACTIVE))
        ),
        migrations.AlterField(
            "rejectionreason",
            "advice",
            models.TextField(
                blank=True,
                help_text="Đi kèm lý do trong thư và trên trang tra cứu. Ví dụ: nơi nhận đơn tố cáo, địa chỉ trụ sở "
                "tiếp công dân.",
                max_length=600,
                verbose_name="hướng dẫn thêm cho người gửi",
            ),
        ),
        migrations.AlterField(
            "rejectionreason",
            "text",
            models.CharField(
                error_messages={"unique": "Đã có lý do này."}, max_length=120, unique=True, verbose_name="lý do"
            ),
        ),
        migrations.AlterField(
            "cannedanswer",
            "title",
            models.CharField(
                error_messages={"unique": "Đã có câu trả lời mẫu tên này."},
                max_length=120,
                unique=True,
                verbose_name="tên câu trả lời mẫu",
            ),
        ),
        migrations.RunPython(fill_empty_table, migrations.RunPython.noop),
    ]
