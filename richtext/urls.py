from django.urls import path

from . import views

app_name = "richtext"
urlpatterns = [path("unicode/", views.to_unicode, name="unicode")]
