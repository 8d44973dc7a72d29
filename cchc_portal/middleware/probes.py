"""Probes ask a process by its own address: a balancer, a monitor, in the clear and by whatever name they know."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def answer_any_name(get_response):
    """Middleware before all others: a request for health or readiness counts as one to the portal's own address,
    under HTTPS where it is. So neither the name in Host nor a missing X-Forwarded-Proto keeps the answer back. The
    client's address (REMOTE_ADDR, X-Forwarded-For) is left as it is: it decides who reads details.
    """
    probes = {reverse("health"), reverse("ready")}
    site = urlsplit(settings.SITE_URL)

    def middleware(request):
        if request.path_info in probes:
            request.META.update({"HTTP_HOST": site.netloc, "wsgi.url_scheme": site.scheme})
            if settings.SECURE_PROXY_SSL_HEADER:
                name, value = settings.SECURE_PROXY_SSL_HEADER
                request.META[name] = value
        return get_response(request)

    return middleware
