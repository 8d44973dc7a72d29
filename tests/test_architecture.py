"""The house as tests: what may import what, where HTML is trusted, how large a file grows."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

LAYERS = [
    {"vietnamese", "database"},
    {"accounts", "mailing", "uploads", "richtext"},
    {"articles", "layout"},
    {"comments", "stats"},
    {"cchc_portal"},
]
LAYER_OF = {package: number for number, packages in enumerate(LAYERS) for package in packages}


def python_files(package):
    return [path for path in (PROJECT / package).rglob("*.py") if "migrations" not in path.parts]


def imported_packages(path):
    """The top-level names that `path` imports absolutely."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


def imported_modules(path):
    """All that `path` imports, each as one dotted name: `comments.models.Comment`, `._first_rules.default_rules`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            yield from (f"{start}.{alias.name}" if node.module else start + alias.name for alias in node.names)


def is_frozen(module):
    """Whether a migration may import `module`: of the project a field, or a copy beside it that nothing changes."""
    package, _, rest = module.partition(".")
    return rest.startswith("_") if not package else package not in LAYER_OF or rest.partition(".")[0] == "fields"


def test_packages_import_only_lower_layers():
    wrong = [
        f"{path.relative_to(PROJECT)} imports {other}"
        for package, layer in LAYER_OF.items()
        for path in python_files(package)
        for other in imported_packages(path)
        if other in LAYER_OF and other != package and LAYER_OF[other] >= layer
    ]

    assert not wrong, "\n".join(wrong)


def test_every_package_has_its_layer():
    packages = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests", "bench", "tools"}

    assert packages == set(LAYER_OF)


def test_migrations_import_nothing_that_changes():
    """Whoever runs them in ten years must get what they gave on the day that they were written."""
    wrong = [
        f"{path.relative_to(PROJECT)} imports {module}"
        for package in LAYER_OF
        for path in (PROJECT / package).glob("migrations/*.py")
        for module in imported_modules(path)
        if not is_frozen(module)
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("line", "frozen"),
    [
        ("from vietnamese.fields import CleanTextField", True),
        ("import stats.fields", True),
        ("from django.db import models", True),
        ("from ._first_rules import default_rules", True),
        ("from . import _first_rules", True),
        ("import layout.models", False),
        ("from comments import moderation", False),
        ("from comments.working_time import add_hours", False),
        ("from ..models import Comment", False),
        ("from .. import models", False),
        ("from .working_time import add_hours", False),
    ],
)
def test_an_import_of_a_migration_is_known_as_frozen_or_not(tmp_path, line, frozen):
    migration = tmp_path / "0001_initial.py"
    migration.write_text(line, encoding="utf-8")

    assert [is_frozen(module) for module in imported_modules(migration)] == [frozen]


def test_no_living_code_imports_what_migrations_froze():
    living = [
        f"{path.relative_to(PROJECT)} imports {module}"
        for package in LAYER_OF
        for path in python_files(package)
        for module in imported_modules(path)
        if "migrations" in module.split(".")
    ]

    # Django's own `django.db.migrations` is no migration.
    assert not [line for line in living if "django.db.migrations" not in line]


def test_the_ground_has_no_models():
    assert not (PROJECT / "vietnamese" / "models.py").exists()


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{path.relative_to(PROJECT)}:{inner.lineno}"
        for package in LAYER_OF
        for path in python_files(package)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name != "ready"
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]

    assert not hidden, "\n".join(hidden)


def test_templates_trust_no_text():
    """Rich text comes as a safe string from its model; a template never vouches for anything."""
    trusting = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text(encoding="utf-8"))
    ]

    assert not trusting


def test_public_templates_hold_no_inline_style_or_handler():
    inline = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if not {"admin", "unfold", "mailing"} & set(path.parts)
        and re.search(r"\sstyle=|\son[a-z]+=\"", path.read_text(encoding="utf-8"))
    ]

    assert not inline


@pytest.mark.parametrize("pattern", ["*.py", "*.css", "*.js", "*.html"])
def test_no_file_outgrows_its_room(pattern):
    long = [
        f"{path.relative_to(PROJECT)}: {lines}"
        for folder in [*LAYER_OF, "templates", "static"]
        for path in (PROJECT / folder).rglob(pattern)
        if "vendor" not in path.parts and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    ]

    assert not long, "\n".join(long)


def test_no_page_asks_a_third_party():
    """Addresses outside are for links that a reader follows, never for what a page loads by itself."""
    loaded = re.compile(r"""(?:src|srcset|action|poster)\s*=\s*["']?(?:https?:)?//|url\(["']?(?:https?:)?//""")
    asking = [
        str(path.relative_to(PROJECT))
        for folder in ("templates", "static")
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in {".html", ".css", ".js"} and loaded.search(path.read_text(encoding="utf-8"))
    ]

    assert not asking
