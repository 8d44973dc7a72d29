from django.urls import path

from .admin_pages.urls import urlpatterns as admin_pages
from .collect import views
from .public import measuring
from .public import views as public

app_name = "stats"
urlpatterns = [
    path("thong-ke/", public.statistics, name="public"),
    path("thong-ke/cach-tinh/", public.method, name="method"),
    path("thong-ke/ghi-nhan/", views.record, name="record"),
    path("thong-ke/anh/<int:article_id>.svg", views.picture, name="picture"),
    path("thong-ke/so-lieu.json", measuring.figures, name="measuring"),
    *admin_pages,
]
