import pytest
from django.db import OperationalError, connections


@pytest.fixture
def database_goes_away(monkeypatch):
    """A function after which this process cannot reach the database, as when the server was stopped."""

    def refuse(*_, **__):
        raise OperationalError("connection refused")

    def go():
        connections.close_all()
        monkeypatch.setattr(type(connections["default"]), "get_new_connection", refuse)

    return go
