"""Compression of answers that the page cache does not keep: searches, forms, the admin."""

from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml", "image/svg+xml")


class TextCompression(GZipMiddleware):
    """Text only. Pictures and documents are compressed already: gzip would make them longer, take away their length
    (so no progress is shown, no download resumed) and cost a worker's time.
    """

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
