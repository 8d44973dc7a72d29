"""Whether a line of a text is a byline: the editor asks which short lines name authors whom the portal has."""

from http import HTTPStatus

from django.http import JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.bylines import names_in_byline
from articles.models import Author
from newsroom.answers import sentence_of
from vietnamese.slugs import slugify

MOST_LINES = 8  # static/richtext/repeated_lines.js asks about the edges of a text alone
LONGEST_LINE = 120
NO_RIGHT = "Tài khoản của bạn không được viết bài nên không hỏi tên tác giả được. Xin hỏi quản trị web."


class KnowsAuthors:
    """For the ModelAdmin of articles."""

    def get_urls(self):
        view = require_safe(never_cache(self.admin_site.admin_view(self.known_authors_view)))
        return [path("tac-gia-da-co/", view, name="articles_article_known_authors"), *super().get_urls()]

    def known_authors_view(self, request):
        """{"known": those of the lines `dong` that name nobody but authors whom the portal has}. One query."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            return sentence_of("no_right", NO_RIGHT, HTTPStatus.FORBIDDEN)
        lines = [line for line in request.GET.getlist("dong")[:MOST_LINES] if len(line) <= LONGEST_LINE]
        slugs = {line: {slugify(name) for name in names_in_byline(line)} for line in lines}
        known = set(Author.objects.filter(slug__in=set().union(*slugs.values())).values_list("slug", flat=True))
        return JsonResponse({"known": [line for line in lines if slugs[line] and slugs[line] <= known]})
