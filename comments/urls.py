from django.urls import path

from .notifications import subscription
from .posting import views
from .questions import unit_views
from .questions import views as question_views
from .reactions import appeals, ratings
from .reactions import views as reaction_views

app_name = "comments"
urlpatterns = [
    path("binh-luan/da-nhan/<str:receipt>/", views.received, name="received"),
    path("binh-luan/thu/<str:link>/", subscription.email_preferences, name="mail"),
    path("binh-luan/rut/<str:permit>/", reaction_views.withdraw, name="withdraw"),
    path("binh-luan/xem-lai/<str:link>/", appeals.appeal, name="appeal"),
    path("binh-luan/<int:article_pk>/", views.thread, name="thread"),
    path("binh-luan/<int:article_pk>/<int:comment_pk>/", views.comment, name="comment"),
    path("binh-luan/<int:comment_pk>/thich/", reaction_views.like, name="like"),
    path("binh-luan/<int:comment_pk>/bao-cao/", reaction_views.report, name="report"),
    path("hoi-dap/", question_views.questions, name="questions"),
    path("hoi-dap/tra-cuu/", question_views.look_up, name="look_up"),
    path("hoi-dap/don-vi/<str:link>/", unit_views.unit_answer, name="unit"),
    path("danh-gia/<int:article_pk>/", ratings.rate, name="rate"),
]
