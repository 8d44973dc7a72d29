"""Refusing NUL in requests: PostgreSQL stores none in text, and psycopg2 raises a plain ValueError."""

from django.views.defaults import bad_request

SAID_BY_PSYCOPG2 = "NUL (0x00)"


def refuse_nul_bytes(get_response):
    """Middleware: 400 in place of 500 where a view hands a NUL from an address on to a query.

    Forms and fields of ours take NULs out before; filters and look-ups of the admin do not.
    """

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        is_nul = isinstance(exception, ValueError) and SAID_BY_PSYCOPG2 in str(exception)
        return bad_request(request, exception) if is_nul else None

    middleware.process_exception = process_exception
    return middleware
