from concurrent.futures import ThreadPoolExecutor

import pytest

from .source import Source


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def threads(source):
    with ThreadPoolExecutor(8) as pool:
        yield pool
        source.open.set()
