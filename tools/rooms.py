"""Counts the rooms of each package and the arrows between them.

    .venv/bin/python -m tools.rooms            one line a package
    .venv/bin/python -m tools.rooms stats      every arrow of `stats`, with the number of imports behind it

A room is a module or a folder directly in a package; migrations and `__init__` are none. An arrow is a pair of rooms
of one package of which the first imports from the second, however often. It exits with 1 when a package has more of
them than LIMITS says, rooms that import each other in a circle, or an import from its own layer or a higher one.
It reads the sources only: neither settings nor a database are needed.
"""

import ast
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

LAYERS = [
    {"vietnamese", "database"},
    {"proofreading"},
    {"accounts", "mailing", "uploads", "richtext"},
    {"manuscripts", "revisions"},
    {"links"},
    {"recordings", "copyediting"},
    {"articles", "layout"},
    {"comments", "newsroom", "stats"},
    {"cchc_portal"},
]
LAYER_OF = {package: number for number, packages in enumerate(LAYERS) for package in packages}

# Packages beside the product, with the same rules: a server needs none of them.
BESIDE = {"devserver", "sample"}
# Packages outside the layers: they run, test, measure and build the product, which imports none of them.
OUTSIDE = {"tests", "bench", "tools", *BESIDE}

# At most so many (rooms, arrows).
LIMITS = {"stats": (16, 40), "comments": (24, 60), "newsroom": (18, 48), "cchc_portal": (14, 14)}


@dataclass(frozen=True)
class Module:
    path: Path
    name: str  # dotted, "stats.admin_pages.live"; a package's `__init__` has the name of the package
    is_package: bool

    @property
    def room(self):
        """The room that the module lies in; None for the `__init__` of the package itself."""
        return (*self.name.split("."), None)[1]


@dataclass
class Package:
    name: str
    rooms: set = field(default_factory=set)
    arrows: Counter = field(default_factory=Counter)  # (room, imported room) → number of imports

    @property
    def circles(self):
        """Sets of rooms that import each other, directly or by way of others; sorted lists, each set once."""
        reached = {room: self._reached_from(room) for room in self.rooms}
        return sorted(
            {
                tuple(sorted(other for other in self.rooms if other in reached[room] and room in reached[other]))
                for room in self.rooms
                if room in reached[room]
            }
        )

    def _reached_from(self, room):
        found, waiting = set(), [room]
        while waiting:
            here = waiting.pop()
            following = {target for source, target in self.arrows if source == here} - found
            found |= following
            waiting.extend(following)
        return found


def modules_of(package, project=PROJECT):
    """Every module of `package` but its migrations, in the order of their paths."""
    for path in sorted((project / package).rglob("*.py")):
        parts = path.relative_to(project).with_suffix("").parts
        if "migrations" not in parts:
            is_package = parts[-1] == "__init__"
            yield Module(path, ".".join(parts[:-1] if is_package else parts), is_package)


def imports_in(source, module, *, is_package=False):
    """What `source`, the text of `module`, imports anywhere: dotted names, relative ones resolved.

    `from stats.models import Hit` is "stats.models.Hit": the name does not show whether it is a module or something in
    one.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module.split(".") if node.module else []
            if node.level:
                above = node.level - is_package
                folder = module.split(".")
                origin = folder[: len(folder) - above] + origin
            yield from (".".join([*origin, alias.name]) for alias in node.names)


def count(package, modules):
    """The Package of `modules`, pairs of a Module and its source text."""
    counted = Package(package, rooms={module.room for module, _ in modules} - {None})
    for module, source in modules:
        for name in imports_in(source, module.name, is_package=module.is_package):
            top, _, rest = name.partition(".")
            target = rest.partition(".")[0]
            if module.room and top == package and target in counted.rooms - {module.room}:
                counted.arrows[module.room, target] += 1
    return counted


def counted_package(package, project=PROJECT):
    return count(package, [(module, _text(module)) for module in modules_of(package, project)])


def upward(package, source, module, *, is_package=False):
    """The packages of the same or a higher layer that `source`, a module of `package`, imports."""
    for name in imports_in(source, module, is_package=is_package):
        other = name.partition(".")[0]
        if other in OUTSIDE or (other != package and LAYER_OF.get(other, -1) >= LAYER_OF[package]):
            yield other


def upward_arrows(project=PROJECT):
    """Sentences: which module imports which package that it must not."""
    return [
        f"{module.path.relative_to(project)} imports {other}"
        for package in LAYER_OF
        for module in modules_of(package, project)
        for other in upward(package, _text(module), module.name, is_package=module.is_package)
    ]


def over_limits(package):
    """Sentences: where a Package has more rooms or arrows than it may have."""
    rooms, arrows = LIMITS.get(package.name, (None, None))
    if rooms is not None and len(package.rooms) > rooms:
        yield f"{package.name} has {len(package.rooms)} rooms, {rooms} at most"
    if arrows is not None and len(package.arrows) > arrows:
        yield f"{package.name} has {len(package.arrows)} arrows, {arrows} at most"


def _text(module):
    return module.path.read_text(encoding="utf-8")


def print_summary(packages):
    for package in packages:
        circles = "; ".join(" – ".join(circle) for circle in package.circles)
        print(
            f"{package.name:12}{len(package.rooms):4} rooms {len(package.arrows):4} arrows",
            f"   circle: {circles}" if circles else "",
        )


def print_arrows(package):
    for (room, target), imports in sorted(package.arrows.items()):
        print(f"{room:24} → {target:24} {imports:4}")


def main(names):
    packages = [counted_package(name) for layer in LAYERS for name in sorted(layer)]
    if names:
        for package in packages:
            if package.name in names:
                print_arrows(package)
    print_summary(packages)
    wrong = upward_arrows()
    for package in packages:
        wrong.extend(f"{package.name} has a circle: {', '.join(circle)}" for circle in package.circles)
        wrong.extend(over_limits(package))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
