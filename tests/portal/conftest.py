import pytest
from django.contrib import admin
from django.db import OperationalError, connections

WITH_MENU = {"/quan-tri/", "/quan-tri/articles/"}  # the second lists what the menu could


@pytest.fixture
def make_database_unavailable(monkeypatch):
    """A function after which this process cannot reach the database, as when the server was stopped."""

    def refuse(*_, **__):
        raise OperationalError("connection refused")

    def go():
        connections.close_all()
        monkeypatch.setattr(type(connections["default"]), "get_new_connection", refuse)

    return go


def _on_first_pages(entries):
    """The method `entries` of the admin, which finds nothing on other pages than those of WITH_MENU."""
    return lambda site, request, *rest: entries(site, request, *rest) if request.path in WITH_MENU else []


@pytest.fixture
def without_menu(monkeypatch):
    """Leave the menu, a sixth of the time of an admin's page, out of all pages but the first."""
    site = type(admin.site)
    for entries in (site.get_sidebar_list, site.get_app_list):
        monkeypatch.setattr(site, entries.__name__, _on_first_pages(entries))
