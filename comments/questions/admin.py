from django.contrib import admin
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import display

from comments.models import Question
from vietnamese.dates import format_date, format_datetime


class ProgressFilter(admin.SimpleListFilter):
    title = "tiến độ"
    parameter_name = "tien_do"
    OPEN, LATE, ANSWERED = "cho", "qua-han", "da-tra-loi"

    def lookups(self, request, model_admin):
        return [(self.OPEN, "Chưa trả lời"), (self.LATE, "Quá hạn"), (self.ANSWERED, "Đã trả lời")]

    def queryset(self, request, queryset):
        return {
            self.OPEN: queryset.open(),
            self.LATE: queryset.late(),
            self.ANSWERED: queryset.exclude(answered_at=None),
        }.get(self.value(), queryset)


@admin.register(Question)
class QuestionAdmin(ModelAdmin):
    """Questions with their unit and day. They are made from comments, and answered there."""

    list_display = ["number", "text", "unit", "due", "progress"]
    list_display_links = ["number"]
    list_filter = [ProgressFilter]
    search_fields = ["unit", "comment__name", "comment__body"]
    search_help_text = "Tìm trong đơn vị, tên người gửi và nội dung."
    fields = ["question", "unit", "due_on"]
    readonly_fields = ["question"]
    ordering = [F("answered_at").asc(nulls_first=True), "due_on", "pk"]
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.answered_at)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("comment__article").defer("comment__email")

    @display(description="Số tiếp nhận")
    def number(self, question):
        return question.comment.reference

    @display(description="Câu hỏi")
    def text(self, question):
        return question.comment.excerpt

    @display(description="Hạn trả lời", ordering="due_on")
    def due(self, question):
        return format_date(question.due_on)

    @display(description="Tiến độ", label={"Quá hạn": "danger", "Chưa trả lời": "warning"})
    def progress(self, question):
        if question.answered_at:
            return f"Trả lời {format_date(question.answered_at)}"
        if not question.is_owed:
            return "Không phải trả lời nữa"
        return "Quá hạn" if question.is_late() else "Chưa trả lời"

    @display(description="Câu hỏi")
    def question(self, question):
        """The comment as it stands, with the way to answer it."""
        comment = question.comment
        return format_html(
            "<p><b>{}</b>, {}</p><p>{}</p>"
            '<p><a class="text-primary-700 dark:text-primary-300 underline" href="{}">{}</a></p>',
            comment.name,
            format_datetime(comment.created_at),
            comment.body,
            reverse("admin:comments_comment_change", args=[comment.pk]),
            "Xem câu trả lời" if question.answered_at else "Mở bình luận để trả lời",
        )
