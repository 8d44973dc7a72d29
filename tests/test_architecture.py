"""The architecture as tests: what may import what, what a page asks for, how large a file grows."""

import ast
import re
from functools import partial
from textwrap import dedent

import pytest
from django.apps import apps

from tests.sources import hidden_imports, imports_by_name, models_used, signals_used, tables_named
from tools.rooms import BESIDE, LAYER_OF, LAYERS, OUTSIDE, PROJECT, modules_of, upward, upward_arrows

COMPOSITION = LAYERS[-1]


def findings(find, *, packages=LAYER_OF):
    """What `find`, a function of a source text, finds in the modules of `packages`: "path:line what"."""
    return [
        f"{module.path.relative_to(PROJECT)}:{line} {what}"
        for package in packages
        for module in modules_of(package)
        for line, what in find(module.path.read_text(encoding="utf-8"))
    ]


def lines_that_act(source):
    """Numbers of the lines of a module that are neither its docstring, an import nor a name for a value."""
    for statement in ast.parse(source).body:
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        is_name = isinstance(statement, ast.Assign) and all(isinstance(to, ast.Name) for to in statement.targets)
        if not (is_text or is_name or isinstance(statement, ast.Import | ast.ImportFrom)):
            yield statement.lineno


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
    if not package:
        return rest.startswith("_")
    return package not in {*LAYER_OF, *OUTSIDE} or rest.partition(".")[0] == "fields"


def test_packages_import_only_lower_layers():
    wrong = upward_arrows()

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from comments.models import Comment", ["comments"]),
        ("import stats.models, comments", ["stats", "comments"]),
        ("def later():\n    import cchc_portal.urls", ["cchc_portal"]),
        ("from layout import models", ["layout"]),
        ("from tests.factories import make_article", ["tests"]),
        ("from devserver.launcher import web_server", ["devserver"]),
        ("from accounts.models import User\nfrom . import models\nfrom .comments import stats\nimport html", []),
    ],
)
def test_an_import_of_the_same_or_a_higher_layer_is_seen(source, found):
    assert list(upward("articles", source, "articles.views")) == found


def test_url_maps_declare_and_do_nothing():
    """If a URL map changes shared state, what a process shows depends on who imported the map, and when."""
    doing = [
        f"{module.path.relative_to(PROJECT)}:{line}"
        for package in LAYER_OF
        for module in modules_of(package)
        if module.path.name == "urls.py"
        for line in lines_that_act(module.path.read_text(encoding="utf-8"))
    ]

    assert not doing, "\n".join(doing)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('"""The map."""\nfrom stats.desk import files\nurlpatterns = [*files.PATHS]', []),
        ('add_tab("latest_report", "Báo cáo")', [1]),
        ('FILES["binh-luan"] = every_day', [1]),
        ("urlpatterns = []\nurlpatterns += [1]\nfiles.NAMES = []", [2, 3]),
    ],
)
def test_a_line_that_acts_is_seen(source, lines):
    assert list(lines_that_act(source)) == lines


def test_every_package_has_its_layer():
    packages = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - OUTSIDE

    assert packages == set(LAYER_OF)


def test_migrations_import_nothing_that_changes():
    """In ten years migrations must do what they did on the day they were written."""
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
        ("from devserver import launcher", False),
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
        f"{source.name} imports {module}"
        for package in LAYER_OF
        for source in modules_of(package)
        for module in imported_modules(source.path)
        if "migrations" in module.split(".")
    ]

    # Django's own `django.db.migrations` is no migration.
    assert not [line for line in living if "django.db.migrations" not in line]


def test_the_ground_has_no_models():
    folders = [
        str(path.relative_to(PROJECT))
        for package in LAYERS[0]
        for path in (PROJECT / package).rglob("*")
        if path.name in {"models", "models.py", "migrations"}
    ]

    assert not folders + findings(models_used, packages=LAYERS[0])


@pytest.mark.parametrize(
    "source",
    [
        "from django.db import models\n\nclass Word(models.Model):\n    pass",
        "from django.db.models import Model as Row\n\nclass Word(Row):\n    pass",
        "import django.db.models\n\nclass Word(django.db.models.Model):\n    pass",
        "from articles.models import Article",
        "from articles.models.article import Article",
        "from articles import models",
        "import articles.models",
        "from .models import Word",
        "from . import models",
        "from django.contrib.auth.models import Group",
        "from django.apps import apps\n\ndef articles():\n    return apps.get_model('articles', 'Article')",
        "from django.contrib.auth import get_user_model as user",
    ],
)
def test_a_model_is_seen_wherever_it_comes_from(source):
    assert models_used(source)


def test_model_fields_are_no_models():
    source = (
        "from django.db import models\nfrom django.db.models import Value\n\nclass Line(models.CharField):\n    pass"
    )

    assert not models_used(source)


def test_no_import_hides_inside_a_function():
    hidden = findings(hidden_imports, packages=[*LAYER_OF, *BESIDE])

    assert not hidden, "\n".join(hidden)


@pytest.mark.parametrize(
    "source",
    [
        "def work():\n    import html",
        "def work():\n    if True:\n        from html import escape",
        "async def work():\n    import html",
        "class Work:\n    def do(self):\n        from . import html",
        "class App(AppConfig):\n    def ready(self):\n        from . import receivers",
        "def ready():\n    import html",
        "def outer():\n    class Inner:\n        import html",
        "def outer():\n    async def inner():\n        import html",
    ],
)
def test_an_import_inside_a_function_is_seen(source):
    assert len(hidden_imports(source)) == 1


def test_an_import_beside_functions_hides_nothing():
    source = dedent("""
        import html
        try:
            import brotli
        except ImportError:
            brotli = None
        class Work:
            from html import escape
            def do(self):
                return html.escape(brotli)
    """)

    assert not hidden_imports(source)


def tables_of_others(package):
    """The tables of all models, Django's and libraries' too, but those of `package`."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model._meta.app_label != package}


def test_sql_on_a_table_lives_in_the_package_that_owns_it():
    """Others compose the pieces that it gives (`articles/sql.py`). What makes load for measuring, in `sample/`, stands
    beside the packages and fills every table past its models.
    """
    wrong = [
        f"{where} is a table of another package"
        for package in LAYER_OF
        for where in findings(partial(tables_named, tables=tables_of_others(package)), packages=[package])
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "source",
    [
        'ASKED = "SELECT count(*) FROM stats_hit"',
        'ASKED = """\n    SELECT 1\n    FROM stats_day,\n         stats_hit\n"""',
        'ASKED = f"SELECT {columns} FROM stats_hit WHERE {rule}"',
        'ASKED = f"{start} JOIN stats_hit USING (id)"',
        'ASKED = "INSERT INTO " "stats_hit VALUES (%s)"',
        'def ask(cursor):\n    cursor.execute("UPDATE stats_hit SET views = 0")',
        "ASKED = f\"{'SELECT FROM stats_hit'}\"",
        "ASKED = 'DELETE FROM \"stats_hit\"'",
        'cursor.execute("LOCK TABLE stats_hit")',
    ],
)
def test_a_table_named_in_sql_is_seen(source):
    assert [table for _, table in tables_named(source, {"stats_hit"})] == ["stats_hit"]


@pytest.mark.parametrize(
    "source",
    [
        'def ask():\n    """One SELECT FROM stats_hit."""',
        'ASKED = "SELECT stats_hits FROM stats_hit_day"',
        'ENTRY = reverse("admin:stats_hit_changelist")',
        'ENTRY = _list("Lượt xem", "stats_hit")',
    ],
)
def test_what_only_looks_like_a_table_in_sql_is_passed_over(source):
    assert not tables_named(source, {"stats_hit"})


def test_no_module_is_loaded_by_its_name():
    loaded = findings(imports_by_name)

    assert not loaded, "\n".join(loaded)


@pytest.mark.parametrize(
    "source",
    [
        "import importlib\n\nimportlib.import_module('comments.questions')",
        "from importlib import import_module as load\n\nload('comments.questions')",
        "listen = lambda: __import__('comments.questions')",
        "load = __import__",
        "from django.utils.module_loading import import_string",
        "from django.utils import module_loading\n\nmodule_loading.autodiscover_modules('receivers')",
        "import pkgutil\n\npkgutil.resolve_name('comments.questions')",
    ],
)
def test_a_module_loaded_by_its_name_is_seen(source):
    assert imports_by_name(source)


def test_looking_whether_a_module_is_there_loads_none():
    assert not imports_by_name("from importlib.util import find_spec\n\nfind_spec('pgserver')")


def test_only_the_composition_layer_listens():
    """The code that takes a decision also calls its effects, so that they can be read there."""
    listening = findings(signals_used, packages=set(LAYER_OF) - COMPOSITION)

    assert not listening, "\n".join(listening)


@pytest.mark.parametrize(
    "source",
    [
        "from django.db.models.signals import post_save\n\npost_save.connect(listen)",
        "from django.db.models import signals",
        "from django.db import models\n\nmodels.signals.post_save.connect(listen)",
        "from django.dispatch import receiver as on",
        "import django.dispatch\n\n@django.dispatch.receiver(saved)\ndef listen(**kwargs): ...",
        "from django.contrib.auth.signals import user_logged_in",
        "from axes.signals import user_locked_out",
    ],
)
def test_a_listener_is_seen(source):
    assert signals_used(source)


def test_a_connection_to_a_database_is_no_listener():
    assert not signals_used("import psycopg2\n\npsycopg2.connect('')\nview.dispatch(request)")


def test_public_templates_hold_no_inline_style_or_handler():
    inline = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if not {"admin", "unfold", "mailing"} & set(path.parts)
        and re.search(r"\sstyle=|\son[a-z]+=\"", path.read_text(encoding="utf-8"))
    ]

    assert not inline


@pytest.mark.parametrize("pattern", ["*.py", "*.css", "*.js", "*.html"])
def test_no_file_is_longer_than_its_limit(pattern):
    long = [
        f"{path.relative_to(PROJECT)}: {lines}"
        for folder in [*LAYER_OF, *BESIDE, "tests", "tools", "templates", "static"]
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
