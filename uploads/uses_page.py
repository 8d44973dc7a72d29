"""The page that lists every place where a picture is used: of today, in the bin, in what was saved before."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import path

from . import kept
from .models import Image
from .usage import MAX_PLACES, places_of
from .used_rows import linked_rows, name_of_kind

PER_PAGE = 30
MAX_PARTS = 24
METHODS = ("GET", "HEAD")


class ListsUses:
    """For the ModelAdmin of pictures: `<pk>/dung-o-dau/?trang=`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.uses_view)
        return [path("<path:object_id>/dung-o-dau/", view, name="uploads_image_uses"), *super().get_urls()]

    def uses_view(self, request, object_id):
        """Rows that the user may not know are named by kind and number, as everywhere."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        image = self.get_object(request, unquote(object_id))
        if image is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, image):
            raise PermissionDenied
        places = places_of(image)
        page = Paginator(places[:MAX_PLACES], PER_PAGE).get_page(request.GET.get("trang"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Ảnh đang dùng ở đâu",
            "crumb": "Dùng ở đâu",
            "opts": self.opts,
            "original": image,
            "image": image,
            "page": page,
            "is_capped": len(places) > MAX_PLACES,
            "uses": _shown(page.object_list, request.user),
            "in_bin": kept.uses_in_bin([image], request.user),
            "before": kept.uses_before(image, {(place.model, place.key) for place in places}, request.user),
            "cut_from": image.cropped_from and Image.objects.filter(content_hash=image.cropped_from).first(),
            "parts": Image.objects.filter(cropped_from=image.content_hash)[:MAX_PARTS],
        }
        return render(request, "uploads/uses.html", context)


def _shown(places, user):
    """[(kind, entry, the fields that show it)] of `places`. Two queries for each kind of rows."""
    rows = {}
    for model in dict.fromkeys(place.model for place in places):
        keys = [place.key for place in places if place.model is model]
        rows |= {(model, key): row for key, row in model._base_manager.in_bulk(keys).items()}
    there = [place for place in places if (place.model, place.key) in rows]
    entries = linked_rows([rows[place.model, place.key] for place in there], user)
    return [
        (name_of_kind(place.model), entry, ", ".join(place.fields))
        for place, entry in zip(there, entries, strict=True)
    ]
