import pytest

from stats.collect import recording


@pytest.fixture(autouse=True)
def fresh_process(settings, tmp_path):
    """Reset the limits that count views, and use an empty spool."""
    settings.VAR_DIR = tmp_path
    recording._this_minute.number = None


@pytest.fixture
def write(tmp_path):
    """A function that writes a file to be imported, of text or bytes, and returns its path."""

    def write(content, name="old.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
