import pytest
from django.db import OperationalError, connections


@pytest.fixture
def make_database_unavailable(monkeypatch):
    """A function after which this process cannot reach the database, as when the server was stopped."""

    def refuse(*_, **__):
        raise OperationalError("connection refused")

    def go():
        connections.close_all()
        monkeypatch.setattr(type(connections["default"]), "get_new_connection", refuse)

    return go
