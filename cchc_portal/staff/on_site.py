"""The address that leads from any row of any model to its page on the site, for rows that a colleague may know."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse


@admin.site.admin_view
def on_site(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    """Leads on as Django's own view does, when the row's list in the admin would show it to this person. An address
    says as much as the title that it was made of. Three queries.
    """
    model_admin = _model_admin(content_type_id)
    row = model_admin.get_object(request, object_id)
    if row is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    return shortcut(request, content_type_id, object_id)


def _model_admin(content_type_id: str) -> admin.ModelAdmin:
    try:
        model = ContentType.objects.get(pk=content_type_id).model_class()
    except (ContentType.DoesNotExist, ValueError) as error:
        raise Http404 from error
    if model is None or not admin.site.is_registered(model):
        raise Http404
    return admin.site.get_model_admin(model)
