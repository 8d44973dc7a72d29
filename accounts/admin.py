from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from database.deletion_pages import NamesKnownRows
from vietnamese.form_fields import OneThingField
from vietnamese.list_search import FindsWithoutMarks
from vietnamese.names import alphabet_key
from vietnamese.order import by_label

from .missing_rows import NamesMissingRows
from .models import User
from .roles import ROLES, grant_in_last_release, permissions_of_last_release

RIGHTS = ["is_active", "is_staff", "groups"]
SUPERUSERS_RIGHTS = ["is_superuser", "user_permissions"]

IN_ORDER = by_label("name", [(name, name) for name in ROLES])  # of the roles: Django's groups have no column for it
admin.site.unregister(Group)


class SignInNameField(OneThingField, UsernameField):
    """The name to sign in with; a wrong one gets one sentence."""


class NewStaffForm(UserCreationForm):
    """The form of a new account: it offers no other way than a password, because there is none."""

    class Meta(UserCreationForm.Meta):
        field_classes = {"username": SignInNameField}

    usable_password = None


class StaffForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        field_classes = {"username": SignInNameField}


@admin.register(User)
class StaffAdmin(FindsWithoutMarks, NamesMissingRows, NamesKnownRows, UserAdmin, ModelAdmin):
    """Whoever may change accounts gives others roles; only a superuser makes superusers or gives single permissions.

    Nobody changes their own rights: so nobody raises them, and somebody who may give some is always left.
    """

    form = StaffForm
    add_form = NewStaffForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["name", "username", "signs_as", "roles", "is_active", "last_login"]
    list_display_links = ["name", "username"]
    list_filter = ["groups", "is_active", "is_superuser"]
    search_fields = ["username", "first_name", "last_name", "pen_name", "email"]
    folded_fields = ("first_name", "last_name", "pen_name")
    ordering = ["sort_key", "username"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = []
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        ("Họ tên", {"fields": ["last_name", "first_name", "pen_name", "email"]}),
        ("Quyền", {"fields": ["is_staff", "groups"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        rights = {"fields": RIGHTS + (SUPERUSERS_RIGHTS if request.user.is_superuser else [])}
        if obj == request.user:
            rights["description"] = "Quyền của chính bạn do quản trị web khác đổi, để không ai lỡ tay tự khóa mình."
        return [
            (None, {"fields": ["username", "password"]}),
            ("Họ tên", {"fields": ["last_name", "first_name", "pen_name", "email"]}),
            ("Quyền", rights),
            ("Thời điểm", {"fields": ["last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        own = RIGHTS + SUPERUSERS_RIGHTS if obj == request.user else []
        return [*super().get_readonly_fields(request, obj), *own]

    def user_change_password(self, request, id, form_url=""):
        """Leads to the page that asks for the old password when the account is one's own."""
        if unquote(id) == str(request.user.pk):
            return redirect("admin:password_change")
        return super().user_change_password(request, id, form_url)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_changeform_initial_data(self, request):
        return {"is_staff": True}  # nobody else has an account

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "user_permissions":  # only for what has a list in the admin
            in_admin = ContentType.objects.get_for_models(*self.admin_site._registry)
            field.queryset = field.queryset.filter(content_type__in=in_admin.values()).exclude(
                pk__in=permissions_of_last_release()
            )
        return field

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        grant_in_last_release(form.instance)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj) and obj != request.user

    def _may_touch(self, request, user):
        return request.user.is_superuser or user is None or not user.is_superuser

    @admin.display(description="Họ tên", ordering="sort_key")
    def name(self, user):
        return user.get_full_name() or user.username

    @admin.display(description="Bút danh", ordering="pen_name_key")
    def signs_as(self, user):
        return user.pen_name or None

    @admin.display(description="Vai trò")
    def roles(self, user):
        names = ["Toàn quyền"] if user.is_superuser else []
        return ", ".join(names + sorted((group.name for group in user.groups.all()), key=alphabet_key)) or "–"


@admin.register(Group)
class RoleAdmin(NamesMissingRows, NamesKnownRows, GroupAdmin, ModelAdmin):
    """Roles for reading only: they are data in accounts/roles.py, so that they are the same after every update."""

    list_display = ["named"]
    fields = readonly_fields = ["name", "may"]
    ordering = [IN_ORDER]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="Tên", ordering=IN_ORDER)
    def named(self, group):
        return group.name

    @admin.display(description="Được")
    def may(self, group):
        names = sorted({permission.name for permission in group.permissions.all()}, key=alphabet_key)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((name,) for name in names)))
