"""The form in which journalists write: who may choose which state, and no text lost when two save at once."""

import uuid

from django import forms

from uploads.widgets import ImagePicker

from . import workflow
from .models import Article


class ArticleForm(forms.ModelForm):
    """`user` is set on the class by the admin for each request."""

    user = None

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label="Lời nhắn, lý do",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Cần khi trả lại hoặc gỡ bài; người viết sẽ đọc được.",
    )
    overwrite = forms.BooleanField(label="Ghi đè bản của người kia", required=False, widget=forms.HiddenInput)

    class Meta:
        model = Article
        fields = [
            *("title", "slug", "summary", "body", "cover", "cover_caption", "byline", "source", "source_url"),
            *("category", "event", "tags", "status", "published_at", "expires_at"),
            *("is_featured", "in_ticker", "comments_open"),
        ]
        widgets = {
            "title": forms.TextInput(attrs={"size": 80}),
            "summary": forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
            "cover_caption": forms.Textarea(attrs={"rows": 2}),
            "cover": ImagePicker,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.source_status = self.instance.status
        self.initial["edition"] = self.instance.edition
        self.initial["form_key"] = uuid.uuid4() if self.instance.pk is None else None
        if "status" in self.fields:
            allowed = workflow.targets(self.user, self.instance, self.source_status)
            self.fields["status"].choices = [(state, Article.Status(state).label) for state in allowed]
        if self.instance.pk is None and not self.initial.get("byline"):
            self.initial["byline"] = self.user.pen_name

    def clean(self):
        data = super().clean()
        self._check_edition(data)
        self._check_step(data)
        return data

    def _check_edition(self, data):
        """Refuse to save over somebody else's work unless told to. The row stays locked until the save is done."""
        if self.instance.pk is None:
            return
        now = Article.objects.select_for_update(of=("self",)).select_related("saved_by").get(pk=self.instance.pk)
        self.instance.edition = now.edition
        if data.get("edition") == now.edition or data.get("overwrite"):
            return
        self.fields["overwrite"].widget = forms.CheckboxInput()
        who = now.saved_by or "Người khác"
        self.add_error(
            None,
            f"{who} vừa lưu bài này trong khi bạn đang sửa. Chữ của bạn vẫn còn nguyên ở dưới và chưa được lưu. "
            "Mở bản đang lưu ở cửa sổ khác để so; muốn giữ chữ của bạn thì đánh dấu "
            "“Ghi đè bản của người kia” rồi lưu lại.",
        )

    def _check_step(self, data):
        target = data.get("status", self.source_status)
        if target == self.source_status or self.errors:
            return
        step = workflow.step_between(self.user, self.instance, self.source_status, target)
        if step is None:
            self.add_error("status", "Bạn không có quyền chuyển bài sang trạng thái này.")
        elif step.needs_note and not data.get("note", "").strip():
            self.add_error("note", f"{step.label}: xin ghi lý do để người viết biết.")
        elif target == workflow.PUBLISHED and (points := workflow.open_points(self._draft(data))):
            self.add_error("status", points)

    def _draft(self, data):
        return Article(**{name: data.get(name) or "" for name in ("summary", "body", "byline", "source")})
