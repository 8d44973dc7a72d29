"""The history of the database's structure agrees with the models."""

import pytest

from tests.commands import run


@pytest.mark.django_db
def test_the_models_ask_for_no_migration_that_is_not_there():
    assert run("makemigrations", "--check", "--dry-run") == "No changes detected\n"
