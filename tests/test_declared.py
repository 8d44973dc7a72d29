"""Results are declared: functions between packages are typed, templates get dataclasses, no row gets an attribute."""

import tomllib
from textwrap import dedent

import pytest
from django.apps import apps

from tests.sources import attributes_set, functions_of, results_declared
from tools.rooms import LAYER_OF, PROJECT, imports_in, modules_of

# Attributes that this code sets on objects of others, by the owner of the objects.
KNOWN = {
    "a user, as Django's login wants it": {"backend"},
    "a form field or widget": {"attrs", "choices", "queryset", "widget"},
    "a page of a list": {"notice"},
    "Django's connection, app or middleware": {
        "health_check_done",
        "process_exception",
        "process_view",
    },
    "a copy of a request": {"_dont_enforce_csrf_checks", "method", "path", "path_info", "POST"},
    "an address of the admin": {"callback"},
    "a policy of django-csp": {"update"},
    "an element of lxml or of richtext.tree": {"children", "tag", "tail", "text"},
    "a picture of Pillow": {"info"},
    "an option of Pillow or pillow-heif": {
        *{"AUX_IMAGES", "DECODE_THREADS", "DEFAULT_MAX_THREADS", "DEPTH_IMAGES", "MAX_IMAGE_PIXELS", "THUMBNAILS"},
    },
    "a parser of expat": {
        *{"buffer_size", "buffer_text", "CharacterDataHandler", "EndElementHandler", "EntityDeclHandler"},
        *{"StartDoctypeDeclHandler", "StartElementHandler"},
    },
    "an object of the same module, whose class declares it": {
        *{"answer", "has_result", "is_capped", "is_done", "members", "pks", "unpacked", "was_asked"},
        *{"brand", "codecs", "handler", "is_elsewhere"},
    },
}
# Fields that clean what is stored: the name of the attribute is that of the field.
CLEANING = {"vietnamese.fields", "vietnamese.order", "richtext.fields"}
PAIRS = [(module, module.path.read_text(encoding="utf-8")) for package in LAYER_OF for module in modules_of(package)]
SOURCES = {module.name: source for module, source in PAIRS}
MODULES = {module.name: module for module, _ in PAIRS}


def is_checked(module):
    """Whether mypy reports what is wrong in `module`: `files` of pyproject.toml names it or a folder above it."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    path = MODULES[module].path
    return any(path.is_relative_to(PROJECT / named) for named in settings["tool"]["mypy"]["files"])


def functions_that_cross(sources):
    """`{(module, function): package that imports it}`; a URL map may name views, which Django calls and nobody else.

    A module that is imported whole counts with all functions that the importing module names.
    """
    functions = {name: functions_of(source) for name, source in sources.items()}
    found = {}
    for importer, source in sources.items():
        package, _, room = importer.partition(".")
        if room == "urls":
            continue
        for name in imports_in(source, importer):
            module, _, function = name.rpartition(".")
            if name.partition(".")[0] == package:
                continue
            if function in functions.get(module, ()):
                found[module, function] = package
            for whole in functions.get(name, ()):
                if f".{whole}" in source:
                    found[name, whole] = package
    return found


def test_mypy_checks_every_function_that_another_package_imports():
    crossing = functions_that_cross(SOURCES)

    assert crossing
    assert not sorted({module for module, _ in crossing if not is_checked(module)})


def test_a_function_that_crosses_is_found_by_its_name_or_by_its_module():
    sources = {
        "stats.spool": "def load(): ...\ndef empty(): ...",
        "stats.views": "from stats.spool import empty\ndef page(): ...",
        "cchc_portal.worker": "from stats import spool\nspool.load()",
        "cchc_portal.health": "from stats.spool import empty",
        "cchc_portal.urls": "from stats.views import page",
    }

    assert set(functions_that_cross(sources)) == {("stats.spool", "load"), ("stats.spool", "empty")}


def test_mypy_checks_every_module_that_declares_a_result():
    declaring = {name for name, source in SOURCES.items() if results_declared(source)}

    assert declaring
    assert not sorted(name for name in declaring if not is_checked(name))


@pytest.mark.parametrize(
    "source",
    [
        "@dataclass\nclass Row: ...",
        "@dataclass(frozen=True)\nclass Row: ...",
        "@dataclasses.dataclass(slots=True)\nclass Row: ...",
        "class Row(NamedTuple): ...",
        "class Row(typing.NamedTuple): ...",
    ],
)
def test_a_declared_result_is_seen(source):
    assert [name for _, name in results_declared(source)] == ["Row"]


def test_nothing_is_pinned_onto_rows_requests_or_forms():
    fields = {
        name
        for model in apps.get_models()
        if model._meta.app_label in LAYER_OF
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
    }
    known = fields.union(*KNOWN.values())

    pinned = [
        f"{MODULES[name].path.relative_to(PROJECT)}:{line} {attribute}"
        for name, source in SOURCES.items()
        for line, attribute in attributes_set(source)
        if attribute not in (known | {"setattr"} if name in CLEANING else known)
    ]

    assert not pinned, "\n".join(pinned)


def test_every_known_attribute_is_still_set_somewhere():
    set_somewhere = {attribute for source in SOURCES.values() for _, attribute in attributes_set(source)}

    assert set().union(*KNOWN.values()) <= set_somewhere


@pytest.mark.parametrize(
    ("source", "attribute"),
    [
        ("article.policy = policy", "policy"),
        ("row.answers += [answer]", "answers"),
        ("article.policy: Policy = policy", "policy"),
        ("row.late, row.place = True, 1", "place"),
        ("for row.place in places: ...", "place"),
        ("with opened() as row.file: ...", "file"),
        ("rows[0].policy = policy", "policy"),
        ("self.instance.policy = policy", "policy"),
        ('setattr(row, "place", 1)', "setattr"),
        ("from types import SimpleNamespace", "SimpleNamespace"),
        ("row = types.SimpleNamespace(place=1)", "SimpleNamespace"),
    ],
)
def test_an_attribute_that_is_set_is_seen(source, attribute):
    assert attribute in {name for _, name in attributes_set(source)}


def test_an_attribute_that_is_read_or_ones_own_is_passed_over():
    source = dedent("""
        class Page:
            number = 1
            def __init__(self, row):
                self.row = row
                self.place, self.late = row.place, getattr(row, "late")
            @classmethod
            def of(cls, row):
                cls.last = row.place
        page = Page(row)
        place: int = page.place
    """)

    assert not attributes_set(source)
