"""Which files of other packages are published under /static/: those that a page of ours asks for, and no others.

A script that lies there is one that a hole in a page could load, and a page that lies there (the editor brings some)
has our host's name. A package that is not named here publishes nothing.
"""

from fnmatch import fnmatchcase

from django.contrib.staticfiles.finders import AppDirectoriesFinder

# CKEditor's plugins that have files of their own and are not in `richtext.widgets.REMOVED_PLUGINS`; a test compares.
EDITOR_PLUGINS = [
    "a11yhelp", "clipboard", "dialog", "divarea", "find", "image2", "link", "lineutils", "magicline", "notification",
    "pastetools", "showblocks", "specialchar", "table", "tableselection", "tabletools", "widget",
]  # fmt: skip

PUBLISHED = {
    "admin": [
        "admin/css/autocomplete.css",
        "admin/css/vendor/select2/select2*.css",
        "admin/img/icon-viewlink.svg",
        "admin/img/icon-changelink.svg",
        "admin/img/icon-deletelink.svg",
        "admin/img/icon-addlink.svg",
        "admin/js/*.js",
    ],
    "unfold": [
        "unfold/css/*.css",
        "unfold/filters/*.js",
        "unfold/filters/*.css",
        "unfold/fonts/*.css",
        "unfold/fonts/*.woff2",
        "unfold/js/*.js",
    ],
    "ckeditor": [
        "ckeditor/ckeditor-init.js",
        "ckeditor/ckeditor.css",
        "ckeditor/fixups.js",
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor/contents.css",
        "ckeditor/ckeditor/lang/en.js",
        "ckeditor/ckeditor/lang/vi.js",
        "ckeditor/ckeditor/plugins/icons*.png",
        *(f"ckeditor/ckeditor/plugins/{plugin}/*" for plugin in EDITOR_PLUGINS),
        "ckeditor/ckeditor/skins/moono-lisa/*.css",
        "ckeditor/ckeditor/skins/moono-lisa/*.png",
        "ckeditor/ckeditor/skins/moono-lisa/*.gif",
    ],
}
# Of what the patterns above take along: for browsers of before, for other pages of Django's admin, for people.
_NEVER = [
    "*.md", "*.txt", "*.html", "*.json", "*LICENSE*", "*/dev/*", "*/samples/*", "*/tests/*",
    "*/dialog_ie*.css", "*/editor_ie*.css", "*/dialog_iequirks.css",
    "ckeditor/*/lang/[!ev]*", "admin/js/vendor/select2/i18n/[!v]*",
    "admin/js/filters.js", "admin/js/unusable_password_field.js",
    "admin/js/nav_sidebar.js", "admin/js/theme.js",
]  # fmt: skip


class PublishedFinder(AppDirectoriesFinder):
    """Django's finder of the files of packages, for those that are published."""

    def list(self, ignore_patterns):
        return ((path, storage) for path, storage in super().list(ignore_patterns) if is_published(path))

    def find_in_app(self, app, path):
        return super().find_in_app(app, path) if is_published(path) else None


def is_published(path):
    """Whether `path` (below /static/, with slashes) of a package is published."""
    path = path.replace("\\", "/")
    patterns = PUBLISHED.get(path.partition("/")[0], ())
    return _is_like(path, patterns) and not _is_like(path, _NEVER)


def _is_like(path, patterns):
    return any(fnmatchcase(path, pattern) for pattern in patterns)
