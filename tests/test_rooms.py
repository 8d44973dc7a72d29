"""The rooms of a package and the arrows between them stay few, and are counted right."""

import pytest

from tools.rooms import LAYER_OF, LIMITS, Module, count, counted_package, imports_in, over_limits


def made_up(package, **sources):
    """The Package of modules that do not exist: their names below `package`, `__` for a dot, and their texts."""
    modules = [(Module(None, f"{package}.{name.replace('__', '.')}", False), text) for name, text in sources.items()]
    return count(package, modules)


@pytest.mark.parametrize("package", sorted(LAYER_OF))
def test_no_rooms_of_a_package_import_each_other_in_a_circle(package):
    assert not counted_package(package).circles


@pytest.mark.parametrize("package", sorted(LIMITS))
def test_a_package_keeps_its_rooms_and_arrows_few(package):
    assert not list(over_limits(counted_package(package)))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import stats.dimensions, html", ["stats.dimensions", "html"]),
        ("from stats import dimensions, models", ["stats.dimensions", "stats.models"]),
        ("from . import live, parts", ["stats.desk.live", "stats.desk.parts"]),
        ("from .live import page", ["stats.desk.live.page"]),
        ("from .. import dimensions", ["stats.dimensions"]),
        ("from ..models.hit import Hit", ["stats.models.hit.Hit"]),
    ],
)
def test_relative_imports_count_as_what_they_name(source, names):
    assert list(imports_in(source, "stats.desk.overview")) == names


def test_the_init_of_a_folder_stands_one_step_lower_than_its_modules():
    source = "from .hit import Hit\nfrom ..fields import Pieces"

    assert list(imports_in(source, "stats.models", is_package=True)) == ["stats.models.hit.Hit", "stats.fields.Pieces"]


def test_rooms_are_what_lies_directly_in_a_package_and_arrows_are_counted_once():
    package = made_up(
        "stats",
        models__hit="from django.db import models",
        models__day="from .hit import Hit",
        rollup__ledger="from ..models import Hit\nfrom ..models.day import Day\nfrom articles.models import Article",
        views="import stats.models\nfrom stats import rollup, signals",
    )

    assert package.rooms == {"models", "rollup", "views"}
    assert package.arrows == {("rollup", "models"): 2, ("views", "models"): 1, ("views", "rollup"): 1}
    assert not package.circles


def test_a_circle_is_seen_however_long():
    package = made_up(
        "stats",
        views="from .rollup import run",
        rollup="from .ledger import entry",
        ledger="def later():\n    from stats.days import today",
        days="from . import rollup",
    )

    assert package.circles == [("days", "ledger", "rollup")]


def test_a_package_over_its_limits_is_seen():
    rooms, arrows = LIMITS["stats"]
    upper = {f"room_{number}": "" for number in range(rooms - 1)}
    full = made_up("stats", **upper, views="\n".join(f"from . import {name}" for name in upper))
    over = made_up("stats", **upper, urls="", views="")
    full.arrows |= {(f"room_{number}", f"room_{number + 2}"): 1 for number in range(rooms - 3)}
    full.arrows |= {(f"room_{number}", f"room_{number + 3}"): 1 for number in range(arrows - len(full.arrows))}

    assert not list(over_limits(full))
    full.arrows["room_0", "room_1"] = 1
    assert list(over_limits(full)) == [f"stats has {arrows + 1} arrows, {arrows} at most"]
    assert list(over_limits(over)) == [f"stats has {rooms + 1} rooms, {rooms} at most"]
