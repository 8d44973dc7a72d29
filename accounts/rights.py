"""What an account may, in one query: Django asks one for what it was given itself and one for what its roles may."""

from collections.abc import Container

from django.contrib.auth.models import AnonymousUser, Permission

from .models import User


class Everything:
    """The rights of who may all."""

    def __contains__(self, name: object) -> bool:
        return True


def rights_of(user: User | AnonymousUser) -> Container[str]:
    """The names ("articles.add_tag") for which `has_perm` says yes. One query; none for who may all or nothing.

    All backends of ours are Django's ModelBackend in this (settings.AUTHENTICATION_BACKENDS).
    """
    if not user.is_active or user.pk is None:
        return frozenset()
    if user.is_superuser:
        return Everything()
    columns = "content_type__app_label", "codename"
    own = Permission.objects.filter(user=user).order_by().values_list(*columns)
    of_roles = Permission.objects.filter(group__user=user).order_by().values_list(*columns)
    return frozenset(f"{app}.{codename}" for app, codename in own.union(of_roles))
