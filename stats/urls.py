from django.urls import path

from . import desk, public, views

app_name = "stats"
urlpatterns = [
    path("thong-ke/", public.statistics, name="public"),
    path("thong-ke/cach-tinh/", public.method, name="method"),
    path("thong-ke/ghi-nhan/", views.record, name="record"),
    path("thong-ke/anh/<int:article_id>.svg", views.picture, name="picture"),
    path("quan-tri/thong-ke/", desk.desk, name="desk"),
    path("quan-tri/thong-ke/<slug:table>.csv", desk.export, name="export"),
]
