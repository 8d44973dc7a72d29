from django.urls import path

from . import desk_views

app_name = "desk_recordings"
urlpatterns = [
    path("them/", desk_views.add, name="add"),
    path("kho/", desk_views.library, name="library"),
    path("<str:key>/", desk_views.change, name="change"),
]
