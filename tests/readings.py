"""Where a module makes, while it is being read, what is another at each reading: a moment, what is signed with one, a
random key. That is at its top, in a decorator, or as a default of a function.
"""

import ast
import re

from .sources import FUNCTIONS, last_name

WHATEVER_IT_IS_GIVEN = {
    *("now", "utcnow", "today", "monotonic", "perf_counter", "time_ns"),
    *("uuid1", "uuid4", "urandom", "token_bytes", "token_hex", "token_urlsafe", "get_random_string"),
    "sign_object",
}
GIVEN_NOTHING = {"localdate", "localtime", "time", "local_day"}  # given something, they speak of that
BY_WHOLE_NAME = {"django.core.signing.dumps"}
MENTIONED = re.compile(rf"\b({'|'.join(WHATEVER_IT_IS_GIVEN | GIVEN_NOTHING)}|signing\.dumps)\(")
ANOTHER = "what is another each time"


def other_at_each_reading(sources):
    """Findings (module, line) in `sources`, {dotted name: text}; a function of one of them that makes such a value,
    itself or by another function, counts too. What a module does as a program (`if __name__ …`) is left out.
    """
    trees = {module: ast.parse(text) for module, text in sources.items()}
    imported = {module: dict(_imported(module, tree)) for module, tree in trees.items()}
    calls_of = {
        f"{module}.{node.name}": {name for _, name in _calls(node.body, module, imported[module])}
        for module, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }
    found, more = set(), {ANOTHER} | BY_WHOLE_NAME
    while more:
        found |= more
        more = {function for function, called in calls_of.items() if called & found} - found
    return sorted(
        (module, line)
        for module, tree in trees.items()
        for line, called in _calls(tree.body, module, imported[module])
        if called in found
    )


def _imported(module, tree):
    """(name in `module`, dotted name where it comes from) of each import by name."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            above = module.split(".")[: -node.level] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            yield from ((alias.asname or alias.name, f"{source}.{alias.name}") for alias in node.names)


def _calls(statements, module, imported):
    """(line, dotted name) of what is called while `statements` run, without the bodies of functions they define."""
    waiting = list(statements)
    while waiting:
        node = waiting.pop()
        match node:
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
                continue
            case ast.Call(args=args) if last_name(node) in WHATEVER_IT_IS_GIVEN | (set() if args else GIVEN_NOTHING):
                yield node.lineno, ANOTHER
            case ast.Call(func=ast.Name(id=name)):
                yield node.lineno, imported.get(name, f"{module}.{name}")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=function)):
                yield node.lineno, f"{imported.get(name, name)}.{function}"
        if isinstance(node, FUNCTIONS):
            waiting += [
                *getattr(node, "decorator_list", ()),
                *node.args.defaults,
                *filter(None, node.args.kw_defaults),
            ]
        else:
            waiting += ast.iter_child_nodes(node)
