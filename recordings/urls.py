from django.urls import re_path

from richtext.policy import PLAYER_FOLDERS, PLAYER_KEY_LENGTH

from . import views

app_name = "recordings"
_KEY = rf"(?P<key>[a-z0-9]{{{PLAYER_KEY_LENGTH}}})"
urlpatterns = [
    re_path(rf"^{folder}/{_KEY}/{end}$", view, {"kind": kind}, name=f"{kind}{suffix}")
    for folder, kind in PLAYER_FOLDERS.items()
    for end, view, suffix in [("", views.page, ""), ("phat/", views.player, "_player")]
]
