from django.urls import path

from . import views

app_name = "uploads"
urlpatterns = [
    path("anh/", views.upload_image, name="image"),
    path("anh/<int:pk>/cat/", views.crop_image, name="crop"),
    path("thu-vien/", views.library, name="library"),
]
