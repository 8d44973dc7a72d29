"""What every test is given."""

import pytest

from comments import rules, senders
from stats.switches import switches


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing a password is slow on purpose; people in tests are many, and nobody guesses theirs."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def rules_of_this_test():
    """The process keeps the rules for comments, the secret of its keys and the switches of figures longer than a test
    keeps its rows.
    """
    rules.forget()
    senders.forget_secret()
    switches.forget()
