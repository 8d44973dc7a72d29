from importlib import import_module

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "Bình luận"

    def ready(self):
        import_module("comments.notifications")  # listens to what happens to comments
