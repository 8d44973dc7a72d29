"""The URL map: Vietnamese paths without marks, English names (docs: the outside contract in CONTRIBUTING.md)."""

from django.contrib import admin
from django.urls import include, path

from uploads.views import media

urlpatterns = [
    path("quan-tri/tai-khoan/", include("accounts.urls")),
    path("quan-tri/tai-len/", include("uploads.urls")),
    path("quan-tri/soan-thao/", include("richtext.urls")),
    path("quan-tri/", admin.site.urls),
    path("media/<path:path>", media, name="media"),
    path("", include("comments.urls")),
    path("", include("stats.urls")),
    path("", include("articles.urls")),
]
