"""HTML is trusted only where the same expression escapes it or has it from the sanitiser; each place is named here.

What comes before (a form, an import, another release) is no reason: a row may have been written by none of them.
"""

import ast
import re

import pytest

from tools.rooms import LAYER_OF, PROJECT, modules_of

MARKERS = {"mark_safe", "SafeString", "SafeText", "Markup", "SafeData"}
CLEANERS = {
    "escape",
    "conditional_escape",
    "sanitize_html",
    "clean_for_readers",
    "clean_for_desk",
    "only_allowed",
    "format_html",
}
ESCAPE_TABLES = {"_JSON_ESCAPES"}
FORMATTERS = {"format_html": 1, "format_html_join": 2}  # and how many of their arguments are HTML

PLACES = {
    "newsroom/saving/refused_saves.py: show_typed",
    "newsroom/article_admin.py: text",
    "newsroom/form/manuscript_page.py: _show_manuscript",
    "articles/presentation.py: present",
    "articles/templatetags/article_tags.py: _data",
    "cchc_portal/templatetags/admin_theme.py: with_main",
    "cchc_portal/templatetags/admin_theme.py: without_memory",
    "comments/queue/review_context.py: marked",
    "revisions/templatetags/compared_words.py: changed_words",
    "revisions/templatetags/compared_words.py: differing_words",
    "revisions/templatetags/compared_words.py: _parts",
}
# Plain text, which nobody reads as HTML.
UNESCAPED_TEMPLATES = {"articles/feed_title.txt", "mailing/email.txt"}


def name_of(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_clean(value):
    """Whether the expression `value` escapes or cleans all of its text, whatever that is."""
    match value:
        case ast.Call(func=ast.Name(id=name)) if name in CLEANERS:
            return True
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(), attr="join"), args=[ast.Call(args=[ast.Name(id=name), _])]
        ):
            return name in CLEANERS and name_of(value.args[0].func) == "map"
        case ast.Call(func=ast.Attribute(attr="translate"), args=[ast.Name(id=name)]):
            return name in ESCAPE_TABLES
        case ast.Call(func=ast.Attribute(value=inner, attr="replace")):
            return is_clean(inner)
        case ast.Constant():
            return True
    return False


def trusted(source):
    """[(function, line, is it clean)] of each place of `source` that marks text as HTML, and of what can hide one."""
    tree = ast.parse(source)
    inside = {
        node: function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        where = inside.get(node, "<module>"), getattr(node, "lineno", 0)
        if isinstance(node, ast.Call) and name_of(node.func) in MARKERS:
            yield *where, len(node.args) == 1 and is_clean(node.args[0])
        elif isinstance(node, ast.alias) and node.name in MARKERS and node.asname:
            yield "<module>", node.lineno, False
        elif isinstance(node, ast.FunctionDef) and node.name == "__html__":
            yield node.name, node.lineno, False
        elif isinstance(node, ast.Name | ast.Attribute) and name_of(node) == "html_safe":
            yield *where, False
        elif isinstance(node, ast.keyword) and node.arg in {"is_safe", "autoescape", "mark_safe"}:
            yield (
                *where,
                isinstance(node.value, ast.Constant) and node.arg == "autoescape" and node.value.value is True,
            )


def built(source):
    """[line] where HTML with placeholders is not a literal: a value would be read as HTML."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in calls:
        texts = FORMATTERS.get(name_of(call.func), 0)
        if len(call.args) < texts or not all(isinstance(text, ast.Constant) for text in call.args[:texts]):
            yield call.lineno


def sources():
    for package in LAYER_OF:
        for module in modules_of(package):
            yield str(module.path.relative_to(PROJECT)), module.path.read_text(encoding="utf-8")


def templates(pattern):
    return {
        str(path.relative_to(PROJECT / "templates")): path.read_text()
        for path in (PROJECT / "templates").rglob(pattern)
        if path.is_file()
    }


def test_all_html_that_is_trusted_is_cleaned_in_the_same_expression():
    wrong = [f"{path}:{line}" for path, text in sources() for _, line, clean in trusted(text) if not clean]

    assert not wrong, "\n".join(wrong)


def test_every_place_that_trusts_html_is_named_here():
    assert {f"{path}: {function}" for path, text in sources() for function, *_ in trusted(text)} == PLACES


def test_html_with_holes_is_written_out():
    assert not [f"{path}:{line}" for path, text in sources() for line in built(text)]


def test_no_template_turns_escaping_off_but_for_plain_text():
    words = ("|safe", "safeseq", "autoescape off")
    off = {
        name
        for name, text in templates("*").items()
        if any(word in text.replace(" |", "|").replace("| ", "|") for word in words)
    }

    assert off == UNESCAPED_TEMPLATES


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("mark_safe(sanitize_html(text))", True),
        ("safestring.mark_safe(escape(text))", True),
        ("mark_safe(''.join(map(conditional_escape, pieces)))", True),
        ("mark_safe(conditional_escape(page).replace(a, b))", True),
        ("mark_safe(json.dumps(x).translate(_JSON_ESCAPES))", True),
        ("mark_safe('<br>')", True),
        ("mark_safe(article.body)", False),
        ("mark_safe((root.text or '') + inner)", False),
        ("mark_safe(f'<b>{name}</b>')", False),
        ("mark_safe(escape(a) + b)", False),
        ("mark_safe(''.join(pieces))", False),
        ("mark_safe(''.join(map(str, pieces)))", False),
        ("mark_safe(text.translate(TABLE))", False),
        ("SafeString(text)", False),
        ("from django.utils.safestring import mark_safe as ok", False),
        ("class A:\n    def __html__(self):\n        return self.text", False),
        ("register.filter('x', f, is_safe=True)", False),
        ("Context({}, autoescape=False)", False),
        ("html_safe(Thing)", False),
    ],
)
def test_a_place_that_trusts_html_is_seen(source, clean):
    assert [found for *_, found in trusted(source)] == [clean]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("format_html('<b>{}</b>', name)", []),
        ("format_html_join(' ', '<b>{}</b>', rows)", []),
        ("format_html(text)", [1]),
        ("format_html(f'<b>{name}</b>')", [1]),
        ("format_html('<b>' + name)", [1]),
        ("format_html_join(between, '<b>{}</b>', rows)", [1]),
        ("format_html_join('', row, rows)", [1]),
    ],
)
def test_html_that_is_put_together_is_seen(source, lines):
    assert list(built(source)) == lines


def test_templates_trust_no_text():
    """Rich text comes as a safe string from its model; a template never vouches for anything."""
    trusting = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if re.search(r"\|\s*safe\b|autoescape off", path.read_text(encoding="utf-8"))
    ]

    assert not trusting
