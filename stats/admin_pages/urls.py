"""Addresses of the statistics pages, in the namespace of `stats`."""

from django.urls import path, re_path

from stats.models import Dimension

from . import (
    audience,
    clicks,
    content,
    excluded,
    files,
    imports,
    keys,
    live,
    newsroom,
    overview,
    parts,
    proof,
    search,
)

BASE = "quan-tri/thong-ke/"
urlpatterns = [
    path(BASE, overview.overview, name="desk"),
    path(f"{BASE}noi-dung/", content.content, name="content"),
    path(f"{BASE}noi-dung/chuyen-muc/<int:pk>/", parts.page_of(Dimension.CATEGORY), name="category"),
    path(f"{BASE}noi-dung/tac-gia/<int:pk>/", parts.page_of(Dimension.AUTHOR), name="author"),
    path(f"{BASE}noi-dung/su-kien/<int:pk>/", parts.page_of(Dimension.EVENT), name="event"),
    path(f"{BASE}noi-dung/bai/<int:pk>/", parts.article, name="article"),
    path(f"{BASE}nguon/", audience.sources, name="sources"),
    path(f"{BASE}thiet-bi/", audience.devices, name="devices"),
    path(f"{BASE}tim-kiem/", search.searches, name="searches"),
    path(f"{BASE}bam-va-tai/", clicks.clicks, name="clicks"),
    path(f"{BASE}ban-bien-tap/", newsroom.newsroom, name="newsroom"),
    path(f"{BASE}khong-tinh/", excluded.excluded, name="left_out"),
    path(f"{BASE}dang-dien-ra/", live.live, name="live"),
    path(f"{BASE}doi-chieu/", proof.proof, name="proof"),
    path(f"{BASE}doi-chieu/<slug:day>/", proof.day, name="proof_day"),
    path(f"{BASE}nhap-so-lieu/", imports.imports, name="imports"),
    path(f"{BASE}nhap-so-lieu/<int:pk>/", imports.one, name="import"),
    path(f"{BASE}nhap-so-lieu/<int:pk>/bo/", imports.discard, name="discard_import"),
    path(f"{BASE}nhap-so-lieu/<int:pk>/hoan-tac/", imports.undo, name="undo_import"),
    path(f"{BASE}khoa/", keys.keys, name="keys"),
    path(f"{BASE}khoa/<int:pk>/thu-hoi/", keys.withdraw, name="withdraw_key"),
    re_path(rf"^{BASE}(?P<table>[a-z0-9-]+)\.(?P<kind>csv|xlsx)$", files.export, name="export"),
]
