from django.db import migrations

ACTIONS = ["view", "add", "change", "delete"]
# (app, the model's name in release 0.4.0, its name of today)
RENAMED = [
    ("layout", "site", "sitesettings"),
    ("comments", "report", "abusereport"),
    ("stats", "dayseal", "daychecksum"),
    ("stats", "facetday", "dimensionday"),
]


def copy_grants(apps, old_model, new_model, app):
    """Give every group and user that holds a permission on `old_model` the same on `new_model`, made where missing.

    Permissions hang on a row of content types, which RenameModel has renamed. A new database has neither yet:
    `migrate` makes them when all is done.
    """
    get = apps.get_model
    permissions, content_types = get("auth", "Permission").objects, get("contenttypes", "ContentType").objects
    for content_type in content_types.filter(app_label=app, model__in=[old_model, new_model]):
        for action in ACTIONS:
            old = permissions.filter(content_type=content_type, codename=f"{action}_{old_model}").first()
            if old is None:
                continue
            new, _ = permissions.get_or_create(
                content_type=content_type, codename=f"{action}_{new_model}", defaults={"name": old.name}
            )
            new.group_set.add(*old.group_set.all())
            new.user_set.add(*old.user_set.all())


def to_new_names(apps, schema_editor):
    for app, old, new in RENAMED:
        copy_grants(apps, old, new, app)


def to_old_names(apps, schema_editor):
    """What is held under the names of today goes: taken away under the old ones, it would come back with the next
    update.
    """
    permissions = apps.get_model("auth", "Permission").objects
    for app, old, new in RENAMED:
        copy_grants(apps, new, old, app)
        names = [f"{action}_{new}" for action in ACTIONS]
        permissions.filter(content_type__app_label=app, codename__in=names).delete()


class Migration(migrations.Migration):
    """What people may do, under the names that the models have now. The old rows stay: the last release asks by them."""

    dependencies = [
        ("cchc_portal", "0001_content_version"),
        ("layout", "0003_site_settings"),
        ("comments", "0070_abuse_report"),
        ("stats", "0031_dimension_day"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(to_new_names, to_old_names)]
