"""The Content-Security-Policy of each answer: strict for readers, as loose as its tools need for the desk."""

from csp.middleware import CSPMiddleware

DESK = "/quan-tri/"
# django-unfold runs Alpine.js, which evaluates attributes, and writes styles into elements.
DESK_NEEDS = {"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]}
# CKEditor puts handlers into attributes; of all pages only the forms with a rich text field may.
EDITOR_NEEDS = {"script-src-attr": ["'unsafe-inline'"]}


class PolicyMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(DESK):
            has_editor = getattr(response, "context_data", None) and "ckeditor" in str(
                response.context_data.get("media", "")
            )
            parts.update = {**(parts.update or {}), **DESK_NEEDS, **(EDITOR_NEEDS if has_editor else {})}
        return parts
