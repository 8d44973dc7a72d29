import pytest
from django.core.cache import cache

from stats import facets, recording, visitors
from stats.counters import site_now


@pytest.fixture(autouse=True)
def fresh_process(settings, tmp_path):
    """Nothing remembered from another test: figures, limits, an absence of the database; a spool of its own."""
    settings.VAR_DIR = tmp_path
    cache.clear()
    site_now.forget()
    visitors._salts.clear()
    recording._away.until = 0.0
    recording._minute.number = None
    facets._slugs.good_until = 0.0
