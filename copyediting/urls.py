from django.urls import path

from . import views

app_name = "copyediting"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("bo-qua/", views.dismiss, name="dismiss"),
    path("tu-dien/", views.word, name="word"),
]
