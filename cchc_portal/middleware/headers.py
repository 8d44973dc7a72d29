"""Security headers: strict for readers, as loose for the admin as its tools need."""

from csp.middleware import CSPMiddleware

ADMIN_PATH = "/quan-tri/"
# django-unfold runs Alpine.js, which evaluates attributes, and writes styles into elements.
ADMIN_NEEDS = {"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]}
# CKEditor puts handlers into attributes; of all pages only the forms with a rich text field may.
EDITOR_NEEDS = {"script-src-attr": ["'unsafe-inline'"]}

OTHER_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class PolicyMiddleware(CSPMiddleware):
    """Content-Security-Policy as the page needs it, and the other headers of the kind."""

    def process_response(self, request, response):
        for name, value in OTHER_HEADERS.items():
            response.headers.setdefault(name, value)
        return super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(ADMIN_PATH):
            parts.update = {**(parts.update or {}), **ADMIN_NEEDS, **(EDITOR_NEEDS if _has_editor(response) else {})}
        return parts


def _has_editor(response):
    context = getattr(response, "context_data", None) or {}
    return "ckeditor" in str(context.get("media", ""))
