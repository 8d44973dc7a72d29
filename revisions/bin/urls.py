from django.urls import path

from . import views

app_name = "bin"
urlpatterns = [
    path("", views.bin_list, name="list"),
    path("<int:pk>/", views.bin_entry, name="entry"),
]
