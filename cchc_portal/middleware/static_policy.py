"""The policy of files under /static/: none of them is a page, though a browser opens a picture in SVG as one."""

STATIC_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


def guard_static_file(headers, path, url):
    """What WhiteNoise adds to each answer (WHITENOISE_ADD_HEADERS_FUNCTION)."""
    headers["Content-Security-Policy"] = STATIC_POLICY
