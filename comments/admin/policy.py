from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from unfold.admin import ModelAdmin

from comments.models import Policy


@admin.register(Policy)
class PolicyAdmin(ModelAdmin):
    """One row: its list leads straight to the form."""

    fieldsets = [
        ("Nhận bình luận", {"fields": ["is_open", "closes_after_days"]}),
        ("Xử lý", {"fields": ["target_hours", "free_days", "shows_share_on_time"]}),
        ("Thời hạn lưu", {"fields": ["keeps_refused_days", "keeps_emails_days"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        policy = Policy.objects.first()
        return redirect("admin:comments_policy_change", policy.pk) if policy else redirect("admin:comments_policy_add")

    def add_view(self, request, form_url="", extra_context=None):
        """The first time it looks as it will ever after."""
        words = {"title": str(Policy()), "show_save_and_add_another": False}
        return super().add_view(request, form_url, words | (extra_context or {}))

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Policy.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False
