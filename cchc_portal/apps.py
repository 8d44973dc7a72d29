from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import m2m_changed, post_delete, post_save

from database.connections import close_with_thread
from database.limits import limit_statements
from database.moments import read_all_moments

from .serving import content_version


class PortalConfig(AppConfig):
    name = "cchc_portal"
    verbose_name = "Trang tin"

    def ready(self):
        connection_created.connect(close_with_thread)
        connection_created.connect(limit_statements)
        connection_created.connect(read_all_moments)
        _watch_content()


def _watch_content():
    """Connect to the signals of everything that readers see, so that cached pages are rendered again when it changes.

    Not to those of what readers do not see (a comment that waits, a picture that was only uploaded); nor to each
    rating, which may wait for a minute: only to what an editor takes in or leaves out.
    """
    seen_by_readers = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("layout").get_models()]
    seen_by_readers += [apps.get_model("recordings.Recording"), apps.get_model("comments.Policy")]
    seen_by_readers += [apps.get_model("comments.CommentMode")]
    for model in seen_by_readers:
        post_save.connect(_content_changed, sender=model)
        post_delete.connect(_content_changed, sender=model)
        for relation in model._meta.local_many_to_many:
            m2m_changed.connect(_content_changed, sender=relation.remote_field.through)
    image = apps.get_model("uploads.Image")
    post_save.connect(_image_saved, sender=image)
    post_delete.connect(_content_changed, sender=image)
    post_save.connect(_comment_moved, sender=apps.get_model("comments.CommentEvent"))
    post_delete.connect(_content_changed, sender=apps.get_model("comments.Comment"))
    post_save.connect(_rating_settled, sender=apps.get_model("comments.Rating"))

    post_save.connect(_figures_imported, sender=apps.get_model("stats.FigureImport"))

    articles = apps.get_model("articles.Article").objects.released()
    content_version.watch_moments(articles, "published_at", "expires_at")
    content_version.watch_moments(apps.get_model("articles.Event").objects.all(), "starts_at", "ends_at")
    content_version.watch_moments(apps.get_model("layout.Banner").objects.all(), "starts_at", "ends_at")


def _content_changed(**kwargs):
    content_version.advance()


def _image_saved(created, **kwargs):
    if not created:
        content_version.advance()


def _rating_settled(update_fields, **kwargs):
    if update_fields == {"standing"}:
        content_version.advance()


def _comment_moved(instance, **kwargs):
    if instance.is_seen_by_readers:
        content_version.advance()


def _figures_imported(instance, **kwargs):
    """Totals of old days change by an import and by its undoing alone, not by a file that waits."""
    if instance.added_at:
        content_version.advance()
