"""What lies under /static/: our own files, and of other packages those that a page asks for."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles.finders import find, get_finders
from django.template.utils import get_app_template_dirs
from whitenoise.middleware import WhiteNoiseMiddleware

from cchc_portal.middleware.headers import NO_STRINGS, policy_of_readers
from cchc_portal.middleware.static_policy import STATIC_POLICY
from cchc_portal.serving.static_finder import EDITOR_PLUGINS, PUBLISHED
from richtext import widgets
from tools.rooms import PROJECT

EXTENDS = re.compile(r"""extends ["']([^"']+)["']""")
STATIC_TAG = re.compile(r"""static ["']([^"']+)["']""")
# Pages of Django that have no address here.
NO_PAGES_OF_OURS = ("registration/", "gis/", "django/", "axes/", "post_office/", "debug/")
OWN = {path.name for path in (PROJECT / "static").iterdir()}
PLUGINS = "ckeditor/ckeditor/plugins/"


def published():
    """{path: file} of all that `collectstatic` copies."""
    return {path: Path(storage.path(path)) for finder in get_finders() for path, storage in finder.list([])}


def templates():
    """The text of each template that Django would find, ours before those of packages; with the text of the next one
    of that name where it extends that.
    """
    found = {}
    for folder in [PROJECT / "templates", *map(Path, get_app_template_dirs("templates"))]:
        for path in folder.rglob("*.html"):
            name = str(path.relative_to(folder))
            if not name.startswith(NO_PAGES_OF_OURS) and (name not in found or is_extended(name, found[name])):
                found[name] = path.read_text(encoding="utf-8") + found.get(name, "")
    return found


def is_extended(name, text):
    """Whether the template `name` of this `text` goes on with the next one of its own name."""
    return EXTENDS.findall(text)[:1] == [name]


def files_of_forms():
    """The files that the admin's lists, forms and inlines load in addition."""
    forms = [*admin.site._registry.values()]
    forms += [inline(model, admin.site) for model, page in admin.site._registry.items() for inline in page.inlines]
    fields = [field for page in forms for field in getattr(page.form, "base_fields", {}).values()]
    for media in [
        *(page.media for page in forms),
        *(field.widget.media for field in fields),
        widgets.RichTextWidget().media,
    ]:
        for part in [*media._js, *(path for paths in media._css.values() for path in paths)]:
            path = getattr(part, "path", None) or getattr(part, "src", None) or str(part)
            yield path.removeprefix(settings.STATIC_URL)


def test_every_file_that_a_page_names_is_published():
    named = {name for text in templates().values() for name in STATIC_TAG.findall(text)} | set(files_of_forms())

    assert [name for name in sorted(named) if "://" not in name and not find(name)] == []


@pytest.mark.parametrize("name", ["admin/delete_confirmation.html", "admin/delete_selected_confirmation.html"])
def test_a_page_that_goes_on_with_the_one_of_a_package_names_its_files_too(name):
    assert "admin/js/cancel.js" in STATIC_TAG.findall(templates()[name])


def test_every_published_file_of_another_package_is_asked_for_by_something():
    files = {path: file for path, file in published().items() if path.split("/")[0] not in OWN}
    python = [path for name in ("unfold", "django/contrib/admin", "ckeditor") for path in sources_of(name)]
    texts = [file.read_text(encoding="utf-8") for path, file in files.items() if file.suffix in {".js", ".css"}]
    words = "\n".join([*templates().values(), *texts, *(path.read_text(encoding="utf-8") for path in python)])

    unused = [path for path in files if not path.startswith("ckeditor/ckeditor/") and not is_named(path, words)]

    assert unused == []
    assert {path.split("/")[0] for path in files} == set(PUBLISHED)


def sources_of(package):
    root = Path(admin.__file__).parents[3] / package
    return root.rglob("*.py")


def is_named(path, words):
    """Whether a page names the file: with or without ".min", as in production and development, or by a language."""
    stem, _, end = path.rpartition("/")[2].replace(".min.", ".").rpartition(".")
    shapes = ("{}.{}", "{}.min.{}", "{}%s.{}", "{}{{extra}}.{}")
    return "/i18n/" in path or any(shape.format(stem, end) in words for shape in shapes)


def test_of_the_editor_there_are_the_plugins_that_it_may_load():
    folders = {path.removeprefix(PLUGINS).split("/")[0] for path in published() if path.startswith(PLUGINS)}
    loaded = {word for plugin in EDITOR_PLUGINS for word in [plugin]}

    assert not loaded & set(widgets.REMOVED_PLUGINS)
    assert {name for name in folders if "." not in name} <= loaded


@pytest.mark.parametrize(
    "path",
    [
        "ckeditor/ckeditor/plugins/preview/preview.html",
        "ckeditor/ckeditor/plugins/wsc/dialogs/tmpFrameset.html",
        "ckeditor/ckeditor/plugins/exportpdf/tests/manual/integration.html",
        "ckeditor/ckeditor/plugins/iframe/dialogs/iframe.js",
        "ckeditor/ckeditor/adapters/jquery.js",
        "ckeditor/ckeditor/build-config.js",
        "ckeditor/ckeditor/README.md",
        "ckeditor/galleriffic/js/jquery-1.3.2.js",
        "django_htmx/htmx-2.js",
        "unfold/forms/js/trix/trix.js",
        "admin/js/vendor/select2/i18n/ru.js",
    ],
)
def test_what_nobody_uses_is_not_published(path):
    assert find(path) is None
    assert path not in published()


def test_nothing_published_is_a_page():
    assert not [path for path in published() if path.endswith((".html", ".htm", ".xml", ".md", ".swf", ".php"))]


class TestPolicies:
    @pytest.fixture
    def answer(self, settings, rf):
        settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
        serve = WhiteNoiseMiddleware(lambda request: None)
        return lambda path: serve(rf.get(path))

    @pytest.mark.parametrize("path", ["/static/img/icons.svg", "/static/js/site.js", "/static/unfold/js/htmx/htmx.js"])
    def test_a_static_file_carries_a_policy_of_its_own(self, answer, path):
        file = answer(path)
        with closing(file.file_to_stream):
            assert file["Content-Security-Policy"] == STATIC_POLICY

    @pytest.mark.parametrize(
        "path", ["/static/js/..%2funfold/js/htmx/htmx.js", "/static/js/../unfold/js/htmx/htmx.js"]
    )
    def test_no_path_leads_out_of_the_readers_folder(self, answer, path):
        assert answer(path) is None

    def test_readers_pages_load_each_script_of_their_folder_and_no_other(self, client, db):
        own, readers = client.get("/")["Content-Security-Policy"].split(", ")

        names = re.findall(r"\*:\*/static/js/([\w-]+)\.js", readers)
        assert "script-src 'self'" in own
        assert readers == policy_of_readers()
        assert sorted(names) == sorted(path.stem for path in (PROJECT / "static/js").glob("*.js"))
        assert readers.endswith(NO_STRINGS)

    @pytest.mark.parametrize("path", ["/rss/", "/robots.txt", "/sitemap.xml"])
    def test_what_is_no_page_loads_no_script(self, client, db, path):
        assert client.get(path)["Content-Security-Policy"].endswith(", script-src 'none'")

    @pytest.mark.parametrize("path", ["/khong-co/", "/binh-luan/1/", "/hoi-dap/tra-cuu/", "/tim-kiem/?q=a"])
    def test_answers_of_each_kind_have_it(self, client, db, path):
        assert policy_of_readers() in client.get(path)["Content-Security-Policy"]

    def test_readers_scripts_make_no_markup_of_strings(self):
        sinks = re.compile(
            r"innerHTML|outerHTML|insertAdjacentHTML|DOMParser|document\.write|\beval\b|new Function|srcdoc|setHTML"
        )
        scripts = (PROJECT / "static/js").glob("*.js")

        assert not [path.name for path in scripts if sinks.search(path.read_text(encoding="utf-8"))]
