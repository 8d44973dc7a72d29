"""The settings of comments: one page over two rows, since the last release reads the columns of the first by name."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from comments.models import ModerationPolicy, Policy
from layout.single_row import SingleRowAdmin
from revisions.admin import KeepsRevisions
from revisions.saving import keep

MODERATION = ("Báo cáo, người gửi quen, xem lại", {"fields": [*(field.name for field in ModerationPolicy.settings())]})


class PolicyForm(forms.ModelForm):
    """With the fields of ModerationPolicy, where the page has them."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.moderation = ModerationPolicy.objects.current()
        for name in self._of_moderation():
            self.initial.setdefault(name, getattr(self.moderation, name))

    def _of_moderation(self):
        return [field.name for field in ModerationPolicy.settings() if field.name in self.fields]

    def _post_clean(self):
        super()._post_clean()
        named = self._of_moderation()
        stored = {name: getattr(self.moderation, name) for name in named}
        typed = {name: self.cleaned_data[name] for name in named if name in self.cleaned_data}
        self.moderation = ModerationPolicy(pk=self.moderation.pk, **stored | typed)
        try:
            self.moderation.clean_fields(exclude=[name for name in self.errors if name != "__all__"])
        except ValidationError as error:
            self.add_error(None, error)


@admin.register(Policy)
class PolicyAdmin(KeepsRevisions, SingleRowAdmin):
    form = PolicyForm
    fieldsets = [
        ("Nhận bình luận", {"fields": ["is_open", "closes_after_days"]}),
        ("Xử lý", {"fields": ["target_hours", "free_days", "shows_share_on_time"]}),
        ("Thời hạn lưu", {"fields": ["keeps_refused_days", "keeps_emails_days"]}),
    ]

    def add_view(self, request, form_url="", extra_context=None):
        """Saves the defaults and leads to their form, so that the first visit looks like all others."""
        words = {"title": str(Policy()), "show_save_and_add_another": False}
        return super().add_view(request, form_url, words | (extra_context or {}))

    def get_fieldsets(self, request, obj=None):
        """Who may only look sees the second row on its own page."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            return self.fieldsets
        title, options = MODERATION
        if ModerationPolicy.objects.exists():
            kept = reverse("admin:comments_moderationpolicy_revisions", args=[1])
            options = options | {"description": format_html('<a href="{}">Các bản đã lưu của phần này</a>', kept)}
        return [*self.fieldsets[:2], (title, options), *self.fieldsets[2:]]

    def get_form(self, request, obj=None, change=False, **options):
        further = {
            field.name: self.formfield_for_dbfield(field, request)
            for field in ModerationPolicy.settings()
            if len(self.get_fieldsets(request, obj)) > len(self.fieldsets)
        }
        return super().get_form(request, obj, change=change, form=type("PolicyForm", (self.form,), further), **options)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        keep(form.moderation)
        form.moderation.save()


@admin.register(ModerationPolicy)
class ModerationPolicyAdmin(KeepsRevisions, SingleRowAdmin):
    """For its revisions, and for who may only look; whoever may change the one may change the other."""

    fieldsets = [MODERATION]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("comments.view_policy") or self.has_change_permission(request)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("comments.change_policy")

    def has_add_permission(self, request):
        return request.user.has_perm("comments.add_policy") and not ModerationPolicy.objects.exists()
