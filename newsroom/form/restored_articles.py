"""Bringing back a revision of an article: by the rules and rights of publishing (articles/workflow.py)."""

from django.utils import timezone

from articles import workflow
from revisions.admin import KeepsRevisions

# Readers are told when one of these changes ("Cập nhật").
PUBLIC_FIELDS = {"title", "summary", "body", "cover", "cover_caption", "byline", "source"}


class RestoresArticles(KeepsRevisions):
    """An article keeps its state and its moments, whatever the revision had; its number of saves goes on, so that a
    form that somebody has open is refused as stale.
    """

    def refusals_of_restored(self, request, article):
        """What readers would miss, of an article that they see now or by schedule."""
        return workflow.open_points(article) if article.status == workflow.PUBLISHED else []

    def save_restored(self, request, article):
        before = type(article).objects.only(*PUBLIC_FIELDS).get(pk=article.pk)
        names = [article._meta.get_field(name).attname for name in PUBLIC_FIELDS]
        is_public = article.status == workflow.PUBLISHED
        if is_public and any(getattr(before, name) != getattr(article, name) for name in names):
            article.revised_at = timezone.now()
        article.edition += 1
        article.saved_by = request.user
        workflow.move(article, article.status, by=request.user, source=article.status)
