from django.urls import path

from . import idle
from .sign_in_again import sign_in_again

app_name = "accounts"
urlpatterns = [
    path("phien/", idle.session, name="session"),
    path("dang-nhap-lai/", sign_in_again, name="sign_in_again"),
    path("da-dang-nhap/", idle.signed_in, name="signed_in"),
]
