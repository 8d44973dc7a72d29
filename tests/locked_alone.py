"""Rows are locked by a statement that reads no other table.

Under READ COMMITTED, PostgreSQL has one reading for a whole statement. Where that waited for a row, only the row is
read anew; joined rows, and rows of subqueries, are those from before the wait. So a colleague who was named just now
is None, and a row whose category changed is dropped as if it were gone.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

# (what is locked, what is read beside it): why a wait cannot make that old.
READ_BESIDE = {
    ("revisions_binentry", "revisions_keptfile"): "the names of files are written with the entry, and never change",
}

_INNERMOST = re.compile(r"\([^()]*\)")
_LOCKS = re.compile(r"\bFOR (?:NO KEY )?UPDATE\b")
_TABLE = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')

# Parts of a chain of calls on a query set.
LOCK, JOIN = "select_for_update", "select_related"


def read_beside(sql: str) -> set[tuple[str, str]]:
    """(the locked table, another table) for each that a statement reads beside what it locks, but for READ_BESIDE."""
    if not _LOCKS.search(sql):
        return set()
    outer = sql
    while (less := _INNERMOST.sub("", outer)) != outer:
        outer = less
    if not _LOCKS.search(outer) or not (tables := _TABLE.findall(sql)):
        return set()
    [locked, *_] = _TABLE.findall(outer)
    tables.remove(locked)
    return {(locked, table) for table in tables} - set(READ_BESIDE)


def check(execute, sql, params, many, context):
    """For `connection.execute_wrappers`: fails where a statement locks and reads another table."""
    if isinstance(sql, str) and (found := read_beside(sql)):
        raise AssertionError(f"locks a row and reads another table in one statement ({found}): {sql}")
    return execute(sql, params, many, context)


def joined_locks(sources: Mapping[str, str]) -> list[tuple[str, int]]:
    """(name, line) of each chain that locks and joins, also by way of a variable, or of a function of `sources` that
    returns what is joined.
    """
    trees = {name: ast.parse(source) for name, source in sources.items()}
    functions = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    joins = {JOIN}
    while more := {each.name for each in functions if any(joins & links for links in _returned(each))} - joins:
        joins |= more
    found = {(name, line) for name, tree in trees.items() for line in _lines_in(tree, joins)}
    return sorted(found)


def _returned(function: ast.FunctionDef) -> Iterator[set[str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            yield set(_links(node.value, {}))


def _lines_in(tree: ast.Module, joins: set[str]) -> Iterator[int]:
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        known: dict[str, list[str]] = {}
        nodes = sorted(_expressions_in(function), key=lambda node: node.lineno)
        for node in nodes:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                known[node.targets[0].id] = list(_links(node.value, known))
            elif isinstance(node, ast.Call):
                links = set(_links(node, known))
                if LOCK in links and joins & links:
                    yield node.lineno


def _expressions_in(function: ast.FunctionDef) -> Iterable[ast.Assign | ast.Call]:
    return [node for node in ast.walk(function) if isinstance(node, ast.Assign | ast.Call)]


def _links(node: ast.AST, known: Mapping[str, list[str]]) -> Iterator[str]:
    """The names of a chain, the last one first. What `select_related(None)` takes away is not among them."""
    is_alone = False
    while True:
        if isinstance(node, ast.Call):
            if _takes_joins_away(node):
                is_alone, node = True, node.func.value
            else:
                node = node.func
        elif isinstance(node, ast.Attribute):
            if not is_alone or node.attr == LOCK:
                yield node.attr
            node = node.value
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            names = [node.id, *known.get(node.id, ())] if isinstance(node, ast.Name) else []
            yield from (name for name in names if not is_alone or name == LOCK)
            return


def _takes_joins_away(call: ast.Call) -> bool:
    is_join = isinstance(call.func, ast.Attribute) and call.func.attr == JOIN
    return is_join and [getattr(each, "value", call) for each in call.args] == [None]
