"""Addresses of statistics pages and revisions, for tables of who may open what and for the walk through every page."""

from django.urls import reverse

from revisions.models import SavedRow
from revisions.saving import keep, saved_by
from stats.admin_pages import base_page

TABS = [name.removeprefix("stats:") for name, _ in base_page.TABS]


def statistics_addresses(category=1, author=1, event=1, article=1, figure_import=1):
    """`{name: (method, address)}`; those of rows by their pks."""
    return {
        **{name: ("get", reverse(f"stats:{name}")) for name in TABS},
        "category": ("get", reverse("stats:category", args=[category])),
        "author": ("get", reverse("stats:author", args=[author])),
        "event": ("get", reverse("stats:event", args=[event])),
        "article": ("get", reverse("stats:article", args=[article])),
        "proof_day": ("get", reverse("stats:proof_day", args=["2026-03-11"])),
        "import": ("get", reverse("stats:import", args=[figure_import])),
        "upload_import": ("post", reverse("stats:imports")),
        "add_import": ("post", reverse("stats:import", args=[figure_import])),
        "discard_import": ("post", reverse("stats:discard_import", args=[figure_import])),
        "undo_import": ("post", reverse("stats:undo_import", args=[figure_import])),
        "make_key": ("post", reverse("stats:keys")),
        "withdraw_key": ("post", reverse("stats:withdraw_key", args=[1])),
        "export": ("get", reverse("stats:export", args=["ngay", "xlsx"])),
        "comment_handling": ("get", reverse("comment_handling")),
        "comment_handling_file": ("get", reverse("comment_handling_file", args=["xlsx"])),
        "latest_report": ("get", reverse("latest_report")),
        "yearly_report": ("get", reverse("yearly_report", args=[2026])),
        "monthly_report": ("get", reverse("monthly_report", args=[2026, 10])),
        "reminders": ("get", reverse("reminders")),
    }


def statistics_page_addresses():
    """The addresses of the statistics pages that tests walk through."""
    return [address for method, address in statistics_addresses().values() if method == "get"]


def revisions_addresses(row):
    """The pages of revisions of `row`, which gets one, in the order list, comparison, look."""
    with saved_by(None):
        keep(row, step="Lưu")
    saved = SavedRow.objects.of(row).first()
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    return [
        reverse(f"{name}_revisions", args=[row.pk]),
        f"{reverse(f'{name}_comparison', args=[row.pk])}?tu={saved.pk}",
        reverse(f"{name}_revision", args=[row.pk, saved.pk]),
    ]
