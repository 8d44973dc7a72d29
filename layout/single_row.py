from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from unfold.admin import ModelAdmin


class SingleRowAdmin(ModelAdmin):
    """The admin of a model with one row: its list redirects to the form; rows are neither added nor deleted."""

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        form = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        row = self.model.objects.first()
        return redirect(f"{form}_change", row.pk) if row else redirect(f"{form}_add")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not self.model.objects.exists()

    def get_model_perms(self, request):
        """What the admin's menus ask on every page: no query for a way to add a second row, which there never is."""
        may_change, may_view = self.has_change_permission(request), self.has_view_permission(request)
        return {"add": False, "change": may_change, "delete": False, "view": may_view}

    def has_delete_permission(self, request, obj=None):
        return False
