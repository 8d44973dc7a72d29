"""What every template may ask for."""

from django.conf import settings


def site_url(request):
    """`SITE_URL`: scheme and host of the public address, without a slash at the end."""
    return {"SITE_URL": settings.SITE_URL}
