"""The URL map: Vietnamese paths without marks, English names (docs: the outside contract in CONTRIBUTING.md)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("quan-tri/tai-khoan/", include("accounts.urls")),
    path("quan-tri/tai-len/", include("uploads.urls")),
    path("quan-tri/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("stats.urls")),
    path("", include("articles.urls")),
]
