"""The settings for mypy's plugin, which imports them to learn the models; they need no variables and no database."""

import os

for name, value in {
    "SECRET_KEY": "for mypy only",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1/nothing",
    "SITE_URL": "http://127.0.0.1",
    "ALLOWED_HOSTS": "127.0.0.1",
}.items():
    os.environ.setdefault(name, value)

from cchc_portal.settings import *  # noqa: E402, F403 (the variables must be set first; the plugin reads all names)
