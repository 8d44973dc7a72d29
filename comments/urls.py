from django.urls import path

from . import views

app_name = "comments"
urlpatterns = [
    path("binh-luan/da-nhan/<str:receipt>/", views.received, name="received"),
    path("binh-luan/<int:article_pk>/", views.thread, name="thread"),
    path("danh-gia/<int:article_pk>/", views.rate, name="rate"),
]
