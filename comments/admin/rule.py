from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from unfold.admin import ModelAdmin
from unfold.decorators import display

from comments.models import Rule
from comments.screening import rules
from comments.screening.patterns import end_of_sender_keys, tidy
from comments.screening.trial import try_out
from database.deletion_pages import NamesKnownRows
from revisions.admin import KeepsRevisions
from vietnamese.dates import timesince
from vietnamese.list_search import FindsWithoutMarks
from vietnamese.order import by_label
from vietnamese.widgets import MOMENT_FIELD

Kind = Rule.Kind
TRY = "_try"


class RuleForm(forms.ModelForm):
    """A rule; the button “Thử quy tắc” only tries it and shows the form again with `trial`."""

    class Meta:
        model = Rule
        fields = ["kind", "pattern", "ignores_marks", "effect", "note", "is_active", "expires_at"]
        help_texts = {
            "pattern": "Từ, cụm từ hoặc tên: không phân biệt hoa thường và cách đặt dấu (hòa, hoà), chỉ khớp trọn từ. "
            "Email: ten@thu.vn hoặc *@thu.vn. Tên miền: kể cả tên miền con. Người gửi: số tiếp nhận một bình luận, "
            "khớp mọi bình luận gửi từ cùng mạng và trình duyệt. Số: “số điện thoại”, “12 chữ số” hoặc “9-12 chữ số”, "
            "kể cả khi có dấu chấm, dấu cách ở giữa. Các từ đứng gần nhau: từ hai đến năm từ, cách nhau bằng dấu phẩy "
            "(“chuyển tiền, tài khoản”), khớp khi từ này cách từ kia không quá năm từ, theo thứ tự nào cũng được.",
            "effect": "“Từ chối ngay”: người gửi được báo ngay và giữ lại nội dung để sửa; bình luận vẫn nằm trong "
            "mục Từ chối để xem lại.",
            "expires_at": "Để trống: không hết hạn. Quy tắc về người gửi luôn hết hạn vào cuối tháng, vì mã người gửi "
            "đổi mỗi tháng.",
        }

    trial = None

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        if self.instance.pk:
            self.initial["pattern"] = self.instance.looks_for

    def clean(self):
        fields = super().clean()
        kind, pattern = fields.get("kind"), fields.get("pattern")
        if not kind or not pattern:
            return fields
        if kind == Kind.SENDER and not {"kind", "pattern"}.intersection(self.changed_data):
            return self._keep_sender(fields)
        try:
            fields["pattern"], last_moment = tidy(kind, pattern)
        except ValidationError as error:
            self.add_error("pattern", error)
            return fields
        if last_moment:
            fields["expires_at"] = min(fields.get("expires_at") or last_moment, last_moment)
            if pattern != fields["pattern"]:
                fields["note"] = "\n".join(filter(None, [f"Người gửi bình luận {pattern}", fields.get("note")]))
        return fields

    def _keep_sender(self, fields):
        """Keep the key even when its comments are erased or its month is over, so that the rule can still be switched
        off.
        """
        last_moment = end_of_sender_keys(self.instance.created_at)
        expires_at = min(fields.get("expires_at") or last_moment, last_moment)
        return fields | {"pattern": self.instance.pattern, "expires_at": expires_at}

    def is_valid(self):
        """False for a rule that is only tried, so that it is not saved."""
        if not super().is_valid():
            return False
        if TRY not in self.data:
            return True
        self.trial = try_out(self.instance)
        return False


@admin.register(Rule)
class RuleAdmin(FindsWithoutMarks, KeepsRevisions, NamesKnownRows, ModelAdmin):
    form = RuleForm
    formfield_overrides = {models.DateTimeField: MOMENT_FIELD}
    list_display = ["looks_for", "kind_label", "effect_label", "hits", "last_hit", "expires_at", "is_active"]
    list_filter = ["kind", "effect", "is_active"]
    search_fields = ["pattern", "note"]
    folded_fields = ("pattern", "note")
    search_help_text = "Tìm trong quy tắc và ghi chú."
    list_per_page = 50
    change_form_after_template = "comments/admin/rule_trial.html"

    class Media:
        css = {"all": ["comments/desk.css"]}

    @display(description="Tìm gì", ordering="sort_key")
    def looks_for(self, rule):
        return rule.looks_for

    @display(description="Loại", ordering="kind")
    def kind_label(self, rule):
        return rule.get_kind_display()

    @display(
        description="Làm gì",
        ordering=by_label("effect", Rule.Effect.choices),
        label={Rule.Effect.HOLD.label: "info", Rule.Effect.SPAM.label: "warning", Rule.Effect.REJECT.label: "danger"},
    )
    def effect_label(self, rule):
        return rule.get_effect_display()

    @display(description="Khớp lần cuối", ordering="last_hit_at")
    def last_hit(self, rule):
        return timesince(rule.last_hit_at) if rule.last_hit_at else "Chưa lần nào"

    def save_model(self, request, rule, form, change):
        if not change:
            rule.created_by = request.user
        super().save_model(request, rule, form, change)
        rules.expire()

    def save_restored(self, request, rule):
        super().save_restored(request, rule)
        rules.expire()

    def brought_back(self, request, rule):
        super().brought_back(request, rule)
        rules.expire()

    def delete_model(self, request, rule):
        super().delete_model(request, rule)
        rules.expire()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        rules.expire()
