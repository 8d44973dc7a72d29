from django.urls import path

from . import views

app_name = "uploads"
urlpatterns = [
    path("anh/", views.upload_image, name="image"),
    path("thu-vien/", views.library, name="library"),
]
