"""Every view whose work is dear has a kind with places of its own (cchc_portal/serving/kinds.py)."""

import ast
import inspect

import pytest
from django.contrib import admin
from django.db.models import FileField
from django.urls import get_resolver

from cchc_portal.serving import kinds
from cchc_portal.serving.kinds import ADMIN, FILE, KINDS, LIVENESS, PAGE, kind_of
from tools.rooms import LAYER_OF, modules_of

# What is dear: where it is defined, or by what name it is called on something.
DEAR_MODULES = {"articles.search.query", "comments.posting.challenge"}
DEAR_FUNCTIONS = {
    ("uploads.images", "store_image"),
    ("uploads.images", "take_in"),
    ("richtext.legacy_fonts", "convert"),
    ("comments.questions.views", "LookUpForm"),
}
DEAR_METHODS = {
    *{"check_password", "set_password", "make_password", "authenticate"},
    *{"thread", "page_of"},  # of comments
}
NOT_FOLLOWED = {("accounts.models", "User")}  # has the methods; the test finds their callers
# Django's own views and forms, which hash.
DEAR_CLASSES = {"PasswordChangeView", "LoginView", "AuthenticationForm", "PasswordChangeForm", "SetPasswordForm"}


def views(resolver=None, namespaces=()):
    """(name, callback) of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from views(pattern, inner)
        elif pattern.name:
            yield ":".join([*namespaces, pattern.name]), pattern.callback


class Sources:
    """Which definitions of the project use which others, by their names; of types it knows nothing."""

    def __init__(self, sources):
        self.definitions = {}  # (module, name) → node
        self.imported = {}  # (module, name) → (module, name)
        self._used = {}
        for module, (text, is_package) in sources.items():
            self._read(module, ast.parse(text), is_package)

    def _read(self, module, tree, is_package):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                folder = module.split(".") if is_package else module.split(".")[:-1]
                base = folder[: len(folder) - node.level + 1] if node.level else []
                origin = ".".join([*base, *(node.module or "").split(".")]).strip(".")
                for alias in node.names:
                    self.imported[module, alias.asname or alias.name] = origin, alias.name
        for node in tree.body:
            for name in [getattr(node, "name", None), *_assigned(node)]:
                if name:
                    self.definitions[module, name] = node

    def dear_work_of(self, module, name):
        """The dear work that the definition reaches, as text."""
        found, seen, waiting = set(), set(), [(module, name)]
        while waiting:
            module, name = here = self._origin(*waiting.pop())
            if here in seen or here in NOT_FOLLOWED:
                continue
            seen.add(here)
            if module in DEAR_MODULES or here in DEAR_FUNCTIONS or name in DEAR_CLASSES:
                found.add(".".join(here))
                continue
            if here not in self._used:
                self._used[here] = self._used_by(module, self.definitions.get(here, ast.Pass()))
            definitions, methods = self._used[here]
            waiting += definitions
            found |= methods
        return found

    def _used_by(self, module, node):
        """(what it names, the dear methods that it calls)."""
        definitions, methods = [], set()
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                definitions.append((module, part.id))
            elif isinstance(part, ast.Attribute):
                methods |= {part.attr} & DEAR_METHODS
                if isinstance(part.value, ast.Name):
                    definitions += self._in_module(module, part)
        return definitions, methods

    def _in_module(self, module, node):
        """What `serving.serve` names, where `serving` is a module."""
        origin, name = self.imported.get((module, node.value.id), ("", ""))
        if origin and (origin, name) not in self.definitions:
            yield f"{origin}.{name}".strip("."), node.attr

    def _origin(self, module, name):
        while (module, name) in self.imported:
            module, name = self.imported[module, name]
        return module, name


def _assigned(node):
    return [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]


@pytest.fixture(scope="module")
def sources():
    modules = [module for package in LAYER_OF for module in modules_of(package)]
    return Sources({module.name: (module.path.read_text(), module.is_package) for module in modules})


def dear_work(sources, callback):
    view = inspect.unwrap(getattr(callback, "view_class", callback))
    view = view if hasattr(view, "__qualname__") else type(view)
    return sources.dear_work_of(view.__module__, view.__qualname__.split(".")[0])


def has_places(name):
    kind = KINDS.get(name)
    return any(each.at_once for each in (kind.values() if isinstance(kind, dict) else [kind] if kind else []))


def test_every_view_with_dear_work_has_places_of_its_own(sources):
    wrong = {
        name: work
        for name, callback in views()
        if not callback.__module__.startswith(("django.", "unfold."))
        and not has_places(name)
        # An article's page shows the first page of its thread, and is kept.
        and (work := dear_work(sources, callback))
    }

    assert wrong == {}


def test_the_search_for_them_finds_those_that_have_places(sources):
    found = {name for name, callback in views() if dear_work(sources, callback)}

    assert found >= {"articles:search", "comments:thread", "comments:comment", "comments:look_up", "uploads:image"}
    assert found >= {"richtext:unicode"}


@pytest.mark.parametrize(
    "text",
    [
        "def view(request):\n    user.check_password(request.POST['p'])",
        "def helper():\n    auth.authenticate()\ndef view(r):\n    helper()",
        "from uploads import images\ndef view(r):\n    images.store_image(r)",
        "from uploads.images import store_image as keep\ndef view(r):\n    Later(r)\nclass Later:\n    work = keep",
        "from articles.forms import SearchForm\ndef view(r):\n    return SearchForm(r)",
        "from django.contrib.auth.views import LoginView\nclass view(LoginView):\n    pass",
    ],
)
def test_a_new_view_with_dear_work_is_found(sources, text):
    planted = Sources({"planted": (text, False)})
    planted.definitions |= sources.definitions
    planted.imported |= sources.imported

    assert planted.dear_work_of("planted", "view")


def test_a_view_without_dear_work_is_not_found(sources):
    assert sources.dear_work_of("articles.views", "site_map") == set()


def test_forms_of_the_admin_that_take_files_or_passwords_have_places():
    wrong = []
    for model, model_admin in admin.site._registry.items():
        inline_models = [inline.model for inline in model_admin.inlines]
        fields = [field for each in (model, *inline_models) for field in each._meta.fields]
        takes_files = any(isinstance(field, FileField) for field in fields)
        takes_upload = "upload" in getattr(model_admin.form, "base_fields", {})
        if takes_files or takes_upload:
            base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            wrong += [name for name in (f"{base}_add", f"{base}_change") if not has_places(name)]

    assert wrong == []


def test_the_table_names_views_that_there_are():
    assert set(KINDS) - {name for name, _ in views()} == set()


@pytest.mark.parametrize(
    ("path", "method", "kind"),
    [
        ("/", "GET", PAGE),
        ("/khong-co-trang-nay/", "GET", PAGE),
        ("/quan-tri/articles/category/", "GET", ADMIN),
        ("/quan-tri/articles/article/", "GET", kinds.ADMIN_SEARCH),
        ("/quan-tri/khong-co-trang-nay/", "GET", ADMIN),
        ("/quan-tri/login/", "GET", kinds.SIGN_IN_PAGE),
        ("/quan-tri/login/", "POST", kinds.PASSWORD),
        ("/quan-tri/password_change/", "POST", kinds.PASSWORD),
        ("/binh-luan/5/", "GET", kinds.COMMENT_FORM),
        ("/binh-luan/5/", "HEAD", kinds.COMMENT_FORM),
        ("/binh-luan/5/?phan=1", "GET", kinds.COMMENT_FORM),
        ("/binh-luan/5/?trang=2", "GET", kinds.THREAD),
        ("/binh-luan/5/?sap_xep=moi-nhat&phan=1", "GET", kinds.THREAD),
        ("/binh-luan/5/6/", "GET", kinds.THREAD),
        ("/binh-luan/5/", "POST", kinds.POSTING),
        ("/binh-luan/5/", "DELETE", PAGE),
        ("/tim-kiem/", "HEAD", kinds.SEARCH),
        ("/static/css/site.css", "GET", FILE),
        ("/media/anh/a.webp", "GET", FILE),
        ("/suc-khoe/", "GET", LIVENESS),
        ("/" + "a" * 5000, "GET", PAGE),
        ("/\x00\ud800", "GET", PAGE),
    ],
)
def test_the_kind_of_a_request(path, method, kind):
    path, _, query = path.partition("?")

    assert kind_of(path, method, query) is kind
