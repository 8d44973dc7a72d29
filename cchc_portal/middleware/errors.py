"""Nobody keeps an answer that says that something is not there, or cannot be done.

A browser keeps some of them on its own: 410 for ever, 404, 405 and 414 for a while, unless it is told otherwise. What
was withdrawn or binned comes back, and a reader who once came in vain would see for ever that it is gone.
"""

from http import HTTPStatus

CACHE_CONTROL = "private, no-cache"
NOT_KEPT = ("no-cache", "no-store")


def keep_no_error(get_response):
    """Middleware, outside of all others: a page of an error is asked for again each time, whoever has made it."""

    def middleware(request):
        response = get_response(request)
        said = response.get("Cache-Control", "")
        if response.status_code >= HTTPStatus.BAD_REQUEST and not any(word in said for word in NOT_KEPT):
            response["Cache-Control"] = CACHE_CONTROL
            del response["Expires"]
        return response

    return middleware
