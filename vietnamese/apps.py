from django.apps import AppConfig


class VietnameseConfig(AppConfig):
    """No models: the app exists so that templates may load `vietnamese_format`."""

    name = "vietnamese"
    verbose_name = "Tiếng Việt"
