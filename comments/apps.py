from importlib import import_module

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = "Bình luận"

    def ready(self):
        for listener in ("notifications", "questions"):  # they listen to what happens to comments
            import_module(f"comments.{listener}")
