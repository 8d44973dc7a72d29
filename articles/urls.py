from django.urls import path

from . import feeds, usual_names, views

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("bai-viet/<slug:slug>-<int:pk>/", views.article_detail, name="detail"),
    path("chuyen-muc/<slug:slug>/", views.category, name="category"),
    path("su-kien/", views.event_list, name="event_list"),
    path("su-kien/<slug:slug>/", views.event, name="event"),
    path("tac-gia/<slug:slug>/", views.byline, name="byline"),
    path("the/<slug:slug>/", views.tag, name="tag"),
    path("trang/<slug:slug>/", views.page, name="page"),
    path("tim-kiem/", views.search_page, name="search"),
    path("rss/", feeds.NewestRss(), name="feed"),
    path("rss/<slug:slug>/", feeds.category_rss, name="category_feed"),
    path("atom/", feeds.NewestAtom(), name="atom"),
    path("tu-viet-tat/", views.glossary, name="glossary"),
    path("tu-viet-tat/tim/", views.glossary_search, name="glossary_search"),
    path("so-do-trang/", views.site_map, name="site_map"),
    *usual_names.urlpatterns,
]
