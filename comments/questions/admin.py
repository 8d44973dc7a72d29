from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import display

from comments.models import Comment, Question
from comments.tokens import charge_number
from mailing.addresses import AddressValidator
from vietnamese.dates import format_date, format_datetime

from .assignment import charge, remark_on_day, said_of_charge, why_not_charged
from .forms import WRONG_ADDRESS, validate_future_day

CHARGED_ANEW = (
    "Câu hỏi này vừa được giao lại từ nơi khác: {unit}, hạn {due}. Xin mở lại trang rồi sửa trên bản mới nhất."
)


class QuestionForm(forms.ModelForm):
    """The charge of a question, as the page showed it (`seen`). Changing it is charging anew."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, label="")

    class Meta:
        model = Question
        fields = ["unit", "unit_email", "due_on"]

    def __init__(self, *arguments, **options):
        question = options.get("instance")
        options["initial"] = {"seen": question and charge_number(question)} | (options.get("initial") or {})
        super().__init__(*arguments, **options)

    def clean_unit_email(self):
        address = self.cleaned_data["unit_email"]
        if address:
            AddressValidator(WRONG_ADDRESS)(address)
        return address

    def clean(self):
        cleaned = super().clean()
        if self.errors or not self.has_charged:
            return cleaned
        validate_future_day(cleaned["due_on"])
        # The page is one transaction, so what is asked here is still so when the charge is stored.
        list(Comment.objects.select_for_update().order_by().filter(pk=self.instance.comment_id).values_list("pk"))
        now = Question.objects.select_related("comment").get(pk=self.instance.pk)
        if cleaned["seen"] and cleaned["seen"] != str(charge_number(now)):
            raise ValidationError(CHARGED_ANEW.format(unit=now.unit, due=format_date(now.due_on)))
        if problem := why_not_charged(now.comment, now):
            raise ValidationError(problem)
        return cleaned

    @property
    def has_charged(self):
        """Whether anything of the charge is another than before."""
        return bool({"unit", "unit_email", "due_on"} & set(self.changed_data))


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

    list_display = ["number", "text", "answers", "due", "progress"]
    list_display_links = ["number"]
    list_filter = [ProgressFilter]
    search_fields = ["unit", "comment__name", "comment__body"]
    search_help_text = "Tìm trong đơn vị, tên người gửi và nội dung."
    form = QuestionForm
    fields = ["question", "unit", "unit_email", "due_on", "seen"]
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

    def save_model(self, request, question, form, change):
        """A change is a charge, with all that follows: the earlier link ends, and letters are written."""
        if form.has_charged:
            comment = Comment.objects.get(pk=question.comment_id)
            asked = {name: form.cleaned_data[name] for name in ("unit", "unit_email", "due_on")}
            charged = charge(comment, by=request.user, counts=True, **asked)
            for sentence in filter(None, (said_of_charge(charged), remark_on_day(charged.due_on))):
                self.message_user(request, sentence, messages.INFO)

    @display(description="Số tiếp nhận")
    def number(self, question):
        return question.comment.reference

    @display(description="Câu hỏi")
    def text(self, question):
        return question.comment.excerpt

    @display(description="Đơn vị trả lời", ordering="unit_key")
    def answers(self, question):
        return question.unit

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
