from django.urls import path

from . import idle

app_name = "accounts"
urlpatterns = [
    path("phien/", idle.session, name="session"),
    path("da-dang-nhap/", idle.signed_in, name="signed_in"),
]
