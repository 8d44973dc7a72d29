"""The URL map: Vietnamese paths without marks, English names (the outside contract: CONTRIBUTING.md)."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path, re_path

from accounts.sign_in import OwnPasswordView
from articles.sitemaps import SITEMAPS as ARTICLE_SITEMAPS
from articles.views import news_sitemap, robots, sitemap_index
from cchc_portal.health import health, ready
from cchc_portal.reports import views as report_views
from cchc_portal.staff import moved
from cchc_portal.staff.comment_handling import comment_handling, comment_handling_file
from cchc_portal.staff.on_site import on_site
from cchc_portal.staff.operations import operations
from cchc_portal.staff.reminders import board as reminders
from comments.privacy.views import personal_data
from comments.reactions.rating_page import hide_reason as hide_rating_reason
from comments.reactions.rating_page import ratings
from comments.reactions.rating_page import settle as settle_ratings
from stats.public.sitemaps import StatisticsSitemap
from uploads.views import media

handler400 = "cchc_portal.serving.bad_requests.bad_request"
handler404 = "cchc_portal.serving.failures.page_not_found"
handler500 = "cchc_portal.serving.failures.server_error"

own_password = admin.site.admin_view(OwnPasswordView.as_view(site=admin.site))
SITEMAPS = ARTICLE_SITEMAPS | {"thong-ke": StatisticsSitemap}

urlpatterns = [
    path("suc-khoe/", health, name="health"),
    path("san-sang/", ready, name="ready"),
    path("quan-tri/tai-khoan/", include("accounts.urls")),
    path("quan-tri/tai-len/", include("uploads.urls")),
    path("quan-tri/video-am-thanh/", include("recordings.desk_urls")),
    path("quan-tri/binh-luan/", include("comments.queue.urls")),
    path("quan-tri/du-lieu-ca-nhan/", personal_data, name="personal_data"),
    path("quan-tri/danh-gia/", ratings, name="ratings"),
    path("quan-tri/danh-gia/de-rieng/", settle_ratings, name="settle_ratings"),
    path("quan-tri/danh-gia/gop-y/", hide_rating_reason, name="hide_rating_reason"),
    path("quan-tri/soan-thao/", include("richtext.urls")),
    path("quan-tri/toa-soan/", include("newsroom.urls")),
    path("quan-tri/ra-soat/", include("copyediting.urls")),
    path("quan-tri/thung-rac/", include("revisions.bin.urls")),
    path("quan-tri/lien-ket/", include("links.urls")),
    path("xem-truoc/", include("newsroom.preview.urls")),
    path("quan-tri/van-hanh/", operations, name="operations"),
    path("quan-tri/nhac-viec/", reminders, name="reminders"),
    path("quan-tri/thong-ke/bao-cao/", report_views.latest, name="latest_report"),
    path("quan-tri/thong-ke/bao-cao/<int:year>/", report_views.report, name="yearly_report"),
    path("quan-tri/thong-ke/bao-cao/<int:year>/<int:month>/", report_views.report, name="monthly_report"),
    path("quan-tri/thong-ke/binh-luan/", comment_handling, name="comment_handling"),
    # Before those of stats: its own address of a file takes any name.
    re_path(r"^quan-tri/thong-ke/binh-luan\.(?P<kind>csv|xlsx)$", comment_handling_file, name="comment_handling_file"),
    re_path(
        r"^quan-tri/thong-ke/(?P<table>nguoi-duyet)\.(?P<kind>csv|xlsx)$",
        comment_handling_file,
        name="comment_handling_file",
    ),
    path("", include("stats.urls")),
    *moved.paths("quan-tri/"),
    # Before the admin's own of this address, which leads to rows of every kind.
    path("quan-tri/r/<path:content_type_id>/<path:object_id>/", on_site, name="on_site"),
    # Before the admin's own page of that address, which limits no guesses.
    path("quan-tri/password_change/", own_password, name="own_password"),
    path("quan-tri/", admin.site.urls),
    path("media/<path:path>", media, name="media"),
    path("sitemap.xml", sitemap_index, {"sitemaps": SITEMAPS}, "sitemap"),
    path("sitemap-tin.xml", news_sitemap, name="news_sitemap"),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, "sitemap_section"),
    path("robots.txt", robots, name="robots"),
    path("", include("recordings.urls")),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]
