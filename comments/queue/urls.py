from django.urls import path

from . import actions, views

app_name = "queue"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("xu-ly/", actions.decide, name="decide"),
    path("hoan-tac/", actions.undo, name="undo"),
    path("<int:pk>/tu-choi-nguoi-gui/", actions.reject_sender, name="reject_sender"),
    path("<int:pk>/tra-loi/", actions.answer, name="answer"),
    path("<int:pk>/giao/", actions.hand_over, name="hand_over"),
]
