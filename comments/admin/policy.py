from django.contrib import admin

from comments.models import Policy
from layout.single_row import SingleRowAdmin


@admin.register(Policy)
class PolicyAdmin(SingleRowAdmin):
    fieldsets = [
        ("Nhận bình luận", {"fields": ["is_open", "closes_after_days"]}),
        ("Xử lý", {"fields": ["target_hours", "free_days", "shows_share_on_time"]}),
        ("Thời hạn lưu", {"fields": ["keeps_refused_days", "keeps_emails_days"]}),
    ]

    def add_view(self, request, form_url="", extra_context=None):
        """Saves the defaults and leads to their form, so that the first visit looks like all others."""
        words = {"title": str(Policy()), "show_save_and_add_another": False}
        return super().add_view(request, form_url, words | (extra_context or {}))
