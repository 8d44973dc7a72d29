import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ._on_delete import on_delete


class Migration(migrations.Migration):
    """Tables and columns of a moderator's week. The last release knows none of them, and deletes users, articles and
    categories past them.
    """

    dependencies = [
        ("articles", "0019_several_readings"),
        ("comments", "0076_changes_of_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000, verbose_name="vì sao đề nghị xem lại")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gửi lúc")),
                ("due_at", models.DateTimeField(editable=False, null=True, verbose_name="hạn xem lại")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("changed", "Đã thay quyết định"), ("kept", "Giữ nguyên quyết định")],
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="trả lời người gửi")),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="xem lại lúc")),
            ],
            options={
                "verbose_name": "đề nghị xem lại",
                "verbose_name_plural": "đề nghị xem lại",
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CannedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                ("title", models.CharField(max_length=120, unique=True, verbose_name="tên câu trả lời mẫu")),
                ("body", models.TextField(max_length=5000, verbose_name="nội dung")),
            ],
            options={
                "verbose_name": "câu trả lời mẫu",
                "verbose_name_plural": "câu trả lời mẫu",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CommentMode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("first", "Duyệt rồi mới đăng"),
                            ("after", "Đăng ngay, duyệt sau"),
                            ("slow", "Nhận chậm"),
                            ("closed", "Không nhận bình luận mới"),
                        ],
                        max_length=6,
                        verbose_name="cách nhận bình luận",
                    ),
                ),
                (
                    "slow_minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="Số phút.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="nhận chậm: mỗi người một bình luận trong",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="đặt lúc"),
                ),
            ],
            options={
                "verbose_name": "cách nhận bình luận",
                "verbose_name_plural": "cách nhận bình luận",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ModerationPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reported_hours",
                    models.PositiveSmallIntegerField(
                        default=4,
                        help_text="Số giờ làm việc, cho bình luận bị báo cáo hoặc được đưa về chờ duyệt.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(400),
                        ],
                        verbose_name="hạn xử lý khi bạn đọc báo cáo",
                    ),
                ),
                (
                    "writes_of_urgent_reports",
                    models.BooleanField(
                        default=True,
                        help_text="Khi bạn đọc báo lộ thông tin cá nhân, người duyệt nhận email ngay.",
                        verbose_name="gửi thư ngay khi có báo cáo gấp",
                    ),
                ),
                (
                    "trusts_after",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Số bình luận đã duyệt để bình luận sau của người đã xác nhận email được đăng ngay. Để trống: mọi bình luận đều chờ duyệt.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="người gửi quen",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Số ngày người gửi có thể đề nghị xem lại một lần; hết hạn thì bản gốc của chỗ đã che bị xóa.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="hạn đề nghị xem lại",
                    ),
                ),
            ],
            options={
                "verbose_name": "thiết lập duyệt bình luận",
                "verbose_name_plural": "thiết lập duyệt bình luận",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ModeratorNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("text", models.TextField(max_length=500, verbose_name="ghi chú")),
            ],
            options={
                "verbose_name": "ghi chú về bình luận",
                "verbose_name_plural": "ghi chú về bình luận",
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="OpenComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
            ],
            options={
                "verbose_name": "bình luận đang mở",
                "verbose_name_plural": "bình luận đang mở",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="OriginalText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="tên")),
                ("body", models.TextField(verbose_name="nội dung")),
                ("masked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="che lúc")),
                ("kept_until", models.DateTimeField(verbose_name="giữ đến")),
            ],
            options={
                "verbose_name": "bản gốc của bình luận",
                "verbose_name_plural": "bản gốc của bình luận",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="QueueKeys",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_on", models.BooleanField(default=True, verbose_name="dùng phím một chữ")),
                ("keys", models.JSONField(blank=True, default=dict, verbose_name="phím đã đổi")),
            ],
            options={
                "verbose_name": "phím tắt của người duyệt",
                "verbose_name_plural": "phím tắt của người duyệt",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RejectionReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
                ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                ("text", models.CharField(max_length=120, unique=True, verbose_name="lý do")),
                (
                    "advice",
                    models.TextField(
                        blank=True,
                        help_text="Ví dụ: nơi nhận đơn tố cáo.",
                        max_length=600,
                        verbose_name="hướng dẫn thêm trong thư",
                    ),
                ),
            ],
            options={
                "verbose_name": "lý do từ chối",
                "verbose_name_plural": "lý do từ chối",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SenderStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("browser_key", models.UUIDField(editable=False, null=True, verbose_name="khóa người gửi")),
                (
                    "email",
                    models.EmailField(blank=True, editable=False, max_length=254, verbose_name="email đã xác nhận"),
                ),
                ("why", models.CharField(max_length=300, verbose_name="lý do")),
                (
                    "until",
                    models.DateTimeField(
                        blank=True, help_text="Để trống: không thời hạn.", null=True, verbose_name="đến"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="lúc")),
                ("lifted_at", models.DateTimeField(editable=False, null=True, verbose_name="bỏ lúc")),
            ],
            options={
                "verbose_name": "người gửi bị tạm dừng",
                "verbose_name_plural": "người gửi bị tạm dừng",
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="UnitAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signed_by", models.CharField(max_length=80, verbose_name="người trả lời")),
                ("body", models.TextField(max_length=5000, verbose_name="nội dung")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="gửi lúc")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("published", "Đã đăng"), ("returned", "Đã gửi lại đơn vị")],
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("settled_at", models.DateTimeField(editable=False, null=True, verbose_name="xử lý lúc")),
            ],
            options={
                "verbose_name": "trả lời của đơn vị",
                "verbose_name_plural": "trả lời của đơn vị",
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="abusereport",
            name="report_once",
        ),
        migrations.RemoveConstraint(
            model_name="commentevent",
            name="comment_event_kind_fits",
        ),
        migrations.AddField(
            model_name="abusereport",
            name="settled_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Từ khi có người quyết định về bình luận này.",
                null=True,
                verbose_name="xem xong lúc",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20),
                db_default=[],
                default=list,
                editable=False,
                size=None,
                verbose_name="loại điều phát hiện",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="masked_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Bạn đọc thấy bản có chỗ bị che từ lúc này.",
                null=True,
                verbose_name="che dữ liệu cá nhân lúc",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="review_due_at",
            field=models.DateTimeField(
                editable=False, help_text="Khi đã xử lý rồi lại về hàng chờ.", null=True, verbose_name="hạn xử lý lại"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="urgency",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False, verbose_name="mức gấp"),
        ),
        migrations.AddField(
            model_name="question",
            name="charged_at",
            field=models.DateTimeField(
                editable=False,
                help_text="Đường dẫn trả lời của lần giao trước hết tác dụng.",
                null=True,
                verbose_name="giao lần cuối lúc",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="reminded_on",
            field=models.DateField(editable=False, null=True, verbose_name="nhắc lần cuối ngày"),
        ),
        migrations.AddField(
            model_name="question",
            name="unit_email",
            field=models.EmailField(blank=True, db_default="", max_length=254, verbose_name="email của đơn vị"),
        ),
        migrations.AddField(
            model_name="rating",
            name="findings",
            field=models.JSONField(db_default=[], default=list, editable=False, verbose_name="điều phát hiện"),
        ),
        migrations.AddField(
            model_name="rating",
            name="hidden_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="ẩn góp ý lúc"),
        ),
        migrations.AddField(
            model_name="rating",
            name="hidden_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ẩn",
            ),
        ),
        migrations.AlterField(
            model_name="commentevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("arrival", "Gửi đến"),
                    ("decision", "Quyết định"),
                    ("hand_over", "Giao việc"),
                    ("erasure", "Xóa dữ liệu"),
                    ("answer", "Phản hồi của cơ quan"),
                    ("charge", "Giao đơn vị"),
                    ("mask", "Che dữ liệu cá nhân"),
                    ("unmask", "Bỏ che"),
                    ("report", "Bạn đọc báo cáo"),
                    ("appeal", "Người gửi đề nghị xem lại"),
                ],
                max_length=10,
                verbose_name="loại",
            ),
        ),
        migrations.AddIndex(
            model_name="abusereport",
            index=models.Index(condition=models.Q(("settled_at", None)), fields=["comment", "at"], name="report_open"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("review_due_at__isnull", False), ("state", "pending")),
                fields=["review_due_at"],
                name="comment_review_late",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("state", "pending")),
                fields=["-urgency", "created_at", "id"],
                name="comment_queue_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("state", "pending"), models.Q(("kinds", []), _negated=True)),
                fields=["kinds"],
                name="comment_queue_kinds",
            ),
        ),
        migrations.AddConstraint(
            model_name="abusereport",
            constraint=models.UniqueConstraint(fields=("comment", "visitor", "reason"), name="report_once_a_reason"),
        ),
        migrations.AddConstraint(
            model_name="commentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_state", ""), ("kind", "arrival")),
                    models.Q(("kind", "decision"), models.Q(("from_state", ""), _negated=True)),
                    models.Q(
                        models.Q(("kind__in", ["arrival", "decision"]), _negated=True),
                        ("from_state", models.F("to_state")),
                    ),
                    _connector="OR",
                ),
                name="comment_event_kind_fits",
                violation_error_message="Loại bước xử lý không khớp với trạng thái trước và sau.",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="comment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appeal",
                to="comments.comment",
                verbose_name="bình luận",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="decided_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người xem lại",
            ),
        ),
        migrations.AddConstraint(
            model_name="cannedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)),
                name="canned_answer_says_something",
                violation_error_message="Xin viết tên và nội dung.",
            ),
        ),
        migrations.AddField(
            model_name="commentmode",
            name="article",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.article",
                verbose_name="bài viết",
            ),
        ),
        migrations.AddField(
            model_name="commentmode",
            name="by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người đặt",
            ),
        ),
        migrations.AddField(
            model_name="commentmode",
            name="category",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="articles.category",
                verbose_name="chuyên mục",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationpolicy",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="moderation_policy_single"),
        ),
        migrations.AddField(
            model_name="moderatornote",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người viết",
            ),
        ),
        migrations.AddField(
            model_name="moderatornote",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notes",
                to="comments.comment",
                verbose_name="bình luận",
            ),
        ),
        migrations.AddField(
            model_name="opencomment",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="comments.comment",
                verbose_name="bình luận",
            ),
        ),
        migrations.AddField(
            model_name="opencomment",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người duyệt",
            ),
        ),
        migrations.AddField(
            model_name="originaltext",
            name="comment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="original",
                to="comments.comment",
                verbose_name="bình luận",
            ),
        ),
        migrations.AddField(
            model_name="originaltext",
            name="masked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người che",
            ),
        ),
        migrations.AddField(
            model_name="queuekeys",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người duyệt",
            ),
        ),
        migrations.AddConstraint(
            model_name="rejectionreason",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="rejection_reason_says_something",
                violation_error_message="Xin viết lý do.",
            ),
        ),
        migrations.AddField(
            model_name="senderstop",
            name="by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người lập",
            ),
        ),
        migrations.AddField(
            model_name="senderstop",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="stops",
                to="comments.comment",
                verbose_name="bình luận",
            ),
        ),
        migrations.AddField(
            model_name="senderstop",
            name="lifted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người bỏ",
            ),
        ),
        migrations.AddField(
            model_name="unitanswer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="unit_answers",
                to="comments.question",
                verbose_name="câu hỏi",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(condition=models.Q(("decided_at", None)), fields=["at", "id"], name="appeal_open"),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="appeal_decided_with_outcome",
                violation_error_message="Đề nghị đã xem lại thì phải có kết quả.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commentmode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article", None), ("category__isnull", False)),
                    models.Q(("article__isnull", False), ("category", None)),
                    _connector="OR",
                ),
                name="comment_mode_of_one",
                violation_error_message="Xin chọn một bài viết hoặc một chuyên mục.",
            ),
        ),
        migrations.AddIndex(
            model_name="moderatornote",
            index=models.Index(fields=["comment", "at", "id"], name="note_of_comment"),
        ),
        migrations.AddIndex(
            model_name="originaltext",
            index=models.Index(fields=["kept_until"], name="original_kept_until"),
        ),
        migrations.AddIndex(
            model_name="senderstop",
            index=models.Index(
                condition=models.Q(("lifted_at", None)), fields=["browser_key"], name="stop_of_browser"
            ),
        ),
        migrations.AddIndex(
            model_name="senderstop",
            index=models.Index(
                django.db.models.functions.text.Upper("email"),
                condition=models.Q(("lifted_at", None), models.Q(("email", ""), _negated=True)),
                name="stop_of_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="senderstop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("browser_key__isnull", False), models.Q(("email", ""), _negated=True), _connector="OR"
                ),
                name="sender_stop_says_whom",
                violation_error_message="Xin cho biết tạm dừng người gửi nào.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")), fields=("question",), name="unit_answer_one_waits"
            ),
        ),
        on_delete("comments_commentmode", "NO ACTION", article_id="CASCADE", category_id="CASCADE"),
        on_delete("comments_opencomment", "CASCADE"),
        on_delete("comments_queuekeys", "CASCADE"),
    ]
