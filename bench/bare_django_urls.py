"""The address `/bai-viet/<anything>-<pk>/` with the simplest Django view that answers it."""

from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from articles.models import Article

PAGE = Engine().from_string("""<!DOCTYPE html>
<html lang="vi"><head><title>{{ article.title }}</title></head>
<body><h1>{{ article.title }}</h1><p>{{ article.summary }}</p>{{ article.body|safe }}</body></html>""")


def article(request, address):
    row = Article.objects.only("title", "summary", "body").get(pk=address.rpartition("-")[2])
    return HttpResponse(PAGE.render(Context({"article": row})))


urlpatterns = [path("bai-viet/<slug:address>/", article)]
