"""What the text of a module does that the architecture forbids.

Each function takes a source text and returns findings, pairs of a line and what stands there, so that a test can try
it on a text of its own.
"""

import ast
import re

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

# Ways to load a module whose name is a string, which no picture of imports shows.
LOADERS = {
    "__import__",
    "import_module",
    "import_string",
    "autodiscover_modules",
    "resolve_name",
    "run_module",
    "run_path",
    "exec_module",
    "load_module",
}

SQL = re.compile(r"\b(SELECT|FROM|JOIN|USING|INTO|UPDATE|TABLE|TRUNCATE|COPY|VACUUM|ANALYZE|LOCK)\b")

# Django's ways to a model that import no module of models.
MODEL_LOOKUPS = {"get_model", "get_models", "get_registered_model", "get_user_model"}

# How Django's signals are come by: imported from such a module, or taken from it by such a name.
SIGNAL_MODULES = {"signals", "dispatch"}
SIGNAL_NAMES = {"signals", "receiver", "Signal", "ModelSignal"}

OWNERS = {"self", "cls"}  # who sets an attribute of these declares it
UNDECLARED = {"setattr", "SimpleNamespace"}


def hidden_imports(source):
    """Imports inside a function, a method or a lambda, also in `AppConfig.ready`."""
    return sorted(
        {
            (inner.lineno, "import")
            for function in ast.walk(ast.parse(source))
            if isinstance(function, FUNCTIONS)
            for inner in ast.walk(function)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def imports_by_name(source):
    """Where a module is loaded by a string, or such a loader fetched: `import_module`, `__import__` and their like."""
    return sorted({(line, name) for line, name in _names_used(source) if name in LOADERS})


def signals_used(source):
    """Where a signal is listened to or made, or anything is imported from a module of signals."""
    found = {(line, name) for line, name in _names_used(source) if name in SIGNAL_NAMES}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        else:
            continue
        found |= {(node.lineno, module) for module in modules if SIGNAL_MODULES & set(module.split("."))}
    return sorted(found)


def models_used(source):
    """Where a model is defined, imported or looked up. Model fields (`models.CharField`) are none."""
    found = {(line, name) for line, name in _names_used(source) if name in {"Model", *MODEL_LOOKUPS}}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or "", *(f"{node.module or ''}.{alias.name}" for alias in node.names)]
        else:
            continue
        found |= {(node.lineno, module) for module in modules if _is_module_of_models(module)}
    return sorted(found)


def tables_named(source, tables):
    """Which of `tables` a text of SQL names: a literal, an f-string or a piece of one, but no docstring."""
    tree = ast.parse(source)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return sorted(
        {
            (line, table)
            for line, text in _texts(tree, leaving_out=docstrings)
            if SQL.search(text)
            for table in re.findall(r"\w+", text)
            if table in tables
        }
    )


def _texts(node, leaving_out):
    """(line, text) of each literal and each f-string, its values left blank; literals inside these are its own."""
    if id(node) in leaving_out:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    elif isinstance(node, ast.JoinedStr):
        yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else " … " for part in node.values)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _texts(part.value, leaving_out)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _texts(child, leaving_out)


def _is_module_of_models(module):
    """True for `articles.models`, `.models`, `django.contrib.auth.models`; `django.db.models` has the fields too."""
    return "models" in module.split(".") and not f"{module}.".startswith("django.db.models.")


def _names_used(source):
    """Each name that `source` reads, imports (also under another name) or takes from a module, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, alias.name) for alias in node.names)


def results_declared(source):
    """Classes that declare what a function returns: dataclasses and NamedTuples."""
    return [
        (node.lineno, node.name)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
        and ("dataclass" in map(last_name, node.decorator_list) or "NamedTuple" in map(last_name, node.bases))
    ]


def functions_of(source):
    """Names of the functions that a module defines, public or not."""
    return {node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def attributes_set(source):
    """Where an attribute of anything but `self` and `cls` is set, by `=`, as the target of a loop or by `setattr`, and
    where a namespace is made whose attributes nobody declares.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {(node.lineno, node.attr)} if last_name(node.value) not in OWNERS else set()
        elif isinstance(node, ast.Name | ast.Attribute | ast.alias) and last_name(node) in UNDECLARED:
            found.add((node.lineno, last_name(node)))
    return sorted(found)


def last_name(node):
    """`b` of `b`, of `a.b`, of a call of them and of an import of `b`; "" of all else."""
    match node:
        case ast.Call(func=called):
            return last_name(called)
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            return name
    return ""
