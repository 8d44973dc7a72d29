"""Security headers: strict for readers, as loose for the admin as its tools need."""

from functools import cache

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.templatetags.static import static

CSP = "Content-Security-Policy"
FOLDER_OF_READERS = "js"
ADMIN_PATH = "/quan-tri/"
# django-unfold runs Alpine.js, which evaluates attributes, and writes styles into elements.
ADMIN_NEEDS = {"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]}
# CKEditor puts handlers into attributes; of all pages only the forms with a rich text field may.
EDITOR_NEEDS = {"script-src-attr": ["'unsafe-inline'"]}

NO_SCRIPTS = "script-src 'none'"
NO_STRINGS = (
    "require-trusted-types-for 'script'; trusted-types 'none'"  # static/js/parts.js shows how pages do without
)

OTHER_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class PolicyMiddleware(CSPMiddleware):
    """Content-Security-Policy as the page needs it, and the other headers of the kind."""

    def process_response(self, request, response):
        for name, value in OTHER_HEADERS.items():
            response.headers.setdefault(name, value)
        has_its_own = CSP in response.headers
        response = super().process_response(request, response)
        if CSP in response.headers and not has_its_own and not request.path_info.startswith(ADMIN_PATH):
            is_page = response.get("Content-Type", "").startswith("text/html")
            response.headers[CSP] += f", {policy_of_readers() if is_page else NO_SCRIPTS}"
        return response

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(ADMIN_PATH):
            parts.update = {**(parts.update or {}), **ADMIN_NEEDS, **(EDITOR_NEEDS if _has_editor(response) else {})}
        return parts


@cache
def policy_of_readers():
    """A second policy for readers' pages: what it and the first one allow may load.

    /static/ also holds htmx, Alpine, jQuery and the editor, with which a piece of HTML alone does what a script does.
    The first policy says which host, this one which files: a path wants a host before it, and ours has several names.
    A folder would not do: browsers take `/static/js/..%2funfold/` for a path in it, some servers for another one.
    """
    folder = settings.BASE_DIR / "static" / FOLDER_OF_READERS
    scripts = (static(f"{FOLDER_OF_READERS}/{path.name}") for path in sorted(folder.glob("*.js")))
    return f"script-src {' '.join(f'*:*{address}' for address in scripts)}; {NO_STRINGS}"


def _has_editor(response):
    context = getattr(response, "context_data", None) or {}
    return "ckeditor" in str(context.get("media", ""))
