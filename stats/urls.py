from django.urls import path

from . import desk, views

app_name = "stats"
urlpatterns = [
    path("thong-ke/ghi-nhan/", views.record, name="record"),
    path("thong-ke/anh/<int:article_id>.svg", views.picture, name="picture"),
    path("quan-tri/thong-ke/", desk.desk, name="desk"),
    path("quan-tri/thong-ke/<slug:table>.csv", desk.export, name="export"),
]
