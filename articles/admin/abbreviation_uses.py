"""The page that lists the articles which hold an abbreviation."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import path

from ..models import Article
from ..search.query import narrowed_page

READ = ("GET", "HEAD")
SHOWN = 30


class ListsArticles:
    """For the ModelAdmin of abbreviations: `<pk>/dung-o-dau/`."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.uses_view)
        return [
            path("<path:object_id>/dung-o-dau/", view, name="articles_abbreviation_uses"),
            *super().get_urls(),
        ]

    def uses_view(self, request, object_id):
        """The newest articles with it that the user may know."""
        if request.method not in READ:
            return HttpResponseNotAllowed(READ)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        articles = Article.objects.visible_to(request.user).order_by("-pk")
        found = narrowed_page(articles, row.long, 0, SHOWN)
        rows = Article.objects.in_bulk(list(found.keys))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Bài có “{row.short}”",
            "crumb": "Dùng ở đâu",
            "opts": self.opts,
            "original": row,
            "articles": [rows[key] for key in found.keys if key in rows],
            "found": found,
        }
        return render(request, "articles/admin/abbreviation_uses.html", context)
