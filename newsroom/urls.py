from django.urls import path

from .copies import views
from .documents.document_uploads import upload_document
from .lists.filter_views import filters
from .merging import views as merge_views
from .presence import views as presence_views
from .preview import views as preview_views

app_name = "newsroom"
urlpatterns = [
    path("gop/<uuid:key>/", merge_views.merge, name="merge"),
    path("gop/<uuid:key>/lua-chon/", merge_views.keep_choices, name="keep_choices"),
    path("gop/bai/<int:article>/", merge_views.begin_merge, name="begin_merge"),
    path("ban-nhap/", views.working_copies, name="working_copies"),
    path("ban-nhap/ghi/", views.write_working_copy, name="write_working_copy"),
    path("ban-nhap/de-nghi/", views.offers, name="offers"),
    path("ban-nhap/<uuid:key>/", views.working_copy, name="working_copy"),
    path("ban-nhap/<uuid:key>/bo/", views.discard_working_copy, name="discard_working_copy"),
    path("ban-nhap/<uuid:key>/lay-lai/", views.take_back_working_copy, name="take_back_working_copy"),
    path("bo-loc/", filters, name="filters"),
    path("tep/", upload_document, name="upload_document"),
    path("dang-mo/", presence_views.beat, name="presence"),
    path("dang-mo/tiep-quan/", presence_views.take_over, name="take_over"),
    path("lien-ket-xem-truoc/<int:pk>/", preview_views.links, name="preview_links"),
    path("lien-ket-xem-truoc/<int:pk>/tao/", preview_views.make_link, name="make_preview_link"),
    path("lien-ket-xem-truoc/<int:pk>/<int:link>/thu-hoi/", preview_views.withdraw_link, name="withdraw_preview_link"),
]
