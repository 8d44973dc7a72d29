"""Ignores the encoding that a request names: browsers send UTF-8, and we read nothing else.

Django passes the name to Python, which knows encodings that are not for text ("rot13", "idna") and fails with them; a
parameter in an unknown encoding even keeps it from making a request. Both would answer 500.
"""

import re

_BOUNDARY = re.compile(r";\s*boundary=(\"[^\"]*\"|[^\s;]*)", re.IGNORECASE)


def only_utf8(application):
    """A WSGI application around `application` that gives it content types with kind and boundary alone."""

    def with_bare_content_type(environ, start_response):
        content_type = environ.get("CONTENT_TYPE", "")
        if ";" in content_type:
            boundary = _BOUNDARY.search(content_type)
            kind = content_type.partition(";")[0]
            environ["CONTENT_TYPE"] = kind + (f"; boundary={boundary[1]}" if boundary else "")
        return application(environ, start_response)

    return with_bare_content_type
