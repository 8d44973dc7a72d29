"""Outside of the admin: readers' pages, with readers' policy, of what no reader sees yet."""

from django.urls import path

from . import views

app_name = "preview"
urlpatterns = [
    path("ban-nhap/<uuid:key>/", views.copy, name="copy"),
    path("<str:token>/", views.link, name="link"),
]
