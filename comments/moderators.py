"""Who moderates."""

from django.contrib.auth import get_user_model

MODERATES = "comments.change_comment"


def moderators(**options):
    """Who may decide about comments; `options` as `with_perm` takes them. One query."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return get_user_model().objects.with_perm(MODERATES, backend=backend, **options).filter(is_staff=True)
