"""Roles and their permissions, all of them; `manage.py sync_roles` applies them. One person may hold several roles."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q


class UnknownPermission(Exception):
    """ROLES names a permission that no app declares."""


def full(*models):
    """View, add, change and delete for each of `models` ("articles.tag")."""
    parts = [model.split(".") for model in models]
    return {f"{app}.{action}_{name}" for app, name in parts for action in ("view", "add", "change", "delete")}


WRITING = {
    *{"articles.view_article", "articles.add_article", "articles.change_article", "articles.view_transition"},
    "articles.bin_article",  # their own, until readers see it (articles/binning.py)
    *{
        "articles.view_category",
        "articles.view_author",
        "articles.view_event",
        "articles.view_tag",
        "articles.add_tag",
        "articles.view_abbreviation",
    },
    *{"uploads.view_image", "uploads.add_image", "uploads.change_image"},
    *{"recordings.view_recording", "recordings.add_recording", "recordings.change_recording"},
    *full("articles.attachment"),
    "links.view_address",
    "copyediting.view_houseword",
}
STATISTICS = {"stats.view_siteday"}

ACTIONS = {"view": "Xem", "add": "Thêm", "change": "Sửa", "delete": "Xóa"}

ROLES = {
    "Phóng viên": WRITING,
    "Biên tập viên": {
        *WRITING,
        *{"articles.publish_article", "articles.withdraw_article", "articles.edit_any_article"},
        *{"articles.backdate_article", "links.change_address"},
        *full("articles.tag", "articles.event", "articles.abbreviation"),
        *{"articles.view_page", "articles.add_page", "articles.change_page"},
        *{"articles.add_author", "articles.change_author", "comments.view_rating", "comments.change_rating"},
        *full("copyediting.houseword"),
        *STATISTICS,
    },
    "Kiểm duyệt viên": {
        *{"comments.view_comment", "comments.change_comment", "articles.view_article", "links.view_address"},
        *full("comments.rule", "comments.rejectionreason", "comments.cannedanswer"),
        "copyediting.view_houseword",
        *{"comments.view_question", "comments.change_question"},
        *{"comments.view_rating", "comments.change_rating"},
    },
    "Quản trị web": {
        *full("layout.sitesettings", "layout.link", "layout.banner", "layout.indicator"),
        *full("articles.category", "articles.page", "articles.author"),
        "copyediting.view_houseword",
        *{"uploads.view_image", "uploads.add_image", "uploads.change_image", "uploads.delete_image"},
        *full("recordings.recording"),
        *{"links.view_address", "links.change_address", "uploads.view_filecheck"},
        *{"accounts.view_user", "accounts.add_user", "accounts.change_user", "auth.view_group"},
        *STATISTICS,
        *{"stats.view_baseline", "stats.add_baseline", "stats.view_measuringkey", "stats.add_measuringkey"},
        "stats.add_figureimport",
        *full("stats.reportrecipient"),
        *{"comments.view_policy", "comments.add_policy", "comments.change_policy", "comments.handle_personal_data"},
    },
}

# Models that were renamed → their names in the last release, which runs beside this one while a portal is updated and
# asks for permissions by them. Whoever holds a permission of today holds that of the old name too. Both the rows and
# this table go with the next release.
RENAMED = {
    "layout.sitesettings": "layout.site",
    "comments.abusereport": "comments.report",
    "stats.daychecksum": "stats.dayseal",
    "stats.dimensionday": "stats.facetday",
}


@transaction.atomic
def sync():
    """Make the groups in the database equal to ROLES; returns what changed, one sentence each.

    Groups of other names are left alone. Raises UnknownPermission, and then changes nothing.
    """
    _name_in_vietnamese()
    by_name = {
        f"{p.content_type.app_label}.{p.codename}": p for p in Permission.objects.select_related("content_type")
    }
    changes = []
    for role, names in ROLES.items():
        if unknown := names - by_name.keys():
            raise UnknownPermission(f"{role}: no app declares {', '.join(sorted(unknown))}.")
        group, created = Group.objects.get_or_create(name=role)
        of_last_release = by_name.keys() & {_name_in_last_release(name) for name in names}
        wanted = {by_name[name] for name in names | of_last_release}
        before = set(group.permissions.select_related("content_type"))
        if wanted != before:
            group.permissions.set(wanted)
            changes.append(_change(role, created, wanted - before, before - wanted))
    return changes


def permissions_of_last_release():
    """The Permissions under old names (RENAMED): nobody chooses them, they follow those of today."""
    old_models = (model.split(".") for model in RENAMED.values())
    is_old = Q(pk=None)
    for app, name in old_models:
        is_old |= Q(content_type__app_label=app, codename__in=[f"{action}_{name}" for action in ACTIONS])
    return Permission.objects.filter(is_old)


def grant_in_last_release(user):
    """Give `user` under old names what they hold as their own under the names of today. Two queries or three."""
    held = user.user_permissions.values_list("content_type__app_label", "codename")
    names = {_name_in_last_release(f"{app}.{codename}") for app, codename in held}
    old = permissions_of_last_release().select_related("content_type")
    user.user_permissions.add(*(p for p in old if f"{p.content_type.app_label}.{p.codename}" in names))


def _name_in_last_release(name):
    """ "layout.change_sitesettings" → "layout.change_site"; None where nothing was renamed."""
    app, _, codename = name.partition(".")
    action, _, model = codename.partition("_")
    old_app, _, old_model = RENAMED.get(f"{app}.{model}", "").partition(".")
    return f"{old_app}.{action}_{old_model}" if old_model else None


def _name_in_vietnamese():
    """Name standard permissions in Vietnamese: Django writes "Can add …" in English, whatever the language."""
    standard = Permission.objects.filter(name__startswith="Can ").select_related("content_type")
    for permission in standard:
        action = permission.codename.partition("_")[0]
        permission.name = f"{ACTIONS[action]} {permission.content_type.name}"
    Permission.objects.bulk_update(standard, ["name"])


def _change(role, created, added, removed):
    if created:
        return f"{role}: new role with {len(added)} permissions."
    parts = [_list("may now", added), _list("may no longer", removed)]
    return f"{role}: {'; '.join(part for part in parts if part)}."


def _list(verb, permissions):
    return f"{verb} {', '.join(sorted(permission.codename for permission in permissions))}" if permissions else ""
